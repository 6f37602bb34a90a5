"""Hand in a file of incidents and take it in, as web and worker do; and a bare loop beside."""

import csv
import io
import tempfile
import time
from datetime import date, datetime
from itertools import batched
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from bench.programs.stage import peak_megabytes, serve
from situations.importing.ucdp import HEADER
from situations.models import (
    ImportRun,
    ImportStatus,
    Incident,
    IncidentActor,
    IncidentFigure,
    Item,
    Situation,
    Source,
)
from situations.models.evidence_choices import Dataset
from situations.originals import store
from situations.services.imports import ROWS, advance_imports, begin_import, confirm_import

ACTORS = ("Men of the ford", "Men of the mill")


def hand_in(rows: int) -> dict[str, Any]:
    """Write a file of so many invented rows, and hand it in."""
    situation, source = _place()
    with tempfile.NamedTemporaryFile() as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        writer = csv.DictWriter(text, HEADER)
        writer.writeheader()
        writer.writerows(_row(number) for number in range(rows))
        text.flush()
        file.seek(0)
        run = begin_import(
            situation=situation,
            source=source,
            dataset=Dataset.UCDP_GED,
            file=file,
            actor=_actor(situation),
        )
        text.detach()
    return {"run": run.pk, "bytes": run.size}


def take_in(number: int) -> dict[str, Any]:
    """Look a file through, confirm it and take it in, slice by slice."""
    run = ImportRun.objects.get(pk=number)
    looked = _advance(run, ImportStatus.LOOKED)
    confirm_import(run=run, actor=run.started_by)
    taken = _advance(run, ImportStatus.DONE)
    return {"looked": looked, "seconds": taken, "megabytes": peak_megabytes(), **run.counts}


def bare(number: int) -> dict[str, float]:
    """Read a file that was handed in, and insert the same rows: nothing compared, nothing told."""
    situation, source = _place()
    path, began = store.import_path(number), time.perf_counter()
    at, actor = timezone.now(), _actor(situation).pk
    with path.open(encoding="utf-8", newline="") as file:
        for rows in batched(csv.DictReader(file), ROWS):
            with transaction.atomic():
                _insert(rows, situation, source, (actor, at))
    return {"seconds": time.perf_counter() - began}


def _advance(run: ImportRun, until: ImportStatus) -> float:
    began = time.perf_counter()
    while run.status != until:
        advance_imports()
        run.refresh_from_db()
    return time.perf_counter() - began


def _insert(
    rows: tuple[dict[str, str], ...], situation: Situation, source: Source, by: tuple[int, datetime]
) -> None:
    actor, at = by
    incidents = Incident.objects.bulk_create(
        Incident(
            situation=situation,
            title=f"{row['side_a']} – {row['side_b']}",
            account=row["where_description"],
            acts=["fighting", "killing"],
            violence="non_state",
            started_on=date.fromisoformat(row["date_start"][:10]),
            ended_on=date.fromisoformat(row["date_end"][:10]),
            province=row["adm_1"],
            district=row["adm_2"],
            place=row["where_coordinates"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            dataset="ucdp_ged",
            external_id=f"bare{row['id']}",
            digest="0" * 64,
            reported_by_id=actor,
            reported_at=at,
        )
        for row in rows
    )
    common = {"kind": "killed", "qualifier": "about", "low": 1, "best": 2, "high": 4}
    IncidentFigure.objects.bulk_create(
        IncidentFigure(incident=each, as_of=at.date(), source="UCDP", **common)
        for each in incidents
    )
    IncidentActor.objects.bulk_create(
        IncidentActor(incident=each, name=name, kind="non_state")
        for each in incidents
        for name in ACTORS
    )
    Item.objects.bulk_create(
        Item(incident=each, source=source, what="Entry", added_by_id=actor, added_at=at)
        for each in incidents
    )


def _place() -> tuple[Situation, Source]:
    situation = Situation.objects.registered().first()
    if situation is None:
        raise SystemExit("The demo has no registered situation.")
    source, _is_new = Source.objects.get_or_create(
        organisation=situation.organisation, name="Benchmark", defaults={"kind": "dataset"}
    )
    return situation, source


def _actor(situation: Situation) -> User:
    """Somebody of the demo, whoever it is."""
    author: User = situation.assessments.decided()[0].author
    return author


def _row(number: int) -> dict[str, str]:
    day = date(1990 + number % 30, number % 12 + 1, number % 28 + 1).isoformat()
    return dict.fromkeys(HEADER, "") | {
        "id": str(number),
        "code_status": "Clear",
        "type_of_violence": "2",
        "side_a": ACTORS[0],
        "side_b": ACTORS[1],
        "source_article": f"Valley Monitor, {day}, an invented event with the number {number}",
        "where_prec": "2",
        "where_coordinates": f"Hamlet {number % 997}",
        "where_description": "By the river, on the road between the two towns (invented)",
        "adm_1": f"Province {number % 17}",
        "adm_2": f"District {number % 101}",
        "latitude": str(round(-4 + number % 700 / 100, 4)),
        "longitude": str(round(28 + number % 300 / 100, 4)),
        "country_id": "516",
        "event_clarity": "1",
        "date_prec": "1",
        "date_start": f"{day} 00:00:00.000",
        "date_end": f"{day} 00:00:00.000",
        "best": "2",
        "high": "4",
        "low": "1",
    }


def drop(number: int) -> dict[str, str]:
    """Remove the file of a run that is not taken in."""
    path: Path = store.import_path(number)
    path.unlink(missing_ok=True)
    return {}


if __name__ == "__main__":
    serve(hand_in=hand_in, take_in=take_in, bare=bare, drop=drop)
