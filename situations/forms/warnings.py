"""What a person fills in to warn, and to come back. In any language, from whichever side it reads.

The pages are the same for everybody and ask for no account. Nothing here is about the computer that
the form is sent from.
"""

import secrets
from typing import Any

from crispy_forms.layout import Field, Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, TextField, page_helper
from core.rules import RuleRefused
from outbox.addresses import mailable
from situations.models import DutyOfficer, Territory, Urgency

from .fields import offer

LONG = 5000
NONCE_AT_LEAST = 20


def any_direction(rows: int = 0) -> forms.Widget:
    """A field that reads from the left or from the right, as its words do."""
    attributes: dict[str, Any] = {"dir": "auto", "autocomplete": "off"}
    if rows:
        return forms.Textarea(attrs=attributes | {"rows": rows})
    return forms.TextInput(attrs=attributes)


class WarningForm(forms.Form):
    """A warning. Only the place and what is feared are needed; the rest helps."""

    place = LineField(
        label=_("Where"),
        max_length=200,
        widget=any_direction(),
        help_text=_("The town, district or road, as people there call it."),
        error_messages={"required": _("Say where, as well as you can.")},
    )
    territory = forms.ModelChoiceField(
        label=_("Country or area"),
        queryset=Territory.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("I do not know, or would rather not say"),
    )
    feared = TextField(
        label=_("What do you fear will happen, or what is happening?"),
        max_length=LONG,
        widget=any_direction(rows=7),
        help_text=_("Write in your own words, in any language."),
        error_messages={"required": _("Say what you fear.")},
    )
    urgency = forms.ChoiceField(
        label=_("How soon?"),
        choices=Urgency.choices,
        initial=Urgency.UNKNOWN,
        widget=forms.RadioSelect,
        required=False,
    )
    when = LineField(
        label=_("Is there a day it may turn on?"),
        max_length=200,
        required=False,
        widget=any_direction(),
        help_text=_("An election, a harvest, a deadline that somebody has set."),
    )
    people_at_risk = TextField(
        label=_("Who is at risk?"),
        max_length=LONG,
        required=False,
        widget=any_direction(rows=3),
        help_text=_("Name the community or the place they live in, rather than single people."),
    )
    how_known = TextField(
        label=_("How do you know?"),
        max_length=LONG,
        required=False,
        widget=any_direction(rows=4),
        help_text=_("What you saw or heard yourself, what others told you, what was published."),
    )
    organisation = forms.ModelChoiceField(
        label=_("Who should read it?"),
        queryset=DutyOfficer.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("Whoever is on duty"),
        help_text=_("If you choose an organisation, no other reads it while that one can act."),
    )
    sender = LineField(
        label=_("Your organisation, if you write in its name"),
        max_length=160,
        required=False,
        widget=any_direction(),
        help_text=_("Leave it empty to stay unnamed."),
    )
    contact = LineField(
        label=_("An email address to be told of answers at"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "dir": "ltr"}),
        help_text=_(
            "Not needed. The mail says only that there is an answer. Whoever can see your mailbox"
            " can see that it came; the desk never sees the address."
        ),
    )
    # People do not see it; programs that fill in everything do.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    nonce = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, action: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "territory", Territory.objects.current().by_name())
        offer(self, "organisation", DutyOfficer.objects.organisations())
        self.helper = page_helper(
            Fieldset(_("What you fear"), "place", "territory", "feared", "urgency", "when"),
            Fieldset(_("What helps us to act"), "people_at_risk", "how_known"),
            Fieldset(_("You"), "organisation", "sender", "contact"),
            Field("website", wrapper_class="trap"),
            submit=_("Read it once more"),
            csrf=False,
        )
        self.helper.form_action = action

    def clean_urgency(self) -> str:
        return self.cleaned_data["urgency"] or Urgency.UNKNOWN.value

    def clean_contact(self) -> str:
        return _mailbox(self.cleaned_data["contact"])

    def clean_website(self) -> str:
        # Said aloud and not passed over in silence: a person whose browser filled it in must know.
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty: only programs fill it in."))
        return ""

    def clean_nonce(self) -> str:
        """Return the number of this form; a new one on its way to being read once more."""
        typed: str = self.cleaned_data["nonce"]
        return typed if len(typed) >= NONCE_AT_LEAST else secrets.token_urlsafe(24)

    @property
    def came_back(self) -> bool:
        """Whether it was read once more: it brings the number that it was given then."""
        return len(self.data.get("nonce", "")) >= NONCE_AT_LEAST

    def report(self) -> dict[str, Any]:
        """Return what was filled in, for the service."""
        data = dict(self.cleaned_data)
        del data["website"]
        return data | {"language": get_language() or "en"}

    def answers(self) -> list[tuple[Any, Any]]:
        """Return what was filled in, as it is read once more."""
        shown = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if name == "urgency":
                value = Urgency(str(value)).label if value != Urgency.UNKNOWN else ""
            if name == "organisation":
                value = value or _("Whoever is on duty")
            if value and name not in ("nonce", "website"):
                shown.append((field.label, value))
        return shown


class AnswersForm(forms.Form):
    """Receipt number and PIN, of whatever script the digits are and however they are grouped."""

    receipt = LineField(
        label=_("Receipt number"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}),
        help_text=_("Twelve digits. Spaces do not matter."),
    )
    pin = LineField(
        label=_("PIN"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}),
        help_text=_("Eight digits."),
    )
    # What was being written when the hour was over is kept, and offered again.
    text = TextField(required=False, max_length=LONG, widget=forms.HiddenInput)

    def __init__(self, *args: Any, action: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper(*self.fields, submit=_("Read the answers"), csrf=False)
        self.helper.form_action = action

    def refuse(self, code: str, message: Any) -> None:
        """Show why nothing opened: beside the number if it is about that, else on top."""
        error = ValidationError(str(message), code=code)
        self.add_error(code if code in self.fields else None, error)

    def refuse_pair(self) -> None:
        """Say that the two do not belong together, in the same words whichever of them is wrong."""
        self.refuse("pair", _("This receipt number and this PIN do not belong together."))


class AddForm(forms.Form):
    """Add to a warning, or answer a question."""

    text = TextField(label=_("Add something"), max_length=LONG, widget=any_direction(rows=5))
    token = forms.CharField(max_length=200, widget=forms.HiddenInput)
    nonce = forms.CharField(min_length=NONCE_AT_LEAST, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, action: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper(*self.fields, submit=_("Send this"), csrf=False)
        self.helper.form_action = action

    @classmethod
    def empty(cls, *, action: str, token: str, text: str = "") -> "AddForm":
        """Return the form of one visit, with a number of its own so that it counts once."""
        nonce = secrets.token_urlsafe(24)
        return cls(action=action, initial={"token": token, "nonce": nonce, "text": text})


def _mailbox(typed: str) -> str:
    try:
        return mailable(typed) if typed else ""
    except RuleRefused as refused:
        raise ValidationError([str(text) for _code, text in refused.messages]) from refused
