"""What staff type about mail."""

from typing import Any

from django import forms
from django.contrib.admin.helpers import ActionForm
from django.utils.translation import gettext_lazy as _

from .addresses import AddressRefused, mailable
from .models import Suppression


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
