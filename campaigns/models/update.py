"""News of a campaign: written in its languages, seen by a second person, told to who agreed."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from outbox.models import Message, State

from .campaign import Campaign
from .petition import Signature

AT_MOST = 3
AT_MOST_PER = timedelta(days=7)


class UpdateStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("taken back")


UPDATE_MOVES = {
    UpdateStatus.DRAFT: {UpdateStatus.REVIEW},
    UpdateStatus.REVIEW: {UpdateStatus.DRAFT, UpdateStatus.PUBLISHED},
    UpdateStatus.PUBLISHED: {UpdateStatus.WITHDRAWN},
    UpdateStatus.WITHDRAWN: set(),
}
WENT_OUT = (UpdateStatus.PUBLISHED, UpdateStatus.WITHDRAWN)


class UpdateKind(models.TextChoices):
    NEWS = "news", _("news")
    REPORT = "report", _("report to supporters")


class UpdateQuerySet(models.QuerySet["Update"]):
    def of(self, campaign: Campaign) -> "UpdateQuerySet":
        return self.filter(campaign=campaign)

    def public(self) -> "UpdateQuerySet":
        """Published ones, and those taken back: they keep their place and say why."""
        return self.filter(status__in=WENT_OUT)

    def standing(self) -> "UpdateQuerySet":
        return self.filter(status=UpdateStatus.PUBLISHED)

    def newest_first(self) -> "UpdateQuerySet":
        return self.order_by(F("number").desc(nulls_first=True), "-pk")

    def lately(self, *, at: datetime) -> "UpdateQuerySet":
        """What went out in the last seven days, also if it was taken back since."""
        return self.public().filter(published_at__gt=at - AT_MOST_PER)

    def untold(self) -> "UpdateQuerySet":
        """Published, and somebody may still have to be told."""
        return self.filter(status=UpdateStatus.PUBLISHED, told_at=None)

    def reviewable_by(self, user: object) -> "UpdateQuerySet":
        """Those in review that the person had no hand in writing. (D5)"""
        waiting = self.filter(status=UpdateStatus.REVIEW)
        return waiting.exclude(author=user).exclude(writers=user)

    def with_texts(self) -> "UpdateQuerySet":
        return self.select_related("campaign__organisation").prefetch_related("texts")


class Update(models.Model):
    """What happened since: a page of its own, and one mail to each signer who agreed.

    The report of a closed campaign (D16) goes the same way, once; its words stand on the campaign.

    `reached` is the last signature for which the ledger was written, saved in the transaction of
    its mails: a process that is killed goes on from there, and nobody is told twice.
    """

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="updates"
    )
    kind = models.CharField(
        _("kind"), max_length=6, choices=UpdateKind.choices, default=UpdateKind.NEWS
    )
    number = models.PositiveIntegerField(_("number"), null=True, blank=True, editable=False)
    status = models.CharField(
        _("status"),
        max_length=9,
        choices=UpdateStatus.choices,
        default=UpdateStatus.DRAFT,
        editable=False,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("writers"), related_name="+", blank=True
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    reason = models.TextField(_("reason"), blank=True, editable=False)
    drafted_at = models.DateTimeField(_("drafted"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    reached = models.BigIntegerField(_("reached"), default=0, editable=False)
    told = models.PositiveIntegerField(_("people told"), default=0, editable=False)
    told_at = models.DateTimeField(_("all told"), null=True, blank=True, editable=False)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=UpdateStatus.values, kind__in=UpdateKind.values),
                name="campaigns_update_status",
            ),
            models.CheckConstraint(
                condition=Q(reviewer=None) | ~Q(reviewer=F("author")),
                name="campaigns_update_two_people",
                violation_error_message=_("Who reviews an update is never its author."),
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=WENT_OUT,
                    number__isnull=False,
                    published_at__isnull=False,
                    reviewer__isnull=False,
                )
                | Q(~Q(status__in=WENT_OUT), number=None, published_at=None, reviewer=None),
                name="campaigns_update_published_is_whole",
            ),
            models.UniqueConstraint(fields=("campaign", "number"), name="campaigns_update_number"),
            models.UniqueConstraint(
                fields=("campaign",),
                condition=Q(kind="report"),
                name="campaigns_update_one_report",
            ),
        )
        indexes = (
            models.Index(
                fields=("id",),
                condition=Q(status="published", told_at=None),
                name="campaigns_update_untold",
            ),
        )

    def __str__(self) -> str:
        return self.title_in(self.campaign.language)

    def get_absolute_url(self) -> str:
        if self.number is None:
            return reverse("campaigns:desk_update", args=[self.campaign_id, self.pk])
        return reverse("campaigns:update", args=[self.campaign.slug, self.number])

    def text_in(self, language: str) -> "UpdateText | None":
        """Return the text in the language, else in the campaign's own; None while there is none."""
        texts = {text.language: text for text in self.texts.all()}
        return texts.get(language) or texts.get(self.campaign.language)

    def title_in(self, language: str) -> str:
        """Return the title in the language, else in the campaign's own; a report has its kind."""
        text = self.text_in(language)
        return text.title if text else str(self.get_kind_display()).capitalize()

    @property
    def text(self) -> "UpdateText | None":
        """The text for the reader of this page."""
        return self.text_in(get_language() or "en")

    @property
    def title(self) -> str:
        """The title for the reader of this page."""
        return self.title_in(get_language() or "en")

    @property
    def is_report(self) -> bool:
        return self.kind == UpdateKind.REPORT

    @property
    def stands(self) -> bool:
        return self.status == UpdateStatus.PUBLISHED


class UpdateText(models.Model):
    """What an update says in one language: a title, a lead that the mail shows, and the rest."""

    update = models.ForeignKey(
        Update, verbose_name=_("update"), on_delete=models.CASCADE, related_name="texts"
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=140)
    lead = models.CharField(_("lead"), max_length=600)
    body = models.TextField(_("text"), blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("text of an update")
        verbose_name_plural = _("texts of updates")
        constraints = (
            models.UniqueConstraint(
                fields=("update", "language"), name="campaigns_updatetext_once"
            ),
        )

    def __str__(self) -> str:
        return self.title


class UpdateMailQuerySet(models.QuerySet["UpdateMail"]):
    def unsent(self) -> "UpdateMailQuerySet":
        """In a mail that is still waiting in the outbox."""
        return self.filter(message__state=State.QUEUED)


class UpdateMail(models.Model):
    """The ledger: who was told of which update, and by which mail. One row for each, for good."""

    update = models.ForeignKey(
        Update,
        verbose_name=_("update"),
        on_delete=models.CASCADE,
        related_name="mails",
        db_index=False,  # the constraint begins with it
    )
    signature = models.ForeignKey(
        Signature, verbose_name=_("signature"), on_delete=models.CASCADE, related_name="+"
    )
    message = models.ForeignKey(
        Message,
        verbose_name=_("message"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )

    objects = UpdateMailQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("mail of an update")
        verbose_name_plural = _("mails of updates")
        constraints = (
            models.UniqueConstraint(
                fields=("update", "signature"), name="campaigns_updatemail_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
