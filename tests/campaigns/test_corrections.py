"""What an office corrects is laid before those who keep the directory, and changes nothing."""

import pytest
from django.test import Client

from audit.models import Event
from campaigns.models import ReplyState
from campaigns.services.corrections import pass_on_correction
from core.rules import RuleRefused
from officials.models import ChangeProposal
from officials.services import accept_proposal, sort_proposals
from tests.factories.accounts import log_in, make_member, make_user
from tests.factories.answers import make_reply

pytestmark = pytest.mark.django_db

SAID = {
    "field": "holder",
    "value": "Amina Diallo, since May",
    "source_url": "https://state.example.org/cabinet",
}


@pytest.fixture
def reply(db):
    return make_reply(state=ReplyState.ACCEPTED)


@pytest.fixture
def editor(reply):
    organisation = reply.campaign.organisation
    person = make_member(organisation=organisation, role="editor", second_factor=True)
    client = Client()
    log_in(client, person)
    return client


def test_an_accepted_reply_is_laid_before_staff_and_its_page_says_what_became_of_it(editor, reply):
    page = f"/desk/replies/{reply.pk}/"
    assert "Lay it before staff" in editor.get(page).content.decode()
    editor.post(f"{page}pass-on/", SAID)
    proposal = ChangeProposal.objects.get()
    assert (proposal.post, proposal.field) == (reply.post, "holder")
    assert proposal.source_url == SAID["source_url"]
    sort_proposals()
    proposal.refresh_from_db()
    accept_proposal(proposal=proposal, actor=make_user(staff=True))
    shown = editor.get(page).content.decode()
    assert "Amina Diallo, since May" in shown
    assert "accepted" in shown
    assert "Lay it before staff" not in shown
    assert Event.objects.get(verb="reply.passed_on").details == {"field": "holder"}


def test_without_a_page_that_says_so_staff_are_led_to_the_reply(editor, reply):
    editor.post(f"/desk/replies/{reply.pk}/pass-on/", SAID | {"source_url": ""})
    assert ChangeProposal.objects.get().source_url.endswith(f"/desk/replies/{reply.pk}/")


def test_it_is_laid_before_staff_once(editor, reply):
    page = f"/desk/replies/{reply.pk}/pass-on/"
    editor.post(page, SAID)
    assert editor.post(page, SAID).status_code == 403
    with pytest.raises(RuleRefused):
        pass_on_correction(reply=reply)
    assert ChangeProposal.objects.count() == 1


@pytest.mark.parametrize("state", [ReplyState.WAITING, ReplyState.REFUSED, ReplyState.ASIDE])
def test_only_what_was_accepted_is_passed_on_by_the_desk(editor, reply, state):
    other = make_reply(campaign=reply.campaign, post=reply.post, state=state)
    assert editor.post(f"/desk/replies/{other.pk}/pass-on/", SAID).status_code == 403
    assert not ChangeProposal.objects.exists()


def test_an_incomplete_one_is_asked_for_again_beside_the_text(editor, reply):
    shown = editor.post(f"/desk/replies/{reply.pk}/pass-on/", SAID | {"value": ""})
    assert "This field is required" in shown.content.decode()
    assert not ChangeProposal.objects.exists()


def test_a_long_text_is_cut_at_a_word_and_the_whole_stays_with_the_reply(reply):
    reply.text = "The minister is another. " * 200
    reply.save()
    value = pass_on_correction(reply=reply).value
    assert len(value) <= 300
    assert value.endswith("…")


@pytest.mark.parametrize("kind", ["correction", "reply"])
def test_staff_open_a_correction_of_any_campaign_and_no_other_reply(kind):
    reply = make_reply(kind=kind)
    staff = Client()
    log_in(staff, make_user(staff=True, second_factor=True))
    answer = staff.post(f"/desk/replies/{reply.pk}/open/")
    assert answer.status_code == (200 if kind == "correction" else 403)
