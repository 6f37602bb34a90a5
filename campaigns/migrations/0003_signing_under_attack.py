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
        migrations.CreateModel(
            name="SpentProof",
            fields=[
                (
                    "digest",
                    models.BinaryField(
                        max_length=32,
                        primary_key=True,
                        serialize=False,
                        verbose_name="hash of the challenge",
                    ),
                ),
                ("expires_at", models.DateTimeField(verbose_name="worth nothing after")),
            ],
            options={
                "verbose_name": "spent proof of work",
                "verbose_name_plural": "spent proofs of work",
            },
        ),
        migrations.AddField(
            model_name="petition",
            name="proof_since",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="proof of work asked for since"
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="hold",
            field=models.CharField(
                blank=True,
                choices=[
                    ("trapped", "filled in by a program"),
                    ("proof", "without the calculation asked for"),
                    ("network", "many from one network"),
                    ("block", "many from neighbouring networks"),
                    ("domain", "many mailboxes of one domain"),
                    ("country", "more from a country than is plausible"),
                    ("staff", "set aside by staff"),
                ],
                db_default="",
                default="",
                max_length=8,
                verbose_name="why it is held",
            ),
        ),
        migrations.AddField(
            model_name="signature",
            name="reminded",
            field=models.BooleanField(
                db_default=False, default=False, editable=False, verbose_name="reminded"
            ),
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "known_signature",
                    models.BigIntegerField(null=True, verbose_name="signature that was there"),
                ),
                (
                    "post",
                    models.BinaryField(max_length=12, verbose_name="number that its mail bears"),
                ),
                (
                    "network_key",
                    models.BinaryField(
                        max_length=16, null=True, verbose_name="network, keyed hash"
                    ),
                ),
                (
                    "block_key",
                    models.BinaryField(
                        max_length=16, null=True, verbose_name="block of networks, keyed hash"
                    ),
                ),
                (
                    "domain_key",
                    models.BinaryField(
                        max_length=16, null=True, verbose_name="mailbox's domain, keyed hash"
                    ),
                ),
                (
                    "shared",
                    models.BooleanField(default=False, verbose_name="network that many share"),
                ),
                (
                    "trapped",
                    models.BooleanField(default=False, verbose_name="filled in by a program"),
                ),
                (
                    "unproven",
                    models.BooleanField(
                        default=False, verbose_name="without the calculation asked for"
                    ),
                ),
                ("judged", models.BooleanField(default=False, verbose_name="judged")),
                ("at", models.DateTimeField(verbose_name="came in")),
                (
                    "petition",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="arrivals",
                        to="campaigns.petition",
                        verbose_name="petition",
                    ),
                ),
                (
                    "signature",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="arrivals",
                        to="campaigns.signature",
                        verbose_name="signature that it made",
                    ),
                ),
            ],
            options={
                "verbose_name": "arrival",
                "verbose_name_plural": "arrivals",
                "ordering": ("-pk",),
                "indexes": [
                    models.Index(
                        condition=models.Q(("judged", False)),
                        fields=["id"],
                        name="campaigns_arrival_unjudged",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ArrivalCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "place_key",
                    models.BinaryField(
                        max_length=16, verbose_name="network, block or domain, keyed hash"
                    ),
                ),
                ("hour", models.DateTimeField(verbose_name="hour")),
                ("number", models.PositiveIntegerField(verbose_name="posts")),
                (
                    "petition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="arrival_counts",
                        to="campaigns.petition",
                        verbose_name="petition",
                    ),
                ),
            ],
            options={
                "verbose_name": "number of arrivals",
                "verbose_name_plural": "numbers of arrivals",
                "ordering": ("-hour",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("place_key", "petition", "hour"), name="campaigns_arrivalcount_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Switch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("signing", "signing is paused"),
                            ("lists", "lists and maps are hidden"),
                        ],
                        max_length=7,
                        verbose_name="what",
                    ),
                ),
                (
                    "message",
                    models.CharField(
                        blank=True,
                        help_text="Shown in place of the form, in the language you write it in.",
                        max_length=300,
                        verbose_name="what people read",
                    ),
                ),
                ("switched_at", models.DateTimeField(verbose_name="since")),
                (
                    "petition",
                    models.ForeignKey(
                        blank=True,
                        help_text="Signing alone can be paused for one petition. Leave empty for all.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="switches",
                        to="campaigns.petition",
                        verbose_name="petition",
                    ),
                ),
            ],
            options={
                "verbose_name": "switch",
                "verbose_name_plural": "switches",
                "ordering": ("-switched_at",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "petition"),
                        name="campaigns_switch_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["signing", "lists"])),
                        name="campaigns_switch_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("petition", None), ("kind", "signing"), _connector="OR"
                        ),
                        name="campaigns_switch_of_petition",
                    ),
                ],
            },
        ),
    ]
