"""The paper of a delivery: its cover, its volumes, and the manifest that goes with them."""

import csv
import io
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from campaigns.models import Delivery, Redaction
from core.pdf import make

from .lines import one_from

HERE = Path(__file__).resolve().parent.parent / "papers"
COVER, VOLUME = HERE / "delivery_cover.typ", HERE / "delivery_volume.typ"
VERIFIER = Path(settings.BASE_DIR) / "static" / "proof" / "verify.py"
# Without a place to break, a name of a hundred letters would run over the next column.
_LONG_WORD = re.compile(r"[^\s\u200b]{24}(?=[^\s]{4})")
# Signs that turn the direction of what follows: the country would be read backwards.
_TURNING = str.maketrans(dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
FORMAT = "r2p delivery 1"


def proof_url(delivery: Delivery) -> str:
    """Return the address of the public proof, in full."""
    path = reverse("campaigns:delivery", args=[delivery.campaign.slug, delivery.number])
    return f"{settings.BASE_URL}{path}"


def volume(delivery: Delivery, text: str, *, number: int, of: int, at: datetime) -> bytes:
    """Return a volume: the lines of `text`, which is a part of the list, numbered as there.

    Raises PdfRefused.
    """
    rows = list(csv.reader(io.StringIO(text, newline="")))
    with translation.override(delivery.language):
        data = _common(delivery) | {
            "rows": [_shown(delivery, row) for row in rows],
            "head": rows[-1][-1].removeprefix("h:"),
            "counts": delivery.redaction == Redaction.COUNTS,
            "words": {
                "volume": _("Volume %(number)s of %(all)s") % {"number": number, "all": of},
                "lines": _("Lines %(first)s to %(last)s")
                % {"first": _number(rows[0]), "last": _number(rows[-1])},
                "line": _("Line"),
                "country": _("Country"),
                "signatures": _("Signatures"),
                "head": _("Number of the chain after the last line of this volume"),
            },
        }
    return make(VOLUME, data=data, made_at=at)


def cover(delivery: Delivery, *, at: datetime) -> bytes:
    """Return the cover: the ask, how many, from where, and how to see that nothing was changed.

    Raises PdfRefused.
    """
    with translation.override(delivery.language):
        data = _common(delivery) | {
            "total": number_format(delivery.signatures, force_grouping=True),
            "facts": _facts(delivery),
            "countries": [
                [name, number_format(count, force_grouping=True)]
                for name, count in delivery.country_rows
            ],
            "head": delivery.head,
            "proof": proof_url(delivery),
            "words": {
                "signatures": _("confirmed signatures"),
                "countries": _("By country"),
                "country": _("Country"),
                "number": _("Signatures"),
                "small": _("Countries from which fewer than ten signed are not named."),
                "check": _("How to see that nothing was changed"),
                "steps": _steps(),
                "head": _("Head of the chain"),
            },
        }
    return make(COVER, data=data, made_at=at)


def manifest(delivery: Delivery) -> bytes:
    """Return what was delivered, for a program: sentences, head, and the SHA-256 of files."""
    progress = delivery.progress
    parts = progress["parts"]
    counted = delivery.redaction == Redaction.COUNTS
    said = {
        "format": FORMAT,
        "reference": delivery.reference,
        "proof": proof_url(delivery),
        "statement": progress["statement"],
        "origin": delivery.origin,
        "head": delivery.head,
        "lines": len(delivery.countries) if counted else progress["done"],
        "signatures": delivery.signatures,
        "volumes": len(parts) if delivery.with_volumes else 0,
        "countries": delivery.countries,
        "files": [
            {"name": file.name, "size": file.size, "sha256": file.sha256}
            for file in delivery.files.all()
        ],
    }
    return (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode()


def _common(delivery: Delivery) -> dict[str, Any]:
    words = delivery.campaign.text_in(delivery.language)
    language = delivery.language.split("-")[0]
    return {
        "site": settings.SITE_NAME,
        "language": language,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "reference": delivery.reference,
        "title": words.title,
        "ask": words.ask,
        "organisation": delivery.campaign.organisation.name,
        "to": _to(delivery),
    }


def _to(delivery: Delivery) -> str:
    return _("To: %(office)s, %(institution)s") % {
        "office": delivery.post.label,
        "institution": delivery.post.institution,
    }


def _facts(delivery: Delivery) -> list[list[str]]:
    return [
        [_("Reference"), delivery.reference],
        [_("From"), delivery.campaign.organisation.name],
        [_("Confirmed up to"), delivery.cut_in_words],
        [_("The list says"), str(delivery.get_redaction_display())],
    ]


def _steps() -> list[str]:
    return [
        _("Open the proof page. It shows the head of the chain and the SHA-256 of every file."),
        _("Compare the head with the one below."),
        _(
            "On any computer with Python run: python3 verify.py manifest.json signatures.csv"
            " followed by the head. The program is short, needs no network, and says which line"
            " is not as it was delivered."
        ),
    ]


def _number(row: list[str]) -> str:
    return number_format(int(row[0].removeprefix("#")), force_grouping=True)


def _shown(delivery: Delivery, row: list[str]) -> list[str]:
    """What a volume shows of a line: its number, who, and from where."""
    if delivery.redaction == Redaction.COUNTS:
        return [_number(row), row[2], number_format(int(row[3]), force_grouping=True)]
    if row[1] in (one_from(row[3]), one_from("")):
        return [_number(row), row[1]]
    # The apostrophe keeps spreadsheets from working a name out; on paper there is none.
    name = _LONG_WORD.sub(lambda word: f"{word.group()}\u200b", row[1].removeprefix("'"))
    return [_number(row), f"{name.translate(_TURNING)}, {row[3]}"]
