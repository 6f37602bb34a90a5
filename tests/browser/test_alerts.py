"""The pages behind the links in alerts, which no page of the site leads to."""

import pytest

from alerts import links
from tests.browser.conftest import faults, overflow
from tests.factories.alerts import make_confirmation, make_subscriber, make_subscription
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def addresses():
    person = make_subscriber()
    valley = make_subscription(subscriber=person, kind="situation", subject=make_situation())
    make_subscription(subscriber=person)
    make_subscription(kind="situation", subject=valley.topic.subject, state="ended")
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
        "arabic": "/alerts/?lang=ar",
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
    page.get_by_role("button", name="End").first.click()
    assert page.get_by_text("You follow nothing now").is_visible()
