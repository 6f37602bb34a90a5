"""What is known of an office: where it stands, in private; what it promised, in public. (D15)

Both are about a situation, which the directory of officials knows nothing of: so they stand here.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from officials.models import Post, Tenure
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

    def latest(self) -> "StanceQuerySet":
        """The newest of each organisation on each office and situation."""
        same = Stance.objects.filter(
            organisation=OuterRef("organisation"),
            situation=OuterRef("situation"),
            post=OuterRef("post"),
        ).order_by("-noted_on", "-pk")
        return self.filter(pk=Subquery(same.values("pk")[:1]))

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


class CommitmentStatus(models.TextChoices):
    NOTED = "noted", _("waits for a second person")
    PUBLIC = "public", _("public")
    DROPPED = "dropped", _("dropped")
    WITHDRAWN = "withdrawn", _("withdrawn")


COMMITMENT_MOVES = {
    CommitmentStatus.NOTED: {CommitmentStatus.PUBLIC, CommitmentStatus.DROPPED},
    # What was public stays known: it is withdrawn with a reason and not dropped.
    CommitmentStatus.PUBLIC: {CommitmentStatus.WITHDRAWN},
    CommitmentStatus.DROPPED: set(),
    CommitmentStatus.WITHDRAWN: set(),
}


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def public(self) -> "CommitmentQuerySet":
        """Those that a second person put before the public; of situations that it may see."""
        return self.filter(
            status=CommitmentStatus.PUBLIC, situation__in=Situation.objects.public()
        ).select_related("situation", "post")

    def of_post(self, post: Post) -> "CommitmentQuerySet":
        """What the office promised, the latest first."""
        return self.filter(post=post)

    def of_campaign(self, campaign: Campaign) -> "CommitmentQuerySet":
        """What offices promised in its matter, as its organisation noted."""
        rows = self.filter(organisation=campaign.organisation, situation=campaign.situation)
        return rows.select_related("post__institution", "noted_by")


class Commitment(models.Model):
    """What an office promised in public, on a day, with the source. (paragraphs 65-67)"""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("noted for"), on_delete=models.PROTECT, related_name="+"
    )
    situation = models.ForeignKey(
        Situation,
        verbose_name=_("situation"),
        on_delete=models.PROTECT,
        related_name="commitments",
    )
    post = models.ForeignKey(
        Post, verbose_name=_("post"), on_delete=models.PROTECT, related_name="commitments"
    )
    text = models.CharField(_("what it promised"), max_length=300)
    made_on = models.DateField(_("promised on"))
    source_url = models.URLField(_("source"), max_length=300)
    status = models.CharField(
        _("status"),
        max_length=9,
        choices=CommitmentStatus.choices,
        default=CommitmentStatus.NOTED,
        editable=False,
    )
    reason = models.CharField(_("why it was taken back"), max_length=300, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("noted by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    noted_at = models.DateTimeField(_("noted"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ("-made_on", "-pk")
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=CommitmentStatus.values), name="campaigns_commitment_status"
            ),
            models.CheckConstraint(
                condition=Q(status="noted") | Q(decided_by__isnull=False),
                name="campaigns_commitment_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=models.F("noted_by"), status="public"),
                name="campaigns_commitment_by_two_people",
                violation_error_message=_("Who publishes it is never who noted it."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.post} · {self.made_on}"

    def holder(self) -> Tenure | None:
        """Return who held the office on the day of the promise, as far as is known."""
        day: date = self.made_on
        return self.post.holder_on(day)
