"""Floors: an import goes down the stairs, never up, never sideways; rules know nothing of HTTP."""

import ast
import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import FLOORS, ROOT, modules, named, tree

KNOWS_NO_HTTP = {"models", "services", "permissions", "tasks", "states", "sealed", "tokens", "text"}
HTTP = ("django.http", "django.shortcuts", "django.views", "django.contrib.messages")
WORKFLOW_SIGNALS = ("django.db.models.signals", "django.dispatch")


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_the_contract_of_the_floors_is_kept():
    program = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout
    assert "1 kept, 0 broken" in result.stdout


def of_a_rule(path: Path) -> bool:
    return bool(KNOWS_NO_HTTP & {path.stem, *path.parent.relative_to(ROOT).parts})


def test_rules_know_nothing_of_http():
    rules = [path for path in modules() if of_a_rule(path)]
    assert len(rules) > 50
    assert [one for path in rules for one in imported(path, HTTP)] == []


def test_no_signal_carries_our_workflow():
    assert [one for path in modules() for one in imported(path, WORKFLOW_SIGNALS)] == []


def imported(path: Path, wrong: tuple[str, ...]) -> list[str]:
    return [f"{named(path)}: {name}" for name in imports(path) if name.startswith(wrong)]


def test_the_ground_floor_has_no_tables():
    for path in (ROOT / "core").rglob("*.py"):
        bases = [
            ast.unparse(base)
            for node in ast.walk(tree(path))
            if isinstance(node, ast.ClassDef)
            for base in node.bases
        ]
        assert "models.Model" not in bases, named(path)


def test_every_floor_is_there():
    assert all((ROOT / floor / "__init__.py").exists() for floor in FLOORS)
