"""What tests of deliveries share: signatures in numbers, and reading what was made."""

import csv
import io
import resource
import subprocess
import sys
import time
from zipfile import ZipFile

from django.conf import settings
from django.core.management import call_command

from campaigns.delivering import store
from campaigns.delivering.paper import VERIFIER
from core.sealed import unseal
from tests.campaigns.crowded import crowd
from tests.factories.campaigns import make_campaign, make_signature
from tests.factories.deliveries import make_made


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


def made(number, place):
    """Make a delivery of so many on the tables of a stack, and lay its files out. Returns its head.

    For tests.campaigns.at_the_office; prints how long it took and how much memory.
    """
    call_command("migrate", verbosity=0)
    settings.DELIVERY_DIR = place / "store"
    petition = make_campaign().petition
    crowd(petition, number)
    began, before = time.monotonic(), _peak()
    delivery = make_made(petition=petition, with_volumes=True)
    took = f"{time.monotonic() - began:.0f} s"
    sys.stdout.write(
        f"Made: {delivery.signatures} signatures, {delivery.files.count()} files in {took};"
        f" peak memory {before} MB before, {_peak()} MB after\n"
    )
    unpacked(delivery, place)
    return delivery.head


def _peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
