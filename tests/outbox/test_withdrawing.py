"""Mails whose cause is gone are taken back, by the app that asked for them, without an address."""

import pytest
from django.utils import timezone

from outbox import leases
from outbox.models import Failure, Lease, Message, State
from outbox.services import enqueue
from outbox.services.withdrawing import erase, withdraw

from .conftest import mark_sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def message():
    return enqueue(
        template="alerts/email/confirm_subscription",
        to="ada@example.org",
        context={"topic": "Upper Valley"},
        values={"link": "http://testserver/x/"},
        dedup_key="test:1",
    )


def test_a_waiting_mail_is_cancelled(message):
    assert withdraw(messages=Message.objects.all()) == 1
    message.refresh_from_db()
    assert message.state == State.CANCELLED


def test_one_that_a_worker_has_claimed_is_closed_to_it(message):
    (held,) = leases.claim(stream=message.stream, limit=1)
    assert withdraw(messages=Message.objects.all()) == 1

    assert not leases.mark_failed(held, leases.Outcome(failure=Failure.POLICY, error="late"))
    mark_sent(held)
    message.refresh_from_db()
    assert message.state == State.CANCELLED


def test_one_that_a_worker_has_sent_is_written_down_as_sent(message):
    (held,) = leases.claim(stream=message.stream, limit=1)
    Lease.objects.update(taken_at=timezone.now(), smtp_code=250)

    assert withdraw(messages=Message.objects.all()) == 0
    message.refresh_from_db()
    assert (message.state, message.smtp_code, held.pk) == (State.SENT, 250, message.pk)


def test_one_that_was_sent_stays_as_it_is(message):
    Message.objects.update(state=State.SENT)
    assert withdraw(messages=Message.objects.all()) == 0
    message.refresh_from_db()
    assert message.state == State.SENT


def test_only_those_that_are_named_are_withdrawn(message):
    assert withdraw(messages=Message.objects.none()) == 0


@pytest.mark.parametrize("state", [State.QUEUED, State.SENT, State.FAILED])
def test_erasing_empties_the_envelope_whatever_became_of_the_mail(message, state):
    Message.objects.update(state=state)
    assert erase(messages=Message.objects.all()) == 1
    message.refresh_from_db()
    assert (message.envelope_sealed, message.domain) == (None, "")
