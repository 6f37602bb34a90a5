"""Letters that arrived, mails of offices, answers, clocks and outcomes."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.models import User
from campaigns.models import (
    Answer,
    AnswerClock,
    AnswerKind,
    AskOutcome,
    AskResult,
    Campaign,
    Communication,
    CommunicationKind,
    Letter,
    LetterState,
    NextStep,
    Reply,
    ReplyKind,
    ReplyState,
    StepKind,
)
from officials.models import Post
from outbox.models import Message, State
from outbox.relay import relay_address
from outbox.services import enqueue_letter
from tests.factories.accounts import make_user
from tests.factories.campaigns import make_campaign, make_letter

_numbers = count(1)

WORDS = "The Government has sent twelve observers to the two river towns."


def make_sent_letter(
    *, campaign: Campaign | None = None, at: datetime | None = None, **more: Any
) -> Letter:
    """A letter that the office's relay took at the time given."""
    at = at or timezone.now()
    campaign = campaign or make_campaign(letters=True)
    letter = make_letter(letter_action=campaign.letter_action, at=at - timedelta(hours=1), **more)
    post = letter.post
    contact = post.contacts.order_by("pk").first()
    message = enqueue_letter(
        to=contact.value if contact else "nobody@example.org",
        subject=f"Observers ({letter.reference})",
        body="Excellency,",
        from_name="Ada Writer",
        reply_to=relay_address(letter.token),
        dedup_key=f"made letter:{letter.pk}",
        at=at,
    )
    Message.objects.filter(pk=message.pk).update(state=State.SENT, sent_at=at)
    columns = {
        "state": LetterState.SENT,
        "queued_at": at,
        "ended_at": at,
        "tenure": post.holder_on(at.date()),
        "contact": contact,
        "message": message,
    }
    Letter.objects.filter(pk=letter.pk).update(**columns)
    letter.refresh_from_db()
    return letter


def mail_of_office(
    *,
    to: str,
    sender: str = "office@state.example.org",
    subject: str = "Your letter",
    text: str = WORDS,
    **headers: str,
) -> bytes:
    """A mail as an office's program writes it. `headers` by their names with underscores."""
    number = next(_numbers)
    lines = {
        "Delivered-To": to,
        "From": f"Office of the Minister <{sender}>",
        "To": to,
        "Subject": subject,
        "Message-ID": f"<{number}.answer@state.example.org>",
        "Date": "Mon, 4 May 2026 12:00:00 +0000",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    head = "\r\n".join(f"{name}: {value}" for name, value in lines.items() if value)
    return f"{head}\r\n\r\n{text}\r\n".encode()


def make_reply(
    *,
    campaign: Campaign | None = None,
    post: Post | None = None,
    state: str = ReplyState.WAITING,
    at: datetime | None = None,
    **more: Any,
) -> Reply:
    """A filed reply that waits for a person."""
    number = next(_numbers)
    at = at or timezone.now()
    if state != ReplyState.UNMATCHED:
        campaign = campaign or make_campaign(letters=True)
        post = post or campaign.offices[0]
    if state == ReplyState.ACCEPTED:
        more.setdefault("answer", make_answer(campaign=campaign, post=post))
    values = {
        "same": number.to_bytes(32),
        "sender_key": number.to_bytes(32),
        "sender_domain": "state.example.org",
        "kind": ReplyKind.REPLY,
        "subject": "Your letter",
        "text": WORDS,
        "received_at": at,
        "filed_at": at,
    }
    return Reply.objects.create(campaign=campaign, post=post, state=state, **(values | more))


def make_answer(
    *,
    campaign: Campaign | None = None,
    post: Post | None = None,
    status: str = "draft",
    author: User | None = None,
    at: datetime | None = None,
    **more: Any,
) -> Answer:
    """An answer, accepted and being prepared by default."""
    campaign = campaign or make_campaign(letters=True)
    at = at or timezone.now()
    values: dict[str, Any] = {
        "number": campaign.answers.count() + 1,
        "kind": AnswerKind.SUBSTANTIVE,
        "answered_on": at.date(),
        "text": WORDS,
        "accepted_at": at,
    }
    if status == "published":
        values |= {"approver": make_user(), "published_at": at}
    return Answer.objects.create(
        campaign=campaign,
        post=post or campaign.offices[0],
        author=author or make_user(),
        status=status,
        **(values | more),
    )


def make_clock(
    *,
    campaign: Campaign | None = None,
    post: Post | None = None,
    state: str = "running",
    at: datetime | None = None,
    **more: Any,
) -> AnswerClock:
    """A clock that began at the time given; due four weeks later."""
    campaign = campaign or make_campaign(letters=True)
    post = post or campaign.offices[0]
    at = at or timezone.now()
    due = at + timedelta(days=28)
    values: dict[str, Any] = {"started_at": at, "first_due_at": due, "due_at": due}
    if state == "stopped":
        values |= {"answer": make_answer(campaign=campaign, post=post, at=at), "stopped_at": at}
    return AnswerClock.objects.create(campaign=campaign, post=post, state=state, **(values | more))


def make_step(
    *, clock: AnswerClock | None = None, status: str = "proposed", **more: Any
) -> NextStep:
    """A step after silence."""
    at = timezone.now()
    values: dict[str, Any] = {"kind": StepKind.PARLIAMENT, "proposed_at": at}
    if status == "done":
        values |= {"done_on": at.date(), "note": "A member asked the minister in the chamber."}
    return NextStep.objects.create(clock=clock or make_clock(), status=status, **(values | more))


def make_outcome(
    *, campaign: Campaign | None = None, post: Post | None = None, checked: bool = True, **more: Any
) -> AskOutcome:
    """What an office did, checked by a second person by default."""
    campaign = campaign or make_campaign(letters=True)
    at = more.pop("at", None) or timezone.now()
    values: dict[str, Any] = {
        "result": AskResult.ACTED,
        "on": at.date(),
        "evidence": "Twelve observers arrived in the lower town.",
        "noted_by": make_user(),
        "noted_at": at,
    }
    if checked:
        values |= {"checked_by": make_user(), "checked_at": at}
    return AskOutcome.objects.create(
        campaign=campaign, post=post or campaign.offices[0], **(values | more)
    )


def make_communication(
    *, campaign: Campaign | None = None, state: str = "draft", **more: Any
) -> Communication:
    """A reminder that waits for a second person by default."""
    campaign = campaign or make_campaign(letters=True)
    values: dict[str, Any] = {
        "kind": CommunicationKind.REMINDER,
        "subject": "Reminder",
        "text": "We wrote in May and have no answer.",
        "author": make_user(),
        "drafted_at": timezone.now(),
    }
    return Communication.objects.create(
        campaign=campaign, post=campaign.offices[0], state=state, **(values | more)
    )
