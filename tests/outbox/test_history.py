"""A message's whole history on one page."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from outbox import leases
from outbox.causes import cause_of
from outbox.delivery import pump
from outbox.history import AHEAD, history
from outbox.models import Message, State, Trace
from outbox.services import forget, retry, settle
from tests.factories.accounts import log_in, make_user
from tests.factories.outbox import make_letter, make_message

from .conftest import NOTICE, Relay

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def titles(message: Message, *, at: datetime | None = None) -> list[str]:
    message.refresh_from_db()
    return [step.title for step in history(message, at=at)]


def test_it_tells_every_attempt_what_staff_did_and_what_the_relay_said(relay: Relay) -> None:
    staff = make_user(staff=True, name="Wanjiru Kamau")
    relay.to_address = ["451 4.7.1 Greylisted", "550 5.7.1 Refused by policy"]
    with time_machine.travel(NOON, tick=False):
        message = make_message(template=NOTICE, dedup_key="judge:signature:1")
        pump(stream="transactional")
    with time_machine.travel(NOON + timedelta(minutes=5), tick=False):
        pump(stream="transactional")
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        message.refresh_from_db()
        retry(message=message, actor=staff)
        pump(stream="transactional")

    message.refresh_from_db()
    steps = history(message)

    assert [step.title for step in steps] == [
        "Queued",
        "Attempt 1: not taken, to be tried again",
        "Attempt 2: not taken, for good",
        "A message was queued again.",
        "Taken by the relay",
    ]
    assert "signed a petition" in steps[0].words
    assert steps[1].codes == "451 4.7.1"
    assert "By Wanjiru Kamau." in steps[3].words
    assert steps[4].at == NOON + timedelta(hours=1)


def test_it_says_what_comes_next() -> None:
    message = make_message(template=NOTICE, at=NOON + timedelta(hours=1), expires=timedelta(days=1))

    assert titles(message, at=NOON)[1:] == ["Next attempt", "Not sent any more after that"]
    assert titles(message, at=NOON + timedelta(hours=2))[1] == "Due since then"
    leases.claim(stream="transactional", limit=1, at=NOON + timedelta(hours=2))
    held = titles(message, at=NOON + timedelta(hours=2))
    assert held[1] == "A worker has it in hand"


def test_a_letter_that_is_being_sent_says_what_silence_would_mean() -> None:
    letter = make_letter(at=NOON)
    (held,) = leases.claim(stream="letter", limit=1, at=NOON)
    leases.confirm(held, at=NOON)
    letter.refresh_from_db()

    (ahead,) = [step for step in history(letter, at=NOON) if step.mark == AHEAD]

    assert "nobody knows whether the letter was taken" in ahead.words


def test_a_settled_letter_tells_who_settled_it() -> None:
    letter = make_letter(at=NOON)
    Message.objects.filter(pk=letter.pk).update(state=State.UNCERTAIN)
    letter.refresh_from_db()

    settle(message=letter, actor=None, at=NOON + timedelta(hours=1))

    assert titles(letter) == [
        "Queued",
        "An uncertain letter was found to have arrived.",
        "Taken by the relay",
    ]


def test_reports_stand_in_the_order_in_which_they_came() -> None:
    message = make_message(template=NOTICE, at=NOON)
    for kind, minutes in (("complained", 9), ("delayed", 3), ("delivered", 5)):
        Trace.objects.create(
            message=message, kind=kind, recipient_key=b"", at=NOON + timedelta(minutes=minutes)
        )

    assert titles(message, at=NOON)[1:4] == [
        "reported as delayed",
        "reported as delivered",
        "marked as spam",
    ]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("evt:9:sub:4", "Something happened that a subscriber follows."),
        ("alerts:confirm:3", "is asked to confirm it"),
        ("letter:31", "A letter to an official was due."),
        ("nothing:known", ""),
    ],
)
def test_the_cause_is_read_from_the_key(key: str, words: str) -> None:
    assert words in str(cause_of(key))


def test_the_page_shows_the_shared_content_with_its_gaps_and_the_readers_hours(
    client: Client,
) -> None:
    log_in(client, make_user(staff=True, second_factor=True, time_zone="Asia/Tokyo"))
    message = make_message(template=NOTICE, at=NOON, values={"name": "Ana of the secret name"})

    page = client.get(reverse("admin:outbox_message_change", args=[message.pk])).text

    assert "<mark>name</mark>" in page
    assert "secret name" not in page
    assert "22 November 2026, 21:00" in page
    assert "[[" not in page


def test_the_page_of_a_letter_shows_no_text_and_that_of_an_erased_one_no_domain(
    client: Client,
) -> None:
    log_in(client, make_user(staff=True, second_factor=True))
    letter = make_letter(to="minister@office.test")
    address = reverse("admin:outbox_message_change", args=[letter.pk])

    assert "nobody can read it here" in client.get(address).text
    forget(address="minister@office.test")
    page = client.get(address).text
    assert "office.test" not in page
    assert "(erased)" in page


def test_a_message_that_is_not_there_leads_back_to_the_list(client: Client) -> None:
    log_in(client, make_user(staff=True, second_factor=True))

    page = client.get(reverse("admin:outbox_message_change", args=[10**9]))

    assert page.status_code == 302
