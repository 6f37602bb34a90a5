"""Supporters' words, updates, organisations and paper; what a page shows of signers and places."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0005_a_signers_own_page"),
    ]

    operations = [
        migrations.CreateModel(
            name="GoalReached",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("goal", models.PositiveIntegerField(verbose_name="goal")),
                ("reached_at", models.DateTimeField(verbose_name="reached")),
            ],
            options={
                "verbose_name": "goal reached",
                "verbose_name_plural": "goals reached",
                "ordering": ("goal",),
            },
        ),
        migrations.CreateModel(
            name="PublishedTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hour", models.DateTimeField(help_text="Its beginning.", verbose_name="hour")),
                (
                    "axis",
                    models.CharField(
                        choices=[
                            ("total", "in all"),
                            ("country", "by country"),
                            ("language", "by language"),
                        ],
                        max_length=8,
                        verbose_name="counted",
                    ),
                ),
                (
                    "key",
                    models.CharField(blank=True, max_length=10, verbose_name="country or language"),
                ),
                ("signatures", models.PositiveIntegerField(verbose_name="signatures so far")),
            ],
            options={
                "verbose_name": "published tally",
                "verbose_name_plural": "published tallies",
                "ordering": ("hour", "axis", "key"),
            },
        ),
        migrations.CreateModel(
            name="ShownSigner",
            fields=[
                (
                    "signature",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="shown",
                        serialize=False,
                        to="campaigns.signature",
                        verbose_name="signature",
                    ),
                ),
                (
                    "display",
                    models.CharField(
                        choices=[
                            ("full", "my full name"),
                            ("initial", "my first name and initial"),
                            ("country", "my country only"),
                            ("hidden", "nothing about me"),
                        ],
                        max_length=7,
                        verbose_name="shown in public",
                    ),
                ),
                (
                    "name",
                    models.CharField(blank=True, max_length=120, verbose_name="name as shown"),
                ),
                ("country", models.CharField(max_length=2, verbose_name="country")),
            ],
            options={
                "verbose_name": "shown signer",
                "verbose_name_plural": "shown signers",
                "ordering": ("-signature_id",),
            },
        ),
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(
                condition=models.Q(
                    ("state", "confirmed"), models.Q(("display", "hidden"), _negated=True)
                ),
                fields=["petition", "-id"],
                name="campaigns_signature_shown",
            ),
        ),
        migrations.AddField(
            model_name="goalreached",
            name="petition",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="goals_reached",
                to="campaigns.petition",
                verbose_name="petition",
            ),
        ),
        migrations.AddField(
            model_name="publishedtally",
            name="petition",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="published_tallies",
                to="campaigns.petition",
                verbose_name="petition",
            ),
        ),
        migrations.AddField(
            model_name="shownsigner",
            name="petition",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="shown_signers",
                to="campaigns.petition",
                verbose_name="petition",
            ),
        ),
        migrations.AddConstraint(
            model_name="goalreached",
            constraint=models.UniqueConstraint(
                fields=("petition", "goal"), name="campaigns_goal_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedtally",
            constraint=models.UniqueConstraint(
                fields=("petition", "axis", "hour", "key"), name="campaigns_published_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedtally",
            constraint=models.CheckConstraint(
                condition=models.Q(("axis__in", ["total", "country", "language"])),
                name="campaigns_published_axis",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedtally",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("axis", "total"), _negated=True), ("key", ""), _connector="OR"
                ),
                name="campaigns_published_total",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedtally",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("axis", "total"), ("signatures__gte", 10), ("key", ""), _connector="OR"
                ),
                name="campaigns_published_ten",
            ),
        ),
        migrations.AddIndex(
            model_name="shownsigner",
            index=models.Index(fields=["petition", "-signature"], name="campaigns_shown_newest"),
        ),
        migrations.AddConstraint(
            model_name="shownsigner",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("display", "country"), ("name", "")),
                    models.Q(
                        ("display__in", ("full", "initial")), models.Q(("name", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="campaigns_shown_as_chosen",
            ),
        ),
    ]
