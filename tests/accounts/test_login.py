"""Signing up, signing in with a second factor, and every way that must stay shut."""

import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from audit.models import Event
from tests.factories.accounts import (
    PASSWORD,
    SECRET,
    add_second_factor,
    make_user,
    recovery_codes,
    totp_code,
)

from .mailbox import last_mail_to, links, mails_to, path_in

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
CODE = "/accounts/2fa/authenticate/"
ADDRESS = "person@example.org"


@pytest.fixture
def person():
    return make_user(email=ADDRESS, second_factor=True)


def give_password(client, *, email=ADDRESS, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def is_in(client):
    return client.get("/accounts/profile/").status_code == 200


def session_count(client):
    return client.session.get("_auth_user_id")


class TestSigningUp:
    DATA = {
        "name": "Amina Odhiambo",
        "email": ADDRESS,
        "password1": PASSWORD,
        "password2": PASSWORD,
    }

    def test_a_person_signs_up_confirms_by_a_button_and_comes_back(self, client):
        to = reverse("accounts:organisation_apply")
        assert b"next=/organisations/apply/" in client.get(to).content
        answer = client.post("/accounts/signup/", {**self.DATA, "next": to})
        assert answer.url == "/accounts/confirm-email/"
        assert not is_in(client)
        path = path_in(last_mail_to(ADDRESS), part="confirm-email")
        assert client.get(path).status_code == 200
        assert not User.objects.get().emailaddress_set.get().verified
        answer = client.post(path)
        assert answer.url == to
        assert User.objects.get().emailaddress_set.get().verified
        assert User.objects.get().name == "Amina Odhiambo"
        assert client.get(to).status_code == 200

    def test_the_link_in_another_browser_confirms_and_lets_nobody_in(self, client):
        client.post("/accounts/signup/", self.DATA)
        path = path_in(last_mail_to(ADDRESS), part="confirm-email")
        other = Client()
        assert other.post(path).url == LOGIN
        assert not is_in(other)

    def test_an_unconfirmed_address_does_not_get_in(self, client):
        make_user(email=ADDRESS, verified=False)
        assert give_password(client).url == "/accounts/confirm-email/"
        assert not is_in(client)

    def test_a_known_address_and_a_new_one_get_the_same_answer(self, client):
        make_user(email=ADDRESS)
        known = client.post("/accounts/signup/", self.DATA)
        new = Client().post("/accounts/signup/", {**self.DATA, "email": "new@example.org"})
        assert (known.status_code, known.url) == (new.status_code, new.url)
        assert User.objects.filter(email=ADDRESS).count() == 1
        assert "You have an account already" in last_mail_to(ADDRESS).subject

    def test_a_weak_password_is_refused_and_the_rest_kept(self, client):
        answer = client.post(
            "/accounts/signup/", {**self.DATA, "password1": "short", "password2": "short"}
        )
        assert answer.status_code == 200
        assert b"Amina Odhiambo" in answer.content
        assert not User.objects.exists()


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


class TestChangingTheAddress:
    def test_a_new_address_counts_once_it_is_confirmed_and_the_old_one_is_told(self, client):
        person = make_user(email=ADDRESS)
        give_password(client)
        client.post("/accounts/email/", {"email": "new@example.org", "action_add": ""})
        person.refresh_from_db()
        assert person.email == ADDRESS
        client.post(path_in(last_mail_to("new@example.org"), part="confirm-email"))
        person.refresh_from_db()
        assert person.email == "new@example.org"
        assert "was changed" in last_mail_to(ADDRESS).body
        assert give_password(Client(), email="new@example.org").url == "/desk/"

    def test_an_address_of_somebody_else_is_not_given_away(self, client):
        make_user(email="taken@example.org")
        make_user(email=ADDRESS)
        give_password(client)
        taken = client.post("/accounts/email/", {"email": "taken@example.org", "action_add": ""})
        assert taken.status_code in {200, 302}
        assert User.objects.filter(email="taken@example.org").count() == 1
        assert not User.objects.get(email=ADDRESS).emailaddress_set.filter(
            email="taken@example.org", verified=True
        )


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


class TestResettingThePassword:
    def ask(self, client, **more):
        return client.post("/accounts/password/reset/", {"email": ADDRESS}, **more)

    def test_the_link_lets_choose_a_password_once_and_ends_other_sessions(self, client, person):
        other = Client()
        other.force_login(person)
        self.ask(client)
        path = path_in(last_mail_to(ADDRESS), part="password/reset/key")
        form = client.get(path, follow=True).redirect_chain[-1][0]
        new = "another plain sentence of mine"
        client.post(form, {"password1": new, "password2": new})
        assert not is_in(client)
        assert not is_in(other)
        assert give_password(client, password=new).url == CODE
        assert "A change to your account" in last_mail_to(ADDRESS).subject
        assert Client().get(path).context["token_fail"]

    @pytest.mark.parametrize(
        "headers",
        [
            {"HTTP_HOST": "evil.test"},
            {"HTTP_X_FORWARDED_HOST": "evil.test"},
            {"HTTP_X_FORWARDED_PROTO": "gopher", "HTTP_HOST": "evil.test:8080"},
        ],
    )
    def test_a_forged_host_does_not_get_into_the_mail(self, client, person, settings, headers):
        settings.BASE_URL = "https://site.example.org"
        self.ask(client, **headers)
        mail = last_mail_to(ADDRESS)
        html = mail.alternatives[0][0]
        assert "evil" not in mail.body + html
        assert links(mail)
        assert all(link.startswith("https://site.example.org") for link in links(mail))

    def test_an_unknown_address_gets_the_same_answer_and_a_mail_of_its_own(self, client, person):
        known = self.ask(client)
        unknown = Client().post("/accounts/password/reset/", {"email": "new@example.org"})
        assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
        assert "No account" in last_mail_to("new@example.org").subject

    def test_no_link_and_no_address_gets_into_the_log(self, client, person, caplog):
        caplog.set_level("DEBUG")
        self.ask(client)
        path = path_in(last_mail_to(ADDRESS), part="password/reset/key")
        assert ADDRESS not in caplog.text
        assert path.split("/")[-2] not in caplog.text


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


def test_every_mail_of_a_login_goes_through_the_outbox(client, person):
    client.post("/accounts/password/reset/", {"email": ADDRESS})
    assert not mails_to("somebody-else@example.org")
    assert len(mails_to(ADDRESS)) == 1
