"""Sign a petition, and confirm the signature.

The request decides nothing about a signature. It writes one row and queues one mail: the same work,
and the same answer, for a new signature as for one that was there, is held or is over a limit. A
worker judges afterwards (services.judging). docs/decisions/0006-signing-path.md has the reasons.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Display, Petition, Signature, SignatureState
from campaigns.models.petition import LINK_MAIL_AT_LATEST
from core.rules import RuleRefused
from core.sealed import seal_json
from core.tokens import TokenRefused, read, sign
from outbox.services import enqueue

from .judging import JUDGED_WITHIN, TRAPPED, WAITS

PURPOSE = "signature.confirm"

# One statement, so that a signature that is there already costs the same as a new one. The state is
# that of the row which is there; nothing is written to it.
_INSERT = """
WITH signature AS (
    INSERT INTO campaigns_signature (
        petition_id, sealed, email_key, state, trapped, country, language, text_version, display,
        wants_updates, name_handed_over, created_at
    )
    VALUES (
        %(petition)s, %(sealed)s, %(email_key)s, 'pending', %(trapped)s, %(country)s, %(language)s,
        %(text_version)s, %(display)s, %(wants_updates)s, %(name_handed_over)s, %(at)s
    )
    ON CONFLICT DO NOTHING
    RETURNING state
)
SELECT state FROM signature
UNION ALL
SELECT state FROM campaigns_signature
WHERE petition_id = %(petition)s AND email_key = %(email_key)s AND NOT trapped
LIMIT 1
"""


@dataclass(frozen=True, kw_only=True)
class Signing:
    """What a visitor filled in, checked by the form."""

    name: str
    email: str
    country: str
    language: str = "en"
    display: str = Display.HIDDEN
    wants_updates: bool = False
    name_handed_over: bool = False
    trapped: bool = False


@transaction.atomic
def sign_petition(*, petition: Petition, signing: Signing, at: datetime | None = None) -> None:
    """Write the signature, unless the mailbox has signed, and queue a mail to the mailbox.

    Returns nothing, since nothing may differ between what was new and what was not. Raises
    RuleRefused if the campaign takes no signatures on that day.
    """
    at = at or timezone.now()
    if not petition.campaign.is_open(at.date()):
        raise RuleRefused(_("This petition takes no signatures at the moment."), code="closed")
    key = petition.key_for(signing.email)
    state = _insert(petition, signing, key, at)
    confirmed = state == SignatureState.CONFIRMED
    name = "already_signed" if confirmed else "confirm_signature"
    enqueue(
        template=f"campaigns/email/{name}",
        to=signing.email,
        context=mail_context(petition),
        values={"link": confirmation_link(petition, key, signing.language)},
        dedup_key=f"{TRAPPED if signing.trapped else WAITS}:signature:{secrets.token_hex(12)}",
        language=signing.language,
        priority=1,
        expires=LINK_MAIL_AT_LATEST,
        at=at + JUDGED_WITHIN,
        asks=not signing.trapped,
    )


def confirm_signature(*, token: str, at: datetime | None = None) -> Petition:
    """Confirm by the emailed link. Once or ten times, the outcome and the answer are the same.

    A held signature stays held, and its holder is not told. Raises TokenRefused for a link that is
    not ours, is older than 7 days, or whose signature is gone.
    """
    at = at or timezone.now()
    petition, key = read_link(token)
    Signature.objects.of_mailbox(petition.pk, key).filter(state=SignatureState.PENDING).update(
        state=SignatureState.CONFIRMED,
        confirmed_on=at.astimezone(UTC).date(),
        uncounted_hour=at.astimezone(UTC).replace(minute=0, second=0, microsecond=0),
        created_at=None,
    )
    return petition


def signature_behind(*, token: str) -> Signature:
    """Return the signature that a link is about, and change nothing. Raises TokenRefused."""
    petition, key = read_link(token)
    return Signature.objects.select_related("petition__campaign").get(
        petition=petition, email_key=key, trapped=False
    )


def read_link(token: str) -> tuple[Petition, bytes]:
    """Return petition and blind index of a link. Raises TokenRefused, also if nothing is there."""
    try:
        petition_id, encoded = read(PURPOSE, token)
        key = urlsafe_b64decode(f"{encoded}=")
    except (TypeError, ValueError) as error:
        raise TokenRefused from error
    signature = Signature.objects.of_mailbox(petition_id, key)
    found = signature.select_related("petition__campaign__organisation").first()
    if found is None:
        raise TokenRefused(expired=True)
    return found.petition, key


def confirmation_link(petition: Petition, key: bytes, language: str) -> str:
    """Return the link that confirms: signed, good for 7 days and for this deed only.

    It names the mailbox by its blind index. So it can be made without asking whether a signature
    was there, and it says nothing to anybody who reads it on the way.
    """
    token = sign(PURPOSE, [petition.pk, urlsafe_b64encode(key).rstrip(b"=").decode()])
    return site_link("campaigns:confirm", token, language)


def site_link(name: str, argument: str, language: str) -> str:
    """Return an address of the site in full, in the language of its reader."""
    path = reverse(name, args=[argument])
    tail = "" if language == "en" else f"?lang={language}"
    return f"{settings.BASE_URL}{path}{tail}"


def mail_context(petition: Petition) -> dict[str, str]:
    """Return what mails about a petition say: nothing that a visitor typed."""
    campaign = petition.campaign
    return {
        "title": campaign.title,
        "ask": campaign.ask,
        "organisation": campaign.organisation.name,
        "url": f"{settings.BASE_URL}{campaign.get_absolute_url()}",
    }


def _insert(petition: Petition, signing: Signing, key: bytes, at: datetime) -> str | None:
    """Return the state of the row that is there now; None if another request is just writing it."""
    row: dict[str, Any] = {
        "petition": petition.pk,
        "sealed": seal_json({"name": signing.name, "email": signing.email}),
        "email_key": key,
        "trapped": signing.trapped,
        "country": signing.country,
        "language": signing.language,
        "text_version": petition.text_version,
        "display": signing.display,
        "wants_updates": signing.wants_updates,
        "name_handed_over": signing.name_handed_over,
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, row)
        found = cursor.fetchone()
    return found[0] if found else None
