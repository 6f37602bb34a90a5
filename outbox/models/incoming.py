"""What comes back: bounces, complaints, answers by machines. Kept first, understood later."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from .message import Message


class IncomingSource(models.TextChoices):
    MAIL = "mail", _("a mail to a return address")
    WEBHOOK = "webhook", _("a call of the mail provider")


class IncomingState(models.TextChoices):
    WAITING = "waiting", _("to be read")
    DONE = "done", _("understood")
    UNMATCHED = "unmatched", _("about no message that is known")
    IGNORED = "ignored", _("nothing to do about it")
    UNREADABLE = "unreadable", _("could not be read")


INCOMING_MOVES = {
    IncomingState.WAITING: {
        IncomingState.DONE,
        IncomingState.UNMATCHED,
        IncomingState.IGNORED,
        IncomingState.UNREADABLE,
    },
    IncomingState.DONE: set(),
    # Staff may have them read again, for instance by a release that understands more.
    IncomingState.UNMATCHED: {IncomingState.WAITING},
    IncomingState.IGNORED: {IncomingState.WAITING},
    IncomingState.UNREADABLE: {IncomingState.WAITING},
}


class IncomingQuerySet(models.QuerySet["Incoming"]):
    def waiting(self) -> "IncomingQuerySet":
        """Not yet read, the oldest first."""
        return self.filter(state=IncomingState.WAITING).order_by("id")

    def of_kind(self, kind: str) -> "IncomingQuerySet":
        return self.filter(kind=kind)

    def about_mail_to(self, recipient_key: bytes) -> "IncomingQuerySet":
        """What came back of mail to one mailbox, as it came: a report names whom it is about."""
        return self.filter(message__recipient_key=recipient_key)

    def answers(self) -> "IncomingQuerySet":
        """What came to an address to which letters are answered."""
        return self.filter(for_letters=True)

    def to_file(self) -> "IncomingQuerySet":
        """Answers that were read, and that nobody has filed yet; the oldest first."""
        unfiled = self.answers().filter(filed_at=None)
        return unfiled.exclude(state=IncomingState.WAITING).order_by("id")

    def kept_before(self, moment: datetime) -> "IncomingQuerySet":
        """Read, received before the moment, with the raw text still there, and wanted by nobody."""
        return self.filter(
            received_at__lt=moment, raw_sealed__isnull=False, is_wanted=False
        ).exclude(state=IncomingState.WAITING)

    def without_text_before(self, moment: datetime) -> "IncomingQuerySet":
        """Read, received before the moment, with no raw text left."""
        return self.filter(received_at__lt=moment, raw_sealed__isnull=True)

    def needing_a_look(self) -> "IncomingQuerySet":
        """What was not understood, or is about no message that is known: for staff."""
        return self.filter(state__in=(IncomingState.UNMATCHED, IncomingState.UNREADABLE))


class Incoming(models.Model):
    """One mail or one event of a provider, sealed as it came, before anything is done with it.

    The digest of the raw text is unique, so what comes three times is kept, and acted upon, once.
    """

    source = models.CharField(_("source"), max_length=7, choices=IncomingSource)
    provider = models.CharField(_("provider"), max_length=40, default="", blank=True)
    digest = models.BinaryField(_("digest"), max_length=32, unique=True)
    raw_sealed = models.BinaryField(_("as it came, sealed"), null=True)
    size = models.PositiveIntegerField(_("bytes"))
    state = models.CharField(
        _("state"), max_length=10, choices=IncomingState, default=IncomingState.WAITING
    )
    kind = models.CharField(_("what it is"), max_length=20, default="", blank=True)
    message = models.ForeignKey(
        Message,
        verbose_name=_("message"),
        on_delete=models.SET_NULL,
        related_name="incoming",
        null=True,
        blank=True,
    )
    note = models.CharField(_("note"), max_length=200, default="", blank=True)
    for_letters = models.BooleanField(_("answers a letter"), default=False)
    is_wanted = models.BooleanField(
        _("wanted"),
        default=False,
        help_text=_("Its text stays until whoever reads answers lets it go."),
    )
    filed_at = models.DateTimeField(_("filed"), null=True, blank=True)
    received_at = models.DateTimeField(_("received"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = IncomingQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        verbose_name = _("incoming report")
        verbose_name_plural = _("incoming reports")
        indexes = (
            models.Index(
                fields=("id",),
                condition=models.Q(state="waiting"),
                name="outbox_incoming_waiting",
            ),
            models.Index(
                fields=("received_at",),
                condition=models.Q(raw_sealed__isnull=False),
                name="outbox_incoming_raw",
            ),
            models.Index(
                fields=("id",),
                condition=models.Q(for_letters=True, filed_at=None),
                name="outbox_incoming_unfiled",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=IncomingState.values),
                name="outbox_incoming_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(source__in=IncomingSource.values),
                name="outbox_incoming_source_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class IncomingPiece(models.Model):
    """What follows the beginning of a long mail that answers a letter: its attachments, sealed."""

    incoming = models.ForeignKey(
        Incoming, verbose_name=_("mail"), on_delete=models.CASCADE, related_name="pieces"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    sealed = models.BinaryField(_("bytes, sealed"))

    class Meta:
        ordering = ("number",)
        verbose_name = _("piece of an incoming mail")
        verbose_name_plural = _("pieces of incoming mails")
        constraints = (
            models.UniqueConstraint(fields=("incoming", "number"), name="outbox_piece_once"),
        )

    def __str__(self) -> str:
        return f"{self.incoming_id}/{self.number}"
