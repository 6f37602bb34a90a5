"""Fill the table of territories from core/data/territories.csv."""

from django.db import migrations

from situations.territory_rows import territory_columns


def load(apps, schema_editor):
    Territory = apps.get_model("situations", "Territory")
    Territory.objects.bulk_create(Territory(**columns) for columns in territory_columns())


def unload(apps, schema_editor):
    apps.get_model("situations", "Territory").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("situations", "0002_decided_never_changes")]

    operations = [migrations.RunPython(load, unload)]
