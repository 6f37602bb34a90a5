"""The force worksheet as a form: the question of law, five questions, lower rungs, a finding."""

from typing import Any

from crispy_forms.layout import Fieldset, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import page_helper
from situations.force import LOWER_RUNGS, QUESTIONS
from situations.models import ForceWorksheet
from situations.models.choices import Consent
from situations.models.worksheet import Authority, Criterion, Finding

from .fields import DayField, area, one_of

LAW = ("authority", "authority_note", "authority_sources", "consent")
PLAIN = ("as_of", *LAW, "finding", "finding_reason")
LONGEST = 10_000


class WorksheetForm(forms.Form):
    """Nothing must be filled in to save the draft; all of it must before it is handed in. (D8)"""

    as_of = DayField(label=_("As of"))
    authority = one_of(
        Authority.choices,
        label=_("Where does the Security Council stand?"),
        help_text=_("This is the question of law. It is shown apart from the five below."),
    )
    authority_note = area(label=_("What the Council did, or why it was not asked"))
    authority_sources = area(label=_("Sources on this"), help_text=_("One on each line."), rows=2)
    consent = forms.ChoiceField(label=_("Consent of the State"), choices=Consent.choices)
    finding = one_of(
        Finding.choices,
        label=_("What do you conclude?"),
        help_text=_(
            "Weigh the answers; they are not added up. That force is not called for is a finding of"
            " the same rank: other pressure goes on."
        ),
    )
    finding_reason = area(label=_("Why"), rows=4)

    def __init__(self, *args: Any, worksheet: ForceWorksheet, **kwargs: Any):
        kwargs.setdefault("initial", _said(worksheet))
        super().__init__(*args, **kwargs)
        for criterion in Criterion:
            self._ask(criterion)
        for rung in LOWER_RUNGS:
            label = f"{rung.value} · {rung.label}"
            self.fields[f"rung_{rung.value}"] = area(label=label, rows=2, max_length=LONGEST)
        self.helper = page_helper(*self._layout(), submit=_("Save the worksheet"))

    def _ask(self, criterion: Criterion) -> None:
        self.fields[f"{criterion}_answer"] = area(
            label=QUESTIONS[criterion], rows=4, max_length=LONGEST
        )
        self.fields[f"{criterion}_sources"] = area(
            label=_("Sources of this answer"), rows=2, max_length=LONGEST
        )

    def _layout(self) -> list[Any]:
        rungs = [f"rung_{rung.value}" for rung in LOWER_RUNGS]
        return [
            "as_of",
            Fieldset(_("Authority of the Security Council"), *LAW),
            *(
                Fieldset(criterion.label, f"{criterion}_answer", f"{criterion}_sources")
                for criterion in Criterion
            ),
            Fieldset(_("What was considered on the lower rungs"), *rungs),
            Fieldset(_("Finding"), Row("finding"), "finding_reason"),
        ]

    def answers(self) -> dict[str, Any]:
        """What the service takes: the plain columns, the five answers, words by lower rung."""
        said = self.cleaned_data
        plain = {name: said[name] for name in PLAIN}
        return plain | {
            "answers": {
                each.value: (said[f"{each}_answer"], said[f"{each}_sources"]) for each in Criterion
            },
            "rungs": {rung.value: said[f"rung_{rung.value}"] for rung in LOWER_RUNGS},
        }


def _said(worksheet: ForceWorksheet) -> dict[str, Any]:
    """What the worksheet says so far, by field."""
    said: dict[str, Any] = {name: getattr(worksheet, name) for name in PLAIN}
    for criterion, answer, sources in worksheet.questions:
        said |= {f"{criterion}_answer": answer, f"{criterion}_sources": sources}
    return said | {f"rung_{row.rung}": row.considered for row in worksheet.rungs.all()}
