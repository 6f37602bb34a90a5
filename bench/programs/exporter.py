"""Write the list of a petition as a worker does; and a bare loop that opens the same seals."""

import json
import tempfile
import time
from typing import Any

from django.conf import settings
from django.db import connection
from nacl.public import PublicKey, SealedBox

from bench.programs.stage import peak_megabytes, serve
from campaigns.models import Delivery, Petition, Redaction, Signature
from campaigns.services.deliveries import approve_delivery, draft_delivery, request_delivery
from campaigns.services.delivering import ROWS, advance_delivery
from core.sealed import unseal_json

DIFFERENT = 1_000
# Sealed rows are copied, since it is opening them that is measured, and sealing takes longer.
_FILL = """
INSERT INTO campaigns_signature (
    petition_id, sealed, email_key, state, trapped, country, language, text_version, display,
    wants_updates, name_handed_over, confirmed_on
)
SELECT %(petition)s, (%(sealed)s::bytea[])[1 + number %% %(different)s],
    sha256(number::text::bytea), 'confirmed', false, (%(countries)s::text[])[1 + number %% 4],
    'en', 1, 'hidden', false, true, current_date - 1
FROM generate_series(1, %(count)s) AS series (number)
"""


def fill(count: int) -> dict[str, Any]:
    """Put so many confirmed signatures under a petition of the demonstration."""
    petition = Petition.objects.public().order_by("pk")[0]
    box = SealedBox(PublicKey(bytes.fromhex(settings.SEALING_PUBLIC_KEY)))
    said = {"name": "Ada Öztürk of the Ford", "email": "ada.ozturk@example.org"}
    words = json.dumps(said, ensure_ascii=False).encode()
    row: dict[str, Any] = {
        "petition": petition.pk,
        "sealed": [box.encrypt(words) for _each in range(DIFFERENT)],
        "different": DIFFERENT,
        "countries": ["KE", "FR", "BR", "JP"],
        "count": count,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FILL, row)
    return {"petition": petition.pk}


def bare(number: int) -> dict[str, float]:
    """Read the rows as the export does, and open each. Nothing is written."""
    began, done, last = time.perf_counter(), 0, 0
    rows = Signature.objects.confirmed().filter(petition=number).order_by("pk")
    while some := list(rows.filter(pk__gt=last).values_list("pk", "sealed")[:ROWS]):
        for _pk, sealed in some:
            unseal_json(sealed or b"")
        done, last = done + len(some), some[-1][0]
    return {"signatures": done, "seconds": time.perf_counter() - began}


def export(number: int) -> dict[str, float]:
    """Ask for a list with names, approve it and make it, step by step."""
    petition = Petition.objects.select_related("campaign").get(pk=number)
    campaign = petition.campaign
    if campaign.approver is None:
        raise SystemExit("The petition of the demonstration was not approved.")
    with tempfile.TemporaryDirectory() as place:
        settings.DELIVERY_DIR = place
        delivery = draft_delivery(
            petition=petition,
            post=campaign.offices[0],
            actor=campaign.author,
            redaction=Redaction.FULL,
            with_volumes=False,
            reason="Measured.",
        )
        request_delivery(delivery=delivery, actor=campaign.author)
        approve_delivery(delivery=delivery, actor=campaign.approver, reason="Measured.")
        began = time.perf_counter()
        while advance_delivery(number=delivery.pk):
            pass
        seconds = time.perf_counter() - began
    delivery.refresh_from_db()
    facts = {"signatures": delivery.signatures, "seconds": seconds, "megabytes": peak_megabytes()}
    return facts


def drop(number: int) -> dict[str, int]:
    """Leave the demonstration as it was."""
    Delivery.objects.filter(petition=number).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM campaigns_signature WHERE petition_id = %s AND email_key IN"
            " (SELECT sha256(number::text::bytea) FROM generate_series(1, %s) AS series (number))",
            [number, Signature.objects.filter(petition=number).count()],
        )
        return {"dropped": cursor.rowcount}


if __name__ == "__main__":
    serve(fill=fill, bare=bare, export=export, drop=drop)
