"""Letters on paper: one bundle to print, brought to the office, with its receipt.

For offices that refuse mail. Only a process with the private key can open what is in it.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services import record
from campaigns.models import HandOver, Hold, Letter, LetterAction, LetterState
from core.pdf import make
from core.rules import RuleRefused
from officials.models import Post

from .dispatching import text_as_of

LAYOUT = Path(__file__).resolve().parent.parent / "papers" / "bundle.typ"
ON_PAPER = (Hold.BLOCKED, Hold.REFUSED, Hold.NO_CONTACT)
MOST = 500


@dataclass(frozen=True)
class Bundle:
    """What was printed, and the row that waits for its receipt."""

    hand_over: HandOver
    pdf: bytes


@transaction.atomic
def print_bundle(*, letter_action: LetterAction, post: Post, at: datetime | None = None) -> Bundle:
    """Put the held letters to an office into one PDF: a cover with a receipt, then the letters.

    They stay held until the receipt is recorded, and are in no other bundle. Five hundred at most.
    Raises RuleRefused if none waits or nobody holds the office, SealClosed without the private key,
    PdfRefused if it cannot be set.
    """
    at = at or timezone.now()
    tenure = post.holder_on(at.date())
    if tenure is None:
        raise RuleRefused(_("Nobody holds this office."), code="vacant")
    rows = Letter.objects.held_on_paper(letter_action, post, ON_PAPER).for_dispatch()
    letters = list(rows.select_for_update(of=("self",)).order_by("pk")[:MOST])
    if not letters:
        raise RuleRefused(_("No letter to this office waits to be handed over."), code="empty")
    for letter in letters:
        letter.post = post
    pdf = make(LAYOUT, data=_data(letter_action, post, letters, at), made_at=at)
    bundle = HandOver.objects.create(
        letter_action=letter_action,
        post=post,
        tenure=tenure,
        number=len(letters),
        digest=hashlib.sha256(pdf).hexdigest(),
        made_at=at,
    )
    pks = [letter.pk for letter in letters]
    Letter.objects.filter(pk__in=pks).update(hand_over=bundle)
    details = {"letters": len(letters), "post": post.pk}
    record(verb="letters.printed", target=letter_action, details=details, at=at)
    return Bundle(bundle, pdf)


@transaction.atomic
def record_receipt(
    *, hand_over: HandOver, received_by: str, on: date, at: datetime | None = None
) -> int:
    """Record that the office received a bundle: its letters have left. Returns how many.

    Raises RuleRefused without a name, for a day to come, or if it was recorded before.
    """
    at = at or timezone.now()
    if not received_by.strip():
        raise RuleRefused(_("Say who received it."), code="received_by")
    if on > at.date():
        raise RuleRefused(_("This day lies ahead."), code="on")
    waiting = HandOver.objects.filter(pk=hand_over.pk, handed_on=None)
    if not waiting.update(handed_on=on, received_by=received_by.strip()[:160]):
        raise RuleRefused(_("The receipt of this bundle was recorded already."), code="twice")
    left = Letter.objects.filter(hand_over=hand_over, state=LetterState.HELD).update(
        state=LetterState.SENT,
        hold="",
        tenure=hand_over.tenure_id,
        queued_at=at,
        ended_at=at,
    )
    details = {"letters": left, "post": hand_over.post_id}
    record(verb="letters.handed_over", target=hand_over.letter_action, details=details, at=at)
    return left


def _data(
    letter_action: LetterAction, post: Post, letters: list[Letter], at: datetime
) -> dict[str, object]:
    campaign = letter_action.campaign
    texts = [text_as_of(letter, at) for letter in letters]
    return {
        "language": campaign.language.partition("-")[0],
        "title": campaign.title,
        "organisation": campaign.organisation.name,
        "office": f"{post.label}, {post.institution.name}",
        "number": len(letters),
        "made": at.date().isoformat(),
        "receipt": [str(_("Received by")), str(_("Date")), str(_("Signature or stamp"))],
        "count": str(_("Letters in this bundle")),
        "letters": [{"subject": text.subject, "body": text.body.split("\n\n")} for text in texts],
    }
