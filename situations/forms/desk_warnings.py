"""Forms of the warning desk: the filter of its list, the words of each deed, the rota."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from core.forms import LineField, TextField, page_helper
from core.rules import Text
from situations.models import DeclineCode, DutyOfficer, EarlyWarning, Situation, Territory
from situations.services.duty import able_members

from .fields import area, offer

ON_THE_ROTA = 6
READ_BY_SENDER = _("Whoever sent the warning reads this.")


class WarningFilter(forms.Form):
    """Bound to the query string; what it does not know narrows nothing."""

    territory = forms.ModelChoiceField(
        label=_("Country or area"),
        queryset=Territory.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("all"),
    )
    text = LineField(label=_("Words"), max_length=80, required=False)
    show = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, territories: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "territory", territories)
        self.fields["territory"].widget.attrs["class"] = "form-select"
        self.fields["text"].widget.attrs["class"] = "form-control"

    def wanted(self) -> dict[str, str]:
        """What to narrow the list by, of what was asked and understood."""
        self.full_clean()
        known = getattr(self, "cleaned_data", {})
        territory: Territory | None = known.get("territory")
        return {
            "territory": territory.slug if territory else "",
            "text": str(known.get("text") or ""),
        }


class DeedForm(forms.Form):
    """The words that go with a deed on a warning. None, unless a deed asks for some."""

    def __init__(self, *args: Any, warning: EarlyWarning, user: User, submit: Text, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.warning, self.user = warning, user
        self.prepare()
        self.helper = page_helper(*self.fields, submit=submit)

    def prepare(self) -> None:
        """Fill in what can be chosen."""


class AnswerForm(DeedForm):
    text = TextField(
        label=_("Your answer"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=READ_BY_SENDER,
    )


class NoteForm(DeedForm):
    text = TextField(
        label=_("Note"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=_("It stays at the desk."),
    )


class AskForm(DeedForm):
    reason = TextField(
        label=_("Your question"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=READ_BY_SENDER,
    )


class ReasonForm(DeedForm):
    reason = TextField(
        label=_("Reason"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text=READ_BY_SENDER,
        error_messages={"required": _("Give the reason: a warning never ends without one.")},
    )


class ReopenForm(DeedForm):
    reason = area(label=_("Why it begins anew"), help_text=_("It stays at the desk."))


class LinkForm(ReasonForm):
    situation = forms.ModelChoiceField(
        label=_("Situation"), queryset=Situation.objects.none(), empty_label=_("Choose")
    )
    field_order = ("situation", "reason")

    def prepare(self) -> None:
        # Not all that are public: they are thousands, and those elsewhere are none of its business.
        visible = Situation.objects.visible_to(self.user)
        fitting = visible.followed_or_in(self.warning.organisation, self.warning.territory)
        offer(self, "situation", fitting)


class OpenForm(ReasonForm):
    name = LineField(
        label=_("Name of the situation"),
        max_length=120,
        help_text=_("Short, as in the news. It stays in the address of the page once decided."),
    )
    field_order = ("name", "reason")


class DeclineForm(ReasonForm):
    code = forms.ChoiceField(
        label=_("Why it is not taken further"),
        choices=DeclineCode.choices,
        widget=forms.RadioSelect,
    )
    field_order = ("code", "reason")


class HandOverForm(DeedForm):
    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=_("Choose")
    )
    reason = TextField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A note for the other desk. Whoever sent the warning does not read it."),
    )

    def prepare(self) -> None:
        others = DutyOfficer.objects.organisations().exclude(pk=self.warning.organisation_id)
        offer(self, "organisation", others)


class RotaForm(forms.Form):
    """Who is on duty, in order: a warning goes to the first, and on if nobody acknowledges it."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any):
        super().__init__(*args, **kwargs)
        able = User.objects.filter(pk__in=able_members(organisation).values("user"))
        rota = [officer.user for officer in DutyOfficer.objects.in_organisation(organisation)]
        for place in range(ON_THE_ROTA):
            self.fields[f"place_{place}"] = forms.ModelChoiceField(
                label=_("%(number)s. on duty") % {"number": place + 1},
                queryset=able,
                required=False,
                empty_label=_("nobody"),
                initial=rota[place] if place < len(rota) else None,
            )
        self.helper = page_helper(*self.fields, submit=_("Save the rota"))

    def people(self) -> list[User]:
        """Return the people chosen, in order, without the gaps."""
        return [person for person in self.cleaned_data.values() if person]
