"""What is written in one language of a campaign, and why something public is changed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import CampaignText
from campaigns.models.words import TEXT_FIELDS, Words
from core.forms import LineField, TextField
from core.rules import Text

_LABELS: dict[str, Text] = {
    "title": _("Title"),
    "ask": _("Ask"),
    "story_title": _("Title of the story"),
    "story": _("Story"),
    "facts": _("Facts"),
    "petition_text": _("Text of the petition"),
    "share_text": _("Text for sharing"),
}
_ROWS = {"story": 12, "facts": 8, "petition_text": 8, "ask": 2}
_LENGTHS = {
    "title": 140,
    "ask": 300,
    "story_title": 140,
    "story": 6000,
    "facts": 8000,
    "petition_text": 6000,
    "share_text": 200,
}


class WordsForm(forms.Form):
    """The words of a campaign in one language, each beside what the original says.

    A field that the original leaves empty is not asked for. Nothing is required while it is being
    written; what is missing shows in the checklist.
    """

    def __init__(self, *args: Any, text: CampaignText, original: Words, **kwargs: Any):
        kwargs.setdefault("initial", {field: getattr(text, field) for field in TEXT_FIELDS})
        kwargs["initial"]["reason"] = text.reason
        super().__init__(*args, **kwargs)
        self.text, self.original = text, original
        direction = {"lang": text.language, "dir": "auto"}
        for name in self._asked():
            self.fields[name] = _field(name, direction)
        if text.campaign.is_public:
            self.fields["reason"] = LineField(
                label=_("Why it is changed"),
                max_length=500,
                error_messages={
                    "required": _("Say why it is changed. It is shown beside the change.")
                },
                help_text=_("Shown in public, in the list of changes. People signed what was."),
            )

    def _asked(self) -> list[str]:
        always = {"title", "ask", "story_title", "story"}
        if self.text.is_own:
            always |= {"facts", "share_text"}
        if self.text.campaign.has_petition:
            always.add("petition_text")
        return [name for name in TEXT_FIELDS if name in always or getattr(self.original, name)]

    def beside(self) -> list[tuple[forms.BoundField, str]]:
        """Return each field with what the original says there; nothing beside the reason."""
        return [(self[name], getattr(self.original, name, "")) for name in self.fields]


class BeginForm(forms.Form):
    """Choose a language: of a translation to begin, or of what is to be changed."""

    language = forms.ChoiceField(label=_("Language"))

    def __init__(self, *args: Any, languages: list[tuple[str, Text]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages  # type: ignore[attr-defined] # - a ChoiceField


def _field(name: str, attributes: dict[str, str]) -> forms.CharField:
    if name in _ROWS:
        widget = forms.Textarea(attrs={"rows": _ROWS[name], **attributes})
        kind = LineField if name == "ask" else TextField
    else:
        widget, kind = forms.TextInput(attrs=attributes), LineField  # type: ignore[assignment] # - another widget
    return kind(label=str(_LABELS[name]), required=False, max_length=_LENGTHS[name], widget=widget)
