"""What of an incident may be shown: time, place and names made as coarse as was approved.

Made once, when it is approved, and the same each time: a square that holds the place rather than a
dot moved at random, for many dots of one place would give it away. Nothing is ever finer than it is
known. (GeoJSON working group, drafts 217 and 226; UCDP and ACLED give a centroid where they only
know a district.)
"""

import math
from calendar import monthrange
from datetime import date
from typing import Any, NamedTuple

from .models import Incident
from .models.choices import ActorKind
from .models.evidence_choices import (
    Act,
    DatePrecision,
    PlacePrecision,
    ShownDate,
    ShownPlace,
    Violence,
)

# Degrees. A square of one degree is about a hundred kilometres wide at the equator.
CELL_SHOWN = {ShownPlace.PROVINCE: 1.0, ShownPlace.DISTRICT: 0.25, ShownPlace.EXACT: 0.0}
CELL_KNOWN = {
    PlacePrecision.EXACT: 0.0,
    PlacePrecision.NEAR: 0.25,
    PlacePrecision.DISTRICT: 0.25,
    PlacePrecision.AREA: 0.5,
    PlacePrecision.PROVINCE: 1.0,
}
PLACE_OF = {
    ShownPlace.EXACT: PlacePrecision.EXACT,
    ShownPlace.DISTRICT: PlacePrecision.DISTRICT,
    ShownPlace.PROVINCE: PlacePrecision.PROVINCE,
    ShownPlace.COUNTRY: PlacePrecision.COUNTRY,
}
DATE_OF = {
    ShownDate.DAY: DatePrecision.DAY,
    ShownDate.MONTH: DatePrecision.MONTH,
    ShownDate.YEAR: DatePrecision.YEAR,
}


class Shown(NamedTuple):
    """How fine the public copy may be."""

    date: str = ShownDate.MONTH
    place: str = ShownPlace.PROVINCE
    actors: bool = False


def projected(incident: Incident, shown: Shown) -> dict[str, Any]:
    """Return the columns of the public copy, but for its words, its grade and who approved it."""
    return {
        "situation_id": incident.situation_id,
        "shown_date": shown.date,
        "shown_place": shown.place,
        "shows_actors": shown.actors,
        "acts": incident.acts,
        "violence": incident.violence,
        "territory_id": incident.territory_id,
        "dataset": incident.dataset,
        "status": incident.status,
        "actors": _groups(incident) if shown.actors else [],
        "figures": _figures(incident, shown.date),
        **_time(incident, shown.date),
        **_place(incident, shown.place),
    }


def neutral_title(incident: Incident) -> str:
    """Return a public line that names nobody and no place: the acts, or the kind of violence."""
    words = ", ".join(str(Act(act).label) for act in incident.acts)
    if not words and incident.violence:
        words = f"violence {Violence(incident.violence).label}"
    return (words[:1].upper() + words[1:])[:160] or str(Act.OTHER.label)


def coarse_day(day: date, shown_date: str) -> date:
    """Return the first day of the year or month that is shown, or the day itself."""
    if shown_date == ShownDate.YEAR:
        return day.replace(month=1, day=1)
    return day.replace(day=1) if shown_date == ShownDate.MONTH else day


def square(degrees: float, side: float) -> float:
    """Return the lower edge of the square of this side that holds the coordinate."""
    return round(math.floor(degrees / side) * side, 6) if side else degrees


def _time(incident: Incident, shown: str) -> dict[str, Any]:
    order = DatePrecision.values
    known, allowed = incident.date_precision, DATE_OF[ShownDate(shown)]
    return {
        "started_on": coarse_day(incident.started_on, shown),
        "ended_on": _last_day(incident.ended_on, shown),
        "date_precision": max(known, allowed, key=order.index),
    }


def _last_day(day: date, shown: str) -> date:
    if shown == ShownDate.YEAR:
        return day.replace(month=12, day=31)
    if shown == ShownDate.MONTH:
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day


def _place(incident: Incident, shown: str) -> dict[str, Any]:
    order = PlacePrecision.values
    known, allowed = incident.place_precision, PLACE_OF[ShownPlace(shown)]
    columns: dict[str, Any] = {
        "place_precision": max(known, allowed, key=order.index),
        "province": "",
        "district": "",
        "place": "",
        "latitude": None,
        "longitude": None,
        "cell": 0.0,
    }
    if shown == ShownPlace.COUNTRY:
        return columns
    columns["province"] = incident.province
    if shown in (ShownPlace.DISTRICT, ShownPlace.EXACT):
        columns["district"] = incident.district
    if shown == ShownPlace.EXACT:
        columns["place"] = incident.place
    return columns | _point(incident, shown)


def _point(incident: Incident, shown: str) -> dict[str, Any]:
    """Return the square that is shown; none where only the country is known."""
    known = CELL_KNOWN.get(PlacePrecision(incident.place_precision))
    if known is None or incident.latitude is None or incident.longitude is None:
        return {}
    side = max(known, CELL_SHOWN[ShownPlace(shown)])
    return {
        "latitude": min(square(incident.latitude, side), 90 - side),
        "longitude": min(square(incident.longitude, side), 180 - side),
        "cell": side,
    }


def _groups(incident: Incident) -> list[str]:
    """Return the names of groups and States. A person is never named, whatever was approved."""
    names = (each.name for each in incident.actors.all() if each.kind != ActorKind.PERSON)
    return list(dict.fromkeys(names))


def _figures(incident: Incident, shown_date: str) -> list[dict[str, Any]]:
    return [
        {
            "kind": figure.kind,
            "qualifier": figure.qualifier,
            "low": figure.low,
            "best": figure.best,
            "high": figure.high,
            "as_of": coarse_day(figure.as_of, shown_date).isoformat(),
            "source": figure.source,
        }
        for figure in incident.figures.all()
    ]
