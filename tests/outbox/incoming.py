"""Mails that come back, made from samples, and a message for them to be about."""

from pathlib import Path
from typing import Any

from outbox.models import Incoming, Message, State
from outbox.return_path import return_path, unsubscribe_address
from outbox.services import read_incoming, receive_mail
from tests.factories.outbox import make_message

from .conftest import NOTICE

SAMPLES = Path(__file__).parent / "samples"


def make_sent(*, to: str = "ana@example.org", **more: Any) -> Message:
    """A message that the relay has taken."""
    message = make_message(template=NOTICE, to=to, **more)
    Message.objects.filter(pk=message.pk).update(state=State.SENT, sent_at=message.created_at)
    message.refresh_from_db()
    return message


def sample(name: str, message: Message, *, recipient: str = "ana@example.org") -> bytes:
    """The sample of the name as it would come back about the message."""
    raw = (SAMPLES / f"{name}.eml").read_bytes()
    for mark, value in {
        b"@RETURN_PATH@": return_path(message),
        b"@UNSUBSCRIBE@": unsubscribe_address(message),
        b"@MESSAGE_ID@": message.message_id,
        b"@RECIPIENT@": recipient,
    }.items():
        raw = raw.replace(mark, value.encode())
    return raw


def come_back(raw: bytes, **more: Any) -> Incoming:
    """Take the mail in and read all that waits."""
    incoming = receive_mail(raw, **more)
    read_incoming()
    incoming.refresh_from_db()
    return incoming
