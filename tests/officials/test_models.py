from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.states import MoveRefused
from officials.dates import PartialDate
from officials.models import (
    Contact,
    ContactKind,
    ContactStatus,
    Institution,
    Post,
    Tenure,
)
from tests.factories.officials import (
    make_contact,
    make_institution,
    make_post,
    make_tenure,
)

pytestmark = pytest.mark.django_db

ANNAN = {"name": "Kofi Annan", "family_name": "Annan", "honorific_prefix": "Mr"}


# Which offices can be written to


@pytest.mark.parametrize("status", [ContactStatus.UNVERIFIED, ContactStatus.VERIFIED])
def test_an_office_with_a_usable_email_is_addressable(status):
    contact = make_contact(status=status)
    assert list(Post.objects.addressable()) == [contact.post]


@pytest.mark.parametrize("status", [ContactStatus.FAILING, ContactStatus.REFUSED])
def test_an_office_whose_email_fails_or_was_refused_is_not_addressable(status):
    contact = make_contact(status=status)
    assert not Post.objects.addressable().exists()
    assert contact.post.contact_for("email") is None


def test_an_office_with_a_telephone_alone_is_not_addressable():
    make_contact(kind=ContactKind.PHONE, value="+41 22 000 00 00")
    assert not Post.objects.addressable().exists()


def test_an_office_that_no_longer_exists_is_not_addressable():
    post = make_post(email="office@state.example.org", active_until=date(2009, 11, 30))
    assert not Post.objects.addressable().exists()
    assert list(Post.objects.addressable(on=date(2009, 11, 30))) == [post]
    assert not post.is_active()
    assert post.is_active(date(2009, 11, 30))


def test_an_office_that_does_not_exist_yet_is_not_active():
    post = make_post(active_from=date(2009, 12, 1))
    assert not post.is_active(date(2009, 11, 30))
    assert not Post.objects.active(on=date(2009, 11, 30)).exists()
    assert Post.objects.active(on=date(2009, 12, 1)).exists()


def test_d15_offices_are_found_by_the_country_they_speak_for():
    own = make_post(country="NO")
    embassy = make_post(country="NO", accredited_to_country="FR")
    make_post(country="FR")
    make_post()
    assert set(Post.objects.in_country("NO")) == {own, embassy}
    assert own.country == "NO"
    assert embassy.accredited_to == "France"


def test_the_offices_of_an_institution_are_its_own():
    council = make_institution()
    post = make_post(institution=council)
    make_post()
    assert list(Post.objects.of_institution(council)) == [post]


def test_a_search_wants_every_word_and_looks_at_holders_too():
    post = make_post(label="Secretary-General", holder="Kofi Annan")
    make_post(label="Secretary-General", holder="Ban Ki-moon")
    assert list(Post.objects.search("annan general")) == [post]
    assert not Post.objects.search("annan minister").exists()


# Who holds an office


def test_the_holder_on_a_day_is_the_one_whose_term_covers_it():
    post = make_post()
    first = make_tenure(post=post, start="1997-01-01", end="2006-12-31")
    second = make_tenure(post=post, start="2007-01-01", end="2016-12-31")
    assert post.holder_on(date(2006, 12, 31)) == first
    assert post.holder_on(date(2007, 1, 1)) == second
    assert post.holder_on(date(2017, 1, 1)) is None
    assert post.holder_on(date(1996, 12, 31)) is None


def test_a_term_known_by_the_year_covers_every_day_of_its_years():
    tenure = make_tenure(start="2003", end="2008")
    assert tenure.post.holder_on(date(2003, 1, 1)) == tenure
    assert tenure.post.holder_on(date(2008, 12, 31)) == tenure
    assert tenure.post.holder_on(date(2009, 1, 1)) is None


def test_a_term_known_by_the_month_ends_on_its_last_day():
    tenure = make_tenure(start="2004-07", end="2008-02")
    assert tenure.post.holder_on(date(2008, 2, 29)) == tenure
    assert tenure.post.holder_on(date(2008, 3, 1)) is None
    assert tenure.end == PartialDate.parse("2008-02")
    assert tenure.period == "July 2004 – February 2008"


def test_in_a_year_of_change_the_later_holder_is_named():
    post = make_post()
    make_tenure(post=post, start="2003", end="2008")
    later = make_tenure(post=post, start="2008", end="2012")
    assert post.holder_on(date(2008, 6, 1)) == later


def test_somebody_acting_answers_only_while_nobody_holds_the_office_fully():
    post = make_post()
    full = make_tenure(post=post, start="2020", end="2024-05")
    acting = make_tenure(post=post, start="2024-04-01", acting=True)
    assert post.holder_on(date(2024, 5, 1)) == full
    assert post.holder_on(date(2024, 6, 1)) == acting


def test_a_term_of_unknown_dates_may_cover_any_day():
    tenure = make_tenure()
    assert tenure.post.holder_on(date(1990, 1, 1)) == tenure
    assert tenure.period == "dates not known"


def test_the_database_asks_the_same_question_as_the_office():
    post = make_post()
    old = make_tenure(post=post, start="1997", end="2006")
    new = make_tenure(post=post, start="2007")
    for day in (date(1997, 1, 1), date(2006, 12, 31), date(2007, 1, 1), date(2026, 1, 1)):
        assert [post.holder_on(day)] == list(Tenure.objects.on(day))
    assert list(Tenure.objects.open()) == [new]
    assert old.covers(date(2006, 12, 31))


def test_a_term_cannot_end_before_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_tenure(start="2008", end="2007")


def test_a_term_may_end_in_the_year_in_which_it_starts():
    assert make_tenure(start="2007-06", end="2007").period == "June 2007 – 2007"


def test_two_full_terms_at_once_are_a_warning_and_no_error():
    post = make_post()
    first = make_tenure(post=post, start="2001", end="2007-03-01")
    second = make_tenure(post=post, start="2007-02-01")
    make_tenure(post=post, start="2007-01-01", end="2007-02-01", acting=True)
    assert set(post.overlaps()) == {first, second}


def test_a_handover_on_one_day_is_no_overlap():
    post = make_post()
    make_tenure(post=post, start="2001", end="2007-02-01")
    make_tenure(post=post, start="2007-02-01")
    assert post.overlaps() == []


# Where an office is reached


def test_a_verified_contact_goes_before_one_that_is_not():
    post = make_post()
    verified = make_contact(post=post, status=ContactStatus.VERIFIED)
    make_contact(post=post)
    assert post.contact_for("email") == verified


def test_the_contact_verified_last_goes_first():
    post = make_post()
    new = make_contact(post=post, status=ContactStatus.VERIFIED, verified_on=date(2026, 5, 1))
    make_contact(post=post, status=ContactStatus.VERIFIED, verified_on=date(2025, 5, 1))
    assert post.contact_for("email") == new


def test_a_retired_contact_is_kept_and_never_used():
    contact = make_contact()
    contact.retire(at=timezone.now())
    assert contact.post.contact_for("email") is None
    assert Contact.objects.get().status == ContactStatus.RETIRED
    assert not Contact.objects.current().exists()
    with pytest.raises(MoveRefused):
        contact.verify(on=date(2026, 1, 1))


def test_an_office_has_the_same_contact_once_but_may_get_a_retired_one_back():
    contact = make_contact(value="office@state.example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_contact(post=contact.post, value="Office@state.example.org")
    contact.retire(at=timezone.now())
    make_contact(post=contact.post, value="office@state.example.org")
    assert contact.post.contacts.count() == 2


def test_the_database_wants_a_day_of_a_verified_contact():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_contact(status=ContactStatus.VERIFIED, verified_on=None)


@time_machine.travel("2026-06-01 12:00Z")
def test_a_contact_is_stale_after_a_year_without_a_check():
    fresh = make_contact(verified_on=date(2025, 6, 1))
    old = make_contact(verified_on=date(2025, 5, 31))
    never = make_contact()
    assert set(Contact.objects.stale()) == {old, never}
    assert set(Post.objects.stale()) == {old.post, never.post}
    assert [fresh.is_stale, old.is_stale, never.is_stale] == [False, True, True]


@pytest.mark.parametrize(
    ("kind", "value"), [("email", "office at example.org"), ("web_form", "example.org")]
)
def test_a_contact_that_is_none_of_its_kind_is_refused(kind, value):
    contact = Contact(post=make_post(), kind=kind, value=value, source_url="https://example.org")
    with pytest.raises(ValidationError) as refused:
        contact.full_clean()
    assert "value" in refused.value.message_dict


# What the database refuses


@pytest.mark.parametrize("code", ["XX", "no", "NOR", "SU"])
def test_a_country_is_a_code_of_today(code):
    institution = Institution(name="Ministry", slug="m", classification="ministry", country=code)
    with pytest.raises(ValidationError) as refused:
        institution.full_clean()
    assert "country" in refused.value.message_dict


def test_a_country_has_an_institution_of_a_name_once():
    make_institution(name="Ministry of Foreign Affairs", country="NO")
    make_institution(name="Ministry of Foreign Affairs", country="SE")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_institution(name="ministry of foreign affairs", country="NO")


def test_an_office_is_accredited_to_one_place():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_post(accredited_to_country="FR", accredited_to_institution=make_institution())


def test_an_office_cannot_end_before_it_starts():
    today = timezone.localdate()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_post(active_from=today, active_until=today - timedelta(days=1))
