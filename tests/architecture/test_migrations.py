"""Migrations: none missing, named by hand, in one line, without the live models."""

import ast
import re

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.architecture.sources import FLOORS, ROOT, named, tree

FILES = [
    path
    for floor in FLOORS
    for path in sorted((ROOT / floor / "migrations").glob("0*.py"))
    if (ROOT / floor / "migrations").exists()
]


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_migration_is_named_by_a_person(path):
    assert not re.search(r"_(auto|initial|merge|squashed)", path.stem)


def test_each_app_has_one_last_migration():
    loader = MigrationLoader(None)
    for floor in FLOORS:
        if floor in loader.migrated_apps:
            assert len(loader.graph.leaf_nodes(floor)) == 1


@pytest.mark.parametrize("path", FILES, ids=named)
def test_a_migration_never_imports_models_or_services(path):
    imported = [
        node.module or ""
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in FLOORS
    ]
    live = [name for name in imported if name.split(".")[-1] in {"services", "models"}]
    assert [name for name in live if "manager" not in name.lower()] == []
