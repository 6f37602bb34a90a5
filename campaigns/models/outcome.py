"""What an office did about the ask: apart from whether and what it answered. (D10)"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from officials.models import Post

from .campaign import Campaign


class AskResult(models.TextChoices):
    ACTED = "acted", _("did what was asked")
    COMMITTED = "committed", _("promised it")
    DEFLECTED = "deflected", _("evaded it")
    REFUSED = "refused", _("refused it")
    SILENT = "silent", _("silent")


class OutcomeQuerySet(models.QuerySet["AskOutcome"]):
    def checked(self) -> "OutcomeQuerySet":
        """Those that a second person has checked."""
        return self.filter(checked_at__isnull=False)

    def unchecked(self) -> "OutcomeQuerySet":
        return self.filter(checked_at=None)

    def newest_by_office(self) -> "OutcomeQuerySet":
        """The last word about each office of each campaign."""
        rows = self.checked().order_by("campaign_id", "post_id", "-on", "-pk")
        return rows.distinct("campaign_id", "post_id")

    def promises_of(self, post: Post) -> "OutcomeQuerySet":
        """What the office promised or did in public campaigns, as two people noted it."""
        kept = (AskResult.COMMITTED, AskResult.ACTED)
        rows = self.checked().filter(post=post, result__in=kept)
        public = Campaign.objects.public()
        return rows.filter(campaign__in=public).select_related("campaign").order_by("-on", "-pk")

    def on_desk_of(self, user: Any) -> "OutcomeQuerySet":
        if user.is_authenticated and user.is_staff:
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(campaign__organisation__in=Organisation.objects.of(user))

    def for_pages(self) -> "OutcomeQuerySet":
        return self.select_related(
            "campaign__organisation", "post__institution", "noted_by", "checked_by"
        )


class AskOutcome(models.Model):
    """What is known, on a day and by which evidence, of what an office did. The newest counts.

    Earlier ones stay, so that a promise that came to nothing can be read.
    """

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("campaign"), on_delete=models.PROTECT, related_name="outcomes"
    )
    post = models.ForeignKey(
        Post, verbose_name=_("office"), on_delete=models.PROTECT, related_name="outcomes"
    )
    result = models.CharField(_("what it did"), max_length=9, choices=AskResult.choices)
    on = models.DateField(_("on"))
    evidence = models.TextField(_("evidence"), help_text=_("What was done or said, and where."))
    source_url = models.URLField(_("source"), max_length=300, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("noted by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    noted_at = models.DateTimeField(_("noted"))
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        ordering = ("-on", "-pk")
        verbose_name = _("outcome of an ask")
        verbose_name_plural = _("outcomes of asks")
        constraints = (
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("noted_by")),
                name="campaigns_outcome_two_people",
                violation_error_message=_("Who checks an outcome is never who noted it."),
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None, checked_at=None)
                | Q(checked_by__isnull=False, checked_at__isnull=False),
                name="campaigns_outcome_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(result__in=AskResult.values), name="campaigns_outcome_result"
            ),
        )

    def __str__(self) -> str:
        return f"{self.post} · {self.get_result_display()}"
