"""What is written at the desk about letters: the action, variants of its words, and facts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, CaseFacts
from campaigns.services.case_facts import FactRow
from core.forms import LineField, TextField, page_helper
from officials.languages import Language

from .desk import PartForm

ROWS_AT_MOST = 12
DAY = {"type": "date"}


class LetterActionForm(PartForm):
    """The letters that citizens are invited to write."""

    subject = LineField(label=_("Subject of the letters"), max_length=160, required=False)
    opening = TextField(
        label=_("Advice for writing"),
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What helps, and what to leave out. It stands beside the form. Markdown."),
    )
    statement = TextField(
        label=_("Statement"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Your organisation's text, which follows the citizen's own words in every letter. Leave"
            " it empty if this campaign has no letters. [[pledges]] on a line of its own becomes"
            " what the office's State has put its name to and stands by on the day."
        ),
    )

    prompts = TextField(
        label=_("Questions to start from"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "One on each line: “Whom do you know there?” Questions lead to people's own words,"
            " paragraphs to copies, which offices filter."
        ),
    )
    do_not_name = TextField(
        label=_("Names that no letter should hold"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_(
            "One on each line: people whom being named would put in danger. Whoever writes one of"
            " them is warned. We keep hashes that nobody can read back: to change the list, type it"
            " all anew. Empty: the list stays. A single dash: it is emptied."
        ),
    )
    offers_sending = forms.BooleanField(label=_("We send the letters"), required=False)
    offers_own_mail = forms.BooleanField(
        label=_("People may send them from their own mailbox"),
        required=False,
        help_text=_("They then see the office's address, and the office sees theirs."),
    )
    offers_paper = forms.BooleanField(label=_("People may print them"), required=False)
    to_person = forms.BooleanField(
        label=_("The letters are to the person, and not to the office"),
        required=False,
        help_text=_(
            "If somebody else takes the office, letters wait, and their writers are asked."
        ),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("statement") and not data.get("subject"):
            self.add_error("subject", _("A letter needs a subject."))
        ways = ("offers_sending", "offers_own_mail", "offers_paper")
        if data.get("statement") and not any(data.get(way) for way in ways):
            self.add_error("offers_sending", _("Offer at least one way to send the letter."))
        return data

    @staticmethod
    def values(campaign: Campaign) -> dict[str, Any]:
        if not campaign.has_letters:
            return {"offers_sending": True, "offers_paper": True}
        action = campaign.letter_action
        shown = ("subject", "opening", "statement", "prompts", "to_person")
        ways = ("offers_sending", "offers_own_mail", "offers_paper")
        return {name: getattr(action, name) for name in (*shown, *ways)}


class NamesForm(forms.Form):
    """Names that no letter should hold, added while a campaign runs."""

    names = TextField(
        label=_("Add names that no letter should hold"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_(
            "One on each line. From now on whoever writes one of them is warned. We keep hashes"
            " that nobody can read back, and none can be taken off."
        ),
    )

    def __init__(self, *args: Any, action: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper("names", submit=_("Add them"))
        self.helper.form_action = action


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
