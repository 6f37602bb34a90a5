"""What the first middlewares do: public forms get no session, and everything else does."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from core.http import Answer, is_public_post
from r2p_site.middleware import KeptAnswersMiddleware
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


class Site:
    """What stands behind the first middleware: it answers as told, and counts how often."""

    def __init__(self, settings):
        settings.PAGE_KEPT_SECONDS = 60
        self.asked, self.answer = 0, self.page("old")
        self.first = KeptAnswersMiddleware(self)

    def __call__(self, request):
        self.asked += 1
        return self.answer(request)

    @staticmethod
    def page(text):
        return Answer(text.encode(), {"Content-Type": "text/plain"}).respond

    def get(self, **more):
        return self.first(RequestFactory().get("/page/", **more))

    def grow_old(self):
        for key, (at, kept) in self.first.shelf._kept.items():
            self.first.shelf._kept[key] = (at - 3600, kept)


def test_while_a_page_is_made_anew_the_others_get_the_old_one(settings):
    site = Site(settings)
    site.get()
    site.grow_old()
    meanwhile = []

    def make_anew(request):
        meanwhile.append(site.get().content)
        return site.page("new")(request)

    site.answer = make_anew
    assert site.get().content == b"new"
    assert meanwhile == [b"old"]
    assert (site.get().content, site.asked) == (b"new", 2)


def test_a_page_that_is_gone_is_gone_for_everybody_once_somebody_asked_anew(settings):
    site = Site(settings)
    site.get()
    site.grow_old()
    site.answer = lambda _request: HttpResponse(status=404)
    assert [site.get().status_code, site.get().status_code] == [404, 404]


def test_whoever_has_the_old_page_does_not_keep_it_alive_for_others(settings):
    site = Site(settings)
    old = site.get()["ETag"]
    site.grow_old()
    site.answer = lambda _request: HttpResponse(status=304)
    assert site.get(headers={"if-none-match": old}).status_code == 304
    site.answer = site.page("new")
    assert site.get().content == b"new"
