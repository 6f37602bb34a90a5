"""What holds mail back: a stream that staff have paused, a domain that will not have it for now."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from .message import Stream


class Pause(models.Model):
    """A stream that staff have stopped. While the row is there, no worker takes its messages."""

    stream = models.CharField(_("stream"), max_length=13, choices=Stream, unique=True)
    reason = models.CharField(_("reason"), max_length=200)
    paused_at = models.DateTimeField(_("paused"))

    class Meta:
        ordering = ("stream",)
        verbose_name = _("paused stream")
        verbose_name_plural = _("paused streams")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(stream__in=Stream.values), name="outbox_pause_stream_known"
            ),
        )

    def __str__(self) -> str:
        return self.get_stream_display()


class DomainQuerySet(models.QuerySet["Domain"]):
    def troubled(self, *, at: datetime) -> "DomainQuerySet":
        """Domains that rest, then those whose refusals are being counted, the worst first."""
        return self.filter(models.Q(resting_until__gt=at) | models.Q(failures__gt=0)).order_by(
            models.F("resting_until").desc(nulls_last=True), "-failures", "name"
        )

    def limited(self) -> "DomainQuerySet":
        """Domains for which staff have set how many workers may send to them."""
        return self.filter(workers__isnull=False)


class Domain(models.Model):
    """How a recipient domain has answered lately: the circuit breaker, and how many may send to it.

    There is a row only for domains that have refused us, or for which staff have set a number.
    `failures` counts refusals in a row that are about us and not about one mailbox; with enough of
    them the domain rests until `resting_until`, and then one success closes the breaker.
    """

    name = models.CharField(_("domain"), max_length=253, unique=True)
    failures = models.PositiveIntegerField(_("refusals in a row"), default=0)
    resting_until = models.DateTimeField(_("rests until"), null=True, blank=True)
    words = models.CharField(_("in their words"), max_length=200, default="", blank=True)
    workers = models.PositiveSmallIntegerField(
        _("workers at once"),
        null=True,
        blank=True,
        help_text=_("How many may send to it at the same time. The site's usual number if empty."),
    )
    changed_at = models.DateTimeField(_("changed"))

    objects = DomainQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        verbose_name = _("recipient domain")
        verbose_name_plural = _("recipient domains")

    def __str__(self) -> str:
        return self.name

    def is_resting(self, *, at: datetime) -> bool:
        """Whether mail to it is put off at this moment."""
        return self.resting_until is not None and self.resting_until > at
