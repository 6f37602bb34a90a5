"""The pages behind the links in alerts, which no page of the site leads to."""

import pytest

from alerts import links
from alerts.services import change_times
from situations.models.territory import Region
from tests.browser.conftest import faults, overflow
from tests.factories.alerts import make_confirmation, make_subscriber, make_subscription
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def addresses():
    person = make_subscriber()
    valley = make_subscription(subscriber=person, kind="situation", subject=make_situation())
    make_subscription(subscriber=person, cadence="daily")
    make_subscription(subscriber=person, kind="region", subject=Region.AFRICA, state="ended")
    change_times(subscriber=person, language="en", hour=8, weekday=0, time_zone="Africa/Nairobi")
    urls = {
        "confirm": links.confirm_url(make_confirmation()),
        "manage": links.manage_url(person),
        "unsubscribe": links.unsubscribe_url(person, [valley.pk]),
    }
    paths = {name: url.removeprefix("http://testserver") for name, url in urls.items()}
    return paths | {
        "forget": f"{paths['manage']}forget/",
        "forgotten": "/alerts/forgotten/",
        "check": "/alerts/check-your-email/",
        "refused": "/alerts/manage/nonsense/",
        "subscribe": "/alerts/",
        "arabic": "/alerts/?lang=ar",
        "manage in Arabic": f"{paths['manage']}?lang=ar",
        "saved": f"{paths['manage']}?saved=times",
        "my link": "/alerts/my-link/?lang=zh-hans",
        "link sent": "/alerts/my-link/sent/?lang=ru",
    }


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_every_page_behind_a_link_is_accessible_and_fits(addresses, open_page, width, scheme):
    found = {}
    for name, path in addresses.items():
        page = open_page(path, width=width, scheme=scheme, scripts=True)
        wide = overflow(page)
        found[name] = faults(page) + ([f"{wide} pixels too wide"] if wide > 0 else [])
    assert found == {name: [] for name in addresses}


def test_confirming_and_ending_work_without_scripts(addresses, open_page):
    page = open_page(addresses["confirm"])
    page.get_by_role("button", name="Yes, tell me").click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("You will be told about")
    page.goto(addresses["unsubscribe"])
    page.get_by_role("button", name="Stop these emails").click()
    assert page.get_by_role("heading", level=1).inner_text() == "These emails have stopped"
    page.goto(addresses["manage"])
    page.get_by_role("button", name="End", exact=False).first.click()
    assert page.get_by_text("Ended. You get no more emails about it.").is_visible()
    assert page.get_by_text("You follow nothing now").is_visible()


def test_choices_are_changed_on_ones_page_without_scripts_and_by_keyboard(addresses, open_page):
    page = open_page(addresses["manage"], width=360)
    page.get_by_text("Change kinds of news, or how often: Valley").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Once a week", exact=False).first.focus()
    page.keyboard.press("Space")
    page.locator("details[open] button").press("Enter")
    assert page.get_by_text("Saved. From now on you get what you have just chosen.").is_visible()
    assert page.get_by_text("Your next weekly email:").is_visible()
    page.get_by_label("Your time zone").select_option("Pacific/Honolulu")
    page.get_by_role("button", name="Save", exact=True).click()
    assert page.get_by_text("Saved. The next emails come").is_visible()
    assert page.get_by_text("(Honolulu)").first.is_visible()


def test_a_form_with_a_mistake_opens_where_the_mistake_is(open_page):
    page = open_page("/alerts/", width=360)
    page.get_by_label("Your email address").fill("ada@example.org")
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("button", name="Send me a link to confirm").click()
    summary = page.get_by_role("alert")
    assert "Choose at least one kind of news." in summary.inner_text()
    assert page.get_by_label("Your email address").input_value() == "ada@example.org"
    summary.get_by_role("link").first.click()
    assert page.locator(":focus").get_attribute("name") == "kinds"


def test_the_readers_own_zone_is_proposed_where_scripts_run_and_world_time_elsewhere(
    browser, live_server
):
    for scripts, zone in ((True, "Africa/Nairobi"), (False, "UTC")):
        context = browser.new_context(
            base_url=live_server.url, timezone_id="Africa/Nairobi", java_script_enabled=scripts
        )
        page = context.new_page()
        page.goto("/alerts/")
        assert page.locator("select[name=time_zone]").input_value() == zone
        context.close()
