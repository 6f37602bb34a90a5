"""The loop, against a real relay: what the relay says decides what becomes of the row."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outbox.delivery import CannotSend, pump
from outbox.models import Message, State, Stream
from outbox.services import suppress
from tests.factories.outbox import make_letter, make_message

from .conftest import NOTICE, Relay

pytestmark = pytest.mark.django_db


def test_a_message_is_sent_once_and_marked(relay: Relay) -> None:
    message = make_message(template=NOTICE, to="Ana@example.org")

    assert pump(stream="transactional") is False
    assert pump(stream="transactional") is False

    (received,) = relay.received
    message.refresh_from_db()
    assert received.recipients == ["Ana@example.org"]
    assert received.message_id == message.message_id
    assert message.state == State.SENT
    assert message.smtp_code == 250
    assert message.sent_at is not None
    assert message.lease_token is None
