"""How long a session lasts: eight hours in all, and half an hour of silence for staff."""

import time
from datetime import timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

LONGEST = timedelta(hours=8).total_seconds()
STAFF_IDLE = timedelta(minutes=30).total_seconds()
# For how long after logging in a newcomer sets up a second factor without the password again.
JUST_NOW = timedelta(minutes=5).total_seconds()
# The mark of when staff were last seen is written no oftener than this.
MARK_EVERY = 60.0

OPENED = "opened_at"
SEEN = "seen_at"


def begin(session: SessionBase) -> None:
    """Note when the session was opened. Django alone would prolong it at every change."""
    now = time.time()
    session[OPENED] = now
    session[SEEN] = now


def just_began(session: SessionBase) -> bool:
    """Return whether the session was opened within the last minutes."""
    return bool(time.time() - session.get(OPENED, 0) < JUST_NOW)


def is_over(session: SessionBase, user: Any) -> bool:
    """Return whether the session is too old, or a member of staff was away too long."""
    now = time.time()
    if now - session.get(OPENED, 0) > LONGEST:
        return True
    return bool(user.is_staff and now - session.get(SEEN, 0) > STAFF_IDLE)


def mark(session: SessionBase, user: Any) -> None:
    """Note that staff were here."""
    now = time.time()
    if user.is_staff and now - session.get(SEEN, 0) > MARK_EVERY:
        session[SEEN] = now
