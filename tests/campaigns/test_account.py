"""The public account: what was asked, arrived, answered and done, side by side. (D10, D15, D16)"""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.account import account_of_campaign, account_of_office, rate_of_accounts
from campaigns.models import Communication, CommunicationState
from campaigns.rates import rate_of
from campaigns.services.clocks import run_clocks
from campaigns.services.communications import (
    cancel_communication,
    draft_brief,
    follow_communications,
    send_communication,
)
from campaigns.services.outcomes import Found, check_outcome, note_outcome
from core.rules import RuleRefused
from core.sealed import unseal_json
from outbox.models import Message, State
from tests.factories.accounts import make_user
from tests.factories.answers import (
    make_answer,
    make_clock,
    make_outcome,
    make_sent_letter,
    make_step,
)
from tests.factories.briefs import make_brief
from tests.factories.campaigns import make_campaign
from tests.factories.deliveries import make_delivery
from tests.factories.officials import make_post

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
LATE = NOON + timedelta(days=40)


@pytest.fixture
def post(db):
    return make_post(
        label="Foreign Minister", email="minister@state.example.org", holder="Marie Dupont"
    )


@pytest.fixture
def campaign(post):
    return make_campaign(letters=True, addressees=[post], slug="send-them", at=NOON)


def test_d10_petition_letters_and_briefs_stand_side_by_side(campaign, post):
    """One ask, three channels, one row: with the answer, and apart from it what the office did."""
    make_delivery(petition=campaign.petition, status="handed_over", at=NOON)
    for _time in range(12):
        make_sent_letter(campaign=campaign, at=NOON)
    brief = make_brief(published=True, situation=campaign.situation, at=NOON)
    own = draft_brief(campaign=campaign, brief=brief, post=post, actor=make_user(), at=LATE)
    send_communication(communication=own, actor=make_user(), at=LATE)
    Message.objects.filter(pk=own.message_id).update(state=State.SENT)
    follow_communications(at=LATE)
    run_clocks(at=LATE)
    make_answer(campaign=campaign, post=post, status="published", at=LATE)
    found = Found(result="deflected", on=LATE.date(), evidence="The minister spoke of trade.")
    outcome = note_outcome(campaign=campaign, post=post, found=found, actor=make_user(), at=LATE)
    check_outcome(outcome=outcome, actor=make_user(), at=LATE)
    (row,) = account_of_campaign(campaign, at=LATE)
    assert (row.signatures, row.letters, len(row.briefs)) == (12, 12, 1)
    assert row.briefs[0].sha256 == own.sha256
    assert len(own.sha256) == 64
    assert (row.answers[0].kind, row.outcome.result) == ("substantive", "deflected")
    assert row.asked_on == NOON.date()


def test_a_brief_goes_to_an_office_at_most_once_with_the_hash_of_its_file(campaign, post):
    brief = make_brief(published=True, situation=campaign.situation, at=NOON)
    own = draft_brief(campaign=campaign, brief=brief, post=post, actor=make_user(), at=LATE)
    with pytest.raises(RuleRefused) as refused:
        draft_brief(campaign=campaign, brief=brief, post=post, actor=make_user(), at=LATE)
    assert refused.value.codes == ["brief"]
    sender = make_user()
    send_communication(communication=own, actor=sender, at=LATE)
    with pytest.raises(RuleRefused):
        send_communication(communication=own, actor=sender, at=LATE)
    body = unseal_json(Message.objects.get().envelope_sealed)["body"]
    assert own.sha256 in body
    assert brief.permalink in body


def test_a_brief_of_another_situation_is_not_sent(campaign, post):
    with pytest.raises(RuleRefused):
        draft_brief(
            campaign=campaign, brief=make_brief(published=True), post=post, actor=make_user()
        )


def test_what_was_called_off_may_be_prepared_again(campaign, post):
    brief = make_brief(published=True, situation=campaign.situation, at=NOON)
    own = draft_brief(campaign=campaign, brief=brief, post=post, actor=make_user(), at=LATE)
    cancel_communication(communication=own, actor=make_user())
    draft_brief(campaign=campaign, brief=brief, post=post, actor=make_user(), at=LATE)
    assert Communication.objects.filter(state=CommunicationState.DRAFT).count() == 1


def test_nothing_is_said_of_an_answer_where_no_arrival_is_proven(campaign):
    make_sent_letter(campaign=campaign, at=LATE)
    (row,) = account_of_campaign(campaign, at=LATE)
    assert (row.state, row.asked_on, row.lane()) == ("unproven", None, None)


def test_an_office_is_silent_since_a_day_and_for_so_many_days(campaign):
    make_clock(campaign=campaign, at=NOON)
    (row,) = account_of_campaign(campaign, at=LATE)
    assert (row.state, row.silent_days, row.lane().tone) == ("silent", 40, "late")


def test_d16_the_account_goes_on_after_the_campaign_has_closed(client, post):
    """Follow-through: what an office does a year later is noted and shown."""
    closed = make_campaign(status="closed", addressees=[post], slug="closed-one", letters=True)
    make_clock(campaign=closed, at=NOON)
    later = NOON + timedelta(days=365)
    found = Found(result="acted", on=later.date(), evidence="Observers arrived in the lower town.")
    outcome = note_outcome(campaign=closed, post=post, found=found, actor=make_user(), at=later)
    page = "/campaigns/closed-one/answers/"
    assert b"lower town" not in client.get(page).content
    check_outcome(outcome=outcome, actor=make_user(), at=later)
    assert b"lower town" in client.get(page).content


def test_the_newest_outcome_counts_and_the_one_before_stays(campaign, post):
    make_outcome(campaign=campaign, post=post, result="committed", at=NOON)
    make_outcome(campaign=campaign, post=post, result="acted", at=LATE)
    make_outcome(campaign=campaign, post=post, result="refused", at=LATE, checked=False)
    (row,) = account_of_campaign(campaign, at=LATE)
    assert row.outcome.result == "acted"
    assert campaign.outcomes.count() == 3


def test_a_handful_of_letters_is_not_counted_in_public(client, campaign):
    for _time in range(9):
        make_sent_letter(campaign=campaign, at=NOON)
    page = client.get("/campaigns/send-them/answers/").content.decode()
    assert "fewer than 10" in page
    data = client.get("/campaigns/send-them/answers.json").json()
    assert data["offices"][0]["letters"] == "<10"
    make_sent_letter(campaign=campaign, at=NOON)
    assert client.get("/campaigns/send-them/answers.json").json()["offices"][0]["letters"] == 10


def test_no_writer_is_named_anywhere(client, campaign, post):
    letter = make_sent_letter(campaign=campaign, at=NOON, name="Ada Writer")
    answer = make_answer(campaign=campaign, post=post, status="published", at=NOON)
    answer.letters.add(letter)
    for address in ("answers/", "answers.json", "answers.csv"):
        shown = client.get(f"/campaigns/send-them/{address}").content.decode()
        assert "Ada" not in shown
        assert letter.reference not in shown


@time_machine.travel(LATE, tick=False)
def test_the_page_draws_says_and_offers_the_same(client, campaign, post):
    clock = make_clock(campaign=campaign, at=NOON)
    make_step(clock=clock, status="done")
    page = client.get("/campaigns/send-them/answers/").content.decode()
    assert "<svg" in page
    assert "Foreign Minister: silent" in page
    assert "A member asked the minister in the chamber." in page
    rows = list(csv.DictReader(io.StringIO(client.get("/campaigns/send-them/answers.csv").text)))
    assert (rows[0]["office"], rows[0]["state"]) == ("Foreign Minister", "silent")
    office = client.get("/campaigns/send-them/answers.json").json()["offices"][0]
    assert (office["state"], office["silent_days"]) == ("silent", 40)
    assert office["steps"][0]["kind"] == "parliament"


def test_a_cell_is_no_formula_for_a_spreadsheet(client, campaign, post):
    post.label = "=HYPERLINK(1)"
    post.save()
    assert "'=HYPERLINK" in client.get("/campaigns/send-them/answers.csv").text


@time_machine.travel(LATE, tick=False)
def test_an_office_page_says_what_campaigns_asked_of_it(client, campaign, post):
    make_clock(campaign=campaign, at=NOON)
    page = client.get(post.get_absolute_url()).content.decode()
    assert campaign.title in page
    assert "silent" in page
    assert f"/officials/{post.slug}/reply/" in page


def test_a_draft_campaign_is_on_no_office_page(client, post):
    make_campaign(live=False, addressees=[post], title="Not yet public")
    assert b"Not yet public" not in client.get(post.get_absolute_url()).content


def test_the_account_asks_the_database_as_often_for_many_offices(campaign):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            account_of_campaign(campaign, at=LATE)
        return len(seen)

    before = queries()
    for place in range(8):
        other = make_post(email=f"o{'x' * place}@state.example.org", holder="A. B.")
        campaign.addressees.add(other)
        make_clock(campaign=campaign, post=other, at=NOON)
    assert queries() <= before + 3


def test_a_rate_is_never_said_of_a_few(post):
    for number in range(5):
        one = make_campaign(letters=True, addressees=[post])
        make_clock(campaign=one, post=post, at=NOON, state="stopped" if number else "running")
        rate = rate_of_accounts(account_of_office(post, at=LATE))
        assert (rate is not None) == (number == 4)
    assert (rate.answered, rate.asked) == (4, 5)
    assert rate.percents == (80, 37, 97)


def test_whoever_has_time_left_counts_neither_way(post):
    for _time in range(6):
        make_clock(campaign=make_campaign(addressees=[post]), post=post, at=LATE)
    assert rate_of_accounts(account_of_office(post, at=LATE)) is None


@pytest.mark.parametrize(
    ("answered", "asked", "low", "high"),
    [(0, 10, 0.0, 0.278), (5, 10, 0.237, 0.763), (10, 10, 0.722, 1.0)],
)
def test_the_interval_is_wilsons(answered, asked, low, high):
    rate = rate_of(answered, asked)
    assert (round(rate.low, 3), round(rate.high, 3)) == (low, high)


def test_more_answers_than_offices_is_a_mistake():
    with pytest.raises(ValueError, match="More answered"):
        rate_of(6, 5)
