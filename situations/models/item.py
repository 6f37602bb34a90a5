"""Items of evidence: what a source says of an incident, its original file, and who held it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from situations.public_numbers import new_public_id

from .evidence_choices import Credibility, CustodyDeed
from .incident import Incident
from .published import PublishedIncident
from .situation import Situation
from .source import Source


class ItemQuerySet(models.QuerySet["Item"]):
    def on_desk_of(self, user: Any) -> "ItemQuerySet":
        """Those of the situations that a member works on; nobody else's, staff neither."""
        return self.filter(incident__situation__in=Situation.objects.of(user))

    def kept(self) -> "ItemQuerySet":
        """Those that count; one that was set aside stays in the log and counts for nothing."""
        return self.filter(set_aside_at=None)

    def whole(self) -> "ItemQuerySet":
        return self.select_related("source__takes_from", "incident__situation__organisation")

    def best_first(self) -> "ItemQuerySet":
        """The most credible first; of equals, that of the more reliable source."""
        return self.order_by("credibility", "source__reliability", "id")


class Item(models.Model):
    """One thing that one source says of one incident.

    Its grade is two signs, judged apart: how reliable the source is (A to F) and how credible this
    is (1 to 6). What nobody graded is F6. A 1 needs two sources that do not rest on one another;
    PostgreSQL refuses it otherwise.
    """

    incident = models.ForeignKey(
        Incident, verbose_name=_("incident"), on_delete=models.PROTECT, related_name="items"
    )
    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="items"
    )
    what = models.CharField(_("what it is"), max_length=200)
    reference = models.TextField(_("where it stands"), blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    captured_on = models.DateField(_("made or seen on"), null=True, blank=True)
    credibility = models.PositiveSmallIntegerField(
        _("credibility"), choices=Credibility.choices, default=Credibility.UNJUDGED
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    added_at = models.DateTimeField(_("added"))
    set_aside_at = models.DateTimeField(_("set aside"), null=True, blank=True, editable=False)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name = _("item of evidence")
        verbose_name_plural = _("items of evidence")
        constraints = (
            models.CheckConstraint(
                condition=Q(credibility__in=Credibility.values), name="situations_item_credibility"
            ),
        )

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return reverse("situations:desk_item", args=[self.pk])

    @property
    def grade(self) -> str:
        """Both signs together, such as B2."""
        return f"{self.source.reliability}{self.credibility}"

    @property
    def grade_words(self) -> str:
        return f"{self.source.get_reliability_display()}, {self.get_credibility_display()}"


class OriginalQuerySet(models.QuerySet["Original"]):
    def on_desk_of(self, user: Any) -> "OriginalQuerySet":
        """Those of the items that a member works on; nobody else's, staff neither."""
        return self.filter(item__in=Item.objects.on_desk_of(user))

    def whole(self) -> "OriginalQuerySet":
        return self.select_related("item__incident__situation__organisation")

    def with_copy(self) -> "OriginalQuerySet":
        return self.exclude(cleaned_sha256="")

    def shown(self) -> "OriginalQuerySet":
        """Those whose public copy was approved, of incidents that stand in public themselves."""
        return self.filter(
            shown_at__isnull=False, item__incident__published__isnull=False, item__set_aside_at=None
        ).exclude(cleaned_sha256="")

    def by_published(self, incidents: "list[PublishedIncident]") -> "dict[int, list[Original]]":
        """Pictures that may be shown, by the number of the public copy of their incident."""
        found: dict[int, list[Original]] = {}
        shown = self.shown().filter(item__incident__published__in=incidents)
        copies = shown.annotate(copy=models.F("item__incident__published"))
        for each in copies.order_by("public_id"):
            found.setdefault(each.copy, []).append(each)
        return found

    def least_recently_checked(self) -> "OriginalQuerySet":
        return self.order_by(models.F("checked_at").asc(nulls_first=True), "id")


class Original(models.Model):
    """A file as it came in. Its bytes never change; beside it stands a cleaned public copy.

    Kept outside of whatever a web server serves, under its SHA-256. PostgreSQL refuses to change
    what it says of the bytes.
    """

    item = models.OneToOneField(
        Item, verbose_name=_("item"), on_delete=models.PROTECT, related_name="original"
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveBigIntegerField(_("bytes"))
    media_type = models.CharField(_("type, by its content"), max_length=40)
    file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    received_at = models.DateTimeField(_("received"))
    checked_at = models.DateTimeField(_("last found unchanged"), null=True, blank=True)

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    cleaned_sha256 = models.CharField(_("SHA-256 of the copy"), max_length=64, blank=True)
    description = models.CharField(
        _("what the picture shows, in words"), max_length=300, blank=True
    )
    shown_at = models.DateTimeField(_("approved for the public"), null=True, blank=True)
    shown_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    objects = OriginalQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name = _("original file")
        verbose_name_plural = _("original files")
        constraints = (
            models.CheckConstraint(
                condition=Q(shown_at=None)
                | (Q(shown_by__isnull=False) & ~Q(cleaned_sha256="") & ~Q(description="")),
                name="situations_original_shown_is_cleaned",
            ),
        )

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def has_copy(self) -> bool:
        return bool(self.cleaned_sha256)

    @property
    def is_shown(self) -> bool:
        return self.shown_at is not None


class CustodyEvent(models.Model):
    """One line of an item's custody log: who did what with it, and when. Never changed."""

    item = models.ForeignKey(
        Item, verbose_name=_("item"), on_delete=models.PROTECT, related_name="custody"
    )
    deed = models.CharField(_("deed"), max_length=10, choices=CustodyDeed.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text=_("Empty when the site itself did it."),
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ("id",)
        verbose_name = _("line of a custody log")
        verbose_name_plural = _("custody log")
        constraints = (
            models.CheckConstraint(
                condition=Q(deed__in=CustodyDeed.values), name="situations_custody_deed"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_deed_display()} · {self.at:%Y-%m-%d}"


def note_custody(
    *, item: Item, deed: CustodyDeed, actor: Any, at: datetime, sha256: str = "", note: str = ""
) -> CustodyEvent:
    """Add a line to the log."""
    return CustodyEvent.objects.create(
        item=item, deed=deed, actor=actor, at=at, sha256=sha256, note=note
    )
