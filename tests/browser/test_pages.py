"""Every kind of page of the demonstration, as visitors and as members see it."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from playwright.sync_api import Page

from accounts.models import User
from r2p_site.demo.loading import load_demo
from situations.models import Territory
from situations.services.territories import load_territories
from tests.browser.conftest import faults, overflow
from tests.factories.accounts import log_in

VIEWS = ((1280, "light"), (360, "dark"))
HREFS = "links => links.map(link => link.getAttribute('href'))"
# The page that is not there, and the wrong date that the style guide shows on purpose.
EXPECTED = re.compile("status of 404|does not conform")
LEFT_OUT = ("/admin/", "/static/", "/accounts/logout/")


@pytest.fixture
def demo(transactional_db) -> None:
    if not Territory.objects.exists():
        load_territories()
    load_demo()


def kinds(page: Page, starts: tuple[str, ...]) -> Iterator[str]:
    """Walk the links from the starts and stop once at each kind of page (one per named address)."""
    waiting, seen = list(starts), set()
    while waiting:
        path = urlsplit(waiting.pop(0)).path
        try:
            kind = resolve(path).view_name
        except Resolver404:
            kind = path
        if kind in seen or path.startswith(LEFT_OUT):
            continue
        seen.add(kind)
        answer = page.goto(path)
        if "text/html" not in answer.headers.get("content-type", ""):
            continue
        yield path
        waiting += page.eval_on_selector_all(
            # Files are no pages: Chromium without a window saves them instead of showing them.
            "a[href^='/']:not([download], [type])",
            "all => all.map(a => a.getAttribute('href'))",
        )


def inspect(page: Page, starts: tuple[str, ...]) -> dict[str, list[str]]:
    """Return what is wrong on each kind of page; the kinds that are well have an empty list."""
    found = {}
    for path in kinds(page, starts):
        found[path] = []
        for width, scheme in VIEWS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            wide = overflow(page)
            found[path] += [f"{width} {scheme}: {fault}" for fault in faults(page)]
            found[path] += [f"{width}: {wide} pixels too wide"] if wide > 0 else []
    return found


def test_every_kind_of_public_page_is_accessible_and_fits(demo, open_page):
    page = open_page("/", scripts=True)
    found = inspect(page, ("/", "/no/such/page/", "/accounts/login/"))
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert [line for line in page.complaints if not EXPECTED.search(line)] == []
    assert len(found) > 15


@pytest.mark.parametrize("who", ["approver", "editor"])
def test_every_kind_of_desk_page_is_accessible_and_fits(demo, open_page, who):
    client = Client()
    log_in(client, User.objects.get(email=f"{who}@river-council.example.org"))
    page = open_page("/", scripts=True)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": page.url}])
    found = inspect(page, ("/desk/", "/accounts/2fa/"))
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert len([path for path in found if path.startswith("/desk/")]) > 5
