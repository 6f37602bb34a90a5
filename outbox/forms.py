"""What staff type about mail."""

from typing import Any

from django import forms
from django.contrib.admin.helpers import ActionForm
from django.utils.translation import gettext_lazy as _

from .addresses import AddressRefused, mailable
from .models import Domain, Failure, State, Stream, Suppression
from .services import Deed
from .sieve import Sieve

ANY = [("", _("any"))]
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class SuppressionForm(forms.ModelForm):
    """An address, typed once and not kept: only its blind index is."""

    address = forms.CharField(
        label=_("Email address"),
        max_length=254,
        help_text=_("It is not kept: only a keyed digest is, by which it is known again."),
    )

    class Meta:
        model = Suppression
        fields = ("reason", "scope")

    field_order = ("address", "reason", "scope")

    def clean_address(self) -> Any:
        try:
            return mailable(self.cleaned_data["address"])
        except AddressRefused as refused:
            raise forms.ValidationError(str(refused), code="address") from refused


class LiftForm(ActionForm):
    """Beside the choice of an action: why."""

    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)


class SieveForm(forms.Form):
    """Which messages, as it stands in an address."""

    state = forms.ChoiceField(label=_("State"), choices=[*ANY, *State.choices], required=False)
    stream = forms.ChoiceField(label=_("Stream"), choices=[*ANY, *Stream.choices], required=False)
    failure = forms.ChoiceField(
        label=_("What went wrong"), choices=[*ANY, *Failure.choices], required=False
    )
    template = forms.CharField(label=_("Template"), max_length=120, required=False)
    domain = forms.CharField(label=_("Recipient's domain"), max_length=253, required=False)
    since = forms.DateField(label=_("Made from"), required=False, widget=DAY)
    until = forms.DateField(label=_("Made until"), required=False, widget=DAY)
    content = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
    )
    message = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean_domain(self) -> str:
        """A domain alone: an address in the address bar would stay in the browser's history."""
        domain: str = self.cleaned_data["domain"].strip()
        if "@" in domain:
            raise forms.ValidationError(_("Leave out the name and the @."), code="address")
        return domain

    @property
    def sieve(self) -> Sieve:
        """What was asked for. Only when valid."""
        names = Sieve.__dataclass_fields__
        found = {name: value for name, value in self.cleaned_data.items() if name in names}
        return Sieve(**{name: value for name, value in found.items() if value})


class SweepForm(SieveForm):
    """Which messages, and what is to be done to all of them."""

    deed = forms.ChoiceField(label=_("What to do"), choices=Deed.choices)

    field_order = ("deed", *SieveForm.base_fields)


class PauseForm(forms.Form):
    """Why a stream is stopped."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("Others will read it on the overview. It is kept for good: name nobody."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


class DomainForm(forms.ModelForm):
    """A domain's name once, and how many workers may send to it at the same time."""

    class Meta:
        model = Domain
        fields = ("name", "workers")

    workers = forms.IntegerField(
        label=_("Workers at once"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_("Empty: as many as to any other domain."),
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip().strip(".").lower()
        if "@" in name or " " in name or "." not in name:
            raise forms.ValidationError(_("Enter a domain, such as example.org."), code="domain")
        return name
