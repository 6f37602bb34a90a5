"""The line to a relay that takes several commands at one go: every answer is read to its end."""

import asyncio
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from outbox.line import LeaseLost, Line, MailObject, Refused
from outbox.replies import Replies
from r2p_site.stack.ports import free_port
from r2p_site.stack.sink import GO_AHEAD, Orders, Sink

TEXT = b"Message-ID: <%d@mail.test>\r\nSubject: s\r\n\r\nText.\r\n"


class Lenient(Sink):
    """Some servers ask for a text though they have refused its only recipient. (RFC 2920, 3.1)"""

    def _command(self, line: bytes) -> bytes:
        if line[:4].upper() == b"DATA" and not self._recipients:
            self._in_text = True
            self._answer = b"554 5.5.1 No valid recipients\r\n"
            return GO_AHEAD
        return super()._command(line)


@pytest.fixture(params=[Sink, Lenient])
def record(request: Any, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """What a relay has taken that lets commands come several at a time."""
    path, port = tmp_path / "record", free_port()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    loop = asyncio.new_event_loop()

    made: list[Sink] = []

    def make() -> Sink:
        made.append(request.param(descriptor, Orders()))
        return made[-1]

    async def end() -> None:
        server.close()
        for one in made:
            one._transport.abort()
        await asyncio.sleep(0)  # in which they are closed

    server = loop.run_until_complete(loop.create_server(make, "127.0.0.1", port))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    smtp = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}
    options = {"host": "127.0.0.1", "port": port, "timeout": 5}
    settings.MAILERS = {"default": {**smtp, "OPTIONS": options}}
    yield path
    asyncio.run_coroutine_threadsafe(end(), loop).result(timeout=5)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
    os.close(descriptor)


@pytest.fixture
def line(record: Path) -> Iterator[Line]:
    line = Line("default")
    yield line
    line.close()


def send(line: Line, number: int, *, to: str = "ana@example.org", goes: bool = True) -> int:
    mail = MailObject("b+1@bounce.mail.test", to, TEXT % number)
    return line.send(mail, may_go=lambda: goes)


def taken(record: Path) -> list[str]:
    return record.read_text().split()


def test_a_mail_is_handed_over(line: Line, record: Path) -> None:
    assert [send(line, 1), send(line, 2)] == [250, 250]
    assert taken(record) == ["<1@mail.test>", "<2@mail.test>"]


@pytest.mark.parametrize(
    ("to", "code"),
    [("rcpt-550-5.1.1-eva@example.org", 550), ("text-552-5.2.2-eva@example.org", 552)],
)
def test_after_a_refusal_the_next_mail_goes_over_the_same_line(
    line: Line, record: Path, to: str, code: int
) -> None:
    with pytest.raises(Refused) as refused:
        send(line, 1, to=to)
    assert refused.value.code == code
    socket = line._sock

    assert send(line, 2) == 250
    assert line._sock is socket
    assert taken(record) == ["<2@mail.test>"]


def test_what_may_not_go_any_more_is_not_sent_and_the_next_mail_is(
    line: Line, record: Path
) -> None:
    with pytest.raises(LeaseLost):
        send(line, 1, goes=False)

    assert send(line, 2) == 250
    assert taken(record) == ["<2@mail.test>"]


@pytest.mark.parametrize("to", ["a@example.org>\r\nRCPT TO:<b@example.org", "a b@example.org", ""])
def test_an_address_cannot_bring_a_command_of_its_own(to: str) -> None:
    with pytest.raises(ValueError, match="no space"):
        MailObject("b+1@bounce.mail.test", to, TEXT % 1)


class Dripping:
    """A socket over which the same bytes come in pieces."""

    def __init__(self, data: bytes, size: int):
        self._pieces = [data[start : start + size] for start in range(0, len(data), size)]

    def recv(self, _most: int) -> bytes:
        return self._pieces.pop(0) if self._pieces else b""


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_replies_are_read_whole_however_they_come(size: int) -> None:
    replies = Replies(Dripping(b"250-one\r\n250 two\r\n354 Go\n250\r\nnonsense\r\n", size))

    found = [replies.next() for _each in range(4)]

    assert found == [(250, b"one\ntwo"), (354, b"Go"), (250, b""), (-1, b"ense")]
    with pytest.raises(ConnectionResetError):
        replies.next()


def test_a_reply_without_an_end_is_not_read_for_ever() -> None:
    with pytest.raises(ConnectionAbortedError):
        Replies(Dripping(b"2" * 10_000_000, 8192)).next()
