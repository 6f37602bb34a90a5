"""A message's whole history, line by line: what happened, what staff did, what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from audit.models import Event

from .causes import cause_of
from .models import TAKEN, Content, Lease, Message, State, Trace, TraceKind
from .rendering import take_apart

MOST = 200  # lines of each kind; a message has six attempts and a few reports

GOOD, BAD, NOTE, STAFF, AHEAD = "good", "bad", "note", "staff", "ahead"

_MARKS = {
    TraceKind.RETRIED: BAD,
    TraceKind.FAILED: BAD,
    TraceKind.UNCERTAIN: BAD,
    TraceKind.BOUNCED: BAD,
    TraceKind.COMPLAINED: BAD,
    TraceKind.DELIVERED: GOOD,
}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One line: when, what kind, what happened, and the words that go with it."""

    at: datetime
    mark: str
    title: str
    words: str = ""
    codes: str = ""


def history(message: Message, *, at: datetime | None = None) -> list[Step]:
    """Return all that is known of the message, in the order in which it happened.

    Neither its address nor its text: nobody here can open the envelope.
    """
    now = at or timezone.now()
    steps = [_queued(message), *_traces(message), *_deeds(message), *_sent(message)]
    steps.sort(key=lambda step: step.at)
    return [*steps, *_ahead(message, now)]


@dataclass(frozen=True)
class Piece:
    """A piece of a text that many share, and the name of what each has of their own after it."""

    text: str
    gap: str


def content_pieces(content: Content) -> tuple[list[Piece], list[Piece]]:
    """Return subject and text of a content with their gaps, where each recipient's values go."""
    return _pieces(content.subject), _pieces(content.text)


def in_words(one: Message | Trace) -> str:
    """What went wrong: our word for it, and theirs."""
    ours = str(one.get_failure_display()) if one.failure else ""
    theirs = one.words if isinstance(one, Trace) else one.last_error
    if theirs.lower().startswith(ours.lower()):
        return theirs
    return ": ".join(part for part in (ours, theirs) if part)


def _pieces(text: str) -> list[Piece]:
    return [Piece(before, name) for before, name in take_apart(text)]


def _queued(message: Message) -> Step:
    return Step(
        at=message.created_at,
        mark=NOTE,
        title=_("Queued"),
        words=str(cause_of(message.dedup_key)),
    )


def _traces(message: Message) -> Iterator[Step]:
    for line in message.traces.order_by("at", "id")[:MOST]:
        title = str(TraceKind(line.kind).label)
        if line.attempt and line.kind in {TraceKind.RETRIED, TraceKind.FAILED, TraceKind.UNCERTAIN}:
            title = _("Attempt %(number)s: %(what)s") % {"number": line.attempt, "what": title}
        yield Step(
            at=line.at,
            mark=_MARKS.get(TraceKind(line.kind), NOTE),
            title=title,
            words=in_words(line),
            codes=_codes(line.smtp_code, line.status_code),
        )


def _codes(code: int | None, status: str) -> str:
    return " ".join(part for part in (str(code or ""), status) if part)


def _deeds(message: Message) -> Iterator[Step]:
    events = Event.objects.about(message).select_related("actor").order_by("id")[:MOST]
    for event in events:
        together = event.details.get("together", 1)
        words = _("By %(who)s.") % {"who": _name(event.actor)}
        if together > 1:
            words += " " + _("Together with %(count)s others.") % {"count": together - 1}
        yield Step(at=event.at, mark=STAFF, title=str(event.sentence), words=words)


def _name(person: Any) -> str:
    """The name of a member of staff; never the address that stands where there is no name."""
    if person is None:
        return _("the site itself")
    return person.name or _("a member of staff without a name")


def _sent(message: Message) -> Iterator[Step]:
    if message.sent_at:
        yield Step(
            at=message.sent_at,
            mark=GOOD,
            title=_("Taken by the relay"),
            codes=_codes(message.smtp_code, "") if message.state in TAKEN[:1] else "",
        )


def _ahead(message: Message, now: datetime) -> Iterator[Step]:
    """What will happen if nobody does anything."""
    if lease := Lease.objects.in_hand(at=now).filter(message=message).first():
        words = _("If it says nothing until then, the message is taken up again by another.")
        if message.state == State.SENDING:
            words = _("If it says nothing until then, nobody knows whether the letter was taken.")
        yield Step(at=lease.until, mark=AHEAD, title=_("A worker has it in hand"), words=words)
    elif message.state == State.QUEUED:
        title = _("Due since then") if message.available_at <= now else _("Next attempt")
        yield Step(at=message.available_at, mark=AHEAD, title=title)
    if message.state == State.QUEUED and message.expires_at:
        yield Step(at=message.expires_at, mark=AHEAD, title=_("Not sent any more after that"))
