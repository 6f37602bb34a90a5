"""Forms on measures, the watch over sanctions, and what came of a situation."""

from datetime import date
from typing import Any

from crispy_forms.layout import Row
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, TextField, page_helper
from core.rules import Text
from situations.models import Measure, OutcomeReview
from situations.models.choices import Phase
from situations.models.measure import Application
from situations.models.outcome import Obstacle, Result

from .fields import DayField, area, many, numbered_rungs, one_of


class MeasureForm(forms.ModelForm):
    """What somebody did. It is logged, not asked for, so every rung is open."""

    what = LineField(label=_("What was done"), max_length=300)
    who = LineField(label=_("By whom"), max_length=160)
    when = LineField(
        label=_("When, as the source says it"),
        max_length=80,
        help_text=_("A day, a year or a span."),
    )
    began_on = DayField(label=_("First day, if it is known"), required=False)
    ended_on = DayField(label=_("Last day, if it is over"), required=False)
    rung = forms.TypedChoiceField(label=_("Rung"), choices=numbered_rungs, coerce=int)
    phase = forms.ChoiceField(label=_("Phase"), choices=[("", _("Choose")), *Phase.choices])
    monitor = LineField(
        label=_("Who monitors it"),
        max_length=160,
        required=False,
        help_text=_(
            "For sanctions: the body that looks whether they are applied and what they do."
            " Without one they are hardly worth their name (para 61)."
        ),
    )
    source = LineField(label=_("Source"), max_length=200)

    class Meta:
        model = Measure
        fields = (
            "what",
            "who",
            "when",
            "began_on",
            "ended_on",
            "rung",
            "phase",
            "course",
            "consent",
            "legality",
            "quality",
            "monitor",
            "source",
        )

    def __init__(self, *args: Any, submit: Text = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper(
            "what",
            Row("who", "when"),
            Row("began_on", "ended_on"),
            Row("rung", "phase", "course"),
            Row("consent", "legality"),
            Row("quality", "source"),
            "monitor",
            submit=submit or _("Log this measure"),
        )

    def clean_ended_on(self) -> date | None:
        first, last = self.cleaned_data.get("began_on"), self.cleaned_data["ended_on"]
        if first and last and last < first:
            raise forms.ValidationError(_("The last day cannot come before the first."))
        return last

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class CheckForm(forms.Form):
    """A look at sanctions. (para 61)"""

    checked_on = DayField(label=_("Looked at on"))
    application = one_of(Application.choices, label=_("Are they applied?"))
    finding = TextField(
        label=_("Finding"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Application, effect on those meant, harm to those who are not."),
    )
    source = LineField(label=_("Source"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["application"].required = True
        self.helper = page_helper(*self.fields, submit=_("Log this check"))


class ReviewForm(forms.Form):
    """What became of what was feared, and what stood in the way. (paras 14-19, 51)"""

    as_of = DayField(label=_("As of"))
    result = one_of(Result.choices, label=_("What became of what was feared?"))
    is_arguable = forms.BooleanField(
        label=_("This can be argued about"),
        required=False,
        help_text=_("What did not happen can seldom be proved to have been prevented."),
    )
    account = TextField(
        label=_("In words"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 5})
    )
    contributions = area(
        label=_("What contributed, and who"),
        help_text=_("Several may have. Say of each what it did."),
        max_length=10_000,
    )
    obstacles = many(
        Obstacle.choices,
        label=_("What stood in the way"),
        help_text=_("The five answers of the address to why the world was silent (paras 14-19)."),
    )
    obstacles_note = area(label=_("How it stood in the way"), max_length=10_000)
    lessons = area(label=_("What to learn"), max_length=10_000)
    sources = area(label=_("Sources"), help_text=_("One on each line."), max_length=10_000)

    def __init__(self, *args: Any, review: OutcomeReview | None = None, **kwargs: Any):
        if review:
            kwargs.setdefault("initial", {name: getattr(review, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)
        for name in ("result", "sources"):
            self.fields[name].required = True
        self.helper = page_helper(*self.fields, submit=_("Save the review"))


class WhyForm(forms.Form):
    """Why something is withdrawn or reopened."""

    reason = TextField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: Text, submit: Text, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = str(label)
        self.helper = page_helper("reason", submit=submit)
