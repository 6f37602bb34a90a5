"""What staff type about signatures that they judge."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from campaigns.models import AlarmEnd, PublicReason, SignatureHold, SweepDeed
from campaigns.sieve import Sieve
from core.countries import country_choices

ANY = [("", _("any"))]
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
KEY = r"^(?:[0-9a-f]{2}){1,32}$"


class SieveForm(forms.Form):
    """Which signatures, and what is to be done to them, as it stands in an address."""

    deed = forms.ChoiceField(label=_("What to do"), choices=SweepDeed.choices)
    since = forms.DateField(label=_("From day"), required=False, widget=DAY)
    until = forms.DateField(label=_("To day"), required=False, widget=DAY)
    after = forms.DateTimeField(label=_("Came in after"), required=False, widget=MOMENT)
    before = forms.DateTimeField(label=_("Came in before"), required=False, widget=MOMENT)
    country = forms.ChoiceField(label=_("Country"), required=False)
    language = forms.ChoiceField(
        label=_("Language of the page"), choices=[*ANY, *settings.LANGUAGES], required=False
    )
    hold = forms.ChoiceField(
        label=_("Why it is held"), choices=[*ANY, *SignatureHold.choices], required=False
    )
    network = forms.RegexField(KEY, required=False, widget=forms.HiddenInput)
    block = forms.RegexField(KEY, required=False, widget=forms.HiddenInput)
    domain = forms.RegexField(KEY, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [*ANY, *country_choices()]  # type: ignore[attr-defined] # - a ChoiceField

    @property
    def sieve(self) -> Sieve:
        """What was asked for. Only when valid."""
        names = Sieve.__dataclass_fields__
        found = {name: value for name, value in self.cleaned_data.items() if name in names}
        return Sieve(**{name: value for name, value in found.items() if value})


class ProposalForm(forms.Form):
    """What was seen in the preview, and why it is done."""

    last = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
    matched = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Public reason"),
        choices=PublicReason.choices,
        help_text=_("Stands on the petition's public account, with the number and the day."),
    )
    note = forms.CharField(
        label=_("Note for staff"),
        max_length=300,
        required=False,
        help_text=_("It is kept for good: name nobody."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class CloseAlarmForm(forms.Form):
    """What an alarm turned out to be."""

    end = forms.ChoiceField(label=_("What it was"), choices=AlarmEnd.choices)
    note = forms.CharField(
        label=_("Note for staff"),
        max_length=300,
        required=False,
        help_text=_("It is kept for good: name nobody."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
