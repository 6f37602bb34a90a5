"""Signatures on paper: recorded, verified by a second person, corrected by a row of their own."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from campaigns.models import PAPER_MOVES, Paper, PaperStatus, Petition
from campaigns.voice_permissions import RECORDED_IT
from core.rules import RuleRefused
from core.states import move

TAKEN = _("Another correction of this row was verified meanwhile. Correct that one.")


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """What somebody wrote down about a bundle of sheets."""

    number: int
    country: str
    place: str
    collected_on: date
    holder: str
    note: str = ""


@transaction.atomic
def record_paper(
    *,
    petition: Petition,
    actor: User,
    sheets: Sheets,
    corrects: Paper | None = None,
    at: datetime | None = None,
) -> Paper:
    """Record a bundle, or what is right instead of a bundle that `corrects` names.

    It counts once a second person has verified it; until then what it corrects stands. Raises
    RuleRefused for a day that has not come, no signatures that correct nothing, and a row that is
    not verified or was corrected already.
    """
    at = at or timezone.now()
    if sheets.collected_on > at.date():
        raise RuleRefused(_("This day has not come yet."), code="collected_on")
    if sheets.number < 1 and corrects is None:
        raise RuleRefused(_("Record at least one signature."), code="number")
    if corrects and not Paper.objects.of(petition).standing().filter(pk=corrects.pk).exists():
        raise RuleRefused(_("Only a row that counts can be corrected."), code="corrects")
    paper = Paper.objects.create(
        petition=petition,
        recorded_by=actor,
        recorded_at=at,
        corrects=corrects,
        **vars(sheets),
    )
    details = {"number": paper.number, **({"corrects": corrects.pk} if corrects else {})}
    record(verb="paper.recorded", target=paper, actor=actor, details=details, at=at)
    return paper


@transaction.atomic
def verify_paper(*, paper: Paper, actor: User, at: datetime | None = None) -> Paper:
    """Let it count, after looking at the sheets: never by whoever recorded it. (D5)

    Raises RuleRefused with code "own_work", or "corrects" if what it corrects has been corrected.
    """
    at = at or timezone.now()
    _refuse_own(paper, actor)
    try:
        with transaction.atomic():
            move(
                paper,
                to=PaperStatus.VERIFIED,
                moves=PAPER_MOVES,
                verified_by=actor,
                verified_at=at,
            )
    except IntegrityError as error:
        raise RuleRefused(TAKEN, code="corrects") from error
    details = {"number": paper.number}
    record(verb="paper.verified", target=paper, actor=actor, details=details, at=at)
    return paper


@transaction.atomic
def refuse_paper(*, paper: Paper, actor: User, reason: str, at: datetime | None = None) -> Paper:
    """Do not let it count. Raises RuleRefused with code "reason" without one, or "own_work"."""
    at = at or timezone.now()
    _refuse_own(paper, actor)
    if not reason.strip():
        raise RuleRefused(_("Say what does not agree with the sheets."), code="reason")
    move(
        paper,
        to=PaperStatus.REFUSED,
        moves=PAPER_MOVES,
        verified_by=actor,
        verified_at=at,
        reason=reason.strip(),
    )
    record(verb="paper.refused", target=paper, actor=actor, at=at)
    return paper


def _refuse_own(paper: Paper, actor: User) -> None:
    if paper.recorded_by_id == actor.pk:
        raise RuleRefused(RECORDED_IT.reason, code="own_work")
