"""What was erased, so that a restored backup does not bring it back."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [
        migrations.CreateModel(
            name="Erasure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("scope", models.BigIntegerField(default=0, verbose_name="scope")),
                (
                    "key",
                    models.BinaryField(max_length=32, null=True, verbose_name="blind index"),
                ),
                ("day", models.DateField(db_index=True, verbose_name="day")),
            ],
            options={
                "verbose_name": "erasure",
                "verbose_name_plural": "erasures",
                "ordering": ("day", "id"),
            },
        ),
    ]
