"""Where people are at risk: as marks on the world map, and as the list that is its equal."""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.pictures.maps import Mark

from .models import Territory
from .models.choices import Standing


class Place(NamedTuple):
    """A territory with its registered situations: what the map and the list say of it."""

    territory: Territory
    standing: Standing
    title: str
    url: str
    is_one: bool

    @property
    def level(self) -> str:
        return self.standing.level

    @property
    def label(self) -> str:
        return f"{self.title}: {self.standing.label}"


def places_at_risk() -> list[Place]:
    """Return the territories of registered situations, the gravest first."""
    return [_place(territory) for territory in Territory.objects.at_risk()]


def map_marks(places: Iterable[Place]) -> list[Mark]:
    """Return one mark for each place that has a point on the map; the list has the others too."""
    return [
        Mark(
            code=place.territory.code if len(place.territory.code) == 2 else "",
            latitude=place.territory.latitude,
            longitude=place.territory.longitude,
            label=place.label,
            url=place.url,
            level=place.level,
        )
        for place in places
        if place.territory.latitude is not None and place.territory.longitude is not None
    ]


def _place(territory: Territory) -> Place:
    """Return where a place leads: to its situation, or to the list of them if they are several."""
    known = vars(territory)  # columns that the question has added
    standing = Standing(known["gravest"])
    if known["number"] == 1:
        url = reverse("situations:situation_detail", args=[known["only_slug"]])
        return Place(territory, standing, known["only_name"], url, is_one=True)
    title = _("%(place)s, %(situations)s") % {
        "place": territory.name,
        "situations": ngettext("%(number)s situation", "%(number)s situations", known["number"])
        % {"number": known["number"]},
    }
    url = f"{territory.get_absolute_url()}&decision=registered"
    return Place(territory, standing, title, url, is_one=False)
