"""The worker's part of a delivery: list the signatures, set the volumes, give out keys, erase.

Only a worker can do it: it alone opens the seal. Each step is one transaction with how far it has
come, so a worker that is killed loses one step, and another goes on. Memory does not grow with the
number of signatures. (docs/decisions/0017-deliveries.md)
"""

import hashlib
import logging
import time
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_noop

from audit.services import record
from campaigns.delivering import paper, store
from campaigns.delivering.chain import origin_of
from campaigns.delivering.dangers import may_say_names
from campaigns.delivering.lines import BYTE_ORDER_MARK, SignatureRow, Writer, as_line, header
from campaigns.delivering.places import by_country, counted, lines_left, placed
from campaigns.delivering.statement import statement_of
from campaigns.models import (
    DELIVERY_MOVES,
    Axis,
    Delivery,
    DeliveryCode,
    DeliveryFile,
    DeliveryLine,
    DeliveryStatus,
    Redaction,
    Signature,
)
from campaigns.models.delivery import CODE_GOOD_FOR
from core import boxes
from core.pdf import PdfRefused, let_go
from core.sealed import require_private_key, seal, unseal
from core.states import move

from .publishing import published

logger = logging.getLogger(__name__)

SECONDS = 50.0  # a wake-up takes no longer; the next one goes on
LIST, MANIFEST, COVER = "signatures.csv", "manifest.json", "cover.pdf"
# One step, and one volume: what typst sets in a second or two, in some ten megabytes.
ROWS = 1_000
GOES_WRONG = gettext_noop("A volume could not be set as a PDF. Its words are in the list.")

_LINES = """
INSERT INTO campaigns_deliveryline (delivery_id, number, signature)
SELECT %s, %s + place, signature
FROM unnest(%s::bigint[]) WITH ORDINALITY AS listed (signature, place)
"""


def advance_deliveries(*, seconds: float = SECONDS, at: datetime | None = None) -> int:
    """Go on with every delivery that is to be made, for so long. Returns how many steps were done.

    Several workers do not disturb one another: who finds a delivery locked leaves it. Raises
    SealClosed in a process without the private key.
    """
    require_private_key()
    ends, done = time.monotonic() + seconds, 0
    for number in Delivery.objects.to_make().values_list("pk", flat=True):
        while time.monotonic() < ends and _advance_or_stop(number, at):
            done += 1
    return done


@transaction.atomic
def advance_delivery(*, number: int, at: datetime | None = None) -> bool:
    """Do the next step of one delivery. Returns whether there was anything to do.

    Raises PdfRefused if a volume cannot be set, and leaves all as it was.
    """
    mine = Delivery.objects.to_make().select_for_update(of=("self",), skip_locked=True)
    delivery = mine.filter(pk=number).first()
    if delivery is None:
        return False
    at = at or timezone.now()
    if delivery.status == DeliveryStatus.APPROVED:
        _begin(delivery, at)
    else:
        _STEPS[delivery.progress["stage"]](delivery, at)
    return True


def wrap_codes(*, at: datetime | None = None) -> int:
    """Wrap the keys of files in the codes that people asked for. Returns how many.

    The code itself is forgotten in the same statement: from then on only its holder has it.
    """
    at = at or timezone.now()
    DeliveryCode.objects.filter(asked_at__lt=at - CODE_GOOD_FOR).delete()
    done = 0
    for code in DeliveryCode.objects.exclude(sealed_code=None).select_related("delivery"):
        if not code.delivery.has_files:
            code.delete()
            continue
        wrapped = boxes.wrap(_key_of(code.delivery), key=unseal(bytes(code.sealed_code or b"")))
        DeliveryCode.objects.filter(pk=code.pk).update(wrapped_key=wrapped, sealed_code=None)
        done += 1
    return done


def erase_files(*, at: datetime | None = None) -> int:
    """Erase the files that nobody needs any more: the key first, so that what is left is noise.

    Returns of how many deliveries.
    """
    at = at or timezone.now()
    found = list(Delivery.objects.outlived(at=at))
    for delivery in found:
        with transaction.atomic():
            Delivery.objects.filter(pk=delivery.pk).update(sealed_key=None, erased_at=at)
            delivery.codes.all().delete()
            record(verb="delivery.erased", target=delivery, at=at)
        store.drop(delivery)
    return len(found)


def line_of(signature: Signature) -> list[tuple[Delivery, int]]:
    """Return in which deliveries a signature was handed over, and on which line of the list.

    Empty if it was in none. A delivery of numbers only has no lines.
    """
    lines = DeliveryLine.objects.filter(
        signature=signature.pk, delivery__in=Delivery.objects.public()
    )
    found = lines.select_related("delivery__petition__campaign", "delivery__post__institution")
    return [(line.delivery, line.number) for line in found.order_by("delivery__number")]


def _advance_or_stop(number: int, at: datetime | None) -> bool:
    """Do a step; note what went wrong where a person must look. Nothing of a name is noted."""
    try:
        return advance_delivery(number=number, at=at)
    except PdfRefused:
        logger.error("A volume of delivery %s could not be set.", number)
        Delivery.objects.filter(pk=number).update(problem=GOES_WRONG)
        return False


def _begin(delivery: Delivery, at: datetime) -> None:
    """Cut the list: make its key, settle which countries are named, write its head row."""
    if delivery.redaction != Redaction.COUNTS and not may_say_names(delivery.campaign):
        move(delivery, to=DeliveryStatus.CANCELLED, moves=DELIVERY_MOVES)
        record(verb="delivery.cancelled", target=delivery, details={"at_risk": True}, at=at)
        return
    rows = _in_the_cut(delivery).order_by().values_list("country", "name_handed_over")
    counts, agreed = counted(rows.annotate(Count("pk")))
    named = placed(counts, published(delivery.petition, Axis.COUNTRY))
    statement = statement_of(delivery)
    store.drop(delivery)
    delivery.lines.all().delete()
    delivery.files.all().delete()
    key = boxes.new_key()
    first = BYTE_ORDER_MARK + as_line(header(delivery.redaction, delivery.language))
    size, number = _append(delivery, first, key=key, after=0, first=0)
    progress = {
        "stage": "count" if delivery.redaction == Redaction.COUNTS else "list",
        "statement": statement,
        "named": named,
        "left": lines_left(named, agreed),
        "counts": counts if delivery.redaction == Redaction.COUNTS else {},
        "head": origin_of(statement),
        "done": 0,
        "last": 0,
        "bytes": size,
        "boxes": number,
        "parts": [],
    }
    move(
        delivery,
        to=DeliveryStatus.MAKING,
        moves=DELIVERY_MOVES,
        sealed_key=seal(key),
        origin=progress["head"],
        expected=sum(counts.values()),
        progress=progress,
    )
    record(verb="delivery.begun", target=delivery, details={"signatures": delivery.expected}, at=at)


def _count(delivery: Delivery, _at: datetime) -> None:
    """Write the table by country, which is all that this delivery says."""
    progress = delivery.progress
    table = by_country(progress["counts"], progress["named"])
    writer = _writer(delivery)
    lines = writer.count_lines(table, head=progress["head"])
    _keep(delivery, lines.text, lines.head, rows=sum(progress["counts"].values()), last=0)
    _go_on(delivery, "volumes" if delivery.with_volumes else "finish")


def _list_some(delivery: Delivery, _at: datetime) -> None:
    """Write the next signatures of the cut, in the order of their numbers."""
    progress = delivery.progress
    rows = _next_rows(delivery, after=progress["last"])
    if not rows:
        _go_on(delivery, "volumes" if delivery.with_volumes else "finish")
        return
    lines = _writer(delivery).write(rows, head=progress["head"], after=progress["done"])
    counts = progress["counts"]
    for row in rows:
        counts[row[2]] = counts.get(row[2], 0) + 1
    with connection.cursor() as cursor:
        cursor.execute(_LINES, [delivery.pk, progress["done"], [row[0] for row in rows]])
    _keep(delivery, lines.text, lines.head, rows=len(rows), last=rows[-1][0])


def _set_volume(delivery: Delivery, at: datetime) -> None:
    """Set the next part of the list as a volume, from the list itself: both say the same."""
    parts, made = delivery.progress["parts"], delivery.progress.get("volumes", 0)
    if made >= len(parts):
        _go_on(delivery, "finish")
        return
    start, first, until = parts[made]
    key = _key_of(delivery)
    pieces = boxes.read(store.path_of(delivery, LIST), key=key, start=start, first=first)
    text = b"".join(islice(pieces, until - first)).decode()
    content = paper.volume(delivery, text, number=made + 1, of=len(parts), at=at)
    let_go()
    _file(delivery, f"volume-{made + 1:03d}.pdf", content, key=key)
    delivery.progress["volumes"] = made + 1
    delivery.save(update_fields=["progress"])


def _finish(delivery: Delivery, at: datetime) -> None:
    """Set the cover, write the manifest, and call the delivery ready."""
    key, progress = _key_of(delivery), delivery.progress
    size, digest = 0, hashlib.sha256()
    for piece in boxes.read(store.path_of(delivery, LIST), key=key):
        size += len(piece)
        digest.update(piece)
    DeliveryFile.objects.create(delivery=delivery, name=LIST, size=size, sha256=digest.hexdigest())
    delivery.signatures, delivery.head = progress["done"], progress["head"]
    delivery.countries = by_country(progress["counts"], progress["named"])
    _file(delivery, COVER, paper.cover(delivery, at=at), key=key)
    _file(delivery, paper.VERIFIER.name, paper.VERIFIER.read_bytes(), key=key)
    _file(delivery, MANIFEST, paper.manifest(delivery), key=key)
    move(
        delivery,
        to=DeliveryStatus.READY,
        moves=DELIVERY_MOVES,
        signatures=delivery.signatures,
        countries=delivery.countries,
        head=delivery.head,
        made_at=at,
        progress={},
    )
    details = {"signatures": delivery.signatures, "redaction": delivery.redaction}
    record(verb="delivery.made", target=delivery, details=details, at=at)


_STEPS = {"count": _count, "list": _list_some, "volumes": _set_volume, "finish": _finish}


def _in_the_cut(delivery: Delivery) -> Any:
    """The signatures that are in it: held ones and those taken out are not."""
    return Signature.objects.confirmed().filter(
        petition=delivery.petition_id,
        pk__lte=delivery.last_signature,
        confirmed_on__lte=delivery.cut_at.date() if delivery.cut_at else None,
    )


def _next_rows(delivery: Delivery, *, after: int) -> list[SignatureRow]:
    rows = _in_the_cut(delivery).filter(pk__gt=after).order_by("pk")
    columns = ("pk", "sealed", "country", "language", "text_version", "name_handed_over")
    return list(rows.values_list(*columns)[:ROWS])


def _writer(delivery: Delivery) -> Writer:
    return Writer(
        redaction=delivery.redaction,
        language=delivery.language,
        left=delivery.progress["left"],
    )


def _keep(delivery: Delivery, text: str, head: str, *, rows: int, last: int) -> None:
    """Append lines to the list, and note how far it is."""
    progress = delivery.progress
    key = _key_of(delivery)
    start, first = progress["bytes"], progress["boxes"]
    size, number = _append(delivery, text, key=key, after=start, first=first)
    progress |= {"bytes": size, "boxes": number, "head": head, "last": last}
    progress["done"] += rows
    progress["parts"].append([start, first, number])
    delivery.save(update_fields=["progress"])


def _go_on(delivery: Delivery, stage: str) -> None:
    delivery.progress["stage"] = stage
    delivery.save(update_fields=["progress"])


def _key_of(delivery: Delivery) -> str:
    """Return the key of the files. Raises SealClosed without the private key, or if it is gone."""
    return unseal(bytes(delivery.sealed_key or b""))


def _append(delivery: Delivery, text: str, **where: Any) -> tuple[int, int]:
    return boxes.append(store.path_of(delivery, LIST), text.encode(), **where)


def _file(delivery: Delivery, name: str, content: bytes, *, key: str) -> None:
    """Keep one file, encrypted, and note its size and SHA-256."""
    boxes.append(store.path_of(delivery, name), content, key=key, after=0, first=0)
    DeliveryFile.objects.update_or_create(
        delivery=delivery,
        name=name,
        defaults={"size": len(content), "sha256": hashlib.sha256(content).hexdigest()},
    )
