"""UCDP GED: the columns of the Georeferenced Event Dataset, and what each becomes here.

49 columns in the publisher's order; note that best stands before high and low. (UCDP GED codebook,
version 23.1)
"""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from situations.models.choices import ActorKind, Part
from situations.models.evidence_choices import Act, DatePrecision, PlacePrecision, Violence

from .countries import territory_code
from .event import Cells, Event, RowRefused

HEADER = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
]
NEEDED = [
    "id",
    "type_of_violence",
    "side_a",
    "side_b",
    "where_prec",
    "latitude",
    "longitude",
    "country_id",
    "date_prec",
    "date_start",
    "date_end",
    "best",
    "high",
    "low",
]

VIOLENCE = {"1": Violence.STATE_BASED, "2": Violence.NON_STATE, "3": Violence.ONE_SIDED}
PLACES = {
    "1": PlacePrecision.EXACT,
    "2": PlacePrecision.NEAR,
    "3": PlacePrecision.DISTRICT,
    "4": PlacePrecision.PROVINCE,
    "5": PlacePrecision.AREA,
    "6": PlacePrecision.COUNTRY,
    "7": PlacePrecision.UNKNOWN,
}
DATES = {
    "1": DatePrecision.DAY,
    "2": DatePrecision.DAYS,
    "3": DatePrecision.WEEK,
    "4": DatePrecision.MONTH,
    "5": DatePrecision.YEAR,
}
CIVILIANS = "civilians"

MAPPING = (
    ("id", _later("the number there, by which a second import finds it again")),
    ("type_of_violence", _later("kind of violence and acts")),
    ("side_a, side_b, gwnoa, gwnob", _later("actors; civilians are no actor")),
    ("where_prec", _later("how exactly the place is known")),
    ("where_coordinates, where_description", _later("place and account")),
    ("adm_1, adm_2", _later("province and district")),
    ("latitude, longitude", _later("the point on the map")),
    ("country_id", _later("territory, by the number of the State")),
    ("date_start, date_end, date_prec", _later("the days, and how exactly they are known")),
    ("best, high, low", _later("people killed: best, highest and lowest estimate")),
    ("event_clarity, code_status", _later("several events told as one; a remark if not clear")),
    ("source_article, source_original, source_office", _later("where it stands, in the item")),
)


def read_event(cells: Cells, *, today: date) -> Event:
    """Return what a row says. Raises RowRefused."""
    external_id = cells.line("id", most=60)
    if not external_id:
        raise RowRefused(_("id is empty."))
    started_on, ended_on = _days(cells, today)
    remarks = _remarks(cells)
    violence = cells.code("type_of_violence", VIOLENCE)
    latitude, longitude = cells.point()
    killed = _killed(cells, remarks)
    columns = {
        "title": _title(cells),
        "account": cells.text("where_description"),
        "acts": [Act.KILLING.value]
        if violence == Violence.ONE_SIDED
        else [Act.FIGHTING.value, Act.KILLING.value],
        "violence": violence.value,
        "is_aggregate": cells.line("event_clarity") == "2",
        "started_on": started_on,
        "ended_on": ended_on,
        "date_precision": cells.code("date_prec", DATES).value,
        "province": cells.line("adm_1", most=120),
        "district": cells.line("adm_2", most=120),
        "place": cells.line("where_coordinates", most=200),
        "latitude": latitude,
        "longitude": longitude,
        "place_precision": cells.code("where_prec", PLACES).value,
    }
    territory = territory_code(cells.line("country_id"), on=started_on)
    if not territory:
        remarks.append(_("The number of the State is not known here; no territory was set."))
    return Event(
        external_id=external_id,
        columns=columns,
        territory=territory,
        killed=killed,
        actors=_actors(cells, violence),
        provenance=_provenance(cells),
        remarks=remarks,
    )


def _days(cells: Cells, today: date) -> tuple[date, date]:
    started_on = cells.day("date_start", today=today)
    ended_on = cells.day("date_end", today=today)
    if ended_on < started_on:
        raise RowRefused(_("date_end lies before date_start."))
    return started_on, ended_on


def _title(cells: Cells) -> str:
    sides = [cells.line(name) for name in ("side_a", "side_b")]
    return " – ".join(side for side in sides if side)[:160]


def _killed(cells: Cells, remarks: list[str]) -> tuple[int, int, int]:
    """Return low, best and high. Published rows exist whose best lies outside of the other two.

    Their range is widened until it holds it, and the remark keeps what the file says: to refuse
    them would lose events that did happen.
    """
    low, best, high = (cells.number(name) for name in ("low", "best", "high"))
    if low <= best <= high:
        return low, best, high
    remarks.append(
        _("The file says best %(best)s, low %(low)s, high %(high)s; the range was widened.")
        % {"best": best, "low": low, "high": high}
    )
    return min(low, best), best, max(high, best)


def _remarks(cells: Cells) -> list[str]:
    status = cells.line("code_status")
    if status and status.lower() != "clear":
        return [_("The publisher has not finished with it: %s.") % status]
    return []


def _actors(cells: Cells, violence: Violence) -> list[dict[str, str]]:
    part = Part.ALLEGED_PERPETRATOR if violence == Violence.ONE_SIDED else Part.PARTY
    actors = []
    for side, number in (("side_a", "gwnoa"), ("side_b", "gwnob")):
        name = cells.line(side)
        if name and name.lower() != CIVILIANS:
            is_state = bool(cells.line(number)) or name.startswith("Government of")
            kind = ActorKind.STATE if is_state else ActorKind.NON_STATE
            actors.append({"name": name, "kind": kind.value, "part": part.value})
    return actors if len(actors) < 2 or actors[0] != actors[1] else actors[:1]


def _provenance(cells: Cells) -> str:
    names = ("source_article", "source_original", "source_office", "source_date")
    said = [cells.text(name, most=2000) for name in names]
    return "\n".join(dict.fromkeys(line for line in said if line))
