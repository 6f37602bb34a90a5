"""New versions of a published brief: corrections, revisions and translations."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from core.rules import RuleRefused
from situations.models import Brief, Change, Occasion, Recommendation

WORDS = ("title", "standfirst", "body", "method", "sources", "state_first_reason")
GROUNDS = ("situation", "organisation", "assessment", "as_of")


@transaction.atomic
def revise_brief(
    *,
    brief: Brief,
    actor: User,
    change: str,
    change_note: str = "",
    at: datetime | None = None,
) -> Brief:
    """Begin the next version of a published brief, with its words and recommendations.

    A revision (`major`) rests on the situation's current assessment, and so on its figures; a
    correction on the same as before. Raises RuleRefused if it is not the newest version, if the
    next one is begun already, or if the brief was retracted.
    """
    Brief.objects.select_for_update().get(pk=brief.pk)
    _refuse_what_cannot_be_taken_further(brief)
    draft = _draft_from(brief, actor, at or timezone.now(), language=brief.language)
    draft.revises, draft.translates = brief, brief.translates
    draft.change, draft.change_note = change, change_note.strip()
    if change == Change.MAJOR and not brief.translates_id:
        draft.assessment = brief.situation.current_assessment or brief.assessment
        draft.as_of = draft.assessment.as_of if draft.assessment else brief.as_of
    return _begun(draft, actor, rows_of=brief)


@transaction.atomic
def translate_brief(
    *, brief: Brief, actor: User, language: str, at: datetime | None = None
) -> Brief:
    """Begin a translation of the newest version of a brief.

    If there is one already, of an older version, its words are what it begins with. Raises
    RuleRefused if the language is that of the original, or if a translation into it is up to date
    or under way.
    """
    Brief.objects.select_for_update().get(pk=brief.pk)
    if not brief.is_published or brief.translates_id or language == brief.language:
        raise RuleRefused(_("Choose another language than that of the original."), code="language")
    _refuse_retracted(brief)
    before = Brief.objects.translation_of(brief, language=language)
    if before and (not before.is_published or before.translates_id == brief.pk):
        raise RuleRefused(
            _("A translation into this language is there already, or is being written."),
            code="language",
        )
    draft = _draft_from(brief, actor, at or timezone.now(), language=language)
    draft.translates = brief
    if before:
        for field in WORDS:
            setattr(draft, field, getattr(before, field))
        draft.revises, draft.change = before, brief.change or Change.MINOR
        draft.change_note = _text("Follows version %(number)s of the original.") % {
            "number": brief.version
        }
    return _begun(draft, actor, rows_of=brief)


def _refuse_what_cannot_be_taken_further(brief: Brief) -> None:
    if not brief.is_published:
        raise RuleRefused(_("Only what was published has a next version."), code="status")
    if brief.revisions.exists():
        raise RuleRefused(_("The next version of this brief was begun already."), code="status")
    _refuse_retracted(brief)


def _refuse_retracted(brief: Brief) -> None:
    if brief.is_retracted:
        raise RuleRefused(_("This brief was retracted."), code="status")


def _draft_from(brief: Brief, actor: User, at: datetime, *, language: str) -> Brief:
    same: dict[str, Any] = {field: getattr(brief, field) for field in (*WORDS, *GROUNDS)}
    return Brief(author=actor, created_at=at, language=language, **same)


def _begun(draft: Brief, actor: User, *, rows_of: Brief) -> Brief:
    draft.save()
    rows: list[Recommendation | Occasion] = [
        *rows_of.recommendations.all(),
        *rows_of.occasions.all(),
    ]
    for row in rows:
        row.pk, row._state.adding, row.brief = None, True, draft
        row.save()
    record(verb="brief.drafted", target=draft, actor=actor, at=draft.created_at)
    return draft
