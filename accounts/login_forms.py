"""Forms of the login pages, where they ask more than allauth does."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator

from .second_factor import spend_code


class OneTimeMixin:
    """A code from the app is good once, whatever the cache remembers."""

    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # because the form has it
        is_totp = self.authenticator.type == Authenticator.Type.TOTP
        if is_totp and not spend_code(authenticator=self.authenticator, code=code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class OneTimeAuthenticateForm(OneTimeMixin, AuthenticateForm):
    """The second step of logging in."""


class OneTimeReauthenticateForm(OneTimeMixin, ReauthenticateForm):
    """A code asked for again, before something that matters."""
