"""The screening, one form per question. Each can be saved unfinished and come back to."""

import copy
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import page_helper
from core.rules import Text
from situations import criteria
from situations.models import Assessment
from situations.models.choices import (
    RUNG_OF,
    Crime,
    Exclusion,
    Outcome,
    Outlook,
    ProofStandard,
    StateResponse,
    Step,
    Suggestion,
    TimeTest,
    Trend,
)

from .fields import DayField, area, many, one_of

NONE = "none"


class StepForm(forms.Form):
    """One step. `asks` are the answers without which the way on is refused, each with its message.

    With `finished` False nothing is asked for: the person leaves, and will be back.
    """

    asks: ClassVar[dict[str, Text]] = {}

    def __init__(self, *args: Any, assessment: Assessment, finished: bool = True, **kwargs: Any):
        kwargs.setdefault("initial", self.answers_of(assessment))
        super().__init__(*args, **kwargs)
        self.assessment = assessment
        self.finished = finished
        self.helper = page_helper(*self.fields, submit="")
        self.helper.form_tag = False

    @classmethod
    def answers_of(cls, assessment: Assessment) -> dict[str, Any]:
        """What the assessment says already, as the form shows it."""
        return {name: getattr(assessment, name) for name in cls.base_fields}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.finished:
            for name, message in self.asks.items():
                if name in data and data[name] in ("", None, []):
                    self.add_error(name, str(message))
        return data

    def answers(self) -> dict[str, Any]:
        """Columns of the assessment, ready for `write_assessment`."""
        return dict(self.cleaned_data)


class SubjectForm(StepForm):
    crimes = many(
        [*Crime.choices, (NONE, _("none of the four"))],
        label=_("Which of the four crimes are committed or feared?"),
        help_text=_("Tick all that apply. The list is closed: it is what all States agreed to."),
    )
    contested_labels = area(
        label=_("Which labels are contested, and by whom?"),
        help_text=_(
            "Say where a name for what happens does not fit easily, so that nobody has to agree on"
            " one word before acting (para 12)."
        ),
    )

    asks: ClassVar[dict[str, Text]] = {
        "crimes": _("Tick the crimes that are at stake, or “none of the four”.")
    }

    @classmethod
    def answers_of(cls, assessment: Assessment) -> dict[str, Any]:
        answers = super().answers_of(assessment)
        if not assessment.crimes and Step.SUBJECT in assessment.steps_done:
            answers["crimes"] = [NONE]
        return answers

    def clean_crimes(self) -> list[str]:
        crimes = self.cleaned_data["crimes"]
        if NONE in crimes and len(crimes) > 1:
            raise forms.ValidationError(_("Tick crimes, or “none of the four”, but not both."))
        return crimes

    def answers(self) -> dict[str, Any]:
        answers = super().answers()
        answers["crimes"] = [crime for crime in answers["crimes"] if crime != NONE]
        return answers


class TimeForm(StepForm):
    as_of = DayField(
        label=_("On which day do you judge?"),
        help_text=_("What was known on that day counts. It cannot lie in the future."),
    )
    time_test = one_of(TimeTest.choices, label=_("On that day, the crimes…"))

    asks: ClassVar[dict[str, Text]] = {"time_test": criteria.NO_TIME}

    def clean_as_of(self) -> Any:
        probe = copy.copy(self.assessment)
        probe.as_of = self.cleaned_data["as_of"]
        if problem := criteria.date_problem(probe, at=timezone.now()):
            raise forms.ValidationError(str(problem))
        return probe.as_of


class GravityForm(StepForm):
    grave = forms.TypedChoiceField(
        label=_("Does it shock the conscience so that the world must be engaged?"),
        choices=[("True", _("yes")), ("False", _("no"))],
        coerce=lambda value: value == "True",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    gravity = area(
        label=_("Why?"),
        help_text=_("Two or three plain sentences. The public will read them."),
    )
    scale = area(
        label=_("On what scale?"),
        help_text=_("Who, how many, how widely. Figures with their sources come in a later step."),
    )

    asks: ClassVar[dict[str, Text]] = {
        "grave": criteria.NOT_SAID_GRAVE,
        "gravity": criteria.NO_GRAVITY,
    }


class PeopleForm(StepForm):
    people_at_risk = area(
        label=_("Who is at risk?"),
        help_text=_(
            "They come first on the page. Say how they live and where, not only who fears. Groups"
            " that face different things are named one by one below."
        ),
    )
    feared = area(label=_("What is feared for them?"))

    asks: ClassVar[dict[str, Text]] = {"people_at_risk": _("Say who is at risk.")}


class ResponseForm(StepForm):
    state_response = one_of(
        StateResponse.choices, label=_("How does the State meet its own responsibility?")
    )
    state_response_note = area(label=_("In which way?"))
    trend = one_of(Trend.choices, label=_("Since the last month, things are…"))
    outlook = many(Outlook.choices, label=_("For the coming month there is a…"))
    standard_of_proof = forms.ChoiceField(
        label=_("How sure must one be to say what is said here?"), choices=ProofStandard.choices
    )

    asks: ClassVar[dict[str, Text]] = {
        "state_response": _("Say how the State meets its own responsibility.")
    }


class ConclusionForm(StepForm):
    outcome = one_of(
        [
            (Outcome.REGISTERED, _("It is an R2P situation: register it")),
            (Outcome.NOT_REGISTERED, _("It is not an R2P situation: say so in public")),
        ],
        label=_("What follows?"),
    )
    exclusions = many(
        Exclusion.choices,
        label=_("Why is it not R2P?"),
        help_text=_("Only if it is not registered."),
    )
    public_reason = area(
        label=_("The reason, for the public"),
        help_text=_("It stands in the register, for a no as well as for a yes."),
        rows=5,
    )
    referral = area(
        label=_("Where can the people concerned turn instead?"),
        help_text=_("Only if it is not registered: a no still deserves a response (para 52)."),
    )
    suggested_measures = many(
        [
            (code, f"{RUNG_OF[Suggestion(code)].value} · {label}")
            for code, label in Suggestion.choices
        ],
        label=_("Which measures are called for?"),
        help_text=_("From the persuasive up to the coercive. The number is the rung."),
    )
    sources = area(
        label=_("Sources"),
        help_text=_("One on each line. A work with author, title and day is entered below."),
    )

    asks: ClassVar[dict[str, Text]] = {
        "outcome": _("Say whether it is registered as R2P or not."),
        "public_reason": _("Give the reason that the public will read."),
    }

    @classmethod
    def answers_of(cls, assessment: Assessment) -> dict[str, Any]:
        answers = super().answers_of(assessment)
        if not assessment.outcome and criteria.why_not(assessment):
            answers["outcome"] = Outcome.NOT_REGISTERED
            if assessment.time_test == TimeTest.PAST_ONLY:
                answers["exclusions"] = [Exclusion.PAST_ONLY]
        return answers

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.finished and not self.errors:
            self._refuse_what_does_not_follow(data)
        return data

    def _refuse_what_does_not_follow(self, data: dict[str, Any]) -> None:
        """Say beside each field, or on top for answers of other steps, what is missing. (D1, D4)"""
        probe = copy.copy(self.assessment)
        for name, value in data.items():
            setattr(probe, name, value)
        for name, message in criteria.shortcomings(probe, at=timezone.now()):
            self.add_error(name if name in self.fields else None, str(message))


STEP_FORMS: dict[Step, type[StepForm]] = {
    Step.SUBJECT: SubjectForm,
    Step.TIME: TimeForm,
    Step.GRAVITY: GravityForm,
    Step.PEOPLE: PeopleForm,
    Step.RESPONSE: ResponseForm,
    Step.CONCLUSION: ConclusionForm,
}

# Where a missing part is asked for, so that the summary can link to it.
STEP_OF_FIELD: dict[str, Step] = {
    name: step for step, form in STEP_FORMS.items() for name in form.base_fields
}
