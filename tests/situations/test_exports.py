"""Files for others: CSV that HXL tools accept, GeoJSON, and testimony only while it is allowed."""

import csv
import json

import hxl
import pytest

from situations.models.evidence_choices import ShownDate, ShownPlace, Use
from situations.projection import Shown
from situations.services.testimonies import withdraw_consent
from tests.factories.accounts import make_user
from tests.factories.briefs import make_brief
from tests.factories.evidence import (
    AT,
    make_incident,
    make_incident_figure,
    make_published,
    make_testimony,
)
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db


@pytest.fixture
def situation():
    return make_situation(name="Valley", slug="valley")


def text(client, address) -> str:
    return b"".join(client.get(address)).decode()


def publish(situation, **more):
    incident = make_incident(situation=situation, figures=True)
    return make_published(incident=incident, **more)


def test_the_csv_passes_the_checks_of_hxl(client, situation):
    for shown in (Shown(), Shown(ShownDate.DAY, ShownPlace.EXACT, actors=True)):
        publish(situation, shown=shown)
    rows = list(csv.reader(text(client, "/situations/valley/incidents.csv").splitlines()))
    data = hxl.data(rows)
    assert "#affected+killed+best" in [column.display_tag for column in data.columns]
    assert len(list(data)) == 2
    faults = []
    hxl.schema(callback=lambda fault: faults.append(str(fault.rule.description))).validate(data)
    assert not faults


def test_the_csv_has_ranges_and_licence(client, situation):
    publish(situation)
    head, tags, row = csv.reader(text(client, "/situations/valley/incidents.csv").splitlines())
    cells = dict(zip(tags, row, strict=True))
    assert len(head) == len(tags)
    assert [cells[f"#affected+killed+{each}"] for each in ("low", "best", "high")] == [
        "4",
        "4",
        "9",
    ]
    assert cells["#meta+license"] == "CC BY 4.0"
    assert (cells["#date+start"], cells["#date+end"]) == ("2026-04-01", "2026-04-30")
    assert cells["#meta+url"].startswith("http")
    assert client.get("/situations/valley/incidents.csv")["Content-Disposition"].startswith(
        "attachment"
    )


def test_a_title_that_is_a_formula_is_none_in_the_file(client, situation):
    publish(situation, title="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in text(client, "/situations/valley/incidents.csv")


def test_geojson_draws_areas_in_the_order_of_longitude_and_latitude(client, situation):
    publish(situation)
    data = json.loads(text(client, "/situations/valley/incidents.geojson"))
    [feature] = data["features"]
    assert data["type"] == "FeatureCollection"
    assert "crs" not in data
    ring = feature["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1] == [-35.0, 12.0]
    assert len(ring) == 5


def test_geojson_of_an_exact_place_is_a_point_and_of_a_country_nothing(client, situation):
    publish(situation, shown=Shown(ShownDate.DAY, ShownPlace.EXACT))
    publish(situation, shown=Shown(ShownDate.DAY, ShownPlace.COUNTRY))
    data = json.loads(text(client, "/situations/valley/incidents.geojson"))
    shapes = [each["geometry"] for each in data["features"]]
    assert {"type": "Point", "coordinates": [-34.5678, 12.3456]} in shapes
    assert None in shapes


def test_empty_files_are_whole(client, situation):
    assert json.loads(text(client, "/situations/valley/incidents.geojson"))["features"] == []
    assert len(text(client, "/situations/valley/incidents.csv").splitlines()) == 2


def test_d12_testimony_is_gone_from_page_and_geojson_at_the_next_request(client, situation):
    published = publish(situation)
    told = make_testimony(situation=situation, incident=published.incident)
    alone = make_testimony(situation=situation, excerpt="The well was closed.")
    addresses = (
        "/situations/valley/evidence/",
        f"/situations/valley/evidence/{published.public_id}/",
        "/situations/valley/incidents.geojson",
    )
    for address in addresses:
        assert "bread in the oven" in text(client, address), address
    assert "The well was closed" in text(client, addresses[0])
    for testimony in (told, alone):
        withdraw_consent(testimony=testimony, actor=make_user(), at=AT)
    for address in addresses:
        page = text(client, address)
        assert "bread in the oven" not in page
        assert "The well was closed" not in page
        assert client.get(address)["Cache-Control"] == "no-store"


@pytest.mark.parametrize("use", [use for use in Use.values if use != Use.REGISTER])
def test_d12_consent_to_another_use_shows_nothing_in_the_register(client, situation, use):
    published = publish(situation)
    make_testimony(situation=situation, incident=published.incident, uses=(use,))
    for address in ("evidence/", "incidents.geojson"):
        assert "bread" not in text(client, f"/situations/valley/{address}")


def test_testimony_about_an_incident_that_is_not_public_does_not_name_it(client, situation):
    incident = make_incident(situation=situation)
    make_testimony(situation=situation, incident=incident)
    page = text(client, "/situations/valley/evidence/")
    assert "bread in the oven" in page
    assert incident.title not in page


def test_the_account_of_a_witness_is_on_no_public_page(client, situation):
    published = publish(situation)
    make_testimony(situation=situation, incident=published.incident)
    brief = make_brief(situation=situation)
    for address in (
        "/situations/valley/",
        "/situations/valley/evidence/",
        f"/situations/valley/evidence/{published.public_id}/",
        "/situations/valley/incidents.csv",
        "/situations/valley/incidents.geojson",
        brief.get_absolute_url(),
    ):
        assert "Zuri" not in text(client, address)


def test_what_a_page_asks_does_not_grow_with_its_incidents(
    client, situation, django_assert_max_num_queries
):
    for _number in range(12):
        published = publish(situation)
        make_testimony(situation=situation, incident=published.incident)
    with django_assert_max_num_queries(9):
        client.get("/situations/valley/evidence/")
    with django_assert_max_num_queries(5):
        text(client, "/situations/valley/incidents.geojson")
    with django_assert_max_num_queries(4):
        text(client, "/situations/valley/incidents.csv")


def test_hidden_situations_have_no_evidence_page(client, situation):
    proposed = make_situation(status="proposed")
    assert proposed.slug is None
    for address in ("nowhere/evidence/", "nowhere/incidents.csv", "valley/evidence/0123456789ab/"):
        assert client.get(f"/situations/{address}").status_code == 404


def test_the_page_of_a_situation_shows_incidents_month_by_month(client, situation):
    make_incident_figure(incident=publish(situation).incident, kind="displaced")
    page = text(client, "/situations/valley/")
    assert "One incident is published" in page
    assert "<svg" in page
    assert "Apr 2026" in page


def test_the_same_bytes_for_everybody(client, situation, browser, editor):
    publish(situation)
    for address in ("evidence/", "incidents.csv", "incidents.geojson"):
        known = browser(editor)
        assert text(client, f"/situations/valley/{address}") == text(
            known, f"/situations/valley/{address}"
        )
