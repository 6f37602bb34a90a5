"""The public account of a petition: true, rounded, and the same for everybody."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from campaigns.models import Lapse, Petition, Signature, Standing
from campaigns.panel import Rounded, panel_of
from campaigns.services import count_signatures, recount_signatures, take_back
from campaigns.services.batches import advance_sweeps
from campaigns.services.forgetting import forget_unconfirmed
from campaigns.services.lapsing import forget_removed, note_bounces
from campaigns.services.signing import mail_context
from campaigns.services.standing import write_standings
from campaigns.services.sweeping import run_sweep, undo_sweep
from campaigns.tasks import recount_signatures as recount_task
from outbox.models import Message, State
from tests.campaigns.test_sweeping import many, propose
from tests.factories.accounts import make_user
from tests.factories.campaigns import make_signature
from tests.factories.integrity import make_arrival
from tests.factories.outbox import make_message

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def standing(petition):
    write_standings(at=NOON)
    return Standing.objects.get(petition=petition)


def swept(petition, **more):
    sweep = propose(petition, **more)
    run_sweep(sweep=sweep, actor=make_user(), at=NOON)
    advance_sweeps(at=NOON)
    sweep.refresh_from_db()
    return sweep


def address(petition, tail="/"):
    return f"/campaigns/{petition.campaign.slug}/integrity{tail}"


def test_the_account_adds_up(petition):
    many(petition, 5)
    withdrawn = Signature.objects.filter(pk=Signature.objects.first().pk)
    with transaction.atomic():
        take_back(signatures=withdrawn, reason="withdrawn", at=NOON)
        withdrawn.delete()
    for state in ("pending", "held", "removed"):
        make_signature(petition=petition, state=state, at=NOON)
    make_signature(petition=petition, state="pending", at=NOON - timedelta(days=8))
    forget_unconfirmed(at=NOON)
    count_signatures()
    found = standing(petition)
    assert (found.received, found.confirmed, found.withdrawn) == (9, 4, 1)
    assert (found.waiting, found.held, found.removed, found.lapsed) == (1, 1, 1, 1)


def test_the_account_of_a_day_is_written_anew_and_not_twice(petition):
    many(petition, 1)
    assert standing(petition).confirmed == 1
    many(petition, 2, begin=10)
    assert standing(petition).confirmed == 3


def test_what_the_recount_put_right_stands_in_the_account(petition):
    many(petition, 3)
    Petition.objects.filter(pk=petition.pk).update(signature_total=10)
    write_standings(corrected=recount_signatures(at=NOON), at=NOON)
    assert Standing.objects.get().difference == -7


def test_the_nightly_task_writes_the_account(petition):
    many(petition, 3)
    recount_task()
    assert Standing.objects.get().confirmed == 3


@pytest.mark.parametrize(("number", "at_least"), [(0, 0), (9, 0), (10, 10), (19, 10), (1234, 1230)])
def test_numbers_are_rounded_down_to_tens(number, at_least):
    shown = Rounded(number)
    assert shown.as_json() == {"at_least": at_least, "fewer_than": at_least + 10}


@pytest.mark.parametrize("held", [0, 1, 9])
def test_nobody_can_tell_none_under_review_from_nine(client, petition, held):
    for _number in range(held):
        make_signature(petition=petition, state="held", at=NOON)
    make_signature(petition=petition, state="pending", at=NOON)
    write_standings(at=NOON)
    Standing.objects.update(received=0)
    line = next(line for line in panel_of(petition).lines if line.name == "held")
    assert line.number.as_json() == {"at_least": 0, "fewer_than": 10}
    assert client.get(address(petition)).text.count("under 10") == 7


def test_what_is_held_meanwhile_changes_nothing_until_the_next_night(client, petition):
    write_standings(at=NOON)
    before = client.get(address(petition)).content, client.get(address(petition, ".json")).content
    for _number in range(50):
        make_signature(petition=petition, state="held", at=NOON)
    after = client.get(address(petition)).content, client.get(address(petition, ".json")).content
    assert before == after


def test_a_sweep_stands_there_with_day_number_and_reason(client, petition):
    many(petition, 40)
    swept(petition)
    page = client.get(address(petition)).text
    for words in ("A program signed, not people.", "40", "4 May 2026"):
        assert words in page
    (line,) = client.get(address(petition, ".json")).json()["sweeps"]
    assert line == {
        "day": "2026-05-04",
        "signatures": 40,
        "fewer_than": None,
        "reason": "A program signed, not people.",
        "undone_on": None,
    }


def test_a_small_sweep_says_under_ten(client, petition):
    many(petition, 4)
    swept(petition)
    assert client.get(address(petition, ".json")).json()["sweeps"][0]["fewer_than"] == 10


def test_a_mistake_stays_in_the_account_as_a_mistake(client, petition):
    many(petition, 40)
    sweep = swept(petition)
    undo_sweep(sweep=sweep, actor=make_user(), at=NOON)
    advance_sweeps(at=NOON)
    assert "A mistake: they were brought back on 4 May 2026." in client.get(address(petition)).text


def test_what_is_only_proposed_is_nobodys_business(client, petition):
    many(petition, 40)
    propose(petition)
    assert client.get(address(petition, ".json")).json()["sweeps"] == []


def test_the_page_is_the_same_for_everybody_and_may_be_kept(client, petition):
    response = client.get(address(petition))
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    assert "max-age=300" in response["Cache-Control"]


def test_the_petitions_page_leads_there(client, petition):
    assert address(petition) in client.get(petition.get_absolute_url()).text


def test_what_a_sweep_removed_goes_for_good_after_30_days_and_its_number_stays(petition):
    many(petition, 12)
    swept(petition)
    assert forget_removed(at=NOON + timedelta(days=29)) == 0
    assert forget_removed(at=NOON + timedelta(days=31)) == 12
    assert not Signature.objects.exists()
    found = standing(petition)
    assert (found.received, found.removed) == (12, 12)
    assert recount_signatures() == []


def test_a_mail_that_came_back_counts_as_a_number_once(petition):
    arrival = make_arrival(petition=petition, at=NOON)
    other = make_arrival(petition=petition, at=NOON)
    for one, state in ((arrival, State.BOUNCED), (other, State.SENT)):
        key = f"judge:signature:{bytes(one.post).hex()}"
        context = mail_context(petition)
        template = "campaigns/email/confirm_signature"
        mail = make_message(template=template, context=context, dedup_key=key, at=NOON)
        Message.objects.filter(pk=mail.pk).update(state=state, created_at=NOON)
    assert [note_bounces(at=NOON), note_bounces(at=NOON)] == [1, 1]
    assert Lapse.objects.get().signatures == 1
    assert standing(petition).bounced == 1
