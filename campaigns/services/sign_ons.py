"""Organisations that sign: written, confirmed from a mailbox, checked by a person, told of it."""

import logging
import secrets
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import Erased, note_erasures, record
from campaigns.models import SIGN_ON_MOVES, Campaign, SignOn, SignOnState
from campaigns.models.petition import LINK_MAIL_AT_LATEST
from campaigns.models.sign_on import REFUSED_CONTACT_KEPT, SignOnQuerySet, contact_key
from core.email_address import ascii_domain
from core.rules import RuleRefused
from core.sealed import SealClosed, require_private_key, seal, unseal
from core.states import move
from core.tokens import TokenRefused, read, sign
from outbox.addresses import AddressRefused, mailable
from outbox.services import enqueue

from .judging import JUDGED_WITHIN, TRAPPED, WAITS
from .signing import site_link

logger = logging.getLogger(__name__)

SIGN_ON = "sign_on"
PURPOSE = "sign_on.confirm"
TOLD_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True)
class SigningOn:
    """What somebody filled in for an organisation, checked by the form."""

    name: str
    country: str
    website: str
    email: str
    language: str = "en"
    trapped: bool = False


@transaction.atomic
def sign_on(*, campaign: Campaign, signing: SigningOn, at: datetime | None = None) -> None:
    """Keep it, and queue a mail that asks the contact person to confirm.

    Each is a row of its own, so that nobody's typing takes another's place, and the answer tells
    nothing. A worker judges the mails as those of signatures: three to one mailbox in a day. Raises
    RuleRefused if the campaign takes no signatures on that day.
    """
    at = at or timezone.now()
    if not campaign.is_open(at.date()):
        raise RuleRefused(_("This petition takes no signatures at the moment."), code="closed")
    row = SignOn.objects.create(
        campaign=campaign,
        name=signing.name,
        country=signing.country,
        website=signing.website,
        contact_sealed=seal(signing.email),
        contact_key=contact_key(campaign, signing.email),
        own_domain=is_at_own_domain(signing.email, signing.website),
        language=signing.language,
        trapped=signing.trapped,
        created_at=at,
    )
    enqueue(
        template="campaigns/email/confirm_sign_on",
        to=signing.email,
        context=_mail_context(row),
        values={"link": confirmation_link(row)},
        dedup_key=f"{TRAPPED if signing.trapped else WAITS}:sign_on:{secrets.token_hex(12)}",
        language=signing.language,
        priority=1,
        expires=LINK_MAIL_AT_LATEST,
        at=at + JUDGED_WITHIN,
        asks=not signing.trapped,
    )


@transaction.atomic
def confirm_sign_on(*, token: str, at: datetime | None = None) -> SignOn:
    """Confirm by the emailed link: now a person checks it. Ten times do it once.

    Raises TokenRefused for a link that is not ours, is older than 7 days, or whose row is gone.
    """
    found = sign_on_behind(token=token)
    if found.state == SignOnState.PENDING and not found.trapped:
        rows = SignOn.objects.filter(pk=found.pk, state=SignOnState.PENDING)
        rows.update(state=SignOnState.WAITING, confirmed_at=at or timezone.now())
        found.refresh_from_db()
    return found


def sign_on_behind(*, token: str) -> SignOn:
    """Return what a link is about, and change nothing. Raises TokenRefused."""
    pk = read(PURPOSE, token)
    found = SignOn.objects.select_related("campaign__organisation").filter(pk=pk).first()
    if found is None:
        raise TokenRefused(expired=True)
    return found


def confirmation_link(row: SignOn) -> str:
    """Return the link that confirms: signed, good for 7 days and for this deed only."""
    return site_link("campaigns:confirm_sign_on", sign(PURPOSE, row.pk), row.language)


@transaction.atomic
def accept_sign_on(*, row: SignOn, actor: User, at: datetime | None = None) -> SignOn:
    """List and count the organisation. Raises RuleRefused with code "name" if it is listed."""
    at = at or timezone.now()
    try:
        with transaction.atomic():
            move(
                row,
                to=SignOnState.ACCEPTED,
                moves=SIGN_ON_MOVES,
                field="state",
                reason="",
                decided_at=at,
                decided_by=actor,
            )
    except IntegrityError as error:
        raise RuleRefused(
            _("An organisation of this name is listed already."), code="name"
        ) from error
    record(verb="sign_on.accepted", target=row, actor=actor, at=at)
    return row


@transaction.atomic
def refuse_sign_on(*, row: SignOn, actor: User, reason: str, at: datetime | None = None) -> SignOn:
    """Do not list it, or take it from the list. The contact person reads the reason.

    Raises RuleRefused with code "reason" without one.
    """
    at = at or timezone.now()
    if not reason.strip():
        raise RuleRefused(_("Say why: the contact person reads it."), code="reason")
    move(
        row,
        to=SignOnState.REFUSED,
        moves=SIGN_ON_MOVES,
        field="state",
        reason=reason.strip(),
        decided_at=at,
        decided_by=actor,
    )
    record(verb="sign_on.refused", target=row, actor=actor, at=at)
    return row


def tell_contacts(*, at: datetime | None = None) -> int:
    """Tell contact persons what was decided: each decision once. Returns how many mails.

    Raises SealClosed without the private key.
    """
    require_private_key()
    at = at or timezone.now()
    pks = list(SignOn.objects.untold().order_by("pk").values_list("pk", flat=True)[:TOLD_AT_ONCE])
    return sum(_tell(pk, at) for pk in pks)


@transaction.atomic
def forget_contacts(*, address: str) -> int:
    """Erase a person as the contact of organisations. Returns how many rows.

    What was not decided is deleted; an accepted organisation stays listed: it is no person.
    """
    campaigns = Campaign.objects.filter(sign_ons__isnull=False).distinct().order_by("pk")
    keys = {campaign.pk: contact_key(campaign, address) for campaign in campaigns}
    found = [
        row.pk
        for row in SignOn.objects.filter(contact_key__in=list(keys.values()))
        if bytes(row.contact_key or b"") == keys[row.campaign_id]
    ]
    mine = SignOn.objects.filter(pk__in=found)
    acting_for = {row.campaign_id for row in mine}
    note_erasures(traces=[Erased(kind=SIGN_ON, scope=pk, key=keys[pk]) for pk in acting_for])
    return _empty(mine)


@transaction.atomic
def erase_again(*, trace: Erased, at: datetime) -> int:
    """Erase a contact whom a restored backup brought back. Returns how many rows."""
    return _empty(SignOn.objects.filter(campaign=trace.scope, contact_key=trace.key))


def _empty(rows: SignOnQuerySet) -> int:
    """Delete what was not decided, and take the person from under what was. How many rows."""
    gone, _by_model = rows.filter(state__in=(SignOnState.PENDING, SignOnState.WAITING)).delete()
    return gone + rows.update(contact_sealed=None, contact_key=None)


@transaction.atomic
def forget_contacts_of(*, campaign: Campaign) -> int:
    """Erase all contacts under a campaign whose time is over; accepted organisations stay listed.

    Returns how many rows.
    """
    return _empty(SignOn.objects.of(campaign).filter(contact_sealed__isnull=False))


@transaction.atomic
def forget_old_contacts(*, at: datetime | None = None) -> int:
    """Delete what nobody confirmed in 7 days, and addresses of those refused 30 days ago."""
    at = at or timezone.now()
    gone, _by_model = SignOn.objects.outlived(at=at).delete()
    refused = SignOn.objects.refused_before(at - REFUSED_CONTACT_KEPT)
    return gone + refused.update(contact_sealed=None, contact_key=None)


def is_at_own_domain(address: str, website: str) -> bool:
    """Return whether an address is at the host of a website, or that host under it."""
    host = ascii_domain((urlsplit(website).hostname or "").removeprefix("www."))
    domain = ascii_domain(address.rpartition("@")[2].lower())
    return bool(host) and "." in host and (domain == host or host.endswith(f".{domain}"))


@transaction.atomic
def _tell(pk: int, at: datetime) -> int:
    rows = SignOn.objects.untold().select_for_update(skip_locked=True, of=("self",))
    row = rows.select_related("campaign__organisation").filter(pk=pk).first()
    if row is None:
        return 0
    SignOn.objects.filter(pk=pk).update(told_of=row.state)
    try:
        address = mailable(unseal(bytes(row.contact_sealed or b"")))
    except (SealClosed, AddressRefused) as error:
        logger.error("The address of a contact cannot be used: %s", type(error).__name__)
        return 0
    accepted = row.state == SignOnState.ACCEPTED
    stamp = int(row.decided_at.timestamp()) if row.decided_at else 0
    enqueue(
        template=f"campaigns/email/sign_on_{row.state}",
        to=address,
        context=_mail_context(row),
        values={"organisation": row.name, **({} if accepted else {"reason": row.reason})},
        dedup_key=f"sign_on:{row.pk}:{row.state}:{stamp}",
        language=row.language,
        at=at,
    )
    return 1


def _mail_context(row: SignOn) -> dict[str, str]:
    """What mails about it say: nothing that a visitor typed."""
    campaign = row.campaign
    text = campaign.text_in(row.language)
    tail = "" if row.language == "en" else f"?lang={row.language}"
    return {
        "title": text.title,
        "ask": text.ask,
        "organisation": campaign.organisation.name,
        "url": f"{settings.BASE_URL}{campaign.get_absolute_url()}{tail}",
    }
