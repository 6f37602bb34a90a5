"""Calls of mail providers: checked, stored, answered. What they mean is found out later.

The views are django-anymail's. They refuse a forged call with 400 before any of it is looked at,
need no session, no cookie and no CSRF token, and hand each event to `keep`.
"""

import json
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string

from .providers import PROVIDERS
from .reports.event import KINDS
from .services.receiving import receive_event

View = Callable[..., HttpResponse]
RETRY_AFTER = 60  # seconds


def view_of(name: str) -> View:
    """Return the view that takes the calls of the provider of this name."""
    return _kept_or_again(import_string(f"anymail.webhooks.{PROVIDERS[name].view}").as_view())


def keep(*, event: Any, esp_name: str, **_more: Any) -> None:
    """Store one event, sealed; receiver of anymail's signal `tracking`.

    What does not concern delivery is dropped here: that somebody opened a mail or followed a link
    in it is never stored.
    """
    if event.event_type not in KINDS:
        return
    receive_event(
        provider=esp_name,
        event={
            "event_type": event.event_type,
            "message_id": str(event.message_id or ""),
            "metadata": _plain(event.metadata),
            "tags": _plain(event.tags),
            "recipient": event.recipient or "",
            "reject_reason": event.reject_reason or "",
            "mta_response": event.mta_response or "",
            "description": event.description or "",
        },
        event_id=str(event.event_id or ""),
        raw=_plain(event.esp_event),
    )


def _kept_or_again(view: View) -> View:
    """Answer 503 where nothing can be stored, so that the provider calls again."""

    @wraps(view)
    def kept_or_again(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DatabaseError:
            return HttpResponse(status=503, headers={"Retry-After": str(RETRY_AFTER)})

    return kept_or_again


def _plain(value: Any) -> Any:
    """The value as JSON has it, so that equal events are equal texts."""
    if isinstance(value, Mapping):
        value = dict(value)
    return json.loads(json.dumps(value, default=str, sort_keys=True))
