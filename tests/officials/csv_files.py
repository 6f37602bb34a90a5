"""CSV files of officials, written by hand in the tests."""

import csv
import io
from collections.abc import Iterable

from django.core.files.uploadedfile import SimpleUploadedFile

from officials.importing.report import ImportReport
from officials.services import import_officials

COLUMNS = (
    "post_label",
    "institution",
    "classification",
    "country",
    "person_name",
    "start_date",
    "end_date",
    "email",
    "email_language",
    "last_verified",
    "source_url",
)
PLAIN = {
    "post_label": "Foreign Minister",
    "institution": "Foreign Ministry of Azania",
    "classification": "ministry",
    "source_url": "https://www.example.org/azania",
}


def row(**cells: str) -> dict[str, str]:
    """A row that says the least, and what is given besides."""
    return PLAIN | cells


def csv_bytes(
    *rows: dict[str, str], delimiter: str = ",", encoding: str = "utf-8", more: Iterable[str] = ()
) -> bytes:
    """The rows under a header of the usual columns and of any that they name besides."""
    named = {name: None for cells in rows for name in cells}
    header = list(dict.fromkeys([*COLUMNS, *named, *more]))
    text = io.StringIO()
    writer = csv.DictWriter(text, header, restval="", delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def csv_file(*rows: dict[str, str], **how: object) -> io.BytesIO:
    return io.BytesIO(csv_bytes(*rows, **how))


def upload(content: bytes, name: str = "officials.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/csv")


FULL = row(
    role="foreign_minister",
    language="fr",
    person_name="Imara Valdès",
    honorific_prefix="H.E.",
    gender="f",
    start_date="2021-02",
    acting="no",
    email="minister@azania.example.org",
    email_language="fr",
    last_verified="2026-01-15",
    post_label_fr="Ministère des affaires étrangères",
    salutation_fr="Excellence,",
    closing_fr="Avec ma haute considération,",
)


def apply(*rows: dict[str, str], **how: object) -> ImportReport:
    return import_officials(file=csv_file(*rows, **how), actor=None, apply=True)


def preview(*rows: dict[str, str]) -> ImportReport:
    return import_officials(file=csv_file(*rows), actor=None)


def changes(report: ImportReport) -> list[tuple[str, str, str]]:
    """What changed rows change: field, old, new."""
    return [(c.field, c.old, c.new) for line in report.changed for c in line.changes]
