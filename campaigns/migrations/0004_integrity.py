"""Sweeps, alarms and what is shown of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0003_signing_under_attack"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Sweep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("remove", "take signatures out of the count"),
                            ("reject", "remove held signatures"),
                            ("release", "release held signatures"),
                        ],
                        max_length=8,
                        verbose_name="deed",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("dropped", "given up before it ran"),
                            ("running", "running"),
                            ("cancelled", "stopped midway"),
                            ("done", "done"),
                            ("undoing", "being undone"),
                            ("undone", "undone"),
                        ],
                        default="proposed",
                        editable=False,
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("sieve", models.JSONField(default=dict, verbose_name="which signatures")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("program", "A program signed, not people."),
                            ("one_source", "Many came from one source within a short time."),
                            ("throwaway", "The mailboxes were made to be thrown away."),
                            ("implausible", "More signed from a country than is plausible."),
                            ("looked_at", "Staff looked at what was held, and decided."),
                        ],
                        max_length=12,
                        verbose_name="public reason",
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=300, verbose_name="note for staff"),
                ),
                ("matched", models.PositiveIntegerField(verbose_name="signatures")),
                ("counted", models.PositiveIntegerField(verbose_name="of them in the count")),
                (
                    "total_then",
                    models.PositiveIntegerField(verbose_name="the count when it was proposed"),
                ),
                ("needs_second", models.BooleanField(verbose_name="needs a second person")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="done")),
                (
                    "taken",
                    models.PositiveIntegerField(default=0, verbose_name="taken out of the count"),
                ),
                (
                    "passed",
                    models.PositiveIntegerField(
                        default=0, verbose_name="left alone, since they had changed"
                    ),
                ),
                ("restored", models.PositiveIntegerField(default=0, verbose_name="brought back")),
                ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                ("begun_at", models.DateTimeField(null=True, verbose_name="begun")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                ("undone_at", models.DateTimeField(null=True, verbose_name="undone")),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sweeps",
                        to="campaigns.petition",
                        verbose_name="petition",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "run_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="run by",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="undone by",
                    ),
                ),
            ],
            options={
                "verbose_name": "sweep",
                "verbose_name_plural": "sweeps",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="Swept",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("signature_id", models.BigIntegerField(verbose_name="signature")),
                (
                    "was",
                    models.CharField(
                        choices=[
                            ("pending", "not confirmed"),
                            ("confirmed", "confirmed"),
                            ("held", "held for review"),
                            ("removed", "taken out"),
                        ],
                        max_length=9,
                        verbose_name="state before",
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("done", "done"),
                            ("passed", "left alone"),
                            ("back", "brought back"),
                        ],
                        default="waiting",
                        max_length=7,
                        verbose_name="step",
                    ),
                ),
                (
                    "sweep",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="campaigns.sweep",
                        verbose_name="sweep",
                    ),
                ),
            ],
            options={
                "verbose_name": "signature of a sweep",
                "verbose_name_plural": "signatures of sweeps",
            },
        ),
        migrations.CreateModel(
            name="Alarm",
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
                            ("network", "many from one network within minutes"),
                            ("block", "many from neighbouring networks within minutes"),
                            ("domain", "many mailboxes of one domain within minutes"),
                            ("share", "one network has a large share of a day"),
                            ("people", "more from a country than is plausible"),
                            ("jump", "far more in an hour than before"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=16, verbose_name="about")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("seen", "somebody looks into it"),
                            ("closed", "closed"),
                        ],
                        default="open",
                        editable=False,
                        max_length=6,
                        verbose_name="status",
                    ),
                ),
                ("raised_at", models.DateTimeField(verbose_name="raised")),
                ("hour", models.DateTimeField(verbose_name="hour")),
                ("seen", models.PositiveIntegerField(verbose_name="counted")),
                ("bound", models.PositiveIntegerField(verbose_name="expected at most")),
                ("held", models.PositiveIntegerField(default=0, verbose_name="held because of it")),
                (
                    "asked_proof",
                    models.BooleanField(default=False, verbose_name="proof of work switched on"),
                ),
                ("mailed_at", models.DateTimeField(null=True, verbose_name="staff were told")),
                ("seen_at", models.DateTimeField(null=True, verbose_name="looked into since")),
                ("closed_at", models.DateTimeField(null=True, verbose_name="closed")),
                (
                    "end",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("swept", "an attack: what it brought was removed or is held"),
                            ("passed", "an attack that came to nothing"),
                            ("genuine", "people: a broadcast, a newsletter, an office, a school"),
                            ("bound", "no attack: the bound is too narrow here"),
                        ],
                        max_length=8,
                        verbose_name="what it was",
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=300, verbose_name="note for staff"),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alarms",
                        to="campaigns.petition",
                        verbose_name="petition",
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="looked into by",
                    ),
                ),
            ],
            options={
                "verbose_name": "alarm",
                "verbose_name_plural": "alarms",
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["network", "block", "domain", "share", "people", "jump"]),
                            ("status__in", ["open", "seen", "closed"]),
                        ),
                        name="campaigns_alarm_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("end__in", ["swept", "passed", "genuine", "bound"]),
                                ("status", "closed"),
                            ),
                            models.Q(
                                models.Q(("status", "closed"), _negated=True),
                                ("closed_at", None),
                                ("end", ""),
                            ),
                            _connector="OR",
                        ),
                        name="campaigns_alarm_closed_with_a_reason",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "closed"), _negated=True),
                        fields=("petition", "kind", "subject"),
                        name="campaigns_alarm_open_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lapse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pending", "never confirmed"),
                            ("held", "held until it was deleted"),
                            ("removed", "removed, and deleted since"),
                            ("bounced", "the mail that asked to confirm never arrived"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("signatures", models.PositiveIntegerField(verbose_name="signatures")),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lapses",
                        to="campaigns.petition",
                        verbose_name="petition",
                    ),
                ),
            ],
            options={
                "verbose_name": "lapsed signatures",
                "verbose_name_plural": "lapsed signatures",
                "ordering": ("-day",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("petition", "day", "kind"), name="campaigns_lapse_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["pending", "held", "removed", "bounced"])),
                        name="campaigns_lapse_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("received", models.PositiveIntegerField(verbose_name="received")),
                ("confirmed", models.PositiveIntegerField(verbose_name="confirmed")),
                ("waiting", models.PositiveIntegerField(verbose_name="not confirmed yet")),
                ("held", models.PositiveIntegerField(verbose_name="under review")),
                ("removed", models.PositiveIntegerField(verbose_name="removed")),
                ("lapsed", models.PositiveIntegerField(verbose_name="never confirmed")),
                ("bounced", models.PositiveIntegerField(verbose_name="confirmation never arrived")),
                ("withdrawn", models.PositiveIntegerField(verbose_name="withdrawn or erased")),
                ("recounted_at", models.DateTimeField(verbose_name="recounted")),
                (
                    "difference",
                    models.IntegerField(default=0, verbose_name="the recount changed the count by"),
                ),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standings",
                        to="campaigns.petition",
                        verbose_name="petition",
                    ),
                ),
            ],
            options={
                "verbose_name": "account of a day",
                "verbose_name_plural": "accounts of days",
                "ordering": ("-day",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("petition", "day"), name="campaigns_standing_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="sweep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deed__in", ["remove", "reject", "release"]),
                    (
                        "reason__in",
                        ["program", "one_source", "throwaway", "implausible", "looked_at"],
                    ),
                    (
                        "status__in",
                        [
                            "proposed",
                            "dropped",
                            "running",
                            "cancelled",
                            "done",
                            "undoing",
                            "undone",
                        ],
                    ),
                ),
                name="campaigns_sweep_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="sweep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("needs_second", False),
                    ("run_by", None),
                    models.Q(("run_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="campaigns_sweep_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="sweep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("begun_at", None),
                        ("run_by", None),
                        ("status__in", ("proposed", "dropped")),
                    ),
                    models.Q(
                        models.Q(("status__in", ("proposed", "dropped")), _negated=True),
                        ("begun_at__isnull", False),
                        ("run_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="campaigns_sweep_begun_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="swept",
            index=models.Index(fields=["sweep", "step", "id"], name="campaigns_swept_next"),
        ),
        migrations.AddConstraint(
            model_name="swept",
            constraint=models.UniqueConstraint(
                fields=("sweep", "signature_id"), name="campaigns_swept_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="swept",
            constraint=models.CheckConstraint(
                condition=models.Q(("step__in", ["waiting", "done", "passed", "back"])),
                name="campaigns_swept_step",
            ),
        ),
    ]
