"""A mail in bytes: a frame made once for a content, filled in for each recipient.

Building a mail with Python's and Django's classes takes three milliseconds, many times what sending
it takes. Here a content is taken apart once, at the marks where recipients differ; for each of them
the pieces are joined, encoded and put under the header lines. The headers come from `composing`,
which makes the same mail for relays that do not speak SMTP.
"""

import re
import secrets
from binascii import b2a_base64, b2a_qp
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django.conf import settings

from .composing import HeaderRefused, as_typed, own_headers, shared_headers
from .line import POLICY
from .models import Content, Message
from .rendering import Pieces, join, names_in, require, take_apart

_LINE_END = re.compile(r"\r\n|\r|\n")
_BASE64_LINE = 76  # RFC 2045, 6.8
_SOFT_BREAK = b"=\r\n"  # an end of line that is not in the text (RFC 2045, 6.7)
# Quoted-printable writes a byte outside ASCII with three characters, base64 three bytes with four.
_SHORTER_AS_BASE64 = 1 / 6

Values = Mapping[str, str]


class QuotedBody:
    """A body as quoted-printable, of which all but the values is encoded beforehand."""

    encoding = "quoted-printable"

    def __init__(self, pieces: Pieces):
        self._pieces = [
            (_quoted(before) + (_SOFT_BREAK if name else b""), name) for before, name in pieces
        ]

    def fill(self, values: Values) -> bytes:
        return b"".join(
            before + _quoted(values[name]) + _SOFT_BREAK if name else before
            for before, name in self._pieces
        )


class Base64Body:
    """A body as base64, for scripts of which quoted-printable would make three times as much."""

    encoding = "base64"

    def __init__(self, pieces: Pieces):
        self._pieces = pieces

    def fill(self, values: Values) -> bytes:
        text = _LINE_END.sub("\r\n", join(self._pieces, values))
        whole = b2a_base64(text.encode(), newline=False)
        starts = range(0, len(whole), _BASE64_LINE)
        return b"\r\n".join([whole[start : start + _BASE64_LINE] for start in starts])


class Frame:
    """The mail of one content, without what is one person's own."""

    def __init__(self, content: Content, *, stream: str):
        self._head = header_line("From", settings.DEFAULT_FROM_EMAIL) + _lines(
            shared_headers(content, stream=stream)
        )
        self._subject = take_apart(content.subject)
        plain, html = take_apart(content.text), take_apart(content.html)
        self._names = names_in(self._subject, plain, html)
        self._plain, self._html = _body(content.text, plain), _body(content.html, html)
        edge = f"=_{secrets.token_hex(12)}"  # no encoded body can hold it
        self._begin = (
            f'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="{edge}"\r\n\r\n'
            f"--{edge}\r\n{_part_head('plain', self._plain.encoding)}"
        ).encode()
        self._middle = f"\r\n--{edge}\r\n{_part_head('html', self._html.encoding)}".encode()
        self._end = f"\r\n--{edge}--\r\n".encode()

    def fill(self, message: Message, envelope: Mapping[str, Any]) -> bytes:
        """Return the bytes of this message's mail. Raises ValueMissing or HeaderRefused."""
        values: Values = envelope["values"]
        require(self._names, values)
        own = own_headers(message, values)
        own["To"] = envelope["to"]
        return b"".join(
            (
                self._head,
                header_line("Subject", as_typed(join(self._subject, values))),
                _lines(own),
                self._begin,
                self._plain.fill(values),
                self._middle,
                self._html.fill({name: escape(value) for name, value in values.items()}),
                self._end,
            )
        )


def _lines(headers: Mapping[str, str]) -> bytes:
    """Return the headers as they go over the wire. Raises HeaderRefused for a line break in one."""
    lines = "".join([f"{name}: {value}\r\n" for name, value in headers.items()])
    if len(lines.splitlines()) != len(headers):
        raise HeaderRefused("A header holds a line break.")
    return lines.encode("ascii")


def _body(text: str, pieces: Pieces) -> QuotedBody | Base64Body:
    """Seven bits on the wire whatever the language, so that no relay has to change it."""
    raw = text.encode()
    outside = sum(byte > 127 for byte in raw)
    is_short = outside <= len(raw) * _SHORTER_AS_BASE64
    return QuotedBody(pieces) if is_short else Base64Body(pieces)


def _part_head(subtype: str, encoding: str) -> str:
    return (
        f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    )


def _quoted(text: str) -> bytes:
    """Return the text as quoted-printable, in lines that leave room for a soft break."""
    unix = b2a_qp(_LINE_END.sub("\n", text).encode())
    return unix.replace(b"\n", b"\r\n")


@lru_cache(maxsize=1024)
def header_line(name: str, value: str) -> bytes:
    """Return one header as it goes over the wire, encoded where it is not ASCII. (RFC 2047)"""
    line: str = POLICY.header_factory(name, value).fold(policy=POLICY)
    return line.encode("ascii")
