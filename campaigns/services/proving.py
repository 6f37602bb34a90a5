"""The nightly proof: every confirmed letter waits, is held, has left, or was given back.

The invariant that no system of letters that we read keeps: none is neither sent, held nor returned.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, CharField, Count, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services import record
from campaigns.models import Letter, LetterAction, LetterState
from core.rules import Text
from outbox.models import FINAL, State

from .letter_alarm import tell_staff_of_letters

# The outbox tries for hours; whoever reads its verdict comes every minute.
LATE = timedelta(hours=6)
# An office rests for a weekend and some days more; a digest comes every week.
FORGOTTEN = timedelta(days=45)

PLACES: dict[str, Text] = {
    "waiting": _("wait for their turn"),
    "held": _("are held, with a reason"),
    "on_its_way": _("are handed to the outbox"),
    "sent": _("have left"),
    "uncertain": _("may have left, and wait for a person"),
    "returned": _("were given back to their authors"),
}
ASTRAY: dict[str, Text] = {
    "waits_too_long": _("wait longer than any office rests"),
    "held_without_reason": _("are held without a reason"),
    "left_without_mail": _("have left without a mail"),
    "verdict_unread": _("have a mail that ended, and do not know it"),
    "failed_untold": _("failed, and nobody was told"),
}


@dataclass(frozen=True)
class Proof:
    """How many letters are in each place, and how many in none."""

    places: dict[str, int]
    astray: dict[str, int]
    confirmed: int

    @property
    def holds(self) -> bool:
        """Whether every confirmed letter is in exactly one place."""
        return not self.astray and sum(self.places.values()) == self.confirmed


def prove_letters(*, at: datetime | None = None) -> Proof:
    """Count where every confirmed letter is. Raises an alarm to staff for any that is nowhere.

    One statement reads all letters at one moment, and each falls into the first case that fits.
    """
    at = at or timezone.now()
    rows = Letter.objects.confirmed_ever().order_by()
    found = dict(rows.annotate(place=_place(at)).values_list("place").annotate(n=Count("pk")))
    places = {place: found.pop(place, 0) for place in PLACES}
    proof = Proof(places, found, sum(places.values()) + sum(found.values()))
    if not proof.holds:
        astray = sum(proof.astray.values())
        _note(astray, proof.astray, at)
        tell_staff_of_letters(
            kind="astray",
            key=f"astray:{at:%Y%m%d}",
            about=", ".join(sorted(proof.astray)),
            number=astray,
            at=at,
        )
    return proof


def _place(at: datetime) -> Case:
    """The place of a letter. What is wrong comes first; what fits nothing is "nowhere"."""
    left = Q(message__isnull=False) | Q(hand_over__isnull=False) | Q(sealed=None)
    ended = Q(message__state__in=(*FINAL, State.UNCERTAIN))
    cases = (
        ("waits_too_long", Q(state=LetterState.CONFIRMED, confirmed_at__lt=at - FORGOTTEN)),
        ("held_without_reason", Q(state=LetterState.HELD, hold="")),
        ("left_without_mail", Q(state__in=("queued", "sent")) & ~left),
        ("verdict_unread", Q(state=LetterState.QUEUED, queued_at__lt=at - LATE) & ended),
        ("failed_untold", Q(state=LetterState.FAILED, ended_at__lt=at - LATE)),
        (
            "failed_untold",
            Q(state=LetterState.RETURNED, told_at=None, sealed__isnull=False),
        ),
        ("waiting", Q(state=LetterState.CONFIRMED)),
        ("held", Q(state=LetterState.HELD)),
        ("on_its_way", Q(state=LetterState.QUEUED)),
        ("sent", Q(state=LetterState.SENT)),
        ("uncertain", Q(state=LetterState.UNCERTAIN)),
        ("returned", Q(state__in=(LetterState.FAILED, LetterState.RETURNED))),
    )
    whens = [When(condition, then=Value(place)) for place, condition in cases]
    return Case(*whens, default=Value("nowhere"), output_field=CharField())


def _note(number: int, astray: dict[str, int], at: datetime) -> None:
    action = LetterAction.objects.order_by("pk").first()
    if action is not None:
        details = {"letters": number, "places": sorted(astray)}
        record(verb="letters.astray", target=action, details=details, at=at)
