"""Which words of the organisation a letter holds: a variant, in the language of the office."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from core.templatetags.bidi_tags import isolated
from officials.languages import short_code
from officials.models import Post

from .models import CaseFacts, LetterAction, LetterVariant


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Subject and statement as chosen for one letter, and the facts that it stands on."""

    subject: str
    statement: str
    language: str
    variant: LetterVariant | None = None
    facts: CaseFacts | None = None

    @property
    def name(self) -> str:
        """What its translations share: empty for the main statement."""
        return self.variant.name if self.variant else ""


def wording_for(*, letter_action: LetterAction, post: Post, seed: uuid.UUID) -> Wording:
    """Return the wording of a letter to the office: always the same one for the same seed.

    In the language of the office if there is one, otherwise the action's own; among several by
    weight. The seed is the letter's public number, so that preview and letter agree.
    """
    variants = list(letter_action.variants.in_order())
    wanted, own = short_code(post.language), short_code(letter_action.campaign.language)
    choices = [(each.weight, each) for each in variants if short_code(each.language) == wanted]
    chosen: LetterVariant | None = None
    if choices and wanted != own:
        chosen = _by_weight(choices, seed)
    else:
        besides = [(v.weight, v) for v in variants if short_code(v.language) == own and v.name]
        chosen = _by_weight([(1, None), *besides], seed)
    facts = current_facts(letter_action)
    return wording_of(letter_action=letter_action, variant=chosen, facts=facts)


def wording_of(
    *, letter_action: LetterAction, variant: LetterVariant | None, facts: CaseFacts | None
) -> Wording:
    """Return the words of a variant, or the action's own, on these facts."""
    source = variant or letter_action
    return Wording(
        subject=source.subject,
        statement=source.statement,
        language=variant.language if variant else letter_action.campaign.language,
        variant=variant,
        facts=facts,
    )


def translation_of(
    *, letter_action: LetterAction, wording: Wording, language: str
) -> Wording | None:
    """Return the same statement in the reader's language, else in the campaign's own.

    None where the letter is in the reader's language already, or there is no translation.
    """
    written, own = short_code(wording.language), short_code(letter_action.campaign.language)
    if written == short_code(language):
        return None
    there = {
        short_code(variant.language): variant
        for variant in letter_action.variants.in_order()
        if variant.name == wording.name
    }
    for wanted in (short_code(language), own):
        main = wanted == own and not wording.name
        if wanted != written and (main or wanted in there):
            variant = None if main else there[wanted]
            return wording_of(letter_action=letter_action, variant=variant, facts=wording.facts)
    return None


def current_facts(letter_action: LetterAction) -> CaseFacts | None:
    """Return the facts that are public now, or None if the action has none."""
    public = letter_action.case_facts.public().newest_first()
    return public.prefetch_related("rows").first()


def fact_lines(facts: CaseFacts | None, language: str) -> str:
    """Return the facts as they stand in letters: each with its source and its day."""
    if facts is None:
        return ""
    with override(site_language(language)):
        return "\n".join(
            f"– {isolated(row.text)} ({isolated(row.source)}, {date_format(row.as_of)})"
            for row in facts.rows.all()
        )


def is_good(facts: CaseFacts | None, on: date) -> bool:
    """Whether letters may leave on the day: who needs no facts may, old ones stay."""
    return facts is None or facts.is_good(on)


def site_language(language: str) -> str:
    """Return the language of the site in which the words around a letter are, else English."""
    wanted = short_code(language)
    return next((code for code, _name in settings.LANGUAGES if short_code(code) == wanted), "en")


def _by_weight[V: LetterVariant | None](choices: list[tuple[int, V]], seed: uuid.UUID) -> V:
    place = seed.int % sum(weight for weight, _each in choices)
    for weight, each in choices:
        if place < weight:
            return each
        place -= weight
    raise AssertionError("The weights add up to more than their sum.")
