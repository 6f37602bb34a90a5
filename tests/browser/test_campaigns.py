"""Signing and writing in a browser: with scripts off, and with a scanner that runs them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from campaigns.models import (
    Arrival,
    Letter,
    LetterState,
    Petition,
    Signature,
    SignatureState,
    Tally,
)
from campaigns.services.publishing import publish_numbers
from campaigns.services.showing import show_signers
from outbox.models import Message
from tests.browser.conftest import faults, overflow
from tests.campaigns.conftest import link_in
from tests.factories.campaigns import make_campaign, make_signature

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def campaign():
    return make_campaign(letters=True)


def fill_in(page, prefix):
    page.locator(f"#{prefix}_name").fill("Ada Signer")
    page.locator(f"#{prefix}_email").fill("ada@example.org")
    page.locator(f"#{prefix}_country").select_option("KE")


def fill_the_tables(petition):
    """A petition of 40 hours with two countries, as the counter and the worker leave it."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    for hour in range(3, 43):
        Tally.objects.create(
            petition=petition,
            hour=now - timedelta(hours=hour),
            country="KE" if hour % 3 else "FR",
            language="en",
            signatures=hour,
        )
    Petition.objects.filter(pk=petition.pk).update(signature_total=900, counted_at=now)
    publish_numbers()
    show_signers(everywhere=True)


def test_the_count_moves_while_one_looks_and_the_widget_opens_the_page(
    campaign, open_page, live_server, settings
):
    settings.BASE_URL = live_server.url
    Petition.objects.filter(pk=campaign.petition.pk).update(signature_total=41)
    page = open_page("/campaigns/", scripts=True)
    page.clock.install()
    page.goto(campaign.get_absolute_url())
    assert page.locator("[data-live-number]").inner_text() == "41"
    Petition.objects.filter(pk=campaign.petition.pk).update(signature_total=1234)
    with page.expect_response("**/count.json"):
        page.clock.run_for(30_000)
    page.get_by_text("1,234").wait_for()
    assert page.get_by_text("The goal is 2,500").is_visible()
    assert page.complaints == []
    frame = open_page(f"{campaign.get_absolute_url()}widget/", width=360)
    with frame.context.expect_page() as opened:
        frame.get_by_role("link", name="Sign this petition").click()
    assert opened.value.get_by_role("heading", level=1).inner_text() == campaign.title


def test_on_a_telephone_the_form_is_one_touch_away_and_follows_the_story(campaign, open_page):
    page = open_page(campaign.get_absolute_url(), width=360, scripts=True)
    way = page.locator(".to-deed a")
    assert way.is_visible()
    assert way.bounding_box()["y"] < 900
    story = page.locator(".story").bounding_box()
    form = page.locator(".deed").bounding_box()
    assert 0 <= form["y"] - (story["y"] + story["height"]) < 200
    way.click()
    expect(page.locator("#deed")).to_be_in_viewport()
    assert not open_page(campaign.get_absolute_url()).locator(".to-deed a").is_visible()


def test_one_signs_and_confirms_on_a_phone_without_scripts_and_gets_no_cookie(campaign, open_page):
    page = open_page(campaign.get_absolute_url(), width=360)
    page.get_by_role("button", name="Sign this petition").click()
    assert page.get_by_text("There is a problem").is_visible()
    fill_in(page, "sign")
    page.get_by_role("button", name="Sign this petition").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Now look at your email"
    page.goto(link_in(Message.objects.get()))
    page.get_by_role("button", name="Confirm my signature").click()
    assert "Your signature is confirmed" in page.get_by_role("heading", level=1).inner_text()
    assert Signature.objects.get().state == SignatureState.CONFIRMED
    assert page.context.cookies() == []
    assert page.complaints == []


def test_a_program_that_opens_the_link_runs_its_scripts_and_waits_confirms_nothing(
    campaign, open_page
):
    signature = make_signature(
        petition=campaign.petition, email="ada@example.org", state=SignatureState.PENDING
    )
    page = open_page(campaign.get_absolute_url(), width=360)
    fill_in(page, "sign")
    page.get_by_role("button", name="Sign this petition").click()
    scanner = open_page(link_in(Message.objects.get()), scripts=True)
    scanner.wait_for_timeout(2000)
    scanner.reload()
    signature.refresh_from_db()
    assert signature.state == SignatureState.PENDING
    scanner.get_by_role("button", name="Confirm my signature").click()
    signature.refresh_from_db()
    assert signature.state == SignatureState.CONFIRMED


@pytest.mark.parametrize("reads", ["at once", "when it is worked out"])
def test_under_attack_the_page_works_out_a_proof_and_sends_it_with_the_form(
    campaign, open_page, reads
):
    Petition.objects.filter(pk=campaign.petition.pk).update(proof_since=timezone.now())
    page = open_page(campaign.get_absolute_url(), scripts=True)
    with page.expect_worker():
        fill_in(page, "sign")
    # How many numbers are tried is chance, and the machine may have other work.
    for _attempt in range(0 if reads == "at once" else 600):
        if not page.workers:
            break
        page.wait_for_timeout(100)
    page.get_by_role("button", name="Sign this petition").click()
    page.get_by_role("heading", name="Now look at your email").wait_for(timeout=90_000)
    assert [arrival.unproven for arrival in Arrival.objects.all()] == [False]
    assert page.complaints == []


def test_one_writes_a_letter_reads_it_and_sends_it_without_scripts(campaign, open_page):
    page = open_page(f"{campaign.get_absolute_url()}letter/", width=360)
    page.locator("#letter_own_words").fill("I think of the two towns.\n\nPlease go there.")
    fill_in(page, "letter")
    page.get_by_role("button", name="See the letter").click()
    assert page.get_by_text("I think of the two towns.").is_visible()
    page.get_by_role("button", name="Send me the link to confirm").click()
    page.goto(link_in(Message.objects.get()))
    assert page.get_by_text("Please go there.").is_visible()
    page.get_by_role("button", name="Send this letter").click()
    assert "on its way" in page.get_by_role("heading", level=1).inner_text()
    assert Letter.objects.get().state == LetterState.CONFIRMED


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_every_page_of_a_campaign_is_accessible_and_fits(campaign, open_page, width, scheme):
    make_signature(petition=campaign.petition, name="Amina Karimi", display="full", counted=True)
    fill_the_tables(campaign.petition)
    page = open_page(campaign.get_absolute_url())
    assert page.get_by_text("Amina Karimi").is_visible()
    fill_in(page, "sign")
    page.get_by_role("button", name="Sign this petition").click()
    paths = [
        campaign.get_absolute_url(),
        f"{campaign.get_absolute_url()}?lang=ar",
        f"{campaign.get_absolute_url()}numbers/",
        f"{campaign.get_absolute_url()}numbers/?lang=ar",
        f"{campaign.get_absolute_url()}share/",
        f"{campaign.get_absolute_url()}widget/",
        f"{campaign.get_absolute_url()}widget/?lang=ar",
        f"{campaign.get_absolute_url()}letter/",
        f"{campaign.get_absolute_url()}check-your-email/",
        link_in(Message.objects.get()),
        "/campaigns/confirm/made-up/",
        "/campaigns/",
    ]
    found = {}
    for path in paths:
        page = open_page(path, width=width, scheme=scheme, scripts=True)
        wide = overflow(page)
        found[path] = faults(page) + ([f"{wide} pixels too wide"] if wide > 0 else [])
    assert found == {path: [] for path in paths}
