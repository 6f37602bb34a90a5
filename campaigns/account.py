"""The public account: what was asked of each office, what reached it, what it answered and did.

Petition, letters and briefs side by side, one row for each office of each campaign; the answer and
the outcome of the ask are two things. No citizen is named, and no stance. (D10, D15; Evans 2007,
paras 65-67)
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.pictures.lanes import Lane
from officials.models import Post, Tenure

from .few_letters import letters_said
from .models import (
    Answer,
    AnswerClock,
    AskOutcome,
    Campaign,
    ClockState,
    Communication,
    Delivery,
    Letter,
    LetterState,
    NextStep,
    StepStatus,
)
from .rates import Rate, rate_of

Pair = tuple[int, int]


@dataclass(kw_only=True)
class Account:
    """One office in one campaign, as everybody may know it."""

    campaign: Campaign
    post: Post
    holder: Tenure | None
    at: datetime
    letters: int = 0
    deliveries: list[Delivery] = field(default_factory=list)
    briefs: list[Communication] = field(default_factory=list)
    clock: AnswerClock | None = None
    answers: list[Answer] = field(default_factory=list)
    steps: list[NextStep] = field(default_factory=list)
    outcome: AskOutcome | None = None

    @property
    def signatures(self) -> int:
        """Signatures in the largest list that was handed over: a later list holds the earlier."""
        return max((each.signatures for each in self.deliveries), default=0)

    @property
    def letters_said(self) -> str:
        """How many letters reached it, in words that hide a handful."""
        return letters_said(self.letters)

    @property
    def asked_on(self) -> date | None:
        """Since when something is proven to have arrived there."""
        started = self.clock.started_at if self.clock and self.clock.state != "void" else None
        return started.date() if started else None

    @property
    def due_on(self) -> date | None:
        return self.clock.due_at.date() if self.clock and self.asked_on else None

    @property
    def is_silent(self) -> bool:
        """Overdue: only ever said where an arrival is proven, at a verified address."""
        return bool(self.clock and self.clock.is_overdue(self.at))

    @property
    def silent_days(self) -> int:
        return self.clock.days_silent(self.at) if self.clock and self.is_silent else 0

    @property
    def state(self) -> str:
        """One word of STATES."""
        if self.clock and self.clock.state == ClockState.STOPPED:
            return "answered"
        if self.is_silent:
            return "silent"
        if self.clock and self.clock.state == ClockState.RUNNING:
            return "promised" if self.clock.due_at > self.clock.first_due_at else "waiting"
        return "answered" if any(each.stops_the_clock for each in self.answers) else "unproven"

    @property
    def state_said(self) -> str:
        said = {
            "answered": _("answered"),
            "silent": _("silent"),
            "promised": _("promised an answer"),
            "waiting": _("answer not due yet"),
            "unproven": _("no arrival proven yet"),
        }
        return said[self.state]

    def lane(self) -> Lane | None:
        """The row of the picture; None for an office that nothing reached."""
        if self.asked_on is None:
            return None
        stopped = self.clock.stopped_at.date() if self.clock and self.clock.stopped_at else None
        marks = [(each.answered_on, "answer") for each in self.answers]
        marks += [(each.done_on, "step") for each in self.steps if each.done_on]
        marks += [
            (each.handed_over_on, "delivery") for each in self.deliveries if each.handed_over_on
        ]
        marks += [(self.outcome.on, "outcome")] if self.outcome else []
        tones = {"answered": "done", "silent": "late"}
        return Lane(
            name=self.post.label,
            word=self.state_said,
            start=self.asked_on,
            end=stopped,
            due=self.due_on,
            tone=tones.get(self.state, "open"),
            marks=tuple(marks),
        )


def account_of_campaign(campaign: Campaign, *, at: datetime | None = None) -> list[Account]:
    """Return one row for each office that the campaign asks, or that it has reached."""
    at = at or timezone.now()
    named = list(campaign.offices.with_holders())
    others = Post.objects.with_holders().filter(clocks__campaign=campaign)
    posts = {post.pk: post for post in [*named, *others.exclude(pk__in=[p.pk for p in named])]}
    rows = {(campaign.pk, key): _row(campaign, post, at) for key, post in posts.items()}
    _fill(rows, Q(campaign=campaign))
    return list(rows.values())


def account_of_office(post: Post, *, at: datetime | None = None) -> list[Account]:
    """Return one row for each public campaign that asks the office, the newest first."""
    at = at or timezone.now()
    asked = Campaign.objects.public().for_pages()
    mine = asked.filter(Q(addressees=post) | Q(clocks__post=post)).distinct().order_by("-pk")
    rows = {(campaign.pk, post.pk): _row(campaign, post, at) for campaign in mine}
    _fill(rows, Q(post=post))
    return list(rows.values())


def rate_of_accounts(rows: Iterable[Account]) -> Rate | None:
    """Return how many have answered of those whose answer was due by now; None for a few.

    Whoever has time left counts neither way.
    """
    due = [row for row in rows if row.state in ("answered", "silent") and row.clock]
    return rate_of(sum(row.state == "answered" for row in due), len(due))


def _row(campaign: Campaign, post: Post, at: datetime) -> Account:
    holder = post.holder_on(timezone.localdate(at))
    return Account(campaign=campaign, post=post, holder=holder, at=at)


def _fill(rows: dict[Pair, Account], which: Q) -> None:
    """Ask the database once for each kind of thing, however many rows there are."""
    for (campaign_id, post_id), number in _letters(rows).items():
        rows[campaign_id, post_id].letters = number
    for delivery in _deliveries(rows):
        if row := rows.get((delivery.petition.campaign_id, delivery.post_id)):
            row.deliveries.append(delivery)
    found: list[Communication | Answer | AskOutcome | AnswerClock] = [
        *Communication.objects.public().filter(which).select_related("brief"),
        *Answer.objects.public().filter(which).order_by("answered_on", "pk"),
        *AskOutcome.objects.newest_by_office().filter(which),
        *AnswerClock.objects.standing().filter(which).prefetch_related("steps"),
    ]
    for each in found:
        if row := rows.get((each.campaign_id, each.post_id)):
            _put(row, each)


def _put(row: Account, each: Communication | Answer | AskOutcome | AnswerClock) -> None:
    match each:
        case Communication():
            row.briefs.append(each)
        case Answer():
            row.answers.append(each)
        case AskOutcome():
            row.outcome = each
        case AnswerClock():
            row.clock = each
            row.steps = [step for step in each.steps.all() if step.status == StepStatus.DONE]


def _deliveries(rows: dict[Pair, Account]) -> list[Delivery]:
    public = Delivery.objects.public().select_related("petition__campaign").order_by("pk")
    campaigns, posts = {pair[0] for pair in rows}, {pair[1] for pair in rows}
    return list(public.filter(petition__campaign__in=campaigns, post__in=posts))


def _letters(rows: dict[Pair, Account]) -> dict[Pair, int]:
    sent = Letter.objects.filter(
        state=LetterState.SENT,
        letter_action__campaign__in={pair[0] for pair in rows},
        post__in={pair[1] for pair in rows},
    )
    grouped = sent.order_by().values_list("letter_action__campaign", "post")
    return {
        (campaign, post): number
        for campaign, post, number in grouped.annotate(number=Count("pk"))
        if (campaign, post) in rows
    }
