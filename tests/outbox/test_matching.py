"""Which message a report is about: evidence, and what is none."""

import pytest

from outbox import matching, return_path
from outbox.addresses import recipient_key
from outbox.delivery import pump
from outbox.models import Failure, IncomingState, Message, State, Suppression
from tests.factories.outbox import make_message

from .conftest import NOTICE, Relay
from .incoming import come_back, make_sent, sample

pytestmark = pytest.mark.django_db


def test_without_its_return_path_a_report_is_matched_by_message_id_and_recipient() -> None:
    message = make_sent()
    incoming = come_back(sample("no-verp", message))
    assert incoming.message == message
    assert Suppression.objects.exists()


def test_a_message_id_with_another_recipient_matches_nothing() -> None:
    message = make_sent()
    incoming = come_back(sample("no-verp", message, recipient="ben@example.org"))
    assert (incoming.state, incoming.message) == (IncomingState.UNMATCHED, None)
    assert not Suppression.objects.exists()


def forged(message: Message) -> bytes:
    """A bounce to a return path whose tag somebody made up, with nothing else that fits."""
    address = return_path.return_path(message)
    local, _at, domain = address.partition("@")
    raw = sample("postfix", message, recipient="nobody@elsewhere.test")
    raw = raw.replace(message.message_id.encode(), b"<1@elsewhere.test>")
    return raw.replace(address.encode(), f"{local[:-28]}{'0' * 28}@{domain}".encode())


@pytest.mark.parametrize("is_checked", [True, False])
def test_a_return_path_with_a_wrong_tag_matches_nothing(
    is_checked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the check of the tag off, the same mail would silence a person: it is the defence."""
    if not is_checked:
        monkeypatch.setattr(return_path, "is_ours", lambda *_some, **_more: True)
    message = make_sent()

    incoming = come_back(forged(message))

    assert Suppression.objects.exists() is not is_checked
    assert (incoming.state == IncomingState.UNMATCHED) is is_checked


@pytest.mark.parametrize("is_checked", [True, False])
def test_a_message_id_alone_silences_nobody(
    is_checked: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the comparison of recipients off, knowing a Message-ID would be enough."""
    message = make_sent()
    if not is_checked:
        every = {bytes(message.recipient_key)}
        monkeypatch.setattr(matching, "keys_of", lambda _addresses: every)
    come_back(sample("no-verp", message, recipient="ben@example.org"))
    assert Suppression.objects.exists() is not is_checked


def test_a_report_can_suppress_only_the_mailbox_that_the_message_went_to() -> None:
    """Whoever holds a mail of ours may bounce themselves, and nobody else."""
    message = make_sent()
    come_back(sample("postfix", message, recipient="victim@example.org"))
    (key,) = Suppression.objects.values_list("recipient_key", flat=True)
    assert bytes(key) == recipient_key("ana@example.org")


def test_what_left_by_smtp_comes_back_to_its_message(relay: Relay) -> None:
    """The envelope of the mail as the relay got it, and the mail itself, are all the evidence."""
    message = make_message(template=NOTICE)
    pump(stream="transactional")
    (sent,) = relay.received

    bounce = (
        b"Return-Path: <>\nDelivered-To: " + sent.sender.encode() + b"\n"
        b"From: MAILER-DAEMON@mx.example.org\nSubject: failure notice\n\n"
        b"Hi. This is the qmail-send program at mx.example.org.\n\n"
        b"<ana@example.org>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n"
        b"--- Below this line is a copy of the message.\n\n" + sent.wire
    )
    come_back(bounce)

    message.refresh_from_db()
    assert (message.state, message.failure) == (State.BOUNCED, Failure.MAILBOX_GONE)
