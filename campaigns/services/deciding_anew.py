"""Ask the authors of held letters: send it as it would read now, or take it back.

What changed is what they confirmed: the facts, or the person whom it was written to.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.letter_wording import current_facts, is_good
from campaigns.models import Hold, Letter, LetterState
from campaigns.models.letter_states import ASKS_AUTHOR, WAITING_FOR_OFFICE
from core.rules import RuleRefused
from core.sealed import SealClosed, open_from_link, seal_for_link, unseal_json
from core.tokens import TokenRefused, read, sign
from outbox.services import enqueue

from .dispatching import text_as_of
from .letters import LinkedLetter, mail_context
from .own import take_back_letter
from .signing import site_link

PURPOSE = "letter.decide"
BATCH = 200
ANSWER_WITHIN = timedelta(days=14)
HELD_AT_MOST = timedelta(days=30)


@dataclass(frozen=True)
class Asked(LinkedLetter):
    """A letter that its author is asked about: as it would read, on which facts, to whom."""

    facts_pk: int | None = None
    tenure_pk: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.letter.state == LetterState.HELD and self.letter.hold in ASKS_AUTHOR

    @property
    def may_be_sent(self) -> bool:
        """Whether it could leave today: not while its facts are too old."""
        facts = current_facts(self.letter.letter_action)
        return self.is_open and is_good(facts, timezone.localdate())


def ask_authors(*, at: datetime | None = None) -> int:
    """Mail each author of a letter that waits for an answer, once. Returns how many were asked."""
    at = at or timezone.now()
    asked = 0
    for pk in list(Letter.objects.to_be_asked().values_list("pk", flat=True)[:BATCH]):
        asked += _ask(pk, at)
    return asked


def give_back_held(*, at: datetime | None = None) -> int:
    """Let letters fail that nobody decided in 14 days, or no office could get in 30.

    Their authors get the full text back (services.following). Returns how many.
    """
    at = at or timezone.now()
    undecided = Letter.objects.held_since(at - ANSWER_WITHIN, *ASKS_AUTHOR)
    waiting = (*WAITING_FOR_OFFICE, Hold.BLOCKED)
    unreachable = Letter.objects.held_since(at - HELD_AT_MOST, *waiting)
    return sum(
        rows.update(state=LetterState.FAILED, ended_at=at) for rows in (undecided, unreachable)
    )


def letter_asked_about(*, token: str) -> Asked:
    """Return the letter that a link is about, and change nothing. Raises TokenRefused."""
    try:
        public_id, key, facts_pk, tenure_pk = read(PURPOSE, token)
        letter = Letter.objects.for_pages().filter(public_id=uuid.UUID(public_id)).first()
    except (TypeError, ValueError, AttributeError) as error:
        raise TokenRefused from error
    if letter is None:
        raise TokenRefused(expired=True)
    try:
        text = open_from_link(letter.preview_sealed, key) if letter.preview_sealed else ""
    except SealClosed as error:  # asked again since, by another mail
        raise TokenRefused(expired=True) from error
    return Asked(letter, text, facts_pk, tenure_pk)


@transaction.atomic
def send_anew(*, token: str) -> Asked:
    """Confirm a held letter as it reads now. Once or ten times, a link has the same outcome.

    If what it stands on has changed again since the mail, it is held and asked about again. Raises
    TokenRefused, and RuleRefused while its facts are too old to be sent.
    """
    asked = letter_asked_about(token=token)
    if not asked.is_open:
        return asked
    if not asked.may_be_sent:
        raise RuleRefused(_("The facts are being checked. We ask you again after that."))
    held = Letter.objects.filter(pk=asked.letter.pk, state=LetterState.HELD, hold__in=ASKS_AUTHOR)
    held.update(
        state=LetterState.CONFIRMED,
        hold="",
        held_at=None,
        asked_at=None,
        preview_sealed=None,
        facts=asked.facts_pk,
        seen_tenure=asked.tenure_pk,
    )
    return letter_asked_about(token=token)


def take_back_held(*, token: str) -> bool:
    """Delete a letter that its author does not want to send any more. Raises TokenRefused."""
    return take_back_letter(letter=letter_asked_about(token=token).letter)


@transaction.atomic
def _ask(pk: int, at: datetime) -> int:
    rows = Letter.objects.to_be_asked().for_pages().filter(pk=pk)
    letter = rows.select_for_update(of=("self",), skip_locked=True).first()
    if letter is None or letter.sealed is None or letter.held_at is None:
        return 0
    facts = current_facts(letter.letter_action)
    tenure = letter.post.holder_on(at.date())
    preview, key = seal_for_link(text_as_of(letter, at, facts=facts).whole)
    told = [letter.public_id.hex, key, facts and facts.pk, tenure and tenure.pk]
    enqueue(
        template="campaigns/email/letter_held",
        to=unseal_json(letter.sealed)["email"],
        context=mail_context(letter)
        | {"why": letter.hold, "changed": facts.reason if facts else ""},
        values={"link": site_link("campaigns:letter_again", sign(PURPOSE, told), letter.language)},
        dedup_key=f"letter_held:{letter.pk}:{letter.held_at:%Y%m%dT%H%M%S}:{letter.hold}",
        language=letter.language,
        at=at,
    )
    return Letter.objects.filter(pk=pk).update(preview_sealed=preview, asked_at=at)
