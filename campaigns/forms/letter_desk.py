"""What is written at the desk about letters: variants of their words, and facts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import CaseFacts
from campaigns.services.case_facts import FactRow
from core.forms import LineField, TextField, page_helper
from officials.languages import Language

ROWS_AT_MOST = 12
DAY = {"type": "date"}


class VariantForm(forms.Form):
    """Subject and statement once more: in a language of the offices, or said otherwise."""

    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    name = forms.SlugField(
        label=_("Name"),
        max_length=20,
        required=False,
        help_text=_("Empty: a translation of the main statement. Else a word of yours, such as b."),
    )
    subject = LineField(label=_("Subject"), max_length=160)
    statement = TextField(
        label=_("Statement"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    weight = forms.IntegerField(
        label=_("Weight"),
        min_value=1,
        max_value=100,
        initial=1,
        help_text=_("With 2 it is chosen twice as often as one with 1."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper(*self.fields, submit=_("Save this variant"))


class FactsForm(forms.Form):
    """Until when the facts are good, and what has changed."""

    expires_on = forms.DateField(
        label=_("Good until"),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        help_text=_("After this day no letter leaves until you have checked them."),
    )
    reason = LineField(
        label=_("What has changed"),
        max_length=500,
        required=False,
        help_text=_("Told to those whose letters wait. They confirm anew, or take them back."),
    )


class FactForm(forms.Form):
    """One fact: what, who says so, as of when."""

    text = LineField(label=_("Fact"), max_length=500)
    source = LineField(label=_("Source"), max_length=160)
    source_url = forms.URLField(
        label=_("Address of the source (optional)"),
        max_length=300,
        required=False,
        assume_scheme="https",
    )
    as_of = forms.DateField(label=_("As of"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))

    def row(self) -> FactRow:
        """Return what was typed, for the service."""
        return FactRow(**self.cleaned_data)


FactRows = forms.formset_factory(FactForm, extra=3, max_num=ROWS_AT_MOST, validate_max=True)


def rows_of(facts: CaseFacts) -> list[dict[str, Any]]:
    """Return what the form of facts shows at first."""
    return [dict(row) for row in facts.rows.values("text", "source", "source_url", "as_of")]
