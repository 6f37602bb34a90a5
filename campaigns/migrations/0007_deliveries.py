"""Deliveries: lists of signatures, frozen, approved by two people, handed to an office."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0006_voices"),
        ("officials", "0001_offices_and_their_holders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="number")),
                (
                    "redaction",
                    models.CharField(
                        choices=[
                            ("counts", "numbers only, by country"),
                            ("initials", "initials and country of those who agreed"),
                            ("full", "names of those who agreed"),
                        ],
                        default="counts",
                        max_length=8,
                        verbose_name="what the list says",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[
                            ("en", "English"),
                            ("fr", "French"),
                            ("es", "Spanish"),
                            ("ar", "Arabic"),
                            ("ru", "Russian"),
                            ("zh-hans", "Chinese"),
                        ],
                        default="en",
                        max_length=10,
                        verbose_name="language of the list",
                    ),
                ),
                (
                    "with_volumes",
                    models.BooleanField(default=True, verbose_name="with volumes to print"),
                ),
                ("reason", models.TextField(blank=True, verbose_name="why")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("drafted", "draft"),
                            ("requested", "waits for approval"),
                            ("approved", "approved"),
                            ("making", "being made"),
                            ("ready", "ready to hand over"),
                            ("handed_over", "handed over"),
                            ("acknowledged", "acknowledged"),
                            ("cancelled", "cancelled"),
                        ],
                        default="drafted",
                        editable=False,
                        max_length=12,
                        verbose_name="status",
                    ),
                ),
                (
                    "approval_reason",
                    models.TextField(blank=True, verbose_name="why it was approved"),
                ),
                ("return_reason", models.TextField(blank=True, verbose_name="why it was returned")),
                ("drafted_at", models.DateTimeField(verbose_name="drafted")),
                (
                    "approved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="approved"),
                ),
                ("cut_at", models.DateTimeField(blank=True, null=True, verbose_name="cut")),
                (
                    "last_signature",
                    models.PositiveBigIntegerField(
                        blank=True, null=True, verbose_name="last signature"
                    ),
                ),
                (
                    "expected",
                    models.PositiveIntegerField(default=0, verbose_name="signatures expected"),
                ),
                ("progress", models.JSONField(default=dict, verbose_name="how far it is")),
                (
                    "problem",
                    models.CharField(blank=True, max_length=200, verbose_name="what went wrong"),
                ),
                (
                    "sealed_key",
                    models.BinaryField(null=True, verbose_name="key of the files, sealed"),
                ),
                ("signatures", models.PositiveIntegerField(default=0, verbose_name="signatures")),
                ("countries", models.JSONField(default=list, verbose_name="by country")),
                (
                    "origin",
                    models.CharField(
                        blank=True, max_length=64, verbose_name="where the chain begins"
                    ),
                ),
                (
                    "head",
                    models.CharField(blank=True, max_length=64, verbose_name="head of the chain"),
                ),
                ("made_at", models.DateTimeField(blank=True, null=True, verbose_name="made")),
                (
                    "erased_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="files erased"),
                ),
                (
                    "handed_over_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="noted as handed over"
                    ),
                ),
                (
                    "handed_over_on",
                    models.DateField(blank=True, null=True, verbose_name="handed over on"),
                ),
                (
                    "handed_over_by",
                    models.CharField(blank=True, max_length=160, verbose_name="handed over by"),
                ),
                ("taken_by", models.CharField(blank=True, max_length=160, verbose_name="taken by")),
                (
                    "manner",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "in person"),
                            ("post", "by post"),
                            ("email", "by email"),
                        ],
                        max_length=9,
                        verbose_name="how",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "acknowledged_on",
                    models.DateField(blank=True, null=True, verbose_name="acknowledged on"),
                ),
                ("acknowledgement", models.TextField(blank=True, verbose_name="acknowledgement")),
                (
                    "approver",
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
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked for by",
                    ),
                ),
                (
                    "petition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="campaigns.petition",
                        verbose_name="petition",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="officials.post",
                        verbose_name="office",
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery",
                "verbose_name_plural": "deliveries",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="DeliveryCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sealed_code",
                    models.BinaryField(null=True, verbose_name="code, sealed for the workers"),
                ),
                (
                    "wrapped_key",
                    models.BinaryField(null=True, verbose_name="key of the files, in the code"),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked for")),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to="campaigns.delivery",
                        verbose_name="delivery",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "code of a delivery",
                "verbose_name_plural": "codes of deliveries",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="DeliveryFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="campaigns.delivery",
                        verbose_name="delivery",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a delivery",
                "verbose_name_plural": "files of deliveries",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="DeliveryLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="line")),
                ("signature", models.PositiveBigIntegerField(verbose_name="signature")),
                (
                    "delivery",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="campaigns.delivery",
                        verbose_name="delivery",
                    ),
                ),
            ],
            options={
                "verbose_name": "line of a delivery",
                "verbose_name_plural": "lines of deliveries",
                "ordering": ("number",),
            },
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                fields=("petition", "number"), name="campaigns_delivery_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("redaction__in", ["counts", "initials", "full"]),
                    (
                        "status__in",
                        [
                            "drafted",
                            "requested",
                            "approved",
                            "making",
                            "ready",
                            "handed_over",
                            "acknowledged",
                            "cancelled",
                        ],
                    ),
                    models.Q(
                        ("manner", ""),
                        ("manner__in", ["in_person", "post", "email"]),
                        _connector="OR",
                    ),
                ),
                name="campaigns_delivery_choices",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approver", None),
                    models.Q(("approver", models.F("author")), _negated=True),
                    _connector="OR",
                ),
                name="campaigns_delivery_two_people",
                violation_error_message="Who approves a delivery is never who asked for it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ("drafted", "requested", "cancelled")),
                    models.Q(
                        ("approved_at__isnull", False),
                        ("approver__isnull", False),
                        ("cut_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="campaigns_delivery_approved_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status__in", ("ready", "handed_over", "acknowledged")), _negated=True
                    ),
                    models.Q(models.Q(("head", ""), _negated=True), ("made_at__isnull", False)),
                    _connector="OR",
                ),
                name="campaigns_delivery_made_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("handed_over", "acknowledged")), _negated=True),
                    models.Q(("handed_over_at__isnull", False), ("handed_over_on__isnull", False)),
                    _connector="OR",
                ),
                name="campaigns_delivery_handed_over_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="deliveryfile",
            constraint=models.UniqueConstraint(
                fields=("delivery", "name"), name="campaigns_file_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="deliveryline",
            constraint=models.UniqueConstraint(
                fields=("signature", "delivery"), name="campaigns_line_once"
            ),
        ),
    ]
