"""Three mails that ask to confirm something, for one mailbox in 24 hours, over all forms."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction

from alerts.models import Confirmation, ConfirmationState
from alerts.services import ask_to_subscribe, send_confirmations
from campaigns.models import Display
from campaigns.services import Coming, Signing, judge_incoming, sign_petition
from outbox.models import Message, State
from outbox.services import asking, enqueue
from tests.campaigns.test_letters import write
from tests.factories.campaigns import make_letter_action, make_petition
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
ADA = "ada@example.org"
VALUES = {"manage_url": "https://site.test/link/"}


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


def sign(*, at=NOON, email=ADA, **fields):
    one = Signing(name="Ada", email=email, country="KE", display=Display.HIDDEN)
    sign_petition(petition=make_petition(), signing=one, coming=Coming(**fields), at=at)


def follow(*, at=NOON, email=ADA):
    ask_to_subscribe(
        address=email, kind="situation", subject=make_situation(), language="en", at=at
    )


def closing(deed):
    """On a connection of its own, which is closed afterwards."""

    def run() -> None:
        try:
            deed()
        finally:
            connection.close()

    return run


def at_once(*deeds) -> None:
    threads = [threading.Thread(target=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)


def asked() -> int:
    """How many mails that ask something may leave, or have left."""
    return Message.objects.filter(asks=True).exclude(state=State.CANCELLED).count()


def withheld() -> int:
    return Confirmation.objects.filter(state=ConfirmationState.WITHHELD).count()


def test_petitions_letters_and_alerts_count_together():
    sign()
    write(make_letter_action(), email=ADA, at=NOON)
    judge_incoming(at=NOON)
    follow()
    follow()
    send_confirmations(at=NOON)
    assert (asked(), withheld()) == (3, 1)
    sign()
    assert judge_incoming(at=NOON)["cancelled"] == 1
    assert asked() == 3


def test_alerts_first_leave_no_room_for_petitions():
    for _each in range(4):
        follow()
    send_confirmations(at=NOON)
    sign()
    judge_incoming(at=NOON)
    assert (asked(), withheld()) == (3, 1)
    assert Message.objects.filter(dedup_key__startswith="judge:").get().state == State.CANCELLED


def test_another_spelling_is_the_same_mailbox():
    sign(email="a.da@gmail.com")
    judge_incoming(at=NOON)
    for email in ("ada@gmail.com", "ada+x@googlemail.com", "ADA@gmail.com"):
        follow(email=email)
    send_confirmations(at=NOON)
    assert (asked(), withheld()) == (3, 1)


def test_what_programs_filled_in_takes_no_room_of_the_person():
    for _each in range(5):
        sign(trapped=True)
    judge_incoming(at=NOON)
    follow()
    send_confirmations(at=NOON)
    assert (asked(), withheld()) == (1, 0)


def test_a_mail_that_waits_to_be_judged_counts_already():
    for _each in range(3):
        sign()
    follow()
    send_confirmations(at=NOON)
    judge_incoming(at=NOON)
    assert (asked(), withheld()) == (3, 1)


def test_a_day_later_there_is_room_again():
    for _each in range(3):
        follow()
    send_confirmations(at=NOON)
    later = NOON + timedelta(hours=24)
    for moment, room in ((later - timedelta(seconds=1), 3), (later, 4)):
        follow(at=moment)
        send_confirmations(at=moment)
        assert asked() == room


def ask_once_more(name: str, *, before_the_end) -> None:
    """What a judge does with one request, in a transaction of its own."""
    with transaction.atomic():
        may = asking.may_ask(address=ADA, at=NOON)
        before_the_end()
        if may:
            enqueue(
                template="alerts/email/your_link",
                to=ADA,
                values=VALUES,
                dedup_key=name,
                asks=True,
                at=NOON,
            )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("locked", "mails"), [(True, 3), (False, 4)])
def test_two_that_judge_at_once_send_a_third_and_the_lock_is_why_no_fourth(
    locked, mails, monkeypatch
):
    for _each in range(2):
        follow()
    send_confirmations(at=NOON)
    both_have_counted = threading.Barrier(2)
    if not locked:
        monkeypatch.setattr(asking, "ask_alone", lambda: None)

    def judge(name: str) -> None:
        wait = (lambda: None) if locked else (lambda: both_have_counted.wait(10))
        ask_once_more(name, before_the_end=wait)

    at_once(closing(lambda: judge("race:1")), closing(lambda: judge("race:2")))
    assert asked() == mails


@pytest.mark.django_db(transaction=True)
def test_both_kinds_of_judge_at_once_never_send_a_fourth():
    for _each in range(4):
        sign()
        follow()
    at_once(closing(lambda: judge_incoming(at=NOON)), closing(lambda: send_confirmations(at=NOON)))
    judge_incoming(at=NOON)
    send_confirmations(at=NOON)
    assert asked() == 3
