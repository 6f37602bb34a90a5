"""A signer's own page: what can be changed on it, and the form that asks for it."""

from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Display, Signature
from campaigns.services.own import Choices
from core.forms import LineField, page_helper

from .public import MailboxField, NameField


class FindForm(forms.Form):
    """To have the link to one's own page sent."""

    email = MailboxField()
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, action: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper(
            "email",
            Field("website", wrapper_class="trap"),
            submit=_("Send me the link"),
            csrf=False,
        )
        self.helper.form_action = action

    @property
    def is_by_a_program(self) -> bool:
        return bool(self.cleaned_data.get("website"))


class ChoicesForm(forms.Form):
    """What a signer allows: how they are shown, updates, the list that is handed over."""

    display = forms.ChoiceField(
        label=_("Show in public"), choices=Display.choices, widget=forms.RadioSelect
    )
    wants_updates = forms.BooleanField(required=False)
    name_handed_over = forms.BooleanField(
        label=_("My name may be on the list that is handed to the addressees"), required=False
    )

    def __init__(self, data: Any = None, *, signature: Signature):
        fields = ("display", "wants_updates", "name_handed_over")
        initial = {field: getattr(signature, field) for field in fields}
        super().__init__(data, initial=initial, auto_id=f"choices_{signature.petition_id}_%s")
        self.fields["wants_updates"].label = _("%(organisation)s may write to me about this") % {
            "organisation": signature.petition.campaign.organisation.name
        }
        self.helper = page_helper(*fields, submit="", csrf=False)
        self.helper.form_tag = False
        self.signature = signature

    def choices(self) -> Choices:
        return Choices(**self.cleaned_data)


class CorrectForm(forms.Form):
    """A name typed anew: what stands sealed cannot be shown here, so nothing is filled in."""

    name = NameField()
    region = LineField(label=_("Region or city, if you want"), required=False, max_length=80)

    def __init__(self, data: Any = None, *, signature: Signature):
        super().__init__(data, auto_id=f"correct_{signature.petition_id}_%s")
        fields = ["name"]
        if signature.petition.asks_region:
            fields.append("region")
        else:
            del self.fields["region"]
        self.helper = page_helper(*fields, submit="", csrf=False)
        self.helper.form_tag = False
        self.signature = signature
