"""How long a session lasts, and what ends it; and that public pages open none."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.services import (
    correct_person,
    deactivate_person,
    reactivate_person,
    remove_second_factor,
)
from audit.models import Event
from core.rules import RuleRefused
from tests.factories.accounts import log_in, make_user

pytestmark = pytest.mark.django_db


def is_in(client):
    return client.get("/accounts/profile/").status_code == 200


def at(**later):
    return time_machine.travel(timezone.now() + timedelta(**later), tick=False)


def test_a_session_ends_after_eight_hours_however_busy(client):
    client.force_login(make_user())
    for hours in range(1, 8):
        with at(hours=hours):
            client.post("/accounts/profile/", {"name": "x", "language": "en", "time_zone": "UTC"})
            assert is_in(client)
    with at(hours=8, seconds=5):
        assert not is_in(client)


def test_staff_are_logged_out_after_half_an_hour_of_silence(client):
    client.force_login(make_user(staff=True))
    with at(minutes=29):
        assert is_in(client)
    with at(minutes=58):
        assert is_in(client)
    with at(minutes=89):
        assert not is_in(client)


def test_members_are_not_logged_out_by_half_an_hour_of_silence(client):
    client.force_login(make_user())
    with at(minutes=89):
        assert is_in(client)


def test_a_session_whose_beginning_is_unknown_is_over(client):
    client.force_login(make_user())
    session = client.session
    del session["opened_at"]
    session.save()
    assert not is_in(client)


def test_the_session_key_changes_at_the_login(client):
    client.get("/accounts/login/")
    client.session.save()
    before = client.session.session_key
    client.force_login(make_user())
    assert client.session.session_key != before


def test_a_deactivated_login_is_out_at_once_and_for_good(client, staff):
    person = make_user()
    client.force_login(person)
    deactivate_person(person=person, actor=staff)
    assert not is_in(client)
    reactivate_person(person=person, actor=staff)
    assert not is_in(client)
    client.force_login(person)
    assert is_in(client)
    verbs = [event.verb for event in Event.objects.about(person).order_by("id")]
    assert verbs == ["user.deactivated", "user.reactivated"]


def test_an_old_cookie_does_not_come_back_after_logging_out(client):
    client.force_login(make_user())
    thief = Client()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    assert is_in(thief)
    client.post("/accounts/logout/")
    assert not is_in(thief)


def test_changing_the_password_ends_the_other_sessions(client):
    person = make_user()
    client.force_login(person)
    other = Client()
    other.force_login(person)
    new = "another plain sentence of mine"
    client.post(
        "/accounts/password/change/",
        {"oldpassword": "a plain sentence nobody guesses", "password1": new, "password2": new},
    )
    assert is_in(client)
    assert not is_in(other)


def test_a_change_of_rights_ends_the_sessions_of_the_person(client, staff):
    person = make_user()
    client.force_login(person)
    person.is_staff = True
    correct_person(person=person, actor=staff, changed=["is_staff"])
    assert not is_in(client)
    assert Event.objects.get(verb="user.corrected").details == {"fields": ["is_staff"]}


def test_staff_take_off_a_lost_factor_and_the_person_is_out(client, staff):
    person = make_user(second_factor=True)
    log_in(client, person)
    remove_second_factor(person=person, actor=staff)
    assert not person.authenticator_set.exists()
    assert not is_in(client)
    assert Event.objects.get(verb="user.second_factor_removed").actor == staff


@pytest.mark.parametrize("deed", [deactivate_person, remove_second_factor])
def test_nobody_does_that_to_themselves(deed, staff):
    with pytest.raises(RuleRefused):
        deed(person=staff, actor=staff)


@pytest.mark.parametrize("address", ["/", "/organisations/", "/styleguide/", "/robots.txt"])
def test_a_public_page_reads_no_session_and_sets_no_cookie(client, address):
    client.force_login(make_user())
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(address)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    assert not [each for each in queries if "django_session" in each["sql"]]
    assert answer.content == Client().get(address).content
