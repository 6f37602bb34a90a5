"""What changed since a letter was confirmed holds it, and its author is asked."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction

from accounts.models import User
from campaigns.models import CaseFacts, Hold, Letter, LetterState, TextStatus
from campaigns.services import ask_authors, dispatch_letters, follow_letters, give_back_held
from campaigns.services.case_facts import (
    FactRow,
    approve_facts,
    begin_facts,
    submit_facts,
    write_facts,
)
from campaigns.services.deciding_anew import letter_asked_about, send_anew, take_back_held
from core.rules import RuleRefused
from core.sealed import unseal_json
from outbox.models import Failure, Message, State, Stream
from tests.campaigns.conftest import link_in
from tests.factories.accounts import make_user
from tests.factories.campaigns import make_campaign, make_letter, make_letter_action
from tests.factories.letters import FACT, make_case_facts
from tests.factories.officials import make_contact, make_person, make_post, make_tenure

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def post(db):
    post = make_post(email="minister@state.example.org")
    make_tenure(post=post, person=make_person(name="Jean Kabila"), start="2020", end="2026-05-04")
    make_tenure(post=post, person=make_person(name="Marie Dupont"), start="2026-05-05")
    return post


@pytest.fixture
def action(post):
    return make_letter_action(campaign=make_campaign(petition=False, addressees=[post]))


def held(letter):
    letter.refresh_from_db()
    return letter.state, letter.hold


def token_in_mail():
    mail = Message.objects.filter(stream=Stream.TRANSACTIONAL).latest("id")
    assert mail.content.template == "campaigns/email/letter_held"
    return link_in(mail).rstrip("/").rsplit("/", 1)[1].split("?")[0]


def approved(action, **more):
    """Another version of the facts, by two people."""
    writer, approver = make_user(), make_user()
    facts = begin_facts(letter_action=action, actor=writer, at=NOON)
    row = FactRow(text="The granary was rebuilt.", source="Valley Monitor", as_of=TODAY)
    values = {"expires_on": TODAY + timedelta(days=30), "reason": "It was rebuilt.", **more}
    write_facts(facts=facts, actor=writer, rows=[row], at=NOON, **values)
    facts.refresh_from_db()
    submit_facts(facts=facts, actor=writer, at=NOON)
    return approve_facts(facts=facts, actor=approver, at=NOON)


def test_failure_facts_change_holds_what_waits_and_asks_its_author(action):
    first = make_case_facts(letter_action=action, at=NOON)
    letter = make_letter(letter_action=action, facts=first, email="ada@example.org")
    second = approved(action)
    assert held(letter) == (LetterState.HELD, Hold.FACTS_CHANGED)
    assert ask_authors(at=NOON) == 1
    assert ask_authors(at=NOON) == 0
    asked = letter_asked_about(token=token_in_mail())
    assert "The granary was rebuilt." in asked.text
    assert FACT not in asked.text
    send_anew(token=token_in_mail())
    assert held(letter) == (LetterState.CONFIRMED, "")
    assert letter.facts == second
    dispatch_letters(at=NOON)
    assert held(letter) == (LetterState.QUEUED, "")
    mail = unseal_json(Message.objects.get(stream=Stream.LETTER).envelope_sealed)
    assert "The granary was rebuilt. (Valley Monitor" in mail["body"]


def test_a_held_letter_that_is_taken_back_is_gone(action):
    first = make_case_facts(letter_action=action, at=NOON)
    make_letter(letter_action=action, facts=first)
    approved(action)
    ask_authors(at=NOON)
    assert take_back_held(token=token_in_mail())
    assert not Letter.objects.exists()


def test_a_letter_confirmed_on_old_facts_after_the_change_is_held_too(action):
    first = make_case_facts(letter_action=action, at=NOON)
    make_case_facts(letter_action=action, version=2, at=NOON)
    letter = make_letter(letter_action=action, facts=first)
    dispatch_letters(at=NOON)
    assert held(letter) == (LetterState.HELD, Hold.FACTS_CHANGED)


def test_facts_that_expired_hold_the_letter_until_others_are_there(action):
    old = make_case_facts(letter_action=action, at=NOON, expires_on=TODAY - timedelta(days=1))
    letter = make_letter(letter_action=action, facts=old)
    dispatch_letters(at=NOON)
    assert held(letter) == (LetterState.HELD, Hold.FACTS_EXPIRED)
    ask_authors(at=NOON)
    with pytest.raises(RuleRefused):
        send_anew(token=token_in_mail())
    approved(action)
    assert held(letter) == (LetterState.HELD, Hold.FACTS_CHANGED)
    assert ask_authors(at=NOON) == 1
    send_anew(token=token_in_mail())
    assert held(letter) == (LetterState.CONFIRMED, "")


def test_facts_that_are_public_never_change(action):
    facts = make_case_facts(letter_action=action)
    for change in (
        lambda: CaseFacts.objects.update(expires_on=TODAY),
        lambda: facts.rows.update(text="Something else."),
        lambda: facts.rows.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_d5_who_wrote_facts_does_not_approve_them(action):
    writer = make_user()
    facts = make_case_facts(letter_action=action, version=None, writer=writer, at=NOON)
    submit_facts(facts=facts, actor=writer, at=NOON)
    with pytest.raises(RuleRefused) as refused:
        approve_facts(facts=facts, actor=writer, at=NOON)
    assert refused.value.codes == ["own_work"]
    assert CaseFacts.objects.get().status == TextStatus.REVIEW


@pytest.mark.parametrize("missing", ["rows", "expires_on"])
def test_facts_without_a_source_or_a_last_day_are_refused(action, missing):
    more = {"rows": []} if missing == "rows" else {"expires_on": TODAY - timedelta(days=1)}
    facts = make_case_facts(letter_action=action, version=None, at=NOON, **more)
    with pytest.raises(RuleRefused) as refused:
        submit_facts(facts=facts, actor=User.objects.first(), at=NOON)
    assert refused.value.codes == [missing]


def test_failure_cabinet_change_a_letter_to_the_office_goes_to_whoever_holds_it(action, post):
    before = post.holder_on(TODAY)
    letter = make_letter(letter_action=action, seen_tenure=before)
    dispatch_letters(at=NOON + timedelta(days=1))
    assert held(letter) == (LetterState.QUEUED, "")
    assert letter.tenure.person.name == "Marie Dupont"
    mail = unseal_json(Message.objects.get(stream=Stream.LETTER).envelope_sealed)
    assert "Marie Dupont" in mail["body"]
    assert "Kabila" not in mail["body"]


def test_failure_cabinet_change_a_letter_to_the_person_is_held_and_its_author_asked(action, post):
    type(action).objects.update(to_person=True)
    letter = make_letter(letter_action=action, seen_tenure=post.holder_on(TODAY))
    later = NOON + timedelta(days=1)
    dispatch_letters(at=later)
    assert held(letter) == (LetterState.HELD, Hold.HOLDER_CHANGED)
    ask_authors(at=later)
    send_anew(token=token_in_mail())
    dispatch_letters(at=later)
    assert held(letter) == (LetterState.QUEUED, "")


def test_failure_post_vacant_holds_and_goes_to_somebody_acting(action, post):
    post.tenures.all().delete()
    letter = make_letter(letter_action=action)
    dispatch_letters(at=NOON)
    assert held(letter) == (LetterState.HELD, Hold.VACANT)
    make_tenure(post=post, person=make_person(name="Awa Sow"), start="2026", acting=True)
    dispatch_letters(at=NOON)
    assert held(letter) == (LetterState.QUEUED, "")


def test_failure_contact_missing_is_held_then_given_back_with_its_text(action, post):
    post.contacts.all().delete()
    letter = make_letter(letter_action=action, email="ada@example.org")
    dispatch_letters(at=NOON)
    assert held(letter) == (LetterState.HELD, Hold.NO_CONTACT)
    assert give_back_held(at=NOON + timedelta(days=29)) == 0
    assert give_back_held(at=NOON + timedelta(days=31)) == 1
    follow_letters(at=NOON + timedelta(days=31))
    assert held(letter)[0] == LetterState.RETURNED
    back = Message.objects.get(stream=Stream.TRANSACTIONAL)
    assert back.content.template == "campaigns/email/letter_returned"
    assert "river like yours" in unseal_json(back.envelope_sealed)["values"]["text"]


def came_back(action, failure, *, state=State.FAILED, at=NOON):
    """A letter leaves, and comes back."""
    letter = make_letter(letter_action=action)
    dispatch_letters(at=at)
    letter.refresh_from_db()
    assert letter.state == LetterState.QUEUED
    Message.objects.filter(pk=letter.message_id).update(state=state, failure=failure)
    follow_letters(at=at)


@pytest.mark.parametrize("state", [State.FAILED, State.BOUNCED], ids=["refused", "came back"])
def test_failure_only_contact_bounced_does_not_lose_the_letter(action, post, state):
    post.contacts.update(cap_per_hour=3_600)
    came_back(action, Failure.MAILBOX_GONE, state=state)
    letter = make_letter(letter_action=action)
    dispatch_letters(at=NOON)
    assert held(letter) == (LetterState.HELD, Hold.NO_CONTACT)
    make_contact(post=post, value="new@state.example.org")
    dispatch_letters(at=NOON)
    assert held(letter) == (LetterState.QUEUED, "")


@pytest.mark.parametrize(
    ("failure", "times", "status"),
    [
        pytest.param(Failure.MAILBOX_GONE, 1, "failing", id="gone"),
        pytest.param(Failure.REFUSED, 1, "unverified", id="refused once"),
        pytest.param(Failure.REFUSED, 2, "failing", id="refused twice"),
        pytest.param(Failure.MAILBOX_FULL, 3, "unverified", id="full"),
        pytest.param(Failure.UNMAKEABLE, 3, "unverified", id="our own fault"),
    ],
)
def test_failure_mailbox_full_is_not_taken_for_gone(action, post, failure, times, status):
    post.contacts.update(cap_per_hour=3_600, status="unverified", verified_on=None)
    for minute in range(times):
        came_back(action, failure, at=NOON + timedelta(minutes=minute))
    assert post.contacts.get().status == status


def test_failure_official_refuses_is_never_evaded(action, post):
    post.contacts.update(prefers="none")
    letter = make_letter(letter_action=action)
    dispatch_letters(at=NOON)
    assert held(letter) == (LetterState.HELD, Hold.REFUSED)
    assert not Message.objects.filter(stream=Stream.LETTER).exists()


def test_a_letter_that_nobody_decides_about_goes_back_after_two_weeks(action):
    first = make_case_facts(letter_action=action, at=NOON)
    letter = make_letter(letter_action=action, facts=first)
    approved(action)
    ask_authors(at=NOON)
    assert give_back_held(at=NOON + timedelta(days=15)) == 1
    follow_letters(at=NOON + timedelta(days=15))
    assert held(letter)[0] == LetterState.RETURNED


def test_the_page_of_a_held_letter_acts_on_post_alone(client, action):
    first = make_case_facts(letter_action=action, at=NOON)
    letter = make_letter(letter_action=action, facts=first)
    approved(action)
    ask_authors(at=NOON)
    address = f"/campaigns/letter-again/{token_in_mail()}/"
    assert b"The granary was rebuilt." in client.get(address).content
    assert held(letter)[0] == LetterState.HELD
    assert client.post(address, {"deed": "send"}).status_code == 200
    assert held(letter)[0] == LetterState.CONFIRMED
