"""Rows of a draft assessment: put in, and taken over into the next version."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.rules import RuleRefused
from situations.models import (
    ActorRole,
    Area,
    Assessment,
    Citation,
    Figure,
    PopulationAtRisk,
    RiskIndicator,
    RiskRating,
    Trigger,
)

Rows = Mapping[str, Iterable[Mapping[str, Any]]]

# The name under which an assessment holds its rows -> what they are.
DETAILS: dict[str, type[models.Model]] = {
    "populations": PopulationAtRisk,
    "areas": Area,
    "triggers": Trigger,
    "figures": Figure,
    "actors": ActorRole,
    "ratings": RiskRating,
    "citations": Citation,
}


def replace_rows(assessment: Assessment, rows: Rows) -> None:
    """Put these rows in the place of the draft's own, kind by kind; other kinds stay.

    In the caller's transaction. Raises ValidationError for a row that is not whole, and RuleRefused
    for a sign that its factor does not have.
    """
    for kind, entries in rows.items():
        model = DETAILS[kind]
        getattr(assessment, kind).all().delete()
        for entry in entries:
            row = model(assessment=assessment, **entry)
            row.full_clean()
            row.save()
    if "ratings" in rows:
        _refuse_unknown_signs(assessment)


def copy_rows(before: Assessment, after: Assessment) -> None:
    """Begin the next version with the rows of the one before. (D3)

    The risk profile comes along as well: it is weighed over time, and a profile begun from nothing
    would hide what changed.
    """
    for kind in DETAILS:
        for row in getattr(before, kind).all():
            row.pk, row._state.adding, row.assessment = None, True, after
            row.save()


def _refuse_unknown_signs(assessment: Assessment) -> None:
    seen = {
        (rating.factor_id, position)
        for rating in RiskRating.objects.filter(assessment=assessment)
        for position in rating.indicators
    }
    if seen - set(RiskIndicator.objects.values_list("factor_id", "position")):
        raise RuleRefused(_("A sign was ticked that this factor does not have."), code="indicators")
