"""What came back from an office, as the desk sees it before anything of it is public."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from officials.models import ChangeProposal, Post
from outbox.models import Incoming, Message

from .answer import Answer
from .campaign import Campaign
from .communication import Communication
from .letter import Letter
from .letter_digest import LetterDigest


class ReplyKind(models.TextChoices):
    REPLY = "reply", _("an answer")
    HOLDING = "holding", _("says that an answer will follow")
    AUTOMATIC = "automatic", _("written by a machine")
    CHALLENGE = "challenge", _("asks the sender to prove something")
    COMPLAINT = "complaint", _("a complaint")
    REPORT = "report", _("a report of a mail system")
    CORRECTION = "correction", _("corrects the directory")
    UNKNOWN = "unknown", _("not understood")


# Somebody has to look at these. Of the others nothing follows: no clock stops, nothing is public.
BY_PEOPLE = (ReplyKind.REPLY, ReplyKind.HOLDING, ReplyKind.CORRECTION, ReplyKind.UNKNOWN)
ANSWERING = (ReplyKind.REPLY, ReplyKind.HOLDING)


class MatchedBy(models.TextChoices):
    TOKEN = "token", _("the address it came to")
    REFERENCE = "reference", _("the reference in it")
    THREAD = "thread", _("the mail that it answers")
    SENDER = "sender", _("earlier answers of this sender")
    PAGE = "page", _("the page for offices")
    PERSON = "person", _("a person")


class ReplyState(models.TextChoices):
    WAITING = "waiting", _("to be looked at")
    UNMATCHED = "unmatched", _("of which letter is not known")
    ASIDE = "aside", _("nothing to decide")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


REPLY_MOVES = {
    ReplyState.WAITING: {
        ReplyState.ACCEPTED,
        ReplyState.REFUSED,
        ReplyState.ASIDE,
        ReplyState.UNMATCHED,
    },
    ReplyState.UNMATCHED: {ReplyState.WAITING, ReplyState.REFUSED},
    # Nothing is ever dropped: whoever was wrong about one looks again.
    ReplyState.ASIDE: {ReplyState.WAITING},
    ReplyState.REFUSED: {ReplyState.WAITING},
    ReplyState.ACCEPTED: {ReplyState.WAITING},
}


class ReplyQuerySet(models.QuerySet["Reply"]):
    def on_desk_of(self, user: Any) -> "ReplyQuerySet":
        """Those of the campaigns of the person's organisations; for staff all, matched or not."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff:
            return self
        return self.filter(campaign__organisation__in=Organisation.objects.of(user))

    def waiting(self) -> "ReplyQuerySet":
        """To be looked at by somebody; the oldest first."""
        return self.filter(state=ReplyState.WAITING).order_by("received_at", "pk")

    def unmatched(self) -> "ReplyQuerySet":
        return self.filter(state=ReplyState.UNMATCHED).order_by("received_at", "pk")

    def to_decide(self) -> "ReplyQuerySet":
        """Waiting or unmatched."""
        return self.filter(state__in=(ReplyState.WAITING, ReplyState.UNMATCHED))

    def in_state(self, state: str) -> "ReplyQuerySet":
        return self.filter(state=state) if state in ReplyState.values else self.to_decide()

    def of_sender(self, key: bytes) -> "ReplyQuerySet":
        """Earlier ones of a sender that a person has found a place for."""
        decided = self.filter(sender_key=key, campaign__isnull=False)
        return decided.exclude(state__in=(ReplyState.UNMATCHED, ReplyState.REFUSED))

    def to_forward(self) -> "ReplyQuerySet":
        """Those that were found to answer somebody's letter, and that the writer has not got."""
        return self.filter(
            letter__isnull=False,
            forwarded_at=None,
            text_sealed__isnull=False,
            kind__in=(*ANSWERING, ReplyKind.CHALLENGE, ReplyKind.UNKNOWN),
        ).exclude(state=ReplyState.REFUSED)

    def decided_before(self, moment: datetime) -> "ReplyQuerySet":
        """Those whose raw mail nobody needs any more."""
        over = (ReplyState.ACCEPTED, ReplyState.REFUSED, ReplyState.ASIDE)
        return self.filter(
            Q(decided_at__lt=moment) | Q(decided_at=None, filed_at__lt=moment),
            state__in=over,
            incoming__is_wanted=True,
        )

    def for_pages(self) -> "ReplyQuerySet":
        return self.select_related(
            "campaign__organisation",
            "post__institution",
            "letter",
            "answer",
            "proposal",
            "incoming",
            "decided_by",
        )


class Reply(models.Model):
    """One mail of an office, or what it wrote on the page for offices.

    As it came it lies sealed in the outbox. `subject` and `text` are a copy for the desk, in which
    a worker has masked the writer's name, and addresses and numbers of anybody: who answers letters
    at an office reads what the desk reads, and citizens are not shown to it.
    """

    incoming = models.OneToOneField(
        Incoming,
        verbose_name=_("as it came"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    same = models.BinaryField(_("what makes it the same"), max_length=32, unique=True)
    kind = models.CharField(_("what it is"), max_length=10, choices=ReplyKind.choices)
    state = models.CharField(
        _("state"), max_length=9, choices=ReplyState.choices, default=ReplyState.WAITING
    )
    matched_by = models.CharField(
        _("found by"), max_length=9, choices=MatchedBy.choices, blank=True
    )
    letter = models.ForeignKey(
        Letter,
        verbose_name=_("letter"),
        on_delete=models.SET_NULL,
        related_name="replies",
        null=True,
        blank=True,
    )
    communication = models.ForeignKey(
        Communication,
        verbose_name=_("what the organisation sent"),
        on_delete=models.PROTECT,
        related_name="replies",
        null=True,
        blank=True,
    )
    campaign = models.ForeignKey(
        Campaign,
        verbose_name=_("campaign"),
        on_delete=models.PROTECT,
        related_name="replies",
        null=True,
        blank=True,
    )
    post = models.ForeignKey(
        Post,
        verbose_name=_("office"),
        on_delete=models.PROTECT,
        related_name="replies",
        null=True,
        blank=True,
    )
    digest = models.ForeignKey(
        LetterDigest,
        verbose_name=_("digest"),
        on_delete=models.SET_NULL,
        related_name="replies",
        null=True,
        blank=True,
    )
    answer = models.ForeignKey(
        Answer,
        verbose_name=_("answer"),
        on_delete=models.SET_NULL,
        related_name="replies",
        null=True,
        blank=True,
    )
    proposal = models.ForeignKey(
        ChangeProposal,
        verbose_name=_("correction laid before staff"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    sender_key = models.BinaryField(_("sender, blind index"), max_length=32)
    sender_domain = models.CharField(_("sender's domain"), max_length=253, blank=True)
    is_verified = models.BooleanField(_("verified sender"), default=False)
    checks = models.CharField(_("checks of the sender"), max_length=120, blank=True)
    subject = models.CharField(_("subject"), max_length=300, blank=True)
    text = models.TextField(_("text for the desk"), blank=True)
    text_sealed = models.BinaryField(_("text, sealed"), null=True)
    files = models.JSONField(_("attached"), default=list, blank=True)
    hints = models.JSONField(
        _("tokens and references in it"), default=list, blank=True, editable=False
    )
    size = models.PositiveIntegerField(_("bytes"), default=0)
    received_at = models.DateTimeField(_("received"))
    filed_at = models.DateTimeField(_("filed"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    reason = models.CharField(_("why"), max_length=300, blank=True)
    forwarded = models.ForeignKey(
        Message,
        verbose_name=_("forwarded to the writer"),
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
    )
    forwarded_at = models.DateTimeField(_("forwarded"), null=True, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ("-received_at", "-pk")
        verbose_name = _("reply")
        verbose_name_plural = _("replies")
        indexes = (
            models.Index(
                fields=("received_at",),
                condition=Q(state__in=("waiting", "unmatched")),
                name="campaigns_reply_open",
            ),
            models.Index(fields=("sender_key",), name="campaigns_reply_sender"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    state__in=ReplyState.values,
                    kind__in=ReplyKind.values,
                    matched_by__in=["", *MatchedBy.values],
                ),
                name="campaigns_reply_choices",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(answer__isnull=False),
                name="campaigns_reply_accepted_is_an_answer",
            ),
        )

    def __str__(self) -> str:
        return f"R-{self.pk}"

    @property
    def is_by_people(self) -> bool:
        return self.kind in BY_PEOPLE

    @property
    def has_files(self) -> bool:
        """Whether something was attached that is still kept."""
        return bool(self.files and self.incoming and self.incoming.raw_sealed is not None)

    @property
    def is_answering(self) -> bool:
        return self.kind in (*ANSWERING, ReplyKind.UNKNOWN)
