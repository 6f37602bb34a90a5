"""Warnings, who is on duty for them, and what was said. (D9)

PostgreSQL itself refuses to delete a warning, and to change the words in which it was given; what
was said about it, and whom its silence was taken to, it refuses to change at all.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

REFUSE = """
CREATE FUNCTION situations_warning_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A warning never vanishes: % of % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END;
$$;

CREATE TRIGGER situations_warning_is_kept
    BEFORE DELETE ON situations_earlywarning
    FOR EACH ROW EXECUTE FUNCTION situations_warning_stays();
CREATE TRIGGER situations_warning_table_is_kept
    BEFORE TRUNCATE ON situations_earlywarning
    FOR EACH STATEMENT EXECUTE FUNCTION situations_warning_stays();
CREATE TRIGGER situations_warning_words_are_kept
    BEFORE UPDATE ON situations_earlywarning
    FOR EACH ROW WHEN (
        (OLD.receipt, OLD.territory_id, OLD.place, OLD."when", OLD.urgency, OLD.people_at_risk,
         OLD.feared, OLD.how_known, OLD.sender, OLD.received_at, OLD.acknowledge_by)
        IS DISTINCT FROM
        (NEW.receipt, NEW.territory_id, NEW.place, NEW."when", NEW.urgency, NEW.people_at_risk,
         NEW.feared, NEW.how_known, NEW.sender, NEW.received_at, NEW.acknowledge_by)
    ) EXECUTE FUNCTION situations_warning_stays();

CREATE TRIGGER situations_warning_message_is_kept
    BEFORE UPDATE OR DELETE ON situations_warningmessage
    FOR EACH ROW EXECUTE FUNCTION situations_warning_stays();
CREATE TRIGGER situations_warning_message_table_is_kept
    BEFORE TRUNCATE ON situations_warningmessage
    FOR EACH STATEMENT EXECUTE FUNCTION situations_warning_stays();
CREATE TRIGGER situations_escalation_is_kept
    BEFORE UPDATE OR DELETE ON situations_escalation
    FOR EACH ROW EXECUTE FUNCTION situations_warning_stays();
CREATE TRIGGER situations_escalation_table_is_kept
    BEFORE TRUNCATE ON situations_escalation
    FOR EACH STATEMENT EXECUTE FUNCTION situations_warning_stays();
"""

ALLOW = """
DROP TRIGGER situations_escalation_table_is_kept ON situations_escalation;
DROP TRIGGER situations_escalation_is_kept ON situations_escalation;
DROP TRIGGER situations_warning_message_table_is_kept ON situations_warningmessage;
DROP TRIGGER situations_warning_message_is_kept ON situations_warningmessage;
DROP TRIGGER situations_warning_words_are_kept ON situations_earlywarning;
DROP TRIGGER situations_warning_table_is_kept ON situations_earlywarning;
DROP TRIGGER situations_warning_is_kept ON situations_earlywarning;
DROP FUNCTION situations_warning_stays();
"""


class Migration(migrations.Migration):
    dependencies = (
        ("situations", "0003_load_territories"),
        ("accounts", "0001_people_and_organisations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )

    operations = (
        migrations.CreateModel(
            name="PinAttempt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.BinaryField(
                        max_length=32, unique=True, verbose_name="receipt number, blind index"
                    ),
                ),
                ("tries", models.PositiveIntegerField(verbose_name="tries")),
                ("began_at", models.DateTimeField(verbose_name="first try")),
            ],
            options={
                "verbose_name": "tries at a PIN",
                "verbose_name_plural": "tries at PINs",
            },
        ),
        migrations.CreateModel(
            name="EarlyWarning",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "receipt",
                    models.CharField(max_length=12, unique=True, verbose_name="receipt number"),
                ),
                ("pin_hash", models.CharField(max_length=160, verbose_name="PIN, hashed")),
                (
                    "submission_key",
                    models.BinaryField(
                        max_length=32, unique=True, verbose_name="form, blind index"
                    ),
                ),
                (
                    "is_for_anyone",
                    models.BooleanField(
                        help_text="The sender named no organisation.",
                        verbose_name="for whoever is on duty",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("acknowledged", "acknowledged"),
                            ("in_triage", "being looked into"),
                            ("needs_information", "waits for an answer to a question"),
                            ("linked", "added to a situation we follow"),
                            ("opened_situation", "opened a new situation"),
                            ("declined", "not taken further"),
                            ("closed", "closed"),
                        ],
                        default="received",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("place", models.CharField(max_length=200, verbose_name="place")),
                (
                    "place_key",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="place, for comparing"
                    ),
                ),
                ("when", models.CharField(blank=True, max_length=200, verbose_name="when")),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("now", "It is happening now"),
                            ("days", "Within days"),
                            ("weeks", "Within weeks"),
                            ("later", "Later"),
                            ("unknown", "I do not know"),
                        ],
                        default="unknown",
                        max_length=8,
                        verbose_name="how soon",
                    ),
                ),
                ("people_at_risk", models.TextField(blank=True, verbose_name="who is at risk")),
                ("feared", models.TextField(verbose_name="what is feared")),
                ("how_known", models.TextField(blank=True, verbose_name="how it is known")),
                (
                    "sender",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="sent in the name of"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        default="en", max_length=10, verbose_name="language of the form"
                    ),
                ),
                (
                    "contact_sealed",
                    models.BinaryField(null=True, verbose_name="address for answers, sealed"),
                ),
                (
                    "contact_key",
                    models.BinaryField(
                        max_length=32, null=True, verbose_name="address, blind index"
                    ),
                ),
                (
                    "news_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="answered, and not yet told"
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="received")),
                ("acknowledge_by", models.DateTimeField(verbose_name="to be acknowledged by")),
                (
                    "acknowledged_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="first acknowledged"),
                ),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="first decided"),
                ),
                ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "reached",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "nobody beyond its owner"),
                            ("officer", "the next duty officer"),
                            ("head", "the head of the organisation"),
                            ("staff", "staff of the platform"),
                        ],
                        default="",
                        max_length=8,
                        verbose_name="escalated to",
                    ),
                ),
                (
                    "escalated_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="last escalated"),
                ),
                (
                    "decline_code",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "not_atrocity",
                                "it is about something other than mass atrocity crimes",
                            ),
                            ("not_enough", "there is too little to go on"),
                            ("known", "it is known, and told elsewhere"),
                            ("not_so", "what was checked speaks against it"),
                            ("elsewhere", "others can do more: it was referred to them"),
                        ],
                        max_length=16,
                        verbose_name="why not",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason, for the sender")),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty while nobody was on duty anywhere: then staff look after it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="early_warnings",
                        to="accounts.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="The person whose work it is now to look after it.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "situation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="early_warnings",
                        to="situations.situation",
                        verbose_name="situation",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="situations.territory",
                        verbose_name="territory",
                    ),
                ),
            ],
            options={
                "verbose_name": "warning",
                "verbose_name_plural": "warnings",
                "ordering": ("-received_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Escalation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reached",
                    models.CharField(
                        choices=[
                            ("", "nobody beyond its owner"),
                            ("officer", "the next duty officer"),
                            ("head", "the head of the organisation"),
                            ("staff", "staff of the platform"),
                        ],
                        max_length=8,
                        verbose_name="to",
                    ),
                ),
                ("status", models.CharField(max_length=20, verbose_name="status at that time")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "warning",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="escalations",
                        to="situations.earlywarning",
                        verbose_name="warning",
                    ),
                ),
            ],
            options={
                "verbose_name": "escalation",
                "verbose_name_plural": "escalations",
                "ordering": ("at", "id"),
            },
        ),
        migrations.CreateModel(
            name="WarningMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[
                            ("sender", "whoever sent the warning"),
                            ("desk", "the warning desk"),
                            ("note", "a note that stays at the desk"),
                        ],
                        max_length=6,
                        verbose_name="by",
                    ),
                ),
                ("text", models.TextField(verbose_name="text")),
                ("sent_at", models.DateTimeField(verbose_name="sent")),
                (
                    "submission_key",
                    models.BinaryField(
                        max_length=32, null=True, unique=True, verbose_name="form, blind index"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "warning",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="situations.earlywarning",
                        verbose_name="warning",
                    ),
                ),
            ],
            options={
                "verbose_name": "message about a warning",
                "verbose_name_plural": "messages about warnings",
                "ordering": ("sent_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="DutyOfficer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="place in the order")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duty_officers",
                        to="accounts.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "duty officer",
                "verbose_name_plural": "duty officers",
                "ordering": ("organisation", "place"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "user"), name="situations_duty_person_once"
                    ),
                    models.UniqueConstraint(
                        fields=("organisation", "place"), name="situations_duty_place_once"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="earlywarning",
            index=models.Index(fields=["due_at"], name="situations_warning_due"),
        ),
        migrations.AddIndex(
            model_name="earlywarning",
            index=models.Index(fields=["territory", "received_at"], name="situations_warning_area"),
        ),
        migrations.AddIndex(
            model_name="earlywarning",
            index=models.Index(
                fields=["place_key", "received_at"], name="situations_warning_place"
            ),
        ),
        migrations.AddIndex(
            model_name="earlywarning",
            index=models.Index(fields=["received_at"], name="situations_warning_day"),
        ),
        migrations.AddConstraint(
            model_name="earlywarning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "received",
                            "acknowledged",
                            "in_triage",
                            "needs_information",
                            "linked",
                            "opened_situation",
                            "declined",
                            "closed",
                        ],
                    )
                ),
                name="situations_warning_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="earlywarning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("due_at", None),
                        ("status__in", ("linked", "opened_situation", "declined", "closed")),
                    ),
                    models.Q(
                        models.Q(
                            ("status__in", ("linked", "opened_situation", "declined", "closed")),
                            _negated=True,
                        ),
                        ("due_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="situations_warning_open_has_a_clock",
            ),
        ),
        migrations.AddConstraint(
            model_name="earlywarning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "status__in",
                            (
                                "needs_information",
                                "linked",
                                "opened_situation",
                                "declined",
                                "closed",
                            ),
                        ),
                        _negated=True,
                    ),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="situations_warning_end_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="earlywarning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("linked", "opened_situation")), _negated=True),
                    ("situation__isnull", False),
                    _connector="OR",
                ),
                name="situations_warning_leads_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="earlywarning",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "declined"), _negated=True),
                    models.Q(("decline_code", ""), _negated=True),
                    _connector="OR",
                ),
                name="situations_warning_declined_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="warningmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("author", None), ("side", "sender")),
                    models.Q(("author__isnull", False), ("side__in", ["desk", "note"])),
                    _connector="OR",
                ),
                name="situations_warningmessage_side",
            ),
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    )
