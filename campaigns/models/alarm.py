"""Alarms: what is not as usual under a petition, seen by a worker, settled by a person."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .petition import Petition

QUIET_AFTER_CLOSING = timedelta(hours=6)


class AlarmKind(models.TextChoices):
    NETWORK_BURST = "network", _("many from one network within minutes")
    BLOCK_BURST = "block", _("many from neighbouring networks within minutes")
    DOMAIN_BURST = "domain", _("many mailboxes of one domain within minutes")
    NETWORK_SHARE = "share", _("one network has a large share of a day")
    POPULATION = "people", _("more from a country than is plausible")
    JUMP = "jump", _("far more in an hour than before")


class AlarmStatus(models.TextChoices):
    OPEN = "open", _("open")
    ACKNOWLEDGED = "seen", _("somebody looks into it")
    CLOSED = "closed", _("closed")


ALARM_MOVES = {
    AlarmStatus.OPEN: {AlarmStatus.ACKNOWLEDGED, AlarmStatus.CLOSED},
    AlarmStatus.ACKNOWLEDGED: {AlarmStatus.CLOSED},
    AlarmStatus.CLOSED: set(),
}


class AlarmEnd(models.TextChoices):
    SWEPT = "swept", _("an attack: what it brought was removed or is held")
    PASSED = "passed", _("an attack that came to nothing")
    GENUINE = "genuine", _("people: a broadcast, a newsletter, an office, a school")
    BOUND = "bound", _("no attack: the bound is too narrow here")


class AlarmQuerySet(models.QuerySet["Alarm"]):
    def open(self) -> "AlarmQuerySet":
        """Not closed: nobody has settled them."""
        return self.exclude(status=AlarmStatus.CLOSED)

    def of(self, petition: Petition) -> "AlarmQuerySet":
        return self.filter(petition=petition)

    def unmailed(self) -> "AlarmQuerySet":
        return self.open().filter(mailed_at=None)

    def quiet(self, *, at: datetime) -> "AlarmQuerySet":
        """Those about which nothing new is raised: open, or closed a short while ago."""
        return self.filter(
            ~Q(status=AlarmStatus.CLOSED) | Q(closed_at__gt=at - QUIET_AFTER_CLOSING)
        )

    def for_pages(self) -> "AlarmQuerySet":
        return self.select_related("petition__campaign", "seen_by", "closed_by")


class Alarm(models.Model):
    """One thing that is not as usual. `subject` is a country or the short name of a group.

    The short name stands for a keyed hash that lives for a day: it leads to nobody, and afterwards
    to nothing at all.
    """

    petition = models.ForeignKey(
        Petition, verbose_name=_("petition"), on_delete=models.CASCADE, related_name="alarms"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=AlarmKind.choices)
    subject = models.CharField(_("about"), max_length=16, blank=True)
    status = models.CharField(
        _("status"),
        max_length=6,
        choices=AlarmStatus.choices,
        default=AlarmStatus.OPEN,
        editable=False,
    )
    raised_at = models.DateTimeField(_("raised"))
    hour = models.DateTimeField(_("hour"))
    seen = models.PositiveIntegerField(_("counted"))
    bound = models.PositiveIntegerField(_("expected at most"))
    held = models.PositiveIntegerField(_("held because of it"), default=0)
    asked_proof = models.BooleanField(_("proof of work switched on"), default=False)
    mailed_at = models.DateTimeField(_("staff were told"), null=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("looked into by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    seen_at = models.DateTimeField(_("looked into since"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    closed_at = models.DateTimeField(_("closed"), null=True)
    end = models.CharField(_("what it was"), max_length=8, choices=AlarmEnd.choices, blank=True)
    note = models.CharField(_("note for staff"), max_length=300, blank=True)

    objects = AlarmQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("alarm")
        verbose_name_plural = _("alarms")
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=AlarmStatus.values, kind__in=AlarmKind.values),
                name="campaigns_alarm_words",
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False, end__in=AlarmEnd.values)
                | Q(~Q(status="closed"), closed_at=None, end=""),
                name="campaigns_alarm_closed_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=("petition", "kind", "subject"),
                condition=~Q(status="closed"),
                name="campaigns_alarm_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"AL-{self.pk}"
