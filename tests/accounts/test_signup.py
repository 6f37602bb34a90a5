"""Signing up, getting a new password, changing the address."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories.accounts import (
    PASSWORD,
    make_user,
)

from .mailbox import last_mail_to, links, mails_to, path_in
from .steps import ADDRESS, CODE, LOGIN, give_password, is_in

pytestmark = pytest.mark.django_db


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


def test_every_mail_of_a_login_goes_through_the_outbox(client, person):
    client.post("/accounts/password/reset/", {"email": ADDRESS})
    assert not mails_to("somebody-else@example.org")
    assert len(mails_to(ADDRESS)) == 1
