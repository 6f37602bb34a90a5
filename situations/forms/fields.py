"""Fields as the desk's forms use them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from core.forms import TextField
from core.rules import Text

Choices = Iterable[tuple[Any, Text]]

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


def area(*, label: Text, help_text: Text = "", rows: int = 3, **more: Any) -> TextField:
    """Several lines, never needed to leave a step."""
    more.setdefault("max_length", 5000)
    return TextField(
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
        **more,
    )


def one_of(choices: Choices, *, label: Text, help_text: Text = "") -> forms.ChoiceField:
    """One answer of a few, all of them in sight."""
    return forms.ChoiceField(
        label=label,
        help_text=help_text,
        choices=list(choices),
        required=False,
        widget=forms.RadioSelect,
    )


def many(choices: Choices, *, label: Text, help_text: Text = "") -> forms.MultipleChoiceField:
    """Any number of answers, all of them in sight."""
    return forms.MultipleChoiceField(
        label=label,
        help_text=help_text,
        choices=list(choices),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
