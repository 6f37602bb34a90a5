"""What is written about a campaign at the desk, part by part."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from campaigns.models import Campaign, Petition
from core.forms import LineField, TextField, page_helper
from core.rules import Text
from situations.models import Situation
from situations.models.choices import Phase, Rung

from .public import countries

NOTICE_LENGTH = Campaign._meta.get_field("notice").max_length


class PartForm(forms.Form):
    """One part of a campaign. `values` says what is to be saved.

    With `finished` False only what is in `always` must be there: the person leaves, and will be
    back. The buttons stand in the page around it.
    """

    always: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *args: Any, finished: bool = True, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = field.required and (finished or name in self.always)
        self.helper = page_helper(*self.fields, submit="")
        self.helper.form_tag = False

    @staticmethod
    def values(campaign: Campaign) -> dict[str, Any]:
        """Return what the form shows at first."""
        raise NotImplementedError


def _own(*names: str) -> Any:
    def values(campaign: Campaign) -> dict[str, Any]:
        return {name: getattr(campaign, name) for name in names}

    return staticmethod(values)


class SituationForm(PartForm):
    """What it is about, and the language it is written in first."""

    always = frozenset({"situation", "language"})

    situation = forms.ModelChoiceField(
        label=_("Situation"),
        queryset=Situation.objects.none(),
        empty_label=_("Choose a situation"),
        help_text=_("It must have been decided before the campaign is approved."),
    )
    language = forms.ChoiceField(
        label=_("Language of the original"),
        choices=settings.LANGUAGES,
        initial="en",
        help_text=_("Translations follow in a step of their own. All count as one petition."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any):
        super().__init__(*args, **kwargs)
        situations = Situation.objects.visible_to(user).order_by("name")
        self.fields["situation"].queryset = situations  # type: ignore[attr-defined] # - a ModelChoiceField

    values = _own("situation", "language")


class TitleField(LineField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Title"),
            max_length=140,
            help_text=_("Short and concrete. It becomes the address of the page."),
        )


class NewForm(SituationForm):
    """The first step of all: with a title, so that it can be found again."""

    title = TitleField()


class AskForm(PartForm):
    """What is asked: one thing, on one rung, in one phase."""

    always = frozenset({"title", "rung", "phase"})

    title = TitleField()
    ask = LineField(
        label=_("Ask"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "One sentence: who should do what, so that one can tell afterwards whether it was done."
        ),
    )
    rung = forms.TypedChoiceField(
        label=_("Rung"),
        coerce=int,
        choices=[(rung.value, f"{rung.value} · {rung.label}") for rung in Rung],
        initial=Rung.PRESSURE,
        help_text=_(
            "From the persuasive to the coercive. The lowest that can still help is the strongest."
            " The highest needs an approved force worksheet and two approvals."
        ),
    )
    phase = forms.ChoiceField(label=_("Phase"), choices=Phase.choices, initial=Phase.PREVENT)

    values = _own("title", "ask", "rung", "phase")


class StoryForm(PartForm):
    """The story that opens the page. (D11, D12)"""

    story_title = LineField(label=_("Title of the story"), max_length=140)
    story = TextField(
        label=_("Story"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_(
            "One person, or one community, who speaks and acts and does not only suffer. No totals"
            " of victims: they dull what a story moves, and stand below the form. Markdown."
        ),
    )
    consent_note = TextField(
        label=_("Consent"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Who agreed, when and how, that this is told in a public campaign. Never shown in"
            " public. Leave out names that must stay unknown."
        ),
    )
    share_text = LineField(
        label=_("Text for sharing"),
        max_length=200,
        required=False,
        help_text=_("Stands on the card that others see when the page is shared."),
    )

    values = _own("story_title", "story", "consent_note", "share_text")


class FactsForm(PartForm):
    """The figures, which stand below the form. (D11)"""

    facts = TextField(
        label=_("Facts"),
        max_length=8000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Figures with their range, the day they were true, and the source. Markdown."),
    )

    values = _own("facts")


class PetitionForm(PartForm):
    """What people put their names to."""

    always = frozenset({"goal"})

    text = TextField(
        label=_("Text of the petition"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "What people put their names to. Leave it empty if this campaign has no petition."
        ),
    )
    goal = forms.IntegerField(
        label=_("First goal, in signatures"),
        min_value=10,
        max_value=10_000_000,
        initial=1000,
        help_text=_(
            "A first goal that can be reached within days. It moves up by itself when it is near."
        ),
    )

    @staticmethod
    def values(campaign: Campaign) -> dict[str, Any]:
        if not campaign.has_petition:
            return {"goal": Petition._meta.get_field("goal").default}
        return {"text": campaign.petition.text, "goal": campaign.petition.goal}


class SigningForm(PartForm):
    """What signers are asked, and what being seen to sign could mean for them."""

    asks_region = forms.TypedChoiceField(
        label=_("Ask signers for their region or city?"),
        coerce=lambda value: value == "yes",
        choices=[("no", _("No")), ("yes", _("Yes, if they like"))],
        widget=forms.RadioSelect,
        help_text=_(
            "Name, email address and country are always asked, and nothing else. Ask for the region"
            " only if an addressee will look at it. It is sealed with the name."
        ),
    )
    at_risk = forms.TypedChoiceField(
        label=_("Could it put people in danger to be seen to sign?"),
        coerce=lambda value: value == "yes",
        choices=[("no", _("No")), ("yes", _("Yes: at-risk mode"))],
        widget=forms.RadioSelect,
        help_text=_(
            "In at-risk mode the page shows no signers at all, whatever they chose. Whoever reviews"
            " the safety decides."
        ),
    )

    @staticmethod
    def values(campaign: Campaign) -> dict[str, Any]:
        asked = campaign.has_petition and campaign.petition.asks_region
        return {
            "asks_region": "yes" if asked else "no",
            "at_risk": "yes" if campaign.at_risk else "no",
        }


class PartnerForm(PartForm):
    """A partner from the region, or the reason why not. (D13)"""

    partner = LineField(label=_("Partner from the region"), max_length=160, required=False)
    partner_country = forms.ChoiceField(
        label=_("Country of the partner"), required=False, choices=countries
    )
    partner_reason = TextField(
        label=_("Or: why there is none"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown in public. For instance: naming one would put people in danger."),
    )

    values = _own("partner", "partner_country", "partner_reason")


class DatesForm(PartForm):
    """From when to when it takes signatures and letters."""

    opens = forms.DateField(
        label=_("Opens on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_(
            "Empty: on the day of its launch. Once approved, it can be left to launch itself."
        ),
    )
    closes = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("It closes by itself the day after. Empty: until you close it."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("opens") and data.get("closes") and data["closes"] < data["opens"]:
            self.add_error("closes", _("The last day cannot come before the first."))
        return data

    values = _own("opens", "closes")


class WordForm(forms.Form):
    """The words that go with a deed: why it is returned, what people read while it is paused."""

    words = TextField(widget=forms.Textarea(attrs={"rows": 4}), max_length=1000)

    def __init__(
        self, *args: Any, name: str, label: Text, submit: Text, required: bool = True, **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.fields[name] = self.fields.pop("words")
        self.fields[name].label = str(label)
        self.fields[name].required = required
        if name == "notice":
            self.fields[name].validators = [MaxLengthValidator(NOTICE_LENGTH)]
        self.helper = page_helper(name, submit=submit)
