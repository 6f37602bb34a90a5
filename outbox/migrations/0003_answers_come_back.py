"""What the outbox keeps of mail that answers a letter."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0002_room_for_updates"),
    ]

    operations = [
        migrations.CreateModel(
            name="IncomingPiece",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("sealed", models.BinaryField(verbose_name="bytes, sealed")),
            ],
            options={
                "verbose_name": "piece of an incoming mail",
                "verbose_name_plural": "pieces of incoming mails",
                "ordering": ("number",),
            },
        ),
        migrations.AddField(
            model_name="incoming",
            name="filed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="filed"),
        ),
        migrations.AddField(
            model_name="incoming",
            name="for_letters",
            field=models.BooleanField(default=False, verbose_name="answers a letter"),
        ),
        migrations.AddField(
            model_name="incoming",
            name="is_wanted",
            field=models.BooleanField(
                default=False,
                help_text="Its text stays until whoever reads answers lets it go.",
                verbose_name="wanted",
            ),
        ),
        migrations.AddIndex(
            model_name="incoming",
            index=models.Index(
                condition=models.Q(("filed_at", None), ("for_letters", True)),
                fields=["id"],
                name="outbox_incoming_unfiled",
            ),
        ),
        migrations.AddField(
            model_name="incomingpiece",
            name="incoming",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pieces",
                to="outbox.incoming",
                verbose_name="mail",
            ),
        ),
        migrations.AddConstraint(
            model_name="incomingpiece",
            constraint=models.UniqueConstraint(
                fields=("incoming", "number"), name="outbox_piece_once"
            ),
        ),
    ]
