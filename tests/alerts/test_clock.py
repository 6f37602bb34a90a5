"""The hour of a person, on their own clock: in every zone, and in the nights when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.clock import Times, is_zone, next_daily, next_weekly

ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Pacific/Honolulu",
    "Africa/Nairobi",
    "Australia/Lord_Howe",
    "America/Havana",
    "UTC",
]
moments = st.integers(0, 4 * 366 * 24 * 60).map(
    lambda minute: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
)
times = st.builds(
    Times,
    hour=st.integers(0, 23),
    weekday=st.integers(0, 6),
    time_zone=st.sampled_from(ZONES),
)


def at(zone: str, *parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def is_their_hour(moment: datetime, chosen: Times) -> bool:
    """Whether a clock on their wall shows the hour, or would but for having just been put on."""
    zone = ZoneInfo(chosen.time_zone)
    local = moment.astimezone(zone)
    if (local.hour, local.minute) == (chosen.hour, 0):
        return local.fold == 0
    before = (moment - timedelta(hours=2)).astimezone(zone)
    gap = local.utcoffset() - before.utcoffset()
    wanted = datetime.combine(local.date(), time(chosen.hour))
    return gap > timedelta() and local.replace(tzinfo=None) - gap == wanted


@given(moments, times)
def test_the_next_daily_moment_is_their_next_hour_and_no_hour_is_skipped(after, chosen):
    moment = next_daily(after, chosen)
    assert moment > after
    assert is_their_hour(moment, chosen)
    assert moment - after <= timedelta(hours=25)


@given(moments, times)
def test_day_after_day_there_is_one_for_each_day_of_their_calendar(after, chosen):
    zone = ZoneInfo(chosen.time_zone)
    days: list[date] = []
    for _day in range(9):
        after = next_daily(after, chosen)
        days.append(after.astimezone(zone).date())
    assert days == [days[0] + timedelta(days=number) for number in range(9)]


@given(moments, times)
def test_three_weeks_in_a_row_it_is_their_weekday(after, chosen):
    zone = ZoneInfo(chosen.time_zone)
    days: list[date] = []
    for _week in range(3):
        before, after = after, next_weekly(after, chosen)
        assert before < after <= before + timedelta(days=7, hours=1)
        assert is_their_hour(after, chosen)
        days.append(after.astimezone(zone).date())
    assert {day.weekday() for day in days} == {chosen.weekday}
    assert [day - days[0] for day in days] == [timedelta(weeks=number) for number in range(3)]


@given(moments, times)
def test_the_weekly_moment_is_one_of_the_daily_ones(after, chosen):
    weekly = next_weekly(after, chosen)
    assert next_daily(weekly - timedelta(microseconds=1), chosen) == weekly


@pytest.mark.parametrize(
    ("zone", "hour", "after", "expected"),
    [
        # The clock goes on from 2 to 3: half past two is shown by nobody.
        ("Europe/Berlin", 2, (2026, 3, 28, 12), (2026, 3, 29, 3)),
        ("America/New_York", 2, (2026, 3, 7, 12), (2026, 3, 8, 3)),
        ("America/Havana", 0, (2026, 3, 7, 12), (2026, 3, 8, 1)),
        # It goes on by half an hour only.
        ("Australia/Lord_Howe", 2, (2026, 10, 3, 12), (2026, 10, 4, 2, 30)),
        ("Asia/Kathmandu", 8, (2026, 3, 28, 12), (2026, 3, 29, 8)),
        ("Pacific/Honolulu", 8, (2026, 3, 8, 8), (2026, 3, 9, 8)),
        # The morning after: eight is eight.
        ("Europe/Berlin", 8, (2026, 3, 28, 8), (2026, 3, 29, 8)),
        ("America/New_York", 8, (2026, 11, 1, 0), (2026, 11, 1, 8)),
    ],
)
def test_the_nights_when_clocks_change(zone, hour, after, expected):
    chosen = Times(hour=hour, time_zone=zone)
    assert next_daily(at(zone, *after), chosen) == at(zone, *expected)


@pytest.mark.parametrize(
    ("zone", "hour", "day"),
    [("Europe/Berlin", 2, (2026, 10, 25)), ("America/New_York", 1, (2026, 11, 1))],
)
def test_an_hour_that_comes_twice_counts_the_first_time(zone, hour, day):
    chosen = Times(hour=hour, time_zone=zone)
    first = next_daily(at(zone, *day, 0), chosen)
    assert first == at(zone, *day, hour, fold=0)
    assert at(zone, *day, hour, fold=1) == first + timedelta(hours=1)
    assert next_daily(first, chosen) == at(zone, *day, hour) + timedelta(hours=25)


def test_at_the_very_moment_the_next_one_is_meant():
    moment = at("Africa/Nairobi", 2026, 6, 1, 8)
    assert next_weekly(moment, Times(time_zone="Africa/Nairobi")) == moment + timedelta(days=7)


def test_a_zone_that_is_gone_from_the_database_is_read_as_the_sites_own():
    chosen = Times(time_zone="Mars/Olympus_Mons")
    assert not is_zone(chosen.time_zone)
    assert next_daily(at("UTC", 2026, 6, 1, 9), chosen) == at("UTC", 2026, 6, 2, 8)


@pytest.mark.parametrize("wrong", [{"hour": 24}, {"weekday": 7}, {"time_zone": "../etc/passwd"}])
def test_times_that_there_are_not(wrong):
    assert not Times(**wrong).are_possible
    assert Times().are_possible
