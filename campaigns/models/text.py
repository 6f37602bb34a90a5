"""Each version of a campaign's text in each language: what was, is, or is to be public."""

import hashlib
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .words import TEXT_FIELDS, Words


class TextStatus(models.TextChoices):
    DRAFT = "draft", _("being written")
    REVIEW = "review", _("in review")
    PUBLIC = "public", _("public")


TEXT_MOVES = {
    TextStatus.DRAFT: {TextStatus.REVIEW, TextStatus.PUBLIC},
    TextStatus.REVIEW: {TextStatus.PUBLIC, TextStatus.DRAFT},
    TextStatus.PUBLIC: set(),
}


class CampaignTextQuerySet(models.QuerySet["CampaignText"]):
    def public(self) -> "CampaignTextQuerySet":
        return self.filter(status=TextStatus.PUBLIC)

    def being_written(self) -> "CampaignTextQuerySet":
        """Not public yet: drafts, and what waits for a second person. One in a language at most."""
        return self.exclude(status=TextStatus.PUBLIC)

    def newest_first(self) -> "CampaignTextQuerySet":
        return self.order_by("-version", "language")

    def newest_of_all(self) -> "CampaignTextQuerySet":
        """What is being written before what is public."""
        return self.order_by(F("version").desc(nulls_first=True), "language")

    def approvable_by(self, user: Any) -> "CampaignTextQuerySet":
        """Waiting changes that `user` had no hand in writing. (D5)"""
        return self.filter(status=TextStatus.REVIEW).exclude(writers=user)


class CampaignText(models.Model):
    """A campaign's words in one language: those of a version, or those being written.

    Once public it never changes (PostgreSQL refuses it): somebody may have signed it. The number
    of the version is the campaign's, over all languages; see `InLanguages.text_signed`.
    """

    campaign = models.ForeignKey(
        "campaigns.Campaign",
        verbose_name=_("campaign"),
        on_delete=models.CASCADE,
        related_name="texts",
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    version = models.PositiveSmallIntegerField(_("version"), null=True, blank=True, editable=False)
    status = models.CharField(
        _("status"),
        max_length=6,
        choices=TextStatus.choices,
        default=TextStatus.DRAFT,
        editable=False,
    )
    title = models.CharField(_("title"), max_length=140, blank=True)
    ask = models.CharField(_("ask"), max_length=300, blank=True)
    story_title = models.CharField(_("title of the story"), max_length=140, blank=True)
    story = models.TextField(_("story"), blank=True)
    facts = models.TextField(_("facts"), blank=True)
    petition_text = models.TextField(_("text of the petition"), blank=True)
    share_text = models.CharField(_("text for sharing"), max_length=200, blank=True)
    follows = models.CharField(
        _("the original that it follows"), max_length=64, blank=True, editable=False
    )
    reason = models.CharField(
        _("why it was changed"),
        max_length=500,
        blank=True,
        help_text=_("Shown in public beside what changed."),
    )
    return_reason = models.TextField(_("why it was returned"), blank=True, editable=False)
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("writers"), related_name="+", blank=True
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    begun_at = models.DateTimeField(_("begun"))
    public_at = models.DateTimeField(_("public since"), null=True, blank=True)

    objects = CampaignTextQuerySet.as_manager()

    class Meta:
        ordering = ("campaign", F("version").desc(nulls_first=True), "language")
        verbose_name = _("text of a campaign")
        verbose_name_plural = _("texts of campaigns")
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=TextStatus.values), name="campaigns_text_status"
            ),
            models.CheckConstraint(
                condition=Q(status="public", version__gt=0, public_at__isnull=False)
                | Q(~Q(status="public"), version=None, public_at=None, approver=None),
                name="campaigns_text_public_is_numbered",
            ),
            models.CheckConstraint(
                condition=~Q(status="public") | Q(version=1) | ~Q(reason=""),
                name="campaigns_text_changed_for_a_reason",
            ),
            models.UniqueConstraint(
                fields=("campaign", "language", "version"), name="campaigns_text_version_once"
            ),
            models.UniqueConstraint(
                fields=("campaign", "language"),
                condition=~Q(status="public"),
                name="campaigns_text_one_being_written",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.get_language_display()})"

    @property
    def is_own(self) -> bool:
        """Whether this is the original and no translation."""
        return self.language == self.campaign.language

    @property
    def is_stale(self) -> bool:
        """Whether the original was changed since it was last translated."""
        return not self.is_own and self.follows != digest(self.campaign.text_in(None))

    @property
    def wanting(self) -> list[str]:
        """The fields that the original fills and this does not."""
        original = self.campaign.text_in(None)
        return [
            field
            for field in TEXT_FIELDS
            if getattr(original, field).strip() and not getattr(self, field).strip()
        ]


def words_of(text: Words) -> dict[str, str]:
    """Return the fields of a text by their names."""
    return {field: getattr(text, field) for field in TEXT_FIELDS}


def digest(text: Words) -> str:
    """Return what a translation remembers of the original: it differs if any word does."""
    whole = "\x00".join(words_of(text).values())
    return hashlib.sha256(whole.encode()).hexdigest()
