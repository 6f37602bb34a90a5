"""The states of a letter, the moves between them, and why one is held."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterState(models.TextChoices):
    PENDING = "pending", _("not confirmed")
    CONFIRMED = "confirmed", _("confirmed")
    HELD = "held", _("held")
    QUEUED = "queued", _("on its way")
    SENT = "sent", _("sent")
    UNCERTAIN = "uncertain", _("uncertain")
    FAILED = "failed", _("failed")
    RETURNED = "returned", _("returned to its author")


LETTER_MOVES = {
    LetterState.PENDING: {LetterState.CONFIRMED, LetterState.HELD},
    LetterState.CONFIRMED: {LetterState.QUEUED, LetterState.HELD},
    # Taken up again; or kept too long, and given back; or handed over on paper.
    LetterState.HELD: {LetterState.CONFIRMED, LetterState.FAILED, LetterState.SENT},
    LetterState.QUEUED: {LetterState.SENT, LetterState.UNCERTAIN, LetterState.FAILED},
    # Whether it left is not known: nothing here sends it again, a person looks and decides.
    LetterState.UNCERTAIN: {LetterState.SENT, LetterState.FAILED},
    # The relay took it, and the office's own mail system sent it back afterwards.
    LetterState.SENT: {LetterState.FAILED},
    LetterState.FAILED: {LetterState.RETURNED},
    LetterState.RETURNED: set(),
}

# Nothing of these has left: they can be taken back.
NOT_YET_LEFT = (LetterState.PENDING, LetterState.CONFIRMED, LetterState.HELD)
# They left for somebody, whom the row names.
LEFT = (LetterState.QUEUED, LetterState.SENT, LetterState.UNCERTAIN)


class Hold(models.TextChoices):
    TRAPPED = "trapped", _("filled in by a program")
    VACANT = "vacant", _("nobody holds the office")
    NO_CONTACT = "no_contact", _("no address that may be written to")
    REFUSED = "refused", _("the office refuses letters by email")
    BLOCKED = "blocked", _("the office's mail system refuses our mail")
    HOLDER_CHANGED = "holder_changed", _("somebody else holds the office now")
    FACTS_CHANGED = "facts_changed", _("the facts have changed")
    FACTS_EXPIRED = "facts_expired", _("the facts are too old")


# Taken up again by itself, as soon as somebody can be written to.
WAITING_FOR_OFFICE = (Hold.VACANT, Hold.NO_CONTACT, Hold.REFUSED)
# Its author is asked: send it as it would read now, or take it back.
ASKS_AUTHOR = (Hold.HOLDER_CHANGED, Hold.FACTS_CHANGED, Hold.FACTS_EXPIRED)
