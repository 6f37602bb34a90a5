"""Signed links of alerts: to confirm, to look after one's subscriptions, to end them.

Each kind has its own purpose, so that none opens what another does. They name rows and a version,
never an address. A link of a person whose version has moved on, or who is no longer here, still
proves that it was ours: what it would end has ended.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from core.tokens import TokenRefused, read, sign

from .models import Confirmation, Subscriber, Subscription
from .models.subscriber import CONFIRM_WITHIN, SubscriptionQuerySet

CONFIRM = "alerts.confirm"
MANAGE = "alerts.manage"
UNSUBSCRIBE = "alerts.unsubscribe"

# Shows what a person follows, so it does not live for ever as the link to end does.
MANAGE_WITHIN = timedelta(days=365)


@dataclass(frozen=True)
class Ending:
    """What a link to unsubscribe ends: some subscriptions of a person who may be gone."""

    subscriber: Subscriber | None
    subscriptions: tuple[int, ...]

    def left(self) -> SubscriptionQuerySet:
        """What is still followed of it."""
        if self.subscriber is None:
            return Subscription.objects.none()
        followed = self.subscriber.subscriptions.open().with_subjects()
        return followed.filter(pk__in=self.subscriptions)


def in_language(path: str, language: str | None = None) -> str:
    """Return the path of a page in a language, by default the one that is active."""
    language = language or get_language() or "en"
    return path if language.startswith("en") else f"{path}?lang={language}"


def address(name: str, *parts: str, language: str | None = None) -> str:
    """Return the path of a page of alerts, likewise in a language."""
    return in_language(reverse(name, args=parts), language)


def confirm_url(confirmation: Confirmation) -> str:
    """Return the address of the page where the owner of the mailbox confirms."""
    return _emailed("alerts:confirm", sign(CONFIRM, confirmation.pk), confirmation.language)


def manage_url(subscriber: Subscriber) -> str:
    """Return the address of the page with all that a person follows."""
    token = sign(MANAGE, [subscriber.pk, subscriber.token_version])
    return _emailed("alerts:manage", token, subscriber.language)


def unsubscribe_url(subscriber: Subscriber, subscriptions: Iterable[int]) -> str:
    """Return the address that ends these subscriptions: a page by GET, the deed by POST."""
    value = [subscriber.pk, subscriber.token_version, list(subscriptions)]
    return _emailed("alerts:unsubscribe", sign(UNSUBSCRIBE, value), subscriber.language)


def read_confirm(token: str) -> Confirmation:
    """Return what is to be confirmed. Raises TokenRefused, also when it is gone by now."""
    pk = read(CONFIRM, token, max_age=CONFIRM_WITHIN)
    confirmation = Confirmation.objects.with_subjects().filter(pk=pk).first()
    if confirmation is None:
        raise TokenRefused(expired=True)
    return confirmation


def read_manage(token: str) -> Subscriber:
    """Return whose page it is. Raises TokenRefused, also when the person has been forgotten."""
    pk, version = read(MANAGE, token, max_age=MANAGE_WITHIN)
    subscriber = _subscriber(pk, version)
    if subscriber is None:
        raise TokenRefused(expired=True)
    return subscriber


def read_unsubscribe(token: str) -> Ending:
    """Return what the link ends. It never grows old. Raises TokenRefused for one not ours."""
    pk, version, subscriptions = read(UNSUBSCRIBE, token, max_age=None)
    return Ending(_subscriber(pk, version), tuple(subscriptions))


def _subscriber(pk: int, version: int) -> Subscriber | None:
    return Subscriber.objects.filter(pk=pk, token_version=version).first()


def _emailed(name: str, token: str, language: str) -> str:
    return f"{settings.BASE_URL}{address(name, token, language=language)}"
