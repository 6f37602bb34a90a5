"""The operator's pages: readable for everybody, at every width, in the light and at night."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from outbox.models import Domain, Message, State, Trace
from outbox.services import pause
from tests.browser.conftest import OpenPage, faults, overflow
from tests.factories.accounts import log_in, make_user
from tests.factories.outbox import make_letter

VIEWS = ((1280, "light"), (360, "dark"))

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def operator(open_page: OpenPage, client: Client) -> Page:
    """A page at which a member of staff is logged in, with something of everything to see."""
    letter = make_letter()
    Message.objects.update(state=State.UNCERTAIN, failure="unclear", last_error="No answer.")
    Trace.objects.create(
        message=letter, kind="uncertain", failure="unclear", recipient_key=b"1", at=timezone.now()
    )
    Domain.objects.create(
        name="proud.test",
        failures=12,
        words="550 5.7.1 " + "Refused. " * 20,
        resting_until=timezone.now() + timedelta(hours=1),
        changed_at=timezone.now(),
    )
    pause(stream="bulk", reason="The alert about Avaria went out with a wrong link.", actor=None)
    log_in(client, make_user(staff=True, second_factor=True))
    page = open_page("/livez", scripts=True)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": page.url}])
    return page


def test_axe_finds_nothing_and_nothing_sticks_out(operator: Page) -> None:
    message = Message.objects.get()
    found: dict[str, Any] = {}
    for path in (
        "overview/",
        f"{message.pk}/change/",
        "sweep/?deed=settle",
        "pause/transactional/",
        "resume/bulk/",
    ):
        for width, scheme in VIEWS:
            operator.set_viewport_size({"width": width, "height": 900})
            operator.emulate_media(color_scheme=scheme)
            operator.goto(f"/admin/outbox/message/{path}")  # anew: links fade from colour to colour
            found[f"{path} {width} {scheme}"] = faults(operator) + [overflow(operator)]
    assert {where: what for where, what in found.items() if what != [0]} == {}


def test_an_uncertain_letter_is_settled_from_the_overview_by_keyboard_alone(operator: Page) -> None:
    message = Message.objects.get()
    operator.goto("/admin/outbox/message/overview/")
    for name in (str(message.public_id), "Note that uncertain letters did arrive…"):
        operator.get_by_role("link", name=name).focus()
        operator.keyboard.press("Enter")
    button = operator.get_by_role("button", name="Do it to exactly these")
    button.focus()
    operator.keyboard.press("Enter")

    operator.get_by_text("Done to 1 message.").wait_for()
    message.refresh_from_db()
    assert message.state == State.SENT
