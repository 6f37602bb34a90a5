"""Letters in a browser: every page on a letter's way, in two directions of writing."""

import pytest
from django.utils import timezone

from campaigns.models import AnswerClock, Hold, Letter, LetterState, OfficeWordKind
from campaigns.services import ask_authors
from campaigns.services.office_words import say_as_office
from outbox.models import Message
from tests.browser.conftest import VIEWS, faults, overflow
from tests.campaigns.conftest import link_in
from tests.factories.accounts import log_in, make_member
from tests.factories.campaigns import make_letter
from tests.factories.valley import make_valley

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "I taught for two years in the lower town. Please do not look away now."
LOUD = "YOU ARE ALL LIARS AND COWARDS!!! We want humanitarian intervention."
LANGUAGES = ["en", "fr", "ar"]


@pytest.fixture
def campaign():
    return make_valley()


def check(page, what):
    assert overflow(page) <= 0, what
    assert faults(page) == [], what


def fill_in(page, words=WORDS):
    page.locator("#letter_own_words").fill(words)
    page.locator("#letter_name").fill("Ada Writer")
    page.locator("#letter_email").fill("ada@example.org")
    page.locator("#letter_country").select_option("KE")


def press(page, deed="main form[method=post] [type=submit]"):
    page.locator(deed).last.click()
    page.wait_for_load_state()


def last_link():
    return link_in(Message.objects.order_by("-pk")[0])


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_on_the_way_of_a_letter_fits_and_can_be_read(
    open_page, campaign, width, scheme, language
):
    said = f"?lang={language}"
    form = f"{campaign.get_absolute_url()}letter/{said}"
    page = open_page(form, width=width, scheme=scheme, scripts=True)
    check(page, "form")
    press(page)
    check(page, "errors")
    fill_in(page, LOUD)
    press(page)
    check(page, "advice")
    press(page)
    check(page, "preview")
    press(page, "button[value=send]")
    check(page, "check your email")
    page.goto(last_link())
    check(page, "confirm")
    press(page)
    check(page, "confirmed")
    page.goto(f"{form}&country=KE")
    check(page, "own country")
    page.locator("#where_country").select_option("FR")
    press(page, "form.filters [type=submit]")
    assert page.locator("html").get_attribute("lang").startswith(language)
    assert page.complaints == []


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_account_of_answers_and_an_office_fit_and_can_be_read(
    open_page, campaign, width, scheme, language
):
    page = open_page(f"/officials/?lang={language}", width=width, scheme=scheme, scripts=True)
    check(page, "officials")
    for office in campaign.offices:
        page.goto(f"{office.get_absolute_url()}?lang={language}")
        check(page, office.label)
    for path in ("reply/", "reply/sent/", "wrong/", "wrong/thank-you/"):
        page.goto(f"{campaign.offices[0].get_absolute_url()}{path}?lang={language}")
        check(page, path)
    page.goto(f"{campaign.get_absolute_url()}answers/?lang={language}")
    check(page, "answers")
    assert page.complaints == []


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_pages_behind_links_to_decide_fit_and_can_be_read(open_page, campaign, width, scheme):
    letter = make_letter(letter_action=campaign.letter_action)
    held = {"state": LetterState.HELD, "hold": Hold.HOLDER_CHANGED, "held_at": timezone.now()}
    Letter.objects.filter(pk=letter.pk).update(**held)
    ask_authors()
    page = open_page(last_link(), width=width, scheme=scheme, scripts=True)
    check(page, "decide anew")
    press(page, "button[value=withdraw]")
    check(page, "withdrawn")
    say_as_office(post=campaign.offices[0], kind=OfficeWordKind.CORRECTION, text="Since May.")
    page.goto(last_link())
    check(page, "word of an office")
    press(page)
    check(page, "confirmed by an office")
    assert page.complaints == []
    page.goto("/campaigns/letter-again/made-up/")
    check(page, "broken link")


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_the_desk_of_letters_fits_and_can_be_read(open_page, client, campaign, width, scheme):
    person = make_member(organisation=campaign.organisation, role="owner", second_factor=True)
    log_in(client, person)
    page = open_page("/officials/", width=width, scheme=scheme, scripts=True)
    value = client.cookies["sessionid"].value
    home = page.url.removesuffix("officials/")
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": home}])
    desk, clock = f"/desk/campaigns/{campaign.pk}/", AnswerClock.objects.overdue(at=timezone.now())
    for path in (
        "/desk/",
        f"{desk}letters/",
        f"{desk}targets/?country=KE",
        f"{desk}send-brief/",
        f"{desk}answers/",
        f"{desk}answers/new/",
        f"/desk/clocks/{clock.get().pk}/remind/",
    ):
        page.goto(path)
        check(page, path)
    assert page.complaints == []


def test_the_words_of_a_timeline_never_run_into_each_other_or_off_a_phone(open_page, campaign):
    office = campaign.offices[1]
    type(office).objects.filter(pk=office.pk).update(
        label="Permanent Representative of the Confederated River States to the Union of Nations"
    )
    page = open_page(f"{campaign.get_absolute_url()}answers/", width=360, scripts=True)
    boxes = [each.bounding_box() for each in page.locator("svg.lanes text:not(.lane-mark)").all()]
    assert boxes
    for place, one in enumerate(boxes):
        assert one["x"] + one["width"] <= 360
        for other in boxes[place + 1 :]:
            assert not _overlap(one, other)


def _overlap(one, other):
    beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
    below = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
    return not beside and not below
