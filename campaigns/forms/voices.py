"""What supporters and organisations fill in beside the signature; what the desk writes of it."""

import re
from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from campaigns.models import Display, VoiceRefusal
from campaigns.models.voice import VOICE_AT_MOST
from campaigns.services.papers import Sheets
from campaigns.services.sign_ons import SigningOn
from campaigns.services.voices import Saying
from core.forms import LineField, TextField, page_helper
from core.rules import Text
from core.text import has_misleading_marks

from .public import MailboxField, NameField, countries

# An address of a page or a mailbox, with or without what usually stands before it.
_LINK = re.compile(
    r"\b[a-z][a-z0-9+.-]*://|\bwww\.|\bmailto:|[^\s@]@[^\s@]+\.[^\s@]"
    r"|\b[\w-]+\.(?:com|net|org|info|biz|io|me|co|app|dev|xyz|top|site|online|shop|ly|gl|gg|tv"
    r"|ru|cn|de|uk|fr|eu|us)\b(?:/|(?![\w.-]*\w))|\b[\w-]+\.[a-z]{2,24}/",
    re.IGNORECASE,
)
NAMED = [choice for choice in Display.choices if choice[0] != Display.HIDDEN]


class OwnWordsField(TextField):
    """A few sentences that strangers will see: without links, and without marks that mislead."""

    def __init__(self, **more: Any):
        super().__init__(max_length=VOICE_AT_MOST, **more)

    def to_python(self, value: Any) -> str:
        if value and has_misleading_marks(str(value)):
            raise ValidationError(
                _(
                    "Your words hold signs that nobody sees, or that turn the direction of writing."
                    " Type them here instead of pasting them."
                )
            )
        return super().to_python(value)

    def validate(self, value: str) -> None:
        super().validate(value)
        if _LINK.search(value):
            raise ValidationError(_("Leave out addresses of pages and mailboxes."))
        if value and not any(sign.isalpha() for sign in value):
            raise ValidationError(_("Write a few words."))


class VoiceForm(forms.Form):
    """A signer's own words, and how much of the signer stands under them."""

    text = OwnWordsField(
        label=_("Why did you sign?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("At most 500 signs, without links. A person reads them before they are shown."),
    )
    display = forms.ChoiceField(
        label=_("Under your words stands"),
        choices=NAMED,
        initial=Display.COUNTRY,
        widget=forms.RadioSelect,
        help_text=_("It holds for the list of those who signed too."),
    )

    def __init__(self, *args: Any, action: str, **kwargs: Any):
        super().__init__(*args, **{"auto_id": "voice_%s", **kwargs})
        self.helper = page_helper("text", "display", submit=_("Send my words"), csrf=False)
        self.helper.form_action = action

    def saying(self) -> Saying:
        """Return what was written, for the service."""
        return Saying(language=get_language() or "en", **self.cleaned_data)


class SignOnForm(forms.Form):
    """An organisation signs, by somebody who may act for it."""

    name = NameField(label=_("Name of the organisation"), max_length=160)
    country = forms.ChoiceField(label=_("Country where it works from"), choices=countries)
    website = forms.URLField(
        label=_("Website, if it has one"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("Shown beside its name."),
    )
    email = MailboxField(label=_("Your email address at the organisation"))
    authorised = forms.BooleanField(
        label=_("I am authorised to sign in the name of this organisation"),
        error_messages={"required": _("Only somebody who is authorised can sign for it.")},
    )
    # People do not see it; programs that fill in everything do.
    fax = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, action: str, **kwargs: Any):
        super().__init__(*args, **{"auto_id": "sign_on_%s", **kwargs})
        self.fields["name"].widget.attrs["autocomplete"] = "organization"
        self.fields["email"].help_text = _(
            "Never shown. We send one link to it; then a person looks at the request."
        )
        self.helper = page_helper(
            "name",
            "country",
            "website",
            "email",
            "authorised",
            Field("fax", wrapper_class="trap"),
            submit=_("Sign for this organisation"),
            csrf=False,
        )
        self.helper.form_action = action

    def signing(self) -> SigningOn:
        """Return what was filled in, for the service."""
        data = self.cleaned_data
        return SigningOn(
            name=data["name"],
            country=data["country"],
            website=data["website"],
            email=data["email"],
            language=get_language() or "en",
            trapped=bool(data["fax"]),
        )


class UpdateTextForm(forms.Form):
    """An update in one language. Emptied, the language goes."""

    title = LineField(label=_("Title"), max_length=140, required=False)
    lead = TextField(
        label=_("Lead"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "What the mail shows: what happened, told of one person or one community. No totals of"
            " victims; they stand in the text below."
        ),
    )
    body = TextField(
        label=_("Text"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Stands on the page of the update, after the lead. Markdown."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper("title", "lead", "body", submit=_("Save"))


class PaperForm(forms.Form):
    """Signatures on paper, as the sheets say."""

    number = forms.IntegerField(
        label=_("Number of signatures"),
        min_value=0,
        max_value=10_000_000,
        help_text=_("As counted on the sheets."),
    )
    country = forms.ChoiceField(label=_("Country"), choices=countries)
    place = LineField(label=_("Place"), max_length=160, help_text=_("Not shown in public."))
    collected_on = forms.DateField(
        label=_("Collected on"), widget=forms.DateInput(attrs={"type": "date"})
    )
    holder = LineField(
        label=_("Who holds the sheets"),
        max_length=160,
        help_text=_("Shown in public: an organisation, not a person who could be put in danger."),
    )
    note = TextField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Not shown in public: how the sheets were counted, where copies lie."),
    )

    def __init__(self, *args: Any, submit: Text, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper(*self.fields, submit=submit)

    def sheets(self) -> Sheets:
        """Return what was written down, for the service."""
        return Sheets(**self.cleaned_data)


class RefusalForm(forms.Form):
    """Why words are not shown."""

    refusal = forms.ChoiceField(label=_("Why they are not shown"), choices=VoiceRefusal.choices)
