"""Files of incidents: the real sample of UCDP, invented rows under ACLED's columns, broken ones."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from core.rules import RuleRefused
from core.states import MoveRefused
from situations.models import ImportLine, ImportRun, Incident, IncidentFigure, Item
from situations.models.evidence_choices import Dataset
from situations.originals import store
from situations.services.imports import (
    advance_import,
    advance_imports,
    begin_import,
    confirm_import,
    stop_import,
)
from situations.services.incidents import write_incident
from tests.factories.accounts import make_user
from tests.factories.datasets import ACLED, ACLED_ROW, SAMPLE, UCDP_ROW, sheet
from tests.factories.evidence import make_source
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def situation():
    return make_situation()


@pytest.fixture
def actor():
    return make_user()


@pytest.fixture
def bring(situation, actor):
    """Hand in a file and have it looked through; with `confirm`, take it in too."""

    source = make_source(situation=situation, kind="dataset", name="Data set")

    def bring(file, *, dataset=Dataset.UCDP_GED, confirm=True) -> ImportRun:
        run = begin_import(
            situation=situation, source=source, dataset=dataset, file=file, actor=actor, at=AT
        )
        advance_imports(seconds=600, at=AT)
        run.refresh_from_db()
        if confirm:
            confirm_import(run=run, actor=actor, at=AT)
            advance_imports(seconds=600, at=AT)
            run.refresh_from_db()
        return run

    return bring


def test_the_sample_of_ucdp_twice_gives_two_hundred_incidents(bring):
    with SAMPLE.open("rb") as file:
        run = bring(file)
    assert (run.status, run.counts) == ("done", {"new": 200})
    with SAMPLE.open("rb") as file:
        again = bring(file)
    assert again.counts == {"unchanged": 200}
    assert Incident.objects.count() == 200
    assert Item.objects.count() == 200


def test_the_sample_has_the_precision_and_the_figures_of_the_file(bring):
    with SAMPLE.open("rb") as file:
        bring(file)
    with SAMPLE.open(encoding="utf-8") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    places = {"1": "exact", "2": "near", "3": "district", "4": "province", "5": "area"}
    dates = {"1": "day", "2": "days", "3": "week", "4": "month", "5": "year"}
    found = Incident.objects.select_related("territory").prefetch_related("figures")
    for incident in found:
        row = rows[incident.external_id]
        assert incident.place_precision == places.get(row["where_prec"], "country")
        assert incident.date_precision == dates[row["date_prec"]]
        assert incident.started_on.isoformat() == row["date_start"][:10]
        assert incident.ended_on.isoformat() == row["date_end"][:10]
        assert (incident.latitude, incident.longitude) == (
            float(row["latitude"]),
            float(row["longitude"]),
        )
        [figure] = incident.figures.all()
        assert figure.best == int(row["best"])
        assert figure.low == min(int(row["low"]), int(row["best"]))
        assert figure.high == max(int(row["high"]), int(row["best"]))
        assert incident.territory is not None, row["country"]


def test_a_published_row_whose_best_lies_outside_of_its_range_is_kept_with_a_remark(bring):
    with SAMPLE.open("rb") as file:
        run = bring(file)
    remarks = run.lines.exclude(remark="")
    assert remarks.count() == 5
    assert "the range was widened" in remarks.first().remark


def test_the_number_of_yugoslavia_is_read_by_the_day(bring):
    bring(
        sheet(
            [UCDP_ROW | {"country_id": "345", "date_start": "1999-03-30", "date_end": "1999-03-30"}]
        )
    )
    assert Incident.objects.get().territory.code == "YUCS"


def test_a_dry_run_promises_and_changes_nothing(bring):
    run = bring(sheet([UCDP_ROW, UCDP_ROW | {"id": "2"}]), confirm=False)
    assert (run.status, run.counts) == ("looked", {"new": 2})
    assert not Incident.objects.exists()


def test_ten_bad_rows_of_ten_thousand_are_told_and_the_others_taken(bring):
    bad = [
        {"date_start": "2020-02-31"},
        {"date_start": "2031-01-01", "date_end": "2031-01-01"},
        {"date_end": "2020-04-16"},
        {"best": "four"},
        {"best": "-4"},
        {"latitude": "95"},
        {"longitude": "east"},
        {"type_of_violence": "4"},
        {"where_prec": ""},
        {"id": " "},
    ]
    rows = [UCDP_ROW | {"id": str(number)} for number in range(1, 10_001)]
    for place, wrong in enumerate(bad):
        rows[place * 1000 + 7] |= wrong
    run = bring(sheet(rows))
    assert run.counts == {"new": 9990, "refused": 10}
    refused = run.lines.filter(outcome="refused")
    assert list(refused.values_list("line", flat=True)) == [n * 1000 + 9 for n in range(10)]
    assert "“2020-02-31” is no day" in refused[0].remark
    assert Incident.objects.count() == 9990


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (b"1,2,3\n", "cells"),
        (b'"never closed,' + b"x" * 40 + b"\n", "cells"),
        (b"\xff\xfe,\n", "UTF-8"),
        (b"a" * 600_000 + b"\n", "too long"),
    ],
)
def test_a_broken_line_does_not_stop_the_next(bring, broken, why):
    whole = sheet([UCDP_ROW]).getvalue()
    head, row = whole.split(b"\r\n", 1)
    run = bring(io.BytesIO(head + b"\r\n" + broken + row), confirm=False)
    assert run.counts == {"refused": 1, "new": 1}
    assert why in run.lines.get(outcome="refused").remark


def test_cells_may_hold_lines_and_quotes_and_the_file_may_begin_with_a_mark(bring):
    rows = [ACLED_ROW, ACLED_ROW | {"event_id_cnty": "AZA2", "fatalities": "0"}]
    run = bring(sheet(rows, header=ACLED, start="\ufeff"), dataset=Dataset.ACLED)
    assert run.counts == {"new": 2}
    one, two = Incident.objects.order_by("id")
    assert one.account == 'On 17 April, men entered\nthe "market".'
    assert (one.violence, one.acts) == ("one_sided", ["killing"])
    assert one.territory.code == "BI"
    assert one.started_on == date(2020, 4, 17)
    figure = one.figures.get()
    assert (figure.low, figure.best, figure.high, figure.source) == (4, 4, 4, "ACLED")
    assert [each.name for each in one.actors.all()] == ["Men of the ford"]
    assert not two.figures.exists()


def test_semicolons_do_as_well(bring):
    file = sheet([ACLED_ROW], header=ACLED, delimiter=";")
    assert bring(file, dataset=Dataset.ACLED).counts == {"new": 1}


@pytest.mark.parametrize("file", [b"", b"\x00\x01\x02", b"a,b,c\n1,2,3\n", b"\xff\xd8\xff\xe0,"])
def test_a_file_of_another_kind_is_refused_at_once_and_leaves_nothing(
    bring, file, evidence_directory
):
    with pytest.raises(RuleRefused) as refused:
        bring(io.BytesIO(file))
    assert refused.value.codes == ["file"]
    assert not ImportRun.objects.exists()
    assert not [path for path in evidence_directory.rglob("*") if path.is_file()]


def test_a_file_that_is_too_large_is_refused(bring, settings):
    settings.IMPORT_MAX_BYTES = 100
    with pytest.raises(RuleRefused):
        bring(sheet([UCDP_ROW]))


class Killed(BaseException):
    """The end of a process, as the database sees it: what was not committed is not there."""


def lose_a_slice(run):
    advance_import(number=run.pk, rows=30, at=AT)
    raise Killed


def test_an_import_that_was_killed_half_way_goes_on_where_it_was(bring, actor):
    rows = [UCDP_ROW | {"id": str(number)} for number in range(1, 101)]
    run = bring(sheet(rows), confirm=False)
    confirm_import(run=run, actor=actor, at=AT)
    assert advance_import(number=run.pk, rows=30, at=AT)
    kept = run.lines.count()

    with pytest.raises(Killed), transaction.atomic():
        lose_a_slice(run)
    assert (Incident.objects.count(), run.lines.count()) == (30, kept)
    advance_imports(at=AT)
    run.refresh_from_db()
    assert (run.status, run.counts) == ("done", {"new": 100})
    assert Incident.objects.count() == 100
    assert list(run.lines.values_list("line", flat=True)) == list(range(2, 102))


def test_a_second_worker_leaves_what_the_first_is_at(bring):
    run = bring(sheet([UCDP_ROW]), confirm=False)
    assert not advance_import(number=run.pk, at=AT)
    assert not advance_import(number=0, at=AT)


def test_a_changed_row_changes_only_what_nobody_has_worked_on(bring, actor):
    bring(sheet([UCDP_ROW, UCDP_ROW | {"id": "2"}]))
    touched = Incident.objects.get(external_id="2")
    write_incident(incident=touched, actor=make_user(), title="By hand", at=AT)
    run = bring(sheet([UCDP_ROW | {"best": "5"}, UCDP_ROW | {"id": "2", "best": "5"}]))
    assert run.counts == {"changed": 1, "kept": 1}
    figures = IncidentFigure.objects.order_by("incident__external_id")
    assert [figure.best for figure in figures] == [5, 4]
    assert Incident.objects.get(external_id="2").title == "By hand"


def test_a_number_that_stands_twice_in_a_file_makes_one_incident(bring):
    run = bring(sheet([UCDP_ROW, UCDP_ROW | {"best": "5"}]))
    assert run.counts == {"new": 1, "repeated": 1}
    assert IncidentFigure.objects.get().best == 5


def test_the_same_numbers_in_another_situation_are_other_incidents(bring, actor):
    bring(sheet([UCDP_ROW]))
    other = make_situation()
    source = make_source(situation=other)
    begin_import(
        situation=other,
        source=source,
        dataset=Dataset.UCDP_GED,
        file=sheet([UCDP_ROW]),
        actor=actor,
        at=AT,
    )
    advance_imports(at=AT)
    assert ImportLine.objects.filter(run__situation=other).get().outcome == "new"


def test_a_source_of_another_organisation_is_refused(situation, actor):
    with pytest.raises(RuleRefused):
        begin_import(
            situation=situation,
            source=make_source(),
            dataset=Dataset.UCDP_GED,
            file=sheet([UCDP_ROW]),
            actor=actor,
        )


def test_a_stopped_import_keeps_what_it_took_and_drops_the_file(
    bring, actor, django_capture_on_commit_callbacks
):
    rows = [UCDP_ROW | {"id": str(number)} for number in range(1, 51)]
    run = bring(sheet(rows), confirm=False)
    confirm_import(run=run, actor=actor, at=AT)
    advance_import(number=run.pk, rows=20, at=AT)
    with django_capture_on_commit_callbacks(execute=True):
        stop_import(run=run, actor=actor, at=AT)
    assert advance_imports(at=AT) == 0
    assert Incident.objects.count() == 20
    assert not store.import_path(run.pk).exists()
    run.refresh_from_db()
    with pytest.raises(MoveRefused):
        confirm_import(run=run, actor=actor, at=AT)


def test_a_file_that_is_gone_ends_the_import_with_a_reason(bring, actor):
    run = bring(sheet([UCDP_ROW]), confirm=False)
    confirm_import(run=run, actor=actor, at=AT)
    store.import_path(run.pk).unlink()
    advance_imports(at=AT)
    run.refresh_from_db()
    assert (run.status, run.failure) == ("failed", "The file is not there.")


def test_marks_that_turn_text_around_are_taken_out(bring):
    bring(sheet([UCDP_ROW | {"side_a": "Men \u202eof the ford", "adm_1": "Up\u200bper"}]))
    incident = Incident.objects.get()
    assert incident.title == "Men of the ford – Civilians"
    assert incident.province == "Upper"


def test_what_is_not_finished_at_the_publisher_says_so(bring):
    run = bring(sheet([UCDP_ROW | {"code_status": "Check dyad"}]))
    assert "Check dyad" in run.lines.get().remark
