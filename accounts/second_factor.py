"""Has this very session been opened with a second factor?

A factor in the database is not enough: a session opened with a password alone, before the factor
was set up, was never proved. allauth keeps in the session by which methods it was opened; that, and
nothing else, is asked.
"""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.http import HttpRequest

from .models import User

SET_UP_HERE = "second_factor_set_up_here"


def verified(request: HttpRequest) -> bool:
    """Return whether the person of this request proved, in this session, a factor still set up."""
    user = request.user
    return user.is_authenticated and session_is_proved(request, user) and user.has_authenticator


def session_is_proved(request: HttpRequest, user: User) -> bool:
    """Return whether a code was given in this session: to open it, or to set up the app."""
    if request.session.get(SET_UP_HERE) == str(user.pk):
        return True
    records = get_authentication_records(request, user)
    return any(record.get("method") == "mfa" for record in records)


@transaction.atomic
def spend_code(*, authenticator: Authenticator, code: str) -> bool:
    """Return whether `code` is of a later time step than any that was accepted, and use it up.

    A code is good for one login only (RFC 6238, section 5.2), even within its half minute, even if
    the cache was emptied in between.
    """
    row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
    secret = decrypt(row.data["secret"])
    digits = "".join(code.split())
    steps = [
        step
        for step in yield_hotp_counters_from_time()
        if format_hotp_value(hotp_value(secret, step)) == digits
    ]
    if not steps or max(steps) <= row.data.get("last_step", 0):
        return False
    row.data["last_step"] = max(steps)
    row.save(update_fields=["data"])
    return True
