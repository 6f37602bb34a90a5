"""The loop that sends: claim, send, mark. PostgreSQL is the queue and the judge.

Each message is sent outside any transaction, over one held connection. A worker that is killed
leaves its rows to become due again when the lease ends. So at most what was between the mail and
its mark goes twice, with the same Message-ID; a letter to an official is committed as "being sent"
before its text leaves, and does not go twice at all.
"""

import logging
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage as ParsedMail
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import DatabaseError
from django.utils import timezone

from core.sealed import SealClosed, require_private_key, unseal_json

from . import breaker, leases
from .answers import classify, status_in
from .composing import HeaderRefused, compose
from .consequences import after_refusal
from .frames import Frame
from .leases import Outcome
from .line import POLICY, BrokenOff, LeaseLost, Line, LineDown, MailObject, Refused, Unclear
from .marks import Marks
from .models import Content, Failure, Message, State, Stream
from .rendering import ValueMissing
from .return_path import return_path
from .settling import settle_left_over
from .signing import sign

BATCH = {Stream.TRANSACTIONAL: 20, Stream.BULK: 100, Stream.LETTER: 1}
PUMP_SECONDS = 45
FRAMES = 200  # contents whose frames are kept at a time

logger = logging.getLogger(__name__)


class CannotSend(Exception):  # noqa: N818 - what this process cannot do
    """This process does not hold the private key that opens the envelopes."""


def pump(
    *,
    stream: Stream | str,
    seconds: float = PUMP_SECONDS,
    should_stop: Callable[[], bool] = lambda: False,
    sent: Counter[str] | None = None,
) -> bool:
    """Send what is due in the stream until nothing is, `seconds` are over, or it should stop.

    Returns whether it left something that another pump could do at once. Stops between messages
    only, and gives back what it had claimed. `sent` counts by stream what the relay took.
    Raises CannotSend without the private key.
    """
    stream = Stream(stream)
    try:  # before anything is claimed: a wrong key would otherwise fail the whole queue
        require_private_key()
    except SealClosed as error:
        message = "Sending needs SEALING_PRIVATE_KEY, the pair of SEALING_PUBLIC_KEY: workers only."
        raise CannotSend(message) from error
    ends = time.monotonic() + seconds
    sending = Sending(
        stream,
        is_over=lambda: should_stop() or time.monotonic() >= ends,
        sent=Counter() if sent is None else sent,
    )
    try:
        return sending.go_on()
    except LineDown as error:
        logger.error("The mail relay of %s cannot be reached: %s", stream, error)
        return False
    finally:
        sending.end()


class Sending:
    """One worker at one stream, with its line to the relay and the mark that is under way."""

    def __init__(self, stream: Stream, *, is_over: Callable[[], bool], sent: Counter[str]):
        self._stream = stream
        self._sent = sent
        self._is_over = is_over
        self._line = Line(stream.value)
        self._marks = Marks()
        self._frames: dict[int, Frame] = {}
        self._troubled: set[str] = set()
        self._resting: dict[str, datetime] = {}

    def go_on(self) -> bool:
        """Send batch after batch. Returns whether something that is due was left."""
        settle_left_over()  # what a worker that died has sent looks as if it waited until then
        while not self._is_over():
            batch = leases.claim(stream=self._stream, limit=BATCH[self._stream])
            mine = [row for row in batch if row.lease_token]
            if mine:
                self._deliver(mine)
            elif all(row.state == State.QUEUED for row in batch):
                return False  # nothing is due, or all of it was put off
        return Message.objects.due(stream=self._stream).exists()

    def end(self) -> None:
        self._line.close()
        try:
            self._marks.close()
        except DatabaseError:
            logger.warning("The database went away while mail was being sent.")

    def _deliver(self, batch: list[Message]) -> None:
        self._troubled = breaker.troubled(row.domain for row in batch)
        try:
            for number, message in enumerate(batch):
                if self._is_over():
                    self._marks.settle()
                    leases.release(batch[number:])
                    return
                try:
                    self._line.open()
                    self._send(message)
                except LineDown as error:
                    self._marks.wait()
                    away = Outcome(failure=Failure.UNREACHABLE, error=str(error))
                    later = timezone.now() + leases.RELAY_PAUSE
                    leases.release(batch[number:], until=later, why=away)
                    raise
        finally:
            self._marks.settle()

    def _send(self, message: Message) -> None:
        """Send one message, and mark what became of it."""
        if until := self._resting.get(message.domain):
            self._marks.wait()
            rests = Outcome(failure=Failure.POLICY, error="The domain rests.")
            leases.release([message], until=until, why=rests)
            return
        try:
            mail, address = self._make(message)
        except (SealClosed, ValueMissing, HeaderRefused, ValueError) as error:
            logger.exception("Message %s cannot be made.", message.public_id)
            why = f"Cannot be made: {type(error).__name__}"
            self._marks.wait()
            leases.mark_failed(message, Outcome(failure=Failure.UNMAKEABLE, error=why))
            return
        try:
            code = self._line.send(
                mail, may_go=lambda: self._may_go(message), before_text=self._marks.wait
            )
        except LeaseLost:
            logger.warning("Message %s was no longer held here.", message.public_id)
        except (Refused, BrokenOff, Unclear) as error:
            self._marks.wait()
            self._not_taken(message, error, address=address)
        else:
            self._sent[self._stream] += 1
            self._marks.begin(message, code=code)
            if message.domain in self._troubled:
                self._marks.wait()
                breaker.note_success(domain=message.domain)
                self._troubled.discard(message.domain)

    def _may_go(self, message: Message) -> bool:
        """Ask at the last moment. Most leases are long enough, and need no statement."""
        if leases.is_long_enough(message):
            return True
        self._marks.wait()
        return leases.confirm(message)

    def _make(self, message: Message) -> tuple[MailObject | EmailMultiAlternatives, str]:
        """Return the mail, and the address that it goes to."""
        envelope: dict[str, Any] = unseal_json(message.envelope_sealed or b"")
        content_id = message.content_id
        if not self._line.is_smtp:
            self._marks.wait()
            content = Content.objects.get(pk=content_id) if content_id else None
            return compose(message=message, envelope=envelope, content=content), envelope["to"]
        if content_id:
            raw = self._frame(content_id).fill(message, envelope)
        else:
            letter: ParsedMail = compose(message=message, envelope=envelope, content=None).message(
                policy=POLICY
            )
            raw = letter.as_bytes()
        mail = MailObject(return_path(message), envelope["to"], sign(raw))
        return mail, envelope["to"]

    def _frame(self, content_id: int) -> Frame:
        if content_id not in self._frames:
            if len(self._frames) >= FRAMES:
                self._frames.clear()
            self._marks.wait()
            content = Content.objects.get(pk=content_id)
            self._frames[content_id] = Frame(content, stream=self._stream)
        return self._frames[content_id]

    def _not_taken(
        self, message: Message, error: Refused | BrokenOff | Unclear, *, address: str
    ) -> None:
        if isinstance(error, Refused):
            self._refused(message, error, address=address)
        elif isinstance(error, BrokenOff):
            why = f"The relay broke off: {error}"
            leases.mark_for_retry(message, Outcome(failure=Failure.BROKEN_OFF, error=why))
        else:
            outcome = Outcome(failure=Failure.UNCLEAR, error=f"No answer after the text: {error}")
            is_letter = message.stream == Stream.LETTER
            mark = leases.mark_uncertain if is_letter else leases.mark_for_retry
            mark(message, outcome)

    def _refused(self, message: Message, error: Refused, *, address: str) -> None:
        words = leases.without_address(error.reply, to=address)
        failure = classify(code=error.code, words=error.reply)
        status = status_in(error.reply)
        outcome = Outcome(failure=failure, error=words, code=error.code, status=status)
        mark = leases.mark_failed if error.is_final else leases.mark_for_retry
        mark(message, outcome)
        after_refusal(message, failure=failure)
        if failure in breaker.COUNTED:
            self._troubled.add(message.domain)
            if until := breaker.note_refusal(domain=message.domain, words=words):
                logger.error("%s refuses our mail, and rests until %s.", message.domain, until)
                self._resting[message.domain] = until
