"""Which messages: one filter for the list, for the deeds in bulk, and for the addresses of both."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils import timezone

from .models import Message
from .models.message import MessageQuerySet


@dataclass(frozen=True, kw_only=True)
class Sieve:
    """What a person looks for. An empty part lets everything through.

    Days are those of the current time zone; the last one is included.
    """

    state: str = ""
    stream: str = ""
    failure: str = ""
    domain: str = ""
    template: str = ""
    content: int | None = None
    message: UUID | None = None
    since: date | None = None
    until: date | None = None

    def messages(self) -> MessageQuerySet:
        """The messages that it lets through, in no order."""
        return self.narrow(Message.objects.order_by())

    def narrow(self, rows: MessageQuerySet) -> MessageQuerySet:
        """Those of the messages that it lets through."""
        exact = {
            "state": self.state,
            "stream": self.stream,
            "failure": self.failure,
            "domain": self.domain.lower(),
            "content__template": self.template,
            "content_id": self.content,
            "public_id": self.message,
        }
        rows = rows.filter(**{name: value for name, value in exact.items() if value})
        if self.since:
            rows = rows.filter(created_at__gte=_midnight(self.since))
        if self.until:
            rows = rows.filter(created_at__lt=_midnight(self.until + timedelta(days=1)))
        return rows

    @property
    def given(self) -> dict[str, Any]:
        """The parts that are not empty."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The parts that are not empty, as a form sends them."""
        return [(name, str(value)) for name, value in self.given.items()]

    @property
    def query(self) -> str:
        """The parts as they stand in an address."""
        return urlencode(self.given)

    @property
    def for_the_record(self) -> dict[str, str]:
        """What the audit trail may keep: a domain can be one person's, so it is not named."""
        kept = {name: str(value) for name, value in self.given.items() if name != "domain"}
        return kept | ({"domain": "given"} if self.domain else {})


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
