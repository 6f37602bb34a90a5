"""What was understood of a mail or of an event."""

from dataclasses import dataclass, field, replace

from django.db import models
from django.utils.translation import gettext_lazy as _

from outbox.models import Failure


class ReportKind(models.TextChoices):
    FAILED = "failed", _("a bounce")
    DELAYED = "delayed", _("a notice of delay")
    DELIVERED = "delivered", _("a notice of delivery")
    COMPLAINT = "complaint", _("a complaint")
    NOT_SPAM = "not_spam", _("taken back: no spam")
    ANSWERED = "answered", _("an answer by a machine")
    RECEIPT = "receipt", _("a receipt")
    UNSUBSCRIBE = "unsubscribe", _("no more, please")
    OTHER = "other", _("something else")


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What is said of one recipient: what happened, and in which words."""

    kind: ReportKind
    recipients: tuple[str, ...] = ()
    failure: Failure | None = None
    code: int | None = None
    status: str = ""
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What came back, and every trace in it of which message it is about.

    `came_to` are the addresses that the mail itself was sent to, `own` those of our making found
    anywhere in it, `public_ids` the messages whose Message-ID it names. Only an address with its
    tag proves anything by itself; a public id needs the recipient beside it.
    """

    verdicts: tuple[Verdict, ...]
    came_to: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    public_ids: tuple[str, ...] = ()
    note: str = ""
    recipients: tuple[str, ...] = field(default=())

    @property
    def kind(self) -> ReportKind:
        """What it is as a whole: the failure if there is one."""
        kinds = [verdict.kind for verdict in self.verdicts]
        return ReportKind.FAILED if ReportKind.FAILED in kinds else kinds[0]

    @property
    def named(self) -> tuple[str, ...]:
        """Every recipient that it names."""
        return (
            *self.recipients,
            *(one for verdict in self.verdicts for one in verdict.recipients),
        )

    def with_note(self, note: str) -> "Report":
        return replace(self, note=note)
