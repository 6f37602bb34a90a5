"""Signing in with a password and a code, and coming back to where one was going."""

import time

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import (
    make_user,
    recovery_codes,
    totp_code,
)

from .steps import ADDRESS, CODE, LOGIN, give_password, is_in

pytestmark = pytest.mark.django_db


class TestSigningIn:
    def test_the_password_alone_does_not_open_what_has_a_second_factor(self, client, person):
        assert give_password(client).url == CODE
        assert not is_in(client)
        assert client.post(CODE, {"code": totp_code()}).url == "/desk/"
        assert is_in(client)

    def test_a_wrong_password_and_an_unknown_address_read_alike(self, client, person):
        wrong = give_password(client, password="not the right sentence")
        unknown = give_password(Client(), email="nobody@example.org")
        assert wrong.status_code == unknown.status_code == 200
        assert (
            wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
        )

    def test_a_code_is_good_once_even_if_the_cache_is_emptied(self, client, person, clean_cache):
        with time_machine.travel(timezone.now(), tick=False):
            give_password(client)
            client.post(CODE, {"code": totp_code()})
            assert is_in(client)
            clean_cache()
            other = Client()
            give_password(other)
            answer = other.post(CODE, {"code": totp_code()})
            assert answer.status_code == 200
            assert answer.context["form"].errors["code"]
            assert not is_in(other)

    def test_an_older_code_is_refused_after_a_newer_one(self, client, person):
        now = time.time()
        with time_machine.travel(now, tick=False):
            give_password(client)
            client.post(CODE, {"code": totp_code(at=now + 30)})
            assert is_in(client)
            other = Client()
            give_password(other)
            other.post(CODE, {"code": totp_code(at=now)})
            assert not is_in(other)

    @pytest.mark.parametrize("away", [-90, 90])
    def test_a_code_of_another_time_is_refused(self, client, person, away):
        give_password(client)
        client.post(CODE, {"code": totp_code(at=time.time() + away)})
        assert not is_in(client)

    def test_guessing_codes_is_stopped_and_the_right_one_waits_too(self, client, person):
        give_password(client)
        for _ in range(5):
            client.post(CODE, {"code": "000000"})
        client.post(CODE, {"code": totp_code()})
        assert not is_in(client)

    def test_a_recovery_code_opens_once(self, client, person):
        code = recovery_codes(person)[0]
        give_password(client)
        assert client.post(CODE, {"code": code}).url == "/desk/"
        assert is_in(client)
        other = Client()
        give_password(other)
        other.post(CODE, {"code": code})
        assert not is_in(other)
        assert code not in recovery_codes(person)

    def test_the_code_page_without_the_password_leads_back_to_the_start(self, client, person):
        assert client.get(CODE).url.startswith(LOGIN)
        assert client.post(CODE, {"code": totp_code()}).url.startswith(LOGIN)

    def test_guessing_passwords_is_stopped_from_there_and_not_from_elsewhere(self, client, person):
        for _ in range(5):
            give_password(client, password="not the right sentence")
        assert give_password(client).status_code == 200
        elsewhere = Client(REMOTE_ADDR="192.0.2.7")
        assert give_password(elsewhere).url == CODE

    def test_guessing_from_one_place_over_many_logins_is_stopped(self, client):
        for number in range(10):
            give_password(client, email=f"guess{number}@example.org")
        make_user(email=ADDRESS)
        assert give_password(client).status_code == 200
        assert not is_in(client)

    def test_a_deactivated_login_says_so_and_stays_out(self, client):
        make_user(email=ADDRESS, is_active=False)
        assert give_password(client).url == "/accounts/inactive/"
        assert not is_in(client)

    def test_signing_out_needs_a_button(self, client, person):
        client.force_login(person)
        client.get("/accounts/logout/")
        assert is_in(client)
        client.post("/accounts/logout/")
        assert not is_in(client)


OUTSIDE = [
    "//evil.test",
    "///evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "https://evil.test/",
    "https:evil.test",
    "https:///evil.test",
    "\t//evil.test",
    "/\t/evil.test",
    " //evil.test",
    "javascript:alert(1)",
    "data:text/html,x",
    "http://testserver@evil.test/",
    "http://testserver/desk/",
    "evil.test",
]


class TestComingBack:
    @pytest.mark.parametrize("to", OUTSIDE)
    def test_no_next_leads_out_of_the_site(self, client, to):
        make_user(email=ADDRESS)
        assert give_password(client, next=to).url == "/desk/"

    @pytest.mark.parametrize("to", OUTSIDE)
    def test_nor_do_the_pages_of_ours_that_take_one(self, client, person, to):
        client.force_login(person)
        session = client.session
        session["second_factor_set_up_here"] = str(person.pk)
        session.save()
        assert client.get("/accounts/second-factor/", {"next": to}).url == "/desk/"
        assert Client().get("/admin/login/", {"next": to}).url == f"{LOGIN}?next=%2Fadmin%2F"

    def test_a_path_of_the_site_is_gone_back_to(self, client):
        make_user(email=ADDRESS)
        assert (
            give_password(client, next="/desk/organisation/?x=1").url == "/desk/organisation/?x=1"
        )
