"""No page of the admin without a second factor, and no second door."""

import re
from collections.abc import Iterator

import pytest
from allauth.account import views as account_views
from django.contrib.auth import views as auth_views
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.factories.accounts import (
    PASSWORD,
    add_second_factor,
    log_in,
    make_member,
    make_user,
)

pytestmark = pytest.mark.django_db

VALUES = {
    "app_label": "accounts",
    "content_type_id": "1",
    "object_id": "1",
    "token": "x",
    "slug": "x",
    "key": "x",
    "uidb36": "1",
    "pk": "1",
    "url": "x",
}


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, object]]:
    """Every address of the site, with values put in, and its view."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = entry.pattern
        if isinstance(entry, URLResolver):
            yield from patterns(entry, prefix + str(pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(pattern), entry.callback


def admin_addresses() -> list[str]:
    names = set()
    for pattern, (options, params), _defaults, _converters in _admin_reverses():
        values = {name: VALUES.get(name, "1") for name in params}
        names.add("/admin/" + options % values if values else "/admin/" + options)
        assert pattern
    return sorted(names)


def _admin_reverses():
    resolver = next(
        entry
        for entry in get_resolver().url_patterns
        if isinstance(entry, URLResolver) and str(entry.pattern) == "admin/"
    )
    for name in resolver.reverse_dict:
        for possibility, pattern, defaults, converters in resolver.reverse_dict.getlist(name):
            for option in possibility:
                yield pattern, option, defaults, converters


def test_the_walk_sees_the_whole_admin():
    addresses = admin_addresses()
    assert len(addresses) > 30
    assert "/admin/" in addresses
    assert "/admin/accounts/organisation/" in addresses
    assert "/admin/accounts/organisation/1/change/" in addresses


def test_staff_without_a_second_factor_open_no_page_of_the_admin(client):
    client.force_login(make_user(staff=True))
    for address in admin_addresses():
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 302, address
            assert answer.url.startswith("/accounts/second-factor/?next=%2Fadmin%2F"), address


def test_staff_in_a_session_from_before_the_factor_open_none_either(client):
    person = make_user(staff=True)
    client.force_login(person)
    add_second_factor(person)
    for address in admin_addresses():
        assert client.get(address).url.startswith("/accounts/second-factor/"), address


def test_others_open_none_whatever_their_factor(client):
    log_in(client, make_member(role="owner", second_factor=True))
    for address in admin_addresses():
        answer = client.get(address)
        ended = address in {"/admin/logout/", "/admin/password_change/"}
        assert answer.status_code in ({302} if ended else {302, 403, 404}), address
        if answer.status_code == 302 and not ended:
            assert answer.url.startswith("/admin/login/"), address
    assert client.get("/admin/login/").status_code == 403


def test_a_visitor_is_led_to_the_login_of_the_site(client):
    for address in admin_addresses():
        answer = client.get(address)
        assert answer.status_code in {302, 404}, address
    assert client.get("/admin/accounts/user/").url == "/admin/login/?next=/admin/accounts/user/"
    door = client.get("/admin/login/?next=/admin/accounts/user/")
    assert door.url == "/accounts/login/?next=%2Fadmin%2Faccounts%2Fuser%2F"


def test_staff_with_a_second_factor_get_in(client, staff):
    log_in(client, staff)
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/login/").url == "/admin/"


def test_the_admin_itself_refuses_too_should_the_middleware_be_missing(client, settings):
    settings.MIDDLEWARE = [
        each for each in settings.MIDDLEWARE if not each.endswith("SecondFactorMiddleware")
    ]
    client.force_login(make_user(staff=True, second_factor=True))
    assert client.get("/admin/accounts/user/").url.startswith("/admin/login/")


def test_the_only_view_that_takes_a_password_to_let_in_is_the_login_of_the_site():
    doors = (auth_views.LoginView, account_views.LoginView)
    found = [
        (address, view)
        for address, view in patterns()
        if isinstance(getattr(view, "view_class", None), type)
        and issubclass(view.view_class, doors)
    ]
    assert [address for address, _view in found] == ["accounts/login/"]


def test_a_right_password_posted_to_any_other_address_lets_nobody_in():
    person = make_user(staff=True)
    credentials = {
        "login": person.email,
        "username": person.email,
        "email": person.email,
        "password": PASSWORD,
    }
    addresses = {re.sub(r"<[^>]+>", "1", f"/{address}") for address, _view in patterns()}
    addresses -= {"/accounts/login/"}
    assert len(addresses) > 100
    for address in sorted(addresses):
        client = Client(raise_request_exception=False)
        client.post(address, credentials)
        assert "_auth_user_id" not in client.session, address


def test_secrets_of_logins_have_no_page_in_the_admin(client, staff):
    log_in(client, staff)
    for model in ("mfa/authenticator", "account/emailaddress", "account/emailconfirmation"):
        assert client.get(f"/admin/{model}/").status_code == 404


def test_social_logins_and_logins_by_code_are_not_there(client):
    names = [name for name in get_resolver().reverse_dict if isinstance(name, str)]
    assert not [name for name in names if "social" in name or "webauthn" in name]
    assert client.get("/accounts/login/code/").status_code == 404
    assert client.get("/accounts/login/code/confirm/").url.startswith("/accounts/login/")
