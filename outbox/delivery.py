"""The loop that sends: claim, send, mark. PostgreSQL is the queue and the judge.

Each message is sent outside any transaction, over one held connection. A worker that is killed
leaves its rows to become due again when the lease ends. So at most what was between the mail and
its mark goes twice, with the same Message-ID; a letter to an official is committed as "being sent"
before its text leaves, and does not go twice at all.
"""

import logging
import time
from collections.abc import Callable

from core.sealed import SealClosed, require_private_key, unseal_json

from . import leases
from .composing import HeaderRefused, compose
from .line import BrokenOff, LeaseLost, Line, LineDown, Refused, Unclear
from .models import Content, Message, State, Stream
from .rendering import ValueMissing

BATCH = {Stream.TRANSACTIONAL: 20, Stream.BULK: 100, Stream.LETTER: 1}
PUMP_SECONDS = 45

logger = logging.getLogger(__name__)


class CannotSend(Exception):  # noqa: N818 - what this process cannot do
    """This process does not hold the private key that opens the envelopes."""


def pump(
    *,
    stream: Stream | str,
    seconds: float = PUMP_SECONDS,
    should_stop: Callable[[], bool] = lambda: False,
) -> bool:
    """Send what is due in the stream until nothing is, `seconds` are over, or it should stop.

    Returns whether it left something that another pump could do at once. Stops between messages
    only, and gives back what it had claimed. Raises CannotSend without the private key.
    """
    stream = Stream(stream)
    _require_private_key()
    ends = time.monotonic() + seconds
    line = Line(stream.value)

    def is_over() -> bool:
        return should_stop() or time.monotonic() >= ends

    try:
        while not is_over():
            batch = leases.claim(stream=stream, limit=BATCH[stream])
            if not batch:
                return False
            _deliver([row for row in batch if row.state == State.QUEUED], line, is_over)
    except LineDown as error:
        logger.error("The mail relay of %s cannot be reached: %s", stream, error)
        return False
    finally:
        line.close()
    return Message.objects.due(stream=stream).exists()


def _require_private_key() -> None:
    """Before anything is claimed: a wrong key would otherwise fail the whole queue."""
    try:
        require_private_key()
    except SealClosed as error:
        message = "Sending needs SEALING_PRIVATE_KEY, the pair of SEALING_PUBLIC_KEY: workers only."
        raise CannotSend(message) from error


def _deliver(batch: list[Message], line: Line, is_over: Callable[[], bool]) -> None:
    contents = Content.objects.in_bulk({row.content_id for row in batch if row.content_id})
    for number, message in enumerate(batch):
        if is_over():
            leases.release(batch[number:])
            return
        try:
            line.open()
            marked = _send(message, contents.get(message.content_id), line)
        except LineDown as error:
            leases.release(batch[number:], error=f"Relay: {error}")
            raise
        if not marked:
            logger.warning("Message %s was no longer held here.", message.public_id)


def _send(message: Message, content: Content | None, line: Line) -> bool:
    """Send one message and mark what became of it. False if it is no longer held here."""
    try:
        envelope = unseal_json(message.envelope_sealed or b"")
        mail = compose(message=message, envelope=envelope, content=content)
    except (SealClosed, ValueMissing, HeaderRefused, ValueError) as error:
        logger.exception("Message %s cannot be made.", message.public_id)
        return leases.mark_failed(message, error=f"Cannot be made: {type(error).__name__}")
    try:
        code = line.send(mail, may_go=lambda: leases.confirm(message))
    except LeaseLost:
        return False
    except Refused as error:
        reply = leases.without_address(error.reply, to=envelope["to"])
        mark = leases.mark_failed if error.is_final else leases.mark_for_retry
        return mark(message, error=reply, code=error.code)
    except BrokenOff as error:
        return leases.mark_for_retry(message, error=f"The relay broke off: {error}")
    except Unclear as error:
        if message.stream == Stream.LETTER:
            return leases.mark_uncertain(message, error=f"No answer after the text: {error}")
        return leases.mark_for_retry(message, error=f"No answer after the text: {error}")
    return leases.mark_sent(message, code=code)
