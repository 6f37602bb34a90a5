"""Situations, their levels and briefs on pages of any floor."""

from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation
from situations import criteria
from situations.models import Assessment, Brief, Situation
from situations.models.choices import Level, Step
from situations.pictures import map_marks, places_at_risk
from situations.profile import risk_profile as profile_of

register = template.Library()


@register.filter
def is_stale(situation: Situation, at: datetime) -> bool:
    """Return whether nobody looks after it. (D16)"""
    return situation.is_stale(at)


@register.inclusion_tag("situations/tags/level_badge.html")
def level_badge(assessment: Assessment | None) -> dict[str, Any]:
    """Show the level by hue, shape and word, or that it is not R2P."""
    if assessment is None:
        return {}
    return {
        "level": assessment.level,
        "label": assessment.get_level_display(),
        "is_refused": assessment.outcome and not assessment.is_registering,
    }


@register.inclusion_tag("situations/tags/three_tests.html")
def three_tests(assessment: Assessment) -> dict[str, Any]:
    """Show the three tests with their answers, for a no as for a yes."""
    names = {
        Step.SUBJECT: _("Which crimes"),
        Step.TIME: _("When"),
        Step.GRAVITY: _("How grave"),
    }
    answers = {
        Step.SUBJECT: ", ".join(assessment.crime_labels) or _("none of the four crimes"),
        Step.TIME: _("The crimes %(when)s.") % {"when": assessment.get_time_test_display()},
        Step.GRAVITY: assessment.gravity,
    }
    return {
        "tests": [
            (
                names[verdict.step],
                verdict.met,
                answers[verdict.step] if verdict.met is not None else "",
            )
            for verdict in criteria.verdicts(assessment)
        ]
    }


@register.inclusion_tag("situations/tags/risk_profile.html")
def risk_profile(assessment: Assessment) -> dict[str, Any]:
    """Show how far each of the fourteen risk factors is there, the foremost first. Never a sum."""
    return {"profile": profile_of(assessment)}


@register.inclusion_tag("situations/tags/register_map.html", takes_context=True)
def register_map(context: Context) -> dict[str, Any]:
    """Show where people are at risk: on the world map, and in a list that says the same."""
    places = places_at_risk()
    return {
        "places": places,
        "marks": map_marks(places),
        "levels": Level.choices,
        "keep_language": context.get("keep_language", ""),
    }


@register.inclusion_tag("situations/tags/situation_card.html", takes_context=True)
def situation_card(context: Context, situation: Situation, heading: str = "h3") -> dict[str, Any]:
    """Show one decided situation, fetched `for_pages`."""
    return {
        "situation": situation,
        "assessment": situation.current_assessment,
        "heading": heading,
        "keep_language": context.get("keep_language", ""),
    }


@register.inclusion_tag("situations/tags/latest_briefs.html")
def latest_briefs(number: int = 3) -> dict[str, Any]:
    """Show the newest published briefs."""
    return {"briefs": Brief.objects.published().for_pages().newest_first()[:number]}


@register.inclusion_tag("situations/tags/organisation_situations.html", takes_context=True)
def organisation_situations(context: Context, organisation: Organisation) -> dict[str, Any]:
    """Show the decided situations and published briefs of an organisation, on its public page."""
    situations = Situation.objects.public().in_organisation(organisation)
    briefs = Brief.objects.published().in_organisation(organisation)
    return {
        "situations": situations.for_pages().gravest_first(),
        "briefs": briefs.for_pages().newest_first()[:6],
        "keep_language": context.get("keep_language", ""),
    }


@register.inclusion_tag("situations/tags/situations_waiting.html", takes_context=True)
def situations_waiting(context: Context) -> dict[str, Any]:
    """Show what waits for the person: to decide, to approve, to finish, to look after."""
    user = context["request"].user
    organisation = getattr(context["request"], "organisation", None)
    assessments = Assessment.objects.on_desk_of(user).select_related("situation", "author")
    briefs = Brief.objects.on_desk_of(user).select_related("author")
    situations = Situation.objects.on_desk_of(user).in_organisation(organisation)
    return {
        "decisions": assessments.decidable_by(user),
        "approvals": briefs.approvable_by(user),
        "drafts": assessments.written_by(user),
        "brief_drafts": briefs.written_by(user),
        "stale": situations.stale(at=timezone.now())[:10],
    }
