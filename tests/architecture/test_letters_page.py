"""Each test that docs/letters.md names is there."""

import re

from tests.architecture.sources import ROOT

PAGE = ROOT / "docs" / "letters.md"
NAMED = re.compile(r"`([a-z_]+/test_[a-z_]+\.py)::(test_[a-z0-9_]+)`")
FAILURES = 24  # as many rows as the research has found failures


def test_every_test_that_the_page_of_letters_names_exists():
    named = NAMED.findall(PAGE.read_text())
    missing = [
        f"{path}::{name}"
        for path, name in named
        if f"def {name}(" not in (ROOT / "tests" / path).read_text()
    ]
    assert len(named) > FAILURES
    assert missing == []


def test_every_failure_names_a_test_that_holds_it():
    table = PAGE.read_text().partition("## Failures")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][2:]
    assert len(rows) == FAILURES
    assert [row for row in rows if not NAMED.search(row)] == []
