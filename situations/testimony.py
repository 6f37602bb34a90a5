"""Words of witnesses where they are quoted: asked for anew at every request. (D12; para 19)

Whoever shows testimony holds its public number alone, and gets its words here, at the moment of
showing, for one named use. What is not approved, or not covered by an active consent at that
moment, is not there: withdrawn, expired, unknown and misspelt look alike.

In the markdown of a brief `[[testimony:<public number>]]` stands for the words.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from .models import Testimony
from .models.evidence_choices import Use

# Wider than the numbers are, so that one misspelt is not printed as it stands.
MARKER = re.compile(r"\[\[testimony:([A-Za-z0-9_-]{1,64})\]\]")


@dataclass(frozen=True)
class Excerpt:
    """What may be quoted of one testimony, and how its witness is called."""

    public_id: str
    text: str
    by: str
    language: str
    month: date


def quotable(ids: Iterable[str], *, use: str, at: datetime | None = None) -> dict[str, Excerpt]:
    """Return, by public number, what may be quoted for this use at this moment; asks once.

    Raises ValueError for a use that is none, lest a misspelt one be taken for a consent.
    """
    wanted = set(ids)
    if not wanted:
        return {}
    found = Testimony.objects.filter(public_id__in=wanted)
    rows = found.quotable(use=Use(use), at=at or timezone.now())
    return {row.public_id: excerpt_of(row) for row in rows}


def excerpt_of(row: Testimony) -> Excerpt:
    """Return the public words of a testimony that was found to be quotable.

    Of the day it was taken only the month is told.
    """
    return Excerpt(
        public_id=row.public_id,
        text=row.excerpt,
        by=row.pseudonym,
        language=row.language,
        month=row.taken_on.replace(day=1),
    )
