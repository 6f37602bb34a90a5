"""How long the outbox knows whom it wrote to."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from outbox import retention
from outbox.delivery import pump
from outbox.models import (
    FINAL,
    Content,
    Domain,
    Incoming,
    IncomingState,
    Message,
    State,
    Stream,
    Trace,
    TraceKind,
)
from outbox.services import forget, purge, read_incoming
from outbox.services.withdrawing import erase
from outbox.tasks import purge as purge_everything
from tests.factories.outbox import make_incoming, make_letter, make_message

from .conftest import NOTICE, Relay
from .incoming import sample

pytestmark = pytest.mark.django_db

THEN = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
OLD = THEN + retention.KEPT + timedelta(hours=1)


@pytest.mark.parametrize("state", State)
def test_after_fourteen_days_the_envelope_of_an_ended_message_is_emptied(state: State) -> None:
    letter = make_letter(at=THEN)
    Message.objects.update(state=state)

    assert purge(at=OLD - timedelta(hours=2)) == 0
    purge(at=OLD)

    letter.refresh_from_db()
    assert (letter.envelope_sealed is None) == (state in FINAL)


def test_a_large_purge_goes_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for _number in range(5):
        make_letter(at=THEN)
    Message.objects.update(state=State.SENT)

    assert purge(at=OLD) == 5


def test_an_emptied_row_still_keeps_the_same_mail_from_being_made_again() -> None:
    make_message(template=NOTICE, dedup_key="digest:1", at=THEN)
    Message.objects.update(state=State.SENT)
    purge(at=OLD)

    make_message(template=NOTICE, dedup_key="digest:1", at=OLD)

    assert Message.objects.get().state == State.SENT


def test_forgetting_an_address_drops_what_waits_and_empties_what_was_sent(relay: Relay) -> None:
    sent = make_message(template=NOTICE, to="ana@example.org")
    pump(stream="transactional")
    waiting = make_message(template=NOTICE, to="Ana+x@example.org")
    other = make_message(template=NOTICE, to="ben@example.org")

    assert forget(address="ANA@example.org") == 2
    pump(stream="transactional")

    for message in (sent, waiting, other):
        message.refresh_from_db()
    assert relay.message_ids == [sent.message_id, other.message_id]
    assert (sent.state, waiting.state) == (State.SENT, State.CANCELLED)
    assert sent.envelope_sealed is waiting.envelope_sealed is None
    assert sent.domain == waiting.domain == ""
    assert other.envelope_sealed is not None


def test_what_came_back_of_a_forgotten_persons_mail_goes_too(relay: Relay) -> None:
    sent = make_message(template=NOTICE, to="ana@example.org")
    other = make_message(template=NOTICE, to="ben@example.org")
    pump(stream="transactional")
    theirs, others = (
        make_incoming(raw=sample("postfix", sent)),
        make_incoming(raw=sample("postfix", other)),
    )
    read_incoming()
    assert set(Incoming.objects.values_list("message", flat=True)) == {sent.pk, other.pk}

    forget(address="ana@example.org")

    assert raw_of(theirs) is None
    assert raw_of(others) is not None


@pytest.mark.parametrize("is_emptied", [False, True], ids=["whole", "emptied-before"])
def test_what_mail_systems_said_of_a_forgotten_person_goes_too(
    relay: Relay, is_emptied: bool
) -> None:
    """A relay that names the person: in the message, in its history, and at the domain."""
    relay.to_address = ["451 4.7.1 Brown, A., must wait", "250 OK"]
    refused = make_message(template=NOTICE, to="ana@example.org")
    pump(stream="transactional")
    sent = make_message(template=NOTICE, to="ana@example.org")
    pump(stream="transactional")
    came = make_incoming(raw=sample("postfix", sent, recipient="ana@example.org"))
    read_incoming()
    assert "Brown" in Trace.objects.get(message=refused).words
    if is_emptied:  # by an app that knows which mails were its own
        erase(messages=Message.objects.all())

    forget(address="ana@example.org")

    refused.refresh_from_db()
    assert refused.last_error == ""
    assert not Trace.objects.exclude(words="").exists()
    assert not Domain.objects.exclude(words="").exists()
    assert raw_of(came) is None


def test_what_comes_back_after_somebody_was_forgotten_is_read_and_not_kept(relay: Relay) -> None:
    sent = make_message(template=NOTICE, to="ana@example.org")
    pump(stream="transactional")
    forget(address="ana@example.org")
    late = make_incoming(raw=sample("postfix", sent))

    read_incoming()

    late.refresh_from_db()
    assert late.message_id == sent.pk
    assert raw_of(late) is None


def raw_of(incoming: Incoming) -> bytes | None:
    return Incoming.objects.values_list("raw_sealed", flat=True).get(pk=incoming.pk)


def test_what_came_back_is_kept_as_it_came_for_fourteen_days_once_it_is_read() -> None:
    read, waiting = make_incoming(at=THEN), make_incoming(at=THEN)
    Incoming.objects.filter(pk=read.pk).update(state=IncomingState.UNMATCHED)

    assert retention.purge_reports(at=OLD - timedelta(hours=2)) == 0
    assert retention.purge_reports(at=OLD) == 1

    read.refresh_from_db()
    waiting.refresh_from_db()
    assert read.raw_sealed is None
    assert waiting.raw_sealed is not None


def test_what_comes_again_after_its_text_is_gone_is_still_known() -> None:
    make_incoming(raw=b"Subject: x\n\nx", at=THEN)
    read_incoming(at=THEN)
    retention.purge_reports(at=OLD)
    make_incoming(raw=b"Subject: x\n\nx", at=OLD)
    assert Incoming.objects.count() == 1
    assert read_incoming(at=OLD) == 0


def test_history_goes_after_a_year_and_the_message_stays() -> None:
    message = make_message(template=NOTICE, at=THEN)
    incoming = make_incoming(at=THEN)
    read_incoming(at=THEN)
    for at in (THEN, THEN + timedelta(days=2)):
        Trace.objects.create(
            message=message,
            kind=TraceKind.DELAYED,
            recipient_key=message.recipient_key,
            incoming=incoming,
            at=at,
        )
    retention.purge_reports(at=THEN + retention.HISTORY_KEPT + timedelta(days=1))

    assert [line.at for line in Trace.objects.all()] == [THEN + timedelta(days=2)]
    assert not Incoming.objects.exists()
    assert Message.objects.exists()


@pytest.mark.parametrize("stream", [Stream.TRANSACTIONAL, Stream.BULK])
@pytest.mark.parametrize("state", [State.SENT, State.BOUNCED, State.QUEUED])
def test_only_alerts_at_their_end_go_after_ninety_days_with_what_hangs_on_them(
    stream: Stream, state: State
) -> None:
    message = make_message(template=NOTICE, stream=stream, at=THEN)
    Message.objects.update(state=state)
    Trace.objects.create(
        message=message, kind=TraceKind.DELAYED, recipient_key=message.recipient_key, at=THEN
    )
    late = THEN + retention.BULK_KEPT + timedelta(hours=1)
    goes = stream == Stream.BULK and state in FINAL

    assert retention.purge_bulk(at=late - timedelta(hours=2)) == 0
    assert retention.purge_bulk(at=late) == int(goes)

    kept = (Message, Trace, Content)
    assert [rows.objects.exists() for rows in kept] == [not goes] * 3


def test_a_content_that_any_message_has_stays() -> None:
    make_message(template=NOTICE, stream=Stream.BULK, at=THEN)
    Message.objects.update(state=State.SENT)
    late = THEN + retention.BULK_KEPT + timedelta(hours=1)
    make_message(template=NOTICE, stream=Stream.BULK, at=late)

    retention.purge_bulk(at=late)

    assert Message.objects.count() == Content.objects.count() == 1


def test_large_purges_of_all_kinds_go_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for _number in range(5):
        make_message(template=NOTICE, stream=Stream.BULK, at=THEN)
        make_incoming(at=THEN)
    Message.objects.update(state=State.SENT)
    Incoming.objects.update(state=IncomingState.IGNORED)

    with time_machine.travel(THEN + timedelta(days=100), tick=False):
        purge_everything()

    assert not Message.objects.exists()
    assert not Incoming.objects.filter(raw_sealed__isnull=False).exists()
