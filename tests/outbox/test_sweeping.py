"""The same deed to many messages: exactly those that were seen, and each one recorded."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from audit.models import Event
from outbox import leases
from outbox.admin import chosen
from outbox.models import Message, State
from outbox.services import Deed, carry_out, deeds_for, forget, preview, sweeping
from outbox.services.sweeping import BEFORE
from outbox.sieve import Sieve
from tests.factories.accounts import make_user
from tests.factories.outbox import make_letter, make_message

from .conftest import NOTICE

pytestmark = pytest.mark.django_db

POLICY = Sieve(failure="policy")


def failed(number: int, **columns: Any) -> list[Message]:
    rows = [make_message(template=NOTICE, stream="bulk") for _number in range(number)]
    columns = {"state": State.FAILED, "failure": "policy", "attempts": 6, **columns}
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(**columns)
    return rows


def states(rows: list[Message]) -> list[str]:
    found = Message.objects.in_bulk([row.pk for row in rows])
    return [found[row.pk].state for row in rows]


def test_it_is_done_to_exactly_what_the_preview_counted() -> None:
    staff = make_user(staff=True)
    ours, others = failed(4), failed(2, failure="mailbox_gone")
    seen = preview(deed=Deed.RETRY, sieve=POLICY)
    later = failed(1)  # fails between the preview and the deed

    done = carry_out(deed=Deed.RETRY, sieve=POLICY, pks=seen.pks, actor=staff)

    assert (seen.count, done) == (4, 4)
    assert states(ours) == [State.QUEUED] * 4
    assert states(others) + states(later) == [State.FAILED] * 3
    events = Event.objects.filter(verb="message.retried", actor=staff)
    assert {event.object_id for event in events} == {str(row.pk) for row in ours}
    assert events[0].details["together"] == 4


def test_what_changed_between_preview_and_deed_is_left_alone() -> None:
    rows = failed(3)
    seen = preview(deed=Deed.RETRY, sieve=POLICY)
    Message.objects.filter(pk=rows[0].pk).update(state=State.DELIVERED)

    assert carry_out(deed=Deed.RETRY, sieve=POLICY, pks=seen.pks, actor=None) == 2
    assert states(rows) == [State.DELIVERED, State.QUEUED, State.QUEUED]


def test_a_second_time_does_nothing() -> None:
    failed(3)
    seen = preview(deed=Deed.RETRY, sieve=POLICY)

    counts = [
        carry_out(deed=Deed.RETRY, sieve=POLICY, pks=seen.pks, actor=None) for _time in range(2)
    ]

    assert counts == [3, 0]
    assert Event.objects.count() == 3


def test_numbers_that_the_filter_does_not_let_through_are_not_touched() -> None:
    """Whoever makes up the hidden field acts on no more than the filter in the address says."""
    rows = failed(2, failure="mailbox_gone")

    done = carry_out(deed=Deed.RETRY, sieve=POLICY, pks=[row.pk for row in rows], actor=None)

    assert done == 0
    assert states(rows) == [State.FAILED] * 2


def test_one_wrong_alert_is_cancelled_and_the_others_go() -> None:
    wrong = [make_message(template=NOTICE, stream="bulk") for _number in range(3)]
    right = make_message(template=NOTICE, stream="bulk", language="fr")
    sieve = Sieve(stream="bulk", content=wrong[0].content_id)
    assert right.content_id != wrong[0].content_id
    (held,) = leases.claim(stream="bulk", limit=1)

    seen = preview(deed=Deed.CANCEL, sieve=sieve)
    done = carry_out(deed=Deed.CANCEL, sieve=sieve, pks=seen.pks, actor=None)

    assert done == 2  # the third is with a worker at this moment
    assert sorted(states(wrong)) == [State.CANCELLED, State.CANCELLED, State.QUEUED]
    assert held.pk in {row.pk for row in wrong}
    assert states([right]) == [State.QUEUED]


def test_what_a_worker_takes_after_the_preview_is_not_cancelled() -> None:
    make_message(template=NOTICE, stream="bulk")
    seen = preview(deed=Deed.CANCEL, sieve=Sieve(stream="bulk"))
    leases.claim(stream="bulk", limit=1)

    assert carry_out(deed=Deed.CANCEL, sieve=Sieve(stream="bulk"), pks=seen.pks, actor=None) == 0


def test_uncertain_letters_are_settled_and_sent_again_together() -> None:
    letters = [make_letter() for _number in range(4)]
    Message.objects.filter(stream="letter").update(state=State.UNCERTAIN)
    first, second = letters[:2], letters[2:]

    pks = [row.pk for row in first]
    carry_out(deed=Deed.SETTLE, sieve=Sieve(), pks=pks, actor=None)
    pks = [row.pk for row in letters]
    assert carry_out(deed=Deed.SEND_AGAIN, sieve=Sieve(), pks=pks, actor=None) == 2

    assert states(first) == [State.SENT] * 2
    assert states(second) == [State.QUEUED] * 2
    assert Message.objects.filter(sent_at__isnull=False).count() == 2


def test_what_is_erased_or_too_late_is_said_and_not_queued_again() -> None:
    rows = failed(3)
    forget(address="ana@example.org")
    late = failed(1, expires_at=timezone.now() - timedelta(hours=1))
    fine = failed(1)

    seen = preview(deed=Deed.RETRY, sieve=POLICY)

    assert (seen.count, seen.left_out) == (1, 4)
    assert (
        carry_out(
            deed=Deed.RETRY, sieve=POLICY, pks=[row.pk for row in (*rows, *late, *fine)], actor=None
        )
        == 1
    )
    assert states(fine) == [State.QUEUED]


def test_more_than_the_limit_is_done_in_several_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "LIMIT", 2)
    failed(3)

    goes = []
    for _go in range(3):
        seen = preview(deed=Deed.RETRY, sieve=POLICY)
        done = carry_out(deed=Deed.RETRY, sieve=POLICY, pks=seen.pks, actor=None)
        goes.append((seen.is_cut, done))

    assert goes == [(True, 2), (False, 1), (False, 0)]


@pytest.mark.parametrize("deed", Deed)
def test_every_deed_is_a_lawful_move(deed: Deed) -> None:
    after = {Deed.CANCEL: State.CANCELLED, Deed.SETTLE: State.SENT}.get(deed, State.QUEUED)
    letter = make_letter()

    assert all(after in letter.moves[before] for before in BEFORE[deed])


@pytest.mark.parametrize("state", State)
def test_what_is_offered_for_one_message_is_what_could_be_done_to_it(state: State) -> None:
    letter = make_letter()
    Message.objects.filter(pk=letter.pk).update(state=state)

    offered = deeds_for(message=letter)

    assert {deed for deed in Deed if state in BEFORE[deed]} == set(offered)


def test_a_domain_is_not_written_into_the_audit_trail() -> None:
    failed(1)
    sieve = Sieve(failure="policy", domain="example.org", state="failed")
    carry_out(
        deed=Deed.RETRY, sieve=sieve, pks=preview(deed=Deed.RETRY, sieve=sieve).pks, actor=None
    )

    details = Event.objects.get().details
    assert details["filter"] == {"failure": "policy", "domain": "given", "state": "failed"}


def test_numbers_in_the_hidden_field_come_back_as_they_went() -> None:
    numbers = [*range(3, 90), 95, *range(97, 99), 5000]

    assert chosen.write(numbers) == "3-89,95,97-98,5000"
    assert chosen.read(chosen.write(numbers)) == numbers
    assert chosen.read(chosen.write([])) == []


@pytest.mark.parametrize("text", ["x", "9-3", "1-999999999999", "1,,2", "1-4000,5000-9000"])
def test_a_hidden_field_that_was_tampered_with_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        chosen.read(text)
