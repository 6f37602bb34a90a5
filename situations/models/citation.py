"""Works that an assessment rests on, each with every place and day on which it was given."""

from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from .assessment import Assessment


class Occasion(NamedTuple):
    """Where and on which day a work was given or published; the place can be unknown."""

    place: str
    day: date

    def __str__(self) -> str:
        return f"{self.place}, {date_format(self.day)}" if self.place else date_format(self.day)


def check_occasions(value: Any) -> None:
    """Refuse what is no list of places with their days."""
    try:
        [Occasion(str(row["place"]), date.fromisoformat(row["day"])) for row in value]
    except (TypeError, KeyError, ValueError) as error:
        raise ValidationError(_("Give each occasion as a place and a day.")) from error


class Citation(models.Model):
    """One work. A speech can be given twice, a report published in two places: no day is lost.

    The address that this register implements was given in Melbourne on 13 August 2007 and in Sydney
    on 28 August 2007. (para 3)
    """

    assessment = models.ForeignKey(
        Assessment, verbose_name=_("assessment"), on_delete=models.CASCADE, related_name="citations"
    )
    author = models.CharField(_("author"), max_length=160, blank=True)
    title = models.CharField(_("title"), max_length=300)
    occasions = models.JSONField(_("where and when"), default=list, blank=True)
    locator = models.CharField(_("where in it"), max_length=120, blank=True)
    symbol = models.CharField(_("document symbol"), max_length=60, blank=True)
    url = models.CharField(
        _("address"), max_length=500, blank=True, validators=[URLValidator(["https", "http"])]
    )

    class Meta:
        ordering = ("id",)
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = (
            models.CheckConstraint(
                condition=Q(url="") | Q(url__startswith="https://") | Q(url__startswith="http://"),
                name="situations_citation_address",
            ),
        )

    def __str__(self) -> str:
        return self.in_words

    def clean(self) -> None:
        check_occasions(self.occasions)

    @property
    def given(self) -> list[Occasion]:
        """Every occasion, in the order given."""
        return [Occasion(row["place"], date.fromisoformat(row["day"])) for row in self.occasions]

    @property
    def in_words(self) -> str:
        """The citation as a line of text, with all its places and days."""
        occasions = _text(" and ").join(str(occasion) for occasion in self.given)
        parts = (self.author, self.title, self.symbol, occasions, self.locator)
        return ", ".join(part for part in parts if part)
