"""What became of letters that were handed to the outbox, and who is told."""

from datetime import UTC, datetime

import pytest

from campaigns.models import Letter, LetterState
from campaigns.services import dispatch_letters, follow_letters
from core.sealed import unseal_json
from outbox.models import Message, State, Stream
from outbox.services import send_again
from tests.factories.accounts import make_user
from tests.factories.campaigns import make_letter, make_letter_action

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def action(db):
    return make_letter_action()


def envelope(message):
    return unseal_json(message.envelope_sealed)


def follow(letter, state):
    """Let the outbox come to an end with the letter, and read it down."""
    dispatch_letters(at=NOON)
    Message.objects.filter(stream=Stream.LETTER).update(state=state)
    follow_letters(at=NOON)
    letter.refresh_from_db()
    return letter


def test_a_sent_letter_is_sent_and_its_author_is_told_once(action):
    letter = follow(make_letter(letter_action=action, email="ada@example.org"), State.SENT)
    follow_letters(at=NOON)
    assert (letter.state, letter.ended_at) == (LetterState.SENT, NOON)
    told = Message.objects.get(stream=Stream.TRANSACTIONAL)
    assert told.content.template == "campaigns/email/letter_sent"
    assert envelope(told)["to"] == "ada@example.org"
    assert "river like yours" in envelope(told)["values"]["text"]


@pytest.mark.parametrize("state", [State.DELIVERED, State.COMPLAINED])
def test_what_a_report_says_the_office_has_was_sent(action, state):
    assert follow(make_letter(letter_action=action), state).state == LetterState.SENT


def test_a_letter_that_bounces_after_it_was_sent_goes_back_to_its_author(action):
    letter = follow(make_letter(letter_action=action), State.SENT)
    Message.objects.filter(stream=Stream.LETTER).update(state=State.BOUNCED)
    follow_letters(at=NOON)
    letter.refresh_from_db()
    assert letter.state == LetterState.RETURNED
    told = Message.objects.filter(stream=Stream.TRANSACTIONAL).order_by("pk")
    assert [mail.content.template for mail in told] == [
        "campaigns/email/letter_sent",
        "campaigns/email/letter_returned",
    ]


UNSENT = [State.FAILED, State.SUPPRESSED, State.EXPIRED, State.CANCELLED, State.BOUNCED]


@pytest.mark.parametrize("state", UNSENT)
def test_what_failed_for_good_goes_back_with_its_full_text_once(action, state):
    letter = follow(make_letter(letter_action=action), state)
    follow_letters(at=NOON)
    assert letter.state == LetterState.RETURNED
    back = Message.objects.get(stream=Stream.TRANSACTIONAL)
    assert back.content.template == "campaigns/email/letter_returned"
    text = envelope(back)["values"]["text"]
    assert "river like yours" in text
    assert "twelve unarmed observers" in text


def test_an_uncertain_letter_is_shown_as_such_and_nothing_sends_it_again(action):
    letter = follow(make_letter(letter_action=action), State.UNCERTAIN)
    assert letter.state == LetterState.UNCERTAIN
    assert dispatch_letters(at=NOON)["queued"] == 0
    assert not Message.objects.filter(stream=Stream.TRANSACTIONAL).exists()


def test_once_a_person_has_settled_an_uncertain_letter_it_counts_as_sent(action):
    letter = follow(make_letter(letter_action=action), State.UNCERTAIN)
    Message.objects.filter(stream=Stream.LETTER).update(state=State.SENT)
    follow_letters(at=NOON)
    letter.refresh_from_db()
    assert letter.state == LetterState.SENT


def test_a_letter_that_staff_send_again_is_one_letter_all_the_same(action):
    letter = follow(make_letter(letter_action=action), State.UNCERTAIN)
    send_again(message=letter.message, actor=make_user(is_staff=True), at=NOON)
    dispatch_letters(at=NOON)
    Message.objects.filter(stream=Stream.LETTER).update(state=State.SENT)
    follow_letters(at=NOON)
    letter.refresh_from_db()
    assert letter.state == LetterState.SENT
    assert Letter.objects.reached(campaign=action.campaign, post=letter.post).count() == 1
    assert Message.objects.filter(stream=Stream.LETTER).count() == 1
    assert Message.objects.filter(stream=Stream.TRANSACTIONAL).count() == 1


@pytest.mark.parametrize("state", [State.QUEUED, State.SENDING])
def test_a_letter_that_is_still_on_its_way_stays_so(action, state):
    assert follow(make_letter(letter_action=action), state).state == LetterState.QUEUED
