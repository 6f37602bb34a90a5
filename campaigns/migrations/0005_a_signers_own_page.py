"""A signer's own page, and forgetting."""

import hmac
import secrets

from django.conf import settings
from django.db import migrations, models

import campaigns.models.petition

BATCH = 2000


def give_keys(apps, schema_editor):
    """Give each petition a key of its own, and fold it into the indexes that are there.

    The new index is the HMAC of the old one, so no address has to be opened for it. Links that wait
    to be confirmed name the old index and end with this.
    """
    Petition = apps.get_model("campaigns", "Petition")
    Signature = apps.get_model("campaigns", "Signature")
    for petition in Petition.objects.filter(index_key=None, names_gone_at=None):
        key = secrets.token_bytes(32)
        last = 0
        while True:
            rows = Signature.objects.filter(petition=petition, email_key__isnull=False, pk__gt=last)
            batch = list(rows.order_by("pk").only("pk", "email_key")[:BATCH])
            if not batch:
                break
            for row in batch:
                row.email_key = hmac.digest(key, bytes(row.email_key), "sha256")
            Signature.objects.bulk_update(batch, ["email_key"])
            last = batch[-1].pk
        Petition.objects.filter(pk=petition.pk).update(index_key=key)


def _language():
    return models.CharField(
        choices=settings.LANGUAGES,
        default="en",
        max_length=10,
        verbose_name="language of the page",
    )


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0004_integrity")]

    operations = [
        migrations.AddField(
            model_name="petition",
            name="names_gone_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="names erased"
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="index_key",
            field=models.BinaryField(
                max_length=32, null=True, verbose_name="key of the blind index"
            ),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="petition",
            name="index_key",
            field=models.BinaryField(
                default=campaigns.models.petition.new_index_key,
                max_length=32,
                null=True,
                verbose_name="key of the blind index",
            ),
        ),
        migrations.AddConstraint(
            model_name="petition",
            constraint=models.CheckConstraint(
                condition=models.Q(("index_key", None), ("names_gone_at__isnull", False))
                | models.Q(("index_key__isnull", False), ("names_gone_at", None)),
                name="campaigns_petition_key_goes_with_the_names",
            ),
        ),
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(
                condition=models.Q(("trapped", True)),
                fields=["petition", "email_key"],
                name="campaigns_signature_trapped",
            ),
        ),
        migrations.CreateModel(
            name="OwnPageRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "address_key",
                    models.BinaryField(max_length=32, verbose_name="address, blind index"),
                ),
                ("address_sealed", models.BinaryField(verbose_name="address, sealed")),
                ("language", _language()),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
            ],
            options={
                "verbose_name": "request for the own page",
                "verbose_name_plural": "requests for the own page",
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="DataCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "address_key",
                    models.BinaryField(
                        max_length=32, unique=True, verbose_name="address, blind index"
                    ),
                ),
                (
                    "address_sealed",
                    models.BinaryField(null=True, verbose_name="address, sealed"),
                ),
                ("language", _language()),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("made_at", models.DateTimeField(null=True, verbose_name="made")),
                (
                    "box",
                    models.BinaryField(null=True, verbose_name="copy, sealed for the link"),
                ),
            ],
            options={
                "verbose_name": "copy of a person's data",
                "verbose_name_plural": "copies of people's data",
                "ordering": ("id",),
            },
        ),
    ]
