"""A copy of all that the site knows of one person. Only the roof sees every app."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from alerts.services import my_data as alerts_data
from campaigns.models import DataCopy
from campaigns.services import my_data as campaigns_data
from campaigns.services.copies import address_of, hand_over
from core.sealed import email_key, require_private_key
from outbox.addresses import recipient_key
from outbox.models import Message
from situations.models import EarlyWarning
from situations.services.warnings import CONTACT_SCOPE

AT_ONCE = 50


def make_copies(*, at: datetime | None = None) -> int:
    """Make the copies that people asked for, and send each its link. Returns how many.

    Raises SealClosed without the private key: it runs in a worker.
    """
    require_private_key()
    at = at or timezone.now()
    waiting = DataCopy.objects.to_be_made()[:AT_ONCE]
    return sum(hand_over(copy=copy, text=_text(copy, at), at=at) for copy in waiting)


def all_data_of(*, address: str, at: datetime) -> dict[str, Any]:
    """Return everything that is stored under an address, by what it was given for. JSON-able."""
    warnings = EarlyWarning.objects.of_contact(email_key(address, scope=CONTACT_SCOPE))
    mails = Message.objects.addressed_to(recipient_key(address)).select_related("content")
    return {
        "site": settings.SITE_NAME,
        "made": at.isoformat(timespec="minutes"),
        "address": address,
        **campaigns_data.data_of(address=address),
        "alerts": alerts_data.data_of(address=address),
        "warnings_with_this_address": warnings.count(),
        "mails_of_the_last_days": [_mail(mail) for mail in mails.order_by("pk")],
    }


def _text(copy: DataCopy, at: datetime) -> str:
    address = address_of(copy)
    with translation.override(copy.language):
        data = all_data_of(address=address, at=at) if address else {}
    return json.dumps(data, ensure_ascii=False, indent=2)


def _mail(mail: Message) -> dict[str, Any]:
    return {
        "subject": mail.content.subject if mail.content else None,
        "state": str(mail.get_state_display()),
        "made": mail.created_at.isoformat(timespec="minutes"),
    }
