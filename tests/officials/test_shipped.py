"""What comes with the application: States, their missions and ministries, and their seats."""

import csv
from datetime import date

import pytest

from core.countries import is_country
from officials.models import Contact, Institution, InstitutionMembership, Post, PostRole
from officials.services import load_members, load_shipped
from officials.services.shipped import DATA

pytestmark = pytest.mark.django_db

COUNCIL = "United Nations Security Council"
FIFTEEN = 15


@pytest.fixture
def shipped(db):
    return load_shipped()


def council(day):
    organization = Institution.objects.get(name=COUNCIL)
    return set(
        InstitutionMembership.objects.in_organization(organization)
        .on(day)
        .values_list("member__country", flat=True)
    )


def test_loading_again_changes_nothing(shipped):
    counts = Institution.objects.count(), InstitutionMembership.objects.count()
    assert shipped.counts["refused"] == 0
    assert load_members() == 0
    assert not load_shipped().changes_anything
    assert counts == (Institution.objects.count(), InstitutionMembership.objects.count())


def test_the_security_council_of_a_day_has_fifteen_members(shipped):
    five = {"CN", "FR", "GB", "RU", "US"}
    assert council(date(2026, 3, 1)) == five | {
        *("BH", "CO", "CD", "LV", "LR"),
        *("DK", "GR", "PK", "PA", "SO"),
    }
    assert {"RW", "NG", "DJ", "NZ"} <= council(date(1994, 4, 7))
    for year in (1994, 1999, 2003, 2005, 2006, 2007, 2008, 2024, 2025, 2026):
        assert len(council(date(year, 12, 31))) == FIFTEEN, year


def test_its_missions_speak_for_them(shipped):
    organization = Institution.objects.get(name=COUNCIL)
    posts = Post.objects.for_members_of(organization, on=date(2026, 3, 1))
    missions = posts.with_role(PostRole.PERMANENT_REPRESENTATIVE)
    assert missions.count() == FIFTEEN
    assert {post.country for post in missions} == council(date(2026, 3, 1))


def test_every_member_state_has_a_mission_and_a_foreign_minister(shipped):
    codes = {
        row["country"] for row in csv.DictReader((DATA / "states.csv").read_text().splitlines())
    }
    assert len(codes) == 193
    assert all(is_country(code) for code in codes)
    for role in (PostRole.PERMANENT_REPRESENTATIVE, PostRole.FOREIGN_MINISTER):
        assert codes == set(
            Post.objects.with_role(role)
            .exclude(institution__country="")
            .values_list("institution__country", flat=True)
        )


def test_nobody_is_invented_for_them_and_no_address_either(shipped):
    post = Post.objects.get(label="Minister for Foreign Affairs of Kenya")
    assert (post.current_holder, post.contact_for()) == (None, None)
    assert post in Post.objects.unreachable()
    assert all(c.value.endswith(".example.org") for c in Contact.objects.all())


def test_what_ended_is_kept_with_its_end(shipped):
    left = InstitutionMembership.objects.get(
        organization__name="Economic Community of West African States", member__country="ML"
    )
    assert str(left.end) == "29 January 2025"
    assert not left.covers(date(2026, 1, 1))


def test_an_end_that_is_learnt_later_is_added_to_what_stands_there(shipped):
    seat = InstitutionMembership.objects.get(
        organization__name=COUNCIL, member__country="DK", start_date="2025-01-01"
    )
    InstitutionMembership.objects.filter(pk=seat.pk).update(end_date=None)
    assert load_members() == 0
    seat.refresh_from_db()
    assert seat.end_date == date(2026, 12, 31)
