"""What a person who shows the link to their own page can see and change.

The link carries the address, veiled: so the site can work out under which index each petition knows
this mailbox, and can seal a corrected name, as long as the link is shown and no longer. The web
process cannot open what was sealed, so the page shows no name.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from campaigns.models import Letter, Signature
from campaigns.models.letter_queries import LetterQuerySet
from campaigns.models.petition import SignatureQuerySet
from campaigns.own_link import address_behind
from core.sealed import seal_json

from .forgetting import erase_letters, erase_signatures
from .showing import hide_signer
from .telling import withdraw_mails
from .voices import unsign_voice
from .voiding import void_lists


@dataclass(frozen=True)
class Mailbox:
    """Whose page it is: an address that the holder of the link has proved to read."""

    address: str

    def signatures(self) -> SignatureQuerySet:
        """All that was signed with it and is not forgotten, the newest first."""
        return Signature.objects.at_address(self.address).for_own_page()

    def signature(self, petition_id: int) -> Signature | None:
        """The one signature under a petition, if there is one."""
        return self.signatures().filter(petition_id=petition_id).first()

    def letters(self) -> LetterQuerySet:
        """All letters that were written with it, the newest first."""
        return Letter.objects.by_address(self.address).for_pages()


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a signer allows, each of which can be taken back."""

    display: str
    wants_updates: bool
    name_handed_over: bool


def read_own_link(token: str) -> Mailbox:
    """Return whose page it is. Raises TokenRefused for a link that is not ours or too old."""
    return Mailbox(address_behind(token))


@transaction.atomic
def change_choices(*, signature: Signature, choices: Choices) -> None:
    """Change how a signer is shown, and what else they allow. It holds at once.

    Whoever is shown differently, or not any more, is taken off the page in the same transaction; a
    worker shows them anew as they chose.
    """
    mine = Signature.objects.filter(pk=signature.pk)
    if not choices.name_handed_over:
        void_lists(signatures=mine, at=timezone.now())
    mine.update(
        display=choices.display,
        wants_updates=choices.wants_updates,
        name_handed_over=choices.name_handed_over,
    )
    if choices.display != signature.display:
        hide_signer(signature)
    if not choices.wants_updates:
        withdraw_mails(signatures=mine)


@transaction.atomic
def correct_signature(*, mailbox: Mailbox, signature: Signature, name: str, region: str) -> None:
    """Seal the name and region anew, over what was typed before, which nobody can look up here.

    The address stays the one that the link proved. A name that is shown is taken off the page until
    a worker has written the new one.
    """
    person = {"name": name, "email": mailbox.address}
    if region:
        person["region"] = region
    mine = Signature.objects.filter(pk=signature.pk)
    void_lists(signatures=mine, at=timezone.now())
    mine.update(sealed=seal_json(person))
    hide_signer(signature)
    unsign_voice(signature=signature)


@transaction.atomic
def stop_updates(*, mailbox: Mailbox) -> int:
    """Allow no organisation to write about any petition any more. Returns of how many."""
    mine = Signature.objects.at_address(mailbox.address)
    ended = mine.filter(wants_updates=True).update(wants_updates=False)
    withdraw_mails(signatures=mine)
    return ended


@transaction.atomic
def withdraw_signature(*, signature: Signature, at: datetime | None = None) -> bool:
    """Delete one signature, and take it out of the count. Returns whether it was still there.

    There is no way back but to sign again, which takes a minute: a row kept for undoing would be a
    row that was not deleted.
    """
    rows = Signature.objects.filter(pk=signature.pk)
    return bool(erase_signatures(rows, reason="withdrawn", at=at or timezone.now()))


@transaction.atomic
def take_back_letter(*, letter: Letter, at: datetime | None = None) -> bool:
    """Delete a letter that has not left. Returns whether that was still possible."""
    waiting = Letter.objects.not_yet_left().filter(pk=letter.pk)
    return bool(erase_letters(waiting, at=at or timezone.now()))
