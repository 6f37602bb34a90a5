"""What signing up asks besides an address and a password.

Apart from the other forms, since allauth's own build on this class and import it first.
"""

from django import forms
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.forms import LineField

from .models import User


class SignupForm(forms.Form):
    """The base that allauth adds the address and the password to."""

    name = LineField(
        label=_("Your name"),
        max_length=120,
        help_text=_("Members of your organisation see it beside what you write and decide."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    field_order = ("name", "email", "password1", "password2")

    def signup(self, request: HttpRequest, user: User) -> None:
        """Keep the name, and the language that the page was read in."""
        user.name = self.cleaned_data["name"]
        user.language = get_language() or "en"
        user.save(update_fields=["name", "language"])
