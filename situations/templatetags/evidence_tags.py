"""Evidence on pages: figures in words, what witnesses said, what waits at the desk."""

from datetime import date
from typing import Any

from django import template
from django.template import Context
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from situations.models import Incident, IncidentFigure, PublishedIncident, Situation, Testimony
from situations.models.choices import FigureKind
from situations.models.evidence_choices import Credibility, DatePrecision, Reliability, ShownDate
from situations.timeline import incident_steps

register = template.Library()

SHAPES = {ShownDate.DAY: "j F Y", ShownDate.MONTH: "F Y", ShownDate.YEAR: "Y"}


@register.filter
def shown_time(incident: PublishedIncident) -> str:
    """Return the time in words, no finer than is shown: “April 2026”."""
    shape = SHAPES[ShownDate(incident.shown_date)]
    first, last = (date_format(day, shape) for day in (incident.started_on, incident.ended_on))
    if incident.date_precision == DatePrecision.DAY or first == last:
        return first if first == last else f"{first} – {last}"
    return _("between %(first)s and %(last)s") % {"first": first, "last": last}


@register.filter
def sort_day(incident: PublishedIncident) -> str:
    """Return the time for machines, in the same coarseness: 2026, 2026-04 or 2026-04-17."""
    shapes = {ShownDate.DAY: "%Y-%m-%d", ShownDate.MONTH: "%Y-%m", ShownDate.YEAR: "%Y"}
    return incident.started_on.strftime(shapes[ShownDate(incident.shown_date)])


@register.filter
def figures_in_words(incident: PublishedIncident) -> list[dict[str, str]]:
    """Return each figure with its qualifier, range, source and day. (D6)"""
    return [_in_words(figure, incident.shown_date) for figure in incident.figures]


@register.filter
def grade_in_words(grade: str) -> str:
    """Return what both signs of a grade mean."""
    source, item = Reliability(grade[0]), Credibility(int(grade[1]))
    return _("source: %(source)s; information: %(item)s") % {
        "source": source.label,
        "item": item.label,
    }


@register.filter
def of(found: dict[int, Any], incident: PublishedIncident) -> Any:
    """Return what was found for an incident."""
    return found.get(incident.pk, [])


@register.inclusion_tag("situations/evidence/_summary.html", takes_context=True)
def evidence_summary(context: Context, situation: Situation) -> dict[str, Any]:
    """Show on the page of a situation how many incidents are published, month by month."""
    months = situation.published_incidents.per_month()
    by_year_only = situation.published_incidents.known_by_year_only()
    return {
        "situation": situation,
        "steps": incident_steps(months),
        "number": sum(number for _month, number in months) + by_year_only,
        "keep_language": context.get("keep_language", ""),
    }


@register.inclusion_tag("situations/evidence/desk/_waiting.html", takes_context=True)
def evidence_waiting(context: Context) -> dict[str, Any]:
    """Show what waits for the person: incidents to check, testimony to approve."""
    user = context["request"].user
    organisation = getattr(context["request"], "organisation", None)
    incidents = Incident.objects.on_desk_of(user).in_organisation(organisation)
    testimonies = Testimony.objects.on_desk_of(user).in_organisation(organisation)
    return {
        "incidents": incidents.waiting_for(user).for_desk().newest_first()[:5],
        "testimonies": testimonies.waiting_for(user).select_related("situation")[:5],
    }


def _in_words(figure: dict[str, Any], shown: str) -> dict[str, str]:
    row = IncidentFigure(**{name: figure[name] for name in ("qualifier", "low", "best", "high")})
    day = date_format(date.fromisoformat(figure["as_of"]), SHAPES[ShownDate(shown)])
    return {
        "amount": row.amount,
        "kind": str(FigureKind(figure["kind"]).label),
        "range": row.range,
        "source": figure["source"],
        "as_of": day,
    }
