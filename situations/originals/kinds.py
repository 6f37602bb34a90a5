"""What a file is, by its bytes alone: neither its name nor what a browser says of it counts.

A file that is two things at once is refused, since one program would show what another runs.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from core.rules import RuleRefused

HEAD = 4096
TAIL = 66_000  # the end record of a ZIP archive lies within the last 65,557 bytes

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
PDF, MP4, WEBM, MP3, WAV, TEXT = (
    "application/pdf",
    "video/mp4",
    "video/webm",
    "audio/mpeg",
    "audio/wav",
    "text/plain",
)
IMAGES = (JPEG, PNG, WEBP)

MARKUP = re.compile(rb"<\s*(?:script|html|svg|iframe|\?php|!doctype)", re.IGNORECASE)
ZIP_END, ZIP_ENTRY, PDF_START = b"PK\x05\x06", b"PK\x03\x04", b"%PDF-"
PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")


@dataclass(frozen=True)
class Glance:
    """The first and the last bytes of a file."""

    head: bytes
    tail: bytes


def media_type_of(path: Path) -> str:
    """Return the media type of a file. Raises RuleRefused with the code "file" for any other."""
    glance = _glance(path)
    found = _signature(glance.head) or _text(path, glance)
    if not found:
        raise RuleRefused(
            _(
                "A file of this kind cannot be kept. Pictures (JPEG, PNG, WebP), PDF, plain text,"
                " MP4 and WebM video, MP3 and WAV sound can. The name of a file does not count."
            ),
            code="file",
        )
    if _is_also_something_else(glance, found):
        raise RuleRefused(
            _("This file is two kinds of file at once. It may be made to do harm."), code="file"
        )
    return found


def _glance(path: Path) -> Glance:
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(size - TAIL, 0))
        return Glance(head, file.read())


def _signature(head: bytes) -> str:
    starts = (
        (b"\xff\xd8\xff", JPEG),
        (b"\x89PNG\r\n\x1a\n", PNG),
        (PDF_START, PDF),
        (b"\x1a\x45\xdf\xa3", WEBM),
        (b"ID3", MP3),
        (b"\xff\xfb", MP3),
    )
    for start, media_type in starts:
        if head.startswith(start):
            return media_type
    riff = {b"WEBP": WEBP, b"WAVE": WAV}.get(head[8:12], "") if head[:4] == b"RIFF" else ""
    return riff or (MP4 if head[4:8] == b"ftyp" else "")


def _text(path: Path, glance: Glance) -> str:
    """Return plain text for a file that is nothing but words, and no page or program."""
    if glance.head.startswith(PROGRAMS) or MARKUP.search(glance.head):
        return ""
    try:
        with path.open(encoding="utf-8") as file:
            while chunk := file.read(1 << 16):
                if "\x00" in chunk:
                    return ""
    except UnicodeDecodeError:
        return ""
    return TEXT


def _is_also_something_else(glance: Glance, media_type: str) -> bool:
    """Return whether an archive, a PDF or a page hides in it, at the front or behind its end."""
    if ZIP_END in glance.tail or ZIP_ENTRY in glance.head:
        return True
    if media_type == TEXT:
        return PDF_START in glance.head
    if media_type == PDF:
        return MARKUP.search(glance.head[:1024]) is not None
    both = glance.head + glance.tail if media_type in IMAGES else glance.head
    return PDF_START in both or MARKUP.search(both) is not None
