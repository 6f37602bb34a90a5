"""What follows from the events that mail providers report."""

from typing import Any

import pytest

from outbox.addresses import recipient_key
from outbox.models import (
    Failure,
    Incoming,
    IncomingState,
    State,
    Stream,
    Suppression,
    SuppressionReason,
    Trace,
    TraceKind,
)

from .calls import call, mailgun, mailtrap, read
from .incoming import make_sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_the_web_process(settings: Any) -> None:
    """It holds the public key alone, and must store events all the same."""
    settings.SEALING_PRIVATE_KEY = ""


EVENTS: dict[str, tuple[Any, State, TraceKind, str]] = {
    "delivered": ({"event": "delivered"}, State.DELIVERED, TraceKind.DELIVERED, ""),
    "full": (
        {"event": "failed", "severity": "permanent", "reason": "bounce",
         "delivery-status": {"message": "552 5.2.2 mailbox full"}},
        State.BOUNCED, TraceKind.BOUNCED, "",
    ),
    "policy": (
        {"event": "failed", "severity": "permanent", "reason": "bounce",
         "delivery-status": {"message": "550 5.7.1 blocked"}},
        State.BOUNCED, TraceKind.BOUNCED, "",
    ),
    "on the provider's own list": (
        {"event": "failed", "severity": "permanent", "reason": "suppress-bounce",
         "delivery-status": {"message": "", "description": "Not delivering to previously bounced"}},
        State.BOUNCED, TraceKind.BOUNCED, "all",
    ),
    "deferred": (
        {"event": "failed", "severity": "temporary", "reason": "generic",
         "delivery-status": {"message": "451 later"}},
        State.SENT, TraceKind.DELAYED, "",
    ),
    "complained": ({"event": "complained"}, State.COMPLAINED, TraceKind.COMPLAINED, "bulk"),
    "unsubscribed": ({"event": "unsubscribed"}, State.SENT, TraceKind.UNSUBSCRIBED, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_has_its_consequence(name: str, settings: Any) -> None:
    event, state, kind, scope = EVENTS[name]
    message = make_sent()
    call("mailgun", mailgun(message, **event))
    read(settings)
    message.refresh_from_db()
    assert message.state == state
    assert Trace.objects.get().kind == kind
    assert "".join(Suppression.objects.values_list("scope", flat=True)) == scope


def test_an_automatic_answer_is_a_line_and_nothing_else(settings: Any) -> None:
    message = make_sent()
    event = {"RecordType": "Bounce", "Type": "AutoResponder", "ID": 7, "Email": "ana@example.org"}
    call("postmark", event | {"Metadata": {"message": str(message.public_id)}})
    read(settings)
    message.refresh_from_db()
    assert message.state == State.SENT
    assert Trace.objects.get().kind == TraceKind.ANSWERED


@pytest.mark.parametrize(
    ("kind", "words", "failure"),
    [
        ("SoftBounce", "", Failure.TEMPORARY),
        ("SoftBounce", "smtp;552 5.2.2 full", Failure.MAILBOX_FULL),
        ("HardBounce", "", Failure.MAILBOX_GONE),
        ("HardBounce", "smtp;550 5.7.1 blocked", Failure.POLICY),
        ("Blocked", "", Failure.POLICY),
        ("BadEmailAddress", "", Failure.MAILBOX_GONE),
    ],
)
def test_a_soft_bounce_takes_nobody_for_gone(
    kind: str, words: str, failure: Failure, settings: Any
) -> None:
    message = make_sent()
    event = {"RecordType": "Bounce", "Type": kind, "ID": 8, "Details": words}
    call("postmark", event | {"Metadata": {"message": str(message.public_id)}})
    read(settings)
    message.refresh_from_db()
    assert (message.state, message.failure) == (State.BOUNCED, failure)
    assert Suppression.objects.exists() is (failure == Failure.MAILBOX_GONE)


def test_a_bounce_about_no_message_we_know_still_holds_for_the_mailbox(settings: Any) -> None:
    mailtrap(
        {
            "event": "bounce", "message_id": "of-theirs", "email": "Ana@example.org",
            "response": "550 5.1.1 user unknown",
        }
    )  # fmt: skip
    read(settings)
    suppression = Suppression.objects.get()
    assert bytes(suppression.recipient_key) == recipient_key("ana@example.org")
    assert suppression.reason == SuppressionReason.MAILBOX_GONE
    assert Incoming.objects.get().state == IncomingState.DONE


def test_a_delivery_about_no_message_we_know_is_shown_to_staff(settings: Any) -> None:
    call("mailgun", mailgun(None, "delivered"))
    read(settings)
    assert list(Incoming.objects.needing_a_look()) == [Incoming.objects.get()]


def test_no_more_about_no_message_goes_to_the_last_alert(settings: Any) -> None:
    make_sent()
    alert = make_sent(stream=Stream.BULK)
    call("mailgun", mailgun(None, "unsubscribed"))
    read(settings)
    assert Trace.objects.get().message == alert
