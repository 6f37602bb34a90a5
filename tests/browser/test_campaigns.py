"""Signing and writing in a browser: with scripts off, and with a scanner that runs them."""

import pytest

from campaigns.models import Letter, LetterState, Signature, SignatureState
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
    page = open_page(campaign.get_absolute_url())
    fill_in(page, "sign")
    page.get_by_role("button", name="Sign this petition").click()
    paths = [
        campaign.get_absolute_url(),
        f"{campaign.get_absolute_url()}?lang=ar",
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
