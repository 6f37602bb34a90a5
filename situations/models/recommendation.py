"""What one version of a brief has several of: recommendations, and days it was presented on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .brief import Brief
from .choices import Rung


class Recommendation(models.Model):
    """What somebody who can act is asked to do, and on which rung it stands. (D7, D13)"""

    brief = models.ForeignKey(
        Brief,
        verbose_name=_("brief"),
        on_delete=models.CASCADE,
        related_name="recommendations",
    )
    position = models.PositiveSmallIntegerField(_("place in the list"))
    addressee = models.CharField(_("to whom"), max_length=160)
    is_territorial_state = models.BooleanField(
        _("this is the State where the people are at risk"), default=False
    )
    text = models.TextField(_("what it should do"))
    rung = models.PositiveSmallIntegerField(_("rung"), choices=Rung.choices)

    class Meta:
        ordering = ("position", "id")
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = (
            models.CheckConstraint(
                condition=Q(rung__in=Rung.values), name="situations_recommendation_rung"
            ),
            models.UniqueConstraint(
                fields=("brief", "position"),
                name="situations_recommendation_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
        )

    def __str__(self) -> str:
        return self.addressee


class Occasion(models.Model):
    """A day and a place at which the brief was presented; one text can have several. (para 3)"""

    brief = models.ForeignKey(
        Brief, verbose_name=_("brief"), on_delete=models.CASCADE, related_name="occasions"
    )
    day = models.DateField(_("day"))
    place = models.CharField(_("place"), max_length=160)

    class Meta:
        ordering = ("day", "id")
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")
        constraints = (
            models.CheckConstraint(condition=~Q(place=""), name="situations_occasion_place"),
            models.UniqueConstraint(
                fields=("brief", "day", "place"), name="situations_occasion_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.place}, {self.day.isoformat()}"
