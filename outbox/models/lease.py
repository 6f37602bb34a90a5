"""Who has a message in hand, and whether the relay took it: small rows that come and go."""

import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from .message import Message, Stream


class LeaseQuerySet(models.QuerySet["Lease"]):
    def held_by(self, token: uuid.UUID | None) -> "LeaseQuerySet":
        """Leases that were given under this token: the fence against workers that come late."""
        return self.filter(token=token)

    def in_hand(self, *, at: datetime) -> "LeaseQuerySet":
        """Leases whose workers have time left, or have sent the mail and not settled it yet."""
        return self.filter(models.Q(until__gt=at) | models.Q(taken_at__isnull=False))

    def taken(self) -> "LeaseQuerySet":
        """Leases of messages that the relay took, which the messages themselves do not say yet."""
        return self.filter(taken_at__isnull=False)

    def left_over(self, *, at: datetime) -> "LeaseQuerySet":
        """Leases whose time is over, with nobody left to end them."""
        return self.filter(until__lte=at)


class Lease(models.Model):
    """One message in the hands of one worker, and what the relay said.

    Apart from the message, since that has ten indexes and each version of it goes into most of
    them: taking it, marking it and settling it there cost several times what sending it does. Here
    a claim inserts a narrow row, a mark changes it where it stands, and many are settled at once.

    While the row is there and its time not over, the message is this worker's; with `taken_at` it
    was sent, and is not sent again whatever its own row still says.
    """

    message = models.OneToOneField(
        Message,
        verbose_name=_("message"),
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="lease",
        db_constraint=False,  # a claim has the message locked; looking again costs each mail
    )
    stream = models.CharField(_("stream"), max_length=13, choices=Stream)
    domain = models.CharField(_("recipient's domain"), max_length=253)
    token = models.UUIDField(_("token"))
    until = models.DateTimeField(_("until"))
    attempt = models.SmallIntegerField(_("attempt"))
    smtp_code = models.SmallIntegerField(_("SMTP reply"), null=True)
    taken_at = models.DateTimeField(_("taken by the relay"), null=True)

    objects = LeaseQuerySet.as_manager()

    class Meta:
        ordering = ("message",)
        verbose_name = _("lease")
        verbose_name_plural = _("leases")

    def __str__(self) -> str:
        return f"{self.message_id}: {self.until.isoformat()}"
