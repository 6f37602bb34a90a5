"""Streams that staff stop, domains that they let try again: nothing is lost by either."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import Event
from core.rules import RuleRefused
from outbox import leases
from outbox.delivery import pump
from outbox.models import Domain, Message, Pause, State
from outbox.services import pause, resume, set_workers, try_again_now
from tests.factories.accounts import make_user
from tests.factories.outbox import make_letter, make_message

from .conftest import NOTICE, Relay

pytestmark = pytest.mark.django_db

WHY = "The alert went out with the wrong link."


def test_a_paused_stream_sends_nothing_and_loses_nothing(relay: Relay) -> None:
    pause(stream="transactional", reason=WHY, actor=None)
    waiting = [make_message(template=NOTICE) for _number in range(3)]
    letter = make_letter()

    for stream in ("transactional", "letter"):
        pump(stream=stream)

    assert relay.message_ids == [letter.message_id]
    resume(stream="transactional", actor=None)
    pump(stream="transactional")
    assert relay.message_ids[1:] == [message.message_id for message in waiting]


def test_without_the_pause_the_same_mail_goes_out(relay: Relay) -> None:
    make_message(template=NOTICE)

    pump(stream="transactional")

    assert len(relay.received) == 1


def test_who_paused_and_resumed_is_recorded_with_the_reason() -> None:
    staff = make_user(staff=True)

    pause(stream="bulk", reason=f"  {WHY} ", actor=staff)
    resume(stream="bulk", actor=staff)

    resumed, paused = Event.objects.all()
    assert (paused.verb, paused.actor, paused.details["reason"]) == ("stream.paused", staff, WHY)
    assert (resumed.verb, resumed.details["stream"]) == ("stream.resumed", "bulk")
    assert not Pause.objects.exists()


@pytest.mark.parametrize("reason", ["", "  ", "ana@example.org complained"])
def test_a_pause_needs_a_reason_that_names_nobody(reason: str) -> None:
    with pytest.raises(RuleRefused):
        pause(stream="bulk", reason=reason, actor=None)

    assert not Pause.objects.exists()
    assert not Event.objects.exists()


def test_what_is_paused_is_not_paused_again_nor_what_runs_resumed() -> None:
    with pytest.raises(RuleRefused, match="not paused"):
        resume(stream="bulk", actor=None)
    pause(stream="bulk", reason=WHY, actor=None)
    with pytest.raises(RuleRefused, match="paused already"):
        pause(stream="bulk", reason="Another reason.", actor=None)
    assert Pause.objects.get().reason == WHY


def test_a_resting_domain_is_tried_again_and_its_refusals_stay_counted() -> None:
    now = timezone.now()
    until = now + timedelta(hours=1)
    domain = Domain.objects.create(
        name="proud.test", failures=11, resting_until=until, changed_at=now
    )
    rested = make_message(template=NOTICE, to="ana@proud.test")
    other = make_message(template=NOTICE, to="ana@other.test")
    retried = make_message(template=NOTICE, to="eva@proud.test")
    put_off = Message.objects.filter(pk__in=[rested.pk, other.pk])
    put_off.update(available_at=until + timedelta(seconds=20))
    Message.objects.filter(pk=retried.pk).update(available_at=until + timedelta(hours=2))

    assert try_again_now(domain=domain, actor=None) == 1

    domain.refresh_from_db()
    assert (domain.resting_until, domain.failures) == (None, 11)
    claimed = leases.claim(stream="transactional", limit=10)
    assert [row.pk for row in claimed if row.lease_token] == [rested.pk]
    assert Event.objects.get().verb == "domain.released"


def test_a_domain_that_does_not_rest_is_not_released() -> None:
    domain = Domain.objects.create(name="awake.test", changed_at=timezone.now())

    with pytest.raises(RuleRefused, match="does not rest"):
        try_again_now(domain=domain, actor=None)


def test_the_number_of_workers_of_a_domain_is_set_and_unset() -> None:
    set_workers(name="Slow.TEST.", workers=1, actor=None)
    domain = Domain.objects.get(name="slow.test")
    assert domain.workers == 1
    set_workers(name="slow.test", workers=None, actor=None)
    domain.refresh_from_db()
    assert domain.workers is None
    assert Event.objects.filter(verb="domain.limited").count() == 2


def test_one_worker_for_a_domain_means_that_a_second_gets_none_of_it() -> None:
    set_workers(name="slow.test", workers=1, actor=None)
    for name in ("ana", "eva"):
        make_message(template=NOTICE, to=f"{name}@slow.test")

    first = leases.claim(stream="transactional", limit=1)
    second = leases.claim(stream="transactional", limit=1)

    assert [bool(row.lease_token) for row in (*first, *second)] == [True, False]


@pytest.mark.parametrize("workers", [0, -1, 101])
def test_a_number_of_workers_out_of_range_is_refused(workers: int) -> None:
    with pytest.raises(RuleRefused, match="Between 1 and 100"):
        set_workers(name="slow.test", workers=workers, actor=None)


def test_a_pause_does_not_move_what_has_ended() -> None:
    message = make_message(template=NOTICE)
    Message.objects.filter(pk=message.pk).update(state=State.FAILED)

    pause(stream="transactional", reason=WHY, actor=None)

    message.refresh_from_db()
    assert message.state == State.FAILED
