"""A brief as it is handed to the layout of its PDF: words and particulars, as data."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from core.markdown_tree import Node, tree
from core.text import clean_line

from .brief_text import Piece
from .models import Brief, Figure, Recommendation

LAYOUT = Path(__file__).parent / "papers" / "brief.typ"
# The title is the heading of the first level, and those of the layout are of the second.
ABOVE = 1


def paper(brief: Brief, shown: Sequence[Piece]) -> dict[str, Any]:
    """Return what the layout sets, in the language of the brief as far as the site speaks it."""
    known = {code for code, _name in settings.LANGUAGES}
    with translation.override(brief.language if brief.language in known else "en"):
        return _words(brief) | {
            "figures": [_figure(figure) for figure in _figures(brief)],
            "body": [node for piece in shown for node in _nodes(piece)],
            "recommendations": _recommendations(brief),
            "sections": _sections(brief),
            "notices": _notices(brief, shown),
            "facts": _facts(brief),
        }


def _words(brief: Brief) -> dict[str, Any]:
    number = brief.reference or _("draft")
    version = _("version %(number)s") % {"number": brief.version}
    return {
        "site": settings.SITE_NAME,
        "title": brief.title,
        "standfirst": clean_line(brief.standfirst),
        "language": brief.language.split("-")[0],
        "direction": "rtl" if brief.is_right_to_left else "ltr",
        "organisation": brief.organisation.name,
        "keywords": [
            brief.situation.name,
            *(str(each) for each in brief.situation.territories.all()),
        ],
        "kind": f"{_('Brief')} {number}, {version}",
        "kicker": _kicker(brief),
        "running": f"{number} · {version} · {brief.title}",
        "permalink": f"{settings.BASE_URL}{brief.permalink}" if brief.reference else "",
        "state_first_reason": _state_first(brief),
        "people": brief.assessment.people_at_risk if brief.assessment else "",
        "words": {
            "figures": _("Figures"),
            "people": _("People at risk"),
            "recommendations": _("Recommendations"),
        },
    }


def _kicker(brief: Brief) -> str:
    level = brief.assessment.get_level_display() if brief.assessment else ""
    return " · ".join(str(part) for part in (level, brief.situation.name) if part)


def _state_first(brief: Brief) -> str:
    reason = brief.state_first_reason.strip()
    return f"{_('Why the State is not addressed first:')} {reason}" if reason else ""


def _facts(brief: Brief) -> list[tuple[str, str]]:
    rows = [(_("As of"), _day(brief.as_of)), (_("By"), brief.organisation.name)]
    if brief.released_at:
        rows.insert(1, (_("Published"), _day(brief.released_at)))
    if brief.assessment and brief.assessment.version:
        rests = _("Assessment as of %(day)s, version %(number)s") % {
            "day": _day(brief.assessment.as_of),
            "number": brief.assessment.version,
        }
        rows.append((_("Rests on"), rests))
    if brief.translates:
        original = _("Translation of version %(number)s (%(language)s), which is authoritative") % {
            "number": brief.translates.version,
            "language": brief.translates.language_name,
        }
        rows.append((_("Original"), original))
    occasions = [f"{each.place}, {_day(each.day)}" for each in brief.occasions.all()]
    if occasions:
        rows.append((_("Presented"), "; ".join(occasions)))
    return rows


def _figures(brief: Brief) -> Sequence[Figure]:
    return list(brief.assessment.figures.all()) if brief.assessment else []


def _figure(figure: Figure) -> dict[str, str]:
    as_of = _("as of %(day)s") % {"day": _day(figure.as_of)}
    particulars = (figure.range or _("no range given"), figure.source, as_of, figure.note)
    return {
        "amount": figure.amount,
        "what": f"{figure.get_kind_display()}, {figure.period}",
        "particulars": " · ".join(str(part) for part in particulars if part),
    }


def _recommendations(brief: Brief) -> list[dict[str, Any]]:
    rows = brief.recommendations.all()
    return [
        {"addressee": addressee, "items": [_recommended(row) for row in group]}
        for addressee, group in groupby(rows, key=lambda row: row.addressee)
    ]


def _recommended(row: Recommendation) -> dict[str, str]:
    rung = _("Rung %(rung)s · %(name)s") % {"rung": row.rung, "name": row.get_rung_display()}
    return {"text": row.text, "rung": rung}


def _sections(brief: Brief) -> list[dict[str, Any]]:
    sections = (
        (_("How this was established"), brief.method),
        (_("Sources"), brief.sources),
        (_("What this version changes"), brief.change_note),
    )
    return [
        {"title": title, "paragraphs": [line for line in text.split("\n") if line.strip()]}
        for title, text in sections
        if text.strip()
    ]


def _notices(brief: Brief, shown: Sequence[Piece]) -> list[str]:
    found = []
    if brief.is_held() and brief.held_until:
        moment = date_format(brief.held_until, "j F Y, H:i e")
        found.append(_("Embargo until %(moment)s. Do not pass on before.") % {"moment": moment})
    if not brief.is_published:
        found.append(_("Draft. Not for publication."))
    if any(piece.kind == "gone" for piece in shown):
        found.append(
            _("A testimony that stood in this document was withdrawn. It was made anew without it.")
        )
    return found


def _nodes(piece: Piece) -> list[Node]:
    if piece.kind == "words":
        return tree(piece.text, above=ABOVE)
    if piece.kind == "testimony":
        return [{"t": "testimony", "by": piece.attribution, "in": _plain(piece.text)}]
    return [{"t": "notice", "s": _("A testimony stood here. It was withdrawn.")}]


def _plain(text: str) -> list[Node]:
    lines = (line for line in text.split("\n") if line.strip())
    return [{"t": "p", "in": [{"t": "text", "s": line}]} for line in lines]


def _day(day: Any) -> str:
    return date_format(day, "j F Y")
