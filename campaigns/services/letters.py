"""Write a letter to an office, and confirm it. What happens to it then: services.dispatching."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.letter_text import Author, compose_letter
from campaigns.letter_wording import Wording, is_good, wording_for
from campaigns.models import Hold, Letter, LetterAction, LetterState
from campaigns.models.letter_tokens import reference_of
from campaigns.models.petition import LINK_MAIL_AT_LATEST
from core.rules import RuleRefused
from core.sealed import SealClosed, open_from_link, seal_for_link, seal_json
from core.tokens import TokenRefused, read, sign
from officials.models import Post
from outbox.services import enqueue

from .judging import JUDGED_WITHIN, TRAPPED, WAITS
from .signing import site_link

PURPOSE = "letter.confirm"


@dataclass(frozen=True, kw_only=True)
class Writing:
    """A letter as its author sent it off, checked by the form."""

    public_id: uuid.UUID
    author: Author
    language: str = "en"
    trapped: bool = False


@dataclass(frozen=True)
class LinkedLetter:
    """The letter that an emailed link is about, and its text while it waits to be confirmed."""

    letter: Letter
    text: str


@transaction.atomic
def write_letter(
    *, letter_action: LetterAction, post: Post, writing: Writing, at: datetime | None = None
) -> None:
    """Keep the letter and queue the mail that asks its author to confirm it.

    Each letter has a link of its own, in which the key to its text travels: so its author reads
    what will leave in his name before he confirms, and somebody else's text under his address
    cannot take its place. The same form sent twice is one letter. Returns nothing, as signing does.
    Raises RuleRefused if the campaign takes no letters on that day, or its facts are too old.
    """
    at = at or timezone.now()
    author = writing.author
    wording = wording_for(letter_action=letter_action, post=post, seed=writing.public_id)
    _refuse_closed(letter_action, wording, at)
    text = compose_letter(
        letter_action=letter_action,
        post=post,
        author=author,
        reference=reference_of(writing.public_id),
        on=at.date(),
        wording=wording,
    )
    preview, key = seal_for_link(text.whole)
    letter = _row(letter_action, post, writing, at)
    letter.variant, letter.facts = wording.variant, wording.facts
    letter.seen_tenure = post.holder_on(at.date())
    letter.preview_sealed = preview
    Letter.objects.bulk_create([letter], ignore_conflicts=True)
    enqueue(
        template="campaigns/email/confirm_letter",
        to=author.email,
        context=mail_context(letter),
        values={"link": confirmation_link(letter, key)},
        dedup_key=f"{TRAPPED if writing.trapped else WAITS}:letter:{writing.public_id}",
        language=writing.language,
        priority=1,
        expires=LINK_MAIL_AT_LATEST,
        at=at + JUDGED_WITHIN,
        asks=not writing.trapped,
    )


def _refuse_closed(letter_action: LetterAction, wording: Wording, at: datetime) -> None:
    """Raise RuleRefused unless the campaign sends letters on that day."""
    if not letter_action.campaign.is_open(at.date()):
        raise RuleRefused(_("This campaign takes no letters at the moment."), code="closed")
    if not letter_action.offers_sending:
        raise RuleRefused(_("In this campaign people send their letters themselves."), code="way")
    if not is_good(wording.facts, at.date()):
        raise RuleRefused(_("The facts of this campaign are being checked."), code="facts")


@transaction.atomic
def confirm_letter(*, token: str, at: datetime | None = None) -> bool:
    """Confirm by the emailed link. Returns False if the author wrote to this office already.

    One letter from a person to an office in a campaign; the first that is confirmed is the one.
    Once or ten times, a link has the same outcome. Raises TokenRefused as `letter_behind` does.
    """
    at = at or timezone.now()
    letter = letter_behind(token=token).letter
    others = Letter.objects.of_author(letter)
    waiting = Letter.objects.filter(pk=letter.pk, state=LetterState.PENDING, hold="")
    try:
        with transaction.atomic():
            waiting.filter(~Exists(others)).update(
                state=LetterState.CONFIRMED, confirmed_at=at, preview_sealed=None
            )
    except IntegrityError:  # the other was confirmed between the two
        return False
    return not others.exists()


def letter_behind(*, token: str) -> LinkedLetter:
    """Return the letter that a link is about, and change nothing.

    Raises TokenRefused for a link that is not ours, is older than 7 days, or whose letter is gone.
    """
    try:
        public_id, key = read(PURPOSE, token)
        found = Letter.objects.for_pages().filter(public_id=uuid.UUID(public_id)).first()
    except (TypeError, ValueError, AttributeError) as error:
        raise TokenRefused from error
    if found is None:
        raise TokenRefused(expired=True)
    if found.preview_sealed is None:
        return LinkedLetter(found, "")
    try:
        return LinkedLetter(found, open_from_link(found.preview_sealed, key))
    except SealClosed as error:
        raise TokenRefused from error


def confirmation_link(letter: Letter, key: str) -> str:
    """Return the link that shows the letter to its author and confirms it, good for 7 days."""
    token = sign(PURPOSE, [letter.public_id.hex, key])
    return site_link("campaigns:confirm_letter", token, letter.language)


def mail_context(letter: Letter) -> dict[str, str]:
    """Return what mails about a letter say: nothing that a visitor typed."""
    campaign = letter.letter_action.campaign
    return {
        "title": campaign.title,
        "organisation": campaign.organisation.name,
        "office": letter.post.label,
        "institution": letter.post.institution.name,
        "url": f"{settings.BASE_URL}{campaign.get_absolute_url()}",
    }


def _row(letter_action: LetterAction, post: Post, writing: Writing, at: datetime) -> Letter:
    author = writing.author
    details = {"name": author.name, "email": author.email, "own_words": author.own_words}
    return Letter(
        public_id=writing.public_id,
        letter_action=letter_action,
        post=post,
        sealed=seal_json(details),
        author_key=letter_action.key_for(author.email),
        country=author.country,
        language=writing.language,
        has_own_words=bool(author.own_words),
        name_in_digest=author.name_in_digest,
        hold=Hold.TRAPPED if writing.trapped else "",
        created_at=at,
    )
