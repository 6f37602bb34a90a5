"""What is done about situations, on pages of any floor."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from situations.models import ForceWorksheet, Measure, OutcomeReview, Situation
from situations.permissions import can_edit_situation, can_end_situation

register = template.Library()


@register.filter
def at(table: Mapping[Any, Any], key: Any) -> Any:
    """Return what stands in a table under a key; empty if nothing does."""
    return table.get(key, "")


@register.filter
def is_overdue(measure: Measure) -> bool:
    """Return whether nobody looked at a sanction for too long. Needs it `with_checks`."""
    return measure.check_is_overdue(timezone.now())


@register.inclusion_tag("situations/tags/sanctions_watch.html")
def sanctions_watch(measure: Measure) -> dict[str, Any]:
    """Show who watches a sanction and what was found. Needs it fetched `with_checks`. (para 61)"""
    return {
        "measure": measure,
        "checks": measure.checks.all(),
        "is_overdue": measure.check_is_overdue(timezone.now()),
    }


@register.inclusion_tag("situations/_force.html")
def force_worksheet(situation: Situation) -> dict[str, Any]:
    """Show what was found on the use of force, if a worksheet is approved. (D8)"""
    return {"worksheet": situation.force_worksheets.approved().select_related("situation").first()}


@register.inclusion_tag("situations/_outcome.html")
def outcome_review(situation: Situation) -> dict[str, Any]:
    """Show what came of it, once a second person decided on that."""
    return {"review": situation.outcome_review}


@register.inclusion_tag("situations/desk/_responses.html", takes_context=True)
def desk_responses(context: Context, situation: Situation) -> dict[str, Any]:
    """Show, at the desk, the worksheets and reviews of a situation and the deeds that are open."""
    user = context["request"].user
    worksheets = situation.force_worksheets.newest_first()
    reviews = situation.outcome_reviews.newest_first()
    may_edit = can_edit_situation(user, situation)
    return {
        "situation": situation,
        "csrf_token": context.get("csrf_token"),
        "worksheets": worksheets,
        "reviews": reviews,
        "may_begin_worksheet": may_edit
        and situation.is_registered
        and all(each.is_public for each in worksheets),
        "may_begin_review": may_edit and all(each.is_decided for each in reviews),
        "may_end": can_end_situation(user, situation),
    }


@register.inclusion_tag("situations/tags/responses_waiting.html", takes_context=True)
def responses_waiting(context: Context) -> dict[str, Any]:
    """Show what waits for the person: approvals, reviews to decide, sanctions nobody looked at."""
    user = context["request"].user
    organisation = getattr(context["request"], "organisation", None)
    situations = Situation.objects.on_desk_of(user).in_organisation(organisation)
    overdue = Measure.objects.overdue(at=timezone.now()).in_situations(situations)
    worksheets = ForceWorksheet.objects.on_desk_of(user).select_related("situation", "author")
    reviews = OutcomeReview.objects.on_desk_of(user).select_related("situation", "author")
    return {
        "worksheets": worksheets.approvable_by(user),
        "reviews": reviews.decidable_by(user),
        "overdue": overdue.select_related("situation")[:10],
    }
