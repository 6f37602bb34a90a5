"""The same loop, without a broker."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.factories.outbox import make_letter, make_message

from .conftest import NOTICE, Relay

pytestmark = pytest.mark.django_db


def test_it_sends_every_stream_once(relay: Relay) -> None:
    messages = [
        make_message(template=NOTICE),
        make_message(template=NOTICE, stream="bulk"),
        make_letter(),
        make_letter(),
    ]

    call_command("mailpump")
    call_command("mailpump", "--once")

    assert sorted(relay.message_ids) == sorted(message.message_id for message in messages)


def test_it_sends_only_the_streams_asked_for(relay: Relay) -> None:
    letter = make_letter()
    make_message(template=NOTICE)

    call_command("mailpump", "--stream", "letter")

    assert relay.message_ids == [letter.message_id]


def test_it_says_what_it_could_not_send(relay: Relay) -> None:
    make_message(template=NOTICE)
    relay.to_address = [None, None]
    said = StringIO()

    call_command("mailpump", stderr=said)

    assert relay.received == []
    assert said.getvalue() == "transactional: 1 still queued; each row says why.\n"


def test_without_the_private_key_it_says_what_is_missing(settings: Any) -> None:
    settings.SEALING_PRIVATE_KEY = ""

    with pytest.raises(CommandError, match="SEALING_PRIVATE_KEY"):
        call_command("mailpump")
