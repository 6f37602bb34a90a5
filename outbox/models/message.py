"""One mail to one address: the row that is the queue."""

from datetime import datetime
from uuid import UUID

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models.functions import UUID7
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .content import Content
from .failure import Failure


class Stream(models.TextChoices):
    """Three kinds of mail, sent by workers of their own, so that none waits for another."""

    TRANSACTIONAL = "transactional", _("transactional")
    BULK = "bulk", _("bulk")
    LETTER = "letter", _("letter to an official")


class State(models.TextChoices):
    QUEUED = "queued", _("queued")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    DELIVERED = "delivered", _("delivered")
    BOUNCED = "bounced", _("bounced")
    COMPLAINED = "complained", _("marked as spam")
    FAILED = "failed", _("failed")
    UNCERTAIN = "uncertain", _("uncertain")
    SUPPRESSED = "suppressed", _("suppressed")
    EXPIRED = "expired", _("expired")
    CANCELLED = "cancelled", _("cancelled")


# What a report tells once the relay has taken a mail (RFC 3464, RFC 5965). Reports come late, twice
# and in any order, so a later stage never goes back to an earlier one. A report about a mail that
# still waits proves that an attempt had succeeded whose answer was never heard: that one is over.
REPORTED = (State.DELIVERED, State.BOUNCED, State.COMPLAINED)
AFTER_SENDING: dict[State, tuple[State, ...]] = {
    State.SENT: REPORTED,
    State.DELIVERED: (State.BOUNCED, State.COMPLAINED),
    State.BOUNCED: (State.COMPLAINED,),
}

# Mail to citizens: if it is unclear whether the relay took it, it goes again with the same
# Message-ID. A person may queue again what failed or was held back.
AT_LEAST_ONCE = {
    State.QUEUED: (
        State.SENT,
        State.FAILED,
        State.SUPPRESSED,
        State.EXPIRED,
        State.CANCELLED,
        *REPORTED,
    ),
    **AFTER_SENDING,
    State.FAILED: (State.QUEUED,),
    State.SUPPRESSED: (State.QUEUED,),
}

# Letters to officials: "sending" is committed before the text leaves, and if it is unclear whether
# the relay took it, nothing here sends it again. A person looks, and decides; or a report does.
AT_MOST_ONCE = {
    State.QUEUED: (
        State.SENDING,
        State.FAILED,
        State.SUPPRESSED,
        State.EXPIRED,
        State.CANCELLED,
    ),
    State.SENDING: (State.QUEUED, State.SENT, State.FAILED, State.UNCERTAIN, *REPORTED),
    State.UNCERTAIN: (State.QUEUED, State.SENT, *REPORTED),
    **AFTER_SENDING,
    State.FAILED: (State.QUEUED,),
    State.SUPPRESSED: (State.QUEUED,),
}

# The relay took it, whatever became of it afterwards.
TAKEN = (State.SENT, *REPORTED)
FINAL = (*TAKEN, State.FAILED, State.SUPPRESSED, State.EXPIRED, State.CANCELLED)
# States that few messages are in, and that staff look for.
SHOWN_BY_STATE = (
    State.BOUNCED,
    State.COMPLAINED,
    State.FAILED,
    State.UNCERTAIN,
    State.SUPPRESSED,
    State.EXPIRED,
    State.CANCELLED,
)


class MessageQuerySet(models.QuerySet["Message"]):
    def queued(self, *, stream: str) -> "MessageQuerySet":
        """Messages of the stream that are still to be sent, now or later."""
        return self.filter(stream=stream, state=State.QUEUED)

    def due(self, *, stream: str, at: datetime | None = None) -> "MessageQuerySet":
        """Messages of the stream that a worker could take now, the first to go first."""
        now = at or timezone.now()
        due = self.waiting(at=now).filter(stream=stream, available_at__lte=now)
        return due.order_by("priority", "available_at", "id")

    def put_off(self, *, domain: str, since: datetime, until: datetime) -> "MessageQuerySet":
        """Waiting messages to the domain that become due between the two, and nobody holds."""
        return self.filter(
            state=State.QUEUED,
            domain=domain,
            available_at__range=(since, until),
            lease=None,
        )

    def waiting(self, *, at: datetime) -> "MessageQuerySet":
        """Queued messages that no worker has in hand at this moment, and none has sent."""
        is_free = models.Q(lease=None) | models.Q(lease__until__lte=at, lease__taken_at=None)
        return self.filter(is_free, state=State.QUEUED)

    def untouched(self) -> "MessageQuerySet":
        """Queued messages that no worker has ever taken."""
        return self.filter(state=State.QUEUED, attempts=0, lease=None)

    def locked(self) -> "MessageQuerySet":
        """The same messages, in this transaction out of reach of claims until it ends.

        A claim writes beside the message. So only what is asked after this, in a statement of its
        own, is sure to know whether one of them has been taken.
        """
        rows = self.select_for_update(of=("self",)).order_by("pk")
        return Message.objects.filter(pk__in=list(rows.values_list("pk", flat=True)))

    def closed(self) -> "MessageQuerySet":
        """Messages that nobody will send, or waits to hear of."""
        return self.exclude(state__in=(State.QUEUED, State.SENDING))

    def sendable_again(self, *, at: datetime) -> "MessageQuerySet":
        """Messages whose envelope is there, and for which it is not too late."""
        in_time = models.Q(expires_at=None) | models.Q(expires_at__gt=at)
        return self.filter(in_time, envelope_sealed__isnull=False)

    def addressed_to(self, recipient_key: bytes) -> "MessageQuerySet":
        """Messages to one mailbox whose envelope has not been emptied."""
        return self.filter(recipient_key=recipient_key, envelope_sealed__isnull=False)

    def ended_before(self, moment: datetime) -> "MessageQuerySet":
        """Messages with an envelope, at their end, made before the moment."""
        return self.filter(state__in=FINAL, created_at__lt=moment, envelope_sealed__isnull=False)

    def bulk_ended_before(self, moment: datetime) -> "MessageQuerySet":
        """Bulk messages at their end, made before the moment."""
        return self.filter(stream=Stream.BULK, state__in=FINAL, created_at__lt=moment)


class Message(models.Model):
    """One mail to one address.

    Narrow, since it is the hot table: what recipients share stands in Content; the address and what
    is this person's own are sealed in the envelope, which only a worker can open. `available_at`
    says from when a worker may take the message. That one has it in hand stands in its Lease, which
    ends by itself: a worker that dies gives the message back by doing nothing.
    """

    public_id = models.UUIDField(_("public id"), unique=True, editable=False, db_default=UUID7())
    message_id = models.CharField(
        _("Message-ID"), max_length=200, help_text=_("The same at every attempt.")
    )
    stream = models.CharField(_("stream"), max_length=13, choices=Stream)
    priority = models.SmallIntegerField(
        _("priority"), default=5, help_text=_("The lower goes first.")
    )
    dedup_key = models.CharField(_("deduplication key"), max_length=120)
    content = models.ForeignKey(
        Content,
        verbose_name=_("content"),
        on_delete=models.PROTECT,
        related_name="messages",
        null=True,
        help_text=_("Empty for a letter, whose text is sealed in its envelope."),
    )
    envelope_sealed = models.BinaryField(_("envelope, sealed"), null=True)
    recipient_key = models.BinaryField(_("recipient, blind index"), max_length=32)
    domain = models.CharField(_("recipient's domain"), max_length=253)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.QUEUED)
    available_at = models.DateTimeField(_("available from"))
    attempts = models.SmallIntegerField(_("attempts"), default=0)
    max_attempts = models.SmallIntegerField(_("attempts at most"))
    expires_at = models.DateTimeField(_("not after"), null=True)
    asks = models.BooleanField(
        _("asks to confirm"),
        default=False,
        help_text=_("It asks its recipient to confirm what anybody could have typed."),
    )
    failure = models.CharField(
        _("what went wrong"), max_length=12, choices=Failure, default="", blank=True
    )
    smtp_code = models.SmallIntegerField(_("SMTP reply"), null=True)
    status_code = models.CharField(
        _("enhanced status"), max_length=11, default="", blank=True, help_text="RFC 3463"
    )
    last_error = models.CharField(_("last error"), max_length=200, default="", blank=True)
    created_at = models.DateTimeField(_("created"))
    sent_at = models.DateTimeField(_("sent"), null=True)

    # What a claim gives to the worker that it hands the message to. It stands in the Lease.
    lease_token: UUID | None = None
    leased_until: datetime | None = None

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = (
            models.Index(
                fields=("stream", "priority", "available_at", "id"),
                condition=models.Q(state="queued"),
                name="outbox_message_due",
            ),
            models.Index(
                fields=("available_at",),
                condition=models.Q(state="sending"),
                name="outbox_message_sending",
            ),
            models.Index(
                fields=("recipient_key",),
                condition=models.Q(envelope_sealed__isnull=False),
                name="outbox_message_recipient",
            ),
            models.Index(
                fields=("recipient_key", "created_at"),
                condition=models.Q(asks=True),
                name="outbox_message_asks",
            ),
            models.Index(
                fields=("sent_at",),
                condition=models.Q(sent_at__isnull=False),
                name="outbox_message_sent_at",
            ),
            # Staff look at what did not go well: among millions that did, by index.
            models.Index(
                fields=("state", "id"),
                condition=models.Q(state__in=SHOWN_BY_STATE),
                name="outbox_message_ended",
            ),
            models.Index(
                fields=("failure", "id"),
                condition=~models.Q(failure=""),
                name="outbox_message_failure",
            ),
            models.Index(
                fields=("id",),
                condition=models.Q(stream="letter"),
                name="outbox_message_letter",
            ),
            BrinIndex(fields=("created_at",), autosummarize=True, name="outbox_message_made"),
        )
        constraints = (
            # Not "unique=True", which makes a second index, for patterns, that every mail pays for.
            models.UniqueConstraint(fields=("dedup_key",), name="outbox_message_dedup_key"),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="outbox_message_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(stream__in=Stream.values), name="outbox_message_stream_known"
            ),
            models.CheckConstraint(
                condition=models.Q(failure__in=["", *Failure.values]),
                name="outbox_message_failure_known",
            ),
            models.CheckConstraint(
                condition=models.Q(stream="letter", content__isnull=True)
                | models.Q(~models.Q(stream="letter"), content__isnull=False),
                name="outbox_message_letter_is_its_own_content",
            ),
            models.CheckConstraint(
                condition=models.Q(stream="letter") | ~models.Q(state__in=("sending", "uncertain")),
                name="outbox_message_only_letters_are_uncertain",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def moves(self) -> dict[State, tuple[State, ...]]:
        """The table of moves of this message's stream."""
        return AT_MOST_ONCE if self.stream == Stream.LETTER else AT_LEAST_ONCE
