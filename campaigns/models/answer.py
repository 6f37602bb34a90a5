"""What an office answered, as it is published: once, however many letters it answers."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from officials.models import Post, Tenure

from .campaign import Campaign
from .letter import Letter


class AnswerKind(models.TextChoices):
    SUBSTANTIVE = "substantive", _("answers the ask")
    REFUSAL = "refusal", _("refuses to answer")
    REFERRAL = "referral", _("refers to another office")
    HOLDING = "holding", _("says that an answer will follow")


# What ends the wait for an answer. That one will follow only gives the office more time.
STOPPING = (AnswerKind.SUBSTANTIVE, AnswerKind.REFUSAL, AnswerKind.REFERRAL)


class AnswerChannel(models.TextChoices):
    EMAIL = "email", _("by email")
    POST = "post", _("by post")
    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("by telephone")
    PUBLIC = "public", _("in public")
    PAGE = "page", _("on this site")


class AnswerStatus(models.TextChoices):
    DRAFT = "draft", _("accepted, being prepared")
    REVIEW = "review", _("waits for a second person")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("taken back")


ANSWER_MOVES = {
    AnswerStatus.DRAFT: {AnswerStatus.REVIEW, AnswerStatus.WITHDRAWN},
    AnswerStatus.REVIEW: {AnswerStatus.PUBLISHED, AnswerStatus.DRAFT, AnswerStatus.WITHDRAWN},
    AnswerStatus.PUBLISHED: {AnswerStatus.WITHDRAWN},
    AnswerStatus.WITHDRAWN: set(),
}


class AnswerQuerySet(models.QuerySet["Answer"]):
    def public(self) -> "AnswerQuerySet":
        return self.filter(status=AnswerStatus.PUBLISHED)

    def standing(self) -> "AnswerQuerySet":
        """Accepted and not taken back, published or not."""
        return self.exclude(status=AnswerStatus.WITHDRAWN)

    def stopping(self) -> "AnswerQuerySet":
        """Those that end the wait for an answer."""
        return self.standing().filter(kind__in=STOPPING)

    def on_desk_of(self, user: Any) -> "AnswerQuerySet":
        if user.is_authenticated and user.is_staff:
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(campaign__organisation__in=Organisation.objects.of(user))

    def in_review(self) -> "AnswerQuerySet":
        return self.filter(status=AnswerStatus.REVIEW)

    def for_pages(self) -> "AnswerQuerySet":
        return self.select_related(
            "campaign__organisation",
            "campaign__situation",
            "post__institution",
            "tenure__person",
            "author",
            "approver",
        )


class Answer(models.Model):
    """One answer of one office in one campaign. `text` is what may be read by everybody.

    Its author took names, numbers and greetings out; a second person publishes it. (D5, D10)
    """

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("campaign"), on_delete=models.PROTECT, related_name="answers"
    )
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    post = models.ForeignKey(
        Post, verbose_name=_("office"), on_delete=models.PROTECT, related_name="answers"
    )
    tenure = models.ForeignKey(
        Tenure,
        verbose_name=_("who held the office"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    kind = models.CharField(_("kind"), max_length=11, choices=AnswerKind.choices)
    channel = models.CharField(
        _("how it came"),
        max_length=9,
        choices=AnswerChannel.choices,
        default=AnswerChannel.EMAIL,
    )
    answered_on = models.DateField(_("answered on"))
    language = models.CharField(_("language"), max_length=10, default="en")
    text = models.TextField(
        _("text for everybody"),
        blank=True,
        help_text=_("Without the names of staff, telephone numbers, greetings and signatures."),
    )
    translation = models.TextField(_("translation"), blank=True)
    office_note = models.TextField(_("what the office says of it"), blank=True)
    source_url = models.URLField(_("where it stands in public"), max_length=300, blank=True)
    letters = models.ManyToManyField(
        Letter, verbose_name=_("letters"), related_name="answers", blank=True
    )
    status = models.CharField(
        _("status"), max_length=9, choices=AnswerStatus.choices, default=AnswerStatus.DRAFT
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("prepared by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    return_reason = models.TextField(_("why it was returned"), blank=True)
    accepted_at = models.DateTimeField(_("accepted"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    withdrawn_reason = models.TextField(_("why it was taken back"), blank=True)
    told_upto = models.PositiveBigIntegerField(_("writers told up to"), default=0, editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ("-answered_on", "-pk")
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = (
            models.UniqueConstraint(fields=("campaign", "number"), name="campaigns_answer_number"),
            models.CheckConstraint(
                condition=Q(
                    status__in=AnswerStatus.values,
                    kind__in=AnswerKind.values,
                    channel__in=AnswerChannel.values,
                ),
                name="campaigns_answer_choices",
            ),
            models.CheckConstraint(
                condition=Q(approver=None) | ~Q(approver=F("author")),
                name="campaigns_answer_two_people",
                violation_error_message=_("Who publishes an answer is never who prepared it."),
            ),
            models.CheckConstraint(
                condition=~Q(status="published")
                | (Q(approver__isnull=False, published_at__isnull=False) & ~Q(text="")),
                name="campaigns_answer_published_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign.reference}/A{self.number}"

    def get_absolute_url(self) -> str:
        """Where it stands on the campaign's page of answers; at the desk before it is public."""
        if self.status == AnswerStatus.PUBLISHED:
            page = reverse("campaigns:answers", args=[self.campaign.slug])
            return f"{page}#answer-{self.number}"
        return reverse("campaigns:desk_answer", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.status == AnswerStatus.PUBLISHED

    @property
    def stops_the_clock(self) -> bool:
        return self.kind in STOPPING
