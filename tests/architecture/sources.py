"""The files that the architecture tests read."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FLOORS = (
    "core",
    "audit",
    "outbox",
    "accounts",
    "officials",
    "situations",
    "campaigns",
    "alerts",
    "r2p_site",
)


def modules(*, tests: bool = False) -> Iterator[Path]:
    """Every Python module of ours but migrations."""
    roots = [ROOT / floor for floor in FLOORS]
    roots += [ROOT / "tests", ROOT / "bench"] if tests else []
    for root in roots:
        for path in sorted(root.rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def templates() -> Iterator[Path]:
    """Every template. The catalogues of messages lie beside them, and have tests of their own."""
    own = ROOT / "templates"
    for path in sorted(own.rglob("*")):
        if path.is_file() and own / "locale" not in path.parents:
            yield path


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))
