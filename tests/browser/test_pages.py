"""Every kind of page of the demonstration, as visitors and as members see it."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import User
from campaigns.models import Alarm, Campaign, Delivery, Sweep
from campaigns.own_link import own_page_link
from campaigns.services.signing import confirmation_link
from campaigns.signing_link import Signing
from campaigns.update_mail import stop_link
from r2p_site.demo.loading import load_demo
from situations.models import Territory
from situations.services.territories import load_territories
from tests.browser.conftest import faults, overflow
from tests.factories.accounts import log_in
from tests.factories.campaigns import make_campaign, make_signature

VIEWS = ((1280, "light"), (360, "dark"))
HREFS = "links => links.map(link => link.getAttribute('href'))"
# The page that is not there, and the wrong date that the style guide shows on purpose.
EXPECTED = re.compile("status of 404|does not conform")
# What of petitions the walk must have come to.
PETITION = (
    *("campaign_detail", "share", "integrity", "changes", "numbers", "delivery", "own_find"),
    *("update", "sign_on", "widget", "letter"),
)
DESK = (
    *("desk_campaign", "desk_voices", "desk_updates", "desk_sign_ons", "desk_papers"),
    *("desk_deliveries", "desk_update"),
)
ADDRESS = "ada@person.example.org"
LEFT_OUT = ("/admin/", "/static/", "/accounts/logout/")


@pytest.fixture
def demo(transactional_db) -> None:
    if not Territory.objects.exists():
        load_territories()
    load_demo()


def kinds(page: Page, starts: tuple[str, ...], seen: set[str]) -> Iterator[str]:
    """Walk the links from the starts and stop once at each kind of page (one per named address)."""
    waiting = list(starts)
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


def inspect(page: Page, path: str, *, turn: int) -> list[str]:
    """Return what is wrong on the page that is open: too wide in a view, or refused by axe in one.

    The views take turns with axe, whose hearing is long: each kind of fault comes up in both over
    all pages. Contrast is held in both themes for every token. (tests/core/test_contrast.py)
    """
    found = []
    for number, (width, scheme) in enumerate(VIEWS):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        wide = overflow(page)
        found += [f"{path} {width}: {wide} pixels too wide"] if wide > 0 else []
        if number == turn % len(VIEWS):
            found += [f"{path} {width} {scheme}: {fault}" for fault in faults(page)]
    return found


def log_in_here(page: Page, who: str) -> None:
    client = Client()
    log_in(client, User.objects.get(email=who))
    session = client.cookies["sessionid"].value
    page.context.clear_cookies()
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": page.url}])


def test_every_kind_of_public_page_is_accessible_and_fits(demo, open_page):
    page = open_page("/", scripts=True)
    seen: set[str] = set()
    wrong = []
    # The campaign that is walked was not delivered, and nothing links to changes before the first.
    changes = reverse("campaigns:changes", args=[Campaign.objects.public().first().slug])
    starts = ("/", "/no/such/page/", "/accounts/login/", changes)
    starts += (Delivery.objects.public().first().get_absolute_url(),)
    for turn, path in enumerate(kinds(page, starts, seen)):
        wrong += inspect(page, path, turn=turn)
    assert wrong == []
    assert [line for line in page.complaints if not EXPECTED.search(line)] == []
    assert len(seen) > 15
    assert {f"campaigns:{name}" for name in PETITION} <= seen


def test_every_kind_of_desk_page_is_accessible_and_fits(demo, open_page):
    """Each kind once: as the approver, and as the editor what only an editor comes to."""
    page = open_page("/", scripts=True)
    inspected: set[str] = set()
    wrong = []
    for who in ("approver", "editor"):
        log_in_here(page, f"{who}@river-council.example.org")
        seen: set[str] = set()
        for turn, path in enumerate(kinds(page, ("/desk/", "/accounts/2fa/"), seen)):
            kind = resolve(path).view_name
            if kind not in inspected:
                wrong += inspect(page, path, turn=turn)
            inspected.add(kind)
    assert wrong == []
    assert {f"campaigns:{name}" for name in DESK} <= inspected


def test_a_signers_private_pages_are_accessible_and_fit(transactional_db, open_page):
    petition = make_campaign(at=timezone.now()).petition
    signature = make_signature(petition=petition, email=ADDRESS)
    waiting = Signing(name="Ada Signer", email=ADDRESS, country="KE")
    own = urlsplit(own_page_link(address=ADDRESS, language="en")).path
    paths = [
        *(own, f"{own}petition/{petition.pk}/withdraw/", f"{own}erase/", "/mine/x/"),
        urlsplit(stop_link(signature=signature.pk, language="en")).path,
        urlsplit(confirmation_link(petition, waiting)).path,
    ]
    page = open_page("/mine/", scripts=True)
    wrong = []
    for path in paths:
        for turn, shown in enumerate((path, f"{path}?lang=ar")):
            page.goto(shown)
            wrong += inspect(page, shown, turn=turn)
    assert wrong == []


def test_the_pages_where_staff_look_at_signatures_are_accessible_and_fit(demo, open_page):
    page = open_page("/", scripts=True)
    log_in_here(page, "staff@never-silent.example.org")
    sweep, alarm = Sweep.objects.first(), Alarm.objects.first()
    wrong = []
    for turn, path in enumerate(
        (
            reverse("admin:campaigns_watch"),
            reverse("admin:campaigns_alarm_change", args=[alarm.pk]),
            reverse("admin:campaigns_sweep_change", args=[sweep.pk]),
        )
    ):
        page.goto(path)
        wrong += inspect(page, path, turn=turn)
    assert wrong == []
