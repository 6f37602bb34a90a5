"""How many letters may reach an office now: a few an hour, in its own hours, never all at once.

Caps hold for the contact, for a mailbox that several contacts share, and for a recipient domain.
Within them letters keep a distance, which chance makes a little longer: an office reads a letter
every ten minutes, and a filter sees no burst. Nothing is handed out ahead of its moment, so that a
pause, a new holder or new facts reach everything that has not left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from officials.models import Contact

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PER_CONTACT = (6, 30)  # an hour, a day: a mission reads few letters, and turns a flood away
PER_DOMAIN = (30, 200)
TURN = timedelta(seconds=30)  # between two looks of the dispatcher
JITTER = 0.25  # of the distance, at most


@dataclass(frozen=True, kw_only=True)
class Pace:
    """At most so many within any hour and any day, and how many there were."""

    per_hour: int
    per_day: int
    last_hour: int = 0
    last_day: int = 0

    @property
    def room(self) -> int:
        return max(0, min(self.per_hour - self.last_hour, self.per_day - self.last_day))


def caps_of(contact: Contact) -> tuple[int, int]:
    """Return how many letters an hour and a day a contact gets: its own caps, or any office's."""
    hour, day = PER_CONTACT
    return contact.cap_per_hour or hour, contact.cap_per_day or day


def is_open(contact: Contact, at: datetime) -> bool:
    """Whether the office reads its mail at the moment: its hours and days, where it is.

    Always, where LETTERS_KEEP_HOURS is off, as in development.
    """
    if not settings.LETTERS_KEEP_HOURS:
        return True
    there = at.astimezone(ZoneInfo(contact.time_zone))
    return there.isoweekday() in contact.workdays and contact.opens <= there.hour < contact.closes


def may_leave(
    contact: Contact, *, at: datetime, paces: Sequence[Pace], last: datetime | None, seed: int
) -> int:
    """Return how many letters may leave to a contact at this moment.

    One, when enough time has passed since the last; more only if its caps let more than one through
    between two looks. The seed decides the jitter: the same one gives the same.
    """
    if not is_open(contact, at):
        return 0
    distance = HOUR / caps_of(contact)[0]
    wait = distance * (1 + JITTER * (seed % 1009) / 1009)
    if last is not None and at < last + min(wait, DAY):
        return 0
    return min(max(1, int(TURN / distance)), *(pace.room for pace in paces))
