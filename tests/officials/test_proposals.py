"""Readers say what is wrong; a worker sorts it; staff decide. Nothing changes by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from audit.models import Event
from core.rules import RuleRefused
from core.states import MoveRefused
from officials.models import ChangeProposal, ProposalStatus
from officials.services import accept_proposal, refuse_proposal, sort_proposals
from officials.services.proposals import TAKEN_A_DAY, WAITING_PER_OFFICE
from officials.tasks import sort_proposals as sort_task
from tests.factories.accounts import make_user
from tests.factories.officials import make_post, make_proposal

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
FILLED_IN = {
    "field": "holder",
    "value": "Ada Successor, since March",
    "source_url": "https://www.example.org/gazette",
}


def statuses():
    return list(ChangeProposal.objects.order_by("pk").values_list("status", flat=True))


def test_anybody_proposes_a_correction_and_nothing_of_them_is_kept(client):
    post = make_post(holder="Ada Person")
    page = f"/officials/{post.slug}/wrong/"
    assert client.get(f"/officials/{post.slug}/").content.decode().count(page) == 1
    answer = client.post(page, FILLED_IN)
    assert (answer.status_code, answer.url) == (302, f"{page}thank-you/")
    assert "Thank you" in client.get(answer.url).content.decode()
    kept = ChangeProposal.objects.get()
    assert (kept.value, kept.status) == ("Ada Successor, since March", ProposalStatus.NEW)
    assert post.current_holder.person.name == "Ada Person"
    assert not client.cookies


@pytest.mark.parametrize(
    "wrong",
    [{"field": "email"}, {"value": ""}, {"value": "x" * 301}, {"source_url": "javascript:x"}],
    ids=["field", "empty", "long", "source"],
)
def test_what_cannot_be_looked_up_is_sent_back(client, wrong):
    post = make_post()
    answer = client.post(f"/officials/{post.slug}/wrong/", FILLED_IN | wrong)
    assert answer.status_code == 200
    assert not ChangeProposal.objects.exists()


def test_a_program_gets_the_same_answer_and_is_not_kept(client):
    post = make_post()
    answer = client.post(f"/officials/{post.slug}/wrong/", FILLED_IN | {"website": "x"})
    assert answer.url.endswith("/thank-you/")
    assert not ChangeProposal.objects.exists()


def test_another_site_cannot_send_the_form(client):
    post = make_post()
    headers = {"sec-fetch-site": "cross-site"}
    answer = client.post(f"/officials/{post.slug}/wrong/", FILLED_IN, headers=headers)
    assert answer.status_code == 403


def test_a_worker_lays_it_before_staff_and_sets_aside_what_repeats(db):
    post = make_post()
    make_proposal(post=post)
    make_proposal(post=post, value="ada successor")
    make_proposal(post=post, value="Somebody Else")
    sort_task()
    assert statuses() == ["waiting", "aside", "waiting"]


def test_a_flood_on_one_office_is_set_aside_and_can_be_read():
    post, other = make_post(), make_post()
    for number in range(WAITING_PER_OFFICE + 3):
        make_proposal(post=post, value="Ada " + "x" * number)
    make_proposal(post=other)
    assert sort_proposals(at=NOON) == WAITING_PER_OFFICE + 4
    assert statuses() == ["waiting"] * WAITING_PER_OFFICE + ["aside"] * 3 + ["waiting"]


def test_a_flood_over_many_offices_is_set_aside(monkeypatch):
    monkeypatch.setattr("officials.services.proposals.TAKEN_A_DAY", 2)
    assert TAKEN_A_DAY == 100
    for _number in range(3):
        make_proposal()
    sort_proposals(at=NOON)
    assert statuses() == ["waiting", "waiting", "aside"]


def test_what_nobody_looked_at_for_a_quarter_is_deleted_and_nothing_else():
    for status in ("aside", "waiting", "refused", "accepted"):
        make_proposal(status=status)
    sort_proposals(at=NOON + timedelta(days=91))
    assert statuses() == ["waiting", "refused", "accepted"]


def test_a_decision_stands_and_is_on_the_trail_without_what_was_typed():
    staff = make_user(staff=True)
    proposal = make_proposal(status="waiting")
    accept_proposal(proposal=proposal, actor=staff, at=NOON)
    assert (proposal.decided_by, proposal.decided_at) == (staff, NOON)
    event = Event.objects.get(verb="officials.proposal_decided")
    assert event.details == {"field": "holder", "outcome": "accepted"}
    with pytest.raises(MoveRefused):
        refuse_proposal(proposal=proposal, actor=staff, reason="No.")


def test_a_refusal_needs_a_reason():
    proposal = make_proposal(status="waiting")
    with pytest.raises(RuleRefused, match="Say why"):
        refuse_proposal(proposal=proposal, actor=make_user(), reason=" ")


def test_staff_see_what_waits_and_decide(desk):
    proposal = make_proposal(status="waiting")
    page = desk.get("/admin/officials/waiting/").content.decode()
    assert "Ada Successor" in page
    answer = desk.post(f"/admin/officials/waiting/{proposal.pk}/", {"deed": "refuse"}, follow=True)
    assert "Say why" in answer.content.decode()
    sent = {"deed": "refuse", "reason": "The gazette says otherwise."}
    answer = desk.post(f"/admin/officials/waiting/{proposal.pk}/", sent, follow=True)
    assert "The gazette says otherwise." in answer.content.decode()


def test_staff_without_a_second_factor_decide_nothing(client):
    proposal = make_proposal(status="waiting")
    client.force_login(make_user(staff=True))
    answer = client.post(f"/admin/officials/waiting/{proposal.pk}/", {"deed": "accept"})
    assert answer.status_code in (302, 403)
    proposal.refresh_from_db()
    assert proposal.status == ProposalStatus.WAITING


def test_the_work_list_counts_what_is_stale_failing_refused_and_missing(desk):
    make_post()
    page = desk.get("/admin/officials/waiting/").content.decode()
    assert "1 office without an address" in page
    assert "0 addresses that fail" in page
