"""Questions about letters."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

from officials.models import Contact, Post, Tenure
from outbox.models import State

from .case_facts import CaseFacts
from .choices import CampaignStatus
from .letter_action import LetterAction
from .letter_states import ASKS_AUTHOR, NOT_YET_LEFT, WAITING_FOR_OFFICE, Hold, LetterState
from .petition import UNCONFIRMED_KEPT

if TYPE_CHECKING:
    from .letter import Letter

_BY_ADDRESS = """
SELECT l.id FROM campaigns_letter l
JOIN unnest(%s::bigint[], %s::bytea[]) AS mine (letter_action_id, author_key)
    USING (letter_action_id, author_key)
"""


# Below this share (per cent) of words that nobody else wrote, a letter is as good as a copy.
UNCHANGED_BELOW = 20


class WaitingLetters(models.QuerySet["Letter"]):
    """Letters on their way out: what waits for what."""

    def awaiting_dispatch(self) -> Self:
        """Confirmed, in a campaign that is not paused; the oldest first."""
        paused = Q(letter_action__campaign__status=CampaignStatus.PAUSED)
        return self.filter(state=LetterState.CONFIRMED).exclude(paused).order_by("pk")

    def confirmed_waiting(self) -> Self:
        """Confirmed, and neither held nor on their way."""
        return self.filter(state=LetterState.CONFIRMED)

    def for_dispatch(self) -> Self:
        """With the words that each was confirmed with."""
        return self.select_related(
            "letter_action__campaign__organisation", "variant", "facts"
        ).prefetch_related("facts__rows")

    def on_other_facts(self, facts: CaseFacts | None) -> Self:
        """Confirmed on facts that are not these any more."""
        return self.exclude(facts=facts) if facts else self.filter(facts__isnull=False)

    def seen_with_another(self, tenure: Tenure) -> Self:
        """Confirmed while another held the office."""
        return self.filter(seen_tenure__isnull=False).exclude(seen_tenure=tenure)

    def still_running(self, on: date) -> Self:
        """Of campaigns whose last day has not passed: what is left of others goes together."""
        over = Q(letter_action__campaign__status=CampaignStatus.CLOSED)
        return self.exclude(over | Q(letter_action__campaign__closes__lt=on))

    def worth_a_mail(self) -> Self:
        """In words of their own: they leave one by one. (letters.md, 4)"""
        return self.filter(originality__gte=UNCHANGED_BELOW)

    def left_unchanged(self) -> Self:
        """As good as copies: they leave together."""
        return self.filter(originality__lt=UNCHANGED_BELOW)

    def unchanged_or(self, pks: list[int]) -> Self:
        """Those left unchanged, and these."""
        return self.filter(Q(originality__lt=UNCHANGED_BELOW) | Q(pk__in=pks))

    def unmeasured(self) -> Self:
        return self.filter(state=LetterState.CONFIRMED, originality=None)

    def held_for_office(self) -> Self:
        """Held because nobody held the office, or it had no address to write to."""
        held = self.filter(state=LetterState.HELD, hold__in=WAITING_FOR_OFFICE)
        return held.filter(hand_over=None)

    def to_be_asked(self) -> Self:
        """Held until their author decides, who was not asked yet."""
        return self.filter(state=LetterState.HELD, hold__in=ASKS_AUTHOR, asked_at=None)

    def held_on_paper(self, action: LetterAction, post: Post, holds: Sequence[str]) -> Self:
        """Held, to be handed over on paper, and in no bundle yet."""
        held = self.filter(letter_action=action, post=post, state=LetterState.HELD)
        return held.filter(hold__in=holds, hand_over=None, sealed__isnull=False)

    def held_since(self, moment: datetime, *holds: str) -> Self:
        """Held for one of these reasons for as long at least."""
        held = self.filter(state=LetterState.HELD, hold__in=holds, hand_over=None)
        return held.filter(held_at__lte=moment)

    def dispatched_since(self, moment: datetime) -> Self:
        return self.filter(queued_at__gte=moment)

    def to_mailbox(self, contact: Contact) -> Self:
        """That left to a contact, or to another that ends in the same mailbox."""
        if contact.mailbox_group:
            return self.filter(contact__mailbox_group=contact.mailbox_group)
        return self.filter(contact=contact)

    def mails_to(self, contact: Contact, *, failure: str) -> int:
        """How many mails to a contact ended with this failure: a digest is one."""
        ended = self.filter(contact=contact, message__failure=failure)
        return ended.aggregate(mails=models.Count("message", distinct=True))["mails"]

    def to_domain(self, domain: str) -> Self:
        """That left to any mailbox of a recipient domain."""
        return self.filter(message__domain=domain)


class LetterQuerySet(WaitingLetters):
    def by_address(self, address: str) -> "LetterQuerySet":
        """Those that were written with a mailbox, whose index differs in each letter action."""
        actions = LetterAction.objects.only("pk")
        keys = {action.pk: action.key_for(address) for action in actions}
        bound = [list(keys), list(keys.values())]
        mine = RawSQL(_BY_ADDRESS, bound)  # noqa: S611 - a constant, its values bound
        return self.filter(pk__in=mine)

    def reached(self, *, campaign: Any, post: Any) -> "LetterQuerySet":
        """Those of a campaign that an office's mail system took."""
        sent = self.filter(state=LetterState.SENT, letter_action__campaign=campaign)
        return sent.filter(post=post)

    def first_mail(self, *, campaign: Any, post: Any) -> str:
        """Return the Message-ID of the first mail with letters that reached an office, or ""."""
        mails = self.reached(campaign=campaign, post=post).exclude(message=None)
        first = mails.order_by("queued_at", "pk").values_list("message__message_id", flat=True)
        return first.first() or ""

    def not_yet_left(self) -> "LetterQuerySet":
        """Those that can still be taken back."""
        return self.filter(state__in=NOT_YET_LEFT)

    def under_way(self) -> "LetterQuerySet":
        """Handed to the outbox, whose verdict is not read yet or may still change."""
        return self.filter(
            Q(state=LetterState.QUEUED)
            | Q(state=LetterState.UNCERTAIN) & ~Q(message__state=State.UNCERTAIN)
            | Q(state=LetterState.SENT, message__state=State.BOUNCED),
            digest=None,
        )

    def places_of(self, action: LetterAction) -> list[tuple[str, str, int]]:
        """State, reason and number of an action's letters, in words; unconfirmed ones too."""
        rows = self.filter(letter_action=action).order_by("state", "hold")
        counted = rows.values_list("state", "hold").annotate(number=models.Count("pk"))
        return [
            (str(LetterState(state).label), str(Hold(hold).label) if hold else "", number)
            for state, hold, number in counted
        ]

    def confirmed_ever(self) -> "LetterQuerySet":
        """All that their authors confirmed, whatever became of them."""
        return self.filter(confirmed_at__isnull=False)

    def of_author(self, letter: "Letter") -> "LetterQuerySet":
        """Other letters of the same person to the same office that left his hands."""
        return self.filter(
            letter_action=letter.letter_action_id,
            post=letter.post_id,
            author_key=letter.author_key,
            confirmed_at__isnull=False,
        ).exclude(pk=letter.pk)

    def for_pages(self) -> "LetterQuerySet":
        return self.select_related(
            "letter_action__campaign__organisation", "post__institution", "message"
        )

    def digested_untold(self) -> "LetterQuerySet":
        """Sent in a digest, whose authors do not know it yet."""
        return self.filter(state=LetterState.SENT, digest__isnull=False, told_at=None)

    def to_be_returned(self) -> "LetterQuerySet":
        """Failed for good, and not yet given back to the author."""
        return self.filter(state=LetterState.FAILED)

    def unjudged(self) -> "LetterQuerySet":
        """Pending ones that a program filled in."""
        return self.filter(state=LetterState.PENDING, hold=Hold.TRAPPED)

    def to_remind(self, *, since: datetime, until: datetime) -> "LetterQuerySet":
        """Written in this time, and not confirmed; the last one of a person to an office alone."""
        waiting = self.filter(
            state=LetterState.PENDING,
            hold="",
            reminded=False,
            preview_sealed__isnull=False,
            created_at__gt=since,
            created_at__lte=until,
        )
        same = ("letter_action", "post", "author_key")
        others = self.model._default_manager.filter(**{name: OuterRef(name) for name in same})
        settled = Q(confirmed_at__isnull=False) | Q(pk__gt=OuterRef("pk"))
        return waiting.exclude(Exists(others.filter(settled))).order_by("pk")

    def outlived(self, *, at: datetime) -> "LetterQuerySet":
        """Never confirmed in 7 days: to be deleted."""
        return self.filter(
            Q(state=LetterState.PENDING) | Q(state=LetterState.HELD, hold=Hold.TRAPPED),
            created_at__lt=at - UNCONFIRMED_KEPT,
        )
