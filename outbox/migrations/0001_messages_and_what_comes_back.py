"""Messages, leases, and what comes back."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.uuid
from django.db import migrations, models

from core.migrating import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Content",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "digest",
                            models.BinaryField(max_length=32, unique=True, verbose_name="digest"),
                        ),
                        ("template", models.CharField(max_length=120, verbose_name="template")),
                        ("language", models.CharField(max_length=10, verbose_name="language")),
                        ("subject", models.CharField(max_length=400, verbose_name="subject")),
                        ("text", models.TextField(verbose_name="text")),
                        ("html", models.TextField(verbose_name="HTML")),
                        ("created_at", models.DateTimeField(verbose_name="created")),
                    ],
                    options={
                        "verbose_name": "content",
                        "verbose_name_plural": "contents",
                    },
                ),
                migrations.CreateModel(
                    name="Domain",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "name",
                            models.CharField(max_length=253, unique=True, verbose_name="domain"),
                        ),
                        (
                            "failures",
                            models.PositiveIntegerField(
                                default=0, verbose_name="refusals in a row"
                            ),
                        ),
                        (
                            "resting_until",
                            models.DateTimeField(blank=True, null=True, verbose_name="rests until"),
                        ),
                        (
                            "words",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="in their words",
                            ),
                        ),
                        (
                            "workers",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="How many may send to it at the same time. The site's usual number if empty.",
                                null=True,
                                verbose_name="workers at once",
                            ),
                        ),
                        ("changed_at", models.DateTimeField(verbose_name="changed")),
                    ],
                    options={
                        "verbose_name": "recipient domain",
                        "verbose_name_plural": "recipient domains",
                        "ordering": ("name",),
                    },
                ),
                migrations.CreateModel(
                    name="Pause",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "stream",
                            models.CharField(
                                choices=[
                                    ("transactional", "transactional"),
                                    ("bulk", "bulk"),
                                    ("letter", "letter to an official"),
                                ],
                                max_length=13,
                                unique=True,
                                verbose_name="stream",
                            ),
                        ),
                        ("reason", models.CharField(max_length=200, verbose_name="reason")),
                        ("paused_at", models.DateTimeField(verbose_name="paused")),
                    ],
                    options={
                        "verbose_name": "paused stream",
                        "verbose_name_plural": "paused streams",
                        "ordering": ("stream",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("stream__in", ["transactional", "bulk", "letter"])
                                ),
                                name="outbox_pause_stream_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Suppression",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "recipient_key",
                            models.BinaryField(
                                max_length=32, unique=True, verbose_name="recipient, blind index"
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(
                                choices=[
                                    ("asked", "the person asked"),
                                    ("mailbox_gone", "the mailbox does not exist"),
                                    ("mailbox_full", "the mailbox stays full"),
                                    ("complaint", "marked as spam"),
                                ],
                                max_length=12,
                                verbose_name="reason",
                            ),
                        ),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    ("all", "all mail"),
                                    ("bulk", "alerts and other bulk mail"),
                                ],
                                default="all",
                                max_length=4,
                                verbose_name="scope",
                            ),
                        ),
                        (
                            "until",
                            models.DateTimeField(blank=True, null=True, verbose_name="until"),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="created")),
                    ],
                    options={
                        "verbose_name": "suppressed address",
                        "verbose_name_plural": "suppressed addresses",
                        "ordering": ("-id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("scope__in", ["all", "bulk"])),
                                name="outbox_suppression_scope_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "reason__in",
                                        ["asked", "mailbox_gone", "mailbox_full", "complaint"],
                                    )
                                ),
                                name="outbox_suppression_reason_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "public_id",
                            models.UUIDField(
                                db_default=django.db.models.functions.uuid.UUID7(),
                                editable=False,
                                unique=True,
                                verbose_name="public id",
                            ),
                        ),
                        (
                            "message_id",
                            models.CharField(
                                help_text="The same at every attempt.",
                                max_length=200,
                                verbose_name="Message-ID",
                            ),
                        ),
                        (
                            "stream",
                            models.CharField(
                                choices=[
                                    ("transactional", "transactional"),
                                    ("bulk", "bulk"),
                                    ("letter", "letter to an official"),
                                ],
                                max_length=13,
                                verbose_name="stream",
                            ),
                        ),
                        (
                            "priority",
                            models.SmallIntegerField(
                                default=5,
                                help_text="The lower goes first.",
                                verbose_name="priority",
                            ),
                        ),
                        (
                            "dedup_key",
                            models.CharField(max_length=120, verbose_name="deduplication key"),
                        ),
                        (
                            "content",
                            models.ForeignKey(
                                help_text="Empty for a letter, whose text is sealed in its envelope.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="outbox.content",
                                verbose_name="content",
                            ),
                        ),
                        (
                            "envelope_sealed",
                            models.BinaryField(null=True, verbose_name="envelope, sealed"),
                        ),
                        (
                            "recipient_key",
                            models.BinaryField(
                                max_length=32, verbose_name="recipient, blind index"
                            ),
                        ),
                        (
                            "domain",
                            models.CharField(max_length=253, verbose_name="recipient's domain"),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("queued", "queued"),
                                    ("sending", "being sent"),
                                    ("sent", "sent"),
                                    ("delivered", "delivered"),
                                    ("bounced", "bounced"),
                                    ("complained", "marked as spam"),
                                    ("failed", "failed"),
                                    ("uncertain", "uncertain"),
                                    ("suppressed", "suppressed"),
                                    ("expired", "expired"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="queued",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        ("available_at", models.DateTimeField(verbose_name="available from")),
                        ("attempts", models.SmallIntegerField(default=0, verbose_name="attempts")),
                        ("max_attempts", models.SmallIntegerField(verbose_name="attempts at most")),
                        ("expires_at", models.DateTimeField(null=True, verbose_name="not after")),
                        (
                            "asks",
                            models.BooleanField(
                                default=False,
                                help_text="It asks its recipient to confirm what anybody could have typed.",
                                verbose_name="asks to confirm",
                            ),
                        ),
                        (
                            "failure",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("mailbox_gone", "the mailbox does not exist"),
                                    ("mailbox_full", "the mailbox is full"),
                                    ("policy", "refused for our reputation or by policy"),
                                    ("temporary", "not for now"),
                                    ("refused", "refused"),
                                    ("broken_off", "the relay broke off"),
                                    ("unreachable", "the relay could not be reached"),
                                    ("unclear", "no answer after the text"),
                                    ("vanished", "the sending process vanished"),
                                    ("unmakeable", "the mail could not be made"),
                                ],
                                default="",
                                max_length=12,
                                verbose_name="what went wrong",
                            ),
                        ),
                        (
                            "smtp_code",
                            models.SmallIntegerField(null=True, verbose_name="SMTP reply"),
                        ),
                        (
                            "status_code",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="RFC 3463",
                                max_length=11,
                                verbose_name="enhanced status",
                            ),
                        ),
                        (
                            "last_error",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="last error"
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="created")),
                        ("sent_at", models.DateTimeField(null=True, verbose_name="sent")),
                    ],
                    options={
                        "verbose_name": "message",
                        "verbose_name_plural": "messages",
                        "ordering": ("-id",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("dedup_key",), name="outbox_message_dedup_key"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        [
                                            "queued",
                                            "sending",
                                            "sent",
                                            "delivered",
                                            "bounced",
                                            "complained",
                                            "failed",
                                            "uncertain",
                                            "suppressed",
                                            "expired",
                                            "cancelled",
                                        ],
                                    )
                                ),
                                name="outbox_message_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("stream__in", ["transactional", "bulk", "letter"])
                                ),
                                name="outbox_message_stream_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "failure__in",
                                        [
                                            "",
                                            "mailbox_gone",
                                            "mailbox_full",
                                            "policy",
                                            "temporary",
                                            "refused",
                                            "broken_off",
                                            "unreachable",
                                            "unclear",
                                            "vanished",
                                            "unmakeable",
                                        ],
                                    )
                                ),
                                name="outbox_message_failure_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("content__isnull", True), ("stream", "letter")),
                                    models.Q(
                                        models.Q(("stream", "letter"), _negated=True),
                                        ("content__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="outbox_message_letter_is_its_own_content",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("stream", "letter"),
                                    models.Q(
                                        ("state__in", ("sending", "uncertain")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="outbox_message_only_letters_are_uncertain",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "queued")),
                                fields=["stream", "priority", "available_at", "id"],
                                name="outbox_message_due",
                            ),
                            models.Index(
                                condition=models.Q(("state", "sending")),
                                fields=["available_at"],
                                name="outbox_message_sending",
                            ),
                            models.Index(
                                condition=models.Q(("envelope_sealed__isnull", False)),
                                fields=["recipient_key"],
                                name="outbox_message_recipient",
                            ),
                            models.Index(
                                condition=models.Q(("asks", True)),
                                fields=["recipient_key", "created_at"],
                                name="outbox_message_asks",
                            ),
                            models.Index(
                                condition=models.Q(("sent_at__isnull", False)),
                                fields=["sent_at"],
                                name="outbox_message_sent_at",
                            ),
                            models.Index(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        (
                                            "bounced",
                                            "complained",
                                            "failed",
                                            "uncertain",
                                            "suppressed",
                                            "expired",
                                            "cancelled",
                                        ),
                                    )
                                ),
                                fields=["state", "id"],
                                name="outbox_message_ended",
                            ),
                            models.Index(
                                condition=models.Q(("failure", ""), _negated=True),
                                fields=["failure", "id"],
                                name="outbox_message_failure",
                            ),
                            models.Index(
                                condition=models.Q(("stream", "letter")),
                                fields=["id"],
                                name="outbox_message_letter",
                            ),
                            django.contrib.postgres.indexes.BrinIndex(
                                autosummarize=True,
                                fields=["created_at"],
                                name="outbox_message_made",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Lease",
                    fields=[
                        (
                            "message",
                            models.OneToOneField(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="lease",
                                serialize=False,
                                to="outbox.message",
                                verbose_name="message",
                            ),
                        ),
                        (
                            "stream",
                            models.CharField(
                                choices=[
                                    ("transactional", "transactional"),
                                    ("bulk", "bulk"),
                                    ("letter", "letter to an official"),
                                ],
                                max_length=13,
                                verbose_name="stream",
                            ),
                        ),
                        (
                            "domain",
                            models.CharField(max_length=253, verbose_name="recipient's domain"),
                        ),
                        ("token", models.UUIDField(verbose_name="token")),
                        ("until", models.DateTimeField(verbose_name="until")),
                        ("attempt", models.SmallIntegerField(verbose_name="attempt")),
                        (
                            "smtp_code",
                            models.SmallIntegerField(null=True, verbose_name="SMTP reply"),
                        ),
                        (
                            "taken_at",
                            models.DateTimeField(null=True, verbose_name="taken by the relay"),
                        ),
                    ],
                    options={
                        "verbose_name": "lease",
                        "verbose_name_plural": "leases",
                        "ordering": ("message",),
                    },
                ),
                migrations.CreateModel(
                    name="Incoming",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("mail", "a mail to a return address"),
                                    ("webhook", "a call of the mail provider"),
                                ],
                                max_length=7,
                                verbose_name="source",
                            ),
                        ),
                        (
                            "provider",
                            models.CharField(
                                blank=True, default="", max_length=40, verbose_name="provider"
                            ),
                        ),
                        (
                            "digest",
                            models.BinaryField(max_length=32, unique=True, verbose_name="digest"),
                        ),
                        (
                            "raw_sealed",
                            models.BinaryField(null=True, verbose_name="as it came, sealed"),
                        ),
                        ("size", models.PositiveIntegerField(verbose_name="bytes")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "to be read"),
                                    ("done", "understood"),
                                    ("unmatched", "about no message that is known"),
                                    ("ignored", "nothing to do about it"),
                                    ("unreadable", "could not be read"),
                                ],
                                default="waiting",
                                max_length=10,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                blank=True, default="", max_length=20, verbose_name="what it is"
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="incoming",
                                to="outbox.message",
                                verbose_name="message",
                            ),
                        ),
                        (
                            "note",
                            models.CharField(
                                blank=True, default="", max_length=200, verbose_name="note"
                            ),
                        ),
                        (
                            "for_letters",
                            models.BooleanField(default=False, verbose_name="answers a letter"),
                        ),
                        (
                            "is_wanted",
                            models.BooleanField(
                                default=False,
                                help_text="Its text stays until whoever reads answers lets it go.",
                                verbose_name="wanted",
                            ),
                        ),
                        (
                            "filed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="filed"),
                        ),
                        ("received_at", models.DateTimeField(verbose_name="received")),
                        (
                            "read_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="read"),
                        ),
                    ],
                    options={
                        "verbose_name": "incoming report",
                        "verbose_name_plural": "incoming reports",
                        "ordering": ("-id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["waiting", "done", "unmatched", "ignored", "unreadable"],
                                    )
                                ),
                                name="outbox_incoming_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source__in", ["mail", "webhook"])),
                                name="outbox_incoming_source_known",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["id"],
                                name="outbox_incoming_waiting",
                            ),
                            models.Index(
                                condition=models.Q(("raw_sealed__isnull", False)),
                                fields=["received_at"],
                                name="outbox_incoming_raw",
                            ),
                            models.Index(
                                condition=models.Q(("filed_at", None), ("for_letters", True)),
                                fields=["id"],
                                name="outbox_incoming_unfiled",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Trace",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="traces",
                                to="outbox.message",
                                verbose_name="message",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("retried", "not taken, to be tried again"),
                                    ("failed", "not taken, for good"),
                                    ("uncertain", "taken or not, nobody knows"),
                                    ("delivered", "reported as delivered"),
                                    ("delayed", "reported as delayed"),
                                    ("bounced", "reported as not delivered"),
                                    ("complained", "marked as spam"),
                                    ("answered", "answered by a machine"),
                                    ("unsubscribed", "answered by asking for no more"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "failure",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("mailbox_gone", "the mailbox does not exist"),
                                    ("mailbox_full", "the mailbox is full"),
                                    ("policy", "refused for our reputation or by policy"),
                                    ("temporary", "not for now"),
                                    ("refused", "refused"),
                                    ("broken_off", "the relay broke off"),
                                    ("unreachable", "the relay could not be reached"),
                                    ("unclear", "no answer after the text"),
                                    ("vanished", "the sending process vanished"),
                                    ("unmakeable", "the mail could not be made"),
                                ],
                                default="",
                                max_length=12,
                                verbose_name="what went wrong",
                            ),
                        ),
                        ("attempt", models.SmallIntegerField(default=0, verbose_name="attempt")),
                        (
                            "smtp_code",
                            models.SmallIntegerField(
                                blank=True, null=True, verbose_name="SMTP reply"
                            ),
                        ),
                        (
                            "status_code",
                            models.CharField(
                                blank=True,
                                default="",
                                help_text="RFC 3463",
                                max_length=11,
                                verbose_name="enhanced status",
                            ),
                        ),
                        (
                            "words",
                            models.CharField(
                                blank=True,
                                default="",
                                max_length=200,
                                verbose_name="in their words",
                            ),
                        ),
                        (
                            "recipient_key",
                            models.BinaryField(
                                max_length=32, verbose_name="recipient, blind index"
                            ),
                        ),
                        (
                            "incoming",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="traces",
                                to="outbox.incoming",
                                verbose_name="what came in",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="when")),
                    ],
                    options={
                        "verbose_name": "line of history",
                        "verbose_name_plural": "history",
                        "ordering": ("at", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "retried",
                                            "failed",
                                            "uncertain",
                                            "delivered",
                                            "delayed",
                                            "bounced",
                                            "complained",
                                            "answered",
                                            "unsubscribed",
                                        ],
                                    )
                                ),
                                name="outbox_trace_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "failure__in",
                                        [
                                            "",
                                            "mailbox_gone",
                                            "mailbox_full",
                                            "policy",
                                            "temporary",
                                            "refused",
                                            "broken_off",
                                            "unreachable",
                                            "unclear",
                                            "vanished",
                                            "unmakeable",
                                        ],
                                    )
                                ),
                                name="outbox_trace_failure_known",
                            ),
                        ],
                        "indexes": [
                            models.Index(fields=["at"], name="outbox_trace_at"),
                            models.Index(
                                condition=models.Q(("failure", "mailbox_full")),
                                fields=["recipient_key", "at"],
                                name="outbox_trace_full",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IncomingPiece",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "incoming",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="pieces",
                                to="outbox.incoming",
                                verbose_name="mail",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                        ("sealed", models.BinaryField(verbose_name="bytes, sealed")),
                    ],
                    options={
                        "verbose_name": "piece of an incoming mail",
                        "verbose_name_plural": "pieces of incoming mails",
                        "ordering": ("number",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("incoming", "number"), name="outbox_piece_once"
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
