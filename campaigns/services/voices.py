"""Words of supporters: written behind the emailed link, read by a person, shown, taken back."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.services import record
from campaigns.models import (
    VOICE_MOVES,
    Campaign,
    Display,
    Signature,
    Voice,
    VoiceRefusal,
    VoiceState,
)
from campaigns.models.petition import SignatureQuerySet
from campaigns.models.voice import REFUSED_KEPT
from campaigns.voices import are_voices_welcome
from core.rules import RuleRefused
from core.sealed import SealClosed, require_private_key, unseal_json
from core.states import may_move, move

from .showing import hide_signer, words_for
from .signing import signature_behind

logger = logging.getLogger(__name__)

NAMED_AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class Saying:
    """What a signer wrote, checked by the form, and how the signer wants to be shown with it."""

    text: str
    language: str = "en"
    display: str = Display.COUNTRY


@dataclass(frozen=True)
class Read:
    """One person's words as they were read by whoever decides: the row and its revision."""

    pk: int
    revision: int


@transaction.atomic
def write_voice(*, token: str, saying: Saying, at: datetime | None = None) -> Voice:
    """Keep the words of whoever holds the link, one text for each signature, to be looked at.

    Written anew, they wait anew: what was published goes from the page until somebody has read it.
    The state of the signature is not asked, so that nobody learns here whether it is held; words
    are shown with a confirmed one only. Raises TokenRefused, and RuleRefused with code "closed" in
    a campaign that shows no words, "display" if the signer would be hidden.
    """
    found = signature_behind(token=token)
    if not are_voices_welcome(found.petition):
        raise RuleRefused(_("This petition shows no words of supporters."), code="closed")
    if saying.display == Display.HIDDEN:
        raise RuleRefused(_("Choose how your words are signed."), code="display")
    # The signature's lock, so that two tabs write one after the other.
    signature = Signature.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if signature.display != saying.display:
        Signature.objects.filter(pk=signature.pk).update(display=saying.display)
        hide_signer(signature)
    values = {
        "text": saying.text,
        "language": saying.language,
        "state": VoiceState.WAITING,
        "refusal": "",
        "decided_at": None,
        "decided_by": None,
        "written_at": at or timezone.now(),
    }
    before = Voice.objects.filter(signature=signature).first()
    if before is None:
        return Voice.objects.create(signature=signature, **values)
    if (before.text, before.language) == (saying.text, saying.language):
        return before
    Voice.objects.filter(pk=before.pk).update(revision=before.revision + 1, **values)
    before.refresh_from_db()
    return before


@transaction.atomic
def take_back_voice(*, token: str) -> int:
    """Erase the words of whoever holds the link. Returns how many rows went: one, or none.

    Raises TokenRefused.
    """
    found = signature_behind(token=token)
    return forget_words(signatures=Signature.objects.filter(pk=found.pk))


@transaction.atomic
def forget_words(*, signatures: SignatureQuerySet) -> int:
    """Erase what these signers wrote. Returns how many rows went.

    A signature that is deleted takes its words with it, and one that is hidden shows none; this is
    for signatures that stay.
    """
    gone, _by_model = Voice.objects.filter(signature__in=signatures).delete()
    return gone


@transaction.atomic
def publish_voices(
    *, campaign: Campaign, actor: User, read: Iterable[Read], at: datetime | None = None
) -> int:
    """Show what somebody has read. Returns how many: what changed since is left as it is."""
    at = at or timezone.now()
    if not are_voices_welcome(campaign.petition):
        raise RuleRefused(_("This petition shows no words of supporters."), code="closed")
    rows = _still_as_read(campaign, read, to=VoiceState.PUBLISHED)
    for row in rows:
        move(
            row,
            to=VoiceState.PUBLISHED,
            moves=VOICE_MOVES,
            field="state",
            refusal="",
            decided_at=at,
            decided_by=actor,
        )
    _note("voices.published", campaign, actor, len(rows), at)
    return len(rows)


@transaction.atomic
def refuse_voices(
    *,
    campaign: Campaign,
    actor: User,
    read: Iterable[Read],
    refusal: str,
    at: datetime | None = None,
) -> int:
    """Do not show them, or take them from the page, for a reason. Returns how many.

    Raises RuleRefused with code "refusal" without a reason.
    """
    at = at or timezone.now()
    if refusal not in VoiceRefusal.values:
        raise RuleRefused(_("Say why they are not shown."), code="refusal")
    rows = _still_as_read(campaign, read, to=VoiceState.REFUSED)
    for row in rows:
        move(
            row,
            to=VoiceState.REFUSED,
            moves=VOICE_MOVES,
            field="state",
            refusal=refusal,
            decided_at=at,
            decided_by=actor,
        )
    _note("voices.refused", campaign, actor, len(rows), at, reason=refusal)
    return len(rows)


def sign_voices() -> int:
    """Write out names under published words, as each signer chose. Returns how many.

    For a worker: it opens seals. Raises SealClosed without the private key.
    """
    require_private_key()
    pks = Voice.objects.unsigned().order_by("pk").values_list("pk", flat=True)
    return sum(_sign(pk) for pk in list(pks[:NAMED_AT_ONCE]))


def unsign_voice(*, signature: Signature) -> None:
    """Take the name from under a signer's words, until a worker has written it anew.

    For whoever corrects a name, in the same transaction.
    """
    Voice.objects.filter(signature=signature).update(signed="", signed_as="")


@transaction.atomic
def forget_refused_voices(*, at: datetime | None = None) -> int:
    """Erase words that were refused 30 days ago. Returns how many."""
    at = at or timezone.now()
    gone, _by_model = Voice.objects.refused_before(at - REFUSED_KEPT).delete()
    return gone


@transaction.atomic
def _sign(pk: int) -> int:
    voice = Voice.objects.unsigned().filter(pk=pk).select_related("signature").first()
    if voice is None:
        return 0
    # The signer's choice and name stay as they are until this is written.
    rows = Signature.objects.select_for_update(of=("self",), no_key=True)
    signature = rows.get(pk=voice.signature_id)
    try:
        name = str(unseal_json(bytes(signature.sealed or b"")).get("name", "")).strip()
    except (SealClosed, ValueError) as error:
        logger.error("The name of a signature cannot be read: %s", type(error).__name__)
        name = ""
    signed = words_for(name, signature.display) if name else ""
    rows_written = Voice.objects.filter(pk=pk).update(signed=signed, signed_as=signature.display)
    return rows_written if signed else 0


def _still_as_read(campaign: Campaign, read: Iterable[Read], *, to: str) -> Sequence[Voice]:
    """Return the rows that are what was read, and may go there, locked until the deed is done."""
    revisions = {each.pk: each.revision for each in read}
    rows = Voice.objects.of(campaign).filter(pk__in=revisions).order_by("pk")
    return [
        row
        for row in rows.select_for_update(of=("self",))
        if row.revision == revisions[row.pk]
        and may_move(instance=row, to=to, moves=VOICE_MOVES, field="state")
    ]


def _note(
    verb: str, campaign: Campaign, actor: User, number: int, at: datetime, **more: str
) -> None:
    """One event for the deed, about the campaign: the trail names no signature."""
    if number:
        details = {"number": number, **more}
        record(verb=verb, target=campaign, actor=actor, details=details, at=at)
