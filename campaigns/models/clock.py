"""How long an office has been asked, and what is to be done when it stays silent. (D9, D10)"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from officials.models import Post

from .answer import Answer
from .campaign import Campaign


class ClockState(models.TextChoices):
    RUNNING = "running", _("runs")
    STOPPED = "stopped", _("stopped by an answer")
    VOID = "void", _("never began: nothing arrived")


CLOCK_MOVES = {
    ClockState.RUNNING: {ClockState.STOPPED, ClockState.VOID},
    ClockState.STOPPED: {ClockState.RUNNING},  # the answer was taken back
    ClockState.VOID: {ClockState.RUNNING},
}


class ClockQuerySet(models.QuerySet["AnswerClock"]):
    def running(self) -> "ClockQuerySet":
        return self.filter(state=ClockState.RUNNING)

    def standing(self) -> "ClockQuerySet":
        """Those that began: an office was reached."""
        return self.exclude(state=ClockState.VOID)

    def overdue(self, *, at: datetime) -> "ClockQuerySet":
        """Running ones past the day on which an answer was due; the longest silent first."""
        return self.running().filter(due_at__lte=at).order_by("due_at", "pk")

    def on_desk_of(self, user: Any) -> "ClockQuerySet":
        if user.is_authenticated and user.is_staff:
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(campaign__organisation__in=Organisation.objects.of(user))

    def for_pages(self) -> "ClockQuerySet":
        return self.select_related("campaign__organisation", "post__institution", "answer")


class AnswerClock(models.Model):
    """One office in one campaign: since when it was asked, and until when an answer is due.

    It starts when the first letter, brief or list of signatures is proven to have arrived at an
    address that was verified, and only an accepted answer stops it.
    """

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("campaign"), on_delete=models.PROTECT, related_name="clocks"
    )
    post = models.ForeignKey(
        Post, verbose_name=_("office"), on_delete=models.PROTECT, related_name="clocks"
    )
    state = models.CharField(
        _("state"), max_length=7, choices=ClockState.choices, default=ClockState.RUNNING
    )
    started_at = models.DateTimeField(_("asked since"))
    first_due_at = models.DateTimeField(_("answer first due"))
    due_at = models.DateTimeField(_("answer due"))
    answer = models.ForeignKey(
        Answer,
        verbose_name=_("answer"),
        on_delete=models.PROTECT,
        related_name="clocks",
        null=True,
        blank=True,
    )
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)
    escalated_at = models.DateTimeField(_("found overdue"), null=True, blank=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        ordering = ("due_at", "pk")
        verbose_name = _("clock of an answer")
        verbose_name_plural = _("clocks of answers")
        indexes = (
            models.Index(
                fields=("due_at",), condition=Q(state="running"), name="campaigns_clock_running"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("campaign", "post"), name="campaigns_clock_once"),
            models.CheckConstraint(
                condition=Q(state="stopped", answer__isnull=False, stopped_at__isnull=False)
                | Q(state__in=("running", "void"), answer=None, stopped_at=None),
                name="campaigns_clock_stopped_by_an_answer",
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign} · {self.post}"

    def is_overdue(self, at: datetime | None = None) -> bool:
        return self.state == ClockState.RUNNING and self.due_at <= (at or timezone.now())

    def days_silent(self, at: datetime | None = None) -> int:
        """Whole days since the office was first reached, while it has not answered."""
        return max(((at or timezone.now()) - self.started_at).days, 0)


class StepKind(models.TextChoices):
    REMINDER = "reminder", _("a reminder to the office")
    NEXT_POST = "next_post", _("the next office, or the institution above it")
    PARLIAMENT = "parliament", _("a question in parliament")
    PRESS = "press", _("the press")


class StepStatus(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    CHOSEN = "chosen", _("chosen")
    DONE = "done", _("done")
    DROPPED = "dropped", _("not wanted")


STEP_MOVES = {
    StepStatus.PROPOSED: {StepStatus.CHOSEN, StepStatus.DROPPED},
    StepStatus.CHOSEN: {StepStatus.DONE, StepStatus.DROPPED},
    StepStatus.DONE: set(),
    StepStatus.DROPPED: {StepStatus.CHOSEN},
}


class StepQuerySet(models.QuerySet["NextStep"]):
    def done(self) -> "StepQuerySet":
        return self.filter(status=StepStatus.DONE)

    def on_desk_of(self, user: Any) -> "StepQuerySet":
        clocks = AnswerClock.objects.on_desk_of(user)
        return self.filter(clock__in=clocks)

    def for_pages(self) -> "StepQuerySet":
        return self.select_related(
            "clock__campaign__organisation", "clock__post__institution", "to_post", "chosen_by"
        )


class NextStep(models.Model):
    """What follows when an office is overdue: proposed by the site, chosen and done by people."""

    clock = models.ForeignKey(
        AnswerClock, verbose_name=_("clock"), on_delete=models.CASCADE, related_name="steps"
    )
    kind = models.CharField(_("step"), max_length=10, choices=StepKind.choices)
    status = models.CharField(
        _("status"), max_length=8, choices=StepStatus.choices, default=StepStatus.PROPOSED
    )
    to_post = models.ForeignKey(
        Post,
        verbose_name=_("to"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    chosen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("chosen by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    note = models.CharField(_("what was done"), max_length=300, blank=True)
    source_url = models.URLField(_("where it stands in public"), max_length=300, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    proposed_at = models.DateTimeField(_("proposed"))

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ("clock", "pk")
        verbose_name = _("step after silence")
        verbose_name_plural = _("steps after silence")
        constraints = (
            models.UniqueConstraint(fields=("clock", "kind"), name="campaigns_step_once"),
            models.CheckConstraint(
                condition=Q(status__in=StepStatus.values, kind__in=StepKind.values)
                & (~Q(status="done") | Q(done_on__isnull=False)),
                name="campaigns_step_choices",
            ),
        )

    def __str__(self) -> str:
        return f"{self.clock} · {self.get_kind_display()}"
