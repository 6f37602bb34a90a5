#!/usr/bin/env python3
"""Verify a list of signatures: python3 verify.py manifest.json signatures.csv HEAD

HEAD is the number on the public proof page of the delivery. Needs Python 3.8 and nothing else,
and no network. Files that the manifest names and that lie beside it are looked at too.

In words: (1) Join the sentences of the manifest's "statement" by the sign U+001F and take the
SHA-256: that is where the chain begins. (2) For each line of the list, join the number before and
all its cells but the last by U+001F and take the SHA-256: it must be what its last cell says after
"h:". (3) The last number must be the manifest's "head", and the one on the public page.
"""

import csv
import hashlib
import json
import sys
from pathlib import Path


def digest(parts):
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()


def verify(manifest_path, list_path, head):
    """Return what is wrong, in a sentence; nothing if all is as it was delivered."""
    manifest = json.loads(Path(manifest_path).read_text(encoding="utf-8"))
    number, lines = digest(manifest["statement"]), 0
    with open(list_path, encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for lines, row in enumerate(rows, 1):
            number = digest([number, *row[:-1]])
            if row[-1] != f"h:{number}" or row[0] != f"#{lines}":
                return f"Line {lines} is not as it was delivered."
    if lines != manifest["lines"]:
        return f"{lines} lines are there, and {manifest['lines']} were delivered."
    if number != manifest["head"] or number != head:
        return f"The head of the chain is {number}: not that of the manifest or the page."
    for entry in manifest["files"]:
        path = Path(manifest_path).parent / entry["name"]
        if path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
            return f"{entry['name']} is not as it was delivered."
    sys.stdout.write(f"As delivered: {manifest['reference']}, {lines} lines, head {number}.\n")
    return ""


if __name__ == "__main__":
    sys.exit((verify(*sys.argv[1:]) or 0) if len(sys.argv) == 4 else __doc__)
