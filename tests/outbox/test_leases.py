"""What a claim takes, puts off and ends: pauses, domains in trouble, mailboxes that rest."""

from datetime import UTC, datetime, timedelta

import pytest

from outbox import leases
from outbox.models import Domain, Lease, Message, Pause, State, Stream, Suppression
from tests.factories.outbox import make_letter, make_message

from .conftest import NOTICE

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
BULK = Stream.BULK


def queue(number: int = 1, *, domain: str = "example.org", stream: str = BULK) -> list[Message]:
    return [
        make_message(template=NOTICE, stream=stream, to=f"reader{each}@{domain}", at=NOON)
        for each in range(number)
    ]


def claim(*, stream: str = BULK, limit: int = 100, at: datetime = NOON) -> list[Message]:
    """What a worker may send now."""
    return [row for row in leases.claim(stream=stream, limit=limit, at=at) if row.lease_token]


def has_lease(message: Message) -> bool:
    return Lease.objects.filter(message=message).exists()


def test_a_paused_stream_is_left_alone_and_goes_on_where_it_stopped() -> None:
    waiting = queue(2)
    other = queue(stream=Stream.TRANSACTIONAL)
    pause = Pause.objects.create(stream=BULK, reason="A wrong brief went out", paused_at=NOON)

    assert claim() == []
    assert claim(stream=Stream.TRANSACTIONAL) == other
    pause.delete()
    assert claim() == waiting
    assert {lease.attempt for lease in Lease.objects.filter(stream=BULK)} == {1}


def test_messages_to_a_domain_that_rests_are_put_off_without_an_attempt() -> None:
    until = NOON + timedelta(minutes=15)
    Domain.objects.create(name="weary.test", failures=10, resting_until=until, changed_at=NOON)
    weary, fresh = queue(domain="weary.test"), queue(domain="example.org")

    assert claim() == fresh
    (row,) = Message.objects.filter(pk=weary[0].pk)
    assert (row.state, row.attempts, has_lease(row)) == (State.QUEUED, 0, False)
    assert until <= row.available_at <= until + timedelta(minutes=1)
    assert weary[0] in claim(at=until + timedelta(minutes=1))


def test_a_domain_has_only_so_many_workers_at_once() -> None:
    queue(20, domain="small.test")
    Domain.objects.create(name="small.test", workers=2, changed_at=NOON)

    assert len(claim(limit=5)) == 5
    assert len(claim(limit=5)) == 5
    assert claim(limit=5) == []
    later = NOON + leases.DOMAIN_PAUSE
    assert Message.objects.filter(lease=None, available_at__gt=NOON).count() == 5
    assert claim(limit=5, at=later) == []
    over = NOON + leases.LEASE + timedelta(seconds=1)
    assert len(claim(limit=5, at=over)) == 5


def test_without_a_number_of_its_own_a_domain_has_the_usual_one() -> None:
    queue(leases.DOMAIN_WORKERS + 1)

    taken = [claim(limit=1) for _worker in range(leases.DOMAIN_WORKERS + 1)]

    assert [len(batch) for batch in taken] == [1] * leases.DOMAIN_WORKERS + [0]


def test_what_is_put_off_for_one_domain_does_not_hold_up_the_others() -> None:
    queue(3, domain="weary.test")
    fresh = queue(2)
    Domain.objects.create(
        name="weary.test", resting_until=NOON + timedelta(hours=1), changed_at=NOON
    )

    assert leases.claim(stream=BULK, limit=3, at=NOON)  # all three of the weary domain
    assert claim(limit=3) == fresh


@pytest.mark.parametrize(
    ("until", "goes"), [(None, False), (NOON + timedelta(days=1), False), (NOON, True)]
)
def test_a_mailbox_that_rests_is_written_to_again_afterwards(
    until: datetime | None, goes: bool
) -> None:
    (message,) = queue()
    Suppression.objects.create(
        recipient_key=message.recipient_key,
        reason="mailbox_full",
        scope="all",
        until=until,
        created_at=NOON,
    )

    assert claim() == ([message] if goes else [])


def test_a_letter_goes_though_its_office_complained_about_alerts() -> None:
    letter = make_letter(to="minister@example.org", at=NOON)
    Suppression.objects.create(
        recipient_key=letter.recipient_key, reason="complaint", scope="bulk", created_at=NOON
    )

    assert claim(stream=Stream.LETTER) == [letter]


DAY, MONTH = timedelta(days=1), timedelta(days=30)


@pytest.mark.parametrize(
    ("there", "new", "remains"),
    [
        (("all", None), ("bulk", None), ("all", None)),
        (("bulk", None), ("all", None), ("all", None)),
        (("all", NOON + DAY), ("all", NOON + MONTH), ("all", NOON + MONTH)),
        (("all", NOON + MONTH), ("all", NOON + DAY), ("all", NOON + MONTH)),
        (("all", NOON - DAY), ("bulk", None), ("bulk", None)),
        (("all", None), ("all", NOON + MONTH), ("all", None)),
    ],
)
def test_a_suppression_grows_and_never_shrinks(there: tuple, new: tuple, remains: tuple) -> None:
    key = b"k" * 32
    for scope, until in (there, new):
        Suppression.objects.widen(
            recipient_key=key, reason="complaint", scope=scope, until=until, at=NOON
        )

    row = Suppression.objects.get()
    assert (row.scope, row.until) == remains
