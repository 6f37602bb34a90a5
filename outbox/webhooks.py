"""Calls of mail providers: checked, stored, answered. What they mean is found out later.

The views are django-anymail's. They refuse a forged call with 400 before any of it is looked at,
need no session, no cookie and no CSRF token, and hand each event to `keep`.
"""

import json
import logging
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.module_loading import import_string

from .providers import PROVIDERS
from .reports.event import KINDS
from .services.receiving import receive_event

View = Callable[..., HttpResponse]
RETRY_AFTER = 60  # seconds
LARGEST_CALL = 5_000_000  # bytes: providers report hundreds of events in one call
LONGEST_WORDS = 2_000

logger = logging.getLogger(__name__)


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
            "is_soft": _is_soft(event.esp_event),
            "mta_response": str(event.mta_response or "")[:LONGEST_WORDS],
            "description": str(event.description or "")[:LONGEST_WORDS],
        },
        event_id=str(event.event_id or ""),
        raw=_plain(event.esp_event),
    )


def _is_soft(event: Any) -> bool:
    """Whether the provider calls the bounce a soft one. Anymail's own words for both are one."""
    if not isinstance(event, Mapping):
        return False
    data = event.get("data")
    bounce = data.get("bounce") if isinstance(data, Mapping) else None
    of_resend = bounce.get("type", "") if isinstance(bounce, Mapping) else ""
    return (
        event.get("Type") == "SoftBounce"  # Postmark
        or event.get("hard_bounce") is False  # Mailjet
        or of_resend in {"Transient", "Temporary", "Undetermined"}
    )


def _kept_or_again(view: View) -> View:
    """Answer 503 where nothing can be stored, so that the provider calls again.

    And 400 for what is no event at all, before or after its signature: nobody need send it again.
    """

    @wraps(view)
    def kept_or_again(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_CALL:
            return HttpResponse(status=413)
        # Read here, past the bound that holds for what people send.
        request._body = request.read()
        try:
            return view(request, *args, **kwargs)
        except DatabaseError:
            return HttpResponse(status=503, headers={"Retry-After": str(RETRY_AFTER)})
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            logger.warning("A call to %s is no event: %s", request.path, type(error).__name__)
            return HttpResponseBadRequest()

    return kept_or_again


def _plain(value: Any) -> Any:
    """The value as JSON has it, so that equal events are equal texts."""
    if isinstance(value, Mapping):
        value = dict(value)
    return json.loads(json.dumps(value, default=str, sort_keys=True))
