"""Proof of work, asked for while a petition is under attack: some seconds of a device, once.

The challenge is of ALTCHA's second kind: PBKDF2 of a number, until the key begins with one byte. It
is bound to one petition, ends after ten minutes and is signed, so that handing it out writes
nothing. Whoever has no JavaScript signs without it, and a person looks at the signature: a proof is
never the only way. It stops nobody who pays for computers; it makes numbers dear.
"""

import hashlib
import hmac
import json
from base64 import b64decode
from datetime import UTC, datetime, timedelta
from typing import Any

from altcha import create_challenge, verify_solution
from django.conf import settings
from django.db import connection
from django.utils import timezone

from .models import Petition, SpentProof

GOOD_FOR = timedelta(minutes=10)
ALGORITHM = "PBKDF2/SHA-256"
COST = 5000  # iterations for one number: 256 numbers are tried on average
PREFIX = "00"
PAYLOAD_AT_MOST = 3000
_MARGIN = timedelta(minutes=5)  # clocks of two machines

# Of several that hand in the same proof at once the first to write the row wins, the others wait
# until it is settled: the cache could lose it, and promises no order.
_SPEND = """
INSERT INTO campaigns_spentproof (digest, expires_at) VALUES (%s, %s)
ON CONFLICT DO NOTHING RETURNING digest
"""


def new_challenge(petition: Petition, *, at: datetime | None = None) -> dict[str, Any]:
    """Return a challenge for this petition, as the page's script takes it."""
    challenge = create_challenge(
        ALGORITHM,
        COST,
        key_prefix=PREFIX,
        expires_at=(at or timezone.now()) + GOOD_FOR,
        data={"petition": petition.pk},
        hmac_secret=_secret(),
    )
    return dict(challenge.to_dict())


def spend_proof(petition: Petition, payload: str) -> bool:
    """Take a proof, once. Returns whether it was one: solved, ours, in time and for this petition.

    Call it in the transaction that writes the signature: rolled back, the proof is good again.
    """
    if not payload or len(payload) > PAYLOAD_AT_MOST:
        return False
    if not verify_solution(payload, _secret()).verified:
        return False
    said = json.loads(b64decode(payload))["challenge"]["parameters"]
    if said.get("data") != {"petition": petition.pk} or not said.get("expiresAt"):
        return False
    # The challenge is spent, not its solution: one challenge has many solutions.
    digest = hashlib.sha256(f"{said['nonce']}:{said['salt']}".encode()).digest()
    ends = datetime.fromtimestamp(said["expiresAt"], UTC)
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, [digest, ends])
        return cursor.fetchone() is not None


def forget_proofs(*, at: datetime | None = None) -> int:
    """Delete what no challenge can bring back: the spent ones that have ended. Returns how many."""
    gone, _by_model = SpentProof.objects.filter(
        expires_at__lt=(at or timezone.now()) - _MARGIN
    ).delete()
    return gone


def _secret() -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), b"r2p.proof-of-work", "sha256")
