"""Incidents as the public may know them: an approved copy, no finer than was approved."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext_lazy as _

from situations.public_numbers import new_public_id

from .assessment import choice_array
from .evidence_choices import (
    Act,
    Dataset,
    DatePrecision,
    PlacePrecision,
    ShownDate,
    ShownPlace,
    Violence,
)
from .incident import FINDINGS, Incident, IncidentStatus
from .situation import Situation
from .territory import Territory

BY_MONTH = (DatePrecision.DAY, DatePrecision.DAYS, DatePrecision.WEEK, DatePrecision.MONTH)


class PublishedIncidentQuerySet(models.QuerySet["PublishedIncident"]):
    def in_order(self) -> "PublishedIncidentQuerySet":
        """By the time that is shown, the latest first. Nothing hidden decides between equals."""
        return self.order_by("-started_on", "public_id")

    def for_pages(self) -> "PublishedIncidentQuerySet":
        return self.select_related("territory")

    def per_month(self) -> list[tuple[date, int]]:
        """How many began in each month; those known only by their year are in none."""
        known = self.filter(date_precision__in=BY_MONTH)
        months = known.annotate(month=TruncMonth("started_on")).values("month").order_by("month")
        return [(row["month"], row["number"]) for row in months.annotate(number=Count("pk"))]

    def known_by_year_only(self) -> int:
        return self.filter(date_precision=DatePrecision.YEAR).count()


class PublishedIncident(models.Model):
    """What of one incident was approved for the public: pages, maps, files and order read this.

    Whoever reads this row alone cannot learn the exact place or day, or a name, that was held back:
    it is not in it. The approver neither reported the incident nor wrote in it. (D5)
    """

    incident = models.OneToOneField(
        Incident,
        verbose_name=_("incident"),
        on_delete=models.PROTECT,
        related_name="published",
    )
    public_id = models.CharField(
        _("public number"), max_length=16, unique=True, default=new_public_id, editable=False
    )
    situation = models.ForeignKey(
        Situation,
        verbose_name=_("situation"),
        on_delete=models.PROTECT,
        related_name="published_incidents",
    )
    shown_date = models.CharField(_("time shown"), max_length=8, choices=ShownDate.choices)
    shown_place = models.CharField(_("place shown"), max_length=8, choices=ShownPlace.choices)
    shows_actors = models.BooleanField(_("groups are named"), default=False)

    title = models.CharField(_("what happened, for the public"), max_length=160)
    summary = models.TextField(_("summary for the public"), blank=True)
    acts = choice_array(Act, _("acts"))
    violence = models.CharField(
        _("kind of violence"), max_length=12, choices=Violence.choices, blank=True
    )
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to"))
    date_precision = models.CharField(_("known"), max_length=8, choices=DatePrecision.choices)
    territory = models.ForeignKey(
        Territory,
        verbose_name=_("territory"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    province = models.CharField(_("province"), max_length=120, blank=True)
    district = models.CharField(_("district"), max_length=120, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    # The south-west corner of a square that holds the place, and its side in degrees; 0: the point.
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    cell = models.FloatField(_("side of the square"), default=0)
    place_precision = models.CharField(
        _("place known"), max_length=8, choices=PlacePrecision.choices
    )
    actors = ArrayField(models.CharField(max_length=160), verbose_name=_("groups"), default=list)
    figures = models.JSONField(_("figures"), default=list)
    grade = models.CharField(_("best grade"), max_length=2, default="F6")
    sources = ArrayField(models.CharField(max_length=160), verbose_name=_("sources"), default=list)
    source_count = models.PositiveIntegerField(_("number of sources"), default=0)
    dataset = models.CharField(_("data set"), max_length=12, choices=Dataset.choices, blank=True)
    status = models.CharField(_("status"), max_length=14, choices=IncidentStatus.choices)

    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    approved_at = models.DateTimeField(_("approved"))

    objects = PublishedIncidentQuerySet.as_manager()

    class Meta:
        ordering = ("-started_on", "public_id")
        verbose_name = _("published incident")
        verbose_name_plural = _("published incidents")
        indexes = (
            models.Index(
                fields=("situation", "-started_on", "public_id"), name="situations_published_line"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(started_on__lte=F("ended_on"))
                & Q(shown_date__in=ShownDate.values)
                & Q(shown_place__in=ShownPlace.values)
                & ~Q(status__in=[IncidentStatus.REFUTED, IncidentStatus.MERGED]),
                name="situations_published_choices",
            ),
            models.CheckConstraint(
                condition=~Q(shown_place=ShownPlace.COUNTRY)
                | Q(place="", district="", province="", latitude=None, longitude=None),
                name="situations_published_country_only",
            ),
            models.CheckConstraint(
                condition=~Q(shown_place=ShownPlace.PROVINCE)
                | (Q(place="", district="") & (Q(latitude=None) | Q(cell__gte=1))),
                name="situations_published_province_only",
            ),
            models.CheckConstraint(
                condition=Q(shows_actors=True) | Q(actors=[]),
                name="situations_published_names_nobody",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def act_labels(self) -> list[str]:
        return [str(Act(act).label) for act in self.acts]

    @property
    def is_checked(self) -> bool:
        """Whether somebody has come to a finding; else the page says that nobody has yet."""
        return self.status in FINDINGS

    @property
    def where(self) -> str:
        parts = [self.place, self.district, self.province]
        parts.append(self.territory.name if self.territory else "")
        return ", ".join(part for part in parts if part)

    @property
    def geometry(self) -> dict[str, Any] | None:
        """Return GeoJSON (RFC 7946): a point, the square that holds it, or nothing finer shown."""
        if self.latitude is None or self.longitude is None:
            return None
        west, south, side = self.longitude, self.latitude, self.cell
        if not side:
            return {"type": "Point", "coordinates": [west, south]}
        east, north = round(west + side, 6), round(south + side, 6)
        ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
        return {"type": "Polygon", "coordinates": [ring]}
