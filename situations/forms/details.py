"""Rows of a draft: those of an assessment, the recommendations and days of a brief."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Field, Row
from django import forms
from django.db.models import Model
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, TextField, page_helper
from core.rules import Text
from situations.models.choices import (
    ActorKind,
    Danger,
    FigureKind,
    GroupBasis,
    Part,
    Qualifier,
    Rung,
)

from .fields import DayField, OccasionsField, area, many, numbered_rungs

MOST_ROWS = 10
CHOOSE = ("", _("Choose"))


class RowForm(forms.Form):
    """One row of several; an untouched one counts for nothing."""

    layout: tuple[Any, ...] = ()
    once: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper(*self.layout, submit="")
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        # The fields that the formset adds: the place in the list, and the box to remove a row.
        self.helper.render_unmentioned_fields = True

    def is_filled(self) -> bool:
        """Return whether the row holds something, typed now or before."""
        return self.has_changed() or bool(self.initial)


def people(*, label: Any, required: bool = False) -> forms.IntegerField:
    """A number of people, as large as the column holds."""
    return forms.IntegerField(label=label, min_value=0, max_value=2_000_000_000, required=required)


class EstimateForm(RowForm):
    """A row with an estimate: its range in order, its day not ahead of us. (D6)"""

    def clean_as_of(self) -> Any:
        day = self.cleaned_data["as_of"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, best, high = (data.get(name) for name in ("low", "best", "high"))
        if low is not None and best is not None and low > best:
            self.add_error("low", _("The lowest estimate cannot be above the best one."))
        if high is not None and best is not None and high < best:
            self.add_error("high", _("The highest estimate cannot be below the best one."))
        return data


class PopulationForm(EstimateForm):
    name = LineField(
        label=_("Who they are"), max_length=160, help_text=_("As they would say it themselves.")
    )
    basis = many(GroupBasis.choices, label=_("What are they singled out for?"))
    where = LineField(label=_("Where"), max_length=200, required=False)
    feared = area(label=_("What is feared for them?"), rows=2, max_length=1000)
    qualifier = forms.ChoiceField(
        label=_("Qualifier"), choices=[CHOOSE, *Qualifier.choices], required=False
    )
    best = people(label=_("How many, if known"))
    low = people(label=_("Lowest"))
    high = people(label=_("Highest"))
    as_of = DayField(label=_("As of"), required=False)
    source = LineField(label=_("Source of the number"), max_length=200, required=False)

    layout = (
        Row("name", "where"),
        "feared",
        Field("basis", wrapper_class="in-columns"),
        Row("qualifier", "best", "as_of"),
        Row("low", "high", "source"),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("best") is None:
            for name in ("low", "high"):
                if data.get(name) is not None:
                    self.add_error("best", _("Give the best estimate as well."))
        else:
            for name in ("qualifier", "as_of", "source"):
                if name in data and not data[name]:
                    self.add_error(name, _("A number needs its qualifier, its source and its day."))
        return data


class AreaForm(RowForm):
    name = LineField(
        label=_("Area"),
        max_length=160,
        help_text=_("A region, a district, a town: as much as is safe to make public."),
    )
    danger = forms.ChoiceField(label=_("Beside the rest"), choices=[CHOOSE, *Danger.choices])
    note = area(label=_("Note"), rows=2, max_length=1000)

    layout = (Row("name", "danger"), "note")
    once = ("name",)


class TriggerForm(RowForm):
    name = LineField(
        label=_("Trigger"),
        max_length=160,
        help_text=_("An election, a withdrawal, a deadline, a verdict."),
    )
    when = LineField(
        label=_("When"), max_length=80, required=False, help_text=_("A day, a season, if known.")
    )
    effect = area(label=_("What could it set off?"), rows=2, max_length=1000)

    layout = (Row("name", "when"), "effect")
    once = ("name",)


class CitationForm(RowForm):
    author = LineField(label=_("Author"), max_length=160, required=False)
    title = LineField(label=_("Title"), max_length=300)
    occasions = OccasionsField(
        label=_("Where and when"),
        help_text=_(
            "Each place and day on a line of its own, like “Melbourne, 2007-08-13”: a speech can be"
            " given twice."
        ),
    )
    locator = LineField(
        label=_("Where in it"), max_length=120, required=False, help_text=_("Like “para 12”.")
    )
    symbol = LineField(
        label=_("Document symbol"),
        max_length=60,
        required=False,
        help_text=_("Of a document of the United Nations, as it stands there."),
    )
    url = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")

    layout = (Row("author", "title"), Row("occasions", "locator"), Row("symbol", "url"))


class FigureForm(EstimateForm):
    qualifier = forms.ChoiceField(label=_("Qualifier"), choices=[CHOOSE, *Qualifier.choices])
    best = people(label=_("Best estimate"), required=True)
    low = people(label=_("Lowest"))
    high = people(label=_("Highest"))
    kind = forms.ChoiceField(label=_("People who were"), choices=[CHOOSE, *FigureKind.choices])
    period = LineField(label=_("Period"), max_length=80, help_text=_("Like “2003–2007”."))
    as_of = DayField(label=_("As of"))
    source = LineField(label=_("Source"), max_length=200)
    note = LineField(label=_("Note"), max_length=300, required=False)

    layout = (
        Row("qualifier", "best", "kind"),
        Row("low", "high", "as_of"),
        Row("period", "source"),
        "note",
    )


class ActorForm(RowForm):
    name = LineField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=[CHOOSE, *ActorKind.choices])
    part = forms.ChoiceField(label=_("Part"), choices=[CHOOSE, *Part.choices])
    note = LineField(label=_("Note"), max_length=300, required=False)

    layout = (Row("name", "kind", "part"), "note")
    once = ("name", "part")


class RecommendationForm(RowForm):
    addressee = LineField(
        label=_("To whom"), max_length=160, help_text=_("Somebody who can act on it.")
    )
    is_territorial_state = forms.BooleanField(
        label=_("This is the State where the people are at risk"), required=False
    )
    text = TextField(
        label=_("What it should do"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    rung = forms.TypedChoiceField(
        label=_("Rung"),
        choices=numbered_rungs,
        coerce=int,
    )

    layout = (Row("addressee", "rung"), "is_territorial_state", "text")

    def __init__(self, *args: Any, no_force: Text = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.no_force = no_force

    def clean_rung(self) -> int:
        """Refuse force without consent beside its rung, unless a worksheet allows it. (D8)"""
        rung = self.cleaned_data["rung"]
        if rung == Rung.MILITARY_NO_CONSENT and self.no_force:
            raise forms.ValidationError(str(self.no_force))
        return rung


class OccasionForm(RowForm):
    day = DayField(label=_("Day"))
    place = LineField(
        label=_("Place"), max_length=160, help_text=_("The venue and the city, as it is cited.")
    )

    layout = (Row("day", "place"),)


class RowFormSet(forms.BaseFormSet):
    """Rows that are saved together and replace what was there.

    A form can name fields that no two rows may share (`once`); the second one is told.
    """

    def clean(self) -> None:
        seen: set[tuple[Any, ...]] = set()
        for form in self.forms:
            once = getattr(form, "once", ())
            key = tuple(form.cleaned_data.get(name) for name in once)
            if not once or not form.is_filled() or form.cleaned_data.get("DELETE"):
                continue
            if key in seen:
                form.add_error(once[0], _("This is there twice."))
            seen.add(key)

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove this one")
        if "ORDER" in form.fields:
            form.fields["ORDER"].label = _("Place in the list")
            form.fields["ORDER"].required = False


def filled_rows(rows: forms.BaseFormSet) -> list[dict[str, Any]]:
    """What was filled in and not removed, in the order asked for."""
    kept = rows.ordered_forms if rows.can_order else rows.initial_forms + rows.extra_forms
    wanted = set(rows.form.base_fields)
    return [
        {name: value for name, value in form.cleaned_data.items() if name in wanted}
        for form in kept
        if form.is_filled() and not form.cleaned_data.get("DELETE")
    ]


def several(form: type[RowForm], *, can_order: bool = False) -> type[forms.BaseFormSet]:
    """Rows of one kind. Only what is there already can be removed; an empty row is left empty."""
    return forms.formset_factory(
        form,
        formset=RowFormSet,
        extra=1,
        max_num=MOST_ROWS,
        validate_max=True,
        can_order=can_order,
        can_delete=True,
        can_delete_extra=False,
    )


PopulationFormSet = several(PopulationForm)
AreaFormSet = several(AreaForm)
CitationFormSet = several(CitationForm)
TriggerFormSet = several(TriggerForm)
FigureFormSet = several(FigureForm)
ActorFormSet = several(ActorForm)
OccasionFormSet = several(OccasionForm)
RecommendationFormSet = several(RecommendationForm, can_order=True)


def initial_rows(rows: Iterable[Model], form: type[RowForm]) -> list[dict[str, Any]]:
    """What the rows say, as the formset shows it."""
    return [model_to_dict(row, fields=list(form.base_fields)) for row in rows]
