"""A real relay that records each message at its final dot, and templates to try with."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from outbox.marks import Marks
from outbox.models import Message

TEMPLATES = Path(__file__).parent / "templates"
NOTICE = "tried/notice"


@dataclass
class Received:
    """One message as it came over the wire."""

    sender: str
    recipients: list[str]
    wire: bytes

    @property
    def mail(self) -> EmailMessage:
        return message_from_bytes(self.wire, policy=policy.default)

    @property
    def message_id(self) -> str:
        return self.mail["Message-ID"]

    def body(self, subtype: str) -> str:
        return self.mail.get_body((subtype,)).get_content()


@dataclass
class Relay:
    """An SMTP server. Replies are taken from the lists, one for each message, then it says yes.

    A reply of None closes the connection without a word.
    """

    received: list[Received] = field(default_factory=list)
    to_address: list[str | None] = field(default_factory=list)
    to_text: list[str | None] = field(default_factory=list)
    at_text: Callable[[], None] = lambda: None
    at_address: Callable[[], None] = lambda: None
    connections: int = 0
    port: int = 0

    async def handle_EHLO(  # noqa: N802 - aiosmtpd calls it so
        self,
        _server: SMTP,
        session: Session,
        _envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        await asyncio.to_thread(self.at_address)
        reply = self.to_address.pop(0) if self.to_address else "250 OK"
        if reply is None:
            server.transport.abort()
            return ""
        if reply.startswith("250"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(  # noqa: N802 - aiosmtpd calls it so
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        reply = self.to_text.pop(0) if self.to_text else "250 Taken"
        if reply is None or reply.startswith("250"):
            self.received.append(
                Received(envelope.mail_from, envelope.rcpt_tos, envelope.original_content)
            )
        await asyncio.to_thread(self.at_text)
        if reply is None:
            server.transport.abort()
            return ""
        return reply

    @property
    def message_ids(self) -> list[str]:
        return [one.message_id for one in self.received]


@pytest.fixture
def relay(settings: Any) -> Iterator[Relay]:
    """The relay that every stream is sent to."""
    handler = Relay()
    controller = Controller(handler, hostname="127.0.0.1", port=_free_port())
    controller.start()
    handler.port = controller.port
    settings.MAILERS = {
        alias: {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": handler.port, "timeout": 5},
        }
        for alias in ("default", "transactional", "bulk", "letter")
    }
    yield handler
    controller.stop()


@pytest.fixture(autouse=True)
def _templates_to_try(settings: Any) -> None:
    (engine,) = settings.TEMPLATES
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], TEMPLATES]}]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def mark_sent(message: Message) -> None:
    """What a worker writes down when the relay has said yes."""
    marks = Marks()
    marks.begin(message, code=250)
    marks.settle()
