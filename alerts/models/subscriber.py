"""People who asked to be told, and what each of them follows."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from alerts.clock import HOUR, HOURS, MONDAY, WEEKDAYS, Times, site_zone
from core.sealed import email_key

from .choices import Cadence, EventKind, every_kind
from .topic import SUBJECTS, Topic

SCOPE = "alerts"
CONFIRM_WITHIN = timedelta(days=7)
# Long enough for an old mail's link to be answered with what became of it; the outbox forgets
# whom it wrote to sooner (14 days).
KEEP_ENDED_FOR = timedelta(days=28)


def subscriber_key(address: str) -> bytes:
    """Return the blind index by which a subscriber is found again."""
    return email_key(address, scope=SCOPE)


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def at_address(self, address: str) -> "SubscriberQuerySet":
        """The subscriber who has this address, if there is one."""
        return self.filter(email_key=subscriber_key(address))

    def owed(self, items: models.QuerySet[Any]) -> "SubscriberQuerySet":
        """Those to whom at least one of these lines of the ledger belongs."""
        return self.filter(Exists(items.filter(subscriber=OuterRef("pk"))))

    def due(self, *, at: datetime) -> "SubscriberQuerySet":
        """Those whose daily or weekly hour has come."""
        return self.filter(Q(next_daily_at__lte=at) | Q(next_weekly_at__lte=at))

    def idle(self, *, since: datetime) -> "SubscriberQuerySet":
        """Those who follow nothing, wait for nothing, and have ended what they did before then."""
        kept = Subscription.objects.filter(
            Q(ended_at=None) | Q(ended_at__gte=since), subscriber=OuterRef("pk")
        )
        return self.filter(~Exists(kept))


class Subscriber(models.Model):
    """A person by the address that alerts go to. There is no password: links in mails are the key.

    The address is sealed, so the process that takes it in cannot read it, and found again by a
    blind index. `token_version` is part of every link; it moves on when somebody who had ended
    everything begins anew, so that links from before do not reach into the new subscriptions.

    `next_daily_at` and `next_weekly_at` are set as long as something may have to be told by that
    rhythm: a subscription that is active, or an item that waits. Digests look at nothing else, so
    an outage of days leaves one due moment behind, and not as many as were missed.
    """

    email_key = models.BinaryField(_("address, blind index"), max_length=32, unique=True)
    email_sealed = models.BinaryField(_("address, sealed"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    token_version = models.PositiveIntegerField(_("version of the links"), default=1)
    hour = models.PositiveSmallIntegerField(_("hour of digests"), default=HOUR)
    weekday = models.PositiveSmallIntegerField(
        _("weekday of weekly digests"), default=MONDAY, help_text=_("0 is Monday.")
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default=site_zone)
    next_daily_at = models.DateTimeField(_("next daily digest"), null=True, blank=True)
    next_weekly_at = models.DateTimeField(_("next weekly digest"), null=True, blank=True)
    created_at = models.DateTimeField(_("first asked"))
    confirmed_at = models.DateTimeField(_("first confirmed"), null=True, blank=True)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        constraints = (
            models.CheckConstraint(
                condition=Q(hour__lt=len(HOURS), weekday__lt=len(WEEKDAYS)),
                name="alerts_subscriber_times",
            ),
        )
        indexes = (
            models.Index(
                fields=("next_daily_at",),
                condition=Q(next_daily_at__isnull=False),
                name="alerts_subscriber_daily",
            ),
            models.Index(
                fields=("next_weekly_at",),
                condition=Q(next_weekly_at__isnull=False),
                name="alerts_subscriber_weekly",
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def times(self) -> Times:
        """When this person wants digests."""
        return Times(hour=self.hour, weekday=self.weekday, time_zone=self.time_zone)


class SubscriptionState(models.TextChoices):
    PENDING = "pending", _("waiting for confirmation")
    ACTIVE = "active", _("active")
    ENDED = "ended", _("ended")


# An ended one never comes back: who subscribes again gets a new row, and the old one stays as told.
SUBSCRIPTION_MOVES: dict[SubscriptionState, set[SubscriptionState]] = {
    SubscriptionState.PENDING: {SubscriptionState.ACTIVE, SubscriptionState.ENDED},
    SubscriptionState.ACTIVE: {SubscriptionState.ENDED},
    SubscriptionState.ENDED: set(),
}
OPEN_STATES = (SubscriptionState.PENDING, SubscriptionState.ACTIVE)


class EndedReason(models.TextChoices):
    UNSUBSCRIBED = "unsubscribed", _("ended by the person")
    ONE_CLICK = "one_click", _("ended by the mail program's button")
    BY_MAIL = "by_mail", _("ended by answering a mail")
    BY_STAFF = "by_staff", _("ended by staff")
    BOUNCED = "bounced", _("the mailbox does not exist any more")
    COMPLAINED = "complained", _("a mail was marked as spam")


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def open(self) -> "SubscriptionQuerySet":
        """Active ones, and those that wait for confirmation."""
        return self.filter(state__in=OPEN_STATES)

    def active(self) -> "SubscriptionQuerySet":
        """Confirmed, and not ended."""
        return self.filter(state=SubscriptionState.ACTIVE)

    def ended(self) -> "SubscriptionQuerySet":
        """Ended ones, the latest first."""
        return self.filter(state=SubscriptionState.ENDED).order_by("-ended_at")

    def lapsed(self, *, at: datetime) -> "SubscriptionQuerySet":
        """Never confirmed, and last asked for so long ago that every link has expired."""
        return self.filter(state=SubscriptionState.PENDING, asked_at__lt=at - CONFIRM_WITHIN)

    def with_subjects(self) -> "SubscriptionQuerySet":
        """With the topic and the object that it is about."""
        return self.select_related(*(f"topic__{subject}" for subject in SUBJECTS))


class Subscription(models.Model):
    """One person follows one topic, from the moment when they confirmed it.

    `kinds` are the kinds of news that they want of it, and `cadence` is how often.
    """

    subscriber = models.ForeignKey(
        Subscriber,
        verbose_name=_("subscriber"),
        on_delete=models.CASCADE,
        related_name="subscriptions",
    )
    topic = models.ForeignKey(
        Topic, verbose_name=_("topic"), on_delete=models.PROTECT, related_name="subscriptions"
    )
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=SubscriptionState.choices,
        default=SubscriptionState.PENDING,
    )
    cadence = models.CharField(
        _("how often"), max_length=8, choices=Cadence.choices, default=Cadence.AT_ONCE
    )
    kinds = ArrayField(
        models.CharField(max_length=10, choices=EventKind.choices),
        verbose_name=_("kinds of news"),
        default=every_kind,
    )
    asked_at = models.DateTimeField(_("last asked"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_reason = models.CharField(
        _("why it ended"), max_length=12, choices=EndedReason.choices, blank=True
    )

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=SubscriptionState.values), name="alerts_subscription_state"
            ),
            models.CheckConstraint(
                condition=~Q(state=SubscriptionState.ACTIVE) | Q(confirmed_at__isnull=False),
                name="alerts_subscription_active_is_confirmed",
            ),
            models.CheckConstraint(
                condition=Q(state=SubscriptionState.ENDED, ended_at__isnull=False)
                & Q(ended_reason__in=EndedReason.values)
                | ~Q(state=SubscriptionState.ENDED) & Q(ended_at=None, ended_reason=""),
                name="alerts_subscription_ended_says_why",
            ),
            models.CheckConstraint(
                condition=Q(cadence__in=Cadence.values), name="alerts_subscription_cadence"
            ),
            models.CheckConstraint(
                condition=Q(kinds__len__gt=0, kinds__contained_by=EventKind.values),
                name="alerts_subscription_kinds",
            ),
            models.UniqueConstraint(
                fields=("subscriber", "topic"),
                condition=Q(state__in=OPEN_STATES),
                name="alerts_subscription_open_once",
            ),
        )
        indexes = (
            models.Index(
                fields=("topic", "subscriber"),
                condition=Q(state=SubscriptionState.ACTIVE),
                name="alerts_subscription_active",
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_active(self) -> bool:
        return self.state == SubscriptionState.ACTIVE
