"""The filters of the public register, in its address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import LineField
from situations.models import Region, SituationStatus, Territory
from situations.models.choices import Level, Phase
from situations.models.outcome import Result

from .fields import offer

ANY = ("", _("all"))


class RegisterFilter(forms.Form):
    """Bound to the query string; an unknown value narrows nothing and is told as such."""

    text = LineField(label=_("Words"), max_length=80, required=False)
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[ANY, *(choice for choice in SituationStatus.choices if choice[0] != "proposed")],
        required=False,
    )
    level = forms.ChoiceField(label=_("Level"), choices=[ANY, *Level.choices], required=False)
    region = forms.ChoiceField(label=_("Region"), choices=[ANY, *Region.choices], required=False)
    territory = forms.ModelChoiceField(
        label=_("Territory"),
        queryset=Territory.objects.none(),
        to_field_name="slug",
        empty_label=_("all"),
        required=False,
    )
    phase = forms.ChoiceField(label=_("Measures to"), choices=[ANY, *Phase.choices], required=False)
    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=[ANY, *Result.choices], required=False
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "territory", Territory.objects.with_public_situations())
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control" if name == "text" else "form-select"

    def wanted(self) -> dict[str, str]:
        """What to narrow the list by, of what was asked and understood."""
        self.full_clean()
        known = getattr(self, "cleaned_data", {})
        territory: Territory | None = known.get("territory")
        words = {name: str(known.get(name) or "") for name in self.fields}
        return words | {"territory": territory.slug if territory else ""}
