"""The directory as Popolo: everything public, and no contact."""

import io

import pytest

from officials.models import Person, Tenure
from officials.services import import_officials
from tests.factories.officials import (
    make_contact,
    make_institution,
    make_membership,
    make_post,
    make_state,
)

pytestmark = pytest.mark.django_db

ADDRESS = "/officials/directory.json"


def test_the_directory_is_given_away_without_contacts(client):
    post = make_post(label="Speaker", email="speaker@state.example.org", holder="Ada Person")
    make_contact(post=post, kind="phone", value="+000 111")
    answer = client.get(ADDRESS)
    text = answer.content.decode()
    assert "example.org/offices" in text
    assert "speaker@" not in text
    assert "+000" not in text
    assert "max-age" in answer["Cache-Control"]
    [term] = answer.json()["memberships"]
    assert term["person_id"] == Person.objects.get().slug
    assert term["start_date"] == "2000"
    assert answer.json()["posts"][0]["label"] == "Speaker"


def test_a_seat_is_the_membership_of_an_organization(client):
    council, state = make_institution(name="Council"), make_state(country="KE")
    make_membership(member=state, organization=council, start="2021", end="2022")
    [seat] = client.get(ADDRESS).json()["memberships"]
    assert (seat["member_id"], seat["organization_id"]) == (state.slug, council.slug)
    assert (seat["start_date"], seat["end_date"]) == ("2021", "2022")


def test_what_is_given_away_can_be_read_again_and_changes_nothing(client):
    make_post(label="Speaker", holder="Ada Person", role="chair")
    content = client.get(ADDRESS).content
    report = import_officials(file=io.BytesIO(content), actor=None, apply=True)
    assert report.counts["refused"] == 0
    assert not report.changes_anything
    assert Tenure.objects.count() == 1


def test_the_cost_does_not_grow_with_the_directory(client, django_assert_max_num_queries):
    for _number in range(5):
        make_post(holder="Ada Person")
    with django_assert_max_num_queries(7):
        client.get(ADDRESS)
