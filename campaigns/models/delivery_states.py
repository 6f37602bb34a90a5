"""How far a delivery is, what its list says of people, and how it was handed over."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Redaction(models.TextChoices):
    COUNTS = "counts", _("numbers only, by country")
    INITIALS = "initials", _("initials and country of those who agreed")
    FULL = "full", _("names of those who agreed")


class DeliveryStatus(models.TextChoices):
    DRAFTED = "drafted", _("draft")
    REQUESTED = "requested", _("waits for approval")
    APPROVED = "approved", _("approved")
    MAKING = "making", _("being made")
    READY = "ready", _("ready to hand over")
    HANDED_OVER = "handed_over", _("handed over")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    CANCELLED = "cancelled", _("cancelled")


DELIVERY_MOVES = {
    DeliveryStatus.DRAFTED: {DeliveryStatus.REQUESTED, DeliveryStatus.CANCELLED},
    DeliveryStatus.REQUESTED: {
        DeliveryStatus.APPROVED,
        DeliveryStatus.DRAFTED,
        DeliveryStatus.CANCELLED,
    },
    DeliveryStatus.APPROVED: {DeliveryStatus.MAKING, DeliveryStatus.CANCELLED},
    # Back to approved: somebody on the list is erased, and it is made anew without them.
    DeliveryStatus.MAKING: {
        DeliveryStatus.READY,
        DeliveryStatus.APPROVED,
        DeliveryStatus.CANCELLED,
    },
    DeliveryStatus.READY: {
        DeliveryStatus.HANDED_OVER,
        DeliveryStatus.APPROVED,
        DeliveryStatus.CANCELLED,
    },
    DeliveryStatus.HANDED_OVER: {DeliveryStatus.ACKNOWLEDGED},
    DeliveryStatus.ACKNOWLEDGED: set(),
    DeliveryStatus.CANCELLED: set(),
}
PUBLIC = (DeliveryStatus.HANDED_OVER, DeliveryStatus.ACKNOWLEDGED)
UNAPPROVED = (DeliveryStatus.DRAFTED, DeliveryStatus.REQUESTED)
WITH_FILES = (DeliveryStatus.READY, *PUBLIC)


class Manner(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    POST = "post", _("by post")
    EMAIL = "email", _("by email")
