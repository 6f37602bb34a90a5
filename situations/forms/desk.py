"""Forms of the desk that are not steps: a situation, a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from core.forms import LineField, TextField, page_helper
from core.rules import Text
from situations.models import Situation, Territory

from .fields import offer


class TerritoriesField(forms.ModelMultipleChoiceField):
    """Territories by name, withdrawn ones with the year in which their code ended."""

    def label_from_instance(self, territory: Territory) -> str:
        if territory.valid_to:
            return _("%(name)s (until %(year)s)") % {
                "name": territory.name,
                "year": territory.valid_to.year,
            }
        return territory.name


class SituationForm(forms.Form):
    """What a situation is called, where it is, and whose work it is to follow it."""

    name = LineField(
        label=_("Name"),
        max_length=120,
        help_text=_("Short, as in the news: “Darfur”. It stays in the address of the page."),
    )
    territories = TerritoriesField(
        label=_("Territories"),
        queryset=Territory.objects.none(),
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("Choose one or several. On a keyboard, hold Ctrl for more than one."),
    )
    area = LineField(
        label=_("Area"),
        max_length=200,
        required=False,
        help_text=_("If it is not the whole territory: a region, a province, a city."),
    )
    lead = forms.ModelChoiceField(
        label=_("Lead"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
        help_text=_(
            "The person whose work it is to follow this situation. Without one it counts as stale."
        ),
    )

    def __init__(
        self,
        *args: Any,
        organisation: Organisation,
        situation: Situation | None = None,
        **kwargs: Any,
    ):
        if situation:
            kwargs.setdefault("initial", self.answers_of(situation))
        super().__init__(*args, **kwargs)
        offer(self, "territories", Territory.objects.all())
        members = User.objects.filter(memberships__organisation=organisation)
        offer(self, "lead", members)
        submit = _("Save the changes") if situation else _("Propose and begin the screening")
        self.helper = page_helper(*self.fields, submit=submit)

    @staticmethod
    def answers_of(situation: Situation) -> dict[str, Any]:
        return {
            "name": situation.name,
            "territories": situation.territories.all(),
            "area": situation.area,
            "lead": situation.lead_id,
        }


class ReasonForm(forms.Form):
    """Why something is given back."""

    reason = TextField(
        label=_("What should be looked at again?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what should be looked at again.")},
    )

    def __init__(self, *args: Any, submit: Text, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper("reason", submit=submit)
