"""What tests of deliveries share: signatures in numbers, and reading what was made."""

import csv
import io
import subprocess
import sys
from zipfile import ZipFile

from campaigns.delivering import store
from campaigns.delivering.paper import VERIFIER
from core.sealed import unseal
from tests.factories.campaigns import make_signature


def sign(petition, number, **more):
    return [
        make_signature(petition=petition, name=f"Ada Number{place}", **more)
        for place in range(number)
    ]


def unpacked(delivery, place):
    """Fetch the files as the desk does, into a directory."""
    files = delivery.files.select_related("delivery")
    key = unseal(delivery.sealed_key)
    archive = b"".join(store.zipped(files, key=key, made_at=delivery.made_at))
    with ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None
        opened.extractall(place)
    return place


def listed(delivery, place):
    text = (unpacked(delivery, place) / "signatures.csv").read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def verdict(place, head):
    """Run the public program as anybody would, without our packages."""
    return subprocess.run(
        [sys.executable, "-I", VERIFIER, place / "manifest.json", place / "signatures.csv", head],
        capture_output=True,
        text=True,
        check=False,
    )
