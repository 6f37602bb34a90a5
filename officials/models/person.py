"""People who hold or held an office."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Gender(models.TextChoices):
    FEMALE = "female", _("female")
    MALE = "male", _("male")
    OTHER = "other", _("other")


class Person(models.Model):
    """A person in public office: only what is a public fact about the office's holder."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=160)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    given_name = models.CharField(_("given name"), max_length=100, blank=True)
    honorific_prefix = models.CharField(
        _("honorific before the name"),
        max_length=60,
        blank=True,
        help_text=_("H.E., Dr., Ambassador."),
    )
    gender = models.CharField(_("gender"), max_length=8, choices=Gender.choices, blank=True)
    wikidata = models.CharField(
        _("Wikidata identifier"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^Q[1-9]\d*$", _("Q followed by digits, such as Q1254."))],
    )

    class Meta:
        ordering = ("family_name", "name")
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = (
            models.UniqueConstraint(
                fields=("wikidata",),
                condition=~models.Q(wikidata=""),
                name="officials_person_wikidata_once",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def formal_name(self) -> str:
        """The name as it stands on an envelope, with its honorific."""
        return f"{self.honorific_prefix} {self.name}".strip()
