"""Write the letter action of a draft: its words, its variants, the ways that it offers."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from campaigns.models import Campaign, LetterAction, LetterVariant
from campaigns.politeness import hashed_names
from core.rules import RuleRefused

from .campaign import read_again, take_up

EMPTY = "-"


@transaction.atomic
def write_letter_action(
    *,
    campaign: Campaign,
    actor: User,
    do_not_name: str = "",
    at: datetime | None = None,
    **values: Any,
) -> Campaign:
    """Put a letter action into a draft, or take it out by an empty statement.

    Names that letters should not hold come one on a line, and are kept as keyed hashes; no names
    leave the list as it is, a single dash empties it.
    """
    take_up(campaign, actor, part="letter", at=at)
    if not values["statement"]:
        LetterAction.objects.filter(campaign=campaign).delete()
        return read_again(campaign)
    action, _is_new = LetterAction.objects.update_or_create(campaign=campaign, defaults=values)
    if do_not_name.strip():
        names = [] if do_not_name.strip() == EMPTY else do_not_name.splitlines()
        action.do_not_name = hashed_names(names, action_pk=action.pk)
        action.save(update_fields=["do_not_name"])
    return read_again(campaign)


@transaction.atomic
def write_variant(
    *,
    letter_action: LetterAction,
    actor: User,
    name: str,
    language: str,
    at: datetime | None = None,
    **words: Any,
) -> LetterVariant:
    """Write a variant in a draft: a new one, or the one of this name and language anew.

    Raises RuleRefused once the campaign is handed in: what letters say is what was approved.
    """
    take_up(letter_action.campaign, actor, part="variants of letters", at=at)
    variant, _is_new = LetterVariant.objects.update_or_create(
        letter_action=letter_action, name=name, language=language, defaults=words
    )
    return variant


@transaction.atomic
def remove_variant(*, variant: LetterVariant, actor: User, at: datetime | None = None) -> None:
    """Take a variant out of a draft. Raises RuleRefused once the campaign is handed in."""
    take_up(variant.letter_action.campaign, actor, part="variants of letters", at=at)
    variant.delete()


@transaction.atomic
def add_names(
    *, letter_action: LetterAction, actor: User, names: str, at: datetime | None = None
) -> int:
    """Add names, one on a line, to those that letters should not hold. Returns how many are new.

    In a campaign that runs, since safety may demand it on any day. They are kept as keyed hashes,
    and none is taken off. Raises RuleRefused without a name.
    """
    action = LetterAction.objects.select_for_update().get(pk=letter_action.pk)
    hashed = set(hashed_names(names.splitlines(), action_pk=action.pk))
    if not hashed:
        raise RuleRefused(_("Write at least one name."), code="names")
    fresh = hashed - set(action.do_not_name)
    action.do_not_name = sorted({*action.do_not_name, *hashed})
    action.save(update_fields=["do_not_name"])
    details = {"names": len(fresh)}
    record(verb="letters.names_added", target=action, actor=actor, details=details, at=at)
    return len(fresh)
