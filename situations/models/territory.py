"""Countries and areas, today's and withdrawn ones, that situations are about."""

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.countries import NAME_LANGUAGES

from .choices import Standing


class Region(models.TextChoices):
    """The five regions of the United Nations' M49 standard."""

    AFRICA = "002", _("Africa")
    AMERICAS = "019", _("Americas")
    ASIA = "142", _("Asia")
    EUROPE = "150", _("Europe")
    OCEANIA = "009", _("Oceania")


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def current(self) -> "TerritoryQuerySet":
        """Territories whose code has not been withdrawn."""
        return self.filter(valid_to=None)

    def by_name(self) -> "TerritoryQuerySet":
        """In the order of their names in the language of the page."""
        return self.order_by(f"name_{_short(get_language() or 'en')}")

    def with_public_situations(self) -> "TerritoryQuerySet":
        """Territories that the public register can be narrowed to."""
        places = Territory.situations.through.objects.filter(territory=models.OuterRef("pk"))
        return self.filter(models.Exists(places.filter(situation__slug__isnull=False)))

    def at_risk(self) -> "TerritoryQuerySet":
        """Where people are at risk: territories of registered situations, the gravest first.

        With how many they are, the gravest standing, and name and address of the one if it is the
        only one: as many rows as the map has places, however long the register grows.
        """
        registered = self.filter(situations__standing__lte=Standing.SERIOUS_CONCERN)
        return registered.annotate(
            number=models.Count("situations"),
            gravest=models.Min("situations__standing"),
            only_name=models.Min("situations__name"),
            only_slug=models.Min("situations__slug"),
        ).order_by("gravest", "name_en")

    def of_warnings(self, warnings: "models.QuerySet") -> "TerritoryQuerySet":
        """Territories that these warnings are about."""
        return self.filter(pk__in=warnings.values("territory"))


class Territory(models.Model):
    """A country or area under its ISO 3166 code, Kosovo under XK, withdrawn codes in four letters.

    It carries no R2P flag and no score: a judgement belongs to a dated assessment. (D3)
    """

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    code = models.CharField(_("code"), max_length=4, unique=True)
    alpha3 = models.CharField(_("three-letter code"), max_length=3, blank=True)
    m49 = models.CharField(_("UN M49 number"), max_length=3, blank=True)
    region = models.CharField(_("region"), max_length=3, choices=Region.choices, blank=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        related_name="parts",
        null=True,
        blank=True,
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    valid_from = models.DateField(_("code valid from"), null=True, blank=True)
    valid_to = models.DateField(_("code withdrawn on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_fr = models.CharField(_("name in French"), max_length=120)
    name_es = models.CharField(_("name in Spanish"), max_length=120)
    name_ar = models.CharField(_("name in Arabic"), max_length=120)
    name_ru = models.CharField(_("name in Russian"), max_length=120)
    name_zh = models.CharField(_("name in Chinese"), max_length=120)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        ordering = ("name_en",)
        verbose_name = _("territory")
        verbose_name_plural = _("territories")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(region__in=["", *Region.values]),
                name="situations_territory_region",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_to=None)
                | models.Q(valid_from__lt=models.F("valid_to")),
                name="situations_territory_dates",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('situations:situation_list')}?territory={self.slug}"

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_in(get_language() or "en")

    @property
    def is_withdrawn(self) -> bool:
        return self.valid_to is not None

    def name_in(self, language: str) -> str:
        """Return the name in a language of the United Nations; in English for any other."""
        return getattr(self, f"name_{_short(language)}")


def _short(language: str) -> str:
    """Return the two letters of a language that territories have names in; English's for others."""
    short = language.split("-")[0]
    return short if short in NAME_LANGUAGES else "en"
