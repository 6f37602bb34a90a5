"""How to cite a brief: as words, BibTeX, RIS and CSL-JSON, by version and with its as-of date.

A brief can have been presented on several days and in several places; one date would lose the rest,
so each format names them all. (Evans 2007, para 3, is itself such a text.)
"""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.text import clean_line

from .models import Brief

_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True, kw_only=True)
class Citation:
    """What is cited: one version of a text, and where it was presented."""

    key: str
    title: str
    author: str
    publisher: str
    number: str
    version: int
    language: str
    published: date
    as_of: date
    address: str
    occasions: Sequence[tuple[date, str]] = field(default=())

    @property
    def edition(self) -> str:
        """Version and as-of date, without which a dated judgement cannot be cited."""
        return _("version %(number)s, as of %(day)s") % {
            "number": self.version,
            "day": _day(self.as_of),
        }

    @property
    def presented(self) -> str:
        """Every day and place of presentation; empty if there is none."""
        return "; ".join(f"{place}, {_day(day)}" for day, place in self.occasions)


def citation_of(brief: Brief) -> Citation:
    """Return what is cited of a published version. Its author is the organisation, never a person:
    who wrote it may be in danger. (para 45)
    """
    released = brief.released_at
    return Citation(
        key=re.sub(r"[^A-Za-z0-9]+", "-", f"{brief.reference}-{brief.edition}"),
        title=clean_line(brief.title),
        author=clean_line(brief.organisation.name),
        publisher=settings.SITE_NAME,
        number=brief.reference or "",
        version=brief.version,
        language=brief.language,
        published=released.date() if released else brief.as_of,
        as_of=brief.as_of,
        address=f"{settings.BASE_URL}{brief.permalink}",
        occasions=[(each.day, clean_line(each.place)) for each in brief.occasions.all()],
    )


def plain(cited: Citation) -> str:
    """Return one line for a footnote."""
    parts = [
        f"{cited.author}, “{cited.title}”",
        f"{cited.number}, {cited.edition}",
        _day(cited.published),
        cited.presented and _("presented in %(places)s") % {"places": cited.presented},
        cited.address,
    ]
    return ", ".join(part for part in parts if part)


def bibtex(cited: Citation) -> str:
    """Return a BibTeX entry. Signs that TeX reads as commands are spelled out."""
    notes = [cited.edition[:1].upper() + cited.edition[1:]]
    if cited.presented:
        notes.append(_("Presented in %(places)s") % {"places": cited.presented})
    fields = {
        "author": f"{{{_tex(cited.author)}}}",
        "title": f"{{{_tex(cited.title)}}}",
        "institution": _tex(cited.publisher),
        "type": "Brief",
        "number": _tex(f"{cited.number}, v{cited.version}"),
        "year": f"{cited.published.year:04d}",
        "month": f"{cited.published.month}",
        "day": f"{cited.published.day}",
        "date": cited.published.isoformat(),
        "eventdate": "/".join(day.isoformat() for day, _place in cited.occasions[:1]),
        "venue": _tex("; ".join(place for _day, place in cited.occasions)),
        "langid": cited.language,
        "note": _tex(". ".join(notes)),
        "url": cited.address,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@techreport{{{cited.key},", *lines, "}", ""])


def ris(cited: Citation) -> str:
    """Return a RIS record; its lines end as the format asks, in CR LF."""
    rows = [
        ("TY", "RPRT"),
        ("ID", cited.key),
        ("TI", cited.title),
        ("AU", cited.author),
        ("PB", cited.publisher),
        ("M1", cited.number),
        ("ET", cited.edition),
        ("PY", f"{cited.published.year:04d}"),
        ("DA", cited.published.strftime("%Y/%m/%d")),
        ("LA", cited.language),
        *(("N1", f"{place}, {day.isoformat()}") for day, place in cited.occasions),
        ("UR", cited.address),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {clean_line(value)}\r\n" for tag, value in rows)


def csl_json(cited: Citation) -> str:
    """Return CSL-JSON, which Zotero, Pandoc and others read."""
    record = {
        "id": cited.key,
        "type": "report",
        "genre": "Brief",
        "title": cited.title,
        "author": [{"literal": cited.author}],
        "publisher": cited.publisher,
        "number": cited.number,
        "version": str(cited.version),
        "language": cited.language,
        "issued": _date_parts([cited.published]),
        "note": cited.edition,
        "URL": cited.address,
    }
    if cited.occasions:
        record["event-date"] = _date_parts([day for day, _place in cited.occasions])
        record["event-place"] = "; ".join(place for _day, place in cited.occasions)
    return json.dumps([record], ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True)
class Format:
    """One way to write a citation, and the file that carries it."""

    name: str
    write: Callable[[Citation], str]
    content_type: str
    suffix: str


FORMATS = {
    "text": Format("Text", plain, "text/plain", "txt"),
    "bibtex": Format("BibTeX", bibtex, "application/x-bibtex", "bib"),
    "ris": Format("RIS", ris, "application/x-research-info-systems", "ris"),
    "csl-json": Format("CSL-JSON", csl_json, "application/vnd.citationstyles.csl+json", "json"),
}


def _date_parts(days: Sequence[date]) -> dict[str, list[list[int]]]:
    """CSL knows a day, or a span from the first to the last."""
    chosen = [days[0], days[-1]] if len(days) > 1 else list(days)
    return {"date-parts": [[day.year, day.month, day.day] for day in chosen]}


def _tex(text: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in text)


def _day(day: date) -> str:
    return date_format(day, "j F Y")
