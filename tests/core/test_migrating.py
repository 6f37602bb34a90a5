"""Many tables in one operation of a migration."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from core.migrating import CreateModels

pytestmark = pytest.mark.django_db(transaction=True)

TABLES = {"tried_cause", "tried_effect"}


def created() -> CreateModels:
    number = ("id", models.BigAutoField(primary_key=True))
    cause = models.ForeignKey("tried.Cause", on_delete=models.PROTECT)
    return CreateModels(
        [
            migrations.CreateModel("Cause", [number]),
            migrations.CreateModel("Effect", [number, ("cause", cause)]),
        ]
    )


def test_tables_come_and_go_together_and_refer_to_each_other():
    operation, before = created(), ProjectState()
    before.apps  # noqa: B018 - as in a migration that runs, where they are put together already
    after = before.clone()
    operation.state_forwards("tried", after)
    with connection.schema_editor(atomic=True) as editor:
        operation.database_forwards("tried", editor, before, after)
    with connection.cursor() as cursor:
        assert set(connection.introspection.table_names(cursor)) >= TABLES
        relations = connection.introspection.get_relations(cursor, "tried_effect")
    assert relations["cause_id"][:2] == ("id", "tried_cause")
    with connection.schema_editor(atomic=True) as editor:
        operation.database_backwards("tried", editor, after, before)
    assert not TABLES & set(connection.introspection.table_names())


def test_it_says_how_many():
    assert created().describe() == "Create 2 models"
