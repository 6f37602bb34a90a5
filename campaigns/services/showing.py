"""Keep the few rows of signers that a petition's page may show, in the words that each one chose.

Only a worker runs `show_signers`, since it opens seals. `hide_signer` and `hide_signers` are for
whoever changes a signature; they open nothing, and the web may call them.
"""

import unicodedata
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.services import record
from campaigns.models import Display, Petition, ShownSigner, Signature
from campaigns.models.petition import SignatureQuerySet
from core.locks import lock
from core.sealed import unseal_json

LOCK = "campaigns.showing"
# As many as a page shows, and some to move up when one of them is gone.
KEPT = 30
LOOKED_BACK = timedelta(minutes=10)


def show_signers(*, at: datetime | None = None, everywhere: bool = False) -> int:
    """Bring the rows of petitions counted in the last ten minutes up to date; of all on request.

    The newest who chose to be shown and are counted, each as chosen; nobody in a campaign that puts
    people at risk. Returns how many rows were written anew.
    """
    at = at or timezone.now()
    petitions = Petition.objects.public().select_related("campaign").order_by("pk")
    if not everywhere:
        petitions = petitions.filter(counted_at__gte=at - LOOKED_BACK)
    return sum(_show(petition) for petition in petitions)


def hide_signer(signature: Signature) -> None:
    """Take a signer off the page at once.

    Call it in the transaction that changes the signature's name, display or state. If the person
    still wants to be shown, a worker writes the new words within a quarter of a minute. A deleted
    signature takes its row along by itself.
    """
    ShownSigner.objects.filter(signature=signature).delete()


def hide_signers(signatures: SignatureQuerySet) -> None:
    """Take all of these signers off their pages at once: for sweeps, erasure and retention."""
    ShownSigner.objects.filter(signature__in=signatures).delete()


@transaction.atomic
def take_off_page(*, shown: ShownSigner, actor: Any, at: datetime | None = None) -> None:
    """Staff take words off a page that are no name, or offend. The signature counts as before.

    The signer is hidden for good unless the person chooses anew on the own page. The audit trail
    says that it was done, and not what it said.
    """
    Signature.objects.filter(pk=shown.pk).update(display=Display.HIDDEN)
    shown.delete()
    record(verb="signer.hidden", actor=actor, target=shown.petition, at=at or timezone.now())


def words_for(name: str, display: str) -> str:
    """Return a name as its bearer chose to be shown: "Amina Karimi", "Amina K.", or nothing.

    A name in one piece is a first name. Where scripts put no space in a name, its first sign
    stands for it.
    """
    if display == Display.FULL:
        return name
    if display != Display.INITIAL:
        return ""
    first, *more = name.split()
    if not more:
        wide = unicodedata.east_asian_width(first[0]) in "WF"
        return f"{first[0]}…" if wide and len(first) > 1 else first
    initial = next((sign for sign in more[-1] if sign.isalpha()), "")
    return f"{first} {initial}." if initial else first


@transaction.atomic
def _show(petition: Petition) -> int:
    """Compare what stands with what should, and change no more than differs."""
    if not lock(LOCK, wait=False):
        return 0
    standing = {row.pk: row for row in petition.shown_signers.all()}
    chosen = {} if at_risk(petition) else {each.pk: each for each in _chosen(petition)}
    gone = [
        pk for pk, row in standing.items() if pk not in chosen or row.display != chosen[pk].display
    ]
    ShownSigner.objects.filter(pk__in=gone).delete()
    missing = [each for pk, each in chosen.items() if pk not in standing or pk in gone]
    rows = [row for row in map(_row, missing) if row]
    ShownSigner.objects.bulk_create(rows)
    return len(rows)


def at_risk(petition: Petition) -> bool:
    """Return whether to be seen under this petition can harm people: then nobody is shown."""
    return bool(getattr(petition.campaign, "at_risk", False))


def _chosen(petition: Petition) -> list[Signature]:
    """The newest who chose to be shown. Locked, so that nobody takes one back in between."""
    shown = Signature.objects.confirmed().filter(petition=petition, sealed__isnull=False)
    newest = shown.exclude(display=Display.HIDDEN).filter(uncounted_hour=None).order_by("-pk")
    return list(newest.select_for_update(no_key=True, skip_locked=True)[:KEPT])


def _row(signature: Signature) -> ShownSigner | None:
    if signature.display == Display.COUNTRY:
        words = ""
    else:
        name = str(unseal_json(bytes(signature.sealed or b"")).get("name", "")).strip()
        words = words_for(name, signature.display) if name else ""
        if not words:
            return None
    return ShownSigner(
        signature=signature,
        petition_id=signature.petition_id,
        display=signature.display,
        name=words,
        country=signature.country,
    )
