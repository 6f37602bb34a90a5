"""What judges signatures: networks, proofs of work, reminders."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_text_in_languages_and_versions")]

    operations = [
        migrations.CreateModel(
            name="TallyChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("hour", models.DateTimeField(verbose_name="hour of confirming")),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("change", models.IntegerField(verbose_name="change")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("withdrawn", "withdrawn by its signer"),
                            ("erased", "erased at its signer's wish"),
                            ("bounced", "the address does not exist"),
                            ("sweep", "taken out by a sweep"),
                            ("review", "taken out by a review"),
                        ],
                        max_length=9,
                        verbose_name="reason",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="done in the hour")),
                ("waits", models.BooleanField(default=True, verbose_name="not counted yet")),
            ],
            options={
                "verbose_name": "change of a tally",
                "verbose_name_plural": "changes of tallies",
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="signature",
            name="campaigns_signature_state",
        ),
        migrations.RemoveConstraint(
            model_name="signature",
            name="campaigns_signature_confirmed_on_a_day",
        ),
        migrations.AlterField(
            model_name="signature",
            name="state",
            field=models.CharField(
                choices=[
                    ("pending", "not confirmed"),
                    ("confirmed", "confirmed"),
                    ("held", "held for review"),
                    ("removed", "taken out"),
                ],
                default="pending",
                editable=False,
                max_length=9,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["pending", "confirmed", "held", "removed"])),
                name="campaigns_signature_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("confirmed_on__isnull", False),
                        ("created_at", None),
                        ("state", "confirmed"),
                    ),
                    models.Q(
                        ("confirmed_on", None),
                        ("created_at__isnull", False),
                        ("state", "pending"),
                        ("uncounted_hour", None),
                    ),
                    models.Q(
                        ("created_at__isnull", False), ("state", "held"), ("uncounted_hour", None)
                    ),
                    models.Q(
                        models.Q(
                            ("created_at__isnull", False),
                            ("confirmed_on__isnull", False),
                            _connector="OR",
                        ),
                        ("state", "removed"),
                        ("uncounted_hour", None),
                    ),
                    _connector="OR",
                ),
                name="campaigns_signature_confirmed_on_a_day",
            ),
        ),
        migrations.AddField(
            model_name="tallychange",
            name="petition",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tally_changes",
                to="campaigns.petition",
                verbose_name="petition",
            ),
        ),
        migrations.AddIndex(
            model_name="tallychange",
            index=models.Index(fields=["petition", "at"], name="campaigns_tallychange_when"),
        ),
        migrations.AddIndex(
            model_name="tallychange",
            index=models.Index(
                condition=models.Q(("waits", True)),
                fields=["id"],
                name="campaigns_tallychange_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="tallychange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason__in", ["withdrawn", "erased", "bounced", "sweep", "review"])
                ),
                name="campaigns_tallychange_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="tallychange",
            constraint=models.CheckConstraint(
                condition=models.Q(("change", 0), _negated=True), name="campaigns_tallychange_some"
            ),
        ),
    ]
