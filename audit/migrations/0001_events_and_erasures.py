"""What was done, and what is to be forgotten again after a restore."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

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
                ("key", models.BinaryField(max_length=32, null=True, verbose_name="blind index")),
                ("day", models.DateField(db_index=True, verbose_name="day")),
            ],
            options={
                "verbose_name": "erasure",
                "verbose_name_plural": "erasures",
                "ordering": ("day", "id"),
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=60, verbose_name="verb")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty when the site itself acted, or a visitor did.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="actor",
                    ),
                ),
                ("object_type", models.CharField(max_length=60, verbose_name="object type")),
                ("object_id", models.CharField(max_length=40, verbose_name="object id")),
                ("public", models.BooleanField(default=False, verbose_name="public")),
                ("details", models.JSONField(blank=True, default=dict, verbose_name="details")),
                ("at", models.DateTimeField(verbose_name="at")),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ("-id",),
                "indexes": [
                    models.Index(
                        fields=["object_type", "object_id", "id"], name="audit_event_object"
                    ),
                    models.Index(
                        condition=models.Q(("public", True)),
                        fields=["id"],
                        name="audit_event_public",
                    ),
                ],
            },
        ),
    ]
