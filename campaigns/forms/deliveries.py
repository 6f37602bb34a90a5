"""What is asked about a delivery at the desk."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.delivering.dangers import may_say_names
from campaigns.models import Campaign, Delivery, Manner, Redaction
from core.forms import LineField, TextField, page_helper
from core.rules import Text
from officials.models import Post

_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DeliveryForm(forms.Form):
    """To whom, what the list says, in which language, and why."""

    post = forms.ModelChoiceField(
        label=_("Office"), queryset=Post.objects.none(), empty_label=_("Choose an office")
    )
    redaction = forms.ChoiceField(
        label=_("What the list says"),
        choices=Redaction.choices,
        widget=forms.RadioSelect,
        initial=Redaction.COUNTS,
        help_text=_(
            "A name is on a list only if its owner agreed to that when signing. All others are one"
            " signature from a country; where fewer than ten signed, the country is not named."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the list"), choices=settings.LANGUAGES)
    with_volumes = forms.BooleanField(
        label=_("With volumes to print"),
        required=False,
        initial=True,
        help_text=_("PDF, 1,000 signatures each."),
    )
    reason = TextField(
        label=_("Why, and why in this form"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the person who approves it. Not shown in public."),
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = campaign.offices  # type: ignore[attr-defined] # - a ModelChoiceField
        self.fields["language"].initial = campaign.language
        if not may_say_names(campaign):
            redaction = self.fields["redaction"]
            redaction.choices = [(Redaction.COUNTS.value, Redaction.COUNTS.label)]  # type: ignore[attr-defined] # - a ChoiceField
            redaction.help_text = str(
                _("This campaign is in at-risk mode: only numbers are handed over.")
            )
        self.helper = page_helper(*self.fields, submit=_("Save the draft"))

    @staticmethod
    def values(delivery: Delivery) -> dict[str, Any]:
        """Return what the form shows of a draft."""
        names = ("post", "redaction", "language", "with_volumes", "reason")
        return {name: getattr(delivery, name) for name in names}


class ReasonForm(forms.Form):
    """The reason of a deed; and, where the office may be a danger, that this was thought of."""

    reason = TextField(label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    aware = forms.BooleanField(
        label=_("I have read the warning, and the list goes to this office all the same.")
    )

    def __init__(self, *args: Any, submit: Text, warned: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not warned:
            del self.fields["aware"]
        self.helper = page_helper(*self.fields, submit=submit)


class HandOverForm(forms.Form):
    """When, by whom, to whom, how."""

    on = forms.DateField(label=_("Day"), widget=_DATE)
    handed_over_by = LineField(
        label=_("Handed over by"),
        max_length=160,
        help_text=_("As it will stand on the public page: a person who agreed to that, or a role."),
    )
    taken_by = LineField(
        label=_("Taken by"),
        max_length=160,
        required=False,
        help_text=_("For instance: the registry of the ministry."),
    )
    manner = forms.ChoiceField(label=_("How"), choices=Manner.choices, widget=forms.RadioSelect)
    note = TextField(
        label=_("Note"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Public."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.helper = page_helper(*self.fields, submit=_("Note the hand-over"))


class AcknowledgeForm(forms.Form):
    """What the office said, and when."""

    on = forms.DateField(label=_("Day"), widget=_DATE)
    words = TextField(
        label=_("In which words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("As the office wrote it, with its file number. Public: no private names."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.helper = page_helper(*self.fields, submit=_("Note the acknowledgement"))


class CodeForm(forms.Form):
    """The code that opens the files."""

    code = LineField(
        label=_("Code"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper("code", submit=_("Fetch the files"))
