"""A petition's page at record load: the same bytes for all, made once in a moment, light, and told
no more than may be told."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from campaigns.models import Petition
from campaigns.views.page import SHELF
from core.text import aggregate_figures
from tests.factories.campaigns import make_campaign, make_petition, make_signature

pytestmark = pytest.mark.django_db

KILOBYTE = 1000
LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.fixture
def kept(settings):
    """The page as in production: kept in memory for a moment."""
    settings.PAGE_KEPT_SECONDS = 60.0
    yield
    SHELF.clear()


def totals(petition: Petition, number: int) -> None:
    Petition.objects.filter(pk=petition.pk).update(signature_total=number)


def queries(client, url) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_the_page_never_counts_and_costs_the_same_for_none_and_a_million(client):
    petition = make_petition()
    url = petition.get_absolute_url()
    client.get(url)
    none = queries(client, url)
    for _number in range(30):
        make_signature(petition=petition, counted=True)
    totals(petition, 1_000_000)
    with CaptureQueriesContext(connection) as caught:
        page = client.get(url).content.decode()
    assert "1,000,000" in page
    assert len(caught) == none <= 16
    asked = [query["sql"].lower() for query in caught if "campaigns_signature" in query["sql"]]
    assert not any("count(" in sql or 'from "campaigns_signature"' in sql for sql in asked)


def test_what_is_kept_asks_the_database_nothing(client, campaign, kept):
    url = campaign.get_absolute_url()
    first = client.get(url)
    assert queries(client, url) == 0
    assert client.get(url).content == first.content


def test_what_is_kept_comes_with_every_header_of_the_first(client, campaign, kept):
    url = campaign.get_absolute_url()
    first, second = client.get(url), client.get(url)
    assert dict(first.items()) == dict(second.items())
    for header in ("Content-Security-Policy", "X-Frame-Options", "Permissions-Policy", "ETag"):
        assert header in second
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_another_host_and_another_scheme_are_other_pages(client, campaign, kept, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    url = campaign.get_absolute_url()
    client.get(url)
    assert client.get(url, headers={"Host": "evil.example"}).status_code == 400
    assert client.get(url).status_code == 200
    settings.SECURE_SSL_REDIRECT = True
    other = Client()
    assert other.get(url).status_code == 301
    assert other.get(url, secure=True).status_code == 200
    assert other.get(url).status_code == 301


def test_a_page_that_does_not_say_so_is_not_kept(client, campaign, kept):
    assert campaign.title in client.get("/campaigns/").content.decode()
    type(campaign).objects.filter(pk=campaign.pk).update(title="Another title")
    assert "Another title" in client.get("/campaigns/").content.decode()


def test_each_language_has_a_page_of_its_own_in_memory(client, campaign, kept):
    url = campaign.get_absolute_url()
    assert 'dir="ltr"' in client.get(url).content.decode()
    assert 'dir="rtl"' in client.get(f"{url}?lang=ar").content.decode()
    assert queries(client, f"{url}?lang=ar") == 0
    assert client.get(f"{url}?utm=anything").content == client.get(url).content


def test_a_form_with_errors_is_never_kept(client, campaign, kept):
    url = campaign.get_absolute_url()
    before = client.get(url).content
    typed = client.post(f"{url}sign/", {"name": "Ada Typed"}).content
    assert b"Ada Typed" in typed
    assert client.get(url).content == before


def test_a_campaign_that_is_gone_is_not_found_even_if_another_was_kept(client, campaign, kept):
    client.get(campaign.get_absolute_url())
    assert client.get("/campaigns/no-such-campaign/").status_code == 404


def test_the_page_needs_no_cache_server(client, campaign, kept, settings):
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    }
    assert client.get(campaign.get_absolute_url()).status_code == 200


def test_who_has_the_bytes_already_is_sent_none(client, campaign):
    url = campaign.get_absolute_url()
    first = client.get(url)
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    assert again["Cache-Control"] == first["Cache-Control"]
    # nginx marks the name as weak when it compresses what it names.
    weak = client.get(url, headers={"If-None-Match": f"W/{first['ETag']}"})
    assert weak.status_code == 304
    totals(campaign.petition, 77)
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_caches_may_keep_it_for_ten_seconds_and_show_it_while_they_ask_anew(client, campaign):
    kept_for = client.get(campaign.get_absolute_url())["Cache-Control"]
    assert kept_for == "public, max-age=10, stale-while-revalidate=20, stale-if-error=300"


def test_no_signature_is_no_number(client, campaign):
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert "Be among the first to sign." in page
    assert "<b data-live-number>" not in page
    assert not re.search(r">\s*0\s*<", page.replace("<dd>0</dd>", ""))


def test_the_count_is_a_small_file_for_everybody(client, campaign):
    totals(campaign.petition, 1234)
    response = client.get(f"{campaign.get_absolute_url()}count.json")
    data = response.json()
    assert (data["signatures"], data["goal"]) == (1234, 2500)
    assert data["words"]["signatures"] == "1,234"
    assert response["Cache-Control"].startswith("public, max-age=2,")
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert len(response.content) < 300


def test_the_count_speaks_the_language_of_the_page(client, campaign):
    totals(campaign.petition, 1234)
    url = campaign.get_absolute_url()
    words = client.get(f"{url}count.json?lang=fr").json()["words"]
    page = client.get(f"{url}?lang=fr").content.decode()
    assert words["signatures"] in page
    assert words["goal"] in page
    assert f"{url}count.json?lang=fr" in page


def test_a_campaign_without_a_petition_has_no_count(client):
    campaign = make_campaign(petition=False, letters=True)
    for path in ("count.json", "numbers/", "numbers.csv", "numbers.json", "widget/"):
        assert client.get(f"{campaign.get_absolute_url()}{path}").status_code == 404


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_first_visit_weighs_no_more_than_35_kilobytes(client, campaign, language):
    """Every request of a first visit, compressed as the proxy does it; the share card is none."""
    petition = campaign.petition
    totals(petition, 123_456)
    page = client.get(f"{campaign.get_absolute_url()}?lang={language}").content
    found = re.findall(rb'(?:href|src)="(/static/[^"]+)"', page)
    files = [Path(finders.find(name.decode().removeprefix("/static/"))) for name in set(found)]
    assert {file.name for file in files} == {"site.css", "mark.svg", "live-count.js"}
    count = client.get(f"{campaign.get_absolute_url()}count.json").content
    parts = [page, count, *(file.read_bytes() for file in files)]
    weight = sum(len(gzip.compress(part, 6)) for part in parts)
    assert weight <= 35 * KILOBYTE


def test_the_page_has_no_inline_script_or_style_and_loads_nothing_from_elsewhere(client, campaign):
    totals(campaign.petition, 10)
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert "style=" not in page.replace('rel="stylesheet"', "")
    assert not re.search(r'(?:src|action)="https?:', page)


def before_the_form(page: str) -> str:
    """The words of a page up to the form's first field: head, story, deed."""
    body = page[: page.index('name="name"')]
    return re.sub(r"<[^>]+>", " ", body)


@pytest.mark.parametrize("language", LANGUAGES)
def test_d11_nothing_before_the_form_is_an_aggregate_figure(client, campaign, language):
    """The number of supporters is none of victims; it is small here so that nothing hides it."""
    totals(campaign.petition, 12)
    Petition.objects.filter(pk=campaign.petition.pk).update(goal=500)
    page = client.get(f"{campaign.get_absolute_url()}?lang={language}").content.decode()
    words = before_the_form(page).replace(str(campaign.reference), "")
    assert aggregate_figures(words) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_d11_what_a_link_shows_elsewhere_holds_no_aggregate_figure(client, campaign, language):
    totals(campaign.petition, 123_456)
    page = client.get(f"{campaign.get_absolute_url()}?lang={language}").content.decode()
    shown = re.findall(r'<meta (?:property="og:|name="(?:description|twitter))[^>]+>', page)
    words = " ".join(re.findall(r'content="([^"]+)"', " ".join(shown)))
    words = re.sub(r"https?://\S+|1200|630", "", words).replace(str(campaign.reference), "")
    assert aggregate_figures(words) == []
