"""Briefs: figures first, for officials, with recommendations to those who can act.

A row is one version of a brief in one language. What belongs together bears the same number
(`reference`) and the same address (`slug`): the first version and those that correct it, and the
translations with theirs. A published row never changes; what is said about it later, that a newer
one stands or that all of it was retracted, stands in rows of its own.
"""

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from situations.languages import BRIEF_LANGUAGES, is_right_to_left, local_name

from .assessment import Assessment
from .brief_queryset import BriefQuerySet
from .brief_status import UNFINISHED, BriefStatus, Change
from .embargo import Embargo, Retraction
from .situation import Situation

LONGEST_BODY = 60_000


NOT_PUBLIC = Q(slug=None, reference=None, published_at=None)
PUBLISHED_IS_WHOLE = Q(
    status=BriefStatus.PUBLISHED,
    slug__isnull=False,
    reference__isnull=False,
    published_at__isnull=False,
    approver__isnull=False,
    assessment__isnull=False,
) & ~Q(standfirst="") & ~Q(body="") | NOT_PUBLIC & (
    Q(status__in=UNFINISHED, approver=None, publish_at=None)
    | Q(status=BriefStatus.SCHEDULED, approver__isnull=False, publish_at__isnull=False)
)


class Brief(models.Model):
    """A brief about a situation, resting on one dated assessment.

    Never changes once published: PostgreSQL refuses it. Number and address are given then. As the
    figures are those of the assessment, which never changes either, they are frozen with it.
    """

    # Null before publication, for the pairs below tell briefs without a number apart.
    slug = models.SlugField(  # noqa: DJ001 - see above
        _("slug"), max_length=100, null=True, blank=True, editable=False
    )
    reference = models.CharField(  # noqa: DJ001 - see above
        _("reference"), max_length=16, null=True, blank=True, editable=False
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1, editable=False)
    revises = models.ForeignKey(
        "self",
        verbose_name=_("version that it takes the place of"),
        on_delete=models.PROTECT,
        related_name="revisions",
        null=True,
        blank=True,
        editable=False,
    )
    translates = models.ForeignKey(
        "self",
        verbose_name=_("version that it is translated from"),
        on_delete=models.PROTECT,
        related_name="translations",
        null=True,
        blank=True,
        editable=False,
    )
    change = models.CharField(_("kind of change"), max_length=5, choices=Change.choices, blank=True)
    change_note = models.TextField(_("what was changed, and why"), blank=True)
    situation = models.ForeignKey(
        Situation, verbose_name=_("situation"), on_delete=models.PROTECT, related_name="briefs"
    )
    assessment = models.ForeignKey(
        Assessment,
        verbose_name=_("assessment it rests on"),
        on_delete=models.PROTECT,
        related_name="briefs",
        null=True,
        blank=True,
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="briefs",
    )
    title = models.CharField(_("title"), max_length=140)
    standfirst = models.TextField(_("standfirst"), max_length=500, blank=True)
    body = models.TextField(_("text"), blank=True)
    method = models.TextField(_("how it was established"), blank=True)
    sources = models.TextField(_("sources"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=BRIEF_LANGUAGES, default="en")
    as_of = models.DateField(_("as of"))
    state_first_reason = models.TextField(
        _("why the territorial State is not addressed first"), blank=True
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=BriefStatus.choices,
        default=BriefStatus.DRAFT,
        editable=False,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("everybody who wrote in it"),
        related_name="+",
        blank=True,
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(_("begun"))
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True, editable=False)
    returned_reason = models.TextField(_("why it was returned"), blank=True, editable=False)
    publish_at = models.DateTimeField(_("to be published"), null=True, blank=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = BriefQuerySet.as_manager()

    class Meta:
        ordering = ("-published_at", "-id")
        verbose_name = _("brief")
        verbose_name_plural = _("briefs")
        indexes = (
            models.Index(
                fields=("-published_at",),
                condition=Q(status=BriefStatus.PUBLISHED),
                name="situations_brief_published",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=BriefStatus.values) & Q(change__in=["", *Change.values]),
                name="situations_brief_status",
            ),
            models.CheckConstraint(
                condition=PUBLISHED_IS_WHOLE, name="situations_brief_published_is_whole"
            ),
            models.CheckConstraint(
                condition=Q(approver=None) | ~Q(approver=F("author")),
                name="situations_brief_d5_approver_is_another",
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNFINISHED)
                | Q(revises=None)
                | ~Q(change="") & ~Q(change_note=""),
                name="situations_brief_change_is_explained",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("body"), LONGEST_BODY),
                name="situations_brief_length",
            ),
            models.UniqueConstraint(
                fields=("reference", "language", "version"), name="situations_brief_version"
            ),
            models.UniqueConstraint(
                fields=("slug", "language", "version"), name="situations_brief_address"
            ),
            models.UniqueConstraint(fields=("revises",), name="situations_brief_one_successor"),
            models.UniqueConstraint(
                fields=("translates", "language"),
                condition=Q(revises=None),
                name="situations_brief_one_translation",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where the newest version in its language stands; on the desk before it is out."""
        if not self.slug:
            return reverse("situations:desk_brief", args=[self.pk])
        if self.translates_id:
            return reverse("situations:brief_translation", args=[self.slug, self.language])
        return reverse("situations:brief_detail", args=[self.slug])

    @property
    def edition(self) -> str:
        """The version in an address: “v2”, or “fr-v2” for a translation."""
        return f"{self.language}-v{self.version}" if self.translates_id else f"v{self.version}"

    @property
    def permalink(self) -> str:
        """The address of this version, for as long as the site stands."""
        return reverse("situations:brief_edition", args=[self.slug, self.edition])

    @property
    def is_published(self) -> bool:
        return self.status == BriefStatus.PUBLISHED

    @property
    def is_writable(self) -> bool:
        return self.status in (BriefStatus.DRAFT, BriefStatus.RETURNED)

    @property
    def words_seen(self) -> str:
        """A mark of the words as they are saved, to tell whether somebody else saved meanwhile."""
        words = "\0".join((self.title, self.standfirst, self.body, self.method, self.sources))
        return hashlib.sha256(words.encode()).hexdigest()[:16]

    @property
    def is_right_to_left(self) -> bool:
        return is_right_to_left(self.language)

    @property
    def language_name(self) -> str:
        return local_name(self.language)

    @property
    def held_until(self) -> datetime | None:
        """When its embargo ends or ended; None without one."""
        embargo: Embargo | None = getattr(self, "embargo", None)
        return embargo.ends_at if embargo else None

    def is_held(self, at: datetime | None = None) -> bool:
        """Return whether an embargo stands."""
        return bool(self.held_until and self.held_until > (at or timezone.now()))

    @property
    def is_retracted(self) -> bool:
        """Return whether it was taken back, with all its versions."""
        return Retraction.objects.filter(reference=self.reference).exists()

    @property
    def released_at(self) -> datetime | None:
        """When people could first read it: once it was published and its embargo over."""
        moments = [moment for moment in (self.published_at, self.held_until) if moment]
        return max(moments) if self.published_at else None
