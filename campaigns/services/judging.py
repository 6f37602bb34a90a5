"""What a worker decides about signatures and letters that have just come in.

The mail that asks for confirmation waits until it is judged; what is over a limit never leaves. If
no worker judges within a minute the mail goes all the same: a voice is worth more than a limit.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from audit.services import record
from campaigns.models import Letter, LetterAction, LetterState
from core.locks import lock
from outbox.models import Message
from outbox.services.asking import AT_MOST, AT_MOST_PER, ask_alone, asked
from outbox.services.waiting import cancel_messages, release_messages, waiting_messages

from .weighing import weigh_arrivals

LOCK = "campaigns.judging"
JUDGED_WITHIN = timedelta(minutes=1)
BATCH = 1000

# How the deduplication keys begin of mails that wait here, and of those that a program asked for.
WAITS = "judge"
TRAPPED = "trap"

# Anybody can type anybody's address. So one mailbox gets, over all forms of the site, three such
# mails in a day at most (outbox.services.asking); the same one once an hour and five times in all.
SAME_AGAIN_AFTER = timedelta(hours=1)
SAME_AT_MOST = 5
LOOKED_BACK = timedelta(days=8)


def judge_incoming(*, at: datetime | None = None) -> dict[str, int]:
    """Hold what programs filled in, release the mails within the limits, cancel the others.

    Returns how many were held, released and cancelled. One judge at a time, since the limits are
    about what was released before; a second one finds the lock taken and does nothing.
    """
    at = at or timezone.now()
    done: Counter[str] = Counter(held=0, released=0, cancelled=0)
    while True:
        judged = _judge_batch(at)
        done.update(judged)
        if judged.total() < BATCH:
            return dict(done)


@transaction.atomic
def _judge_batch(at: datetime) -> Counter[str]:
    if not lock(LOCK, wait=False):
        return Counter()
    weighed = weigh_arrivals(at=at, limit=BATCH)
    held = weighed.held + _hold_letters(at)
    ask_alone()
    rows = waiting_messages(prefixes=(WAITS, TRAPPED), at=at)
    flooding = [f"{WAITS}:signature:{post}" for post in weighed.floods]
    flooded = cancel_messages(messages=rows.filter(dedup_key__in=flooding)) if flooding else 0
    waiting = list(rows.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    asked_by_programs = [row for row in waiting if row.dedup_key.startswith(f"{TRAPPED}:")]
    asked_by_people = [row for row in waiting if row.dedup_key.startswith(f"{WAITS}:")]
    refused = over_the_limit(asked_by_people, _mails_to_the_same(asked_by_people, at))
    keep = [row for row in asked_by_people if row not in refused]
    return Counter(
        held=held,
        released=release_messages(messages=keep, at=at),
        cancelled=flooded + cancel_messages(messages=[*asked_by_programs, *refused]),
    )


def over_the_limit(waiting: Sequence[Message], known: Iterable[Message]) -> set[Message]:
    """Return the waiting mails that would be too many for their mailbox.

    `known` are the mails to the same mailboxes that were not cancelled, waiting ones among them.
    What was let go counts first: its number can be higher than that of a mail which waits, since
    numbers are given before a transaction ends.
    """
    before: dict[bytes, list[Message]] = defaultdict(list)
    waits = set(waiting)
    refused = set()
    for mail in sorted(known, key=lambda mail: (mail in waits, mail.pk)):
        earlier = before[bytes(mail.recipient_key)]
        if mail in waits and _too_many(mail, earlier):
            refused.add(mail)
        else:
            earlier.append(mail)
    return refused


def _too_many(mail: Message, earlier: list[Message]) -> bool:
    same = [other for other in earlier if other.content_id == mail.content_id]
    in_a_day = [other for other in earlier if mail.created_at - other.created_at < AT_MOST_PER]
    return (
        len(in_a_day) >= AT_MOST
        or len(same) >= SAME_AT_MOST
        or any(mail.created_at - other.created_at < SAME_AGAIN_AFTER for other in same)
    )


def _mails_to_the_same(waiting: Sequence[Message], at: datetime) -> list[Message]:
    """Return the mails of the last days that asked the same mailboxes to confirm something."""
    keys = {bytes(row.recipient_key) for row in waiting}
    mails = asked(recipient_keys=keys, since=at - LOOKED_BACK)
    return list(mails.only("pk", "recipient_key", "content_id", "created_at"))


def _hold_letters(at: datetime) -> int:
    """Hold them action by action, and note how many, never whose."""
    held: Counter[int] = Counter()
    for pk, action_id in Letter.objects.unjudged().values_list("pk", "letter_action_id")[:BATCH]:
        held[action_id] += Letter.objects.unjudged().filter(pk=pk).update(state=LetterState.HELD)
    for action in LetterAction.objects.filter(pk__in=held):
        details = {"letters": held[action.pk], "reason": "trapped"}
        record(verb="letters.held", target=action, details=details, at=at)
    return held.total()
