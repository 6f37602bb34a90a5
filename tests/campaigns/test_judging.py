"""What a worker decides after the request: holding, and how many mails a mailbox gets."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from audit.models import Event
from campaigns.models import Display, Letter, LetterState, Signature, SignatureState
from campaigns.services import Coming, Signing, judge_incoming, judging, sign_petition
from campaigns.tasks import judge_signatures
from outbox.models import Message, State
from tests.campaigns.test_letters import write
from tests.factories.campaigns import make_letter_action, make_petition, make_signature

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def sign(petition, *, at=NOON, email="ada@example.org", **fields):
    one = Signing(name="Ada", email=email, country="KE", display=Display.HIDDEN)
    sign_petition(petition=petition, signing=one, coming=Coming(**fields), at=at)


def sent(at=NOON):
    """Messages that may leave at the moment."""
    return Message.objects.filter(state=State.QUEUED, available_at__lte=at)


def test_a_mail_waits_until_it_is_judged(petition):
    sign(petition)
    assert not sent().exists()
    assert judge_incoming(at=NOON) == {"held": 0, "released": 1, "cancelled": 0}
    assert sent().count() == 1


def test_without_a_judge_the_mail_goes_after_a_minute(petition):
    sign(petition)
    assert sent(NOON + timedelta(minutes=1)).count() == 1


def test_judging_twice_changes_nothing_more(petition):
    sign(petition)
    judge_incoming(at=NOON)
    assert judge_incoming(at=NOON) == {"held": 0, "released": 0, "cancelled": 0}


def test_what_a_program_filled_in_is_held_and_asks_nobody(petition):
    sign(petition, trapped=True)
    assert judge_incoming(at=NOON) == {"held": 1, "released": 0, "cancelled": 1}
    assert petition.signatures.get().state == SignatureState.HELD
    assert Message.objects.get().state == State.CANCELLED
    event = Event.objects.get(verb="signatures.held")
    assert event.details == {"signatures": 1, "reason": "trapped"}
    assert not event.public


def test_a_held_letter_of_a_program_is_noted_too(db):
    write(make_letter_action(), trapped=True, at=NOON)
    assert judge_incoming(at=NOON)["held"] == 1
    assert Letter.objects.get().state == LetterState.HELD
    assert Event.objects.filter(verb="letters.held").exists()


def test_the_same_mail_goes_once_an_hour(petition):
    for minute in (0, 0, 10, 59, 61):
        at = NOON + timedelta(minutes=minute)
        sign(petition, at=at)
        judge_incoming(at=at)
    assert sent(NOON + timedelta(hours=2)).count() == 2


def test_a_mailbox_gets_three_in_a_day_over_all_petitions_and_letters(petition):
    for spelling in ["ada@gmail.com", "a.da@gmail.com", "ada+1@googlemail.com"]:
        sign(make_petition(), email=spelling)
    sign(petition, email="ADA@gmail.com")
    write(make_letter_action(), email="ada+2@gmail.com", at=NOON)
    judge_incoming(at=NOON)
    assert sent().count() == 3
    assert Message.objects.filter(state=State.CANCELLED).count() == 2


def test_another_mailbox_is_not_limited_by_it(petition):
    for number in range(5):
        sign(make_petition(), at=NOON)
        sign(petition, email=f"other{number}@example.org")
    judge_incoming(at=NOON)
    assert sent().count() == 3 + 5


def test_the_next_day_there_is_room_again_but_five_of_one_are_all(petition):
    for day in range(8):
        at = NOON + timedelta(days=day)
        sign(petition, at=at)
        judge_incoming(at=at)
    assert Message.objects.exclude(state=State.CANCELLED).count() == 5


def test_500_posts_over_100_petitions_send_one_person_three_mails(db):
    petitions = [make_petition() for _number in range(20)]
    for number in range(100):
        sign(petitions[number % 20], email=f"victim+{number}@example.org")
    judge_incoming(at=NOON)
    assert sent().count() == 3


def test_who_signed_already_is_told_within_the_same_limits(petition):
    make_signature(petition=petition, email="ada@example.org")
    sign(petition)
    sign(petition)
    judge_incoming(at=NOON)
    assert sent().get().content.template == "campaigns/email/already_signed"


def test_the_task_judges_at_the_present_time(petition):
    sign(petition, at=datetime.now(UTC))
    judge_signatures()
    assert sent(datetime.now(UTC)).count() == 1
    assert Signature.objects.get().state == SignatureState.PENDING


def test_what_comes_in_a_rush_is_judged_to_the_end(petition, monkeypatch):
    monkeypatch.setattr(judging, "BATCH", 2)
    for number in range(5):
        sign(petition, email=f"rush{number}@example.org")
    assert judge_incoming(at=NOON)["released"] == 5


@pytest.mark.django_db(transaction=True)
def test_two_judges_at_once_let_no_more_through_than_one():
    later = datetime.now(UTC) + timedelta(hours=1)  # so that no pump of today takes them
    for _number in range(8):
        sign(make_petition(), at=later)
    barrier = threading.Barrier(4)

    def judge():
        barrier.wait()
        try:
            judge_incoming(at=later)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=judge) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    judge_incoming(at=later)
    assert sent(later).count() == 3
