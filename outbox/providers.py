"""Mail providers that report by calls of their own, and how each proves that it is the caller.

By django-anymail, which checks the signatures. Only those are here whose calls it can verify with
what this site has installed: by a signature of the provider's, or by a secret in the address.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Provider:
    """A view of anymail, and the setting that holds its signing key. "" where it does not sign."""

    view: str
    key: str = ""


PROVIDERS = {
    "brevo": Provider("brevo.BrevoTrackingWebhookView"),
    "mailersend": Provider("mailersend.MailerSendTrackingWebhookView", "MAILERSEND_SIGNING_SECRET"),
    "mailgun": Provider("mailgun.MailgunTrackingWebhookView", "MAILGUN_WEBHOOK_SIGNING_KEY"),
    "mailjet": Provider("mailjet.MailjetTrackingWebhookView"),
    "mailtrap": Provider("mailtrap.MailtrapTrackingWebhookView", "MAILTRAP_TRACKING_SECRET"),
    "mandrill": Provider("mandrill.MandrillCombinedWebhookView", "MANDRILL_WEBHOOK_KEY"),
    "postal": Provider("postal.PostalTrackingWebhookView", "POSTAL_WEBHOOK_KEY"),
    "postmark": Provider("postmark.PostmarkTrackingWebhookView"),
    "resend": Provider("resend.ResendTrackingWebhookView"),
    "sparkpost": Provider("sparkpost.SparkPostTrackingWebhookView"),
}


def anymail_settings(names: Iterable[str], *, secret: str, keys: str) -> dict[str, Any]:
    """Return anymail's settings for the providers named.

    `secret` is "user:password", which those that do not sign put into the address they call (RFC
    7617). `keys` are the signing keys, "mailgun=… postal=…". Raises ImproperlyConfigured for a
    provider that is not known, or whose calls nobody could tell from forged ones.
    """
    given = _keys(keys)
    found: dict[str, Any] = {"WEBHOOK_SECRET": secret} if secret else {}
    for name in names:
        provider = PROVIDERS.get(name)
        if provider is None:
            known = ", ".join(PROVIDERS)
            raise ImproperlyConfigured(f"MAIL_PROVIDERS: {name} is none of {known}.")
        if provider.key and given.get(name):
            found[provider.key] = given[name]
        elif provider.key:
            raise ImproperlyConfigured(f"MAIL_WEBHOOK_KEYS needs the signing key of {name}.")
        elif not secret:
            raise ImproperlyConfigured(f"{name} does not sign its calls: set MAIL_WEBHOOK_SECRET.")
    return found


def _keys(keys: str) -> Mapping[str, str]:
    pairs = (pair.partition("=") for pair in keys.split())
    return {name: key for name, _sign, key in pairs}
