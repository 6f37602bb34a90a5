"""What a visitor fills in to sign."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field, Hidden
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from campaigns.models import Campaign, Display, Petition
from campaigns.signing_link import Signing
from core.countries import country_choices, is_country
from core.forms import LineField, ShortField, page_helper
from core.rules import RuleRefused, Text
from outbox.addresses import mailable

_ADDRESS = re.compile(r"https?:|www\.|//|@|\.(?:com|net|org|info|ru|cn)\b", re.IGNORECASE)
# In their order on the page; and those of them that a signer decides anew when confirming.
SIGNED = (
    "name", "email", "country", "region", "display", "wants_updates", "name_handed_over",
)  # fmt: skip
CHOSEN = tuple(name for name in SIGNED if name != "email")


def countries() -> list[tuple[str, Text]]:
    """Return today's countries in the language of the page, after an invitation to choose."""
    return [("", _("Choose a country or area")), *country_choices()]


class NameField(LineField):
    """A person's name: letters of any script, no address of a page or a mailbox.

    What a spreadsheet would take for a formula is refused too, since lists are handed over as one.
    """

    def __init__(self, **more: Any):
        more.setdefault("max_length", 100)
        more.setdefault("label", _("Your name"))
        more.setdefault("error_messages", {"required": _("Write a name.")})
        super().__init__(**more)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and (_ADDRESS.search(value) or value[0] in "=+-@|%"):
            raise ValidationError(_("Write a name, without the address of a page or a mailbox."))
        if value and not any(character.isalpha() for character in value):
            raise ValidationError(_("Write a name, with letters."))


class CountryField(forms.ChoiceField):
    """One of today's countries and areas.

    Whether it is one is looked up. A list of 250 is written out for a page, not for each signature.
    """

    def valid_value(self, value: Any) -> bool:
        return is_country(str(value))


class MailboxField(ShortField):
    """One address that mail can go to."""

    widget = forms.EmailInput

    def __init__(self, **more: Any):
        more.setdefault("label", _("Your email address"))
        more.setdefault("error_messages", {"required": _("Write an email address.")})
        super().__init__(max_length=254, **more)
        self.widget.attrs["autocomplete"] = "email"

    def clean(self, value: Any) -> str:
        address = super().clean(value)
        try:
            return mailable(address) if address else ""
        except RuleRefused as refused:
            raise ValidationError([str(text) for _code, text in refused.messages]) from refused


@dataclass(frozen=True)
class Posted:
    """A form for signing that was filled in rightly."""

    signing: Signing
    proof: str
    trapped: bool


def read_posted(posted: Mapping[str, str], petition: Petition) -> Posted | None:
    """Return what was posted, or None if any field of SignForm refuses what stands in it.

    The rules are those of the form's own fields, asked one by one: making the form, which is for
    showing it with its errors, takes several times as long as this.
    """
    try:
        data = {
            name: field.clean(field.widget.value_from_datadict(posted, {}, name))
            for name, field in SignForm.base_fields.items()
            if name != "region" or petition.asks_region
        }
    except ValidationError:
        return None
    chosen = {name: data[name] for name in CHOSEN if name in data}
    signing = Signing(email=data["email"], language=get_language() or "en", **chosen)
    return Posted(signing=signing, proof=data["proof"], trapped=bool(data["website"]))


class CitizenForm(forms.Form):
    """Who somebody is, as far as it must be known: a name, a mailbox, a country."""

    name = NameField(widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = MailboxField()
    country = CountryField(
        label=_("Where you live"),
        choices=countries,
        error_messages={"required": _("Choose a country or area.")},
        widget=forms.Select(attrs={"autocomplete": "country"}),
    )
    # People do not see it; programs that fill in everything do.
    website = ShortField(
        label=_("Leave this empty"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    @property
    def trapped(self) -> bool:
        return bool(self.cleaned_data["website"])


class SignForm(CitizenForm):
    """Sign a petition. Nothing about the person is shown and nothing is sent unless asked for.

    Without an `action`, in a preview, it has no button.
    """

    display = forms.ChoiceField(
        label=_("Show in public"),
        choices=Display.choices,
        initial=Display.HIDDEN,
        widget=forms.RadioSelect,
    )
    wants_updates = forms.BooleanField(required=False)
    name_handed_over = forms.BooleanField(
        label=_("My name may be on the list that is handed to the addressees"), required=False
    )
    region = LineField(
        label=_("Region or city (optional)"),
        required=False,
        max_length=80,
        help_text=_("Kept sealed with your name. Leave it empty if it could point to you."),
        widget=forms.TextInput(attrs={"autocomplete": "address-level1"}),
    )
    # Filled in by the page's script while the petition asks for a proof of work. (campaigns.proof)
    proof = ShortField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, campaign: Campaign, action: str, **kwargs: Any):
        super().__init__(*args, **{"auto_id": "sign_%s", **kwargs})
        self.petition = campaign.petition
        if not self.petition.asks_region:
            del self.fields["region"]
        self.fields["email"].help_text = _("We send one link to it, so that nobody signs for you.")
        self.fields["wants_updates"].label = _("%(organisation)s may write to me about this") % {
            "organisation": campaign.organisation.name
        }
        self.action = action

    @cached_property
    def helper(self) -> FormHelper:
        """How it is drawn, which a form that is right from the start never asks."""
        helper = page_helper(
            *(name for name in SIGNED if name in self.fields),
            Field("website", wrapper_class="trap"),
            *self._proof_layout(),
            submit=_("Sign this petition") if self.action else "",
            csrf=False,
        )
        helper.form_action = self.action
        return helper

    def _proof_layout(self) -> list[Any]:
        """Say what the petition asks of a browser while it is under attack, and have it asked."""
        asked = self.petition.proof_since is not None and self.action
        return [Field("proof"), HTML("{% include 'campaigns/_proof.html' %}")] if asked else []


class CorrectionForm(SignForm):
    """What the reader of the emailed link would rather sign with. The address is proved by now."""

    def __init__(self, *args: Any, typed: Signing, **kwargs: Any):
        initial = {name: getattr(typed, name) for name in CHOSEN}
        super().__init__(*args, action="", initial=initial, **kwargs)
        self.typed = typed
        for name in ("email", "website", "proof"):
            del self.fields[name]

    @cached_property
    def helper(self) -> FormHelper:
        helper = page_helper(
            *(name for name in SIGNED if name in self.fields),
            Hidden("corrected", "1"),
            submit=_("Confirm with these details"),
            csrf=False,
        )
        return helper

    def signing(self) -> Signing:
        """Return what was corrected: the address and the version of the text stay."""
        data = self.cleaned_data
        return replace(self.typed, **{name: data[name] for name in CHOSEN if name in data})
