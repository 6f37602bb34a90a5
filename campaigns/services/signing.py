"""Sign a petition, and confirm the signature.

The request decides nothing about a signature. It writes one row and queues one mail: the same work,
and the same answer, for a new signature as for one that was there, is held or is over a limit. A
worker judges afterwards (services.judging). docs/decisions/0006-signing-path.md has the reasons.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.models import Petition, Signature
from campaigns.models.petition import LINK_MAIL_AT_LATEST
from campaigns.origins import NOWHERE, Origin
from campaigns.proof import spend_proof
from campaigns.signing_link import Signing, read_signing, veil_signing
from core.http import page_of
from core.prepared import ask_prepared
from core.rules import RuleRefused
from core.sealed import seal_json
from core.shelf import Shelf
from core.tokens import TokenRefused
from outbox.services import JOINED, Recipient, joining, wording

from .judging import JUDGED_WITHIN, TRAPPED, WAITS

# One statement and one journey, so that a signature that is there already costs the same as a new
# one. The state is that of the row which is there; nothing is written to it, and it decides alone
# which mail goes. How the post came in is written each time, to be judged and to be gone in a day.
# Where another request is just writing the same row, nothing is found of it yet.
_SIGN = f"""
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
    RETURNING id, state
), found AS (
    SELECT id AS made, NULL::bigint AS known, state FROM signature
    UNION ALL
    SELECT NULL, id, state FROM campaigns_signature
    WHERE petition_id = %(petition)s AND email_key = %(email_key)s AND NOT trapped
    UNION ALL
    SELECT NULL, NULL, 'pending'
    LIMIT 1
), arrival AS (
    INSERT INTO campaigns_arrival (
        petition_id, signature_id, known_signature, post, network_key, block_key, domain_key,
        shared, trapped, unproven, judged, at
    )
    SELECT %(petition)s, made, known, %(post)s::bytea, %(network_key)s::bytea,
        %(block_key)s::bytea, %(domain_key)s::bytea, %(shared)s, %(trapped)s, %(unproven)s, false,
        %(at)s
    FROM found
), content (id) AS (
    SELECT CASE state WHEN 'confirmed' THEN %(already_signed)s ELSE %(confirm_signature)s END
    FROM found
), {JOINED}
SELECT 1
"""  # noqa: S608 - put together from constants
# A held one is marked confirmed too, so that a review that lets it through asks nobody again.
_CONFIRM = """
WITH confirmed AS (
    UPDATE campaigns_signature SET
        state = CASE state WHEN 'pending' THEN 'confirmed' ELSE state END,
        uncounted_hour = CASE state WHEN 'pending' THEN %(hour)s ELSE uncounted_hour END,
        created_at = CASE state WHEN 'pending' THEN NULL ELSE created_at END,
        confirmed_on = %(day)s, sealed = %(sealed)s, country = %(country)s,
        language = %(language)s, text_version = %(text_version)s, display = %(display)s,
        wants_updates = %(wants_updates)s, name_handed_over = %(name_handed_over)s
    WHERE petition_id = %(petition)s AND email_key = %(key)s AND NOT trapped
        AND (state = 'pending' OR (state = 'held' AND confirmed_on IS NULL))
)
SELECT EXISTS (
    SELECT FROM campaigns_signature
    WHERE petition_id = %(petition)s AND email_key = %(key)s AND NOT trapped
)
"""
_CONFIRMED = """
SELECT confirmed_on IS NOT NULL FROM campaigns_signature
WHERE petition_id = %(petition)s AND email_key = %(key)s AND NOT trapped
"""
_MAILS = ("already_signed", "confirm_signature")
# The numbers of their wordings by petition and language, a moment old at most.
WORDINGS: Shelf[dict[str, int]] = Shelf()
# The petitions that links are about, by number: what confirming reads of one never changes.
BEHIND_LINKS: Shelf[Petition] = Shelf()


@dataclass(frozen=True, kw_only=True)
class Coming:
    """How a post came in: from where, with which proof of work, filled in by a program or not."""

    origin: Origin = NOWHERE
    proof: str = ""
    trapped: bool = False


IN_PERSON = Coming()


def sign_petition(
    *,
    petition: Petition,
    signing: Signing,
    coming: Coming = IN_PERSON,
    at: datetime | None = None,
) -> None:
    """Write the signature, unless the mailbox has signed, and queue a mail to the mailbox.

    Returns nothing, since nothing may differ between what was new and what was not. Raises
    RuleRefused if the campaign takes no signatures on that day, or staff have paused signing.
    """
    at = at or timezone.now()
    require_open(petition, at)
    signing = replace(signing, text_version=petition.text_version)
    post = secrets.token_bytes(12)
    row = _row(petition, signing, at) | vars(coming.origin) | {"trapped": coming.trapped}
    mail = joining(
        Recipient(
            to=signing.email,
            dedup_key=f"{TRAPPED if coming.trapped else WAITS}:signature:{post.hex()}",
            values={"link": confirmation_link(petition, signing)},
        ),
        at=at + JUDGED_WITHIN,
        expires=LINK_MAIL_AT_LATEST,
        priority=1,
        asks=not coming.trapped,
    )
    parameters = row | mail | _wordings(petition, signing.language) | {"post": post}
    if petition.proof_since is None:
        ask_prepared(_SIGN, parameters | {"unproven": False})
        return
    with transaction.atomic():
        unproven = not spend_proof(petition, coming.proof)
        ask_prepared(_SIGN, parameters | {"unproven": unproven})


def require_open(petition: Petition, at: datetime) -> None:
    """Raise RuleRefused unless the petition takes signatures now, and say what staff say of it."""
    paused = getattr(petition, "signing_paused", None)
    if paused is not None:
        text = paused or _("Signing is paused for the moment. Please come back later.")
        raise RuleRefused(text, code="signing_paused")
    if not petition.campaign.is_open(at.date()):
        raise RuleRefused(_("This petition takes no signatures at the moment."), code="closed")


def confirm_signature(
    *, token: str, corrected: Signing | None = None, at: datetime | None = None
) -> Petition:
    """Confirm by the emailed link. Once or ten times, the outcome and the answer are the same.

    What was typed for this link stands, or what its reader has `corrected`: whoever typed the
    address before, and with which name, has no say. A held signature stays held, and its holder is
    not told. Raises TokenRefused for a link that is not ours, is older than 7 days, or whose
    signature is gone.
    """
    at = at or timezone.now()
    petition, typed, key = read_link(token)
    hour = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    parameters = _chosen(corrected or typed) | {"hour": hour, "day": hour.date()}
    [(is_there,)] = ask_prepared(_CONFIRM, parameters | {"petition": petition.pk, "key": key})
    if not is_there:
        raise TokenRefused(expired=True)
    return petition


def is_confirmed(*, token: str) -> bool:
    """Return whether the signature that a link is about was confirmed. Raises TokenRefused."""
    petition, _typed, key = read_link(token)
    found = ask_prepared(_CONFIRMED, {"petition": petition.pk, "key": key})
    if not found:
        raise TokenRefused(expired=True)
    return bool(found[0][0])


def signature_behind(*, token: str) -> Signature:
    """Return the signature that a link is about, and change nothing. Raises TokenRefused."""
    petition, _typed, key = read_link(token)
    mine = Signature.objects.of_mailbox(petition.pk, key)
    signature = mine.select_related("petition__campaign").first()
    if signature is None:
        raise TokenRefused(expired=True)
    return signature


def read_link(token: str) -> tuple[Petition, Signing, bytes]:
    """Return petition, what was typed, and blind index of the mailbox.

    The petition is of a moment ago. Whether its signature is there still is not asked here. Raises
    TokenRefused.
    """
    number, typed = read_signing(token)
    petition = BEHIND_LINKS.take(
        number, lambda: _petition_behind_link(number), seconds=settings.PAGE_KEPT_SECONDS
    )
    return petition, typed, petition.key_for(typed.email)


def _petition_behind_link(number: int) -> Petition:
    petition = Petition.objects.for_signing().filter(pk=number, index_key__isnull=False).first()
    if petition is None:
        raise TokenRefused(expired=True)
    return petition


def confirmation_link(petition: Petition, signing: Signing) -> str:
    """Return the link that confirms: good for 7 days and for this deed only.

    It bears what was typed, veiled. So it can be made without asking whether a signature was there,
    says nothing to anybody who reads it on the way, and confirms what its own reader has typed.
    """
    return site_link("campaigns:confirm", veil_signing(petition, signing), signing.language)


def site_link(name: str, argument: str, language: str) -> str:
    """Return an address of the site in full, in the language of its reader."""
    path = page_of(name, argument)
    tail = "" if language == "en" else f"?lang={language}"
    return f"{settings.BASE_URL}{path}{tail}"


def mail_context(petition: Petition, language: str = "en") -> dict[str, str]:
    """Return what mails about a petition say: nothing that a visitor typed."""
    campaign = petition.campaign
    words = campaign.text_in(language)
    return {
        "title": words.title,
        "ask": words.ask,
        "organisation": campaign.organisation.name,
        "url": f"{settings.BASE_URL}{campaign.get_absolute_url()}",
    }


def _wordings(petition: Petition, language: str) -> dict[str, int]:
    """Return the numbers of what the two mails say, of which the state of the row chooses one."""

    def numbers() -> dict[str, int]:
        context = mail_context(petition, language)
        return {
            name: wording(
                template=f"campaigns/email/{name}",
                names=frozenset({"link"}),
                context=context,
                language=language,
            )
            for name in _MAILS
        }

    key = (petition.pk, language)
    return WORDINGS.take(key, numbers, seconds=settings.PAGE_KEPT_SECONDS)


def _row(petition: Petition, signing: Signing, at: datetime) -> dict[str, Any]:
    key = petition.key_for(signing.email)
    return _chosen(signing) | {"petition": petition.pk, "email_key": key, "at": at}


def _chosen(signing: Signing) -> dict[str, Any]:
    """What a signer decides: the columns that the link sets again when it is confirmed."""
    return {
        "sealed": seal_json(signing.sealed),
        "country": signing.country,
        "language": signing.language,
        "text_version": signing.text_version,
        "display": signing.display,
        "wants_updates": signing.wants_updates,
        "name_handed_over": signing.name_handed_over,
    }
