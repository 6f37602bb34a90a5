"""Signed links of alerts: to confirm, to look after one's subscriptions, to end them.

Each kind has its own purpose, so that none opens what another does. They name rows and a version,
never an address. A link of a person whose version has moved on, or who is no longer here, still
proves that it was ours: what it would end has ended.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from core.tokens import TokenRefused, read, sign

from .models import Confirmation, Subscriber, Subscription
from .models.subscriber import CONFIRM_WITHIN, SubscriptionQuerySet

CONFIRM = "alerts.confirm"
MANAGE = "alerts.manage"
UNSUBSCRIBE = "alerts.unsubscribe"

_PLACE = "-token-"

# Shows what a person follows, so it does not live for ever as the link to end does.
MANAGE_WITHIN = timedelta(days=365)
NAMED = 40  # subscriptions in one link to end them


@dataclass(frozen=True)
class Ending:
    """What a link to unsubscribe ends: some subscriptions of a person, or all; who may be gone."""

    subscriber: Subscriber | None
    subscriptions: tuple[int, ...] | None

    def left(self) -> SubscriptionQuerySet:
        """What is still followed of it."""
        return self._of_it().open()

    def ended(self) -> SubscriptionQuerySet:
        """What is followed no more of it."""
        return self._of_it().ended()

    def _of_it(self) -> SubscriptionQuerySet:
        if self.subscriber is None:
            return Subscription.objects.none()
        theirs = self.subscriber.subscriptions.with_subjects()
        return theirs if self.subscriptions is None else theirs.filter(pk__in=self.subscriptions)


def in_language(path: str, language: str | None = None) -> str:
    """Return the path of a page in a language, by default the one that is active."""
    language = language or get_language() or "en"
    if language.startswith("en"):
        return path
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


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
    """Return the address that ends these subscriptions: a page by GET, the deed by POST.

    It stands in a header, whose lines end at 998 characters (RFC 5322, 2.1.1): for more than it can
    name, it ends all that the person follows. Too much is better here than too little.
    """
    named = list(subscriptions)
    value = [subscriber.pk, subscriber.token_version, named if len(named) <= NAMED else None]
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
    named = None if subscriptions is None else tuple(subscriptions)
    return Ending(_subscriber(pk, version), named)


def _subscriber(pk: int, version: int) -> Subscriber | None:
    return Subscriber.objects.filter(pk=pk, token_version=version).first()


def _emailed(name: str, token: str, language: str) -> str:
    before, after = _around(name, language, settings.BASE_URL)
    return f"{before}{token}{after}"


@lru_cache(maxsize=64)
def _around(name: str, language: str, base_url: str) -> tuple[str, str]:
    """What stands before and after the token: the same in a hundred thousand mails."""
    before, _place, after = address(name, _PLACE, language=language).partition(_PLACE)
    return f"{base_url}{before}", after
