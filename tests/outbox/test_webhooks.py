"""Calls of mail providers: twice and three times, out of order, forged, and while we are down."""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings

from outbox.addresses import recipient_key
from outbox.models import (
    Failure,
    Incoming,
    IncomingState,
    Message,
    State,
    Stream,
    Suppression,
    SuppressionReason,
    SuppressionScope,
    Trace,
    TraceKind,
)
from outbox.providers import PROVIDERS, anymail_settings
from outbox.services import read_incoming
from outbox.webhooks import view_of

from .incoming import make_sent

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
SECRET = "provider:only-for-tests"
KEY = b"only-for-tests"
AUTHORIZATION = "Basic " + base64.b64encode(SECRET.encode()).decode()


@pytest.fixture(autouse=True)
def _as_the_web_process(settings: Any) -> None:
    """It holds the public key alone, and must store events all the same."""
    settings.SEALING_PRIVATE_KEY = ""


def call(provider: str, body: Any, **headers: str) -> HttpResponse:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    return client.post(
        f"/webhooks/mail/{provider}/",
        data=json.dumps(body),
        content_type="application/json",
        headers={"Authorization": AUTHORIZATION, **headers},
    )


def mailgun(message: Message | None, event: str, *, number: str = "t1", **more: Any) -> Any:
    """A call of Mailgun, which signs a time and a token."""
    stamp = "1772452805"
    signature = hmac.new(KEY, f"{stamp}{number}".encode(), hashlib.sha256).hexdigest()
    message_id = message.message_id.strip("<>") if message else "unknown@mail.test"
    return {
        "signature": {"timestamp": stamp, "token": number, "signature": signature},
        "event-data": {
            "event": event,
            "timestamp": 1772452805.5,
            "recipient": "ana@example.org",
            "message": {"headers": {"message-id": message_id}},
            **more,
        },
    }


def bounce(message: Message | None, words: str, **more: Any) -> Any:
    status = {"delivery-status": {"message": words, "code": 550}, "severity": "permanent"}
    return mailgun(message, "failed", reason="bounce", **status, **more)


def mailtrap(event: dict[str, Any]) -> HttpResponse:
    """A call of Mailtrap, which signs the body."""
    body = {"events": [{"timestamp": 1772452805, "event_id": "e1", **event}]}
    signature = hmac.new(KEY, json.dumps(body).encode(), hashlib.sha256).hexdigest()
    return call("mailtrap", body, **{"Mailtrap-Signature": signature})


def read(settings: Any) -> None:
    """Read what was stored, as a worker does, who has the private key."""
    with override_settings(SEALING_PRIVATE_KEY="11" * 32):
        read_incoming()


def test_an_event_is_stored_sealed_and_read_later(settings: Any) -> None:
    message = make_sent()

    assert call("mailgun", bounce(message, "550 5.1.1 no such user")).status_code == 200

    incoming = Incoming.objects.get()
    assert (incoming.provider, incoming.state) == ("Mailgun", IncomingState.WAITING)
    assert b"example.org" not in bytes(incoming.raw_sealed)
    assert not Trace.objects.exists()

    read(settings)

    message.refresh_from_db()
    assert (message.state, message.failure) == (State.BOUNCED, Failure.MAILBOX_GONE)
    assert Suppression.objects.get().scope == SuppressionScope.ALL


def test_three_times_is_once(settings: Any) -> None:
    message = make_sent()
    for _time in range(3):
        assert call("mailgun", bounce(message, "550 5.1.1 gone")).status_code == 200
        read(settings)
    assert Incoming.objects.count() == Trace.objects.count() == 1


def test_three_times_is_once_also_where_events_have_no_number(settings: Any) -> None:
    message = make_sent()
    event = {
        "RecordType": "Delivery",
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "Recipient": "ana@example.org",
        "DeliveredAt": "2026-03-02T12:00:05Z",
        "Metadata": {"message": str(message.public_id)},
    }
    for _time in range(3):
        assert call("postmark", event).status_code == 200
    assert call("postmark", event | {"DeliveredAt": "2026-03-02T12:00:06Z"}).status_code == 200
    assert Incoming.objects.count() == 2
    read(settings)
    message.refresh_from_db()
    assert message.state == State.DELIVERED


def test_out_of_order_a_late_delivery_undoes_nothing(settings: Any) -> None:
    message = make_sent()
    call("mailgun", bounce(message, "550 5.1.1 gone", number="b"))
    call("mailgun", mailgun(message, "delivered", number="a"))
    read(settings)
    message.refresh_from_db()
    assert message.state == State.BOUNCED


FORGERIES = {
    "mailgun, another key": ("mailgun", {"signature": {"signature": "0" * 64}}, {}),
    "mailgun, no signature": ("mailgun", {"signature": None}, {}),
    "mailgun, no mark of itself": ("mailgun", [], {}),
    "mailgun, no secret": ("mailgun", {}, {"Authorization": ""}),
    "mailtrap, no signature": ("mailtrap", {}, {}),
    "mailtrap, a wrong one": ("mailtrap", {}, {"Mailtrap-Signature": "0" * 64}),
    "postmark, no secret": ("postmark", {}, {"Authorization": ""}),
    "postmark, a wrong one": ("postmark", {}, {"Authorization": "Basic eDp5"}),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_call_is_refused_and_nothing_is_stored(name: str) -> None:
    provider, change, headers = FORGERIES[name]
    body = bounce(make_sent(), "550 5.1.1 gone")
    if change == []:
        body = change
    elif "signature" in change:
        changed = change["signature"]
        body["signature"] = body["signature"] | changed if changed else changed
    assert call(provider, body, **headers).status_code == 400
    assert not Incoming.objects.exists()


def test_with_the_check_of_signatures_off_a_forged_call_would_silence_a_person(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """The signature is the defence: without it, the refused call of above does harm."""
    monkeypatch.setattr("anymail.webhooks.mailgun.constant_time_compare", lambda *_two: True)
    body = bounce(make_sent(), "550 5.1.1 gone")
    body["signature"]["signature"] = "0" * 64
    assert call("mailgun", body).status_code == 200
    read(settings)
    assert Suppression.objects.exists()


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_provider_that_may_be_named_refuses_who_cannot_prove_to_be_it(name: str) -> None:
    keys = " ".join(f"{each}=key" for each in PROVIDERS)
    with override_settings(ANYMAIL=anymail_settings(PROVIDERS, secret=SECRET, keys=keys)):
        request = RequestFactory().post("/", data="{}", content_type="application/json")
        with pytest.raises(Exception, match="webhook") as refused:
            view_of(name)(request)
    assert type(refused.value).__name__ == "AnymailWebhookValidationFailure"


def test_a_provider_without_its_proof_or_unknown_stops_the_start() -> None:
    for names, secret, keys in (
        (["mailgun"], SECRET, ""),
        (["mailgun"], "", "postal=x"),
        (["postmark"], "", ""),
        (["pigeons"], SECRET, ""),
    ):
        with pytest.raises(ImproperlyConfigured):
            anymail_settings(names, secret=secret, keys=keys)


def test_nobody_may_call_who_is_not_named() -> None:
    assert call("sparkpost", {}).status_code == 404


@pytest.mark.parametrize("event", ["opened", "clicked"])
def test_who_opened_what_is_never_stored(event: str) -> None:
    assert call("mailgun", mailgun(make_sent(), event)).status_code == 200
    assert not Incoming.objects.exists()


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


DEAD = """
import django, json, os, sys
django.setup()
from django.test import Client
sys.path.insert(0, ".")
body = json.loads(sys.stdin.read())
client = Client(raise_request_exception=False)
answer = client.post("/webhooks/mail/mailgun/", data=json.dumps(body),
    content_type="application/json", headers={"Authorization": os.environ["AUTHORIZATION"]})
print(answer.status_code, answer.headers.get("Retry-After"))
"""


def test_while_the_database_is_away_the_provider_is_told_to_call_again() -> None:
    message = make_sent()
    environment = os.environ | {
        "DATABASE_URL": "postgres://postgres@127.0.0.1:1/none",
        "SEALING_PRIVATE_KEY": "",
        "AUTHORIZATION": AUTHORIZATION,
    }
    done = subprocess.run(
        [sys.executable, "-c", DEAD],
        cwd=ROOT,
        env=environment,
        input=json.dumps(bounce(message, "550 5.1.1 gone")),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.split() == ["503", "60"], done.stderr
