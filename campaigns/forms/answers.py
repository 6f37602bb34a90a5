"""What the desk is asked about replies, answers and outcomes; and the page for offices."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import (
    Answer,
    AnswerChannel,
    AnswerKind,
    AskResult,
    Campaign,
    OfficeWordKind,
    Reply,
)
from campaigns.replying.matching import letters_of_reference
from campaigns.services.answers import Said
from campaigns.services.outcomes import Found
from core.forms import LineField, TextField, page_helper
from officials.forms import DirectoryCorrectionForm
from officials.languages import Language
from officials.models import Post
from situations.models import Brief

_DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_TALL = forms.Textarea(attrs={"rows": 10})
_LOW = forms.Textarea(attrs={"rows": 3})


class ReplyForm(forms.Form):
    """A deed about a reply. Its page stands at several addresses, so it says where it leads."""

    deed: ClassVar[str]
    submit: ClassVar[Any]
    is_main = False  # one button of the page is the deed that is looked for

    def __init__(self, *args: Any, reply: Reply, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper(*self.fields, submit=self.submit)
        if not self.is_main:
            self.helper.layout[-1].field_classes = "btn"
        self.helper.form_action = reverse("campaigns:desk_reply_deed", args=[reply.pk, self.deed])


class AcceptForm(ReplyForm):
    """Which kind of answer it is, and which letters it answers."""

    deed, submit, is_main = "accept", _("Accept as the office's answer"), True

    kind = forms.ChoiceField(
        label=_("What kind of answer it is"), choices=AnswerKind.choices, widget=forms.RadioSelect
    )
    all_letters = forms.BooleanField(
        label=_("It answers every letter of this campaign to the office so far"), required=False
    )
    answer = forms.ModelChoiceField(
        label=_("It belongs to an answer that is here already"),
        queryset=Answer.objects.none(),
        required=False,
        empty_label=_("No, it is a new one"),
    )

    def __init__(self, *args: Any, reply: Reply, **kwargs: Any):
        super().__init__(*args, reply=reply, **kwargs)
        answers = Answer.objects.standing().filter(campaign=reply.campaign_id, post=reply.post_id)
        self.fields["answer"].queryset = answers  # type: ignore[attr-defined] # - a ModelChoiceField
        self.fields["kind"].initial = (
            AnswerKind.HOLDING if reply.kind == "holding" else AnswerKind.SUBSTANTIVE
        )


class RefuseForm(ReplyForm):
    """Why it is no answer of the office."""

    deed, submit = "refuse", _("Refuse it")

    reason = TextField(label=_("Why it is no answer"), max_length=300, widget=_LOW)


class PassOnForm(DirectoryCorrectionForm, ReplyForm):
    """What a reply corrects in the directory, for those who keep it."""

    deed, submit = "pass-on", _("Lay it before staff")

    source_url = forms.URLField(
        label=_("A page that says so"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("An official page if there is one. Without one, staff look at this reply."),
    )


class MatchForm(ReplyForm):
    """Which letter a mail answers, by its reference; or which campaign and office."""

    deed, submit = "match", _("It belongs there")

    reference = LineField(
        label=_("Reference of the letter"),
        required=False,
        max_length=20,
        help_text=_("As in L-7KQ3-XA2M."),
    )
    campaign = forms.ModelChoiceField(
        label=_("Or the campaign"), queryset=Campaign.objects.none(), required=False
    )
    post = forms.ModelChoiceField(
        label=_("and the office"), queryset=Post.objects.none(), required=False
    )

    def __init__(self, *args: Any, campaigns: QuerySet[Campaign], posts: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined] # - a ModelChoiceField
        self.fields["post"].queryset = posts  # type: ignore[attr-defined] # - a ModelChoiceField

    def clean_reference(self) -> Any:
        """Return the letter that is named, or None if none is."""
        reference = self.cleaned_data["reference"]
        if not reference:
            return None
        letters = letters_of_reference(reference)
        if len(letters) != 1:
            raise forms.ValidationError(_("No letter that left has this reference."))
        return letters[0]


class AnswerForm(forms.Form):
    """An answer as everybody will read it."""

    kind = forms.ChoiceField(label=_("Kind"), choices=AnswerKind.choices)
    channel = forms.ChoiceField(label=_("How it came"), choices=AnswerChannel.choices)
    answered_on = forms.DateField(label=_("Answered on"), widget=_DATE)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    text = TextField(
        label=_("Text for everybody"),
        max_length=60_000,
        widget=_TALL,
        required=False,
        help_text=_(
            "Take out greetings, signatures, telephone numbers and the names of staff and of"
            " citizens. What the office says about the ask stays word for word."
        ),
    )
    translation = TextField(
        label=_("Translation"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
    )
    office_note = TextField(
        label=_("What the office says of it since"), max_length=5_000, widget=_LOW, required=False
    )
    source_url = forms.URLField(
        label=_("Where it stands in public"), required=False, assume_scheme="https"
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper(*self.fields, submit=_("Save"))

    def said(self) -> Said:
        return Said(**{name: self.cleaned_data[name] for name in Said.__dataclass_fields__})

    @staticmethod
    def values(answer: Answer) -> dict[str, Any]:
        """Return what the form shows of an answer."""
        return {name: getattr(answer, name) for name in Said.__dataclass_fields__}


class RecordForm(AnswerForm):
    """An answer that came another way: by post, in person, in public."""

    post = forms.ModelChoiceField(label=_("Office"), queryset=Post.objects.none())
    field_order = ("post",)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = campaign.offices  # type: ignore[attr-defined] # - a ModelChoiceField
        self.fields["answered_on"].initial = timezone.localdate()
        self.fields["channel"].initial = AnswerChannel.POST
        self.helper = page_helper(*self.fields, submit=_("Record the answer"))


class WithdrawForm(forms.Form):
    """Why an answer is taken back, or returned."""

    reason = TextField(label=_("Why"), max_length=1000, widget=_LOW)


class OutcomeForm(forms.Form):
    """What an office did about the ask."""

    post = forms.ModelChoiceField(label=_("Office"), queryset=Post.objects.none())
    result = forms.ChoiceField(
        label=_("What it did"), choices=AskResult.choices, widget=forms.RadioSelect
    )
    on = forms.DateField(label=_("On"), widget=_DATE)
    evidence = TextField(
        label=_("Evidence"),
        max_length=2000,
        widget=_LOW,
        help_text=_("What was done or said, and where it can be seen."),
    )
    source_url = forms.URLField(label=_("Source"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = campaign.offices  # type: ignore[attr-defined] # - a ModelChoiceField
        self.fields["on"].initial = timezone.localdate()
        self.helper = page_helper(*self.fields, submit=_("Note the outcome"))

    def found(self) -> Found:
        return Found(**{name: self.cleaned_data[name] for name in Found.__dataclass_fields__})


class StepDoneForm(forms.Form):
    """What was done, when, and where it can be seen."""

    note = LineField(label=_("What was done"), max_length=300)
    on = forms.DateField(label=_("On"), widget=_DATE)
    source_url = forms.URLField(
        label=_("Where it stands in public"), required=False, assume_scheme="https"
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.helper = page_helper(*self.fields, submit=_("It was done"))


class BriefForm(forms.Form):
    """Which version of which brief goes to which office."""

    brief = forms.ModelChoiceField(label=_("Brief"), queryset=Brief.objects.none())
    post = forms.ModelChoiceField(label=_("Office"), queryset=Post.objects.none())

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any):
        super().__init__(*args, **kwargs)
        briefs = Brief.objects.standing().filter(situation=campaign.situation_id)
        self.fields["brief"].queryset = briefs  # type: ignore[attr-defined] # - a ModelChoiceField
        self.fields["post"].queryset = campaign.offices  # type: ignore[attr-defined] # - a ModelChoiceField
        self.helper = page_helper(*self.fields, submit=_("Prepare the mail"))


class ReminderForm(forms.Form):
    """What a reminder to an office says."""

    text = TextField(label=_("What the reminder says"), max_length=5000, widget=_TALL)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper(*self.fields, submit=_("Prepare the reminder"))


class OfficeForm(forms.Form):
    """What somebody says on the page for offices."""

    kind = forms.ChoiceField(
        label=_("What your office wants to say"),
        choices=OfficeWordKind.choices,
        widget=forms.RadioSelect,
    )
    campaign = forms.ModelChoiceField(
        label=_("Campaign that you answer"),
        queryset=Campaign.objects.none(),
        required=False,
        empty_label=_("None in particular"),
    )
    text = TextField(
        label=_("Your words"),
        required=False,
        max_length=20_000,
        widget=_TALL,
        help_text=_(
            "An answer is published once two people have looked at it: without names of staff and"
            " telephone numbers. A correction goes to whoever keeps the directory."
        ),
    )

    def __init__(self, *args: Any, post: Post, **kwargs: Any):
        super().__init__(*args, **kwargs)
        asked = Campaign.objects.public().filter(addressees=post)
        self.fields["campaign"].queryset = asked  # type: ignore[attr-defined] # - a ModelChoiceField
        self.helper = page_helper(*self.fields, submit=_("Send us the link to confirm"), csrf=False)

    def clean(self) -> dict[str, Any]:
        """An answer names what it answers."""
        cleaned = super().clean() or {}
        if cleaned.get("kind") == OfficeWordKind.ANSWER and not cleaned.get("campaign"):
            self.add_error("campaign", _("Choose the campaign that you answer."))
        return cleaned

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("kind", "campaign", "text")}
