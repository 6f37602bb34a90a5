"""The office's own calendar: when it reads, and by when it answers."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from officials.hours import validate_time_zone, validate_workdays
from officials.models import Contact, Prefers
from officials.services import replace_contact
from tests.factories.officials import make_contact, make_post

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 6, 1, 10, tzinfo=UTC)


def test_an_answer_is_due_after_twenty_working_days():
    assert make_post().due_by(MONDAY) == datetime(2026, 6, 30, tzinfo=UTC)


def test_the_day_of_arrival_does_not_count():
    post = make_post(answer_days=1)
    assert post.due_by(MONDAY) == datetime(2026, 6, 3, tzinfo=UTC)
    assert post.due_by(MONDAY.replace(hour=0)) == post.due_by(MONDAY.replace(hour=23))


def test_holidays_and_days_of_rest_do_not_count():
    post = make_post(
        answer_days=3, workdays=[7, 1, 2, 3, 4], holidays=[date(2026, 6, 2), date(2026, 6, 3)]
    )
    assert post.due_by(MONDAY) == datetime(2026, 6, 9, tzinfo=UTC)


def test_the_day_is_that_of_the_office():
    post = make_post(answer_days=1)
    make_contact(post=post, time_zone="Pacific/Auckland")
    late = datetime(2026, 6, 1, 13, tzinfo=UTC)  # 2 June, 1 in the morning there
    assert post.due_by(late) == datetime(2026, 6, 3, 12, tzinfo=UTC)


def test_an_office_that_never_works_is_a_mistake_that_is_said():
    post = make_post(answer_days=1)
    post.workdays = []
    with pytest.raises(ValueError, match="no day of a year"):
        post.due_by(MONDAY)


@pytest.mark.parametrize("days", [[], [0], [8], [1, 1]], ids=["none", "zero", "eight", "twice"])
def test_days_of_the_week_that_are_none_are_refused(days):
    with pytest.raises(ValidationError):
        validate_workdays(days)


def test_a_time_zone_that_is_none_is_refused():
    validate_time_zone("Africa/Bujumbura")
    with pytest.raises(ValidationError):
        validate_time_zone("Africa/Nowhere")


@pytest.mark.parametrize(
    "wrong",
    [{"opens": 17, "closes": 9}, {"closes": 25}, {"workdays": [9]}, {"workdays": []}]
    + [{"cap_per_hour": 0}, {"cap_per_day": 0}, {"prefers": "more"}],
    ids=["backwards", "late", "ninth", "never", "hourly", "daily", "more"],
)
def test_the_database_refuses_hours_that_cannot_be(wrong):
    with pytest.raises(IntegrityError):
        make_contact(**wrong)


def test_another_address_keeps_how_the_office_works():
    old = make_contact(time_zone="Asia/Amman", workdays=[7, 1, 2, 3, 4], prefers=Prefers.DIGEST)
    new = replace_contact(contact=old, value="new@state.example.org", actor=None)
    assert (new.time_zone, new.workdays) == ("Asia/Amman", [7, 1, 2, 3, 4])
    assert Contact.objects.get(pk=new.pk).prefers == Prefers.DIGEST
    assert new.mailbox_group == ""
