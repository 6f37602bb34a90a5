"""Briefs: figures first, for officials, with recommendations to those who can act."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.permissions import APPROVERS

from .assessment import Assessment
from .choices import Rung
from .situation import Situation


class BriefStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    RETURNED = "returned", _("returned to its author")
    PUBLISHED = "published", _("published")


BRIEF_MOVES = {
    BriefStatus.DRAFT: {BriefStatus.REVIEW},
    BriefStatus.REVIEW: {BriefStatus.PUBLISHED, BriefStatus.RETURNED},
    BriefStatus.RETURNED: {BriefStatus.DRAFT},
    BriefStatus.PUBLISHED: set(),
}


class BriefQuerySet(models.QuerySet["Brief"]):
    def published(self) -> "BriefQuerySet":
        """Published briefs: these are public and never change."""
        return self.filter(status=BriefStatus.PUBLISHED)

    def waiting(self) -> "BriefQuerySet":
        """Handed in for review."""
        return self.filter(status=BriefStatus.REVIEW)

    def visible_to(self, user: Any) -> "BriefQuerySet":
        """Published ones for everybody, all for staff, a member's own organisations' besides."""
        if user.is_authenticated and user.is_staff:
            return self
        if not user.is_authenticated:
            return self.published()
        own = Organisation.objects.of(user)
        return self.filter(Q(status=BriefStatus.PUBLISHED) | Q(organisation__in=own))

    def approvable_by(self, user: Any) -> "BriefQuerySet":
        """Waiting ones whose organisation `user` decides for, without a hand in them. (D5)"""
        own = Organisation.objects.vetted().filter(
            memberships__user=user, memberships__role__in=APPROVERS
        )
        waiting = self.waiting().filter(organisation__in=own)
        return waiting.exclude(author=user).exclude(writers=user)

    def on_desk_of(self, user: Any) -> "BriefQuerySet":
        """What a member works on; staff look at everything."""
        if user.is_authenticated and user.is_staff:
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=Organisation.objects.of(user))

    def written_by(self, user: Any) -> "BriefQuerySet":
        """Drafts and returned ones that `user` began."""
        return self.filter(author=user, status__in=(BriefStatus.DRAFT, BriefStatus.RETURNED))

    def newest_first(self) -> "BriefQuerySet":
        return self.order_by("-published_at", "-id")

    def in_organisation(self, organisation: Organisation | None) -> "BriefQuerySet":
        """Those of one organisation; all of them for None, which only staff without one are."""
        return self.filter(organisation=organisation) if organisation else self

    def for_desk(self, *, status: str = "") -> "BriefQuerySet":
        """For the desk's list, work under way first; of one status only, if it is a status."""
        found = self.filter(status=status) if status in BriefStatus.values else self
        return found.select_related("situation").order_by(
            models.F("published_at").desc(nulls_first=True), "-id"
        )

    def whole(self) -> "BriefQuerySet":
        """With everything that its page shows."""
        return (
            self.for_pages()
            .select_related("author", "approver")
            .prefetch_related("recommendations", "assessment__figures")
        )

    def for_pages(self) -> "BriefQuerySet":
        """With what every list and card shows."""
        return self.select_related("organisation", "situation", "assessment").prefetch_related(
            "situation__territories"
        )


class Brief(models.Model):
    """A brief about a situation, resting on one dated assessment.

    Never changes once published: PostgreSQL refuses it. Number and address are given then.
    """

    slug = models.SlugField(
        _("slug"), max_length=100, unique=True, null=True, blank=True, editable=False
    )
    reference = models.CharField(
        _("reference"), max_length=16, unique=True, null=True, blank=True, editable=False
    )
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
    sources = models.TextField(_("sources"), blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="en"
    )
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
                condition=Q(status__in=BriefStatus.values), name="situations_brief_status"
            ),
            models.CheckConstraint(
                condition=Q(
                    status=BriefStatus.PUBLISHED,
                    slug__isnull=False,
                    reference__isnull=False,
                    published_at__isnull=False,
                    approver__isnull=False,
                    assessment__isnull=False,
                )
                & ~Q(standfirst="")
                & ~Q(body="")
                | Q(
                    ~Q(status=BriefStatus.PUBLISHED),
                    slug=None,
                    reference=None,
                    published_at=None,
                    approver=None,
                ),
                name="situations_brief_published_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(approver=None) | ~Q(approver=models.F("author")),
                name="situations_brief_d5_approver_is_another",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        if self.slug:
            return reverse("situations:brief_detail", args=[self.slug])
        return reverse("situations:desk_brief", args=[self.pk])

    @property
    def is_published(self) -> bool:
        return self.status == BriefStatus.PUBLISHED

    @property
    def is_writable(self) -> bool:
        return self.status in (BriefStatus.DRAFT, BriefStatus.RETURNED)


class Recommendation(models.Model):
    """What somebody who can act is asked to do, and on which rung it stands. (D7, D13)"""

    brief = models.ForeignKey(
        Brief,
        verbose_name=_("brief"),
        on_delete=models.CASCADE,
        related_name="recommendations",
    )
    position = models.PositiveSmallIntegerField(_("place in the list"))
    addressee = models.CharField(_("to whom"), max_length=160)
    is_territorial_state = models.BooleanField(
        _("this is the State where the people are at risk"), default=False
    )
    text = models.TextField(_("what it should do"))
    rung = models.PositiveSmallIntegerField(_("rung"), choices=Rung.choices)

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = (
            models.CheckConstraint(
                condition=Q(rung__in=Rung.values), name="situations_recommendation_rung"
            ),
            models.UniqueConstraint(
                fields=("brief", "position"),
                name="situations_recommendation_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
        )

    def __str__(self) -> str:
        return self.addressee
