"""One page of the screening: a form of single answers, rows of several, or both."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from core.rules import Text
from situations.models import Assessment
from situations.models.choices import Step

from .details import (
    ActorForm,
    ActorFormSet,
    AreaForm,
    AreaFormSet,
    CitationForm,
    CitationFormSet,
    FigureForm,
    FigureFormSet,
    PopulationForm,
    PopulationFormSet,
    RowForm,
    TriggerForm,
    TriggerFormSet,
    filled_rows,
    initial_rows,
)
from .risk import RatingForms
from .screening import STEP_FORMS, StepForm

Posted = Mapping[str, Any] | None


class Kind(NamedTuple):
    """Rows of one kind: the name that the assessment gives them, and how they are asked for."""

    key: str
    title: Text
    one: Text
    form: type[RowForm]
    formset: type[forms.BaseFormSet]


ROWS: dict[Step, tuple[Kind, ...]] = {
    Step.TIME: (
        Kind("triggers", _("What could set them off?"), _("Trigger"), TriggerForm, TriggerFormSet),
    ),
    Step.PEOPLE: (
        Kind(
            "populations",
            _("Group by group"),
            _("People at risk"),
            PopulationForm,
            PopulationFormSet,
        ),
        Kind("areas", _("Where, within the territory?"), _("Area"), AreaForm, AreaFormSet),
    ),
    Step.FACTS: (
        Kind("actors", _("Actors"), _("Actor"), ActorForm, ActorFormSet),
        Kind("figures", _("Figures"), _("Figure"), FigureForm, FigureFormSet),
    ),
    Step.CONCLUSION: (
        Kind("citations", _("What it rests on"), _("Work"), CitationForm, CitationFormSet),
    ),
}


class RowsOfKind:
    """The rows of one kind, bound to what was posted."""

    def __init__(self, kind: Kind, *, assessment: Assessment, data: Posted):
        self.key, self.title, self.one = kind.key, kind.title, kind.one
        rows = getattr(assessment, kind.key).all()
        self.formset = kind.formset(data, prefix=kind.key, initial=initial_rows(rows, kind.form))

    def is_valid(self) -> bool:
        return self.formset.is_valid()

    def rows(self) -> list[dict[str, Any]]:
        return filled_rows(self.formset)


class StepPage:
    """What one step asks, as posted or as the draft has it.

    With `finished` False single answers may be missing: the person leaves, and will be back. Rows
    are whole or not there.
    """

    def __init__(self, step: Step, *, assessment: Assessment, data: Posted, finished: bool):
        self.step, self.assessment, self.finished = step, assessment, finished
        self.form: StepForm | None = None
        if step in STEP_FORMS:
            self.form = STEP_FORMS[step](data, assessment=assessment, finished=finished)
        self.kinds = [
            RowsOfKind(kind, assessment=assessment, data=data) for kind in ROWS.get(step, ())
        ]
        self.profile: RatingForms | None = None
        if step == Step.RISK:
            self.profile = RatingForms(assessment=assessment, data=data)

    @property
    def template(self) -> str:
        name = "screening_risk" if self.profile else "screening_step"
        return f"situations/desk/{name}.html"

    def is_valid(self) -> bool:
        parts = [part for part in (self.form, *self.kinds, self.profile) if part is not None]
        invalid = [part for part in parts if not part.is_valid()]
        return not invalid

    def answers(self) -> dict[str, Any]:
        """Columns of the assessment, ready for `write_assessment`."""
        return self.form.answers() if self.form else {}

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Rows of the assessment, kind by kind."""
        found = {kind.key: kind.rows() for kind in self.kinds}
        return found | ({self.profile.key: self.profile.rows()} if self.profile else {})
