"""Published incidents as files for others: CSV with a row of HXL tags, and GeoJSON.

Both are read from the approved copies alone and made line by line. Words of witnesses are asked for
at the moment of writing. (HXL 1.1; RFC 7946; D12)
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import batched
from typing import Any

from django.db.models import F

from core.sheets import lines

from .models import ImportRun, PublishedIncident, Situation, Testimony
from .models.choices import FigureKind
from .models.evidence_choices import Use
from .testimony import Excerpt, excerpt_of

CHUNK = 1000
LICENCE = "CC BY 4.0"

COLUMNS = (
    ("Situation number", "#crisis+code"),
    ("Situation", "#crisis+name"),
    ("Incident number", "#event+code"),
    ("What happened", "#event+name"),
    ("Acts", "#event+type"),
    ("From", "#date+start"),
    ("To", "#date+end"),
    ("Time known", "#date+precision"),
    ("Country", "#country+name"),
    ("Country code", "#country+code+v_iso3"),
    ("Province", "#adm1+name"),
    ("District", "#adm2+name"),
    ("Place", "#loc+name"),
    ("Latitude (middle of the area)", "#geo+lat"),
    ("Longitude (middle of the area)", "#geo+lon"),
    ("Side of the area in degrees", "#geo+cell"),
    ("Place known", "#geo+precision"),
    ("Killed, best", "#affected+killed+best"),
    ("Killed, lowest", "#affected+killed+low"),
    ("Killed, highest", "#affected+killed+high"),
    ("Killed, qualifier", "#meta+qualifier"),
    ("Groups", "#group+name"),
    ("Status", "#status"),
    ("Best grade", "#meta+reliability"),
    ("Sources", "#meta+source"),
    ("Figures as of", "#date+updated"),
    ("Address", "#meta+url"),
    ("Licence", "#meta+license"),
)


def incidents_csv(situation: Situation, *, base_url: str) -> Iterator[str]:
    """Yield a head, the HXL tags, and a line for each published incident in the public order."""
    yield from lines([[name for name, _tag in COLUMNS], [tag for _name, tag in COLUMNS]])
    url = base_url + situation.get_absolute_url()
    yield from lines(_row(situation, each, url) for each in _published(situation))


def incidents_geojson(situation: Situation, *, base_url: str, at: datetime) -> Iterator[str]:
    """Yield a FeatureCollection: areas rather than dots, and what witnesses allow to be quoted."""
    about = {"situation": situation.reference, "name": situation.name, "licence": LICENCE}
    about["url"] = base_url + situation.get_absolute_url()
    yield f'{{"type": "FeatureCollection", "about": {json.dumps(about)}, "features": ['
    between = ""
    for some in batched(_published(situation), CHUNK):
        quotes = quotes_by_incident(some, at=at)
        for each in some:
            yield between + json.dumps(_feature(each, quotes), ensure_ascii=False)
            between = ",\n"
    yield "]}\n"


def import_lines_csv(run: ImportRun) -> Iterator[str]:
    """Yield what became of every line of an import."""
    yield from lines([["line", "number", "outcome", "remark"]])
    rows = run.lines.values_list("line", "external_id", "outcome", "remark").order_by("line")
    yield from lines(rows.iterator(chunk_size=CHUNK))


def quotes_by_incident(
    incidents: Iterable[PublishedIncident], *, at: datetime
) -> dict[int, list[Excerpt]]:
    """Return what may be quoted in the register now, by the number of the public copy."""
    told = Testimony.objects.about_published(list(incidents)).quotable(use=Use.REGISTER, at=at)
    quotes: dict[int, list[Excerpt]] = {}
    for row in told.annotate(copy=F("incident__published")).order_by("public_id"):
        quotes.setdefault(row.copy, []).append(excerpt_of(row))
    return quotes


def _published(situation: Situation) -> Iterator[PublishedIncident]:
    return situation.published_incidents.for_pages().in_order().iterator(chunk_size=CHUNK)


def _row(situation: Situation, each: PublishedIncident, url: str) -> list[Any]:
    figures = {figure["kind"]: figure for figure in each.figures}
    killed: dict[str, Any] = figures.get(FigureKind.KILLED, {})
    return [
        situation.reference,
        situation.name,
        each.public_id,
        each.title,
        "; ".join(each.act_labels),
        each.started_on.isoformat(),
        each.ended_on.isoformat(),
        str(each.get_date_precision_display()),
        each.territory.name_in("en") if each.territory else "",
        each.territory.alpha3 if each.territory else "",
        each.province,
        each.district,
        each.place,
        _middle(each.latitude, each.cell),
        _middle(each.longitude, each.cell),
        each.cell if each.latitude is not None else "",
        str(each.get_place_precision_display()),
        killed.get("best"),
        killed.get("low"),
        killed.get("high"),
        killed.get("qualifier"),
        "; ".join(each.actors),
        str(each.get_status_display()),
        each.grade,
        "; ".join(each.sources),
        killed.get("as_of"),
        f"{url}evidence/{each.public_id}/",
        LICENCE,
    ]


def _middle(edge: float | None, side: float) -> float | str:
    return "" if edge is None else round(edge + side / 2, 6)


def _feature(each: PublishedIncident, quotes: dict[int, list[Excerpt]]) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": each.public_id,
        "geometry": each.geometry,
        "properties": {
            "title": each.title,
            "summary": each.summary,
            "acts": each.acts,
            "violence": each.violence,
            "from": each.started_on.isoformat(),
            "to": each.ended_on.isoformat(),
            "time_known": each.date_precision,
            "country": each.territory.alpha3 if each.territory else "",
            "province": each.province,
            "district": each.district,
            "place": each.place,
            "place_known": each.place_precision,
            "figures": each.figures,
            "groups": each.actors,
            "status": each.status,
            "grade": each.grade,
            "sources": each.sources,
            "testimony": [
                {"by": quote.by, "words": quote.text, "language": quote.language}
                for quote in quotes.get(each.pk, [])
            ],
        },
    }


def file_name(situation: Situation, ending: str) -> str:
    return f"{situation.slug}-incidents.{ending}"
