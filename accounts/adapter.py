"""How logins work here, where it differs from what allauth does by itself."""

import ipaddress
import secrets
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from core.http import local_path
from core.sealed import blind_index
from outbox.services import enqueue

from . import sessions
from .models import User
from .totp_secrets import open_secret, seal_secret

# Greeting whoever comes and goes tells nothing, and would be shown at some later page.
SILENT = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}

# What allauth reports of a login goes out as one mail, "security_notice", which names the deed.
NOTICES = {
    "account/email/email_changed",
    "account/email/email_deleted",
    "account/email/password_changed",
    "account/email/password_reset",
    "account/email/password_set",
    "mfa/email/recovery_codes_generated",
    "mfa/email/totp_activated",
    "mfa/email/totp_deactivated",
}


class AccountAdapter(DefaultAccountAdapter):
    """Logins: mail through the outbox, no address of a computer kept, no way out of the site."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue a mail. What opens something in it is sealed with the address.

        Nothing of the request gets in: links are built on BASE_URL, whatever host was asked for.
        """
        shared = {}
        template = template_prefix
        if template_prefix in NOTICES:
            template, shared = "account/email/security_notice", {"deed": _last(template_prefix)}
        user = context.get("user")
        enqueue(
            template=template,
            to=email,
            context=shared,
            values={key: on_base_url(str(context[key])) for key in context if key.endswith("_url")},
            dedup_key=f"account:{_last(template_prefix)}:{secrets.token_hex(12)}",
            language=user.language if user else (get_language() or "en"),
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a person what was done to their login, in their language."""
        more = {**(context or {}), "user": user}
        super().send_notification_mail(template_prefix, user, more, email)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        if message_template not in SILENT:
            super().add_message(request, level, message_template, *args, **kwargs)

    def is_safe_url(self, url: str | None) -> bool:
        """Only a path of this site is a place to go on to: never a host, not even our own."""
        return bool(local_path(url or ""))

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return today's pseudonym of the address asked from, by which attempts are counted.

        The address itself is stored nowhere. A household's IPv6 network counts as one.
        """
        address = super().get_client_ip(request)
        scope = f"login attempts {timezone.now():%Y-%m-%d}"
        return blind_index(network_of(address), scope=scope).hex()[:32]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again before what matters, except right after logging in.

        Only while no second factor is set up, so that a newcomer who goes from the login straight
        to setting one up does not type the same password twice within five minutes.
        """
        request = allauth_context.request
        user = request.user
        if user.is_authenticated and sessions.just_began(request.session):
            return bool(user.has_authenticator)
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """Whoever has a second factor proves with it; the password is for those who have none."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        with_factor = [each for each in methods if each["id"] != "reauthenticate"]
        return with_factor or methods

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count failures per login and place, so that nobody locks a person out from elsewhere."""
        login = credentials.get("email", "").lower()
        return blind_index(f"{login} {self.get_client_ip(request)}", scope="login attempts").hex()


class MFAAdapter(DefaultMFAAdapter):
    """Second factors, whose secrets are sealed in the database."""

    def encrypt(self, text: str) -> str:
        return seal_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        return open_secret(encrypted_text)


def on_base_url(url: str) -> str:
    """Return the same place on BASE_URL: a forged Host header must not get into a mail."""
    parts = urlsplit(url)
    return settings.BASE_URL + urlunsplit(("", "", parts.path, parts.query, ""))


def network_of(address: str) -> str:
    """Return what one subscriber is given: an IPv4 address, or the first half of an IPv6 one."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if ip.version == 4:
        return str(ip)
    return str(ipaddress.ip_network(f"{ip}/64", strict=False))


def _last(template_prefix: str) -> str:
    return template_prefix.rpartition("/")[2]
