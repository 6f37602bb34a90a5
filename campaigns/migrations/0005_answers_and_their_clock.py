"""Replies of offices, published answers, clocks and outcomes."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import campaigns.models.letter_tokens


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0004_letters_in_one_s_own_words"),
        ("officials", "0002_members_rules_and_proposals"),
        ("outbox", "0003_answers_come_back"),
        ("situations", "0008_versions_of_briefs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(editable=False, verbose_name="number")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("substantive", "answers the ask"),
                            ("refusal", "refuses to answer"),
                            ("referral", "refers to another office"),
                            ("holding", "says that an answer will follow"),
                        ],
                        max_length=11,
                        verbose_name="kind",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("email", "by email"),
                            ("post", "by post"),
                            ("in_person", "in person"),
                            ("phone", "by telephone"),
                            ("public", "in public"),
                            ("page", "on this site"),
                        ],
                        default="email",
                        max_length=9,
                        verbose_name="how it came",
                    ),
                ),
                ("answered_on", models.DateField(verbose_name="answered on")),
                (
                    "language",
                    models.CharField(default="en", max_length=10, verbose_name="language"),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        help_text="Without the names of staff, telephone numbers, greetings and signatures.",
                        verbose_name="text for everybody",
                    ),
                ),
                ("translation", models.TextField(blank=True, verbose_name="translation")),
                (
                    "office_note",
                    models.TextField(blank=True, verbose_name="what the office says of it"),
                ),
                (
                    "source_url",
                    models.URLField(
                        blank=True, max_length=300, verbose_name="where it stands in public"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "accepted, being prepared"),
                            ("review", "waits for a second person"),
                            ("published", "published"),
                            ("withdrawn", "taken back"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("return_reason", models.TextField(blank=True, verbose_name="why it was returned")),
                ("accepted_at", models.DateTimeField(verbose_name="accepted")),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="published"),
                ),
                (
                    "withdrawn_reason",
                    models.TextField(blank=True, verbose_name="why it was taken back"),
                ),
                (
                    "told_upto",
                    models.PositiveBigIntegerField(
                        default=0, editable=False, verbose_name="writers told up to"
                    ),
                ),
                (
                    "approver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="published by",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="prepared by",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="campaigns.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "letters",
                    models.ManyToManyField(
                        blank=True,
                        related_name="answers",
                        to="campaigns.letter",
                        verbose_name="letters",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="officials.post",
                        verbose_name="office",
                    ),
                ),
                (
                    "tenure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="officials.tenure",
                        verbose_name="who held the office",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "ordering": ("-answered_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="AnswerClock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "runs"),
                            ("stopped", "stopped by an answer"),
                            ("void", "never began: nothing arrived"),
                        ],
                        default="running",
                        max_length=7,
                        verbose_name="state",
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="asked since")),
                ("first_due_at", models.DateTimeField(verbose_name="answer first due")),
                ("due_at", models.DateTimeField(verbose_name="answer due")),
                ("stopped_at", models.DateTimeField(blank=True, null=True, verbose_name="stopped")),
                (
                    "escalated_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="found overdue"),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clocks",
                        to="campaigns.answer",
                        verbose_name="answer",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clocks",
                        to="campaigns.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clocks",
                        to="officials.post",
                        verbose_name="office",
                    ),
                ),
            ],
            options={
                "verbose_name": "clock of an answer",
                "verbose_name_plural": "clocks of answers",
                "ordering": ("due_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="AskOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("acted", "did what was asked"),
                            ("committed", "promised it"),
                            ("deflected", "evaded it"),
                            ("refused", "refused it"),
                            ("silent", "silent"),
                        ],
                        max_length=9,
                        verbose_name="what it did",
                    ),
                ),
                ("on", models.DateField(verbose_name="on")),
                (
                    "evidence",
                    models.TextField(
                        help_text="What was done or said, and where.", verbose_name="evidence"
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=300, verbose_name="source")),
                ("noted_at", models.DateTimeField(verbose_name="noted")),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="checked")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="campaigns.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="checked by",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noted by",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="officials.post",
                        verbose_name="office",
                    ),
                ),
            ],
            options={
                "verbose_name": "outcome of an ask",
                "verbose_name_plural": "outcomes of asks",
                "ordering": ("-on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Communication",
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
                        choices=[("brief", "brief"), ("reminder", "reminder")],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("sha256", models.CharField(blank=True, max_length=64, verbose_name="SHA-256")),
                ("subject", models.CharField(max_length=160, verbose_name="subject")),
                ("text", models.TextField(verbose_name="text")),
                (
                    "token",
                    models.CharField(
                        default=campaigns.models.letter_tokens.new_token,
                        editable=False,
                        max_length=16,
                        unique=True,
                        verbose_name="token of the relay address",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "waits for a second person"),
                            ("queued", "on its way"),
                            ("sent", "sent"),
                            ("uncertain", "uncertain"),
                            ("failed", "failed"),
                            ("cancelled", "called off"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                ("drafted_at", models.DateTimeField(verbose_name="drafted")),
                (
                    "queued_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="dispatched"),
                ),
                (
                    "ended_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="sent or failed"),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
                (
                    "brief",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communications",
                        to="situations.brief",
                        verbose_name="brief",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communications",
                        to="campaigns.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="officials.contact",
                        verbose_name="contact when it left",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="outbox.message",
                        verbose_name="message",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="communications",
                        to="officials.post",
                        verbose_name="office",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="sent by",
                    ),
                ),
                (
                    "tenure",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="officials.tenure",
                        verbose_name="holder when it left",
                    ),
                ),
            ],
            options={
                "verbose_name": "communication",
                "verbose_name_plural": "communications",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="NextStep",
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
                            ("reminder", "a reminder to the office"),
                            ("next_post", "the next office, or the institution above it"),
                            ("parliament", "a question in parliament"),
                            ("press", "the press"),
                        ],
                        max_length=10,
                        verbose_name="step",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("chosen", "chosen"),
                            ("done", "done"),
                            ("dropped", "not wanted"),
                        ],
                        default="proposed",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=300, verbose_name="what was done"),
                ),
                (
                    "source_url",
                    models.URLField(
                        blank=True, max_length=300, verbose_name="where it stands in public"
                    ),
                ),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                (
                    "chosen_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chosen by",
                    ),
                ),
                (
                    "clock",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="campaigns.answerclock",
                        verbose_name="clock",
                    ),
                ),
                (
                    "to_post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="officials.post",
                        verbose_name="to",
                    ),
                ),
            ],
            options={
                "verbose_name": "step after silence",
                "verbose_name_plural": "steps after silence",
                "ordering": ("clock", "pk"),
            },
        ),
        migrations.CreateModel(
            name="OfficeWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="public id"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("answer", "We answer the campaign"),
                            ("correction", "Something about our office is wrong here"),
                            ("digest", "Send us one summary a week instead of single letters"),
                            ("refusal", "Do not write to this address"),
                        ],
                        max_length=10,
                        verbose_name="what for",
                    ),
                ),
                (
                    "text_sealed",
                    models.BinaryField(null=True, verbose_name="text, sealed for the link"),
                ),
                ("created_at", models.DateTimeField(verbose_name="written")),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="confirmed"),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="campaigns.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="officials.contact",
                        verbose_name="contact",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="officials.post",
                        verbose_name="office",
                    ),
                ),
            ],
            options={
                "verbose_name": "word of an office",
                "verbose_name_plural": "words of offices",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "same",
                    models.BinaryField(
                        max_length=32, unique=True, verbose_name="what makes it the same"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reply", "an answer"),
                            ("holding", "says that an answer will follow"),
                            ("automatic", "written by a machine"),
                            ("challenge", "asks the sender to prove something"),
                            ("complaint", "a complaint"),
                            ("report", "a report of a mail system"),
                            ("correction", "corrects the directory"),
                            ("unknown", "not understood"),
                        ],
                        max_length=10,
                        verbose_name="what it is",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "to be looked at"),
                            ("unmatched", "of which letter is not known"),
                            ("aside", "nothing to decide"),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                        ],
                        default="waiting",
                        max_length=9,
                        verbose_name="state",
                    ),
                ),
                (
                    "matched_by",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("token", "the address it came to"),
                            ("reference", "the reference in it"),
                            ("thread", "the mail that it answers"),
                            ("sender", "earlier answers of this sender"),
                            ("page", "the page for offices"),
                            ("person", "a person"),
                        ],
                        max_length=9,
                        verbose_name="found by",
                    ),
                ),
                (
                    "sender_key",
                    models.BinaryField(max_length=32, verbose_name="sender, blind index"),
                ),
                (
                    "sender_domain",
                    models.CharField(blank=True, max_length=253, verbose_name="sender's domain"),
                ),
                ("is_verified", models.BooleanField(default=False, verbose_name="verified sender")),
                (
                    "checks",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="checks of the sender"
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=300, verbose_name="subject")),
                ("text", models.TextField(blank=True, verbose_name="text for the desk")),
                ("text_sealed", models.BinaryField(null=True, verbose_name="text, sealed")),
                ("files", models.JSONField(blank=True, default=list, verbose_name="attached")),
                (
                    "hints",
                    models.JSONField(
                        blank=True,
                        default=list,
                        editable=False,
                        verbose_name="tokens and references in it",
                    ),
                ),
                ("size", models.PositiveIntegerField(default=0, verbose_name="bytes")),
                ("received_at", models.DateTimeField(verbose_name="received")),
                ("filed_at", models.DateTimeField(verbose_name="filed")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="why")),
                (
                    "forwarded_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="forwarded"),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replies",
                        to="campaigns.answer",
                        verbose_name="answer",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="campaigns.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "communication",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="campaigns.communication",
                        verbose_name="what the organisation sent",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "digest",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replies",
                        to="campaigns.letterdigest",
                        verbose_name="digest",
                    ),
                ),
                (
                    "forwarded",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="outbox.message",
                        verbose_name="forwarded to the writer",
                    ),
                ),
                (
                    "incoming",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="outbox.incoming",
                        verbose_name="as it came",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="replies",
                        to="campaigns.letter",
                        verbose_name="letter",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="officials.post",
                        verbose_name="office",
                    ),
                ),
            ],
            options={
                "verbose_name": "reply",
                "verbose_name_plural": "replies",
                "ordering": ("-received_at", "-pk"),
            },
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                fields=("campaign", "number"), name="campaigns_answer_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("channel__in", ["email", "post", "in_person", "phone", "public", "page"]),
                    ("kind__in", ["substantive", "refusal", "referral", "holding"]),
                    ("status__in", ["draft", "review", "published", "withdrawn"]),
                ),
                name="campaigns_answer_choices",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approver", None),
                    models.Q(("approver", models.F("author")), _negated=True),
                    _connector="OR",
                ),
                name="campaigns_answer_two_people",
                violation_error_message="Who publishes an answer is never who prepared it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "published"), _negated=True),
                    models.Q(
                        ("approver__isnull", False),
                        ("published_at__isnull", False),
                        models.Q(("text", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="campaigns_answer_published_is_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="answerclock",
            index=models.Index(
                condition=models.Q(("state", "running")),
                fields=["due_at"],
                name="campaigns_clock_running",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerclock",
            constraint=models.UniqueConstraint(
                fields=("campaign", "post"), name="campaigns_clock_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="answerclock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer__isnull", False),
                        ("state", "stopped"),
                        ("stopped_at__isnull", False),
                    ),
                    models.Q(
                        ("answer", None), ("state__in", ("running", "void")), ("stopped_at", None)
                    ),
                    _connector="OR",
                ),
                name="campaigns_clock_stopped_by_an_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="askoutcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checked_by", None),
                    models.Q(("checked_by", models.F("noted_by")), _negated=True),
                    _connector="OR",
                ),
                name="campaigns_outcome_two_people",
                violation_error_message="Who checks an outcome is never who noted it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="askoutcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("checked_at", None), ("checked_by", None)),
                    models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                    _connector="OR",
                ),
                name="campaigns_outcome_checked_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="askoutcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("result__in", ["acted", "committed", "deflected", "refused", "silent"])
                ),
                name="campaigns_outcome_result",
            ),
        ),
        migrations.AddConstraint(
            model_name="communication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["brief", "reminder"]),
                    ("state__in", ["draft", "queued", "sent", "uncertain", "failed", "cancelled"]),
                ),
                name="campaigns_communication_choices",
            ),
        ),
        migrations.AddConstraint(
            model_name="communication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("brief", None), ("kind", "reminder"), ("sha256", "")),
                    models.Q(
                        ("brief__isnull", False),
                        ("kind", "brief"),
                        models.Q(("sha256", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="campaigns_communication_of_a_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="communication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sender", None),
                    models.Q(("sender", models.F("author")), _negated=True),
                    _connector="OR",
                ),
                name="campaigns_communication_two_people",
                violation_error_message="Who sends it is never who wrote it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="communication",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("brief__isnull", False),
                    models.Q(("state__in", ("failed", "cancelled")), _negated=True),
                ),
                fields=("brief", "post"),
                name="campaigns_communication_brief_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.UniqueConstraint(
                fields=("clock", "kind"), name="campaigns_step_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="nextstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["reminder", "next_post", "parliament", "press"]),
                    ("status__in", ["proposed", "chosen", "done", "dropped"]),
                    models.Q(
                        models.Q(("status", "done"), _negated=True),
                        ("done_on__isnull", False),
                        _connector="OR",
                    ),
                ),
                name="campaigns_step_choices",
            ),
        ),
        migrations.AddConstraint(
            model_name="officeword",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["answer", "correction", "digest", "refusal"])),
                name="campaigns_officeword_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(
                condition=models.Q(("state__in", ("waiting", "unmatched"))),
                fields=["received_at"],
                name="campaigns_reply_open",
            ),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(fields=["sender_key"], name="campaigns_reply_sender"),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "reply",
                            "holding",
                            "automatic",
                            "challenge",
                            "complaint",
                            "report",
                            "correction",
                            "unknown",
                        ],
                    ),
                    (
                        "matched_by__in",
                        ["", "token", "reference", "thread", "sender", "page", "person"],
                    ),
                    ("state__in", ["waiting", "unmatched", "aside", "accepted", "refused"]),
                ),
                name="campaigns_reply_choices",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "accepted"), _negated=True),
                    ("answer__isnull", False),
                    _connector="OR",
                ),
                name="campaigns_reply_accepted_is_an_answer",
            ),
        ),
    ]
