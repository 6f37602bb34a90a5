"""A mail taken apart with patience and within bounds: nothing in it makes the reader fail.

Mails that come back are the least well formed of all. What cannot be parsed is read as text; what
is nested beyond reason is not followed.
"""

import html
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.policy import compat32

READ_BYTES = 1_000_000
READ_TEXT = 60_000  # characters of the words that a mail system wrote itself
DEEPEST = 12
MOST_BOUNDARIES = 64
LONGEST_HEADER = 2_000
MOST_FILES = 50

ADDRESS = re.compile(r"[^\s<>;:,\"'()\[\]]{1,200}@[^\s<>;:,\"'()\[\]]{1,253}")
_TAGS = re.compile(r"<style\b[^<]*</style[^<>]*>|<[^<>]*>", re.IGNORECASE)
_LINE_ENDS = re.compile(r"<(?:br|/p|/div|/tr|/li|/h\d)\b[^<>]*>", re.IGNORECASE)
_NESTED = re.compile(rb"boundary\s*=|message/(?:rfc822|partial|external-body)", re.IGNORECASE)
# Said of texts that are something else; and two whose decoding takes time without bound.
_NOT_BELIEVED = {"ascii", "us-ascii", "punycode", "idna", "unknown-8bit"}


class Mail:
    """One mail, with its headers as text, its parts, and the words that its sender wrote."""

    def __init__(self, raw: bytes, *, most: int = READ_BYTES):
        self.raw = raw[:most]
        self._message = _parsed(self.raw)

    def header(self, name: str) -> str:
        """Return the first header of the name, decoded, or ""."""
        return next(iter(self.headers(name)), "")

    def headers(self, *names: str) -> list[str]:
        """Return all headers of the names, decoded."""
        return _headers(self._message, *names)

    def addresses(self, *names: str) -> list[str]:
        """Return every address in the headers of the names."""
        return [one for header in self.headers(*names) for one in ADDRESS.findall(header)]

    def has(self, name: str) -> bool:
        return name in self._message

    @property
    def content_type(self) -> str:
        return self._message.get_content_type()

    def parts(self, *content_types: str) -> Iterator[Message]:
        """Go through the parts of these types, also inside a mail that is returned."""
        for part in _walk(self._message, into_returned=True):
            if part.get_content_type() in content_types:
                yield part

    @property
    def text(self) -> str:
        """What the sender wrote: the text parts, without the mail that is returned with them."""
        parts = list(_walk(self._message, into_returned=False))
        plain = [_text(part) for part in parts if part.get_content_type() == "text/plain"]
        if not any(one.strip() for one in plain):
            plain = [_from_html(_text(p)) for p in parts if p.get_content_type() == "text/html"]
        if not plain and not self._message.is_multipart():
            plain = [_text(self._message)]
        return "\n".join(plain)[:READ_TEXT]

    @property
    def files(self) -> list[tuple[str, str, int]]:
        """Name, type and about how many bytes of what is attached, the first MOST_FILES of them."""
        return [what for what, _part in self._attached()]

    def content_of(self, number: int) -> bytes | None:
        """Return the bytes of the file of this number in `files`; None if there is none."""
        attached = self._attached()
        if not 0 <= number < len(attached):
            return None
        _what, part = attached[number]
        payload = part.get_payload(decode=True)
        return payload if isinstance(payload, bytes) else None

    def _attached(self) -> list[tuple[tuple[str, str, int], Message]]:
        leaves = (p for p in _walk(self._message, into_returned=False) if not p.is_multipart())
        found = ((_file(part), part) for part in leaves)
        return [(what, part) for what, part in found if what is not None][:MOST_FILES]


def fields(part: Message) -> list[tuple[str, str]]:
    """Return the fields of a part that is made of fields (RFC 3464, RFC 5965), blocks joined."""
    blocks = part.get_payload()
    if not isinstance(blocks, list):
        return fields_in(_text(part))
    text = "\n".join(_as_text(block) for block in blocks if isinstance(block, Message))
    encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
    if encoding in {"base64", "quoted-printable"}:  # not allowed here, and not rare
        shell = Message()
        shell["Content-Transfer-Encoding"] = encoding
        shell.set_payload(text.strip())
        text = _text(shell)
    return fields_in(text)


def fields_in(text: str) -> list[tuple[str, str]]:
    """Return the lines "Name: value" of a text, folded ones joined, names in lower case."""
    found: list[tuple[str, str]] = []
    for line in text[:READ_TEXT].splitlines():
        name, colon, value = line.partition(":")
        if colon and re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{1,60}", name):
            found.append((name.lower(), decoded(value.strip()[:LONGEST_HEADER])))
        elif line[:1] in {" ", "\t"} and found:
            last, before = found[-1]
            found[-1] = (last, f"{before} {line.strip()}"[:LONGEST_HEADER])
    return found


def bounded(message: Message) -> Message:
    """Return the message with no header longer than LONGEST_HEADER, for those who parse them."""
    for part in _walk(message, into_returned=True):
        for name, value in list(part.raw_items()):
            if len(value) > LONGEST_HEADER:
                part.replace_header(name, value[:LONGEST_HEADER])
    return message


def decoded(value: str) -> str:
    """Return a header as people read it: encoded words (RFC 2047) and bare 8-bit bytes alike."""
    value = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if "=?" not in value:
        return value
    try:
        pieces = decode_header(value)
    except (MessageError, ValueError):
        return value
    return "".join(_decoded(piece, charset) for piece, charset in pieces)


def _parsed(raw: bytes) -> Message:
    """Parse the mail; only its headers where the rest is nested beyond reason."""
    nested = sum(1 for _match in _NESTED.finditer(raw))
    try:
        if nested <= MOST_BOUNDARIES:
            return BytesParser(policy=compat32).parsebytes(raw)
    except (RecursionError, MessageError, ValueError, LookupError):
        pass
    return BytesHeaderParser(policy=compat32).parsebytes(raw)


def _walk(part: Message, *, into_returned: bool, depth: int = 0) -> Iterator[Message]:
    yield part
    payload = part.get_payload()
    is_enclosed = part.get_content_maintype() == "message"  # a returned mail, or fields
    if depth >= DEEPEST or not isinstance(payload, list) or (is_enclosed and not into_returned):
        return
    for one in payload:
        if isinstance(one, Message):
            yield from _walk(one, into_returned=into_returned, depth=depth + 1)


def _headers(message: Message, *names: str) -> list[str]:
    wanted = {name.lower() for name in names}
    return [
        decoded(" ".join(str(value)[:LONGEST_HEADER].split()))
        for name, value in message.raw_items()
        if name.lower() in wanted
    ]


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    return _decoded(payload, part.get_param("charset") or "utf-8")


def _decoded(piece: bytes | str, charset: object) -> str:
    if isinstance(piece, str):
        return piece
    piece = piece[: READ_TEXT * 4]
    name = str(charset or "utf-8").strip().lower()
    if name in _NOT_BELIEVED:
        name = "utf-8"
    try:
        return piece.decode(name, "replace")
    except (LookupError, ValueError):
        return piece.decode("utf-8", "replace")


def _as_text(message: Message) -> str:
    lines = [f"{name}: {value}" for name, value in message.raw_items()]
    body = message.get_payload()
    return "\n".join([*lines, body if isinstance(body, str) else ""])


def _from_html(text: str) -> str:
    return html.unescape(_TAGS.sub(" ", _LINE_ENDS.sub("\n", text[: READ_TEXT * 4])))


def _file(part: Message) -> tuple[str, str, int] | None:
    """What a part is, unless it is the text itself."""
    try:
        name = part.get_filename() or ""
    except (LookupError, ValueError, TypeError):  # a name in a charset that there is not
        name = "?"
    kind = part.get_content_type()
    if not name and kind.startswith(("text/", "multipart/")):
        return None
    payload = part.get_payload()
    size = len(payload) if isinstance(payload, str) else 0
    if str(part.get("content-transfer-encoding", "")).strip().lower() == "base64":
        size = size * 3 // 4
    return decoded(str(name))[:200], kind[:80], size
