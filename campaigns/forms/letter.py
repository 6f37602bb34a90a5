"""What a visitor fills in to write a letter."""

import hashlib
import re
import uuid
from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import HTML, Field, Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from campaigns.letter_text import Author
from campaigns.models import Campaign
from campaigns.politeness import advice
from campaigns.services.letters import Writing
from core.forms import TextField, page_helper
from core.rules import Text
from officials.models import Post

from .public import CitizenForm, CountryField, countries

OWN_WORDS_AT_MOST = 2000
LINKS_AT_MOST = 1
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


class CountryForm(forms.Form):
    """Where somebody lives, by which their own officials are found. (D15)"""

    country = CountryField(
        label=_("Where you live"),
        choices=countries,
        help_text=_("Your own country's officials owe you an answer first."),
        widget=forms.Select(attrs={"autocomplete": "country"}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **{"auto_id": "where_%s", **kwargs})


class LetterForm(CitizenForm):
    """Write to one of the offices that fit, in one's own words.

    `offices` are those that somebody of the country may write to. In at-risk mode no name is asked:
    what is not kept cannot be found.
    """

    post = forms.TypedChoiceField(
        label=_("Write to"),
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": _(
                "From your country one writes to these offices: choose one of them."
            )
        },
    )
    own_words = TextField(
        label=_("Your own words"),
        required=False,
        max_length=OWN_WORDS_AT_MOST,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
        help_text=_(
            "Why does this matter to you? Two or three polite sentences of your own weigh more than"
            " a hundred copies. They open the letter."
        ),
    )
    name_in_digest = forms.BooleanField(
        label=_("If many write the same, my name may stand in the list that the office gets"),
        required=False,
    )
    public_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # What its writer has read advice about, so that nobody is stopped twice by the same.
    advised = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        campaign: Campaign,
        action: str,
        offices: Sequence[Post],
        **kwargs: Any,
    ):
        super().__init__(*args, **{"auto_id": "letter_%s", **kwargs})
        self.letter_action = campaign.letter_action
        self.offices = {str(post.pk): post for post in offices}
        field: Any = self.fields["post"]
        field.choices = [(key, _office(post)) for key, post in self.offices.items()]
        field.coerce = self.offices.__getitem__
        field.initial = next(iter(self.offices), None)
        self.fields["email"].help_text = _(
            "The office does not see it. We send you a link, and tell you when the letter has left."
        )
        if campaign.at_risk:
            for name in ("name", "name_in_digest"):
                del self.fields[name]
        else:
            self.fields["name"].help_text = _("It stands under the letter.")
        who = [
            name for name in ("name", "email", "country", "name_in_digest") if name in self.fields
        ]
        self.helper = page_helper(
            "post",
            HTML("{% include 'campaigns/_letter_advice.html' %}"),
            "own_words",
            Fieldset(_("From"), *who),
            Field("website", wrapper_class="trap"),
            submit=_("See the letter"),
            csrf=False,
        )
        self.helper.form_action = action

    def clean_own_words(self) -> str:
        words: str = self.cleaned_data["own_words"]
        if len(_LINK.findall(words)) > LINKS_AT_MOST:
            raise ValidationError(_("Keep one link at most: offices refuse mails full of links."))
        return words

    def advice(self) -> list[Text]:
        """Return what to think over in the own words."""
        return advice(self.cleaned_data["own_words"], letter_action=self.letter_action)

    def advised_about(self) -> str:
        """Return the mark of the own words as they are: once shown, the advice does not return."""
        return hashlib.sha256(self.cleaned_data["own_words"].encode()).hexdigest()

    def author(self) -> Author:
        data = self.cleaned_data
        return Author(
            name=data.get("name", ""),
            email=data["email"],
            country=data["country"],
            own_words=data["own_words"],
            name_in_digest=data.get("name_in_digest", False),
        )

    def public_id_or_new(self) -> uuid.UUID:
        """Return the number that the preview gave the letter, or a new one."""
        return self.cleaned_data.get("public_id") or uuid.uuid4()

    def writing(self) -> Writing:
        """Return what was filled in, for the service."""
        return Writing(
            public_id=self.public_id_or_new(),
            author=self.author(),
            language=get_language() or "en",
            trapped=self.trapped,
        )


def _office(post: Post) -> str:
    holder = post.current_holder
    who = f"{holder.person.name}, " if holder else ""
    return f"{who}{post.label}, {post.institution}"
