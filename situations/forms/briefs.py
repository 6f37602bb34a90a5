"""Forms of briefs: the editor, and the deeds on what was approved."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from crispy_forms.layout import Row
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms import LineField, TextField, page_helper
from situations.languages import BRIEF_LANGUAGES
from situations.models import LONGEST_BODY, Brief, Change, Situation

from .fields import DayField, offer


class BriefForm(forms.Form):
    """A brief's words. Nothing is asked for before it is handed in, but a title."""

    change = forms.ChoiceField(
        label=_("What kind of change is it?"),
        choices=Change.choices,
        required=False,
        help_text=_(
            "A correction puts a slip right. What changes findings, figures or recommendations is a"
            " revision, and those who follow are told."
        ),
    )
    change_note = TextField(
        label=_("What was changed, and why?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Readers see this beside the version."),
    )
    title = LineField(label=_("Title"), max_length=140)
    standfirst = TextField(
        label=_("Standfirst"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What an official must know after one breath: at most about sixty words."),
    )
    as_of = DayField(
        label=_("As of"), required=False, help_text=_("If left empty, the assessment’s day.")
    )
    body = TextField(
        label=_("Text"),
        max_length=LONGEST_BODY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_(
            "Markdown: ## for a heading, **bold**, - for a list, [words](https://…). A testimony is"
            " quoted by its number: [[testimony:…]]."
        ),
    )
    method = TextField(
        label=_("How this was established"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was looked at, by which standard, and what could not be checked."),
    )
    sources = TextField(
        label=_("Sources"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=BRIEF_LANGUAGES)
    state_first_reason = TextField(
        label=_("If the State is not addressed first: why not?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "The State bears the first responsibility, so the first recommendation goes to it"
            " (paras 28, 35). If there is a reason against it, give it here."
        ),
    )

    def __init__(
        self,
        *args: Any,
        brief: Brief | None = None,
        typed: Mapping[str, str] | None = None,
        **kwargs: Any,
    ):
        if brief:
            saved = {name: getattr(brief, name) for name in self.base_fields}
            kwargs.setdefault("initial", saved | dict(typed or {}))
        super().__init__(*args, **kwargs)
        if brief and (brief.revises_id or brief.translates_id):
            self.fields["language"].disabled = True
        own = [name for name in ("change", "change_note") if brief and brief.revises_id]
        for name in {"change", "change_note"}.difference(own):
            del self.fields[name]
        self.helper = page_helper(
            *own,
            "title",
            "standfirst",
            Row("as_of", "language"),
            "body",
            "method",
            "sources",
            "state_first_reason",
            submit="",
        )
        self.helper.form_tag = False

    def answers(self) -> dict[str, Any]:
        """Columns of the brief; an empty day is left as it stands."""
        answers = dict(self.cleaned_data)
        if not answers["as_of"]:
            del answers["as_of"]
        return answers


class NewBriefForm(forms.Form):
    """Which situation, and under which title."""

    situation = forms.ModelChoiceField(
        label=_("Situation"), queryset=Situation.objects.none(), empty_label=_("Choose")
    )
    title = LineField(
        label=_("Title"),
        max_length=140,
        help_text=_("It is the address of the brief as well. You can change it until publication."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "situation", Situation.objects.public())
        self.helper = page_helper("situation", "title", submit=_("Begin the brief"))


class When(forms.Form):
    """When people may read it: now, at a set hour, or not before an embargo ends."""

    NOW, LATER, EMBARGO = "now", "later", "embargo"

    when = forms.ChoiceField(
        label=_("When may people read it?"),
        choices=(
            (NOW, _("Now")),
            (
                EMBARGO,
                _(
                    "Under an embargo: it gets its number, its address and its PDF now, and nobody"
                    " outside reads it before the moment below"
                ),
            ),
            (LATER, _("At the moment below: it waits unchanged, and can be called back till then")),
        ),
        initial=NOW,
        required=False,
        widget=forms.RadioSelect,
    )
    moment = forms.DateTimeField(
        label=_("Moment"),
        required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"],
        error_messages={"invalid": _("Write the moment like 2026-12-01 09:00.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["moment"].help_text = _("By the clock of %(zone)s, as set in your account.") % {
            "zone": timezone.get_current_timezone_name()
        }
        self.helper = page_helper("when", "moment", submit=_("Publish the brief"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        moment: datetime | None = data.get("moment")
        if data.get("when") in {self.LATER, self.EMBARGO} and not self.errors:
            if moment is None:
                self.add_error("moment", _("Give the moment."))
            elif moment <= timezone.now():
                self.add_error("moment", _("This moment has passed already."))
        return data


class RetractForm(forms.Form):
    """Why a brief is taken back."""

    reason = TextField(
        label=_("Why is it taken back?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands in public at the address of the brief, for good."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper("reason", submit=_("Retract the brief"))


class ReviseForm(forms.Form):
    """What the next version changes."""

    change = forms.ChoiceField(
        label=_("What kind of change is it?"),
        choices=Change.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "A correction puts a slip right. What changes findings, figures or recommendations is a"
            " revision: it rests on the current assessment, and those who follow are told."
        ),
    )
    change_note = TextField(
        label=_("What will change, and why?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Readers see this beside the version. You can write it later."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper("change", "change_note", submit=_("Begin the next version"))


class TranslateForm(forms.Form):
    """Into which language."""

    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, brief: Brief, **kwargs: Any):
        super().__init__(*args, **kwargs)
        other = [(code, name) for code, name in BRIEF_LANGUAGES if code != brief.language]
        cast(forms.ChoiceField, self.fields["language"]).choices = other
        self.helper = page_helper("language", submit=_("Begin the translation"))
