"""What the first middlewares do: public forms get no session, and everything else does."""

import pytest
from django.test import Client
from django.urls import reverse

from core.http import is_public_post
from tests.campaigns.conftest import FILLED_IN
from tests.factories.accounts import log_in, make_user
from tests.factories.campaigns import make_campaign

pytestmark = pytest.mark.django_db


def test_what_a_public_form_sends_never_asks_who_is_logged_in(monkeypatch):
    campaign, client = make_campaign(), Client()
    log_in(client, make_user(staff=True))
    answer = client.post(reverse("campaigns:sign", args=[campaign.slug]), FILLED_IN)
    assert answer.status_code == 303
    assert not hasattr(answer.wsgi_request, "session")
    assert not hasattr(answer.wsgi_request, "user")
    assert not answer.cookies


def test_its_answer_bears_the_headers_of_every_other_page():
    campaign, client = make_campaign(), Client()
    address = reverse("campaigns:sign", args=[campaign.slug])
    public, other = client.post(address, FILLED_IN), client.get(reverse("account_login"))
    for name in (
        "Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy",
        "Permissions-Policy", "Cross-Origin-Opener-Policy", "Content-Language",
    ):  # fmt: skip
        assert public[name] == other[name] or name == "Content-Security-Policy"
        assert public[name]


def test_a_rule_that_refuses_it_is_told_as_everywhere():
    campaign = make_campaign(status="paused")
    answer = Client().post(reverse("campaigns:sign", args=[campaign.slug]), FILLED_IN)
    assert answer.status_code == 409
    assert "takes no signatures" in answer.content.decode()


@pytest.mark.parametrize("name", ["account_login", "campaigns:desk_campaign_new", "admin:login"])
def test_every_other_form_still_needs_its_csrf_token(name):
    client = Client(enforce_csrf_checks=True)
    assert client.post(reverse(name), {"x": "y"}).status_code == 403


def test_only_a_view_that_says_so_is_public():
    assert not is_public_post(lambda request: None)


def test_an_address_that_is_none_is_not_found_whatever_is_sent():
    assert Client().post("/campaigns/none/at/all/", {"x": "y"}).status_code == 404
