"""Imports: one file, taken in slice by slice, and what became of each of its lines."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .evidence_choices import Dataset, ShownDate, ShownPlace
from .situation import Situation
from .source import Source


class ImportStatus(models.TextChoices):
    LOOKING = "looking", _("being looked through")
    LOOKED = "looked", _("looked through, waits for the word")
    IMPORTING = "importing", _("being imported")
    DONE = "done", _("imported")
    STOPPED = "stopped", _("stopped")
    FAILED = "failed", _("cannot be read")
    PUBLISHING = "publishing", _("being made public")
    PUBLISHED = "published", _("imported and public")


IMPORT_MOVES = {
    ImportStatus.LOOKING: {ImportStatus.LOOKED, ImportStatus.STOPPED, ImportStatus.FAILED},
    ImportStatus.LOOKED: {ImportStatus.IMPORTING, ImportStatus.STOPPED},
    ImportStatus.IMPORTING: {ImportStatus.DONE, ImportStatus.STOPPED, ImportStatus.FAILED},
    ImportStatus.DONE: {ImportStatus.PUBLISHING},
    ImportStatus.PUBLISHING: {ImportStatus.PUBLISHED},
    ImportStatus.STOPPED: set(),
    ImportStatus.FAILED: set(),
    ImportStatus.PUBLISHED: set(),
}
AT_WORK = (ImportStatus.LOOKING, ImportStatus.IMPORTING, ImportStatus.PUBLISHING)
NEEDS_FILE = (ImportStatus.LOOKING, ImportStatus.LOOKED, ImportStatus.IMPORTING)


class LineOutcome(models.TextChoices):
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    UNCHANGED = "unchanged", _("unchanged")
    KEPT = "kept", _("left as people here have checked or changed it")
    REPEATED = "repeated", _("stood in the file before; the last line counts")
    REFUSED = "refused", _("refused")


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def on_desk_of(self, user: Any) -> "ImportRunQuerySet":
        """Those of the situations that a member works on; staff look at everything."""
        if user.is_authenticated and user.is_staff:
            return self
        return self.filter(situation__in=Situation.objects.of(user))

    def in_organisation(self, organisation: Any) -> "ImportRunQuerySet":
        return self.filter(situation__organisation=organisation) if organisation else self

    def at_work(self) -> "ImportRunQuerySet":
        """Those with more to do, the oldest first."""
        return self.filter(status__in=AT_WORK).order_by("id")

    def whole(self) -> "ImportRunQuerySet":
        return self.select_related("situation__organisation", "source", "started_by")


class ImportRun(models.Model):
    """One file of one data set for one situation: looked through first, then imported.

    How far it has come stands here and is written with each slice in one transaction; so a worker
    that is killed loses the slice it was at, and the next one goes on from there.
    """

    situation = models.ForeignKey(
        Situation, verbose_name=_("situation"), on_delete=models.PROTECT, related_name="imports"
    )
    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="imports"
    )
    dataset = models.CharField(_("data set"), max_length=12, choices=Dataset.choices)
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    size = models.PositiveBigIntegerField(_("bytes"))
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    started_at = models.DateTimeField(_("handed in"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ImportStatus.choices,
        default=ImportStatus.LOOKING,
        editable=False,
    )
    failure = models.CharField(_("why it cannot be read"), max_length=300, blank=True)
    offset = models.PositiveBigIntegerField(_("bytes read"), default=0)
    line = models.PositiveIntegerField(_("line reached"), default=0)
    counts = models.JSONField(_("lines by outcome"), default=dict)

    shown_date = models.CharField(
        _("time shown"), max_length=8, choices=ShownDate.choices, blank=True
    )
    shown_place = models.CharField(
        _("place shown"), max_length=8, choices=ShownPlace.choices, blank=True
    )
    shows_actors = models.BooleanField(_("groups are named"), default=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    published_to = models.PositiveBigIntegerField(default=0, editable=False)
    published = models.PositiveIntegerField(default=0, editable=False)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        verbose_name = _("import of incidents")
        verbose_name_plural = _("imports of incidents")
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=ImportStatus.values) & Q(dataset__in=Dataset.values),
                name="situations_importrun_choices",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("started_by")),
                name="situations_importrun_d5_approver_is_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_dataset_display()} · {self.started_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("situations:desk_import", args=[self.pk])

    @property
    def is_at_work(self) -> bool:
        return self.status in AT_WORK

    @property
    def may_be_published(self) -> bool:
        return self.status == ImportStatus.DONE

    @property
    def may_stop(self) -> bool:
        return ImportStatus.STOPPED in IMPORT_MOVES[ImportStatus(self.status)]

    @property
    def waits_for_word(self) -> bool:
        return self.status == ImportStatus.LOOKED

    @property
    def is_published(self) -> bool:
        return self.status in (ImportStatus.PUBLISHING, ImportStatus.PUBLISHED)

    @property
    def rows(self) -> int:
        """How many lines were read so far, of those below the header."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """How far it has come, of `whole`: bytes read, or incidents looked at for the public."""
        return self.offset if self.status != ImportStatus.PUBLISHING else self.published

    @property
    def whole(self) -> int:
        return self.size if self.status != ImportStatus.PUBLISHING else self.rows

    @property
    def changes(self) -> int:
        return self.counts.get(LineOutcome.NEW, 0) + self.counts.get(LineOutcome.CHANGED, 0)

    @property
    def refused(self) -> int:
        return self.counts.get(LineOutcome.REFUSED, 0)

    @property
    def tally(self) -> list[tuple[str, int]]:
        """Every outcome in words with its number, the empty ones too."""
        return [(str(each.label), self.counts.get(each, 0)) for each in LineOutcome]


class ImportLineQuerySet(models.QuerySet["ImportLine"]):
    def worth_a_look(self) -> "ImportLineQuerySet":
        """Those that were refused or have a remark, in the order of the file."""
        refused = Q(outcome=LineOutcome.REFUSED) | ~Q(remark="")
        return self.filter(refused).order_by("line")


class ImportLine(models.Model):
    """What became of one line of a file: its outcome, and a remark if there is one."""

    run = models.ForeignKey(
        ImportRun, verbose_name=_("import"), on_delete=models.CASCADE, related_name="lines"
    )
    line = models.PositiveIntegerField(_("line"))
    external_id = models.CharField(_("number there"), max_length=60, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=LineOutcome.choices)
    remark = models.CharField(_("remark"), max_length=300, blank=True)

    objects = ImportLineQuerySet.as_manager()

    class Meta:
        ordering = ("line",)
        verbose_name = _("line of an import")
        verbose_name_plural = _("lines of imports")
        constraints = (
            models.UniqueConstraint(fields=("run", "line"), name="situations_importline_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=LineOutcome.values), name="situations_importline_outcome"
            ),
        )
        indexes = (models.Index(fields=("run", "external_id"), name="situations_importline_id"),)

    def __str__(self) -> str:
        return f"{self.line}: {self.outcome}"
