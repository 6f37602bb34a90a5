"""Which events have been passed on, and to whom: the ledger that tells everyone once."""

from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from audit.models import Event
from outbox.models import Message, State

from .choices import Cadence
from .subscriber import Subscriber

# How long after it was written an event may still be passed on; longer than any outage.
LOOK_BACK = timedelta(days=30)
LATELY = timedelta(days=30)


class FanOutQuerySet(models.QuerySet["FanOut"]):
    def unfinished(self) -> "FanOutQuerySet":
        """Events that somebody may still have to be told of."""
        return self.filter(finished_at=None)

    def since(self, moment: datetime) -> "FanOutQuerySet":
        """Events that became public after the moment."""
        return self.filter(event__at__gt=moment)

    def missing(self, *, told_of: Q, at: datetime) -> models.QuerySet[Event]:
        """Public events of the last 30 days, of the kinds `told_of`, that have no row here.

        Asked by absence and not by "everything after number n": numbers are given when a row is
        written, not when it is committed, so an event with a lower number can appear after one
        with a higher number was passed on, and a high-water mark would skip it for ever.
        """
        passed_on = self.filter(event=OuterRef("pk"))
        return (
            Event.objects.public()
            .filter(told_of, ~Exists(passed_on), at__gt=at - LOOK_BACK)
            .order_by("pk")
        )


class FanOut(models.Model):
    """The passing on of one event: how far it came, and in the end how many were told.

    `reached` is the last subscriber for whom a ledger row was written. It is saved in the same
    transaction as those rows, so a process that is killed goes on where it stopped.
    """

    event = models.OneToOneField(
        Event,
        verbose_name=_("event"),
        on_delete=models.PROTECT,
        related_name="fan_out",
        primary_key=True,
    )
    reached = models.BigIntegerField(_("reached"), default=0)
    told = models.PositiveIntegerField(_("people told"), default=0)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = FanOutQuerySet.as_manager()

    class Meta:
        ordering = ("-event",)
        verbose_name = _("fan-out")
        verbose_name_plural = _("fan-outs")
        indexes = (
            models.Index(
                fields=("event",), condition=Q(finished_at=None), name="alerts_fanout_unfinished"
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class ItemState(models.TextChoices):
    PENDING = "pending", _("to be told")
    TOLD = "told", _("in a mail")
    DROPPED = "dropped", _("dropped")


ITEM_MOVES: dict[ItemState, set[ItemState]] = {
    ItemState.PENDING: {ItemState.TOLD, ItemState.DROPPED},
    ItemState.TOLD: set(),
    ItemState.DROPPED: set(),
}


class Dropped(models.TextChoices):
    """Why somebody is not told of what was noted for them."""

    NOT_PUBLIC = "not_public", _("it is not public any more")
    NOT_FOLLOWED = "unfollowed", _("the person does not follow it any more")
    NO_ADDRESS = "no_address", _("the address cannot be used")


class ItemQuerySet(models.QuerySet["Item"]):
    def pending(self) -> "ItemQuerySet":
        """Not yet in a mail."""
        return self.filter(state=ItemState.PENDING)

    def told(self) -> "ItemQuerySet":
        """In a mail, whatever has become of it."""
        return self.filter(state=ItemState.TOLD)

    def by(self, *cadences: str) -> "ItemQuerySet":
        """Those that are told by one of these rhythms."""
        return self.filter(cadence__in=cadences)

    def at_once_since(self, moment: datetime) -> "ItemQuerySet":
        """Those that went into a mail of their own after the moment."""
        return self.filter(state=ItemState.TOLD, cadence=Cadence.AT_ONCE, told_at__gt=moment)

    def unsent(self) -> "ItemQuerySet":
        """In a mail that is still waiting in the outbox."""
        return self.filter(state=ItemState.TOLD, message__state=State.QUEUED)

    def with_event(self) -> "ItemQuerySet":
        """With the event, the oldest first, so that mails go out in the order of what happened."""
        return self.select_related("event").order_by("subscriber_id", "event_id")


class Item(models.Model):
    """One event for one person, however many topics it reached them by.

    The database keeps the pair unique, and that is what makes running anything twice harmless.
    `because` holds the subscriptions that matched, to say why the mail came and to end just those.
    `cadence` is the strongest of theirs; it changes while the item waits, and says in the end by
    which rhythm the person was told.
    """

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.PROTECT, related_name="+"
    )
    subscriber = models.ForeignKey(
        Subscriber,
        verbose_name=_("subscriber"),
        on_delete=models.CASCADE,
        related_name="items",
        db_index=False,  # alerts_item_person begins with it
    )
    because = ArrayField(models.BigIntegerField(), verbose_name=_("subscriptions that matched"))
    cadence = models.CharField(
        _("how often"), max_length=8, choices=Cadence.choices, default=Cadence.AT_ONCE
    )
    state = models.CharField(
        _("state"), max_length=8, choices=ItemState.choices, default=ItemState.PENDING
    )
    dropped = models.CharField(
        _("why it was dropped"), max_length=10, choices=Dropped.choices, default="", blank=True
    )
    message = models.ForeignKey(
        Message,
        verbose_name=_("message"),
        on_delete=models.SET_NULL,
        related_name="alert_items",
        null=True,
        blank=True,
    )
    created_at = models.DateTimeField(_("noted"))
    told_at = models.DateTimeField(_("put in a mail"), null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        verbose_name = _("item")
        verbose_name_plural = _("items")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=ItemState.values), name="alerts_item_state"
            ),
            models.CheckConstraint(
                condition=Q(cadence__in=Cadence.values), name="alerts_item_cadence"
            ),
            models.CheckConstraint(
                condition=Q(state=ItemState.DROPPED, dropped__in=Dropped.values)
                | ~Q(state=ItemState.DROPPED) & Q(dropped=""),
                name="alerts_item_dropped_says_why",
            ),
            models.UniqueConstraint(fields=("event", "subscriber"), name="alerts_item_once"),
        )
        indexes = (
            models.Index(
                fields=("cadence", "subscriber"),
                condition=Q(state=ItemState.PENDING),
                name="alerts_item_pending",
            ),
            models.Index(fields=("subscriber", "told_at"), name="alerts_item_person"),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
