"""Where an office stands in a matter, as an organisation judges it. Never public. (D15)

It is about a situation, which the directory of officials knows nothing of: so it stands here. What
an office promised is public and an outcome of an ask (campaigns.models.outcome).
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from officials.models import Post
from situations.models import Situation

from .campaign import Campaign


class Position(models.TextChoices):
    SUPPORTIVE = "supportive", _("supportive")
    WAVERING = "wavering", _("wavering")
    OPPOSED = "opposed", _("opposed")
    UNKNOWN = "unknown", _("not known")


class StanceQuerySet(models.QuerySet["Stance"]):
    def visible_to(self, user: Any) -> "StanceQuerySet":
        """Those of one's own organisations: nobody else reads them, staff included. (D15)"""
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__memberships__user=user)

    def newest(self) -> "StanceQuerySet":
        """The newest of each organisation on each office and situation."""
        same = Stance.objects.filter(
            organisation=OuterRef("organisation"),
            situation=OuterRef("situation"),
            post=OuterRef("post"),
        ).order_by("-noted_on", "-pk")
        return self.filter(pk=Subquery(same.values("pk")[:1]))

    def latest_first(self) -> "StanceQuerySet":
        """Each office's newest word, the latest on top, for a page."""
        return self.newest().select_related("post").order_by("-noted_on", "-pk")

    def of_campaign(self, campaign: Campaign) -> "StanceQuerySet":
        """What the campaign's organisation noted on its situation."""
        return self.filter(organisation=campaign.organisation, situation=campaign.situation)


class Stance(models.Model):
    """Where an office stood in a matter on a day, as an organisation judges it. Never public.

    Nothing is changed: what is learnt later is another row, so that a change of mind can be seen.
    """

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="+"
    )
    situation = models.ForeignKey(
        Situation, verbose_name=_("situation"), on_delete=models.PROTECT, related_name="+"
    )
    post = models.ForeignKey(
        Post, verbose_name=_("post"), on_delete=models.PROTECT, related_name="+"
    )
    position = models.CharField(_("where it stands"), max_length=10, choices=Position.choices)
    noted_on = models.DateField(_("as of"))
    note = models.CharField(_("what it rests on"), max_length=300, blank=True)
    source_url = models.URLField(_("source"), max_length=300, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("noted by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    noted_at = models.DateTimeField(_("noted"))

    objects = StanceQuerySet.as_manager()

    class Meta:
        ordering = ("-noted_on", "-pk")
        verbose_name = _("stance")
        verbose_name_plural = _("stances")
        indexes = (
            models.Index(
                fields=("organisation", "situation", "post", "-noted_on"),
                name="campaigns_stance_latest",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(position__in=Position.values), name="campaigns_stance_position"
            ),
            models.CheckConstraint(
                condition=~Q(note="", source_url=""),
                name="campaigns_stance_rests_on_something",
                violation_error_message=_("Say what it rests on, or give a source."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_position_display()} · {self.noted_on}"
