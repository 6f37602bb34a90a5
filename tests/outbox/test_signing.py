"""DKIM: what a receiving system checks holds for what went over the wire."""

from base64 import b64encode
from typing import Any

import dkim
import pytest
from nacl.signing import SigningKey

from outbox.delivery import pump
from tests.factories.outbox import make_letter, make_message

from .conftest import NOTICE, Received, Relay

pytestmark = pytest.mark.django_db

KEY = SigningKey(b"7" * 32)
RECORD = b"v=DKIM1; k=ed25519; p=" + b64encode(bytes(KEY.verify_key))


@pytest.fixture(autouse=True)
def _signs(settings: Any) -> None:
    settings.DKIM_SELECTOR = "2026"
    settings.DKIM_PRIVATE_KEY = b64encode(bytes(KEY)).decode()


def is_valid(raw: bytes) -> bool:
    def look_up(name: bytes, **_more: Any) -> bytes:
        assert name == b"2026._domainkey.mail.test."
        return RECORD

    return bool(dkim.verify(raw, dnsfunc=look_up))


def sent(relay: Relay, stream: str) -> Received:
    pump(stream=stream)
    (received,) = relay.received
    return received


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("stream", ["transactional", "bulk"])
def test_a_signature_holds_for_what_arrives(relay: Relay, stream: str, language: str) -> None:
    make_message(template=NOTICE, stream=stream, language=language, context={"title": "Avarie é"})

    assert is_valid(sent(relay, stream).wire)


def test_a_letter_is_signed_too(relay: Relay) -> None:
    make_letter(body="Excellency,\n\n.\n..\nŁucja")

    assert is_valid(sent(relay, "letter").wire)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"List-Unsubscribe: <https://site.test", b"List-Unsubscribe: <https://evil.test"),
        (b"List-Unsubscribe-Post: List-", b"List-Unsubscribe-Post: Lost-"),
        (b"Subject: News", b"Subject: Lies"),
        (b"Dear", b"Beer"),
        (b"From: ", b"From: evil@example.org\r\nFrom: "),
    ],
)
def test_who_changes_it_on_the_way_breaks_the_signature(
    relay: Relay, old: bytes, new: bytes
) -> None:
    make_message(template=NOTICE, stream="bulk")
    raw = sent(relay, "bulk").wire

    assert raw.count(old) >= 1
    assert not is_valid(raw.replace(old, new, 1))


def test_without_a_key_nothing_is_signed(relay: Relay, settings: Any) -> None:
    settings.DKIM_PRIVATE_KEY = ""
    make_message(template=NOTICE)

    assert "DKIM-Signature" not in sent(relay, "transactional").mail
