"""What a file does to the contacts of an office."""

from datetime import date

import pytest
from django.utils import timezone

from officials.models import (
    Contact,
    ContactStatus,
    Post,
)
from tests.factories.officials import (
    make_contact,
    make_institution,
    make_post,
)
from tests.officials.csv_files import FULL, apply, changes, row

pytestmark = pytest.mark.django_db


# Contacts


def test_another_address_retires_the_old_one_and_keeps_it():
    apply(FULL)
    report = apply(FULL | {"email": "cabinet@azania.example.org", "last_verified": ""})
    assert changes(report) == [
        ("email", "minister@azania.example.org", "cabinet@azania.example.org")
    ]
    assert Post.objects.get().contact_for("email").status == ContactStatus.UNVERIFIED
    old = Contact.objects.get(value="minister@azania.example.org")
    assert old.status == ContactStatus.RETIRED
    assert old.retired_at is not None


def test_an_address_in_another_language_stands_beside_the_first():
    apply(FULL)
    apply(FULL | {"email": "english@azania.example.org", "email_language": "en"})
    assert Contact.objects.current().count() == 2


def test_an_address_without_a_check_is_not_verified_and_becomes_so_by_one():
    apply(FULL | {"last_verified": ""})
    assert Contact.objects.get().status == ContactStatus.UNVERIFIED
    apply(FULL)
    contact = Contact.objects.get()
    assert (contact.status, contact.verified_on) == (ContactStatus.VERIFIED, date(2026, 1, 15))


def test_an_older_check_does_not_undo_a_later_one():
    apply(FULL)
    assert apply(FULL | {"last_verified": "2025-01-01"}).counts["unchanged"] == 1


def test_an_address_that_was_retired_by_hand_does_not_come_back():
    apply(FULL)
    Contact.objects.get().retire(at=timezone.now())
    report = apply(FULL)
    assert not report.changes_anything
    assert "was retired" in report.notes[0].text
    assert Post.objects.get().contact_for("email") is None


@pytest.mark.parametrize("email", ["minister@azania.example.org", "other@azania.example.org"])
def test_a_file_does_not_lift_an_offices_refusal(email):
    post = make_post(
        label="Foreign Minister", institution=make_institution(name="Foreign Ministry of Azania")
    )
    make_contact(
        post=post,
        value="minister@azania.example.org",
        status=ContactStatus.REFUSED,
        language="fr",
    )
    report = apply(FULL | {"email": email})
    assert len(report.notes) == 1
    assert post.contact_for("email") is None


def test_other_ways_to_reach_an_office_are_kept_too():
    apply(
        row(
            phone="+41 22 000 00 00",
            postal_address="1 Main Street\nAzania City",
            web_form_url="https://azania.example.org/write",
        )
    )
    post = Post.objects.get()
    assert post.contact_for("phone").value == "+41 22 000 00 00"
    assert post.contact_for("postal").value == "1 Main Street\nAzania City"
    assert post.contact_for("web_form").value == "https://azania.example.org/write"
