"""Subscribers, topics, and the ledger of what they are told."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import alerts.clock
import alerts.models.choices
from core.migrating import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_people_and_organisations"),
        ("audit", "0001_events_and_erasures"),
        ("campaigns", "0001_campaigns_petitions_and_letters"),
        ("outbox", "0001_messages_and_what_comes_back"),
        ("situations", "0001_register_evidence_and_briefs"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="LinkRequest",
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
                            "email_key",
                            models.BinaryField(max_length=32, verbose_name="address, blind index"),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked")),
                    ],
                    options={
                        "verbose_name": "request for a link",
                        "verbose_name_plural": "requests for a link",
                        "ordering": ("id",),
                    },
                ),
                migrations.CreateModel(
                    name="FanOut",
                    fields=[
                        (
                            "event",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="fan_out",
                                serialize=False,
                                to="audit.event",
                                verbose_name="event",
                            ),
                        ),
                        ("reached", models.BigIntegerField(default=0, verbose_name="reached")),
                        (
                            "told",
                            models.PositiveIntegerField(default=0, verbose_name="people told"),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="started")),
                        (
                            "finished_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="finished"),
                        ),
                    ],
                    options={
                        "verbose_name": "fan-out",
                        "verbose_name_plural": "fan-outs",
                        "ordering": ("-event",),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("finished_at", None)),
                                fields=["event"],
                                name="alerts_fanout_unfinished",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Subscriber",
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
                            "email_key",
                            models.BinaryField(
                                max_length=32, unique=True, verbose_name="address, blind index"
                            ),
                        ),
                        ("email_sealed", models.BinaryField(verbose_name="address, sealed")),
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
                        (
                            "token_version",
                            models.PositiveIntegerField(
                                default=1, verbose_name="version of the links"
                            ),
                        ),
                        (
                            "hour",
                            models.PositiveSmallIntegerField(
                                default=8, verbose_name="hour of digests"
                            ),
                        ),
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                default=0,
                                help_text="0 is Monday.",
                                verbose_name="weekday of weekly digests",
                            ),
                        ),
                        (
                            "time_zone",
                            models.CharField(
                                default=alerts.clock.site_zone,
                                max_length=64,
                                verbose_name="time zone",
                            ),
                        ),
                        (
                            "next_daily_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="next daily digest"
                            ),
                        ),
                        (
                            "next_weekly_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="next weekly digest"
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="first asked")),
                        (
                            "confirmed_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="first confirmed"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "subscriber",
                        "verbose_name_plural": "subscribers",
                        "ordering": ("-id",),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("next_daily_at__isnull", False)),
                                fields=["next_daily_at"],
                                name="alerts_subscriber_daily",
                            ),
                            models.Index(
                                condition=models.Q(("next_weekly_at__isnull", False)),
                                fields=["next_weekly_at"],
                                name="alerts_subscriber_weekly",
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("hour__lt", 24), ("weekday__lt", 7)),
                                name="alerts_subscriber_times",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Topic",
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
                            "kind",
                            models.CharField(
                                choices=[
                                    ("everything", "everything"),
                                    ("situation", "a situation"),
                                    ("territory", "a country or area"),
                                    ("region", "a region of the world"),
                                    ("organisation", "an organisation"),
                                    ("campaign", "a campaign"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "situation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="situations.situation",
                                verbose_name="situation",
                            ),
                        ),
                        (
                            "territory",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="situations.territory",
                                verbose_name="country or area",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="accounts.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "region",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("002", "Africa"),
                                    ("019", "Americas"),
                                    ("142", "Asia"),
                                    ("150", "Europe"),
                                    ("009", "Oceania"),
                                ],
                                default="",
                                max_length=3,
                                verbose_name="region",
                            ),
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
                    ],
                    options={
                        "verbose_name": "topic",
                        "verbose_name_plural": "topics",
                        "ordering": ("kind", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("campaign__isnull", True),
                                        ("kind", "everything"),
                                        ("organisation__isnull", True),
                                        ("region__in", [""]),
                                        ("situation__isnull", True),
                                        ("territory__isnull", True),
                                    ),
                                    models.Q(
                                        ("campaign__isnull", True),
                                        ("kind", "situation"),
                                        ("organisation__isnull", True),
                                        ("region__in", [""]),
                                        ("situation__isnull", False),
                                        ("territory__isnull", True),
                                    ),
                                    models.Q(
                                        ("campaign__isnull", True),
                                        ("kind", "territory"),
                                        ("organisation__isnull", True),
                                        ("region__in", [""]),
                                        ("situation__isnull", True),
                                        ("territory__isnull", False),
                                    ),
                                    models.Q(
                                        ("campaign__isnull", True),
                                        ("kind", "region"),
                                        ("organisation__isnull", True),
                                        ("region__in", ["002", "019", "142", "150", "009"]),
                                        ("situation__isnull", True),
                                        ("territory__isnull", True),
                                    ),
                                    models.Q(
                                        ("campaign__isnull", True),
                                        ("kind", "organisation"),
                                        ("organisation__isnull", False),
                                        ("region__in", [""]),
                                        ("situation__isnull", True),
                                        ("territory__isnull", True),
                                    ),
                                    models.Q(
                                        ("campaign__isnull", False),
                                        ("kind", "campaign"),
                                        ("organisation__isnull", True),
                                        ("region__in", [""]),
                                        ("situation__isnull", True),
                                        ("territory__isnull", True),
                                    ),
                                    _connector="OR",
                                ),
                                name="alerts_topic_names_its_object",
                            ),
                            models.UniqueConstraint(
                                fields=(
                                    "kind",
                                    "situation",
                                    "territory",
                                    "organisation",
                                    "campaign",
                                    "region",
                                ),
                                name="alerts_topic_once",
                                nulls_distinct=False,
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Subscription",
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
                            "subscriber",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="subscriptions",
                                to="alerts.subscriber",
                                verbose_name="subscriber",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="subscriptions",
                                to="alerts.topic",
                                verbose_name="topic",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "waiting for confirmation"),
                                    ("active", "active"),
                                    ("ended", "ended"),
                                ],
                                default="pending",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "cadence",
                            models.CharField(
                                choices=[
                                    ("at_once", "at once"),
                                    ("daily", "once a day"),
                                    ("weekly", "once a week"),
                                ],
                                default="at_once",
                                max_length=8,
                                verbose_name="how often",
                            ),
                        ),
                        (
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("briefs", "new briefs"),
                                        ("levels", "decisions, and changes of level"),
                                        ("campaigns", "petitions and letter campaigns"),
                                        ("answers", "answers of officials"),
                                    ],
                                    max_length=10,
                                ),
                                default=alerts.models.choices.every_kind,
                                verbose_name="kinds of news",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="last asked")),
                        (
                            "confirmed_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="confirmed"),
                        ),
                        (
                            "ended_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="ended"),
                        ),
                        (
                            "ended_reason",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("unsubscribed", "ended by the person"),
                                    ("one_click", "ended by the mail program's button"),
                                    ("by_mail", "ended by answering a mail"),
                                    ("by_staff", "ended by staff"),
                                    ("bounced", "the mailbox does not exist any more"),
                                    ("complained", "a mail was marked as spam"),
                                ],
                                max_length=12,
                                verbose_name="why it ended",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "subscription",
                        "verbose_name_plural": "subscriptions",
                        "ordering": ("id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["pending", "active", "ended"])),
                                name="alerts_subscription_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "active"), _negated=True),
                                    ("confirmed_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="alerts_subscription_active_is_confirmed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("ended_at__isnull", False),
                                        ("state", "ended"),
                                        (
                                            "ended_reason__in",
                                            [
                                                "unsubscribed",
                                                "one_click",
                                                "by_mail",
                                                "by_staff",
                                                "bounced",
                                                "complained",
                                            ],
                                        ),
                                    ),
                                    models.Q(
                                        models.Q(("state", "ended"), _negated=True),
                                        ("ended_at", None),
                                        ("ended_reason", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="alerts_subscription_ended_says_why",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("cadence__in", ["at_once", "daily", "weekly"])),
                                name="alerts_subscription_cadence",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kinds__contained_by",
                                        ["briefs", "levels", "campaigns", "answers"],
                                    ),
                                    ("kinds__len__gt", 0),
                                ),
                                name="alerts_subscription_kinds",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("pending", "active"))),
                                fields=("subscriber", "topic"),
                                name="alerts_subscription_open_once",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "active")),
                                fields=["topic", "subscriber"],
                                name="alerts_subscription_active",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Item",
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
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="audit.event",
                                verbose_name="event",
                            ),
                        ),
                        (
                            "subscriber",
                            models.ForeignKey(
                                db_index=False,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="items",
                                to="alerts.subscriber",
                                verbose_name="subscriber",
                            ),
                        ),
                        (
                            "because",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.BigIntegerField(),
                                verbose_name="subscriptions that matched",
                            ),
                        ),
                        (
                            "cadence",
                            models.CharField(
                                choices=[
                                    ("at_once", "at once"),
                                    ("daily", "once a day"),
                                    ("weekly", "once a week"),
                                ],
                                default="at_once",
                                max_length=8,
                                verbose_name="how often",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("pending", "to be told"),
                                    ("told", "in a mail"),
                                    ("dropped", "dropped"),
                                ],
                                default="pending",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        (
                            "dropped",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not_public", "it is not public any more"),
                                    ("unfollowed", "the person does not follow it any more"),
                                    ("no_address", "the address cannot be used"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="why it was dropped",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="alert_items",
                                to="outbox.message",
                                verbose_name="message",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="noted")),
                        (
                            "told_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="put in a mail"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "item",
                        "verbose_name_plural": "items",
                        "ordering": ("-id",),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "pending")),
                                fields=["cadence", "subscriber"],
                                name="alerts_item_pending",
                            ),
                            models.Index(
                                fields=["subscriber", "told_at"], name="alerts_item_person"
                            ),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["pending", "told", "dropped"])),
                                name="alerts_item_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("cadence__in", ["at_once", "daily", "weekly"])),
                                name="alerts_item_cadence",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("dropped__in", ["not_public", "unfollowed", "no_address"]),
                                        ("state", "dropped"),
                                    ),
                                    models.Q(
                                        models.Q(("state", "dropped"), _negated=True),
                                        ("dropped", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="alerts_item_dropped_says_why",
                            ),
                            models.UniqueConstraint(
                                fields=("event", "subscriber"), name="alerts_item_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Confirmation",
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
                            "subscription",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="confirmations",
                                to="alerts.subscription",
                                verbose_name="subscription",
                            ),
                        ),
                        ("email_sealed", models.BinaryField(verbose_name="address, sealed")),
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
                        (
                            "cadence",
                            models.CharField(
                                choices=[
                                    ("at_once", "at once"),
                                    ("daily", "once a day"),
                                    ("weekly", "once a week"),
                                ],
                                default="at_once",
                                max_length=8,
                                verbose_name="how often",
                            ),
                        ),
                        (
                            "kinds",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("briefs", "new briefs"),
                                        ("levels", "decisions, and changes of level"),
                                        ("campaigns", "petitions and letter campaigns"),
                                        ("answers", "answers of officials"),
                                    ],
                                    max_length=10,
                                ),
                                default=alerts.models.choices.every_kind,
                                verbose_name="kinds of news",
                            ),
                        ),
                        (
                            "hour",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="hour of digests"
                            ),
                        ),
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="weekday of weekly digests"
                            ),
                        ),
                        (
                            "time_zone",
                            models.CharField(
                                blank=True, default="", max_length=64, verbose_name="time zone"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "waiting to be judged"),
                                    ("sent", "sent"),
                                    ("withheld", "not sent"),
                                ],
                                default="waiting",
                                max_length=8,
                                verbose_name="state",
                            ),
                        ),
                        ("asked_at", models.DateTimeField(verbose_name="asked")),
                        (
                            "sent_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="sent"),
                        ),
                    ],
                    options={
                        "verbose_name": "request to confirm",
                        "verbose_name_plural": "requests to confirm",
                        "ordering": ("id",),
                        "indexes": [
                            models.Index(
                                condition=models.Q(("state", "waiting")),
                                fields=["id"],
                                name="alerts_confirmation_waiting",
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["waiting", "sent", "withheld"])),
                                name="alerts_confirmation_state",
                            )
                        ],
                    },
                ),
            ]
        ),
    ]
