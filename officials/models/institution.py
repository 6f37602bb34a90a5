"""Institutions: what Popolo calls an Organization. They do not log in; organisations do."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core import countries


class Classification(models.TextChoices):
    STATE = "state", _("state")
    MINISTRY = "ministry", _("ministry")
    MISSION = "mission", _("permanent mission")
    EMBASSY = "embassy", _("embassy")
    INTERGOVERNMENTAL = "igo", _("intergovernmental organisation")
    ORGAN = "organ", _("organ")
    PARLIAMENT = "parliament", _("parliament")
    COMMITTEE = "committee", _("committee")


def validate_country(code: str) -> None:
    """Raise ValidationError unless `code` is a country of ISO 3166-1, or XK."""
    if not countries.is_country(code):
        raise ValidationError(
            _("“%(code)s” is no country code: two capital letters of ISO 3166-1, such as NL."),
            params={"code": code},
        )


class InstitutionQuerySet(models.QuerySet["Institution"]):
    def with_posts(self) -> "InstitutionQuerySet":
        """Those that have an office to write to."""
        return self.filter(posts__isnull=False).distinct()

    def with_members(self) -> "InstitutionQuerySet":
        """Those that have, or had, members: councils and organisations of States."""
        return self.filter(members__isnull=False).distinct()


class Institution(models.Model):
    """A State, a ministry, an organisation of States, or a part of one."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    classification = models.CharField(_("kind"), max_length=12, choices=Classification.choices)
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[validate_country],
        help_text=_("Empty for an organisation of several States."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        related_name="parts",
        null=True,
        blank=True,
    )
    website = models.URLField(_("website"), max_length=300, blank=True)
    source_url = models.URLField(_("source"), max_length=300, blank=True)

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        ordering = ("name", "country")
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        constraints = (
            models.UniqueConstraint(
                models.functions.Lower("name"),
                "country",
                name="officials_institution_once_in_a_country",
                violation_error_message=_("This country has an institution of this name already."),
            ),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("pk")),
                name="officials_institution_not_in_itself",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def country_name(self) -> str:
        """The country in the active language; empty for an organisation of several States."""
        return countries.country_name(self.country) if self.country else ""
