"""What stands around letters: facts, variants, digests, offices that refuse our mail."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from campaigns.models import (
    CaseFact,
    CaseFacts,
    Letter,
    LetterAction,
    LetterDigest,
    LetterVariant,
    OfficeBlock,
    TextStatus,
)
from officials.models import Contact
from tests.factories.accounts import make_user
from tests.factories.campaigns import make_letter, make_letter_action
from tests.factories.officials import make_contact, make_post

FACT = "Armed men burnt the granary of the lower town."


def make_variant(*, letter_action: LetterAction | None = None, **more: Any) -> LetterVariant:
    """A translation of the main statement into French."""
    values = {
        "language": "fr",
        "subject": "Des observateurs pour les deux villes",
        "statement": "Nous vous demandons d'envoyer douze observateurs avant la récolte.",
    }
    return LetterVariant.objects.create(
        letter_action=letter_action or make_letter_action(), **(values | more)
    )


def make_case_facts(
    *,
    letter_action: LetterAction | None = None,
    version: int | None = 1,
    expires_on: date | None = None,
    rows: Iterable[str] = (FACT,),
    writer: User | None = None,
    at: datetime | None = None,
    **more: Any,
) -> CaseFacts:
    """Facts of an action: public as the version given, or a draft without one."""
    at = at or timezone.now()
    facts = CaseFacts.objects.create(
        letter_action=letter_action or make_letter_action(),
        expires_on=expires_on or (at + timedelta(days=60)).date(),
        begun_at=at,
        **more,
    )
    facts.writers.set([writer or make_user()])
    for place, text in enumerate(rows):
        CaseFact.objects.create(
            case_facts=facts,
            place=place,
            text=text,
            source="Valley Monitor",
            source_url="https://monitor.example.org/granary",
            as_of=at.date(),
        )
    if version:
        values = {"version": version, "public_at": at, "approver": make_user()}
        CaseFacts.objects.filter(pk=facts.pk).update(status=TextStatus.PUBLIC, **values)
        facts.refresh_from_db()
    return facts


def make_office_block(*, contact: Contact | None = None, **more: Any) -> OfficeBlock:
    """A contact whose mail system refused a letter; nobody has decided yet."""
    contact = contact or make_contact(post=make_post(), value="office@closed.example.org")
    values = {
        "contact": contact,
        "domain": contact.value.rpartition("@")[2],
        "words": "550 5.7.1 Message refused by policy",
        "opened_at": timezone.now(),
    }
    return OfficeBlock.objects.create(**(values | more))


def make_digest(*, letters: int = 3, at: datetime | None = None, **more: Any) -> LetterDigest:
    """A digest with so many unchanged letters in it, which was handed to nobody."""
    at = at or timezone.now()
    action = more.pop("letter_action", None) or make_letter_action()
    post = action.campaign.offices[0]
    digest = LetterDigest.objects.create(
        letter_action=action,
        post=post,
        tenure=post.tenures.first(),
        contact=post.contacts.first(),
        period_from=(at - timedelta(days=7)).date(),
        period_to=at.date(),
        number=letters,
        countries={"KE": letters},
        made_at=at,
        **more,
    )
    for _number in range(letters):
        letter = make_letter(letter_action=action, own_words="", at=at)
        Letter.objects.filter(pk=letter.pk).update(digest=digest)
    return digest
