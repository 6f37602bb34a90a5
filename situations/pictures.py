"""Situations as marks on the world map."""

from collections.abc import Iterable

from core.pictures.maps import Mark

from .models import Situation


def map_marks(situations: Iterable[Situation]) -> list[Mark]:
    """Return one mark for each territory of each registered situation.

    Needs situations fetched `for_pages`. A territory without a point on the map is left out; the
    list beside the map has it.
    """
    return [
        Mark(
            code=territory.code if len(territory.code) == 2 else "",
            latitude=territory.latitude,
            longitude=territory.longitude,
            label=f"{situation.name}: {situation.level_label}",
            url=situation.get_absolute_url(),
            level=situation.level,
        )
        for situation in situations
        if situation.is_registered
        for territory in situation.territories.all()
        if territory.latitude is not None and territory.longitude is not None
    ]
