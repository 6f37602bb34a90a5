"""Figures of the outbox: right, bounded, and pointing at nobody."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, ProgrammingError, connection, transaction

from outbox import figures
from outbox.figures.failures import FEW
from outbox.figures.queue import MOST
from outbox.models import (
    Domain,
    Failure,
    Incoming,
    Message,
    Pause,
    State,
    Stream,
    Suppression,
    Trace,
)
from tests.factories.outbox import make_lease, make_letter, make_message

from .conftest import NOTICE

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def queued(*, age: timedelta, at: datetime = NOON, **columns: object) -> Message:
    message = make_message(template=NOTICE, at=at - age)
    Message.objects.filter(pk=message.pk).update(**columns)
    return message


def traced(message: Message, *, kind: str, at: datetime, failure: str, mailbox: int = 0) -> None:
    Trace.objects.create(
        message=message, kind=kind, failure=failure, recipient_key=bytes([mailbox]) * 32, at=at
    )


def of(stream: Stream, at: datetime = NOON) -> figures.StreamFigures:
    return next(one for one in figures.queue_figures(at=at) if one.stream == stream)


def test_what_waits_is_counted_by_stream_and_age() -> None:
    for age in (timedelta(seconds=10), timedelta(minutes=2), timedelta(minutes=20)):
        queued(age=age)
    queued(age=timedelta(hours=3), priority=9)
    queued(age=-timedelta(hours=1))
    queued(age=timedelta(hours=1), state=State.SENT)
    make_lease(queued(age=timedelta(minutes=1)), until=NOON + timedelta(seconds=90))
    make_lease(queued(age=timedelta(hours=9)), until=NOON - timedelta(hours=8), taken_at=NOON)

    one = of(Stream.TRANSACTIONAL)

    assert (one.due, one.ages, one.later, one.in_hand) == (4, (1, 1, 1, 1), 1, 2)
    assert one.oldest == timedelta(hours=3)
    assert one.is_late
    assert (of(Stream.BULK).due, of(Stream.BULK).oldest) == (0, timedelta())


def test_counting_stops_where_nobody_would_act_differently(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outbox.figures.queue.MOST", 3)
    for _number in range(6):
        queued(age=timedelta(seconds=10))

    assert of(Stream.TRANSACTIONAL).due == 4  # one more than the most: "over 3"
    assert MOST == 100_000


def test_the_oldest_is_found_whatever_its_priority_is() -> None:
    for priority, minutes in ((1, 2), (5, 40), (7, 9)):
        queued(age=timedelta(minutes=minutes), priority=priority)

    assert figures.oldest_waits(at=NOON)[Stream.TRANSACTIONAL] == timedelta(minutes=40)


def test_mail_that_is_put_back_because_the_relay_is_away_does_not_look_fresh() -> None:
    queued(
        age=timedelta(minutes=50),
        available_at=NOON + timedelta(seconds=20),
        failure=Failure.UNREACHABLE,
        last_error="ConnectionRefusedError",
    )

    one = of(Stream.TRANSACTIONAL)

    assert one.due == 0
    assert one.oldest == timedelta(minutes=50)
    kinds = [alarm.kind for alarm in figures.alarms([one], figures.standing(at=NOON))]
    assert kinds == ["late", "relay"]


def test_throughput_names_the_empty_steps_too() -> None:
    for minutes in (0, 0, 3, 59, 61):
        moment = NOON - timedelta(minutes=minutes)
        queued(age=timedelta(hours=2), state=State.SENT, sent_at=moment)

    by_minute = figures.sent_by_minute(at=NOON)
    by_hour = figures.sent_by_hour(at=NOON)

    assert [sent.count for sent in by_minute][-4:] == [1, 0, 0, 2]
    assert (len(by_minute), sum(sent.count for sent in by_minute)) == (60, 4)
    assert [sent.count for sent in by_hour][-2:] == [2, 2]
    assert len(by_hour) == 24


def test_failures_are_counted_by_reason_over_a_day_and_a_week() -> None:
    message = make_message(template=NOTICE)
    for days, failure in ((0, "policy"), (3, "policy"), (0, "mailbox_gone"), (9, "policy")):
        moment = NOON - timedelta(days=days, hours=1)
        traced(message, kind="failed", failure=failure, at=moment)
    traced(message, kind="delivered", failure="", at=NOON)

    found = figures.failures(at=NOON)

    counts = {row.name: (row.day, row.week) for row in found.by_reason}
    assert counts == {"policy": (1, 2), "mailbox_gone": (1, 1)}
    assert found.by_reason[0].reason == "refused for our reputation or by policy"


def test_a_domain_is_named_only_if_several_mailboxes_are_in_trouble() -> None:
    crowd = make_message(template=NOTICE, to="ana@crowd.test")
    alone = make_message(template=NOTICE, to="ana@alone.test")
    for number in range(FEW):
        traced(crowd, kind="failed", failure="policy", at=NOON, mailbox=number)
    for _attempt in range(3 * FEW):  # one person, refused many times
        traced(alone, kind="retried", failure="temporary", at=NOON)

    found = figures.failures(at=NOON)

    assert [(row.name, row.week) for row in found.by_domain] == [("crowd.test", FEW)]
    assert found.other_domains.week == 3 * FEW


def test_a_small_number_of_a_day_is_not_said_of_a_named_domain() -> None:
    message = make_message(template=NOTICE, to="ana@crowd.test")
    for number in range(FEW):
        moment = NOON - timedelta(days=2 if number else 0)
        traced(message, kind="failed", failure="policy", at=moment, mailbox=number)

    (row,) = figures.failures(at=NOON).by_domain

    assert row.day == 1
    assert row.is_small_day


def test_what_came_in_is_counted_by_day() -> None:
    message = make_message(template=NOTICE)
    traced(message, kind="bounced", failure="policy", at=NOON)
    traced(message, kind="unsubscribed", failure="", at=NOON - timedelta(days=1))
    for number, state in enumerate(("unmatched", "unreadable", "done", "waiting")):
        Incoming.objects.create(
            source="mail", digest=bytes([number]), size=1, state=state, received_at=NOON
        )

    today, yesterday, *others = figures.came_in(at=NOON)

    assert (today.bounced, today.unmatched, today.unreadable, today.waiting) == (1, 1, 1, 1)
    assert (yesterday.answered, yesterday.bounced) == (1, 0)
    assert (len(others), sum(day.bounced for day in others)) == (5, 0)


def test_what_stands_still_is_listed() -> None:
    letter = make_letter()
    Message.objects.filter(pk=letter.pk).update(state=State.UNCERTAIN)
    Domain.objects.create(
        name="resting.test", failures=12, resting_until=NOON + timedelta(hours=1), changed_at=NOON
    )
    Domain.objects.create(name="counted.test", failures=2, changed_at=NOON)
    Domain.objects.create(name="quiet.test", workers=1, changed_at=NOON)
    for number, reason in enumerate(("asked", "asked", "complaint")):
        Suppression.objects.create(
            recipient_key=bytes([number]), reason=reason, scope="all", created_at=NOON
        )

    found = figures.standing(at=NOON)

    assert (found.uncertain, list(found.oldest_uncertain)) == (1, [letter])
    assert [domain.name for domain in found.domains] == ["resting.test", "counted.test"]
    assert found.resting == 1
    assert dict(found.suppressed) == {"asked": 2, "complaint": 1}
    kinds = {alarm.kind for alarm in figures.alarms([], found)}
    assert kinds == {"uncertain", "domains"}


def test_a_paused_stream_is_an_alarm_of_its_own_and_not_late_besides() -> None:
    queued(age=timedelta(hours=5))
    Pause.objects.create(stream="transactional", reason="Wrong link.", paused_at=NOON)

    (alarm,) = figures.alarms([of(Stream.TRANSACTIONAL)], None)

    assert alarm.kind == "paused"
    assert "Wrong link." in alarm.words


def test_without_anything_there_is_nothing_to_look_at() -> None:
    assert figures.alarms(figures.queue_figures(at=NOON), figures.standing(at=NOON)) == []
    assert figures.since_last_sent() is None
    assert figures.failures().by_reason == []


def ask(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()


def test_a_question_that_takes_too_long_is_given_up_and_the_next_has_its_own_time() -> None:
    assert figures.in_time(lambda: ask("SELECT pg_sleep(5)"), seconds=0.05).is_late
    assert figures.in_time(lambda: ask("SELECT 7"), seconds=1).value == (7,)
    with transaction.atomic():  # the bound did not stay behind
        assert ask("SELECT current_setting('statement_timeout')") == ("0",)
        assert figures.in_time(lambda: ask("SELECT 1"), seconds=1).value == (1,)
        assert ask("SELECT current_setting('statement_timeout')") == ("0",)


def test_an_error_that_is_no_matter_of_patience_is_raised() -> None:
    with pytest.raises(ProgrammingError):
        figures.in_time(lambda: ask("SELECT nonsense"))
    with pytest.raises(OperationalError):
        figures.in_time(_refuse)


def _refuse() -> None:
    raise OperationalError("the connection is lost")
