"""Answers of offices: accepted by one person, prepared, published by another, told to writers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from campaigns.models import ANSWER_MOVES, Answer, AnswerChannel, AnswerStatus, Campaign, Letter
from campaigns.replying.permissions import PREPARED_IT
from core.rules import RuleRefused
from core.sealed import require_private_key, unseal_json
from core.states import move
from officials.models import Post
from outbox.models import Stream
from outbox.services import Recipient, enqueue_many

from .clocks import hear_answer, unhear_answer
from .letters import mail_context

TOLD_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Said:
    """What an office answered: how, when, and in which words."""

    kind: str
    channel: str = AnswerChannel.EMAIL
    answered_on: date
    language: str = "en"
    text: str = ""
    translation: str = ""
    office_note: str = ""
    source_url: str = ""


@transaction.atomic
def accept_answer(
    *, campaign: Campaign, post: Post, said: Said, actor: User, at: datetime | None = None
) -> Answer:
    """Accept an answer of an office, by whichever way it came. The clock hears of it at once.

    What stands in `text` is to be prepared for everybody and published by a second person.
    Raises RuleRefused for a day to come, or an office that the campaign does not ask.
    """
    at = at or timezone.now()
    if said.answered_on > at.date() + timedelta(days=1):
        raise RuleRefused(_("An answer cannot come on a later day than today."), code="answered_on")
    if not _was_asked(campaign, post):
        raise RuleRefused(_("The campaign does not ask this office."), code="post")
    Campaign.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    last = campaign.answers.aggregate(last=Max("number"))["last"] or 0
    answer = Answer.objects.create(
        campaign=campaign,
        post=post,
        tenure=post.holder_on(said.answered_on),
        number=last + 1,
        author=actor,
        accepted_at=at,
        **vars(said),
    )
    hear_answer(answer=answer, at=at)
    record(verb="answer.accepted", target=answer, actor=actor, details={"kind": said.kind}, at=at)
    return answer


@transaction.atomic
def write_answer(*, answer: Answer, actor: User, at: datetime | None = None, **said: Any) -> Answer:
    """Prepare the text for everybody: redact, translate, say which kind it is.

    `said`: fields of Said. Whoever wrote last is its author, and does not publish it. Raises
    RuleRefused once it is handed in.
    """
    current = Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if current.status != AnswerStatus.DRAFT:
        raise RuleRefused(_("Only what was not handed in can be changed."), code="status")
    before = current.stops_the_clock
    for name, value in said.items():
        setattr(answer, name, value)
    answer.author = actor
    answer.save(update_fields=[*said, "author"])
    if before != answer.stops_the_clock:
        unhear_answer(answer=answer, at=at or timezone.now())
        hear_answer(answer=answer, at=at or timezone.now())
    record(verb="answer.written", target=answer, actor=actor, at=at)
    return answer


@transaction.atomic
def submit_answer(*, answer: Answer, actor: User, at: datetime | None = None) -> Answer:
    """Hand it in to a second person. Raises RuleRefused without a text for everybody."""
    if not answer.text.strip():
        raise RuleRefused(_("There is no text for everybody yet."), code="text")
    move(answer, to=AnswerStatus.REVIEW, moves=ANSWER_MOVES, author=actor, return_reason="")
    record(verb="answer.submitted", target=answer, actor=actor, at=at)
    return answer


@transaction.atomic
def return_answer(
    *, answer: Answer, actor: User, reason: str = "", at: datetime | None = None
) -> Answer:
    """Send it back to whoever prepares it. The clock stands as it stood."""
    move(answer, to=AnswerStatus.DRAFT, moves=ANSWER_MOVES, return_reason=reason)
    record(verb="answer.returned", target=answer, actor=actor, at=at)
    return answer


@transaction.atomic
def publish_answer(*, answer: Answer, actor: User, at: datetime | None = None) -> Answer:
    """Publish it: on the campaign's page, on the official's, in feeds, to those who asked. (D10)

    Raises RuleRefused if the same person prepared it (D5), MoveRefused unless it was handed in.
    """
    at = at or timezone.now()
    current = Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if current.author_id == actor.pk:
        raise RuleRefused(PREPARED_IT.reason, code="own_work")
    move(answer, to=AnswerStatus.PUBLISHED, moves=ANSWER_MOVES, approver=actor, published_at=at)
    details = {"kind": answer.kind, "post": answer.post_id}
    record(verb="answer.published", target=answer, actor=actor, public=True, details=details, at=at)
    return answer


@transaction.atomic
def withdraw_answer(
    *, answer: Answer, actor: User, reason: str, at: datetime | None = None
) -> Answer:
    """Take it back: it was forged, or not of this office. The clock goes on as if it never came.

    Raises RuleRefused without a reason.
    """
    if not reason.strip():
        raise RuleRefused(_("Say why it is taken back."), code="reason")
    at = at or timezone.now()
    move(answer, to=AnswerStatus.WITHDRAWN, moves=ANSWER_MOVES, withdrawn_reason=reason)
    unhear_answer(answer=answer, at=at)
    record(verb="answer.withdrawn", target=answer, actor=actor, at=at)
    return answer


def tell_writers(*, at: datetime | None = None) -> int:
    """Mail to writers what an office answered to them, once each. Returns to how many.

    Some hundreds at a time, each with how far it came in the same transaction.
    """
    require_private_key()
    at = at or timezone.now()
    told = 0
    for answer in Answer.objects.public().for_pages().filter(letters__isnull=False).distinct():
        while done := _tell_next(answer, at):
            told += done
    return told


@transaction.atomic
def _tell_next(answer: Answer, at: datetime) -> int:
    row = Answer.objects.select_for_update(of=("self",), skip_locked=True)
    current = row.filter(pk=answer.pk, status=AnswerStatus.PUBLISHED).first()
    if current is None:
        return 0
    letters = answer.letters.filter(pk__gt=current.told_upto, sealed__isnull=False)
    batch = list(letters.for_pages().order_by("pk")[:TOLD_AT_ONCE])
    if not batch:
        return 0
    for language in sorted({letter.language for letter in batch}):
        _mail(answer, [each for each in batch if each.language == language], language, at)
    current.told_upto = batch[-1].pk
    current.save(update_fields=["told_upto"])
    return len(batch)


def _mail(answer: Answer, letters: Iterable[Letter], language: str, at: datetime) -> None:
    letters = list(letters)
    recipients = [
        Recipient(
            to=unseal_json(each.sealed or b"")["email"],
            dedup_key=f"answer:{answer.pk}:{each.pk}",
            values={"reference": each.reference},
        )
        for each in letters
    ]
    context = mail_context(letters[0]) | {
        "url": f"{settings.BASE_URL}{answer.get_absolute_url()}",
        "kind": str(answer.kind),
    }
    enqueue_many(
        template="campaigns/email/answer_published",
        recipients=recipients,
        context=context,
        stream=Stream.TRANSACTIONAL,
        language=language,
        at=at,
    )


def _was_asked(campaign: Campaign, post: Post) -> bool:
    if campaign.offices.filter(pk=post.pk).exists():
        return True
    return Letter.objects.reached(campaign=campaign, post=post).exists()
