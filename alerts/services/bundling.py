"""What goes into a mail and what does not: asked when the mail is made, not before. (D12)"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alerts import links
from alerts.content import KINDS, News, read
from alerts.models import Dropped, Item, ItemState, Subscriber, Subscription, Topic
from audit.models import Event
from core.any_of import any_of
from outbox.models import Stream
from outbox.services import Queued, Recipient, enqueue_many

from .addresses import readable

# Mail programs clip a page of more than about 100 kB, and nobody reads more.
LONGEST = 50

# One statement for a batch: the lines of the ledger, and the mail that each stands in.
_MARK = """
UPDATE alerts_item SET state = 'told', message_id = told.message, told_at = %(at)s
FROM unnest(%(items)s::bigint[], %(messages)s::bigint[]) AS told (item, message)
WHERE alerts_item.id = told.item
"""


@dataclass(frozen=True, slots=True)
class Reason:
    """An active subscription, as far as a mail needs it."""

    pk: int
    topic: int
    kinds: frozenset[str]


@dataclass(slots=True)
class Mail:
    """One mail to one person: the lines of the ledger that it tells, why, and under which key."""

    person: Subscriber
    items: list[Item]
    reasons: list[int]
    dedup_key: str
    is_digest: bool = False


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a digest shows: the newest of each thing, and how many more there are."""

    events: tuple[int, ...]
    more: int


@dataclass(slots=True)
class Batch:
    """What some people wait for, with all that is needed to make their mails; read once."""

    items: list[Item]
    at: datetime
    events: dict[int, Event] = field(default_factory=dict)
    reasons: dict[int, Reason] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    dropped: dict[Dropped, list[int]] = field(default_factory=dict)
    _why: dict[int, list[int]] = field(default_factory=dict)
    _said: dict[tuple[int, str], News | None] = field(default_factory=dict)
    _labels: dict[tuple[int, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.events = Event.objects.in_bulk({item.event_id for item in self.items})
        numbers = {number for item in self.items for number in item.because}
        active = Subscription.objects.active().filter(pk__in=any_of(numbers))
        for pk, topic, kinds in active.values_list("pk", "topic_id", "kinds"):
            self.reasons[pk] = Reason(pk, topic, frozenset(kinds))
        wanted = {reason.topic for reason in self.reasons.values()}
        self.topics = Topic.objects.with_subjects().in_bulk(wanted)

    def still_told(self, person: Subscriber, items: Iterable[Item]) -> list[Item]:
        """Return the items that the person is still to be told of, and note why not the others."""
        kept = []
        for item in items:
            if not self.reasons_for(item):
                self.drop(item, Dropped.NOT_FOLLOWED)
            elif self.news(item.event_id, person.language) is None:
                self.drop(item, Dropped.NOT_PUBLIC)
            else:
                kept.append(item)
        return kept

    def reasons_for(self, item: Item) -> list[int]:
        """The subscriptions that ask for it now."""
        if item.pk not in self._why:
            kind = KINDS[self.events[item.event_id].verb]
            found = (self.reasons.get(number) for number in item.because)
            self._why[item.pk] = [each.pk for each in found if each and kind in each.kinds]
        return self._why[item.pk]

    def drop(self, item: Item, why: Dropped) -> None:
        self.dropped.setdefault(why, []).append(item.pk)

    def news(self, event: int, language: str) -> News | None:
        """What the event says now, in the language."""
        key = (event, language)
        if key not in self._said:
            with translation.override(language):
                self._said[key] = read(self.events[event])
        return self._said[key]

    def because(self, reasons: Iterable[int], language: str) -> str:
        """The topics of these subscriptions, by name."""
        topics = dict.fromkeys(self.reasons[number].topic for number in reasons)
        return ", ".join(self._label(topic, language) for topic in topics)

    def _label(self, topic: int, language: str) -> str:
        key = (topic, language)
        if key not in self._labels:
            with translation.override(language):
                self._labels[key] = str(self.topics[topic])
        return self._labels[key]


def bundle(batch: Batch, items: Sequence[Item]) -> Bundle:
    """Choose what a digest shows: of each thing that happened to an object the latest, new first.

    What is left out is told all the same, by the later one or by the line that says how many more.
    """
    latest: dict[tuple[str, str, str], int] = {}
    for number in sorted(item.event_id for item in items):
        event = batch.events[number]
        latest[event.verb, event.object_type, event.object_id] = number
    shown = sorted(latest.values(), key=lambda pk: (batch.events[pk].at, pk), reverse=True)
    return Bundle(tuple(shown[:LONGEST]), max(0, len(shown) - LONGEST))


def queue(batch: Batch, mails: Iterable[Mail]) -> int:
    """Queue the mails and mark what they tell. Returns how many. Needs the caller's transaction.

    People who get the same text in the same language are queued together: rendered once, inserted
    by one statement.
    """
    alike: dict[tuple[str, Bundle, bool], list[tuple[Mail, str]]] = {}
    for mail in mails:
        address = readable(mail.person.email_sealed)
        if address is None:
            for item in mail.items:
                batch.drop(item, Dropped.NO_ADDRESS)
            continue
        shown = bundle(batch, mail.items)
        key = (mail.person.language, shown, mail.is_digest)
        alike.setdefault(key, []).append((mail, address))
    told: dict[int, int] = {}
    for (language, shown, is_digest), group in sorted(alike.items(), key=_by_age):
        for mail, message in zip(
            [mail for mail, _address in group],
            _enqueue(batch, group, language=language, shown=shown, is_digest=is_digest),
            strict=True,
        ):
            told |= {item.pk: message.pk for item in mail.items}
    _mark(batch, told)
    return len(set(told.values()))


def _by_age(entry: tuple[tuple[str, Bundle, bool], Any]) -> tuple[int, str]:
    """Mails go out in the order of what happened."""
    (language, shown, _is_digest), _group = entry
    return max(shown.events), language


def _enqueue(
    batch: Batch,
    group: Sequence[tuple[Mail, str]],
    *,
    language: str,
    shown: Bundle,
    is_digest: bool,
) -> list[Queued]:
    recipients = [
        Recipient(to=address, dedup_key=mail.dedup_key, values=_values(batch, mail))
        for mail, address in group
    ]
    with translation.override(language):
        template, context = _text(batch, shown, language, is_digest=is_digest)
    return enqueue_many(
        template=template,
        recipients=recipients,
        context=context,
        stream=Stream.BULK,
        language=language,
        at=batch.at,
    )


def _text(
    batch: Batch, shown: Bundle, language: str, *, is_digest: bool
) -> tuple[str, dict[str, Any]]:
    """The template and its context, in the language that is active."""
    said = [news for number in shown.events if (news := batch.news(number, language))]
    if is_digest:
        return "alerts/email/digest", _digest(said, shown.more)
    return "alerts/email/alert", dict(said[0].context)


def _values(batch: Batch, mail: Mail) -> dict[str, str]:
    ending = links.unsubscribe_url(mail.person, mail.reasons)
    return {
        "because": batch.because(mail.reasons, mail.person.language),
        "unsubscribe_url": ending,
        "one_click_url": ending,
        "manage_url": links.manage_url(mail.person),
    }


def _digest(said: Iterable[News], more: int) -> dict[str, Any]:
    """What a digest says, by situation, in the order of the newest of each."""
    groups: dict[int, dict[str, Any]] = {}
    for news in said:
        group = groups.setdefault(news.situation.pk, {"title": news.situation.name, "items": []})
        group["items"].append(news.context)
    return {
        "heading": _heading([group["title"] for group in groups.values()]),
        "groups": list(groups.values()),
        "more": more,
        "more_link": f"{settings.BASE_URL}{links.in_language('/')}",
    }


def _heading(titles: list[str]) -> str:
    first, others = titles[0], len(titles) - 1
    if not others:
        return _("News on %(situation)s") % {"situation": first}
    words = ngettext(
        "News on %(situation)s and one other situation",
        "News on %(situation)s and %(count)s other situations",
        others,
    )
    return words % {"situation": first, "count": others}


def _mark(batch: Batch, told: dict[int, int]) -> None:
    """Note which lines are in which mail, and why the others will be in none."""
    with connection.cursor() as cursor:
        values: dict[str, Any] = {
            "items": list(told),
            "messages": list(told.values()),
            "at": batch.at,
        }
        cursor.execute(_MARK, values)
    for why, items in batch.dropped.items():
        Item.objects.filter(pk__in=items).update(state=ItemState.DROPPED, dropped=why)
