"""Where the bytes lie: under EVIDENCE_DIR, outside of whatever a web server serves.

An original is kept under its SHA-256 and read-only; two files of the same bytes are one. Nobody
chooses a name: what a browser sent as one never becomes part of a path.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from core.rules import RuleRefused

CHUNK = 1 << 20
READ_ONLY = 0o400


@dataclass(frozen=True)
class Kept:
    """Bytes that are on disk."""

    path: Path
    sha256: str
    size: int


def take_in(file: Any, *, most: int) -> Kept:
    """Write an upload to disk chunk by chunk and return what it is; it has no lasting place yet.

    Raises RuleRefused with the code "file" for an empty one, or more than `most` bytes.
    """
    directory = incoming()
    digest, size = hashlib.sha256(), 0
    handle, name = tempfile.mkstemp(dir=directory)
    with os.fdopen(handle, "wb") as target:
        for chunk in _chunks(file):
            size += len(chunk)
            if size > most:
                break
            digest.update(chunk)
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    if not 0 < size <= most:
        Path(name).unlink()
        raise RuleRefused(
            _("The file is empty.")
            if not size
            else _("The file is larger than %s megabytes.") % (most // 1_000_000),
            code="file",
        )
    return Kept(Path(name), digest.hexdigest(), size)


def keep_original(kept: Kept) -> Path:
    """Give an original its lasting place. The same bytes, kept before, stay as they are."""
    place = original_path(kept.sha256)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if place.exists():
        kept.path.unlink()
    else:
        kept.path.chmod(READ_ONLY)
        kept.path.rename(place)
    return place


def keep_copy(content: bytes) -> str:
    """Keep the bytes of a cleaned copy. Returns their SHA-256."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = copy_path(sha256)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=incoming())
    with os.fdopen(handle, "wb") as target:
        target.write(content)
    Path(name).rename(place)
    return sha256


def keep_import(kept: Kept, number: int) -> None:
    """Give a file to import its place until it is read through."""
    kept.path.rename(import_path(number))


def original_path(sha256: str) -> Path:
    return _directory("originals") / sha256[:2] / sha256


def copy_path(sha256: str) -> Path:
    return _directory("copies") / sha256[:2] / sha256


def import_path(number: int) -> Path:
    return _directory("imports") / f"{number}.csv"


def incoming() -> Path:
    """Return where files lie that have no lasting place yet."""
    return _directory("incoming")


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of what lies there now; empty if nothing does."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def _directory(name: str) -> Path:
    directory = Path(settings.EVIDENCE_DIR) / name
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    return directory


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk
