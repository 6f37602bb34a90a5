"""The public account of a campaign: what was asked of whom, and what reached them.

Petition and letters stand side by side, one row for each office; no citizen is named. (D10; Evans
2007, paras 65-67)
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min
from django.utils import timezone

from officials.models import Post, Tenure

from .few_letters import is_few, letters_said
from .models import Campaign, Letter, LetterState


@dataclass(frozen=True)
class LedgerRow:
    """One office: who holds it now, how many letters reached it, since when."""

    post: Post
    holder: Tenure | None
    letters: int
    since: datetime | None

    @property
    def letters_said(self) -> str:
        """How many, in words that hide a handful."""
        return letters_said(self.letters)

    @property
    def is_few(self) -> bool:
        """Whether they are too few to be counted in public, or their first day to be told."""
        return is_few(self.letters)


def ledger_of(
    campaign: Campaign, offices: Iterable[Post], *, on: date | None = None
) -> list[LedgerRow]:
    """Return one row for each office, in the campaign's order."""
    day = on or timezone.localdate()
    sent = _sent(campaign) if campaign.has_letters else {}
    return [LedgerRow(post, post.holder_on(day), *sent.get(post.pk, (0, None))) for post in offices]


def _sent(campaign: Campaign) -> dict[int, tuple[int, datetime | None]]:
    rows = (
        Letter.objects.filter(letter_action=campaign.letter_action, state=LetterState.SENT)
        .order_by()
        .values_list("post")
        .annotate(letters=Count("pk"), since=Min("ended_at"))
    )
    return {post: (letters, since) for post, letters, since in rows}
