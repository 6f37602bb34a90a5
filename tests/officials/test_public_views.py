from datetime import date

import pytest
import time_machine
from django.urls import reverse

from officials.models import ContactKind, ContactStatus
from tests.factories.officials import (
    make_contact,
    make_form_of_address,
    make_institution,
    make_person,
    make_post,
    make_tenure,
)

pytestmark = pytest.mark.django_db

LIST = "/officials/"


def page(client, path, **query):
    answer = client.get(path, query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def secretary():
    post = make_post(
        slug="secretary-general",
        label="Secretary-General",
        institution=make_institution(
            name="Union of Azania", website="https://union.example.org/", parent=make_institution()
        ),
        email="secret-office@union.example.org",
    )
    make_contact(post=post, kind=ContactKind.PHONE, value="+41 22 765 43 21")
    make_contact(post=post, kind=ContactKind.POSTAL, value="17 Hidden Lane", label="Annex of stone")
    make_contact(post=post, value="refused@union.example.org", status=ContactStatus.REFUSED)
    make_tenure(post=post, person=make_person(name="Kofi Annan"), start="1997", end="2006")
    make_tenure(
        post=post,
        person=make_person(name="Ban Ki-moon", honorific_prefix="H.E."),
        start="2007-01-01",
        end="2016",
        end_reason="end of term",
    )
    make_form_of_address(
        post=post, language="ar", salutation="سعادة الأمين العام،", office="الأمين العام"
    )
    return post


def test_the_addresses_are_those_that_were_promised(secretary):
    assert reverse("officials:post_list") == LIST
    assert secretary.get_absolute_url() == "/officials/secretary-general/"


@time_machine.travel("2007-08-13 12:00Z")
def test_an_office_shows_who_holds_it_and_who_did(client, secretary):
    text = page(client, secretary.get_absolute_url())
    assert "Held by H.E. Ban Ki-moon, 1 January 2007 – 2016." in text
    assert "Kofi Annan" in text
    assert "1997 – 2006" in text
    assert secretary.institution.parent.name in text


@time_machine.travel("2026-03-01 12:00Z")
def test_a_vacant_office_says_so(client, secretary):
    assert "vacant" in page(client, secretary.get_absolute_url())


@time_machine.travel("2026-03-01 12:00Z")
def test_somebody_acting_is_said_to_be(client, secretary):
    make_tenure(post=secretary, person=make_person(name="Ada Stand"), start="2026", acting=True)
    assert "for the time being by Ada Stand" in page(client, secretary.get_absolute_url())


def test_an_office_that_ended_says_so(client):
    post = make_post(active_until=date(2009, 11, 30))
    assert "no longer exists" in page(client, post.get_absolute_url())
    assert "no longer exists" in page(client, LIST)


@time_machine.travel("2007-08-13 12:00Z")
def test_an_office_shows_how_it_is_addressed_in_each_language(client, secretary):
    text = page(client, secretary.get_absolute_url())
    assert '<dd lang="ar" dir="rtl">سعادة الأمين العام،</dd>' in text
    assert '<dd lang="en" dir="ltr">Dear Ban Ki-moon,</dd>' in text


@pytest.mark.parametrize("path", [LIST, "/officials/secretary-general/"])
def test_d15_no_address_of_an_office_is_ever_public(client, secretary, path):
    text = page(client, path)
    assert "Secretary-General" in text
    for contact in secretary.contacts.all():
        assert contact.value not in text
        assert contact.get_status_display() not in text
    assert "@" not in text
    assert "Annex of stone" not in text


def test_an_office_says_only_that_it_can_be_written_to(client, secretary):
    assert "was checked on 1 January 2026" in page(client, secretary.get_absolute_url())
    assert "not been checked" in page(client, make_contact().post.get_absolute_url())
    assert "No address is on file" in page(client, make_post().get_absolute_url())


def test_a_search_finds_no_office_by_its_address(client, secretary):
    assert "No office found" in page(client, LIST, q="secret-office@union.example.org")


def test_an_unknown_office_is_not_found(client):
    assert client.get("/officials/nobody/").status_code == 404


def test_the_list_is_narrowed_by_words_country_and_institution(client):
    post = make_post(label="Prime Minister", country="NO", holder="Ada Lovdal")
    make_post(label="Minister of Sport", country="SE")
    for query in (
        {"q": "prime"},
        {"q": "lovdal"},
        {"country": "NO"},
        {"institution": post.institution.slug},
        {"q": "minister", "country": "NO", "institution": post.institution.slug},
    ):
        text = page(client, LIST, **query)
        assert "Prime Minister" in text
        assert "Minister of Sport" not in text
    assert "Norway" in page(client, LIST)


def test_a_filter_that_makes_no_sense_is_said_beside_its_field_and_hides_nothing(client):
    make_post(label="Prime Minister")
    text = page(client, LIST, country="Narnia", institution="nowhere", page="x")
    assert "Prime Minister" in text
    assert text.count('class="invalid-feedback"') == 2


def test_a_search_that_finds_nothing_says_what_to_do_next(client):
    make_post()
    assert "See all offices" in page(client, LIST, q="unicorn")


def test_an_empty_directory_says_what_to_do_next(client):
    assert "No offices yet" in page(client, LIST)


def test_names_are_shown_and_never_run(client):
    post = make_post(label="<script>alert(1)</script>", holder="<b>Ada</b>")
    for path in (LIST, post.get_absolute_url()):
        text = page(client, path)
        assert "<script>alert" not in text
        assert "<b>Ada" not in text


def test_the_list_is_divided_into_pages(client):
    council = make_institution(name="Council")
    for number in range(31):
        make_post(label=f"Member {number:02}", institution=council)
    assert "Page 1 of 2" in page(client, LIST)
    second = page(client, LIST, page="2", institution=council.slug)
    assert "Member 30" in second
    assert "institution=" in second


@pytest.mark.parametrize("many", [1, 12])
def test_the_list_costs_the_same_however_many_offices(client, django_assert_num_queries, many):
    for number in range(many):
        make_post(country="NO", holder=f"Ada {number}")
    with django_assert_num_queries(5):
        page(client, LIST)


@pytest.mark.parametrize("many", [1, 12])
def test_an_office_costs_the_same_however_many_held_it(client, django_assert_num_queries, many):
    post = make_post(email="office@state.example.org")
    for number in range(many):
        make_tenure(post=post, start=str(1990 + number), end=str(1990 + number))
    for language in ("en", "fr", "ar"):
        make_form_of_address(post=post, language=language)
    with django_assert_num_queries(11):
        page(client, post.get_absolute_url())


@pytest.mark.parametrize("path", [LIST, "/officials/secretary-general/"])
def test_the_directory_is_the_same_for_everybody_and_may_be_kept(client, secretary, path):
    answer = client.get(path)
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert client.post(path).status_code == 405


def test_the_directory_speaks_the_language_of_the_address(client, secretary):
    make_post(country="NO")
    assert "Norvège" in page(client, LIST, lang="fr")
    assert "?lang=fr" in page(client, LIST, lang="fr")
