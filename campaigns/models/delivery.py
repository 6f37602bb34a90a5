"""Deliveries: a list of signatures, frozen, approved by two people, handed to an office."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from core.countries import country_name
from officials.models import Post

from .delivery_states import (
    PUBLIC,
    UNAPPROVED,
    WITH_FILES,
    DeliveryStatus,
    Manner,
    Redaction,
)
from .petition import Petition

# What lies on disk goes this long after the hand-over, or if nobody handed it over.
# The office has its own by then; three days are for a medium that could not be read.
KEPT_AFTER_HAND_OVER = timedelta(days=3)
KEPT_IF_NOT_HANDED_OVER = timedelta(days=30)
CODE_GOOD_FOR = timedelta(hours=24)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def public(self) -> "DeliveryQuerySet":
        """Those that were handed over. Of others nothing is said."""
        return self.filter(status__in=PUBLIC)

    def received(self) -> "DeliveryQuerySet":
        """Handed over to somebody there; by email only once the office has acknowledged it."""
        mailed = Q(status=DeliveryStatus.HANDED_OVER, manner=Manner.EMAIL)
        return self.public().exclude(mailed)

    def of(self, user: Any) -> "DeliveryQuerySet":
        """Those of the organisations that `user` belongs to."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(petition__campaign__organisation__in=Organisation.objects.of(user))

    def on_desk_of(self, user: Any) -> "DeliveryQuerySet":
        """The own organisations' deliveries; all for staff, who see that they are and no list."""
        return self if user.is_authenticated and user.is_staff else self.of(user)

    def waiting(self) -> "DeliveryQuerySet":
        return self.filter(status=DeliveryStatus.REQUESTED)

    def to_make(self) -> "DeliveryQuerySet":
        """Approved, or half made, and nothing went wrong; the oldest first."""
        going_on = (DeliveryStatus.APPROVED, DeliveryStatus.MAKING)
        return self.filter(status__in=going_on, problem="").order_by("approved_at", "pk")

    def outlived(self, *, at: datetime) -> "DeliveryQuerySet":
        """With files that nobody needs any more: handed over, forgotten, or called off."""
        return self.exclude(sealed_key=None).filter(
            Q(status=DeliveryStatus.CANCELLED)
            | Q(status__in=PUBLIC, handed_over_at__lt=at - KEPT_AFTER_HAND_OVER)
            | Q(status=DeliveryStatus.READY, made_at__lt=at - KEPT_IF_NOT_HANDED_OVER)
        )

    def with_names(self) -> "DeliveryQuerySet":
        """With files, finished or not, whose lines may name somebody."""
        return self.exclude(sealed_key=None).exclude(redaction=Redaction.COUNTS)

    def for_pages(self) -> "DeliveryQuerySet":
        return self.select_related(
            "petition__campaign__organisation",
            "petition__campaign__situation",
            "post__institution",
            "author",
            "approver",
        ).prefetch_related("files")

    def newest_first(self) -> "DeliveryQuerySet":
        return self.order_by("-number", "-pk")


class Delivery(models.Model):
    """One hand-over of a petition to one office.

    Which signatures are in it is fixed when it is handed in for approval: by their numbers and by
    the day they were confirmed. What the list says of each person is the `redaction`.
    """

    petition = models.ForeignKey(
        Petition, verbose_name=_("petition"), on_delete=models.PROTECT, related_name="deliveries"
    )
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    post = models.ForeignKey(
        Post, verbose_name=_("office"), on_delete=models.PROTECT, related_name="deliveries"
    )
    redaction = models.CharField(
        _("what the list says"), max_length=8, choices=Redaction.choices, default=Redaction.COUNTS
    )
    language = models.CharField(
        _("language of the list"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
    with_volumes = models.BooleanField(_("with volumes to print"), default=True)
    reason = models.TextField(_("why"), blank=True)
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=DeliveryStatus.choices,
        default=DeliveryStatus.DRAFTED,
        editable=False,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    approval_reason = models.TextField(_("why it was approved"), blank=True)
    return_reason = models.TextField(_("why it was returned"), blank=True)
    drafted_at = models.DateTimeField(_("drafted"))
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    # The cut.
    cut_at = models.DateTimeField(_("cut"), null=True, blank=True)
    last_signature = models.PositiveBigIntegerField(_("last signature"), null=True, blank=True)
    # How far a worker has come. What it does is done again from here if it is killed.
    expected = models.PositiveIntegerField(_("signatures expected"), default=0)
    progress = models.JSONField(_("how far it is"), default=dict)
    problem = models.CharField(_("what went wrong"), max_length=200, blank=True)
    sealed_key = models.BinaryField(_("key of the files, sealed"), null=True)
    # What it came to.
    signatures = models.PositiveIntegerField(_("signatures"), default=0)
    countries = models.JSONField(_("by country"), default=list)
    origin = models.CharField(_("where the chain begins"), max_length=64, blank=True)
    head = models.CharField(_("head of the chain"), max_length=64, blank=True)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)
    erased_at = models.DateTimeField(_("files erased"), null=True, blank=True)
    # The hand-over.
    handed_over_at = models.DateTimeField(_("noted as handed over"), null=True, blank=True)
    handed_over_on = models.DateField(_("handed over on"), null=True, blank=True)
    handed_over_by = models.CharField(_("handed over by"), max_length=160, blank=True)
    taken_by = models.CharField(_("taken by"), max_length=160, blank=True)
    manner = models.CharField(_("how"), max_length=9, choices=Manner.choices, blank=True)
    note = models.TextField(_("note"), blank=True)
    acknowledged_on = models.DateField(_("acknowledged on"), null=True, blank=True)
    acknowledgement = models.TextField(_("acknowledgement"), blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = (
            models.UniqueConstraint(
                fields=("petition", "number"), name="campaigns_delivery_number"
            ),
            models.CheckConstraint(
                condition=Q(status__in=DeliveryStatus.values, redaction__in=Redaction.values)
                & (Q(manner="") | Q(manner__in=Manner.values)),
                name="campaigns_delivery_choices",
            ),
            models.CheckConstraint(
                condition=Q(approver=None) | ~Q(approver=F("author")),
                name="campaigns_delivery_two_people",
                violation_error_message=_("Who approves a delivery is never who asked for it."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=(*UNAPPROVED, "cancelled"))
                | Q(approver__isnull=False, approved_at__isnull=False, cut_at__isnull=False),
                name="campaigns_delivery_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=WITH_FILES) | (~Q(head="") & Q(made_at__isnull=False)),
                name="campaigns_delivery_made_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=PUBLIC)
                | Q(handed_over_at__isnull=False, handed_over_on__isnull=False),
                name="campaigns_delivery_handed_over_on_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        """The public proof once it was handed over; until then its page at the desk."""
        if self.is_public:
            slug = self.petition.campaign.slug
            return reverse("campaigns:delivery", args=[slug, self.number])
        return reverse("campaigns:desk_delivery", args=[self.pk])

    @property
    def campaign(self) -> Any:
        return self.petition.campaign

    @property
    def reference(self) -> str:
        return f"{self.petition.campaign.reference}/D{self.number}"

    @property
    def is_public(self) -> bool:
        return self.status in PUBLIC

    @property
    def cut_in_words(self) -> str:
        """Up to when signatures are in it, in the active language; empty for a draft."""
        return f"{date_format(self.cut_at, 'j F Y, H:i')} UTC" if self.cut_at else ""

    @property
    def says_names(self) -> bool:
        """Whether the list says more of anybody than where a number of people are from."""
        return self.redaction != Redaction.COUNTS

    @property
    def is_made_anew(self) -> bool:
        """Whether files that may have been fetched are void, since somebody on them is erased."""
        going_on = (DeliveryStatus.APPROVED, DeliveryStatus.MAKING, DeliveryStatus.READY)
        return self.erased_at is not None and self.status in going_on

    @property
    def has_files(self) -> bool:
        """Whether the files can still be fetched."""
        return self.status in WITH_FILES and self.sealed_key is not None

    @property
    def done(self) -> int:
        """How many signatures a worker has listed so far."""
        return int(self.progress.get("done", 0))

    @property
    def country_rows(self) -> list[tuple[str, int]]:
        """Countries by name, the largest first; all others, or all there are, at the end."""
        others = str(_("country not named") if len(self.countries) > 1 else _("all countries"))
        return [(country_name(code) if code else others, number) for code, number in self.countries]


class DeliveryFile(models.Model):
    """One file of a delivery: its name, size and SHA-256. The bytes lie encrypted."""

    delivery = models.ForeignKey(
        Delivery, verbose_name=_("delivery"), on_delete=models.CASCADE, related_name="files"
    )
    name = models.CharField(_("name"), max_length=80)
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("file of a delivery")
        verbose_name_plural = _("files of deliveries")
        constraints = (
            models.UniqueConstraint(fields=("delivery", "name"), name="campaigns_file_once"),
        )

    def __str__(self) -> str:
        return self.name


class DeliveryLine(models.Model):
    """Which line of a list is whose: a signer can ask. No foreign key: the signature may go."""

    delivery = models.ForeignKey(
        Delivery,
        verbose_name=_("delivery"),
        on_delete=models.CASCADE,
        related_name="lines",
        db_index=False,
    )
    number = models.PositiveIntegerField(_("line"))
    signature = models.PositiveBigIntegerField(_("signature"))

    class Meta:
        ordering = ("number",)
        verbose_name = _("line of a delivery")
        verbose_name_plural = _("lines of deliveries")
        constraints = (
            models.UniqueConstraint(fields=("signature", "delivery"), name="campaigns_line_once"),
        )

    def __str__(self) -> str:
        return f"{self.delivery_id}/{self.number}"


class DeliveryCode(models.Model):
    """A code that opens the files for one person, for a day.

    The web makes it, shows it once and seals it for the workers; a worker wraps the key of the
    files in it and forgets it. So neither the web process nor the database opens a list by itself.
    """

    delivery = models.ForeignKey(
        Delivery, verbose_name=_("delivery"), on_delete=models.CASCADE, related_name="codes"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    sealed_code = models.BinaryField(_("code, sealed for the workers"), null=True)
    wrapped_key = models.BinaryField(_("key of the files, in the code"), null=True)
    asked_at = models.DateTimeField(_("asked for"))

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("code of a delivery")
        verbose_name_plural = _("codes of deliveries")

    def __str__(self) -> str:
        return f"{self.delivery_id} · {self.person_id}"

    def is_over(self, at: datetime) -> bool:
        return self.asked_at < at - CODE_GOOD_FOR
