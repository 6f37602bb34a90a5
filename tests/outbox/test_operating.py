"""What staff may do to a message by hand, and what is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import Event
from core.rules import RuleRefused
from core.states import MoveRefused
from outbox import leases
from outbox.delivery import pump
from outbox.models import Message, State, Suppression
from outbox.services import cancel, forget, lift, retry, send_again, settle, suppress
from tests.factories.accounts import make_user
from tests.factories.outbox import make_letter, make_message

from .conftest import NOTICE, Relay

pytestmark = pytest.mark.django_db

BY_HAND = {State.FAILED, State.SUPPRESSED}


def in_state(message: Message, state: State) -> Message:
    Message.objects.filter(pk=message.pk).update(state=state, attempts=6)
    message.refresh_from_db()
    return message


def test_what_failed_is_queued_again_with_all_its_attempts(relay: Relay) -> None:
    staff = make_user(staff=True)
    message = in_state(make_message(template=NOTICE), State.FAILED)

    retry(message=message, actor=staff)
    pump(stream="transactional")

    assert relay.message_ids == [message.message_id]
    event = Event.objects.about(message).get()
    assert (event.verb, event.actor) == ("message.retried", staff)


@pytest.mark.parametrize("state", State)
def test_only_what_failed_or_was_suppressed_is_retried(state: State) -> None:
    letter = in_state(make_letter(), state)

    if state in BY_HAND:
        assert retry(message=letter, actor=None).state == State.QUEUED
    else:
        with pytest.raises(MoveRefused):
            retry(message=letter, actor=None)
        letter.refresh_from_db()
        assert letter.state == state
        assert not Event.objects.exists()


@pytest.mark.parametrize("state", State)
def test_only_an_uncertain_letter_is_settled_or_sent_again(state: State) -> None:
    first, second = in_state(make_letter(), state), in_state(make_letter(), state)

    if state == State.UNCERTAIN:
        assert settle(message=first, actor=None).sent_at is not None
        assert send_again(message=second, actor=None).state == State.QUEUED
        assert {event.verb for event in Event.objects.all()} == {
            "message.settled",
            "message.retried",
        }
    else:
        with pytest.raises(MoveRefused):
            settle(message=first, actor=None)
        with pytest.raises(MoveRefused):
            send_again(message=second, actor=None)


@pytest.mark.parametrize("state", State)
def test_only_what_waits_is_cancelled(state: State) -> None:
    letter = in_state(make_letter(), state)

    if state == State.QUEUED:
        cancel(message=letter, actor=None)
        assert Event.objects.get().verb == "message.cancelled"
    else:
        with pytest.raises(MoveRefused):
            cancel(message=letter, actor=None)
    letter.refresh_from_db()
    assert letter.state == (State.CANCELLED if state == State.QUEUED else state)


def test_what_a_worker_has_in_hand_is_not_cancelled() -> None:
    message = make_message(template=NOTICE)
    leases.claim(stream="transactional", limit=1)

    with pytest.raises(MoveRefused, match="being sent"):
        cancel(message=message, actor=None)
    cancel(message=message, actor=None, at=timezone.now() + leases.LEASE + timedelta(seconds=1))


def test_what_was_forgotten_cannot_be_sent_again() -> None:
    message = in_state(make_message(template=NOTICE, to="ana@example.org"), State.FAILED)
    forget(address="ana@example.org")
    message.refresh_from_db()

    with pytest.raises(RuleRefused, match="erased"):
        retry(message=message, actor=None)


def test_a_suppressed_address_is_kept_as_a_digest_only() -> None:
    suppression = suppress(
        address="Ana.Lee@example.org", reason="complaint", scope="all", actor=None
    )

    stored = repr(Suppression.objects.values().get()) + repr(Event.objects.values().get())
    assert "ana.lee" not in stored.lower()
    assert Event.objects.about(suppression).get().details == {
        "reason": "complaint",
        "scope": "all",
    }


def test_one_mailbox_is_suppressed_once_in_the_latest_scope() -> None:
    suppress(address="ana@example.org", reason="asked", scope="bulk", actor=None)
    suppress(address="Ana+news@example.org", reason="mailbox_gone", scope="all", actor=None)

    suppression = Suppression.objects.get()
    assert (suppression.reason, suppression.scope) == ("mailbox_gone", "all")


def test_a_suppression_is_lifted_with_a_reason_that_names_nobody(relay: Relay) -> None:
    suppression = suppress(address="ana@example.org", reason="asked", scope="all", actor=None)

    for reason in ("", "  ", "ana@example.org wrote to us"):
        with pytest.raises(RuleRefused):
            lift(suppression=suppression, reason=reason, actor=None)
    lift(suppression=suppression, reason="They wrote that they want mail again.", actor=None)

    assert not Suppression.objects.exists()
    assert Event.objects.first().verb == "suppression.lifted"
    make_message(template=NOTICE, to="ana@example.org")
    pump(stream="transactional")
    assert len(relay.received) == 1
