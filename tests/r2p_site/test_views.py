"""The roof: home, health, errors, the headers of every page."""

import pytest
from django.db import connection
from django.db.utils import OperationalError

from r2p_site import health


@pytest.mark.django_db
def test_home_without_anything_yet_says_what_to_do(client):
    page = client.get("/")
    assert page.status_code == 200
    assert "No petition is open today" in page.text
    assert not page.cookies


@pytest.mark.django_db
def test_the_policy_of_every_page_allows_nothing_inline_and_nothing_foreign(client):
    policy = client.get("/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.django_db
def test_pages_close_devices_and_framing(client):
    page = client.get("/")
    assert page["X-Frame-Options"] == "DENY"
    assert "camera=()" in page["Permissions-Policy"]
    assert page["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.django_db
def test_the_language_stands_in_the_address_and_nowhere_else(client):
    arabic = client.get("/?lang=ar", headers={"Accept-Language": "fr"})
    assert 'dir="rtl"' in arabic.text
    assert arabic["Content-Language"] == "ar"
    assert 'lang="en"' in client.get("/", headers={"Accept-Language": "ar"}).text
    assert 'lang="en"' in client.get("/?lang=tlh").text


def test_alive_asks_nothing(client):
    assert client.get("/livez").text == "ok"


@pytest.mark.django_db
def test_ready_says_yes_or_no_and_no_more(client, monkeypatch):
    assert client.get("/readyz").json()["ready"] is True

    def refuse(*args, **kwargs):
        raise OperationalError("connection to 10.1.2.3 refused for user r2p")

    monkeypatch.setattr(connection, "cursor", refuse)
    page = client.get("/readyz")
    assert (page.status_code, page.json()) == (503, {"ready": False})


@pytest.mark.django_db
def test_not_ready_while_a_migration_waits(client, monkeypatch):
    monkeypatch.setattr(health, "_migrated", set())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'alerts'")
    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_an_unknown_address_is_answered_with_a_way_on(client):
    page = client.get("/nowhere/")
    assert page.status_code == 404
    assert "the front page" in page.text
