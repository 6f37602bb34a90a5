"""Send a version of a brief, or a reminder, to an office: once, by two people, with its hash."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import User
from audit.services import record
from campaigns.models import (
    COMMUNICATION_MOVES,
    AnswerClock,
    Campaign,
    Communication,
    CommunicationKind,
    CommunicationState,
    Letter,
)
from campaigns.replying.permissions import WROTE_IT
from core.pdf import PdfRefused
from core.rules import RuleRefused
from core.states import move
from officials.models import Post
from outbox.models import State
from outbox.relay import relay_address
from outbox.services import enqueue_letter
from situations.models import Brief
from situations.services.brief_files import file_of

from .dispatching import office_on
from .verdicts import VERDICTS

OUTCOMES = {state: CommunicationState(word) for state, word in VERDICTS.items()}


@transaction.atomic
def draft_brief(
    *, campaign: Campaign, brief: Brief, post: Post, actor: User, at: datetime | None = None
) -> Communication:
    """Prepare the sending of one published version of a brief to one office. (D10)

    The file is made now, and its SHA-256 recorded. Raises RuleRefused for a brief that is not
    public or of another situation, and for a version that was sent there already.
    """
    at = at or timezone.now()
    public = Brief.objects.standing(at=at).filter(situation=campaign.situation_id)
    if not public.filter(pk=brief.pk).exists():
        raise RuleRefused(
            gettext_lazy("Only a published brief on this situation can be sent."), code="brief"
        )
    try:
        sha256 = file_of(brief=brief, at=at).sha256
    except PdfRefused as error:
        raise RuleRefused(gettext_lazy("This version has no file."), code="brief") from error
    with override(post.language):
        subject = _("Brief: %(title)s") % {"title": brief.title}
    values = {
        "kind": CommunicationKind.BRIEF,
        "brief": brief,
        "sha256": sha256,
        "subject": subject[:160],
        "text": _brief_text(campaign, brief, sha256),
    }
    return _draft(campaign, post, actor, at, values)


@transaction.atomic
def draft_reminder(
    *, clock: AnswerClock, text: str, actor: User, at: datetime | None = None
) -> Communication:
    """Prepare a reminder to an office that is overdue, in the organisation's name.

    Raises RuleRefused while an answer is not overdue, or without words.
    """
    at = at or timezone.now()
    if not clock.is_overdue(at):
        raise RuleRefused(gettext_lazy("An answer is not overdue yet."), code="due")
    if not text.strip():
        raise RuleRefused(gettext_lazy("Write what the reminder says."), code="text")
    with override(clock.post.language):
        subject = _("Reminder: %(title)s") % {"title": clock.campaign.title}
    values = {"kind": CommunicationKind.REMINDER, "subject": subject[:160], "text": text.strip()}
    return _draft(clock.campaign, clock.post, actor, at, values)


@transaction.atomic
def send_communication(
    *, communication: Communication, actor: User, at: datetime | None = None
) -> Communication:
    """Hand it to the outbox, which sends it at most once, to whoever holds the office that day.

    A reminder stands in the thread of the first mail that the office got in this campaign (RFC
    5322, 3.6.4). Raises RuleRefused for one's own (D5), and if nobody can be written to there.
    """
    at = at or timezone.now()
    rows = Communication.objects.for_pages().select_for_update(of=("self",))
    own = rows.get(pk=communication.pk)
    if own.author_id == actor.pk:
        raise RuleRefused(WROTE_IT.reason, code="own_work")
    office = office_on(Post.objects.with_address().get(pk=own.post_id), at)
    form = office.post.salutation(on=at.date())
    reminds = own.kind == CommunicationKind.REMINDER
    first = Letter.objects.first_mail(campaign=own.campaign, post=own.post) if reminds else ""
    message = enqueue_letter(
        to=office.contact.value,
        subject=f"{own.subject} ({own.reference})",
        body="\n\n".join([form.salutation, own.text, form.closing, own.campaign.organisation.name]),
        from_name=own.campaign.organisation.name,
        reply_to=relay_address(own.token),
        dedup_key=f"communication:{own.pk}",
        language=office.post.language,
        in_reply_to=first,
        at=at,
    )
    columns = {"tenure": office.tenure, "contact": office.contact, "message": message}
    move(
        communication,
        to=CommunicationState.QUEUED,
        moves=COMMUNICATION_MOVES,
        field="state",
        sender=actor,
        queued_at=at,
        **columns,
    )
    record(verb="communication.sent", target=own, actor=actor, details={"post": own.post_id}, at=at)
    return communication


@transaction.atomic
def cancel_communication(
    *, communication: Communication, actor: User, at: datetime | None = None
) -> Communication:
    """Call it off before it is sent. Raises MoveRefused afterwards."""
    move(
        communication,
        to=CommunicationState.CANCELLED,
        moves=COMMUNICATION_MOVES,
        field="state",
    )
    record(verb="communication.cancelled", target=communication, actor=actor, at=at)
    return communication


def follow_communications(*, at: datetime | None = None) -> int:
    """Read in the outbox what became of each. Returns how many changed."""
    at = at or timezone.now()
    keys = list(Communication.objects.under_way().values_list("pk", flat=True))
    return sum(_follow(pk, at) for pk in keys)


@transaction.atomic
def _follow(pk: int, at: datetime) -> int:
    own = Communication.objects.for_pages().select_for_update(of=("self",)).get(pk=pk)
    uncertain = CommunicationState.UNCERTAIN
    state = OUTCOMES.get(State(own.message.state)) if own.message else uncertain
    if state is None or state not in COMMUNICATION_MOVES[CommunicationState(own.state)]:
        return 0
    move(own, to=state, moves=COMMUNICATION_MOVES, field="state", ended_at=at)
    if state != uncertain:
        word = "delivered" if state == CommunicationState.SENT else "failed"
        record(verb=f"communication.{word}", target=own, details={"post": own.post_id}, at=at)
    return 1


def _draft(
    campaign: Campaign, post: Post, actor: User, at: datetime, values: Mapping[str, Any]
) -> Communication:
    if not campaign.offices.filter(pk=post.pk).exists():
        raise RuleRefused(gettext_lazy("The campaign does not ask this office."), code="post")
    try:
        with transaction.atomic():
            own = Communication.objects.create(
                campaign=campaign, post=post, author=actor, drafted_at=at, **values
            )
    except IntegrityError as error:
        raise RuleRefused(
            gettext_lazy("This version was prepared for this office, or sent there, already."),
            code="brief",
        ) from error
    record(verb="communication.drafted", target=own, actor=actor, details={"post": post.pk}, at=at)
    return own


def _brief_text(campaign: Campaign, brief: Brief, sha256: str) -> str:
    """Title, standfirst, where it stands for good, and the hash of the file behind that address."""
    with override(brief.language):
        lines = [
            brief.title,
            brief.standfirst,
            campaign.ask,
            _("The brief, version %(edition)s: %(url)s")
            % {"edition": brief.edition, "url": f"{settings.BASE_URL}{brief.permalink}"},
            _("SHA-256 of its file: %(hash)s") % {"hash": sha256},
        ]
    return "\n\n".join(line for line in lines if line.strip())
