"""Looks for one person wherever a site may have left a trace of them, in whatever form."""

import base64
import html
import os
import quopri
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import redis
from django.conf import settings
from django.db import connection
from psycopg import sql

from campaigns.delivering.store import path_of
from campaigns.models import Delivery
from campaigns.services.delivering import LIST
from core.boxes import read as read_boxes
from core.sealed import SealClosed, unseal
from outbox.models import Message

ALIGNMENTS = range(3)


def disguises(text: str) -> set[bytes]:
    """Every form in which a word is commonly stored or sent. Compared with letters folded."""
    raw = text.encode()
    forms = {raw, quopri.encodestring(raw), quote(text).encode(), html.escape(text).encode()}
    forms |= {raw.hex().encode(), raw.hex(" ").encode()}
    wide = text.encode("utf-16-le")
    forms |= {wide, wide.hex().encode(), text.encode("utf-16-be")[1:]}
    for before in ALIGNMENTS:
        # Wherever the word stands in what was encoded, its middle reads the same.
        encoded = base64.b64encode(b"\0" * before + raw)
        forms.add(encoded[4:-4] if before else encoded[: len(raw) // 3 * 4])
    forms |= {form.replace(b"+", b"-").replace(b"/", b"_") for form in forms}
    return {form.lower() for form in forms if len(form) > 5}


def needles(*words: str) -> set[bytes]:
    return {
        form
        for word in words
        for spelling in (word, word.upper(), word.lower())
        for form in disguises(spelling)
    }


def tables() -> Iterator[tuple[str, bytes]]:
    """Each table as text: binary columns as hex, which is one of the disguises."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        for (table,) in cursor.fetchall():
            whole = sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(table))
            cursor.execute(whole)
            yield f"table {table}", "\n".join(row for (row,) in cursor.fetchall()).encode()


def cached(*numbers: str) -> Iterator[tuple[str, bytes]]:
    """Every key of the cache and broker with its serialised value; those of `numbers` besides."""
    url = settings.CACHES["default"]["LOCATION"]
    parts = urlsplit(url)
    for number in sorted({parts.path.strip("/") or "0", "0", *numbers}):
        client = redis.Redis.from_url(parts._replace(path=f"/{number}").geturl())
        for key in client.scan_iter():
            yield f"cache {number} {key.decode()}", key + b" " + (client.dump(key) or b"")
        client.close()


def files(*directories: Path) -> Iterator[tuple[str, bytes]]:
    for directory in directories:
        for path in sorted(directory.rglob("*")) if directory.exists() else ():
            if path.is_file():
                yield f"file {path.name}", str(path).encode() + b"\n" + path.read_bytes()


def database_log() -> Iterator[tuple[str, bytes]]:
    """PostgreSQL's own log, where the server is the test run's."""
    if directory := os.environ.get("STACK_DIRECTORY"):
        yield "log of PostgreSQL", (Path(directory) / "log" / "postgres.log").read_bytes()


def outbox() -> Iterator[tuple[str, bytes]]:
    """What a worker could still send: every envelope that is there, opened."""
    for message in Message.objects.filter(envelope_sealed__isnull=False):
        yield f"envelope of {message.dedup_key}", unseal(message.envelope_sealed).encode()


def boxes(*, but: Collection[str] = ()) -> Iterator[tuple[str, bytes]]:
    """Every sealed column of the site, opened with the workers' key."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name ~ 'sealed' AND data_type = 'bytea'"
        )
        for table, column in cursor.fetchall():
            if table in but:
                continue
            asked = sql.SQL("SELECT {0} FROM {1} WHERE {0} IS NOT NULL")
            cursor.execute(asked.format(sql.Identifier(column), sql.Identifier(table)))
            for (box,) in cursor.fetchall():
                yield f"{table}.{column}", _opened(bytes(box))


def delivered() -> Iterator[tuple[str, bytes]]:
    """The lists of deliveries, opened by those whose keys are still there. Volumes say the same."""
    for delivery in Delivery.objects.exclude(sealed_key=None):
        key = unseal(bytes(delivery.sealed_key or b""))
        path = path_of(delivery, LIST)
        if path.exists():
            yield f"list of {delivery.reference}", b"".join(read_boxes(path, key=key))


def _opened(box: bytes) -> bytes:
    try:
        return unseal(box).encode()
    except SealClosed:  # a box under another key is as good as empty here
        return b""


def places_with(
    wanted: Iterable[bytes], places: Iterable[tuple[str, bytes]]
) -> dict[str, list[bytes]]:
    """Return by place the forms that were found in it."""
    found: dict[str, list[bytes]] = {}
    forms = sorted(wanted)
    for place, content in places:
        folded = content.lower()
        if there := [form for form in forms if form in folded]:
            found.setdefault(place, []).extend(there)
    return found
