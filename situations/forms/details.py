"""Rows of a draft: figures and actors of an assessment, recommendations of a brief."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Row
from django import forms
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, TextField, page_helper
from situations.models import ActorRole, Figure, Recommendation
from situations.models.choices import ActorKind, FigureKind, Part, Qualifier, Rung
from situations.services.briefs import NO_FORCE_WITHOUT_WORKSHEET

from .fields import DayField, numbered_rungs

MOST_ROWS = 10
CHOOSE = ("", _("Choose"))


class RowForm(forms.Form):
    """One row of several; an untouched one counts for nothing."""

    layout: tuple[Any, ...] = ()

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


class FigureForm(RowForm):
    qualifier = forms.ChoiceField(label=_("Qualifier"), choices=[CHOOSE, *Qualifier.choices])
    best = forms.IntegerField(label=_("Best estimate"), min_value=0, max_value=2_000_000_000)
    low = forms.IntegerField(
        label=_("Lowest"), min_value=0, max_value=2_000_000_000, required=False
    )
    high = forms.IntegerField(
        label=_("Highest"), min_value=0, max_value=2_000_000_000, required=False
    )
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

    def clean_as_of(self) -> Any:
        day = self.cleaned_data["as_of"]
        if day > timezone.localdate():
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


class ActorForm(RowForm):
    name = LineField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=[CHOOSE, *ActorKind.choices])
    part = forms.ChoiceField(label=_("Part"), choices=[CHOOSE, *Part.choices])
    note = LineField(label=_("Note"), max_length=300, required=False)

    layout = (Row("name", "kind", "part"), "note")


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

    def clean_rung(self) -> int:
        rung = self.cleaned_data["rung"]
        if rung == Rung.MILITARY_NO_CONSENT:
            raise forms.ValidationError(NO_FORCE_WITHOUT_WORKSHEET)
        return rung


class RowFormSet(forms.BaseFormSet):
    """Rows that are saved together and replace what was there."""

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


def _several(form: type[RowForm], *, can_order: bool = False) -> type[forms.BaseFormSet]:
    """Rows of one kind. Only what is there already can be removed; an empty row is left empty."""
    return forms.formset_factory(
        form,
        formset=RowFormSet,
        extra=1,
        max_num=MOST_ROWS,
        can_order=can_order,
        can_delete=True,
        can_delete_extra=False,
    )


FigureFormSet = _several(FigureForm)
ActorFormSet = _several(ActorForm)
RecommendationFormSet = _several(RecommendationForm, can_order=True)


def initial_rows(
    rows: Iterable[Figure | ActorRole | Recommendation], form: type[RowForm]
) -> list[dict[str, Any]]:
    """What the rows say, as the formset shows it."""
    return [model_to_dict(row, fields=list(form.base_fields)) for row in rows]
