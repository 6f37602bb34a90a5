"""Forms about organisations, memberships and one's own login."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.countries import country_choices
from core.forms import LineField, TextField, page_helper

from .models import Organisation, Role, User
from .models.membership import ROLE_DEEDS

WEB = URLValidator(schemes=["https", "http"])


def countries() -> list[tuple[str, str]]:
    return [("", gettext("Choose a country or area")), *country_choices()]


@cache
def time_zones() -> tuple[tuple[str, str], ...]:
    """Zones that are named after places, and UTC."""
    places = sorted(name for name in available_timezones() if _is_place(name))
    return (("UTC", "UTC"), *((name, name.replace("_", " ")) for name in places))


def _is_place(name: str) -> bool:
    return "/" in name and not name.startswith(("Etc/", "SystemV/", "US/", "posix/", "right/"))


class PublicDetailsForm(forms.ModelForm):
    """What an organisation's public page says, apart from its name and country."""

    website = forms.URLField(
        label=_("Website"),
        required=False,
        assume_scheme="https",
        validators=[WEB],
        help_text=_("If there is one. It starts with https://"),
    )
    mission = TextField(
        label=_("What it works for"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Two or three plain sentences, which stand on the organisation's public page: whom you"
            " work with, where, and since when."
        ),
    )
    contact_email = forms.EmailField(
        label=_("Address for people who want to reach the organisation"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_(
            "An office address rather than one person's. Only staff of the platform see it."
        ),
    )

    class Meta:
        model = Organisation
        fields: tuple[str, ...] = ("website", "mission", "contact_email")

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper(*self.fields, submit=_("Save the changes"))


class ApplyForm(PublicDetailsForm):
    """An organisation asks to work on the platform."""

    name = LineField(
        label=_("Name of the organisation"),
        max_length=160,
        help_text=_("As it is registered, or as people know it. It cannot be changed later."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = forms.ChoiceField(
        label=_("Country or area it works from"),
        choices=countries,
    )

    class Meta(PublicDetailsForm.Meta):
        fields: tuple[str, ...] = ("name", "country", "website", "mission", "contact_email")

    field_order = Meta.fields

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.helper = page_helper(*self.Meta.fields, submit=_("Send the application"))

    def validate_unique(self) -> None:
        """Leave it to the service, which tells what to do and looks past upper and lower case."""


class RoleField(forms.ChoiceField):
    """One of the roles, each with what it may do."""

    widget = forms.RadioSelect

    def __init__(self, **more: Any):
        more.setdefault("label", _("Role"))
        super().__init__(choices=self.labels, **more)

    @staticmethod
    def labels() -> list[tuple[str, str]]:
        return [
            (role.value, f"{role.label.capitalize()}: {ROLE_DEEDS[role]}")
            for role in (Role.EDITOR, Role.APPROVER, Role.VIEWER, Role.OWNER)
        ]

    def clean(self, value: Any) -> Role:
        return Role(super().clean(value))


class InviteForm(forms.Form):
    """A person is invited by email."""

    address = forms.EmailField(
        label=_("Email address of the person"),
        max_length=254,
        help_text=_("They get a link that is good for 14 days and for one person."),
    )
    role = RoleField()

    helper = page_helper("address", "role", submit=_("Send the invitation"))


class RoleForm(forms.Form):
    """A member gets another role."""

    role = RoleField()

    helper = page_helper("role", submit=_("Change the role"))


class ProfileForm(forms.ModelForm):
    """A person's own settings."""

    name = LineField(
        label=_("Your name"),
        max_length=120,
        help_text=_("Members of your organisation see it beside what you write and decide."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zones,
        help_text=_("Hours at the desk are shown in it."),
    )

    helper = page_helper("name", "language", "time_zone", submit=_("Save the settings"))

    class Meta:
        model = User
        fields = ("name", "language", "time_zone")
        labels = {"language": _("Language")}
        help_texts = {"language": _("Mails to you are written in it.")}


class ReasonForm(forms.Form):
    """Staff say why, before an organisation is refused or suspended."""

    reason = TextField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "cols": 60}),
        help_text=_("The owners of the organisation read it in the mail they get."),
    )
