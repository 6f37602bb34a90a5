"""Supporters' words, updates, organisations and paper; what a page shows of signers and places."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0005_a_signers_own_page"),
        ("outbox", "0002_room_for_updates"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
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
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="number of signatures")),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("place", models.CharField(max_length=160, verbose_name="place")),
                ("collected_on", models.DateField(verbose_name="collected on")),
                ("holder", models.CharField(max_length=160, verbose_name="who holds the sheets")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("recorded", "to be verified"),
                            ("verified", "verified"),
                            ("refused", "not verified"),
                        ],
                        default="recorded",
                        editable=False,
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                (
                    "verified_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="looked at"),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
            ],
            options={
                "verbose_name": "signatures on paper",
                "verbose_name_plural": "signatures on paper",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="SignOn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="name of the organisation")),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                (
                    "contact_sealed",
                    models.BinaryField(null=True, verbose_name="contact person's address, sealed"),
                ),
                (
                    "contact_key",
                    models.BinaryField(
                        max_length=32,
                        null=True,
                        verbose_name="contact person's address, blind index",
                    ),
                ),
                (
                    "own_domain",
                    models.BooleanField(default=False, verbose_name="address at its own website"),
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
                        verbose_name="language",
                    ),
                ),
                (
                    "trapped",
                    models.BooleanField(default=False, verbose_name="filled in by a program"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "not confirmed"),
                            ("waiting", "to be checked"),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                        ],
                        default="pending",
                        editable=False,
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("created_at", models.DateTimeField(verbose_name="sent")),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="confirmed"),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "told_of",
                    models.CharField(
                        blank=True, default="", editable=False, max_length=8, verbose_name="told of"
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation that signs",
                "verbose_name_plural": "organisations that sign",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="Update",
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
                        choices=[("news", "news"), ("report", "report to supporters")],
                        default="news",
                        max_length=6,
                        verbose_name="kind",
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="number"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("review", "in review"),
                            ("published", "published"),
                            ("withdrawn", "taken back"),
                        ],
                        default="draft",
                        editable=False,
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("reason", models.TextField(blank=True, editable=False, verbose_name="reason")),
                ("drafted_at", models.DateTimeField(verbose_name="drafted")),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="published"),
                ),
                (
                    "reached",
                    models.BigIntegerField(default=0, editable=False, verbose_name="reached"),
                ),
                (
                    "told",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="people told"
                    ),
                ),
                (
                    "told_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="all told"
                    ),
                ),
            ],
            options={
                "verbose_name": "update",
                "verbose_name_plural": "updates",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="UpdateMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name": "mail of an update",
                "verbose_name_plural": "mails of updates",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="UpdateText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("title", models.CharField(max_length=140, verbose_name="title")),
                ("lead", models.CharField(max_length=600, verbose_name="lead")),
                ("body", models.TextField(blank=True, verbose_name="text")),
            ],
            options={
                "verbose_name": "text of an update",
                "verbose_name_plural": "texts of updates",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="words")),
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
                        verbose_name="language",
                    ),
                ),
                ("revision", models.PositiveSmallIntegerField(default=1, verbose_name="revision")),
                (
                    "signed",
                    models.CharField(
                        blank=True, editable=False, max_length=120, verbose_name="name as shown"
                    ),
                ),
                (
                    "signed_as",
                    models.CharField(
                        blank=True,
                        editable=False,
                        max_length=7,
                        verbose_name="display it was written for",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("published", "published"),
                            ("refused", "refused"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hate", "hatred or a threat"),
                            ("names", "names a person who could be put in danger"),
                            ("ad", "an advertisement"),
                            ("off_topic", "about something else"),
                            ("false", "a claim that is known to be false"),
                            ("other", "another reason"),
                        ],
                        default="",
                        max_length=9,
                        verbose_name="why it is not shown",
                    ),
                ),
                ("written_at", models.DateTimeField(verbose_name="written")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
            ],
            options={
                "verbose_name": "words of a supporter",
                "verbose_name_plural": "words of supporters",
                "ordering": ("-pk",),
            },
        ),
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(
                condition=models.Q(("state", "confirmed"), ("wants_updates", True)),
                fields=["petition", "id"],
                name="campaigns_signature_updates",
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="corrects",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="corrections",
                to="campaigns.paper",
                verbose_name="corrects",
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="petition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="papers",
                to="campaigns.petition",
                verbose_name="petition",
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="recorded by",
            ),
        ),
        migrations.AddField(
            model_name="paper",
            name="verified_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="looked at by",
            ),
        ),
        migrations.AddField(
            model_name="signon",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sign_ons",
                to="campaigns.campaign",
                verbose_name="campaign",
            ),
        ),
        migrations.AddField(
            model_name="signon",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            model_name="update",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="author",
            ),
        ),
        migrations.AddField(
            model_name="update",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="updates",
                to="campaigns.campaign",
                verbose_name="campaign",
            ),
        ),
        migrations.AddField(
            model_name="update",
            name="reviewer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="reviewed by",
            ),
        ),
        migrations.AddField(
            model_name="update",
            name="writers",
            field=models.ManyToManyField(
                blank=True, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="writers"
            ),
        ),
        migrations.AddField(
            model_name="updatemail",
            name="message",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="outbox.message",
                verbose_name="message",
            ),
        ),
        migrations.AddField(
            model_name="updatemail",
            name="signature",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="campaigns.signature",
                verbose_name="signature",
            ),
        ),
        migrations.AddField(
            model_name="updatemail",
            name="update",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="mails",
                to="campaigns.update",
                verbose_name="update",
            ),
        ),
        migrations.AddField(
            model_name="updatetext",
            name="update",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="texts",
                to="campaigns.update",
                verbose_name="update",
            ),
        ),
        migrations.AddField(
            model_name="voice",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            model_name="voice",
            name="signature",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="voice",
                to="campaigns.signature",
                verbose_name="signature",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["recorded", "verified", "refused"])),
                name="campaigns_paper_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verified_by", None),
                    models.Q(("verified_by", models.F("recorded_by")), _negated=True),
                    _connector="OR",
                ),
                name="campaigns_paper_two_people",
                violation_error_message="Who verifies signatures on paper never recorded them.",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "recorded"), ("verified_at", None), ("verified_by", None)),
                    models.Q(
                        models.Q(("status", "recorded"), _negated=True),
                        ("verified_at__isnull", False),
                        ("verified_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="campaigns_paper_looked_at_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gt", 0), ("corrects__isnull", False), _connector="OR"),
                name="campaigns_paper_none_is_a_correction",
            ),
        ),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "verified")),
                fields=("corrects",),
                name="campaigns_paper_corrected_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="signon",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["pending", "waiting", "accepted", "refused"])),
                name="campaigns_signon_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="signon",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at", None), ("state", "pending")),
                    models.Q(
                        models.Q(("state", "pending"), _negated=True),
                        ("confirmed_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="campaigns_signon_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="signon",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("state__in", ("accepted", "refused")),
                    ),
                    models.Q(
                        models.Q(("state__in", ("accepted", "refused")), _negated=True),
                        ("decided_at", None),
                        ("decided_by", None),
                    ),
                    _connector="OR",
                ),
                name="campaigns_signon_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="signon",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="campaigns_signon_refused_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="signon",
            constraint=models.UniqueConstraint(
                models.F("campaign"),
                django.db.models.functions.text.Lower("name"),
                condition=models.Q(("state", "accepted")),
                name="campaigns_signon_once",
            ),
        ),
        migrations.AddIndex(
            model_name="update",
            index=models.Index(
                condition=models.Q(("status", "published"), ("told_at", None)),
                fields=["id"],
                name="campaigns_update_untold",
            ),
        ),
        migrations.AddConstraint(
            model_name="update",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["news", "report"]),
                    ("status__in", ["draft", "review", "published", "withdrawn"]),
                ),
                name="campaigns_update_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="update",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reviewer", None),
                    models.Q(("reviewer", models.F("author")), _negated=True),
                    _connector="OR",
                ),
                name="campaigns_update_two_people",
                violation_error_message="Who reviews an update is never its author.",
            ),
        ),
        migrations.AddConstraint(
            model_name="update",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("number__isnull", False),
                        ("published_at__isnull", False),
                        ("reviewer__isnull", False),
                        ("status__in", ("published", "withdrawn")),
                    ),
                    models.Q(
                        models.Q(("status__in", ("published", "withdrawn")), _negated=True),
                        ("number", None),
                        ("published_at", None),
                        ("reviewer", None),
                    ),
                    _connector="OR",
                ),
                name="campaigns_update_published_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="update",
            constraint=models.UniqueConstraint(
                fields=("campaign", "number"), name="campaigns_update_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="update",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "report")),
                fields=("campaign",),
                name="campaigns_update_one_report",
            ),
        ),
        migrations.AddConstraint(
            model_name="updatemail",
            constraint=models.UniqueConstraint(
                fields=("update", "signature"), name="campaigns_updatemail_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="updatetext",
            constraint=models.UniqueConstraint(
                fields=("update", "language"), name="campaigns_updatetext_once"
            ),
        ),
        migrations.AddIndex(
            model_name="voice",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["id"],
                name="campaigns_voice_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="voice",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["waiting", "published", "refused"])),
                name="campaigns_voice_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="voice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("refusal__in", ["hate", "names", "ad", "off_topic", "false", "other"]),
                        ("state", "refused"),
                    ),
                    models.Q(models.Q(("state", "refused"), _negated=True), ("refusal", "")),
                    _connector="OR",
                ),
                name="campaigns_voice_refused_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="voice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed", ""), ("signed_as", "")),
                    ("signed_as__in", ("full", "initial")),
                    _connector="OR",
                ),
                name="campaigns_voice_signed_as_chosen",
            ),
        ),
        migrations.AddConstraint(
            model_name="voice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("state", "waiting")),
                    models.Q(
                        models.Q(("state", "waiting"), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="campaigns_voice_decided_by_somebody",
            ),
        ),
    ]
