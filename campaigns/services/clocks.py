"""The clock of each office in each campaign: started by proof, stopped by an answer alone.

Silence is said of an office only where something is proven to have arrived, at an address that
somebody verified. So a clock starts 48 hours after a letter left without having come back, or at
once when the office's mail system said that it has it; a machine's answer changes nothing.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone

from audit.services import record
from campaigns.models import (
    CLOCK_MOVES,
    Answer,
    AnswerClock,
    AnswerStatus,
    Campaign,
    ClockState,
    Communication,
    CommunicationState,
    Delivery,
    HandOver,
    Letter,
    LetterDigest,
    LetterState,
    NextStep,
    StepKind,
)
from core.states import move
from officials.models import ContactStatus, Post
from outbox.models import State

PRESUMED_AFTER = timedelta(hours=48)  # no mail system has sent it back by then
Pair = tuple[int, int]


def run_clocks(*, at: datetime | None = None) -> dict[str, int]:
    """Start the clocks that are due to start, void those without proof, find the overdue ones.

    Returns how many of each. Safe to run twice, late or at the same time.
    """
    at = at or timezone.now()
    arrived = arrivals(at=at)
    return {
        "began": sum(_start(pair, moment, at) for pair, moment in arrived.items()),
        # What left and has not come back still counts, however lately it left.
        "voided": _void_all_but(arrivals(at=at + PRESUMED_AFTER), at),
        "overdue": _find_overdue(at),
    }


def arrivals(*, at: datetime) -> dict[Pair, datetime]:
    """Return for each (campaign, office) when something first arrived there for certain."""
    found: dict[Pair, datetime] = {}
    letters = Letter.objects.filter(_arrived(at), state=LetterState.SENT)
    digests = LetterDigest.objects.filter(_arrived(at))
    own = Communication.objects.filter(_arrived(at), state=CommunicationState.SENT)
    petitions = Delivery.objects.received()
    for rows, campaign, moment in (
        (letters, "letter_action__campaign", "ended_at"),
        (digests, "letter_action__campaign", "ended_at"),
        (own, "campaign", "ended_at"),
        (petitions, "petition__campaign", "handed_over_at"),
    ):
        first = rows.order_by().values_list(campaign, "post").annotate(first=Min(moment))
        for campaign_id, post_id, when in first:
            _keep_earlier(found, (campaign_id, post_id), when)
    for each in HandOver.objects.filter(handed_on__isnull=False).select_related("letter_action"):
        _keep_earlier(found, (each.letter_action.campaign_id, each.post_id), each.made_at)
    return found


@transaction.atomic
def hear_answer(*, answer: Answer, at: datetime) -> None:
    """Let the clock hear of an accepted answer: stop; or, if it promises one, give more time once.

    An answer that comes before the proof of any letter starts the clock and stops it: the office
    has the letter.
    """
    post = Post.objects.with_address().get(pk=answer.post_id)
    clock = _locked(answer.campaign, post) or _new(answer.campaign, post, at)
    if clock.state == ClockState.VOID:
        move(clock, to=ClockState.RUNNING, moves=CLOCK_MOVES, field="state")
    if clock.state != ClockState.RUNNING:
        return
    if answer.stops_the_clock:
        move(
            clock,
            to=ClockState.STOPPED,
            moves=CLOCK_MOVES,
            field="state",
            answer=answer,
            stopped_at=at,
        )
        record(verb="clock.stopped", target=clock, at=at)
    elif clock.due_at == clock.first_due_at:
        clock.due_at = max(clock.due_at, post.due_by(at))
        clock.save(update_fields=["due_at"])
        record(verb="clock.extended", target=clock, at=at)


@transaction.atomic
def unhear_answer(*, answer: Answer, at: datetime) -> None:
    """Let the clock go on as if the answer had never come; another that stands stops it again."""
    clock = _locked(answer.campaign, answer.post)
    if clock is None or clock.answer_id != answer.pk:
        return
    move(
        clock,
        to=ClockState.RUNNING,
        moves=CLOCK_MOVES,
        field="state",
        answer=None,
        stopped_at=None,
    )
    record(verb="clock.resumed", target=clock, at=at)
    others = Answer.objects.stopping().filter(campaign=answer.campaign, post=answer.post)
    other = others.exclude(pk=answer.pk).order_by("accepted_at").first()
    if other is not None and other.status != AnswerStatus.WITHDRAWN:
        hear_answer(answer=other, at=other.accepted_at)


def _arrived(at: datetime) -> Q:
    """A mail system took it and has not sent it back; and the address is the office's own."""
    proven = Q(message__state__in=(State.DELIVERED, State.COMPLAINED))
    presumed = Q(message__state=State.SENT, ended_at__lte=at - PRESUMED_AFTER)
    return Q(contact__status=ContactStatus.VERIFIED, ended_at__isnull=False) & (proven | presumed)


def _keep_earlier(found: dict[Pair, datetime], pair: Pair, moment: datetime) -> None:
    if pair not in found or moment < found[pair]:
        found[pair] = moment


@transaction.atomic
def _start(pair: Pair, moment: datetime, at: datetime) -> int:
    clock = AnswerClock.objects.filter(campaign=pair[0], post=pair[1]).first()
    if clock is not None and clock.state != ClockState.VOID:
        return 0
    post = Post.objects.with_address().get(pk=pair[1])
    if clock is None:
        _new(Campaign.objects.get(pk=pair[0]), post, moment)
    else:
        due = post.due_by(moment)
        times = {"started_at": moment, "first_due_at": due, "due_at": due, "escalated_at": None}
        move(clock, to=ClockState.RUNNING, moves=CLOCK_MOVES, field="state", **times)
    return 1


def _new(campaign: Campaign, post: Post, moment: datetime) -> AnswerClock:
    due = post.due_by(moment)
    clock, is_new = AnswerClock.objects.get_or_create(
        campaign=campaign,
        post=post,
        defaults={"started_at": moment, "first_due_at": due, "due_at": due},
    )
    if is_new:
        record(verb="clock.began", target=clock, at=moment)
    return clock


def _locked(campaign: Campaign, post: Post) -> AnswerClock | None:
    rows = AnswerClock.objects.select_for_update(of=("self",))
    return rows.filter(campaign=campaign, post=post).first()


def _void_all_but(arrived: dict[Pair, datetime], at: datetime) -> int:
    """What came back after all, or went to an address that was wrong, began no clock."""
    voided = 0
    for clock in AnswerClock.objects.running():
        if (clock.campaign_id, clock.post_id) not in arrived and not _answered(clock):
            with transaction.atomic():
                move(clock, to=ClockState.VOID, moves=CLOCK_MOVES, field="state")
                record(verb="clock.voided", target=clock, at=at)
            voided += 1
    return voided


def _answered(clock: AnswerClock) -> bool:
    """An office that says anything has been reached."""
    answers = Answer.objects.standing()
    return answers.filter(campaign=clock.campaign_id, post=clock.post_id).exists()


def _find_overdue(at: datetime) -> int:
    fresh = AnswerClock.objects.overdue(at=at).filter(escalated_at=None)
    return sum(_escalate(pk, at) for pk in list(fresh.values_list("pk", flat=True)))


@transaction.atomic
def _escalate(pk: int, at: datetime) -> int:
    rows = AnswerClock.objects.overdue(at=at).select_for_update(of=("self",), skip_locked=True)
    clock = rows.filter(pk=pk, escalated_at=None).first()
    if clock is None:
        return 0
    clock.escalated_at = at
    clock.save(update_fields=["escalated_at"])
    steps = [
        NextStep(clock=clock, kind=kind, to_post=_above(clock, kind), proposed_at=at)
        for kind in StepKind.values
    ]
    NextStep.objects.bulk_create(steps, ignore_conflicts=True)
    record(verb="clock.overdue", target=clock, at=at)
    return 1


def _above(clock: AnswerClock, kind: str) -> Post | None:
    """The office that a letter would go to next: at the institution above it, else beside it."""
    if kind == StepKind.REMINDER:
        return clock.post
    if kind != StepKind.NEXT_POST:
        return None
    own = clock.post.institution
    above = Post.objects.active().filter(institution=own.parent_id) if own.parent_id else None
    beside = Post.objects.active().of_institution(own).exclude(pk=clock.post_id)
    return (above.order_by("pk").first() if above is not None else None) or beside.first()
