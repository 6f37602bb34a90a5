"""The public figures: true, and never about fewer than five warnings. (D9)"""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situations.models import WarningStatus
from situations.response_times import by_quarter, figures, together
from tests.factories.warnings import AT, make_warning

HOUR = timedelta(hours=1)


@given(st.integers(0, 10_000))
def test_no_number_below_five_is_ever_told(number):
    shown = together(number)
    assert shown is None or shown >= 5


@given(st.integers(0, 10_000))
def test_a_number_that_is_told_leaves_five_possibilities_open(number):
    """So neither two figures together nor two days in a row give one warning away."""
    shown = together(number)
    same = [other for other in range(number + 10) if together(other) == shown]
    assert len(same) >= 5


@pytest.mark.django_db
def test_with_four_warnings_nothing_is_told():
    for _number in range(4):
        make_warning(status=WarningStatus.CLOSED)
    found = figures(at=AT + 99 * HOUR)
    assert set(vars(found).values()) == {None}


@pytest.mark.django_db
def test_each_figure_counts_what_it_says():
    made = [
        (6, {"status": "declined", "acknowledged_at": AT + 2 * HOUR, "decided_at": AT + 9 * HOUR}),
        (5, {"status": "linked", "acknowledged_at": AT + 30 * HOUR, "decided_at": AT + 40 * HOUR}),
        (7, {"status": "received"}),
    ]
    for number, columns in made:
        for _each in range(number):
            make_warning(**columns)
    found = figures(at=AT + 25 * HOUR)
    assert found.received == 15  # of 18
    assert found.in_time == 5  # of 6
    assert found.late == 10  # of 12: five came late, seven still wait
    assert found.overdue == 5  # of 7
    assert found.led_to_situation == 5
    assert found.declined == 5
    assert found.hours_to_acknowledge == 2
    assert found.hours_to_decide == 9


@pytest.mark.django_db
def test_what_is_not_yet_due_is_neither_in_time_nor_late():
    for _number in range(5):
        make_warning()
    found = figures(at=AT + HOUR)
    assert (found.received, found.in_time, found.late, found.overdue) == (5, None, None, None)


@pytest.mark.django_db
def test_what_is_older_than_a_year_counts_only_while_it_waits():
    for _number in range(5):
        make_warning()
    found = figures(at=AT + timedelta(days=366))
    assert (found.received, found.overdue) == (None, 5)


@pytest.mark.django_db
def test_a_quarter_is_drawn_once_five_of_it_were_acknowledged():
    for _number in range(4):
        make_warning(acknowledged_at=AT + 3 * HOUR)
        make_warning(at=AT - timedelta(days=100), acknowledged_at=AT - timedelta(days=99))
    at = AT + timedelta(days=10)
    assert by_quarter(at=at) == []
    make_warning(acknowledged_at=AT + 3 * HOUR)
    assert by_quarter(at=at) == [("2026/2", 3)]


@pytest.mark.django_db
def test_d9_the_public_page_says_so(client):
    for _number in range(6):
        make_warning(at=AT)
    page = client.get("/warnings/").content.decode()
    assert "<b>5</b><small>overdue at this moment</small>" in page
