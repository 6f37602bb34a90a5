"""To subscribe: an address, a topic, a language. For staff: an address, and what to do."""

from typing import Any

from crispy_forms.layout import Div, Field
from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, page_helper
from outbox.addresses import AddressRefused, mailable

from .links import address
from .topics import find_topic, topic_choices


def language_choices() -> list[tuple[str, str]]:
    """Each language under its own name."""
    return [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


class AddressField(LineField):
    """One address that mail can be sent to, as the outbox judges it."""

    widget = forms.EmailInput

    def clean(self, value: Any) -> str:
        try:
            return mailable(super().clean(value))
        except AddressRefused as refused:
            raise forms.ValidationError(str(refused), code="email") from refused


class SubscribeForm(forms.Form):
    email = AddressField(
        label=_("Your email address"),
        help_text=_("We write to it about what you follow, and give it to nobody."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    topic = forms.ChoiceField(
        label=_("What do you want to hear about?"),
        help_text=_("You can follow several: send this form once for each."),
        choices=topic_choices,
    )
    language = forms.ChoiceField(label=_("Language of the emails"), choices=language_choices)
    # People do not see it; programs that fill in every field give themselves away.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper(
            "email",
            "topic",
            "language",
            Div(Field("website"), css_class="trap", aria_hidden="true"),
            submit=_("Send me a link to confirm"),
            csrf=False,
        )
        self.helper.form_action = address("alerts:ask")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if found := find_topic(cleaned.get("topic", "")):
            cleaned["kind"], cleaned["subject"] = found
        return cleaned

    @property
    def is_by_a_program(self) -> bool:
        return bool(self.cleaned_data.get("website"))


class AddressForm(forms.Form):
    """For staff: what a person who wrote to us wants done."""

    END = "end"
    ERASE = "erase"

    email = AddressField(
        label=_("Address"), help_text=_("It is used to find the person, and not stored.")
    )
    deed = forms.ChoiceField(
        label=_("What to do"),
        choices=[
            (END, _("end all subscriptions")),
            (ERASE, _("erase the person and all that they follow")),
        ],
        widget=forms.RadioSelect,
        initial=END,
    )
