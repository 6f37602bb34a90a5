"""Who looked at a campaign that others wrote, and what they answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import ApprovalBase
from situations.models.choices import Rung


class SafetyReviewQuerySet(models.QuerySet["SafetyReview"]):
    def standing(self) -> "SafetyReviewQuerySet":
        """Those of the words as they are: a return makes the ones before it void."""
        return self.filter(void_at=None)


class SafetyReview(models.Model):
    """Could this campaign harm somebody? Asked of a second person, before anybody approves it."""

    campaign = models.ForeignKey(
        "campaigns.Campaign",
        verbose_name=_("campaign"),
        on_delete=models.CASCADE,
        related_name="safety_reviews",
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    harm = models.TextField(_("who could be harmed, and how"))
    precautions = models.TextField(_("what is done against it"))
    consent_in_hand = models.BooleanField(_("the consent to the story is in hand"))
    at_risk = models.BooleanField(_("at-risk mode"))
    at = models.DateTimeField(_("reviewed"))
    void_at = models.DateTimeField(_("void since"), null=True, blank=True)

    objects = SafetyReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("safety review")
        verbose_name_plural = _("safety reviews")
        constraints = (
            models.UniqueConstraint(
                fields=("campaign",),
                condition=Q(void_at=None),
                name="campaigns_safety_review_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(consent_in_hand=True) & ~Q(harm="") & ~Q(precautions=""),
                name="campaigns_safety_review_answered",
            ),
        )

    def __str__(self) -> str:
        return f"{self.campaign} · {self.reviewer}"


class Approval(ApprovalBase):
    """One person who approved what others wrote. (D5, D8)"""

    campaign = models.ForeignKey(
        "campaigns.Campaign",
        verbose_name=_("campaign"),
        on_delete=models.CASCADE,
        related_name="approvals",
    )

    class Meta:
        ordering = ("at", "pk")
        verbose_name = _("approval of a campaign")
        verbose_name_plural = _("approvals of campaigns")
        constraints = (
            models.UniqueConstraint(
                fields=("campaign", "approver"), name="campaigns_approval_once"
            ),
        )


def approvals_needed(rung: int) -> int:
    """Return how many must approve: two for force without consent, one otherwise. (D8)"""
    return 2 if rung == Rung.MILITARY_NO_CONSENT else 1
