"""Calls of mail providers: twice and three times, out of order, forged, and while we are down."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory, override_settings

from outbox.models import (
    Failure,
    Incoming,
    IncomingState,
    State,
    Suppression,
    SuppressionScope,
    Trace,
)
from outbox.providers import PROVIDERS, anymail_settings
from outbox.webhooks import view_of

from .calls import AUTHORIZATION, SECRET, bounce, call, mailgun, mailtrap, read
from .incoming import make_sent

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _as_the_web_process(settings: Any) -> None:
    """It holds the public key alone, and must store events all the same."""
    settings.SEALING_PRIVATE_KEY = ""


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


def test_many_events_in_one_large_call_are_each_stored() -> None:
    event = {"event": "delivery", "message_id": "x", "response": "x" * 500_000}
    assert mailtrap(event, event, event).status_code == 200
    assert Incoming.objects.count() == 3
    assert Incoming.objects.first().size < 10_000


def test_a_call_beyond_all_measure_is_refused_unread() -> None:
    event = {"event": "delivery", "message_id": "x", "response": "x" * 6_000_000}
    assert mailtrap(event).status_code == 413


def test_nobody_may_call_who_is_not_named() -> None:
    assert call("sparkpost", {}).status_code == 404


@pytest.mark.parametrize("event", ["opened", "clicked"])
def test_who_opened_what_is_never_stored(event: str) -> None:
    assert call("mailgun", mailgun(make_sent(), event)).status_code == 200
    assert not Incoming.objects.exists()


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
