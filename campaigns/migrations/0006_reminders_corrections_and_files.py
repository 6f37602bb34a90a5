"""A reminder of letters, corrections by offices, and files that they attach."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0005_answers_and_their_clock"),
        ("officials", "0002_members_rules_and_proposals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="reminded",
            field=models.BooleanField(
                db_default=False, default=False, editable=False, verbose_name="reminded"
            ),
        ),
        migrations.AddField(
            model_name="reply",
            name="proposal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="officials.changeproposal",
                verbose_name="correction laid before staff",
            ),
        ),
        migrations.CreateModel(
            name="ReplyFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number of the file")),
                (
                    "sealed_key",
                    models.BinaryField(null=True, verbose_name="key, sealed for the workers"),
                ),
                ("box", models.BinaryField(null=True, verbose_name="file, in its box")),
                ("asked_at", models.DateTimeField(verbose_name="asked for")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="campaigns.reply",
                        verbose_name="reply",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of a reply",
                "verbose_name_plural": "files of replies",
                "ordering": ("-pk",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reply", "number", "person"), name="campaigns_replyfile_once"
                    )
                ],
            },
        ),
    ]
