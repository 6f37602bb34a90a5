"""No place, day or name finer than was approved, on any page, in any file, in any order."""

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.rules import RuleRefused
from situations.models import Incident, IncidentStatus, PublishedIncident
from situations.models.evidence_choices import DatePrecision, PlacePrecision, ShownDate, ShownPlace
from situations.projection import Shown, coarse_day, projected, square
from situations.services.incidents import check_incident, write_incident
from situations.services.publication import publish_incident, take_back_incident
from tests.factories.accounts import make_user
from tests.factories.evidence import (
    AT,
    make_incident,
    make_incident_actor,
    make_incident_figure,
    make_item,
    make_published,
    make_source,
)
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

# What the desk knows of the incident of the factory, and the public must not.
FINE = ("Market of the lower town", "Ford", "12.34", "34.56", "2026-04-17", "17 April", "lists")
NAMES = ("Men of the ford", "Commander Invented")
INNER_TABLES = ("situations_incident", "situations_incidentfigure", "situations_incidentactor")


def outlets(client, situation):
    """Every public address that tells of an incident, with its text."""
    [published] = situation.published_incidents.all()
    base = situation.get_absolute_url()
    addresses = (
        base,
        f"{base}evidence/",
        f"{base}evidence/{published.public_id}/",
        f"{base}incidents.csv",
        f"{base}incidents.geojson",
    )
    texts = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        texts[address] = b"".join(response).decode()
    return texts


def test_no_outlet_is_finer_than_the_approved_month_and_province(client):
    incident = make_incident(figures=True, actors=True)
    make_published(incident=incident)
    for address, text in outlets(client, incident.situation).items():
        for secret in (*FINE, *NAMES, incident.account, incident.reported_by.email):
            assert secret not in text, (address, secret)


def test_the_public_reads_no_row_of_the_desk(client):
    incident = make_incident(figures=True, actors=True)
    make_item(incident=incident)
    make_published(incident=incident)
    with CaptureQueriesContext(connection) as asked:
        outlets(client, incident.situation)
    for query in asked.captured_queries:
        for table in INNER_TABLES:
            assert f'FROM "{table}"' not in query["sql"], query["sql"]
            assert f'"{table}"."latitude"' not in query["sql"]
            assert f'"{table}"."started_on"' not in query["sql"]


@pytest.mark.parametrize(
    ("shown", "there", "gone"),
    [
        (Shown(ShownDate.DAY, ShownPlace.EXACT), ("17 April 2026", "Market of the", "Ford"), NAMES),
        (Shown(ShownDate.DAY, ShownPlace.DISTRICT), ("Ford", "Upper Valley"), ("Market of",)),
        (Shown(ShownDate.YEAR, ShownPlace.COUNTRY), ("2026", "Kosovo"), ("April", "Upper Valley")),
        (Shown(actors=True), ("Men of the ford",), ("Commander Invented", "Ford,")),
    ],
)
def test_what_is_approved_is_shown_and_no_more(client, shown, there, gone):
    incident = make_incident(actors=True)
    make_published(incident=incident, shown=shown)
    text = outlets(client, incident.situation)[f"{incident.situation.get_absolute_url()}evidence/"]
    for words in there:
        assert words in text
    for words in gone:
        assert words not in text


def test_hidden_days_do_not_show_in_the_order(client):
    situation = make_situation()
    for number, day in enumerate((3, 28, 14, 9, 21)):
        incident = make_incident(
            situation=situation, started_on=date(2026, 4, day), ended_on=date(2026, 4, day)
        )
        make_published(incident=incident, title=f"Event {number}")
    listed = list(situation.published_incidents.in_order().values_list("public_id", flat=True))
    assert listed == sorted(listed)
    data = json.loads(b"".join(client.get(f"{situation.get_absolute_url()}incidents.geojson")))
    assert [each["id"] for each in data["features"]] == listed


def test_public_numbers_tell_neither_the_order_nor_the_number_of_entries():
    numbers = [make_published().public_id for _each in range(5)]
    assert len(set(numbers)) == 5
    assert all(len(number) == 16 for number in numbers)


def test_figures_of_a_month_do_not_tell_the_day_they_are_of():
    incident = make_incident(figures=True)
    [figure] = make_published(incident=incident).figures
    assert figure["as_of"] == "2026-04-01"


@pytest.mark.parametrize("shown", ShownDate.values)
def test_days_of_one_month_or_year_look_alike(shown):
    days = [date(2023, 12, 25) + timedelta(days=number) for number in range(450)]
    for day in days:
        assert coarse_day(coarse_day(day, shown), shown) == coarse_day(day, shown) <= day
    kinds = {"day": 450, "month": 16, "year": 3}
    assert len({coarse_day(day, shown) for day in days}) == kinds[shown]


@pytest.mark.parametrize("side", [0.25, 0.5, 1.0])
def test_a_square_holds_its_point_and_is_the_same_for_all_points_in_it(side):
    for number in range(-1800, 1801, 7):
        degrees = number / 10 + 0.0123
        edge = square(degrees, side)
        assert edge <= degrees <= edge + side
        assert square(edge + side / 2, side) == edge


@pytest.mark.parametrize("known", PlacePrecision.values)
@pytest.mark.parametrize("shown", ShownPlace.values)
def test_a_place_is_never_finer_than_it_is_known_or_approved(known, shown):
    order = PlacePrecision.values
    incident = make_incident(place_precision=known)
    columns = projected(incident, Shown(ShownDate.DAY, shown))
    assert order.index(columns["place_precision"]) >= order.index(known)
    fine_enough = {"province": 1, "district": 0.25, "exact": 0}
    if shown == "country" or known in ("country", "unknown"):
        assert columns["latitude"] is None
    else:
        assert columns["cell"] >= fine_enough[shown]
    if known not in ("exact",) and columns["latitude"] is not None:
        assert columns["cell"] > 0, "a centroid is no point"


@pytest.mark.parametrize("known", DatePrecision.values)
def test_a_time_is_never_finer_than_it_is_known(known):
    columns = projected(make_incident(date_precision=known), Shown(ShownDate.DAY))
    assert columns["date_precision"] == known


def test_an_edge_of_the_world_is_on_it():
    incident = make_incident(latitude=90.0, longitude=180.0)
    columns = projected(incident, Shown())
    assert (columns["latitude"], columns["longitude"]) == (89, 179)


def test_approving_is_apart_from_verifying(client):
    published = make_published()
    assert published.incident.status == IncidentStatus.REPORTED
    text = "".join(outlets(client, published.situation).values())
    assert "Not checked yet" in text
    verified = make_incident(
        status=IncidentStatus.VERIFIED, checked_by=make_user(), checked_at=AT, finding="Seen."
    )
    assert not verified.is_published


def test_a_change_at_the_desk_shows_only_once_it_is_approved_anew():
    incident = make_incident()
    published = make_published(incident=incident)
    write_incident(incident=incident, actor=make_user(), province="Elsewhere", at=AT)
    assert PublishedIncident.objects.get().province == "Upper Valley"
    again = make_published(incident=incident)
    assert (again.province, again.public_id) == ("Elsewhere", published.public_id)


def test_what_is_refuted_or_taken_back_is_gone_from_every_outlet(client):
    incident = make_incident(status=IncidentStatus.CHECKING)
    make_published(incident=incident, title="Attack on a market")
    base = incident.situation.get_absolute_url()
    check_incident(incident=incident, actor=make_user(), to="refuted", finding="No.", at=AT)
    for address in (f"{base}evidence/", f"{base}incidents.csv", f"{base}incidents.geojson"):
        assert b"Attack on a market" not in b"".join(client.get(address))
    other = make_published()
    take_back_incident(incident=other.incident, actor=make_user(), at=AT)
    assert not PublishedIncident.objects.exists()


def test_d5_whoever_reported_or_wrote_does_not_approve_for_the_public():
    incident, writer = make_incident(), make_user()
    write_incident(incident=incident, actor=writer, title="Other words", at=AT)
    for actor in (incident.reported_by, writer):
        with pytest.raises(RuleRefused) as refused:
            publish_incident(incident=incident, actor=actor, title="X", shown=Shown(), at=AT)
        assert refused.value.codes == ["own_work"]
    make_published(incident=incident)
    for actor in (incident.reported_by, writer):
        with pytest.raises(DatabaseError), transaction.atomic():
            PublishedIncident.objects.update(approved_by=actor)


@pytest.mark.parametrize(
    "finer",
    [
        {"place": "Market"},
        {"district": "Ford"},
        {"cell": 0.25},
        {"actors": ["Men of the ford"]},
        {"shown_place": "country"},
    ],
)
def test_postgresql_refuses_a_copy_finer_than_it_says(finer):
    make_published()
    with pytest.raises(DatabaseError), transaction.atomic():
        PublishedIncident.objects.update(**finer)


def test_an_untrue_incident_cannot_stand_in_public_by_raw_sql():
    published = make_published()
    with pytest.raises(DatabaseError), transaction.atomic():
        Incident.objects.filter(pk=published.incident_id).update(
            status="refuted", checked_by=make_user(), checked_at=AT, finding="No."
        )


def test_the_best_grade_and_only_sources_that_may_be_named_are_told():
    incident = make_incident()
    named = make_source(situation=incident.situation, name="Valley Radio", is_public=True)
    hidden = make_source(situation=incident.situation, name="A neighbour", reliability="A")
    make_item(incident=incident, source=named, credibility=2)
    make_item(incident=incident, source=hidden, credibility=3)
    published = make_published(incident=incident)
    assert (published.grade, published.sources, published.source_count) == (
        "B2",
        ["Valley Radio"],
        2,
    )


def test_figures_keep_range_qualifier_source_and_day(client):
    incident = make_incident()
    make_incident_figure(incident=incident)
    make_incident_actor(incident=incident)
    make_published(incident=incident)
    text = outlets(client, incident.situation)[f"{incident.situation.get_absolute_url()}evidence/"]
    assert "at least 4" in text
    assert "between 4 and 9" in text
    assert "Valley Monitor, as of April 2026" in text
