"""Numbers by hour, country and language: published once, never changed, no small one among them."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.models import Axis, PublishedTally, Tally
from campaigns.services.publishing import publish_numbers, published
from campaigns.small_numbers import FEWEST
from tests.factories.campaigns import make_campaign, make_petition

START = datetime(2026, 5, 3, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)
SETTLED = timedelta(minutes=5)

pytestmark = pytest.mark.django_db


def tally(petition, hour, number, country="KE", language="en"):
    """What the counter writes for the hour of that number after the start."""
    row, _new = Tally.objects.get_or_create(
        petition=petition,
        hour=START + hour * HOUR,
        country=country,
        language=language,
        defaults={"signatures": 0},
    )
    row.signatures += number
    row.save()
    petition.signature_total += number
    petition.counted_at = START + hour * HOUR + timedelta(minutes=59)
    petition.save()


def publish_after(hour):
    return publish_numbers(at=START + (hour + 1) * HOUR + SETTLED)


@pytest.fixture
def petition():
    return make_petition()


def test_an_hour_is_published_when_it_is_over_and_counted(petition):
    tally(petition, 0, 12)
    assert publish_numbers(at=START + HOUR - timedelta(minutes=1)) == 0
    assert publish_numbers(at=START + HOUR + timedelta(minutes=1)) == 0
    assert publish_after(0) > 0
    assert published(petition, Axis.TOTAL) == {"": 12}


def test_it_is_published_once(petition):
    tally(petition, 0, 12)
    publish_after(0)
    assert publish_after(0) == 0


def test_hours_that_were_missed_are_published_each_by_itself(petition):
    for hour in range(3):
        tally(petition, hour, 10)
    publish_after(2)
    rows = PublishedTally.objects.filter(petition=petition, axis=Axis.TOTAL)
    assert list(rows.values_list("hour", "signatures")) == [
        (START + hour * HOUR, 10 * (hour + 1)) for hour in range(3)
    ]


def test_what_was_published_is_not_changed_by_what_is_counted_late(petition):
    tally(petition, 0, 12)
    publish_after(0)
    tally(petition, 0, 5)
    tally(petition, 1, 1)
    publish_after(1)
    rows = PublishedTally.objects.filter(petition=petition, axis=Axis.TOTAL)
    assert list(rows.values_list("signatures", flat=True)) == [12, 18]


def test_signatures_that_are_taken_back_show_in_the_next_hour(petition):
    tally(petition, 0, 40)
    publish_after(0)
    tally(petition, 0, -5)
    petition.counted_at = START + 3 * HOUR
    petition.save()
    publish_after(3)
    assert published(petition, Axis.TOTAL) == {"": 35}


def test_countries_and_languages_below_ten_are_others(petition):
    tally(petition, 0, 40, "KE", "en")
    tally(petition, 0, 9, "RW", "fr")
    tally(petition, 0, 4, "XK", "ar")
    publish_after(0)
    assert published(petition, Axis.COUNTRY) == {"KE": 40, "": 13}
    assert published(petition, Axis.LANGUAGE) == {"en": 40, "": 13}


def test_the_database_itself_refuses_a_number_below_ten(petition):
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedTally.objects.create(
            petition=petition, hour=START, axis=Axis.COUNTRY, key="RW", signatures=9
        )


hours = st.lists(
    st.lists(st.tuples(st.sampled_from(["KE", "RW", "XK"]), st.integers(1, 12)), max_size=4),
    min_size=1,
    max_size=5,
)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(hours)
def test_every_published_hour_adds_up_and_names_nobody_below_ten(history):
    petition = make_petition()
    for hour, events in enumerate(history):
        for country, number in events:
            tally(petition, hour, number, country)
        publish_after(hour)
        total = published(petition, Axis.TOTAL).get("", 0)
        places = published(petition, Axis.COUNTRY)
        assert all(number >= FEWEST for number in places.values())
        assert sum(places.values()) == (total if total >= FEWEST else 0)


def test_the_page_draws_it_with_tables_and_names_the_files(client, petition):
    tally(petition, 0, 40)
    tally(petition, 30, 7)
    publish_after(30)
    url = petition.get_absolute_url()
    page = client.get(f"{url}numbers/").content.decode()
    for words in ("47 signatures", "Kenya", "Others, and the newest", "<svg", "numbers.csv"):
        assert words in page
    assert "style=" not in page


def test_the_page_says_when_nothing_is_published_yet(client, petition):
    page = client.get(f"{petition.get_absolute_url()}numbers/").content.decode()
    assert "Nothing is published yet" in page


def test_the_csv_holds_every_published_number_and_no_other(client, petition):
    tally(petition, 0, 40, "KE")
    tally(petition, 0, 3, "RW")
    publish_after(0)
    response = client.get(f"{petition.get_absolute_url()}numbers.csv")
    text = b"".join(response.streaming_content).decode()
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["hour", "by", "key", "signatures_so_far"]
    hour = "2026-05-03T10:00:00Z"
    assert [hour, "total", "", "43"] in rows
    assert [hour, "country", "KE", "33"] in rows
    assert [hour, "country", "other", "10"] in rows
    assert not any("RW" in row for row in rows)
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_json_says_the_same_and_stays_when_the_campaign_is_closed(client):
    closed = make_campaign(status="closed")
    petition = closed.petition
    tally(petition, 0, 40, "KE")
    publish_after(0)
    data = client.get(f"{petition.get_absolute_url()}numbers.json").json()
    assert data["total"] == [["2026-05-03T10:00:00Z", 40]]
    assert data["by_country"] == {
        "KE": [["2026-05-03T10:00:00Z", 30]],
        "other": [["2026-05-03T10:00:00Z", 10]],
    }
    assert data["fewest_shown"] == FEWEST
