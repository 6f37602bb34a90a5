"""The line to the mail relay: one held connection, and an exact answer to "was it taken?".

SMTP leaves one moment open (RFC 1047): after the final dot and before its reply nobody can know. A
reply, or a break before the text left, is certain either way. Django's own sending does not tell
the two apart, so the conversation is held here, over the connection that its mailer opens.
"""

import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from email import policy
from typing import Any, NoReturn

from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from .replies import Replies

# Headers are not folded: a folded link is one that mail programs cannot follow. RFC 5322, 2.1.1
# allows 998 characters a line.
POLICY = policy.SMTP.clone(max_line_length=998)

# Seconds for each reply before the text leaves. After it, the mailer's own timeout holds: giving up
# early there only makes doubles.
BEFORE_TEXT = 20

OK = 250
START_TEXT = 354
WANTED = (OK, OK, START_TEXT)  # to MAIL, RCPT and DATA
REFUSED = 400
CLOSING = 421


class LineDown(Exception):  # noqa: N818 - the state of the line
    """The relay cannot be reached. No fault of any message; nothing was sent."""


class BrokenOff(Exception):  # noqa: N818 - what the relay did
    """The relay broke off, or fell silent, before the text left. The message was not sent."""


class Refused(Exception):  # noqa: N818 - what the relay did
    """The relay answered that it does not take the message: for now (4xx), or for good (5xx)."""

    def __init__(self, code: int, reply: bytes | str):
        self.code = code
        self.reply = reply.decode(errors="replace") if isinstance(reply, bytes) else reply
        super().__init__(f"{code} {self.reply}")

    @property
    def is_final(self) -> bool:
        return self.code >= 500


class Unclear(Exception):  # noqa: N818 - what is known of the message
    """The text left and no answer came: taken or not, nobody here can know."""


class LeaseLost(Exception):  # noqa: N818 - what happened to the lease
    """Another worker holds the message by now. It was not sent here."""


@dataclass(frozen=True, slots=True)
class MailObject:
    """What SMTP conveys: an envelope and a content. (RFC 5321, 2.3.1)"""

    sender: str
    recipient: str
    content: bytes

    def __post_init__(self) -> None:
        if len(self.recipient.split()) != 1:
            raise ValueError("An address holds no space and no line break.")


def at_once() -> None:
    """Nothing to wait for."""


class Line:
    """A connection to one mailer, opened when first needed and held until closed."""

    def __init__(self, alias: str):
        self._backend: Any = mail.mailers[alias]  # each look-up makes a new one: hold it
        self.is_smtp = isinstance(self._backend, EmailBackend)
        self._sock: Any = None
        self._replies: Any = None

    def open(self) -> None:
        """Make sure that there is a connection. Raises LineDown."""
        try:
            is_new = self._backend.open()
            if is_new and self.is_smtp:
                smtp = self._backend.connection
                smtp.ehlo_or_helo_if_needed()
                # Nothing is to wait in the system for an answer to what went before.
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self._sock, self._replies = smtp.sock, Replies(smtp.sock)
        except OSError as error:  # smtplib's errors are OSErrors too
            self._hang_up()
            raise LineDown(type(error).__name__) from error

    def close(self) -> None:
        try:
            self._backend.close()
        except OSError:
            self._hang_up()

    def send(
        self,
        message: MailObject | EmailMessage,
        *,
        may_go: Callable[[], bool],
        before_text: Callable[[], None] = at_once,
    ) -> int:
        """Hand over one message to its one recipient. Returns the code of the relay's yes.

        `may_go` is asked at the last moment before the text leaves; then `before_text` returns when
        it may. What that raises ends the connection.
        Raises LineDown, BrokenOff, Refused, Unclear or LeaseLost.
        """
        if isinstance(message, MailObject):
            return self._converse(message, may_go, before_text)
        before_text()
        return self._hand_over(message, may_go)

    def _converse(
        self, message: MailObject, may_go: Callable[[], bool], before_text: Callable[[], None]
    ) -> int:
        try:
            self._address(message)
        except OSError:  # a held line that the relay has closed meanwhile: a new one, once
            self._hang_up()
            self._before_text(self._address, message)
        if not may_go():
            self._hang_up()  # the relay waits for a text, and there is no other way back
            raise LeaseLost
        try:
            before_text()
        except BaseException:
            self._hang_up()
            raise
        # What is not handed over to its end, final dot and all, is no mail.
        self._before_text(self._sock.sendall, _as_data(message.content))
        return self._end_of_text()

    def _address(self, message: MailObject) -> None:
        """Name sender and recipient and ask for the text's turn, in one packet where the relay can.

        (RFC 2920; 3.1 has DATA as the last command of a group.)
        """
        self.open()
        smtp = self._backend.connection
        self._sock.settimeout(BEFORE_TEXT)
        eight_bit = " BODY=8BITMIME" if smtp.has_extn("8bitmime") else ""
        commands = (
            f"MAIL FROM:<{message.sender}>{eight_bit}\r\n",
            f"RCPT TO:<{message.recipient}>\r\n",
            "DATA\r\n",
        )
        if smtp.has_extn("pipelining"):
            self._sock.sendall("".join(commands).encode("ascii"))
            replies = [self._replies.next() for _command in commands]
        else:
            replies = self._one_by_one(commands)
        wanted = zip(replies, WANTED, strict=False)
        refusal = next((one for one, yes in wanted if one[0] // 100 != yes // 100), None)
        if refusal is None:
            return
        if len(replies) == len(commands) and replies[-1][0] == START_TEXT:
            self._sock.sendall(b".\r\n")  # it waits for a text to nobody (RFC 2920, 3.1)
            self._replies.next()
        self._refused(*refusal)

    def _one_by_one(self, commands: Iterable[str]) -> list[tuple[int, bytes]]:
        replies = []
        for command in commands:
            self._sock.sendall(command.encode("ascii"))
            replies.append(self._replies.next())
            if replies[-1][0] >= REFUSED:
                break
        return replies

    def _before_text(self, step: Callable[..., None], *arguments: Any) -> None:
        try:
            step(*arguments)
        except OSError as error:
            self._hang_up()
            raise BrokenOff(type(error).__name__) from error

    def _end_of_text(self) -> int:
        """Wait for the reply to the final dot."""
        self._sock.settimeout(self._backend.timeout)
        try:
            code, reply = self._replies.next()
        except OSError as error:
            self._hang_up()
            raise Unclear(type(error).__name__) from error
        if code // 100 != OK // 100:
            self._refused(code, reply)
        return int(code)

    def _refused(self, code: int, reply: bytes) -> NoReturn:
        """Leave the line ready for the next message, and say what the relay said."""
        if code == CLOSING or code < 0:
            self._hang_up()
        else:
            self._start_over()
        raise Refused(code, reply)

    def _start_over(self) -> None:
        try:
            self._sock.sendall(b"RSET\r\n")
            self._replies.next()
        except OSError:
            self._hang_up()

    def _hang_up(self) -> None:
        """Drop the connection without a farewell that the other side may not hear."""
        connection, self._backend.connection = getattr(self._backend, "connection", None), None
        self._sock = self._replies = None
        if connection is not None:
            connection.close()

    def _hand_over(self, message: EmailMessage, may_go: Callable[[], bool]) -> int:
        """Through a mailer that is not SMTP, which can only say that it did not fail."""
        if not may_go():
            raise LeaseLost
        try:
            taken = self._backend.send_messages([message])
        except Exception as error:
            raise Unclear(type(error).__name__) from error
        if not taken:
            raise Unclear("Not taken")
        return OK


def _as_data(content: bytes) -> bytes:
    """The text with its dots doubled at the start of lines, and the final dot. (RFC 5321, 4.5.2)"""
    stuffed = content.replace(b"\r\n.", b"\r\n..")
    if stuffed.startswith(b"."):
        stuffed = b"." + stuffed
    if not stuffed.endswith(b"\r\n"):
        stuffed += b"\r\n"
    return stuffed + b".\r\n"
