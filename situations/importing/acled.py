"""ACLED: the columns of an export of the user's own, and what each becomes here.

31 columns; the file may begin with a byte-order mark. Who stands as the first actor says nothing of
who began, and the number of dead is one number without a range. (ACLED codebook)
"""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from situations.models.choices import ActorKind, Part
from situations.models.evidence_choices import Act, DatePrecision, PlacePrecision, Violence

from .event import Cells, Event, RowRefused

HEADER = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
NEEDED = [
    "event_id_cnty",
    "event_date",
    "time_precision",
    "event_type",
    "sub_event_type",
    "actor1",
    "actor2",
    "inter1",
    "inter2",
    "iso",
    "latitude",
    "longitude",
    "geo_precision",
    "fatalities",
]

DATES = {"1": DatePrecision.DAY, "2": DatePrecision.WEEK, "3": DatePrecision.MONTH}
PLACES = {
    "1": PlacePrecision.EXACT,
    "2": PlacePrecision.NEAR,
    "3": PlacePrecision.PROVINCE,
}
ACTS = {
    "armed clash": [Act.FIGHTING],
    "government regains territory": [Act.FIGHTING],
    "non-state actor overtakes territory": [Act.FIGHTING],
    "chemical weapon": [Act.FIGHTING],
    "air/drone strike": [Act.FIGHTING],
    "suicide bomb": [Act.FIGHTING],
    "shelling/artillery/missile attack": [Act.FIGHTING],
    "remote explosive/landmine/ied": [Act.FIGHTING],
    "grenade": [Act.FIGHTING],
    "sexual violence": [Act.SEXUAL_VIOLENCE],
    "attack": [Act.OTHER],
    "abduction/forced disappearance": [Act.DISAPPEARANCE],
    "peaceful protest": [Act.OTHER],
    "protest with intervention": [Act.UNREST],
    "excessive force against protesters": [Act.UNREST],
    "violent demonstration": [Act.UNREST],
    "mob violence": [Act.UNREST],
    "arrests": [Act.DETENTION],
    "looting/property destruction": [Act.DESTRUCTION],
}
AGAINST_CIVILIANS = "violence against civilians"
BATTLES = ("battles", "explosions/remote violence")
STATE, CIVILIANS = ("1", "state forces"), ("7", "civilians")
PROTESTERS = ("5", "6", "rioters", "protesters")

MAPPING = (
    ("event_id_cnty", _later("the number there, by which a second import finds it again")),
    ("event_type, sub_event_type", _later("acts; people killed add killing")),
    ("inter1, inter2, civilian_targeting", _later("kind of violence")),
    ("actor1, actor2", _later("actors, as parties: their order says nothing; civilians are none")),
    ("event_date, time_precision", _later("the day, and how exactly it is known")),
    ("iso", _later("territory, by its number in ISO 3166")),
    ("admin1, admin2, location", _later("province, district and place")),
    ("latitude, longitude, geo_precision", _later("the point, and how exactly it is known")),
    ("fatalities", _later("people killed: one number for best, lowest and highest; 0 is none")),
    ("notes", _later("account")),
    ("source, source_scale", _later("where it stands, in the item")),
)


def read_event(cells: Cells, *, today: date) -> Event:
    """Return what a row says. Raises RowRefused."""
    external_id = cells.line("event_id_cnty", most=60)
    if not external_id:
        raise RowRefused(_("event_id_cnty is empty."))
    day = cells.day("event_date", today=today)
    latitude, longitude = cells.point()
    dead = cells.number("fatalities")
    columns = {
        "title": _title(cells),
        "account": cells.text("notes"),
        "acts": _acts(cells, dead),
        "violence": _violence(cells),
        "is_aggregate": False,
        "started_on": day,
        "ended_on": day,
        "date_precision": cells.code("time_precision", DATES).value,
        "province": cells.line("admin1", most=120),
        "district": cells.line("admin2", most=120),
        "place": cells.line("location", most=200),
        "latitude": latitude,
        "longitude": longitude,
        "place_precision": cells.code("geo_precision", PLACES).value,
    }
    return Event(
        external_id=external_id,
        columns=columns,
        territory=cells.line("iso").zfill(3),
        killed=(dead, dead, dead) if dead else None,
        actors=_actors(cells),
        provenance=_provenance(cells),
    )


def _title(cells: Cells) -> str:
    actors = " – ".join(name for name in (cells.line("actor1"), cells.line("actor2")) if name)
    return f"{cells.line('sub_event_type')}: {actors}"[:160].strip(": ")


def _acts(cells: Cells, dead: int) -> list[str]:
    sub_type = cells.line("sub_event_type").lower()
    acts = {act.value for act in ACTS.get(sub_type, [])} - {Act.OTHER.value}
    if dead:
        acts.add(Act.KILLING.value)
    return sorted(acts) or [Act.OTHER.value]


def _violence(cells: Cells) -> str:
    event_type = cells.line("event_type").lower()
    if event_type == AGAINST_CIVILIANS or cells.line("civilian_targeting"):
        return Violence.ONE_SIDED.value
    if event_type not in BATTLES:
        return ""
    sides = {cells.line(name).lower() for name in ("inter1", "inter2")}
    return (Violence.STATE_BASED if sides & set(STATE) else Violence.NON_STATE).value


def _actors(cells: Cells) -> list[dict[str, str]]:
    actors: dict[str, dict[str, str]] = {}
    for number in ("1", "2"):
        name, inter = cells.line(f"actor{number}"), cells.line(f"inter{number}").lower()
        if name and inter not in CIVILIANS:
            kind = ActorKind.STATE if inter in STATE else ActorKind.NON_STATE
            if inter in PROTESTERS:
                kind = ActorKind.CIVIL_SOCIETY
            actors[name] = {"name": name, "kind": kind.value, "part": Part.PARTY.value}
    return list(actors.values())


def _provenance(cells: Cells) -> str:
    said = [cells.text(name, most=2000) for name in ("source", "source_scale")]
    return "\n".join(line for line in said if line)
