"""Where the files of a delivery lie: encrypted, under DELIVERY_DIR, outside of any web root."""

import io
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings

from campaigns.models import Delivery, DeliveryFile
from core import boxes


def path_of(delivery: Delivery, name: str) -> Path:
    """Return where a file lies. Names are ours and never come from a request."""
    return directory_of(delivery) / f"{name}.box"


def directory_of(delivery: Delivery) -> Path:
    return Path(settings.DELIVERY_DIR) / str(delivery.pk)


def drop(delivery: Delivery) -> None:
    """Remove every file of a delivery, those of an attempt that was given up too."""
    shutil.rmtree(directory_of(delivery), ignore_errors=True)


class _Outgoing(io.RawIOBase):
    """What the archive writes, until it is taken on."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: bytes) -> int:  # type: ignore[override]  # - bytes are all it is given
        self._parts.append(bytes(part))
        return len(part)

    def taken(self) -> bytes:
        parts, self._parts = self._parts, []
        return b"".join(parts)


def zipped(files: Iterable[DeliveryFile], *, key: str, made_at: datetime) -> Iterator[bytes]:
    """Yield the files as one archive while they are decrypted, a box at a time.

    Raises SealClosed if a box was changed on the disk.
    """
    out = _Outgoing()
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for file in files:
            about = ZipInfo(file.name, made_at.timetuple()[:6])
            about.external_attr = 0o600 << 16
            with archive.open(about, "w", force_zip64=True) as target:
                for piece in boxes.read(path_of(file.delivery, file.name), key=key):
                    target.write(piece)
                    yield out.taken()
    yield out.taken()
