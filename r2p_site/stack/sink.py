"""A mail relay that keeps nothing but the record of what it took, for fault tests and benchmarks.

At the final dot of each mail, before its sender hears "250", the mail's Message-ID is appended to a
file. So the record says what a relay took, whatever then becomes of the sender.

It shares two cores with the senders that it measures, so it parses by hand and answers pipelined
commands (RFC 2920) at one go. It can be told to drop connections after the dot, to refuse, to be
slow; and an address can ask for an answer of its own:

    rcpt-550-5.1.1-name@example.org     550 5.1.1 when it is named
    text-552-5.2.2-name@example.org     552 5.2.2 at the final dot
    late-300-name@example.org           yes, 300 ms after the final dot
"""

import argparse
import asyncio
import os
import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from .ports import LOOPBACK

LARGEST_MAIL = 32 * 1024 * 1024
BACKLOG = 512
# Behind the Message-ID of a mail that was taken without its sender being told.
DROPPED = b" dropped"

GREETING = b"220 sink ESMTP\r\n"
FEATURES = b"250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE %d\r\n" % LARGEST_MAIL
OK = b"250 2.0.0 OK\r\n"
GO_AHEAD = b"354 Go ahead\r\n"
FAREWELL = b"221 2.0.0 Bye\r\n"
OUT_OF_TURN = b"503 5.5.1 No recipient\r\n"
UNKNOWN = b"502 5.5.2 Unknown command\r\n"
CLOSING = b"421"

_ASKED = re.compile(rb"<(rcpt|text)-([245]\d\d)-(\d\.\d{1,3}\.\d{1,3})", re.IGNORECASE)
_LATE = re.compile(rb"<late-(\d{1,6})-", re.IGNORECASE)
_MESSAGE_ID = re.compile(rb"^message-id:[ \t]*(?:\r\n[ \t]+)?(<[^<>\r\n]*>)", re.I | re.M)


@dataclass(frozen=True, kw_only=True)
class Orders:
    """How the sink behaves: shares are between 0 and 1, times in seconds."""

    drop_after_dot: float = 0.0
    refuse: bytes = b""  # to every recipient, such as b"451 4.3.0 Later"
    slow: float = 0.0  # before the answer to each final dot


class Sink(asyncio.Protocol):
    """One connection."""

    def __init__(self, record: int, orders: Orders) -> None:
        self._record = record
        self._orders = orders
        self._refusal = orders.refuse + b"\r\n" if orders.refuse else b""
        self._rest = b""  # what was read and not yet understood
        self._searched = 0  # of it, where no final dot begins
        self._in_text = False
        self._is_waiting = False
        self._recipients = 0
        self._answer = OK  # to the final dot at hand
        self._late = orders.slow  # seconds before it

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(GREETING)

    def data_received(self, data: bytes) -> None:
        self._rest += data
        if not self._is_waiting:
            self._go_on()

    def _go_on(self) -> None:
        """Answer all that is complete, in one write."""
        data, position, replies = self._rest, 0, []
        while not (self._is_waiting or self._transport.is_closing()):
            if self._in_text:
                # The text is kept with the line break before it: its first line may be the dot.
                end = data.find(b"\r\n.\r\n", max(position, self._searched))
                if end < 0:
                    break
                replies.append(self._end_of_text(data, position, end))
                position = end + 5
            else:
                end = data.find(b"\r\n", position)
                if end < 0:
                    break
                replies.append(self._command(data[position:end]))
                position = end if self._in_text else end + 2
            self._searched = 0
        self._rest = data[position:]
        self._searched = max(len(self._rest) - 4, 0)
        self._reply(b"".join(replies))

    def _reply(self, replies: bytes) -> None:
        if not replies or self._transport.is_closing():
            return
        self._transport.write(replies)
        last = replies[replies.rfind(b"\r\n", 0, -2) + 2 :] if len(replies) > 2 else replies
        if last.startswith(CLOSING) or last == FAREWELL:
            self._transport.close()

    def _command(self, line: bytes) -> bytes:
        verb = line[:4].upper()
        if verb == b"RCPT":
            return self._recipient(line)
        if verb == b"DATA":
            self._in_text = self._recipients > 0
            return GO_AHEAD if self._in_text else OUT_OF_TURN
        if verb in (b"MAIL", b"RSET", b"EHLO", b"HELO"):
            self._recipients, self._answer, self._late = 0, OK, self._orders.slow
            return FEATURES if verb == b"EHLO" else OK
        if verb == b"NOOP":
            return OK
        return FAREWELL if verb == b"QUIT" else UNKNOWN

    def _recipient(self, line: bytes) -> bytes:
        if self._refusal:
            return self._refusal
        if b"-" in line and (late := _LATE.search(line)):
            self._late = int(late[1]) / 1000
        elif b"-" in line and (asked := _ASKED.search(line)):
            reply = b"%s %s As the address asks\r\n" % (asked[2], asked[3])
            if asked[1].lower() == b"rcpt":
                return reply
            self._answer = reply
        self._recipients += 1
        return OK

    def _end_of_text(self, data: bytes, start: int, end: int) -> bytes:
        """Take the mail, or not. Returns the answer, or nothing where it comes later or never."""
        self._in_text = False
        if self._answer is not OK:
            return self._answer
        is_dropped = self._orders.drop_after_dot > random.random()  # noqa: S311 - no secret
        mark = DROPPED if is_dropped else b""
        os.write(self._record, message_id(data, start, end) + mark + b"\n")
        if is_dropped:
            self._transport.abort()
            return b""
        if self._late:
            self._is_waiting = True
            asyncio.get_running_loop().call_later(self._late, self._answer_late)
            return b""
        return self._answer

    def _answer_late(self) -> None:
        self._is_waiting = False
        self._reply(OK)
        self._go_on()


def message_id(data: bytes, start: int, end: int) -> bytes:
    """Return the Message-ID of the mail between `start` and `end`, or "-" if it has none.

    As our own senders write it, it is found by a plain search, which is what keeps the sink light.
    """
    body = data.find(b"\r\n\r\n", start, end)
    head = end if body < 0 else body
    found = data.find(b"\nMessage-ID: <", start, head)
    if found >= 0:
        closing = data.find(b">", found, head)
        if closing >= 0:
            return data[found + 13 : closing + 1]
    match = _MESSAGE_ID.search(data[start:head])
    return match[1] if match else b"-"


async def serve(*, port: int, record: Path, orders: Orders) -> None:
    """Take mail until cancelled."""
    descriptor = os.open(record, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    server = await asyncio.get_running_loop().create_server(
        lambda: Sink(descriptor, orders), LOOPBACK, port, backlog=BACKLOG
    )
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m r2p_site.stack.sink", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--record", type=Path, required=True, help="a Message-ID a line, appended")
    parser.add_argument(
        "--drop-after-dot", type=float, default=0.0, metavar="SHARE", help="of all mails: 0 to 1"
    )
    parser.add_argument("--refuse", default="", metavar="REPLY", help="to every recipient")
    parser.add_argument(
        "--slow", type=float, default=0.0, metavar="SECONDS", help="before the final answer"
    )
    arguments = parser.parse_args()
    orders = Orders(
        drop_after_dot=arguments.drop_after_dot,
        refuse=arguments.refuse.encode(),
        slow=arguments.slow,
    )
    asyncio.run(serve(port=arguments.port, record=arguments.record, orders=orders))


if __name__ == "__main__":
    main()
