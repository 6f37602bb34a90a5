"""What one can ask to be told about."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from campaigns.models import Campaign
from core.rules import Text
from situations.models import Situation, Territory
from situations.models.territory import Region


class TopicKind(models.TextChoices):
    EVERYTHING = "everything", _("everything")
    SITUATION = "situation", _("a situation")
    TERRITORY = "territory", _("a country or area")
    REGION = "region", _("a region of the world")
    ORGANISATION = "organisation", _("an organisation")
    CAMPAIGN = "campaign", _("a campaign")


# The column that names the object of each kind. "Everything" has none; a region is no row of a
# table but a number of the United Nations (M49).
SUBJECT_FIELDS = {
    TopicKind.SITUATION: "situation",
    TopicKind.TERRITORY: "territory",
    TopicKind.ORGANISATION: "organisation",
    TopicKind.CAMPAIGN: "campaign",
}
SUBJECTS = tuple(SUBJECT_FIELDS.values())


def _exactly_the_right_one() -> Q:
    right = Q()
    for kind in TopicKind.values:
        set_or_not = {f"{field}__isnull": owner != kind for owner, field in SUBJECT_FIELDS.items()}
        regions = Region.values if kind == TopicKind.REGION else [""]
        right |= Q(kind=kind, region__in=regions, **set_or_not)
    return right


class TopicQuerySet(models.QuerySet["Topic"]):
    def with_subjects(self) -> "TopicQuerySet":
        """With the object that each is about, so that naming them asks nothing more."""
        return self.select_related(*SUBJECTS)

    def touching(
        self,
        *,
        situations: Iterable[int] = (),
        territories: Iterable[int] = (),
        regions: Iterable[str] = (),
        organisations: Iterable[int] = (),
        campaigns: Iterable[int] = (),
    ) -> "TopicQuerySet":
        """Topics that something about these objects belongs to; "everything" always does."""
        return self.filter(
            Q(kind=TopicKind.EVERYTHING)
            | Q(situation__in=list(situations))
            | Q(territory__in=list(territories))
            | Q(kind=TopicKind.REGION, region__in=list(regions))
            | Q(organisation__in=list(organisations))
            | Q(campaign__in=list(campaigns))
        )

    def about(self, *, kind: str, subject: Any = None) -> "Topic":
        """Return the one topic of this kind and object, made when first asked for.

        Two that make it at once end with the same row: the database keeps it unique.
        """
        column = SUBJECT_FIELDS.get(TopicKind(kind), TopicKind.REGION.value)
        wanted = {column: subject} if subject is not None else {}
        return self.get_or_create(kind=kind, **wanted)[0]


class Topic(models.Model):
    """Everything, or one situation, territory, region, organisation or campaign."""

    kind = models.CharField(_("kind"), max_length=12, choices=TopicKind.choices)
    situation = models.ForeignKey(
        Situation,
        verbose_name=_("situation"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
    )
    territory = models.ForeignKey(
        Territory,
        verbose_name=_("country or area"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
    )

    region = models.CharField(
        _("region"), max_length=3, choices=Region.choices, default="", blank=True
    )
    campaign = models.ForeignKey(
        Campaign,
        verbose_name=_("campaign"),
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
    )

    objects = TopicQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "id")
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = (
            models.CheckConstraint(
                condition=_exactly_the_right_one(), name="alerts_topic_names_its_object"
            ),
            models.UniqueConstraint(
                fields=("kind", *SUBJECTS, "region"),
                nulls_distinct=False,
                name="alerts_topic_once",
            ),
        )

    def __str__(self) -> str:
        return str(self.label)

    @property
    def subject(self) -> Any:
        """The situation, territory, region, organisation or campaign; None for everything."""
        if self.kind == TopicKind.REGION:
            return Region(self.region)
        field = SUBJECT_FIELDS.get(TopicKind(self.kind))
        return getattr(self, field) if field else None

    @property
    def label(self) -> Text:
        """What is followed, in the language of the page."""
        if self.kind == TopicKind.REGION:
            return Region(self.region).label
        return str(self.subject) if self.subject else _("everything on this site")
