"""The desk of imports: looked through, confirmed, followed without JavaScript, approved at once."""

import csv

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from core.rules import RuleRefused
from situations.models import ImportRun, Incident, PublishedIncident
from situations.projection import Shown
from situations.services.import_publication import publish_import
from situations.services.imports import advance_import, advance_imports
from tests.factories.datasets import UCDP_ROW, sheet
from tests.factories.evidence import AT, make_published, make_source
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

DESK = "/desk/evidence/imports/"
COARSE = {"shown_date": "year", "shown_place": "country"}


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def situation(organisation):
    return make_situation(organisation=organisation, slug="valley", name="Valley")


@pytest.fixture
def hand_in(browser, editor, situation):
    source = make_source(situation=situation, kind="dataset", name="UCDP GED", is_public=True)

    def hand_in(content: bytes, *, dataset="ucdp_ged"):
        return browser(editor).post(
            f"{DESK}new/",
            {
                "situation": situation.pk,
                "dataset": dataset,
                "source": source.pk,
                "file": SimpleUploadedFile("events.csv", content),
            },
        )

    return hand_in


@pytest.fixture
def taken_in(hand_in, browser, editor):
    """Thirty incidents of a file, taken in."""
    rows = [UCDP_ROW | {"id": str(number)} for number in range(30)]
    rows[3] = rows[3] | {"date_start": "2020-13-01"}
    hand_in(sheet(rows).getvalue())
    run = ImportRun.objects.get()
    advance_imports()
    browser(editor).post(f"{DESK}{run.pk}/confirm/")
    advance_imports()
    run.refresh_from_db()
    return run


def test_the_page_follows_without_javascript_and_rests_when_all_is_done(hand_in, browser, editor):
    hand_in(sheet([UCDP_ROW]).getvalue())
    run = ImportRun.objects.get()
    client = browser(editor)
    page = client.get(f"{DESK}{run.pk}/")
    assert page["Refresh"] == "5"
    assert "<svg" in text(page)
    advance_imports()
    page = client.get(f"{DESK}{run.pk}/")
    assert "Refresh" not in page
    assert "Take it in" in text(page)
    assert not Incident.objects.exists()
    client.post(f"{DESK}{run.pk}/confirm/")
    advance_imports()
    assert "imported" in text(client.get(f"{DESK}{run.pk}/"))
    assert Incident.objects.count() == 1


def test_what_became_of_every_line_is_shown_and_can_be_downloaded(taken_in, browser, editor):
    client = browser(editor)
    page = text(client.get(f"{DESK}{taken_in.pk}/"))
    assert "“2020-13-01” is no day" in page
    content = b"".join(client.get(f"{DESK}{taken_in.pk}/lines.csv")).decode()
    rows = list(csv.DictReader(content.splitlines()))
    assert len(rows) == 30
    assert [row["line"] for row in rows if row["outcome"] == "refused"] == ["5"]


def test_what_the_columns_become_is_told_before_anything_is_handed_in(browser, editor):
    page = text(browser(editor).get(f"{DESK}new/"))
    assert "how exactly the place is known" in page
    assert "event_id_cnty" in page


@pytest.mark.parametrize(
    ("content", "dataset", "why"),
    [
        (b"a,b\n1,2\n", "ucdp_ged", "These columns are missing: id,"),
        (sheet([UCDP_ROW]).getvalue(), "acled", "These columns are missing: event_id_cnty,"),
        (b"\xff\xd8\xff\xe0", "ucdp_ged", "This is no CSV file"),
        (b"", "ucdp_ged", "The submitted file is empty"),
    ],
)
def test_a_file_of_another_kind_is_told_beside_the_field(hand_in, content, dataset, why):
    response = hand_in(content, dataset=dataset)
    assert response.status_code == 200
    assert why in text(response)
    assert not ImportRun.objects.exists()


def test_approving_all_at_once_is_as_coarse_as_was_chosen(taken_in, browser, approver, client):
    browser(approver).post(f"{DESK}{taken_in.pk}/publish/", COARSE)
    advance_imports()
    taken_in.refresh_from_db()
    assert taken_in.status == "published"
    assert PublishedIncident.objects.count() == 29
    page = text(client.get("/situations/valley/evidence/"))
    for fine in ("Men of the ford", "Lower town", "Upper Valley", "April", "Apr 2020"):
        assert fine not in page.split("<main")[1].split("How to read")[0], fine
    assert "UCDP GED" in page


def test_approving_goes_on_where_it_was_and_leaves_what_is_public_already(taken_in, approver):
    first = make_published(incident=Incident.objects.first(), actor=approver, title="By hand")
    publish_import(run=taken_in, actor=approver, shown=Shown(), at=AT)
    for _slice in range(2):
        assert advance_import(number=taken_in.pk, rows=10, at=AT)
    assert not advance_import(number=taken_in.pk, rows=10, at=AT)
    assert PublishedIncident.objects.count() == 29
    first.refresh_from_db()
    assert first.title == "By hand"


def test_d5_whoever_handed_in_the_file_does_not_approve_it(taken_in, browser, organisation):
    with pytest.raises(RuleRefused):
        publish_import(run=taken_in, actor=taken_in.started_by, shown=Shown(), at=AT)
    with pytest.raises(DatabaseError), transaction.atomic():
        ImportRun.objects.update(approved_by=taken_in.started_by)


def test_stopping_asks_first(hand_in, browser, editor):
    hand_in(sheet([UCDP_ROW]).getvalue())
    run = ImportRun.objects.get()
    client = browser(editor)
    assert "Stop this import?" in text(client.get(f"{DESK}{run.pk}/stop/"))
    client.post(f"{DESK}{run.pk}/stop/")
    run.refresh_from_db()
    assert run.status == "stopped"
    assert client.post(f"{DESK}{run.pk}/confirm/").status_code == 409


def test_members_of_another_organisation_find_no_import(taken_in, browser, stranger):
    client = browser(stranger)
    for address in ("", "lines.csv", "publish/", "stop/"):
        assert client.get(f"{DESK}{taken_in.pk}/{address}").status_code == 404
    assert client.post(f"{DESK}{taken_in.pk}/confirm/").status_code == 404
