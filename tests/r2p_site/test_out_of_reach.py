"""A part that we need is out of reach: 503 and when to come back, and nothing of the error."""

import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.urls import reverse
from redis.exceptions import TimeoutError as RedisTimeout

from r2p_site import views
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
NOWHERE = "redis://127.0.0.1:9/0"  # the port of "discard", where nothing listens


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


def test_without_valkey_nobody_logs_in_and_is_told_to_come_back(visitor, settings):
    person = make_user(password="a long enough password")
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": NOWHERE}}
    typed = {"login": person.email, "password": "a long enough password"}
    answer = visitor.post(reverse("account_login"), typed)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert "Please come back in a few minutes." in answer.content.decode()
    assert person.email not in answer.content.decode()


@pytest.mark.parametrize("error", [OperationalError, InterfaceError, RedisTimeout])
def test_what_is_out_of_reach_is_no_mistake_of_ours(visitor, monkeypatch, error):
    def fail():
        raise error("connection to 10.0.0.7 failed")

    monkeypatch.setattr(views, "front_page", fail)
    answer = visitor.get("/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "10.0.0.7" not in answer.content.decode()


def test_a_mistake_of_ours_is_one(visitor, monkeypatch):
    monkeypatch.setattr(views, "front_page", lambda: 1 / 0)
    answer = visitor.get("/")
    assert answer.status_code == 500
    assert "Retry-After" not in answer
