"""Make a delivery, and look at it as the office would that gets it.

    python -m r2p_site.stack exec -- python -m tests.campaigns.at_the_office DIRECTORY [NUMBER]

Needs LibreOffice (soffice) and poppler (pdftoppm). Prints what it found, and ends with a status to
match: every cell is text to the spreadsheet; the public program says yes to the list, and no to the
list with any one byte changed; each volume can be drawn, and its pages lie in the directory.
"""

import argparse
import importlib
import os
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import django

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
# Comma, quotation mark, UTF-8, from the first line on; a cell's type is guessed as a person has it.
FILTER = "CSV:44,34,76,1,,0,false,true,false"
CHANGES = 40


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("number", type=int, nargs="?", default=10_000)
    arguments = parser.parse_args()
    place = arguments.directory
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    django.setup()
    head = _made(arguments.number, place)
    looks = (cells_are_text(place), chain_holds(place, head), volumes_are_drawn(place))
    return 0 if all(looks) else 1


def _made(number: int, place: Path) -> str:
    """Import late what needs Django to be set up."""
    head: str = importlib.import_module("tests.campaigns.delivered").made(number, place)
    return head


def cells_are_text(place: Path) -> bool:
    """Open the list in LibreOffice, and ask of what type each cell is."""
    began = time.monotonic()
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{place}/profile",
         f"--infilter={FILTER}", "--convert-to", "fods", "--outdir", place,
         place / "signatures.csv"],
        check=True, capture_output=True, timeout=600,
    )  # fmt: skip
    kinds: Counter[str] = Counter()
    formulas = rows = 0
    for _event, element in ElementTree.iterparse(place / "signatures.fods"):  # noqa: S314 - our own
        if element.tag == f"{TABLE}table-cell" and (kind := element.get(f"{OFFICE}value-type")):
            kinds[kind] += int(element.get(f"{TABLE}number-columns-repeated", "1"))
            formulas += f"{TABLE}formula" in element.attrib
        elif element.tag == f"{TABLE}table-row":
            rows += bool(element.findall(f"{TABLE}table-cell[@{OFFICE}value-type]"))
            element.clear()
    took = f"{time.monotonic() - began:.0f} s"
    _say(f"LibreOffice: {rows} rows, cells {dict(kinds)}, {formulas} formulas ({took})")
    return set(kinds) == {"string"} and not formulas


def chain_holds(place: Path, head: str) -> bool:
    """Let the public program look at the list, and at copies with one byte changed."""
    whole = _verify(place, head)
    _say(f"Verifier: {whole.stdout.strip() or whole.stderr.strip()}")
    listing = place / "signatures.csv"
    content, chance, refused = listing.read_bytes(), random.Random(4), 0
    for _time in range(CHANGES):
        changed = bytearray(content)
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(7)
        listing.write_bytes(bytes(changed))
        refused += _verify(place, head).returncode != 0
    listing.write_bytes(content)
    _say(f"Verifier: {refused} of {CHANGES} copies with one bit changed were refused")
    return whole.returncode == 0 and refused == CHANGES


def volumes_are_drawn(place: Path) -> bool:
    """Draw every page of every volume."""
    volumes = sorted(place.glob("*.pdf"))
    for volume in volumes:
        subprocess.run(["pdftoppm", "-r", "60", "-png", volume, volume.with_suffix("")], check=True)
    pages = len(list(place.glob("*.png")))
    _say(f"pdftoppm: {len(volumes)} files, {pages} pages")
    return pages >= len(volumes) > 0


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _verify(place: Path, head: str) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-I", place / "verify.py", place / "manifest.json"]
    return subprocess.run(
        [*argv, place / "signatures.csv", head], capture_output=True, text=True, check=False
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "r2p_site.settings.test")
    sys.exit(main())
