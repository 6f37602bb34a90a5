"""Where a warning stands, how soon it presses, why it went no further, whom its silence reached."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WarningStatus(models.TextChoices):
    RECEIVED = "received", _("received")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    IN_TRIAGE = "in_triage", _("being looked into")
    NEEDS_INFORMATION = "needs_information", _("waits for an answer to a question")
    LINKED = "linked", _("added to a situation we follow")
    OPENED_SITUATION = "opened_situation", _("opened a new situation")
    DECLINED = "declined", _("not taken further")
    CLOSED = "closed", _("closed")


# Reopening starts at the beginning again, clock and all: nothing that ended is beyond recall.
WARNING_MOVES = {
    WarningStatus.RECEIVED: {WarningStatus.ACKNOWLEDGED},
    WarningStatus.ACKNOWLEDGED: {WarningStatus.IN_TRIAGE},
    WarningStatus.IN_TRIAGE: {
        WarningStatus.NEEDS_INFORMATION,
        WarningStatus.LINKED,
        WarningStatus.OPENED_SITUATION,
        WarningStatus.DECLINED,
    },
    WarningStatus.NEEDS_INFORMATION: {WarningStatus.IN_TRIAGE, WarningStatus.CLOSED},
    WarningStatus.LINKED: {WarningStatus.CLOSED, WarningStatus.RECEIVED},
    WarningStatus.OPENED_SITUATION: {WarningStatus.CLOSED, WarningStatus.RECEIVED},
    WarningStatus.DECLINED: {WarningStatus.CLOSED, WarningStatus.RECEIVED},
    WarningStatus.CLOSED: {WarningStatus.RECEIVED},
}
# While one of these lasts a clock runs; in the others a reason stands.
ENDED = (
    WarningStatus.LINKED,
    WarningStatus.OPENED_SITUATION,
    WarningStatus.DECLINED,
    WarningStatus.CLOSED,
)
REASONED = (WarningStatus.NEEDS_INFORMATION, *ENDED)
WITH_SITUATION = (WarningStatus.LINKED, WarningStatus.OPENED_SITUATION)


class Urgency(models.TextChoices):
    """How soon it is feared, as whoever warns puts it."""

    NOW = "now", _("It is happening now")
    DAYS = "days", _("Within days")
    WEEKS = "weeks", _("Within weeks")
    LATER = "later", _("Later")
    UNKNOWN = "unknown", _("I do not know")


class DeclineCode(models.TextChoices):
    """Why a warning is not taken further. The words that go with it say more."""

    NOT_ATROCITY = "not_atrocity", _("it is about something other than mass atrocity crimes")
    NOT_ENOUGH = "not_enough", _("there is too little to go on")
    KNOWN = "known", _("it is known, and told elsewhere")
    NOT_SO = "not_so", _("what was checked speaks against it")
    ELSEWHERE = "elsewhere", _("others can do more: it was referred to them")


class Reached(models.TextChoices):
    """How far up an overdue warning has gone."""

    NOBODY = "", _("nobody beyond its owner")
    OFFICER = "officer", _("the next duty officer")
    HEAD = "head", _("the head of the organisation")
    STAFF = "staff", _("staff of the platform")
