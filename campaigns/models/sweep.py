"""Sweeps: many signatures taken out of a petition, or let into it, at once, and back again."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .petition import Petition, SignatureState


class SweepDeed(models.TextChoices):
    REMOVE = "remove", _("take signatures out of the count")
    REJECT = "reject", _("remove held signatures")
    RELEASE = "release", _("release held signatures")


# In which states a deed finds its signatures. Those not confirmed yet are held, not removed: they
# count nothing, and whoever presses the button meanwhile is not lost if the sweep is undone.
DEED_STATES: dict[str, tuple[SignatureState, ...]] = {
    SweepDeed.REMOVE: (SignatureState.CONFIRMED, SignatureState.PENDING),
    SweepDeed.REJECT: (SignatureState.HELD,),
    SweepDeed.RELEASE: (SignatureState.HELD,),
}


class SweepStatus(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    DROPPED = "dropped", _("given up before it ran")
    RUNNING = "running", _("running")
    CANCELLED = "cancelled", _("stopped midway")
    DONE = "done", _("done")
    UNDOING = "undoing", _("being undone")
    UNDONE = "undone", _("undone")


SWEEP_MOVES = {
    SweepStatus.PROPOSED: {SweepStatus.RUNNING, SweepStatus.DROPPED},
    SweepStatus.DROPPED: set(),
    SweepStatus.RUNNING: {SweepStatus.DONE, SweepStatus.CANCELLED},
    # What was done by then stays done and counted, until somebody undoes it.
    SweepStatus.CANCELLED: {SweepStatus.UNDOING},
    SweepStatus.DONE: {SweepStatus.UNDOING},
    SweepStatus.UNDOING: {SweepStatus.UNDONE},
    SweepStatus.UNDONE: set(),
}
AT_WORK = (SweepStatus.RUNNING, SweepStatus.UNDOING)
HAS_DONE = (SweepStatus.RUNNING, SweepStatus.CANCELLED, SweepStatus.DONE, SweepStatus.UNDOING)


class PublicReason(models.TextChoices):
    """Why, as the public reads it: a word from a list, so that it names nobody in any language."""

    PROGRAM = "program", _("A program signed, not people.")
    ONE_SOURCE = "one_source", _("Many came from one source within a short time.")
    THROWAWAY = "throwaway", _("The mailboxes were made to be thrown away.")
    IMPLAUSIBLE = "implausible", _("More signed from a country than is plausible.")
    LOOKED_AT = "looked_at", _("Staff looked at what was held, and decided.")


class SweepQuerySet(models.QuerySet["Sweep"]):
    def of(self, petition: Petition) -> "SweepQuerySet":
        return self.filter(petition=petition)

    def at_work(self) -> "SweepQuerySet":
        """Those that a worker has something to do for, the oldest first."""
        return self.filter(status__in=AT_WORK).order_by("pk")

    def waiting(self) -> "SweepQuerySet":
        """Proposed, and not begun."""
        return self.filter(status=SweepStatus.PROPOSED)

    def public(self) -> "SweepQuerySet":
        """Those that changed a count, also where that was undone: a public account hides none."""
        return self.filter(deed=SweepDeed.REMOVE, begun_at__isnull=False).order_by("-begun_at")

    def for_pages(self) -> "SweepQuerySet":
        return self.select_related("petition__campaign", "proposed_by", "run_by")


class Sweep(models.Model):
    """One deed to a fixed set of signatures: proposed, run in batches, stopped, undone.

    Which signatures is fixed when it is proposed (`Swept`), so that what runs is what was previewed
    and approved. `sieve` says for the record how they were found, without any keyed hash.
    """

    petition = models.ForeignKey(
        Petition, verbose_name=_("petition"), on_delete=models.CASCADE, related_name="sweeps"
    )
    deed = models.CharField(_("deed"), max_length=8, choices=SweepDeed.choices)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=SweepStatus.choices,
        default=SweepStatus.PROPOSED,
        editable=False,
    )
    sieve = models.JSONField(_("which signatures"), default=dict)
    reason = models.CharField(_("public reason"), max_length=12, choices=PublicReason.choices)
    note = models.CharField(_("note for staff"), max_length=300, blank=True)
    matched = models.PositiveIntegerField(_("signatures"))
    counted = models.PositiveIntegerField(_("of them in the count"))
    total_then = models.PositiveIntegerField(_("the count when it was proposed"))
    needs_second = models.BooleanField(_("needs a second person"))
    done = models.PositiveIntegerField(_("done"), default=0)
    taken = models.PositiveIntegerField(_("taken out of the count"), default=0)
    passed = models.PositiveIntegerField(_("left alone, since they had changed"), default=0)
    restored = models.PositiveIntegerField(_("brought back"), default=0)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    proposed_at = models.DateTimeField(_("proposed"))
    run_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("run by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    begun_at = models.DateTimeField(_("begun"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    undone_at = models.DateTimeField(_("undone"), null=True)

    objects = SweepQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("sweep")
        verbose_name_plural = _("sweeps")
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    status__in=SweepStatus.values,
                    deed__in=SweepDeed.values,
                    reason__in=PublicReason.values,
                ),
                name="campaigns_sweep_words",
            ),
            models.CheckConstraint(
                condition=Q(needs_second=False) | Q(run_by=None) | ~Q(run_by=F("proposed_by")),
                name="campaigns_sweep_two_people",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("proposed", "dropped"), begun_at=None, run_by=None)
                | Q(
                    ~Q(status__in=("proposed", "dropped")),
                    begun_at__isnull=False,
                    run_by__isnull=False,
                ),
                name="campaigns_sweep_begun_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"SW-{self.pk}"

    @property
    def is_at_work(self) -> bool:
        return self.status in AT_WORK

    @property
    def handled(self) -> int:
        """How many were looked at: done, or left alone since they had changed meanwhile."""
        return self.done + self.passed

    @property
    def can_be_undone(self) -> bool:
        """What was released is in the count, or was confirmed since: only a sweep takes it out."""
        ended = self.status in (SweepStatus.DONE, SweepStatus.CANCELLED)
        return ended and self.done > 0 and self.deed != SweepDeed.RELEASE


class SweptStep(models.TextChoices):
    WAITING = "waiting", _("waiting")
    DONE = "done", _("done")
    PASSED = "passed", _("left alone")
    BACK = "back", _("brought back")


class SweptQuerySet(models.QuerySet["Swept"]):
    def waiting(self) -> "SweptQuerySet":
        return self.filter(step=SweptStep.WAITING)

    def done(self) -> "SweptQuerySet":
        return self.filter(step=SweptStep.DONE)


class Swept(models.Model):
    """One signature of a sweep, and the state it was in before: what an undo brings back."""

    sweep = models.ForeignKey(
        Sweep, verbose_name=_("sweep"), on_delete=models.CASCADE, related_name="rows"
    )
    # No foreign key: whoever withdraws is deleted at once, and must not wait for a sweep.
    signature_id = models.BigIntegerField(_("signature"))
    was = models.CharField(_("state before"), max_length=9, choices=SignatureState.choices)
    step = models.CharField(
        _("step"), max_length=7, choices=SweptStep.choices, default=SweptStep.WAITING
    )

    objects = SweptQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature of a sweep")
        verbose_name_plural = _("signatures of sweeps")
        constraints = (
            models.UniqueConstraint(fields=("sweep", "signature_id"), name="campaigns_swept_once"),
            models.CheckConstraint(
                condition=Q(step__in=SweptStep.values), name="campaigns_swept_step"
            ),
        )
        indexes = (models.Index(fields=("sweep", "step", "id"), name="campaigns_swept_next"),)

    def __str__(self) -> str:
        return f"{self.sweep_id}: S-{self.signature_id}"
