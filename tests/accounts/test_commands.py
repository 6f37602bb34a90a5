"""What the operator does from the shell."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from audit.models import Event
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def test_a_lost_factor_is_taken_off(capsys):
    person = make_user(email="lost@example.org", second_factor=True)
    call_command("remove_second_factor", "Lost@example.org")
    assert not person.authenticator_set.exists()
    assert Event.objects.get(verb="user.second_factor_removed").actor is None
    assert "removed" in capsys.readouterr().out


@pytest.mark.parametrize("address", ["nobody@example.org", "plain@example.org"])
def test_a_login_without_one_is_named_as_such(address):
    make_user(email="plain@example.org")
    with pytest.raises(CommandError):
        call_command("remove_second_factor", address)


def test_a_superuser_made_from_the_shell_must_confirm_the_address_and_set_up_a_factor(client):
    User.objects.create_superuser("Root@Example.org", "a plain sentence nobody guesses")
    data = {"login": "root@example.org", "password": "a plain sentence nobody guesses"}
    assert client.post("/accounts/login/", data).url == "/accounts/confirm-email/"
    User.objects.get().emailaddress_set.update(verified=True)
    client.post("/accounts/login/", data)
    assert client.get("/admin/").url.startswith("/accounts/second-factor/")
