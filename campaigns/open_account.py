"""The public account as open data: the same rows as the page, for programs."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from .account import Account
from .few_letters import letters_in_data
from .models import Campaign
from .rates import Rate

HEAD = (
    "campaign",
    "office",
    "institution",
    "country",
    "holder",
    "signatures_handed_over",
    "letters",
    "briefs",
    "asked_on",
    "due_on",
    "state",
    "silent_days",
    "answered_on",
    "kind_of_answer",
    "outcome",
    "outcome_on",
)


def as_rows(accounts: Iterable[Account]) -> list[list[Any]]:
    """Return one line for each office; fewer than ten letters are said as "<10"."""
    return [[_cell(_values(row)[name]) for name in HEAD] for row in accounts]


def as_data(
    accounts: Iterable[Account], *, campaign: Campaign, rate: Rate | None
) -> dict[str, Any]:
    """Return the account as one object, with what its words mean."""
    return {
        "campaign": campaign.reference,
        "title": campaign.title,
        "ask": campaign.ask,
        "page": f"{settings.BASE_URL}{campaign.get_absolute_url()}",
        "meaning": {
            "asked_on": "the first day on which something is proven to have arrived at a verified"
            " address of the office",
            "state": "waiting, promised, silent (the day for an answer is over), answered, or"
            " unproven (no arrival is proven, so nothing is said of an answer)",
            "letters": "null for none, '<10' for a few",
            "outcome": "what the office did about the ask, apart from what it answered",
        },
        "answer_rate": _rate(rate),
        "offices": [{**_values(row), **_more(row)} for row in accounts],
    }


def _values(row: Account) -> dict[str, Any]:
    last = row.answers[-1] if row.answers else None
    return {
        "campaign": row.campaign.reference,
        "office": row.post.label,
        "institution": row.post.institution.name,
        "country": row.post.country or None,
        "holder": row.holder.person.name if row.holder else None,
        "signatures_handed_over": row.signatures or None,
        "letters": letters_in_data(row.letters),
        "briefs": len(row.briefs),
        "asked_on": row.asked_on.isoformat() if row.asked_on else None,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "state": row.state,
        "silent_days": row.silent_days or None,
        "answered_on": last.answered_on.isoformat() if last else None,
        "kind_of_answer": last.kind if last else None,
        "outcome": row.outcome.result if row.outcome else None,
        "outcome_on": row.outcome.on.isoformat() if row.outcome else None,
    }


def _more(row: Account) -> dict[str, Any]:
    base = settings.BASE_URL
    return {
        "page": f"{base}{row.post.get_absolute_url()}",
        "answers": [
            {
                "on": each.answered_on.isoformat(),
                "kind": each.kind,
                "language": each.language,
                "text": each.text,
                "translation": each.translation or None,
            }
            for each in row.answers
        ],
        "briefs_delivered": [
            {
                "on": each.ended_at.date().isoformat() if each.ended_at else None,
                "version": f"{base}{each.brief.permalink}",
                "sha256": each.sha256,
            }
            for each in row.briefs
            if each.brief
        ],
        "evidence": row.outcome.evidence if row.outcome else None,
        "source": row.outcome.source_url or None if row.outcome else None,
        "steps": [
            {"kind": step.kind, "on": step.done_on.isoformat(), "what": step.note}
            for step in row.steps
            if step.done_on
        ],
    }


def _cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    text = str(value)
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t"} else value


def _rate(rate: Rate | None) -> dict[str, Any] | None:
    if rate is None:
        return None
    share, low, high = rate.percents
    return {
        "answered": rate.answered,
        "of": rate.asked,
        "per_cent": share,
        "interval_95": [low, high],
    }
