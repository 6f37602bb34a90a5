"""Calls as mail providers make them, signed as they sign."""

import base64
import hashlib
import hmac
import json
from typing import Any

from django.http import HttpResponse
from django.test import Client, override_settings

from outbox.models import Message
from outbox.services import read_incoming

SECRET = "provider:only-for-tests"
KEY = b"only-for-tests"
AUTHORIZATION = "Basic " + base64.b64encode(SECRET.encode()).decode()


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


def mailtrap(*events: dict[str, Any]) -> HttpResponse:
    """A call of Mailtrap, which signs the body."""
    named = [
        {"timestamp": 1772452805, "event_id": f"e{number}", **event}
        for number, event in enumerate(events)
    ]
    body = {"events": named}
    signature = hmac.new(KEY, json.dumps(body).encode(), hashlib.sha256).hexdigest()
    return call("mailtrap", body, **{"Mailtrap-Signature": signature})


def read(settings: Any) -> None:
    """Read what was stored, as a worker does, who has the private key."""
    with override_settings(SEALING_PRIVATE_KEY="11" * 32):
        read_incoming()
