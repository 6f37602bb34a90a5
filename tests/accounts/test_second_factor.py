"""Setting up a second factor, taking it off, and what it then asks."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from audit.models import Event
from tests.factories.accounts import (
    PASSWORD,
    SECRET,
    add_second_factor,
    make_user,
    totp_code,
)

from .mailbox import last_mail_to, path_in
from .steps import ADDRESS, CODE, give_password, is_in

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
class TestSettingUpAFactor:
    def set_up(self, client):
        page = client.get("/accounts/2fa/totp/activate/")
        secret = page.context["form"].secret
        return client.post("/accounts/2fa/totp/activate/", {"code": totp_code(secret)})

    def test_it_counts_in_this_session_at_once_and_ends_the_others(self, client):
        person = make_user(email=ADDRESS, staff=True)
        other = Client()
        give_password(other)
        give_password(client)
        assert client.get("/admin/").status_code == 302
        assert self.set_up(client).url == "/accounts/2fa/recovery-codes/"
        assert client.get("/admin/").status_code == 200
        assert not is_in(other)
        assert Event.objects.get(verb="user.second_factor_set").actor == person
        assert "authenticator app was set up" in last_mail_to(ADDRESS).body

    def test_the_secret_and_the_seed_lie_sealed_in_the_database(self, client):
        make_user(email=ADDRESS)
        give_password(client)
        secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
        client.post("/accounts/2fa/totp/activate/", {"code": totp_code(secret)})
        stored = Authenticator.objects.get(type="totp").data
        assert secret not in str(stored)
        assert secret not in str(dict(client.session))

    def test_a_wrong_code_sets_nothing_up(self, client):
        make_user(email=ADDRESS)
        give_password(client)
        client.get("/accounts/2fa/totp/activate/")
        answer = client.post("/accounts/2fa/totp/activate/", {"code": "000000"})
        assert answer.status_code == 200
        assert not Authenticator.objects.exists()

    def test_later_the_password_is_asked_again(self, client):
        make_user(email=ADDRESS)
        give_password(client)
        with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
            answer = client.get("/accounts/2fa/totp/activate/")
        assert answer.url.startswith("/accounts/reauthenticate/")

    def test_taking_it_off_needs_a_proof_ends_other_sessions_and_is_told(self, client, person):
        give_password(client)
        client.post(CODE, {"code": totp_code()})
        other = Client()
        with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
            give_password(other)
            other.post(CODE, {"code": totp_code()})
            assert is_in(other)
            off = "/accounts/2fa/totp/deactivate/"
            assert "reauthenticate" in client.get(off).url
        with time_machine.travel(timezone.now() + timedelta(minutes=4), tick=False):
            client.post("/accounts/2fa/reauthenticate/", {"code": totp_code()})
            client.post(off)
            assert "taken off your account" in last_mail_to(ADDRESS).body
        assert not Authenticator.objects.exists()
        assert is_in(client)
        assert not is_in(other)
        assert Event.objects.get(verb="user.second_factor_removed").actor == person

    def test_the_password_does_not_prove_again_what_has_a_factor(self, client, person):
        give_password(client)
        client.post(CODE, {"code": totp_code()})
        to = "/accounts/2fa/recovery-codes/"
        asked = client.get(to)
        assert (
            asked.url == "/accounts/2fa/reauthenticate/?next=%2Faccounts%2F2fa%2Frecovery-codes%2F"
        )
        answer = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": to})
        assert answer.url.startswith("/accounts/2fa/reauthenticate/")
        assert client.get(to).status_code == 302
        change = {"email": "new@example.org", "action_add": ""}
        answer = client.post("/accounts/email/", change)
        assert answer.url.startswith("/accounts/2fa/reauthenticate/")

    def test_whoever_has_a_factor_changes_the_address_after_a_code(self, client, person):
        give_password(client)
        client.post(CODE, {"code": totp_code()})
        change = {"email": "new@example.org", "action_add": ""}
        with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
            client.post("/accounts/2fa/reauthenticate/", {"code": totp_code()})
            client.post("/accounts/email/", change)
            client.post(path_in(last_mail_to("new@example.org"), part="confirm-email"))
        person.refresh_from_db()
        assert person.email == "new@example.org"
        assert person.has_authenticator

    def test_a_session_from_before_sees_no_recovery_codes_without_a_code(self, client):
        person = make_user(email=ADDRESS)
        client.force_login(person)
        add_second_factor(person)
        assert client.get("/accounts/2fa/recovery-codes/").url.startswith("/accounts/second-factor")
        assert client.get("/accounts/2fa/totp/deactivate/").url.startswith(
            "/accounts/second-factor"
        )
        answer = client.post(
            "/accounts/2fa/reauthenticate/?next=/accounts/2fa/recovery-codes/",
            {"code": totp_code(SECRET)},
        )
        assert client.get(answer.url).status_code == 200
