"""What people do with a filed reply: open, find its letter, accept, refuse, look again."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from campaigns.models import (
    REPLY_MOVES,
    Answer,
    AnswerChannel,
    Campaign,
    Letter,
    MatchedBy,
    Reply,
    ReplyState,
)
from core.rules import RuleRefused
from core.states import move
from officials.models import Post

from .answers import Said, accept_answer


def open_reply(*, reply: Reply, actor: User, at: datetime | None = None) -> Reply:
    """Note that a person opens the text of a private reply, and return it."""
    record(verb="reply.opened", target=reply, actor=actor, at=at)
    return reply


@transaction.atomic
def match_reply(
    *,
    reply: Reply,
    actor: User,
    letter: Letter | None = None,
    campaign: Campaign | None = None,
    post: Post | None = None,
    at: datetime | None = None,
) -> Reply:
    """Say what an unmatched mail answers: a letter, or an office in a campaign.

    The next mail of this sender finds its way by itself. Raises MoveRefused unless it is unmatched,
    RuleRefused without a letter or an office that the campaign asked.
    """
    if letter is not None:
        campaign, post = letter.letter_action.campaign, letter.post
    if campaign is None or post is None:
        raise RuleRefused(_("Name the letter, or the campaign and the office."), code="letter")
    if not campaign.offices.filter(pk=post.pk).exists() and letter is None:
        raise RuleRefused(_("The campaign does not ask this office."), code="post")
    columns = {"letter": letter, "campaign": campaign, "post": post}
    move(
        reply,
        to=ReplyState.WAITING,
        moves=REPLY_MOVES,
        field="state",
        matched_by=MatchedBy.PERSON,
        **columns,
    )
    record(verb="reply.matched", target=reply, actor=actor, at=at)
    return reply


@transaction.atomic
def refuse_reply(*, reply: Reply, actor: User, reason: str, at: datetime | None = None) -> Reply:
    """Find that it is no answer of the office: forged, or about something else. It stays here.

    No clock stops and nothing is published. Raises RuleRefused without a reason, MoveRefused unless
    it waits.
    """
    _refuse_without(reason)
    at = at or timezone.now()
    _decide(reply, ReplyState.REFUSED, actor, reason, at)
    record(verb="reply.refused", target=reply, actor=actor, at=at)
    return reply


@transaction.atomic
def set_reply_aside(
    *, reply: Reply, actor: User, reason: str = "", at: datetime | None = None
) -> Reply:
    """Find that nothing is to be decided: a machine wrote it after all. No clock stops."""
    at = at or timezone.now()
    _decide(reply, ReplyState.ASIDE, actor, reason, at)
    record(verb="reply.refused", target=reply, actor=actor, details={"aside": True}, at=at)
    return reply


@transaction.atomic
def reopen_reply(*, reply: Reply, actor: User, at: datetime | None = None) -> Reply:
    """Look again at what was set aside or refused. Raises MoveRefused otherwise."""
    move(
        reply,
        to=ReplyState.WAITING,
        moves=REPLY_MOVES,
        field="state",
        decided_by=None,
        decided_at=None,
    )
    record(verb="reply.reopened", target=reply, actor=actor, at=at)
    return reply


@transaction.atomic
def accept_reply(
    *,
    reply: Reply,
    actor: User,
    kind: str,
    all_letters: bool = False,
    answer: Answer | None = None,
    at: datetime | None = None,
) -> Answer:
    """Accept it as the office's answer, new or one that is there already. The clock hears of it.

    A machine's words are never an answer: they are refused here, whatever they say. `all_letters`:
    it answers every letter of the campaign that reached the office, not only the one that it came
    to. Raises RuleRefused or MoveRefused, and then no clock has stopped.
    """
    at = at or timezone.now()
    if not reply.is_answering:
        raise RuleRefused(_("A machine wrote this: it answers nothing."), code="kind")
    if reply.campaign is None or reply.post is None:
        raise RuleRefused(_("First say what it answers."), code="unmatched")
    if answer is None:
        answer = accept_answer(
            campaign=reply.campaign, post=reply.post, said=_said(reply, kind), actor=actor, at=at
        )
    elif (answer.campaign_id, answer.post_id) != (reply.campaign_id, reply.post_id):
        raise RuleRefused(_("That answer is of another office or campaign."), code="answer")
    move(
        reply,
        to=ReplyState.ACCEPTED,
        moves=REPLY_MOVES,
        field="state",
        answer=answer,
        decided_by=actor,
        decided_at=at,
    )
    answer.letters.add(*_letters(reply, all_letters=all_letters))
    record(verb="reply.accepted", target=reply, actor=actor, details={"kind": kind}, at=at)
    return answer


def _said(reply: Reply, kind: str) -> Said:
    """What the office said, as the desk has read it."""
    by_page = reply.matched_by == MatchedBy.PAGE
    return Said(
        kind=kind,
        channel=AnswerChannel.PAGE if by_page else AnswerChannel.EMAIL,
        answered_on=reply.received_at.date(),
        language=reply.post.language if reply.post else "en",
        text=reply.text,
    )


def _letters(reply: Reply, *, all_letters: bool) -> list[Letter]:
    if all_letters:
        letters = Letter.objects.reached(campaign=reply.campaign, post=reply.post)
        return list(letters.only("pk"))
    found = list(reply.digest.letters.only("pk")) if reply.digest else []
    return [*found, *([reply.letter] if reply.letter else [])]


def _decide(reply: Reply, to: ReplyState, actor: User, reason: str, at: datetime) -> None:
    move(
        reply,
        to=to,
        moves=REPLY_MOVES,
        field="state",
        decided_by=actor,
        decided_at=at,
        reason=reason[:300],
    )


def _refuse_without(reason: str) -> None:
    if not reason.strip():
        raise RuleRefused(_("Say why: whoever looks later must understand it."), code="reason")
