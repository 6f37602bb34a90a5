"""What allauth and Django announce about logins, and what we do then.

These are the hooks that those packages offer; our own work is never driven by signals.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from . import sessions
from .models import User
from .second_factor import SET_UP_HERE
from .services.people import note_second_factor


def listen() -> None:
    """Once, when the app is ready."""
    user_logged_in.connect(start_the_clock)
    authenticator_added.connect(on_added)
    authenticator_removed.connect(on_removed)


def start_the_clock(request: HttpRequest, **_more: Any) -> None:
    sessions.begin(request.session)


def on_added(request: HttpRequest, user: User, authenticator: Authenticator, **_more: Any) -> None:
    """The code was given in this session: it counts as proved. All others end."""
    if authenticator.type == Authenticator.Type.TOTP:
        note_second_factor(person=user, actor=user, is_set=True)
        update_session_auth_hash(request, user)
        request.session[SET_UP_HERE] = str(user.pk)


def on_removed(
    request: HttpRequest, user: User, authenticator: Authenticator, **_more: Any
) -> None:
    if authenticator.type == Authenticator.Type.TOTP:
        request.session.pop(SET_UP_HERE, None)
        note_second_factor(person=user, actor=user, is_set=False)
        update_session_auth_hash(request, user)
