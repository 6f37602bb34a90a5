"""Replies and answers at the desk, and the page for offices, by the front door."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from audit.models import Event
from campaigns.models import (
    Answer,
    AnswerClock,
    Communication,
    OfficeWord,
    Reply,
    ReplyState,
)
from campaigns.services import forget_unconfirmed
from campaigns.services.office_words import confirm_office_word
from core.sealed import unseal_json
from core.tokens import TokenRefused
from officials.models import ContactStatus
from outbox.models import Message
from tests.factories.accounts import log_in, make_member, make_organisation, make_user
from tests.factories.answers import (
    WORDS,
    make_answer,
    make_clock,
    make_communication,
    make_outcome,
    make_reply,
    make_sent_letter,
    make_step,
)
from tests.factories.briefs import make_brief
from tests.factories.campaigns import make_campaign
from tests.factories.officials import make_post
from tests.factories.situations import make_situation

from .conftest import link_in

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def organisation(db):
    return make_organisation()


@pytest.fixture
def post(db):
    return make_post(label="Foreign Minister", email="minister@state.example.org", holder="M. D.")


@pytest.fixture
def campaign(organisation, post):
    situation = make_situation(organisation=organisation)
    return make_campaign(
        organisation=organisation, situation=situation, letters=True, addressees=[post]
    )


def browser(person):
    client = Client()
    log_in(client, person)
    return client


@pytest.fixture
def editor(organisation):
    person = make_member(organisation=organisation, role="editor", second_factor=True)
    return browser(person)


@pytest.fixture
def approver(organisation):
    return browser(make_member(organisation=organisation, role="approver", second_factor=True))


@pytest.fixture
def staff(db):
    return browser(make_user(staff=True, second_factor=True))


@pytest.fixture
def reply(campaign, post):
    return make_reply(campaign=campaign, post=post)


def test_a_page_of_a_reply_does_not_show_its_text_until_it_is_opened(editor, reply):
    page = f"/desk/replies/{reply.pk}/"
    assert WORDS not in editor.get(page).content.decode()
    assert not Event.objects.filter(verb="reply.opened").exists()
    assert WORDS in editor.post(f"{page}open/").content.decode()
    assert Event.objects.filter(verb="reply.opened").count() == 1


def test_wherever_the_page_of_a_reply_stands_its_forms_lead_to_a_deed(editor, reply):
    page = f"/desk/replies/{reply.pk}/"
    leads = set(re.findall(r'action="([^"]+)"', editor.post(f"{page}open/").content.decode()))
    assert {f"{page}accept/", f"{page}refuse/", f"{page}aside/"} <= leads


def test_opening_needs_a_second_factor(organisation, reply):
    plain = browser(make_member(organisation=organisation, role="editor"))
    assert plain.post(f"/desk/replies/{reply.pk}/open/").status_code == 403


def test_accepted_prepared_handed_in_and_published_by_two_people(editor, approver, client, reply):
    answer = editor.post(f"/desk/replies/{reply.pk}/accept/", {"kind": "substantive", "answer": ""})
    own = Answer.objects.get()
    assert answer.headers["Location"] == f"/desk/answers/{own.pk}/"
    values = {
        "kind": "substantive",
        "channel": "email",
        "answered_on": "2026-05-04",
        "language": "en",
        "text": "Twelve observers were sent.",
        "translation": "Douze observateurs.",
    }
    editor.post(f"/desk/answers/{own.pk}/", values)
    editor.post(f"/desk/answers/{own.pk}/submit/")
    assert editor.post(f"/desk/answers/{own.pk}/publish/").status_code == 403
    approver.post(f"/desk/answers/{own.pk}/publish/")
    page = client.get(f"/campaigns/{reply.campaign.slug}/answers/").content.decode()
    assert "Twelve observers were sent." in page
    assert "Douze observateurs." in page
    assert AnswerClock.objects.get().state == "stopped"


def test_a_reply_is_refused_set_aside_and_looked_at_again(editor, reply):
    page = f"/desk/replies/{reply.pk}/"
    assert "This field is required" in editor.post(f"{page}refuse/").content.decode()
    editor.post(f"{page}refuse/", {"reason": "Forged."})
    reply.refresh_from_db()
    assert reply.state == ReplyState.REFUSED
    editor.post(f"{page}reopen/")
    editor.post(f"{page}aside/")
    reply.refresh_from_db()
    assert reply.state == ReplyState.ASIDE
    assert editor.post(f"{page}unheard-of/").status_code == 404


def test_staff_place_an_unmatched_mail_with_the_help_of_guesses(staff, campaign, post):
    letter = make_sent_letter(campaign=campaign, at=NOON)
    typo = letter.reference[:-1] + ("A" if letter.reference[-1] != "A" else "B")
    found = make_reply(state="unmatched", hints=[typo])
    page = staff.get(f"/desk/replies/{found.pk}/").content.decode()
    assert letter.reference in page
    bad = staff.post(f"/desk/replies/{found.pk}/match/", {"reference": "L-AAAA-AAAA"})
    assert "No letter that left has this reference." in bad.content.decode()
    staff.post(f"/desk/replies/{found.pk}/match/", {"reference": letter.reference})
    found.refresh_from_db()
    assert (found.state, found.letter) == (ReplyState.WAITING, letter)


def test_the_senders_domain_and_the_subject_are_guesses_too(staff, campaign, post):
    found = make_reply(state="unmatched", subject="RE: Observers for the two river towns")
    page = staff.get(f"/desk/replies/{found.pk}/").content.decode()
    assert "the sender&#x27;s domain" in page or "the subject" in page
    staff.post(f"/desk/replies/{found.pk}/match/", {"campaign": campaign.pk, "post": post.pk})
    found.refresh_from_db()
    assert found.post == post


def test_the_list_shows_what_waits_and_others_see_nothing(editor, reply):
    assert str(reply) in editor.get("/desk/replies/").content.decode()
    assert "Nothing waits here" in editor.get("/desk/replies/?state=refused").content.decode()
    stranger = browser(make_member(role="owner", second_factor=True))
    assert str(reply) not in stranger.get("/desk/replies/").content.decode()
    assert stranger.get(f"/desk/replies/{reply.pk}/").status_code == 404


def test_what_waits_stands_on_the_first_page_of_the_desk(editor, approver, reply, campaign, post):
    make_answer(campaign=campaign, post=post, status="review")
    make_clock(campaign=campaign, post=post, at=NOON - timedelta(days=300))
    assert str(reply) in editor.get("/desk/").content.decode()
    assert "Answers to publish" in approver.get("/desk/").content.decode()
    assert "Offices that are overdue" in editor.get("/desk/").content.decode()


def test_an_answer_by_post_is_recorded(editor, campaign, post):
    values = {
        "post": post.pk,
        "kind": "refusal",
        "channel": "post",
        "answered_on": "2026-05-04",
        "language": "en",
        "text": "We take no position.",
    }
    page = f"/desk/campaigns/{campaign.pk}/answers/new/"
    assert editor.post(page, values | {"answered_on": "2126-05-04"}).status_code == 200
    assert editor.post(page, values).status_code == 302
    assert Answer.objects.get().kind == "refusal"


def test_outcomes_are_noted_by_one_and_checked_by_another(editor, approver, campaign, post):
    values = {"post": post.pk, "result": "acted", "on": "2026-05-04", "evidence": "They came."}
    page = f"/desk/campaigns/{campaign.pk}/outcome/"
    silent = editor.post(page, values | {"result": "silent"})
    assert "An office is silent only when" in silent.content.decode()
    editor.post(page, values)
    outcome = campaign.outcomes.get()
    assert editor.post(f"/desk/outcomes/{outcome.pk}/check/").status_code == 403
    approver.post(f"/desk/outcomes/{outcome.pk}/check/")
    outcome.refresh_from_db()
    assert outcome.checked_at


def test_steps_and_mails_of_the_organisation(editor, approver, campaign, post):
    clock = make_clock(campaign=campaign, post=post, at=NOON - timedelta(days=300))
    step = make_step(clock=clock)
    editor.post(f"/desk/steps/{step.pk}/choose/")
    editor.post(f"/desk/steps/{step.pk}/done/", {"note": "A member asked.", "on": "2026-05-04"})
    step.refresh_from_db()
    assert step.status == "done"
    editor.post(f"/desk/clocks/{clock.pk}/remind/", {"text": "We wrote in May."})
    own = Communication.objects.get()
    assert editor.post(f"/desk/mails/{own.pk}/send/").status_code == 403
    approver.post(f"/desk/mails/{own.pk}/send/")
    own.refresh_from_db()
    assert own.state == "queued"
    make_brief(published=True, situation=campaign.situation)
    brief = campaign.situation.briefs.get()
    values = {"brief": brief.pk, "post": post.pk}
    editor.post(f"/desk/campaigns/{campaign.pk}/send-brief/", values)
    second = editor.post(f"/desk/campaigns/{campaign.pk}/send-brief/", values)
    assert "already" in second.content.decode()
    brief_mail = Communication.objects.get(kind="brief")
    editor.post(f"/desk/mails/{brief_mail.pk}/cancel/")
    page = editor.get(f"/desk/campaigns/{campaign.pk}/answers/").content.decode()
    assert "A member asked." in page
    assert brief_mail.sha256 in page


def test_an_office_that_nobody_can_write_to_gets_no_mail_and_the_desk_says_so(
    approver, campaign, post
):
    own = make_communication(campaign=campaign)
    post.contacts.all().delete()
    approver.post(f"/desk/mails/{own.pk}/send/")
    own.refresh_from_db()
    assert own.state == "draft"


def test_an_answer_is_returned_and_taken_back(editor, approver, campaign, post):
    answer = make_answer(campaign=campaign, post=post, status="review")
    approver.post(f"/desk/answers/{answer.pk}/return/", {"reason": "A name is left."})
    assert "A name is left." in editor.get(f"/desk/answers/{answer.pk}/").content.decode()
    approver.post(f"/desk/answers/{answer.pk}/withdraw/", {"reason": ""})
    approver.post(f"/desk/answers/{answer.pk}/withdraw/", {"reason": "Forged."})
    answer.refresh_from_db()
    assert answer.status == "withdrawn"
    assert make_outcome(campaign=campaign).checked_at


# The page for offices


def say(client, post, **fields):
    return client.post(f"/officials/{post.slug}/reply/", fields)


def confirm_link():
    template = "campaigns/email/confirm_office"
    return link_in(Message.objects.filter(content__template=template).latest("pk"))


def test_an_offices_answer_counts_once_its_own_mailbox_says_yes(client, campaign, post):
    sent = say(client, post, kind="answer", campaign=campaign.pk, text="We have sent twelve.")
    assert sent.headers["Location"] == f"/officials/{post.slug}/reply/sent/"
    message = Message.objects.get()
    assert unseal_json(message.envelope_sealed)["to"] == "minister@state.example.org"
    link = confirm_link()
    assert "We have sent twelve." in client.get(link).content.decode()
    assert not Reply.objects.exists()
    client.post(link)
    client.post(link)
    reply = Reply.objects.get()
    assert (reply.is_verified, reply.matched_by, reply.text) == (
        True,
        "page",
        "We have sent twelve.",
    )
    assert "it is confirmed" in client.get(link).content.decode()


def test_failure_official_refuses_and_nothing_goes_to_the_address_any_more(client, post):
    say(client, post, kind="refusal")
    client.post(confirm_link())
    assert post.contacts.get().status == ContactStatus.REFUSED
    assert post.contact_for() is None


def test_an_office_asks_for_one_summary_a_week(client, post):
    say(client, post, kind="digest")
    client.post(confirm_link())
    assert post.contacts.get().prefers == "digest"


def test_a_correction_goes_to_the_desk_and_changes_nothing_by_itself(client, post):
    say(client, post, kind="correction", text="The minister is another since May.")
    client.post(confirm_link())
    reply = Reply.objects.get()
    assert reply.kind == "correction"
    assert reply.proposal.value == "The minister is another since May."
    assert reply.proposal.source_url.endswith(f"/desk/replies/{reply.pk}/")
    assert reply.proposal.status == "new"
    assert post.contacts.get().status == ContactStatus.VERIFIED


def test_a_stranger_who_fills_in_the_page_changes_nothing(client, post):
    say(client, post, kind="refusal")
    assert post.contacts.get().status == ContactStatus.VERIFIED
    assert OfficeWord.objects.get().confirmed_at is None
    forget_unconfirmed(at=datetime.now(tz=UTC) + timedelta(days=8))
    assert not OfficeWord.objects.exists()


def test_the_answer_is_the_same_whether_there_is_an_address_or_not(client, post):
    with_address = say(client, post, kind="refusal")
    post.contacts.all().delete()
    without = say(client, post, kind="refusal")
    assert (with_address.status_code, with_address.headers["Location"]) == (
        without.status_code,
        without.headers["Location"],
    )
    assert not Message.objects.exclude(content__template="campaigns/email/confirm_office").exists()


def test_an_office_is_asked_three_times_a_day_at_most(client, post):
    for _time in range(5):
        say(client, post, kind="refusal")
    assert Message.objects.count() == 3


def test_an_answer_needs_a_campaign_and_words(client, campaign, post):
    assert "Choose the campaign" in say(client, post, kind="answer", text="Yes.").content.decode()
    empty = say(client, post, kind="answer", campaign=campaign.pk)
    assert "Write what you want to say." in empty.content.decode()
    assert not Message.objects.exists()


@pytest.mark.parametrize("token", ["x", "a:b:c"])
def test_a_made_up_link_confirms_nothing(client, token):
    assert client.post(f"/officials/confirm/{token}/").status_code == 404
    with pytest.raises(TokenRefused):
        confirm_office_word(token=token)
