"""Imports of incidents, line by line."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("situations", "0007_evidence"),)

    operations = [
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "dataset",
                    models.CharField(
                        choices=[
                            ("ucdp_ged", "UCDP Georeferenced Event Dataset"),
                            ("acled", "ACLED"),
                        ],
                        max_length=12,
                        verbose_name="data set",
                    ),
                ),
                ("file_name", models.CharField(blank=True, max_length=200, verbose_name="file")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256 of the file")),
                ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                ("started_at", models.DateTimeField(verbose_name="handed in")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("looking", "being looked through"),
                            ("looked", "looked through, waits for the word"),
                            ("importing", "being imported"),
                            ("done", "imported"),
                            ("stopped", "stopped"),
                            ("failed", "cannot be read"),
                            ("publishing", "being made public"),
                            ("published", "imported and public"),
                        ],
                        default="looking",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                (
                    "failure",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="why it cannot be read"
                    ),
                ),
                ("offset", models.PositiveBigIntegerField(default=0, verbose_name="bytes read")),
                ("line", models.PositiveIntegerField(default=0, verbose_name="line reached")),
                ("counts", models.JSONField(default=dict, verbose_name="lines by outcome")),
                (
                    "shown_date",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("year", "the year"),
                            ("month", "the month"),
                            ("day", "the day, if it is known"),
                        ],
                        max_length=8,
                        verbose_name="time shown",
                    ),
                ),
                (
                    "shown_place",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("country", "the country only"),
                            ("province", "the province, and a wide area on maps"),
                            ("district", "the district, and a small area on maps"),
                            ("exact", "the place itself, if it is known"),
                        ],
                        max_length=8,
                        verbose_name="place shown",
                    ),
                ),
                (
                    "shows_actors",
                    models.BooleanField(default=False, verbose_name="groups are named"),
                ),
                ("published_to", models.PositiveBigIntegerField(default=0, editable=False)),
                ("published", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "situation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="situations.situation",
                        verbose_name="situation",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="situations.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "import of incidents",
                "verbose_name_plural": "imports of incidents",
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="ImportLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="line")),
                (
                    "external_id",
                    models.CharField(blank=True, max_length=60, verbose_name="number there"),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("changed", "changed"),
                            ("unchanged", "unchanged"),
                            ("kept", "left as people here have checked or changed it"),
                            ("repeated", "stood in the file before; the last line counts"),
                            ("refused", "refused"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="remark")),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="situations.importrun",
                        verbose_name="import",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of an import",
                "verbose_name_plural": "lines of imports",
                "ordering": ("line",),
            },
        ),
        migrations.AddField(
            model_name="incident",
            name="import_run",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="incidents",
                to="situations.importrun",
                verbose_name="import",
            ),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(fields=["import_run", "id"], name="situations_incident_run"),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "looking",
                            "looked",
                            "importing",
                            "done",
                            "stopped",
                            "failed",
                            "publishing",
                            "published",
                        ],
                    ),
                    ("dataset__in", ["ucdp_ged", "acled"]),
                ),
                name="situations_importrun_choices",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by", None),
                    models.Q(("approved_by", models.F("started_by")), _negated=True),
                    _connector="OR",
                ),
                name="situations_importrun_d5_approver_is_another",
            ),
        ),
        migrations.AddIndex(
            model_name="importline",
            index=models.Index(fields=["run", "external_id"], name="situations_importline_id"),
        ),
        migrations.AddConstraint(
            model_name="importline",
            constraint=models.UniqueConstraint(
                fields=("run", "line"), name="situations_importline_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="importline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome__in", ["new", "changed", "unchanged", "kept", "repeated", "refused"])
                ),
                name="situations_importline_outcome",
            ),
        ),
    ]
