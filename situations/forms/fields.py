"""Fields as the desk's forms use them."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.core.validators import MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from situations.models.choices import Rung

Words = Any  # a str, or one that is translated when it is shown
Choices = Iterable[tuple[Any, Words]]

# No assessment of ours looks further back; an earlier year is a slip of the finger.
EARLIEST = date(1900, 1, 1)


class DayField(forms.DateField):
    """A day, typed or picked. What is no day at all is refused beside the field."""

    def __init__(self, **more: Any):
        more.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        more.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y"])
        more.setdefault(
            "error_messages", {"invalid": _("This is not a day. Write it like 2007-08-13.")}
        )
        super().__init__(**more)
        self.validators.append(
            MinValueValidator(EARLIEST, message=_("This day lies too far back. Check the year."))
        )


class OccasionsField(TextField):
    """Places with their days, one on each line; a line can be a day alone."""

    def __init__(self, **more: Any):
        more.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(required=False, max_length=600, **more)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(", ".join(filter(None, (row["place"], row["day"]))) for row in value)
        return value

    def clean(self, value: Any) -> list[dict[str, str]]:
        lines = [line.strip() for line in super().clean(value).splitlines()]
        return [self._occasion(line) for line in lines if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def _occasion(self, line: str) -> dict[str, str]:
        place, _comma, day = line.rpartition(",")
        return {"place": place.strip(), "day": DayField().clean(day.strip()).isoformat()}


def numbered_rungs() -> list[tuple[Any, Words]]:
    """The rungs with their numbers, and nothing chosen. (D7)"""
    return [("", _("Choose")), *((rung, f"{rung} · {name}") for rung, name in Rung.choices)]


def area(*, label: Words, help_text: Words = "", rows: int = 3, **more: Any) -> TextField:
    """Several lines, never needed to leave a step."""
    more.setdefault("max_length", 5000)
    return TextField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


def one_of(choices: Choices, *, label: Words, help_text: Words = "") -> forms.ChoiceField:
    """One answer of a few, all of them in sight."""
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=list(choices),
        required=False,
        widget=forms.RadioSelect,
    )


def many(choices: Choices, *, label: Words, help_text: Words = "") -> forms.MultipleChoiceField:
    """Any number of answers, all of them in sight."""
    return forms.MultipleChoiceField(
        label=label,
        help_text=help_text,
        choices=list(choices),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Let the field `name` choose from these rows."""
    cast(forms.ModelChoiceField, form.fields[name]).queryset = rows
