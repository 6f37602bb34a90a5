"""Forms of the desk for incidents: report, check, merge, approve for the public."""

from typing import Any

from crispy_forms.layout import Row
from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, page_helper
from situations.models import Incident, IncidentStatus, Situation, Territory
from situations.models.choices import ActorKind, FigureKind, Part, ProofStandard, Qualifier
from situations.models.evidence_choices import (
    Act,
    DatePrecision,
    PlacePrecision,
    ShownDate,
    ShownPlace,
    Violence,
)
from situations.models.incident import FINDINGS
from situations.projection import Shown, neutral_title

from .details import CHOOSE, EstimateForm, RowForm, people, several
from .fields import DayField, area, many, offer, one_of


class IncidentForm(forms.Form):
    """What happened, when and where, and how exactly that is known."""

    title = LineField(
        label=_("What happened, in a line"),
        max_length=160,
        help_text=_("For the desk. The public gets a line of its own when it is approved."),
    )
    account = area(
        label=_("Account"), rows=5, max_length=20_000, help_text=_("Only the desk reads this.")
    )
    acts = many(Act.choices, label=_("What was done to people"))
    violence = forms.ChoiceField(
        label=_("Kind of violence"), choices=[CHOOSE, *Violence.choices], required=False
    )
    started_on = DayField(label=_("Began on"))
    ended_on = DayField(
        label=_("Ended on"), required=False, help_text=_("Left empty: the same day.")
    )
    date_precision = forms.ChoiceField(label=_("Known is"), choices=DatePrecision.choices)
    territory = forms.ModelChoiceField(
        label=_("Territory"),
        queryset=Territory.objects.none(),
        required=False,
        empty_label=_("Not known"),
    )
    province = LineField(label=_("Province"), max_length=120, required=False)
    district = LineField(label=_("District"), max_length=120, required=False)
    place = LineField(label=_("Place"), max_length=200, required=False)
    latitude = forms.FloatField(
        label=_("Latitude"), min_value=-90, max_value=90, required=False, help_text=_("Like -3.38.")
    )
    longitude = forms.FloatField(
        label=_("Longitude"), min_value=-180, max_value=180, required=False
    )
    place_precision = forms.ChoiceField(
        label=_("Known of the place is"),
        choices=PlacePrecision.choices,
        initial=PlacePrecision.UNKNOWN,
    )

    def __init__(
        self,
        *args: Any,
        situation: Situation,
        incident: Incident | None = None,
        **kwargs: Any,
    ):
        if incident:
            values = {name: getattr(incident, name) for name in self.base_fields}
            kwargs.setdefault("initial", values)
        super().__init__(*args, **kwargs)
        offer(self, "territory", situation.territories.all())
        self.helper = page_helper(
            "title",
            "account",
            "acts",
            "violence",
            Row("started_on", "ended_on", "date_precision"),
            Row("territory", "province", "district"),
            "place",
            Row("latitude", "longitude", "place_precision"),
            submit="",
        )
        self.helper.form_tag = False

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first = data.get("started_on")
        data["ended_on"] = last = data.get("ended_on") or first
        if first and last and last < first:
            self.add_error("ended_on", _("It cannot end before it begins."))
        if (data.get("latitude") is None) != (data.get("longitude") is None):
            self.add_error("latitude", _("Give both latitude and longitude, or neither."))
        return data


class IncidentFigureForm(EstimateForm):
    qualifier = forms.ChoiceField(label=_("Qualifier"), choices=[CHOOSE, *Qualifier.choices])
    best = people(label=_("Best estimate"), required=True)
    low = people(label=_("Lowest"), required=True)
    high = people(label=_("Highest"), required=True)
    kind = forms.ChoiceField(label=_("People who were"), choices=[CHOOSE, *FigureKind.choices])
    as_of = DayField(label=_("As of"))
    source = LineField(
        label=_("Source"),
        max_length=200,
        help_text=_("It stands beside the figure in public. Name no person at risk."),
    )

    once = ("kind",)
    layout = (Row("qualifier", "best", "kind"), Row("low", "high", "as_of"), "source")


class IncidentActorForm(RowForm):
    name = LineField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[CHOOSE, *ActorKind.choices],
        help_text=_("A person is never named in public."),
    )
    part = forms.ChoiceField(label=_("Part"), choices=[CHOOSE, *Part.choices])
    proof = forms.ChoiceField(label=_("How sure"), choices=[CHOOSE, *ProofStandard.choices])

    once = ("name", "part")
    layout = (Row("name", "kind"), Row("part", "proof"))


IncidentFigureFormSet = several(IncidentFigureForm)
IncidentActorFormSet = several(IncidentActorForm)


class CheckForm(forms.Form):
    """What a check found. Taking it up needs no words."""

    to = one_of((), label=_("What did you find?"))
    finding = area(
        label=_("How do you know?"),
        rows=5,
        help_text=_("What was compared with what, and what could not be found out."),
    )

    def __init__(self, *args: Any, incident: Incident, open_to: list[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        states = [status for status in IncidentStatus if status in open_to and status in FINDINGS]
        field = self.fields["to"]
        field.choices = [(each.value, each.label) for each in states]  # type: ignore[attr-defined] # because one_of gives a ChoiceField
        field.required = True
        self.helper = page_helper("to", "finding", submit=_("Save the finding"))


class MergeForm(forms.Form):
    """Which other incident is the same event."""

    into = forms.ModelChoiceField(
        label=_("The same event as"),
        queryset=Incident.objects.none(),
        empty_label=_("Choose"),
        help_text=_("Those of the same place within two days come to mind first."),
    )

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "into", Incident.objects.like(incident))
        self.helper = page_helper("into", submit=_("Merge into that one"))


class ShownFields(forms.Form):
    """How fine the public copy may be: the coarsest is offered first."""

    shown_date = one_of(ShownDate.choices, label=_("Of the time, show"))
    shown_place = one_of(ShownPlace.choices, label=_("Of the place, show"))
    shows_actors = forms.BooleanField(
        label=_("Name the groups and States that are said to have taken part"),
        help_text=_("Persons are never named."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in ("shown_date", "shown_place"):
            self.fields[name].required = True
        self.initial.setdefault("shown_date", ShownDate.MONTH)
        self.initial.setdefault("shown_place", ShownPlace.PROVINCE)

    def shown(self) -> Shown:
        data = self.cleaned_data
        return Shown(data["shown_date"], data["shown_place"], data["shows_actors"])


class PublishForm(ShownFields):
    """What the public is told of an incident."""

    title = LineField(label=_("What happened, in a line for everybody"), max_length=160)
    summary = area(
        label=_("Summary"),
        rows=4,
        max_length=2000,
        help_text=_("No name, no day and no place finer than what you allow below."),
    )

    def __init__(self, *args: Any, incident: Incident, **kwargs: Any):
        published = incident.published if incident.is_published else None
        names = ("title", "summary", "shown_date", "shown_place", "shows_actors")
        initial = {name: getattr(published, name) for name in names} if published else {}
        initial.setdefault("title", neutral_title(incident))
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        self.helper = page_helper(
            "title",
            "summary",
            "shown_date",
            "shown_place",
            "shows_actors",
            submit=_("Approve for the public"),
        )


class PublishImportForm(ShownFields):
    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper(
            "shown_date", "shown_place", "shows_actors", submit=_("Approve all of them")
        )
