"""Import of officials from a file: looked at first, then applied as looked at, or not at all."""

import hashlib
import io
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.services import record
from core.rules import RuleRefused
from core.states import move
from officials.importing.popolo import PopoloSource, looks_like_popolo
from officials.importing.report import ImportReport
from officials.importing.run import Importer
from officials.importing.sheet import MAX_BYTES
from officials.importing.source import CsvSource, Source
from officials.models import OfficialsImport, UploadStatus
from officials.models.upload import UPLOAD_MOVES

# Any number that nothing else locks: two imports at once would each see half of the other.
IMPORT_LOCK = 7_201_944


def import_officials(
    *,
    file: IO[bytes],
    actor: Any,
    country: str = "",
    apply: bool = False,
    at: datetime | None = None,
) -> ImportReport:
    """Read a CSV or Popolo file of officials and tell what it changes; change it if `apply`.

    The columns are those of `officials.importing.columns`; a Popolo file, which does not say it,
    has the institutions of `country`. A dry run does the whole work in a
    transaction that is rolled back, so that it cannot promise what the deed does not keep. Broken
    rows are refused one by one with line and reason. An empty cell erases nothing, an office that
    the file leaves out is listed as missing and stays, and a second import of the same file changes
    nothing. Raises RuleRefused with the code "file" for a file that is none of this kind.
    """
    at = at or timezone.now()
    content = file.read(MAX_BYTES + 1)
    with transaction.atomic():
        report = _run(content, country, at)
        if not apply:
            transaction.set_rollback(True)
        elif report.changes_anything:
            upload = OfficialsImport.objects.create(
                file_name=_file_name(file),
                sha256=_sha256(content),
                country=country,
                status=UploadStatus.APPLIED,
                counts=report.counts,
                uploaded_by=actor,
                uploaded_at=at,
                applied_at=at,
            )
            _record(upload=upload, report=report, actor=actor, at=at)
    report.applied = apply
    return report


def keep_upload(
    *, file: IO[bytes], actor: Any, country: str = "", at: datetime | None = None
) -> OfficialsImport:
    """Keep a file for an hour, for its uploader to look at and apply.

    Raises RuleRefused with the code "file" for one whose format or columns are wrong.
    """
    at = at or timezone.now()
    content = file.read(MAX_BYTES + 1)
    open_source(content, country=country)
    expire_uploads(at=at)
    return OfficialsImport.objects.create(
        file_name=_file_name(file),
        sha256=_sha256(content),
        content=content,
        country=country,
        uploaded_by=actor,
        uploaded_at=at,
    )


def apply_upload(
    *, upload: OfficialsImport, findings: str, actor: Any, at: datetime | None = None
) -> ImportReport:
    """Apply a kept file, if it still does exactly what its preview said.

    `findings` is the fingerprint of the preview that the person saw (`ImportReport.findings`).
    Raises RuleRefused, and changes nothing, when the kept bytes are not those handed in, when the
    directory has changed meanwhile, or when the file was applied or its hour is over.
    """
    at = at or timezone.now()
    if not OfficialsImport.objects.waiting(at=at).filter(pk=upload.pk).exists():
        raise RuleRefused(
            _("The hour is over, or the file was applied. Hand it in again."), code="over"
        )
    with transaction.atomic():
        content = bytes(upload.content or b"")
        move(
            upload,
            to=UploadStatus.APPLIED,
            moves=UPLOAD_MOVES,
            content=None,
            applied_at=at,
        )
        if _sha256(content) != upload.sha256:
            raise RuleRefused(_("The kept file is not the one handed in."), code="tampered")
        report = _run(content, upload.country, at)
        if report.findings != findings:
            raise RuleRefused(
                _("This is not what the preview showed: look at it again, then apply it."),
                code="changed_meanwhile",
            )
        OfficialsImport.objects.filter(pk=upload.pk).update(counts=report.counts)
        if report.changes_anything:
            _record(upload=upload, report=report, actor=actor, at=at)
    report.applied = True
    return report


def preview_upload(*, upload: OfficialsImport, at: datetime | None = None) -> ImportReport:
    """Return what a kept file would change now."""
    content = io.BytesIO(bytes(upload.content or b""))
    return import_officials(file=content, actor=None, country=upload.country, at=at)


def expire_uploads(*, at: datetime | None = None) -> int:
    """Drop the bytes of files that nobody applied within the hour. Returns how many."""
    return OfficialsImport.objects.overdue(at=at).update(status=UploadStatus.EXPIRED, content=None)


def open_source(content: bytes, *, country: str = "") -> Source:
    """Open a file by what its bytes look like. Raises RuleRefused with the code "file"."""
    if looks_like_popolo(content):
        return PopoloSource(content, country=country)
    return CsvSource(content)


def _run(content: bytes, country: str, at: datetime) -> ImportReport:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
    return Importer(source=open_source(content, country=country), at=at).run()


def _record(*, upload: OfficialsImport, report: ImportReport, actor: Any, at: datetime) -> None:
    record(
        verb="officials.imported",
        target=upload,
        actor=actor,
        details={"file": upload.sha256[:12], **report.counts},
        at=at,
    )


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _file_name(file: IO[bytes]) -> str:
    return Path(str(getattr(file, "name", ""))).name[:200]
