"""What a second person answers before a campaign is approved, and what supporters are told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.services.reviewing import SafetyAnswers
from core.forms import TextField, page_helper


class SafetyForm(forms.Form):
    """Could this campaign harm somebody?"""

    harm = TextField(
        label=_("Who could be harmed, and how?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Think of the person in the story and their family, the partner, signers in the"
            " country, whoever told of it, and people whom a place or a day would give away. If"
            " nobody: say why not."
        ),
    )
    precautions = TextField(
        label=_("What is done against it?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    consent_in_hand = forms.BooleanField(
        label=_(
            "I have seen the consent to the story: it covers a public campaign, in every language"
            " of it, and can be withdrawn."
        ),
        required=False,
    )
    at_risk = forms.TypedChoiceField(
        label=_("Should it run in at-risk mode?"),
        coerce=lambda value: value == "yes",
        choices=[
            ("yes", _("Yes: being seen to sign could put people in danger")),
            ("no", _("No")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper(*self.fields, submit=_("Record the safety review"))

    def answers(self) -> SafetyAnswers:
        """Return what was answered, for the service."""
        return SafetyAnswers(**self.cleaned_data)


class ReportForm(forms.Form):
    """What came of a closed campaign."""

    report = TextField(
        label=_("Report to supporters"),
        max_length=12000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_(
            "What was asked and what the addressees did, what was not reached, and what follows."
            " Supporters gave their names for it: tell them plainly. Markdown."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper("report", submit=_("Save the report"))
