"""Where our logins differ from what allauth does by itself."""

import re
from pathlib import Path

import allauth
import pytest
from django.template.loader import get_template
from nacl.exceptions import CryptoError

from accounts.adapter import NOTICES, network_of, on_base_url
from accounts.totp_secrets import open_secret, seal_secret
from outbox.models import Message
from tests.factories.accounts import add_second_factor, make_user

from .mailbox import last_mail_to

# Mails of parts of allauth that are not switched on here.
SWITCHED_OFF = {
    "account/email/login_code",
    "account/email/password_reset_code",
    "mfa/email/webauthn_added",
    "mfa/email/webauthn_removed",
}


def prefixes_of_allauth():
    home = Path(allauth.__file__).parent
    files = [*(home / "account").rglob("*.py"), *(home / "mfa").rglob("*.py")]
    return {
        name
        for path in files
        for name in re.findall(r'"((?:account|mfa)/email/\w+)"', path.read_text())
    }


def test_every_mail_that_allauth_may_send_is_written_in_our_words():
    names = prefixes_of_allauth() - SWITCHED_OFF - NOTICES
    assert len(names) == 5
    for name in [*names, "account/email/security_notice"]:
        for ending in (".subject.txt", ".txt", ".html"):
            assert get_template(name + ending)
    assert prefixes_of_allauth() >= NOTICES


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("http://evil.test/accounts/x/?a=1", "/accounts/x/?a=1"),
        ("https://evil.test:8443/accounts/x/", "/accounts/x/"),
        ("/accounts/x/", "/accounts/x/"),
    ],
)
def test_a_link_is_built_on_the_address_of_the_site(settings, url, path):
    settings.BASE_URL = "https://site.example.org"
    assert on_base_url(url) == f"https://site.example.org{path}"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("unknown", "unknown"),
    ],
)
def test_attempts_are_counted_by_what_one_subscriber_is_given(address, network):
    assert network_of(address) == network


def test_no_address_of_a_computer_gets_into_the_cache(client, db, django_cache_keys):
    client.post(
        "/accounts/login/",
        {"login": "a@example.org", "password": "wrong"},
        REMOTE_ADDR="192.0.2.77",
    )
    keys = django_cache_keys()
    assert keys
    assert not [key for key in keys if "192.0.2.77" in key or "a@example.org" in key]


def test_a_secret_is_sealed_differently_each_time_and_opens_again():
    first, second = seal_secret("JBSWY3DP"), seal_secret("JBSWY3DP")
    assert first != second
    assert "JBSWY3DP" not in first
    assert open_secret(first) == open_secret(second) == "JBSWY3DP"


def test_a_secret_does_not_open_under_another_key(settings):
    sealed = seal_secret("JBSWY3DP")
    settings.BLIND_INDEX_KEY = "33" * 32
    with pytest.raises(CryptoError):
        open_secret(sealed)


@pytest.mark.django_db
def test_a_mail_speaks_the_language_of_the_person_and_is_sealed(client):
    make_user(email="amina@example.org", language="fr")
    client.post("/accounts/password/reset/", {"email": "amina@example.org"})
    message = Message.objects.get()
    assert message.content.language == "fr"
    stored = str(Message.objects.values().get()) + message.content.text + message.content.html
    assert "amina@example.org" not in stored
    assert "password/reset/key" not in stored
    assert "password/reset/key" in last_mail_to("amina@example.org").body


@pytest.mark.django_db
def test_the_stored_secret_is_not_the_one_of_the_app():
    stored = add_second_factor(make_user(), secret="JBSWY3DPEHPK3PXP").data["secret"]
    assert stored != "JBSWY3DPEHPK3PXP"
    assert open_secret(stored) == "JBSWY3DPEHPK3PXP"
