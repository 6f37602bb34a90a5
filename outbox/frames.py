"""A mail in bytes: a frame made once for a content, filled in for each recipient.

Building a mail with Python's and Django's classes takes three milliseconds, many times what sending
it takes. Here a content is taken apart once, at the marks where recipients differ; for each of them
the pieces are joined, encoded and put under the header lines. The headers come from `composing`,
which makes the same mail for relays that do not speak SMTP.
"""

import re
import secrets
from binascii import b2a_base64, b2a_qp
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.html import escape

from .composing import headers_of, one_line
from .line import POLICY
from .models import Content, Message
from .rendering import Pieces, join, names_in, require, take_apart

_LINE_END = re.compile(r"\r\n|\r|\n")
_LINE_OF_BASE64 = 57  # bytes that make 76 characters (RFC 2045, 6.8)
# Quoted-printable writes a byte outside ASCII with three characters, base64 three bytes with four.
_SHORTER_AS_BASE64 = 1 / 6

Encode = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Body:
    """One body: its header lines, its text in pieces, and how its bytes travel."""

    head: bytes
    pieces: Pieces
    encode: Encode

    @classmethod
    def of(cls, text: str, *, subtype: str) -> "Body":
        """Seven bits on the wire whatever the language, so that no relay has to change it."""
        raw = text.encode()
        outside = sum(byte > 127 for byte in raw)
        name, encode = (
            ("base64", _base64)
            if outside > len(raw) * _SHORTER_AS_BASE64
            else ("quoted-printable", b2a_qp)
        )
        head = (
            f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
            f"Content-Transfer-Encoding: {name}\r\n\r\n"
        )
        return cls(head.encode(), take_apart(text), encode)

    def fill(self, values: Mapping[str, str]) -> bytes:
        text = _LINE_END.sub("\r\n", join(self.pieces, values))
        return self.head + self.encode(text.encode()) + b"\r\n"


class Frame:
    """The mail of one content, without what is one person's own."""

    def __init__(self, content: Content):
        self._content = content
        self._subject = take_apart(content.subject)
        self._plain = Body.of(content.text, subtype="plain")
        self._html = Body.of(content.html, subtype="html")
        self._edge = b"=_" + secrets.token_hex(12).encode()  # no encoded body can hold it
        self._names = names_in(self._subject, self._plain.pieces, self._html.pieces)

    def fill(self, message: Message, envelope: Mapping[str, Any]) -> bytes:
        """Return the bytes of this message's mail. Raises ValueMissing or HeaderRefused."""
        values: dict[str, str] = envelope["values"]
        require(self._names, values)
        own = headers_of(message=message, content=self._content, values=values)
        lines = [f"{name}: {one_line(value)}\r\n" for name, value in own.items()]
        lines.append(f"To: {one_line(envelope['to'])}\r\n")
        lines.append(f'Content-Type: multipart/alternative; boundary="{self._edge.decode()}"\r\n')
        escaped = {name: escape(value) for name, value in values.items()}
        return b"".join(
            (
                header_line("From", settings.DEFAULT_FROM_EMAIL),
                header_line("Subject", one_line(join(self._subject, values))),
                "".join(lines).encode("ascii"),
                b"MIME-Version: 1.0\r\n\r\n",
                *(b"--", self._edge, b"\r\n", self._plain.fill(values)),
                *(b"--", self._edge, b"\r\n", self._html.fill(escaped)),
                *(b"--", self._edge, b"--\r\n"),
            )
        )


@lru_cache(maxsize=1024)
def header_line(name: str, value: str) -> bytes:
    """Return one header as it goes over the wire, encoded where it is not ASCII. (RFC 2047)"""
    line: str = POLICY.header_factory(name, value).fold(policy=POLICY)
    return line.encode("ascii")


def _base64(raw: bytes) -> bytes:
    return b"".join(
        b2a_base64(raw[start : start + _LINE_OF_BASE64], newline=False) + b"\r\n"
        for start in range(0, len(raw), _LINE_OF_BASE64)
    )
