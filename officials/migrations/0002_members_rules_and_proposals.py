"""Members of organisations, how an office is written to, and proposed changes."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import officials.hours


class Migration(migrations.Migration):
    dependencies = [("officials", "0001_offices_and_their_holders")]

    operations = [
        migrations.CreateModel(
            name="ChangeProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("holder", "who holds the office"),
                            ("dates", "dates of a term of office"),
                            ("label", "title of the office"),
                            ("address", "how it is addressed"),
                            ("contact", "an address that no longer works, or a better one"),
                            ("ended", "the office no longer exists"),
                            ("other", "something else"),
                        ],
                        max_length=8,
                        verbose_name="what is wrong",
                    ),
                ),
                ("value", models.CharField(max_length=300, verbose_name="how it should read")),
                ("source_url", models.URLField(max_length=300, verbose_name="page that says so")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("new", "not sorted"),
                            ("waiting", "waits for staff"),
                            ("aside", "set aside"),
                            ("accepted", "accepted"),
                            ("refused", "refused"),
                        ],
                        default="new",
                        editable=False,
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="why")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
            ],
            options={
                "verbose_name": "proposed change",
                "verbose_name_plural": "proposed changes",
                "ordering": ("-made_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="InstitutionMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "start_date",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="start"),
                ),
                (
                    "start_precision",
                    models.CharField(
                        choices=[("year", "year"), ("month", "month"), ("day", "day")],
                        default="day",
                        editable=False,
                        max_length=5,
                    ),
                ),
                (
                    "end_date",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="end"),
                ),
                (
                    "end_precision",
                    models.CharField(
                        choices=[("year", "year"), ("month", "month"), ("day", "day")],
                        default="day",
                        editable=False,
                        max_length=5,
                    ),
                ),
                ("permanent", models.BooleanField(default=False, verbose_name="permanent seat")),
                ("source_url", models.URLField(max_length=300, verbose_name="source")),
            ],
            options={
                "verbose_name": "membership of an institution",
                "verbose_name_plural": "memberships of institutions",
                "ordering": (
                    models.OrderBy(models.F("start_date"), descending=True, nulls_last=True),
                    "pk",
                ),
            },
        ),
        migrations.AddField(
            model_name="contact",
            name="cap_per_day",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Empty: as many as to any office.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="letters a day at most",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="cap_per_hour",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Empty: as many as to any office.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="letters an hour at most",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="closes",
            field=models.PositiveSmallIntegerField(
                default=17,
                help_text="Hour, to 24.",
                validators=[django.core.validators.MaxValueValidator(24)],
                verbose_name="closes at",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="mailbox_group",
            field=models.CharField(
                blank=True,
                help_text="The same word for all addresses that end in one mailbox: its caps are shared.",
                max_length=80,
                verbose_name="shared mailbox",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="opens",
            field=models.PositiveSmallIntegerField(
                default=9,
                help_text="Hour, 0 to 23.",
                validators=[django.core.validators.MaxValueValidator(23)],
                verbose_name="opens at",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="prefers",
            field=models.CharField(
                choices=[
                    ("each", "each letter"),
                    ("digest", "one digest a week"),
                    ("none", "nothing by email"),
                ],
                default="each",
                max_length=6,
                verbose_name="wants",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="time_zone",
            field=models.CharField(
                default="UTC",
                help_text="As in Africa/Nairobi.",
                max_length=40,
                validators=[officials.hours.validate_time_zone],
                verbose_name="time zone of the office",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="workdays",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(),
                default=officials.hours.working_week,
                help_text="Numbers from 1, Monday, to 7, Sunday: 1,2,3,4,5. Many offices rest on Friday.",
                validators=[officials.hours.validate_workdays],
                verbose_name="days on which it reads",
            ),
        ),
        migrations.AddField(
            model_name="officialsimport",
            name="country",
            field=models.CharField(
                blank=True,
                help_text="Of a Popolo file, which does not say it.",
                max_length=2,
                verbose_name="country of the institutions",
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="answer_days",
            field=models.PositiveSmallIntegerField(
                default=20,
                help_text="Working days of the office, from the day after a letter arrives.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(366),
                ],
                verbose_name="days to answer",
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="holidays",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.DateField(),
                blank=True,
                default=list,
                help_text="Days on which it does not work: 2026-12-25,2026-12-26.",
                verbose_name="holidays",
            ),
        ),
        migrations.AddField(
            model_name="post",
            name="workdays",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(),
                default=officials.hours.working_week,
                help_text="Numbers from 1, Monday, to 7, Sunday: 1,2,3,4,5. Many offices rest on Friday.",
                validators=[officials.hours.validate_workdays],
                verbose_name="days on which it works",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes__lte", 24), ("opens__lt", models.F("closes"))),
                name="officials_contact_opens_before_it_closes",
                violation_error_message="It opens before it closes, at 24 at the latest.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("workdays__contained_by", [1, 2, 3, 4, 5, 6, 7]), ("workdays__len__gt", 0)
                ),
                name="officials_contact_workdays",
                violation_error_message="Numbers from 1, Monday, to 7, Sunday: 1,2,3,4,5. Many offices rest on Friday.",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cap_per_hour", None), ("cap_per_hour__gt", 0), _connector="OR"),
                    models.Q(("cap_per_day", None), ("cap_per_day__gt", 0), _connector="OR"),
                ),
                name="officials_contact_caps",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("prefers__in", ["each", "digest", "none"])),
                name="officials_contact_prefers",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("workdays__contained_by", [1, 2, 3, 4, 5, 6, 7]), ("workdays__len__gt", 0)
                ),
                name="officials_post_workdays",
                violation_error_message="Numbers from 1, Monday, to 7, Sunday: 1,2,3,4,5. Many offices rest on Friday.",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer_days__gte", 1), ("answer_days__lte", 366)),
                name="officials_post_answer_days",
            ),
        ),
        migrations.AddField(
            model_name="changeproposal",
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
            model_name="changeproposal",
            name="post",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="proposals",
                to="officials.post",
                verbose_name="post",
            ),
        ),
        migrations.AddField(
            model_name="institutionmembership",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to="officials.institution",
                verbose_name="member",
            ),
        ),
        migrations.AddField(
            model_name="institutionmembership",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="members",
                to="officials.institution",
                verbose_name="organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="changeproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "field__in",
                        ["holder", "dates", "label", "address", "contact", "ended", "other"],
                    ),
                    ("status__in", ["new", "waiting", "aside", "accepted", "refused"]),
                ),
                name="officials_proposal_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="changeproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("status__in", ("accepted", "refused")),
                    ),
                    models.Q(
                        ("decided_at", None),
                        ("decided_by", None),
                        ("status__in", ("new", "waiting", "aside")),
                    ),
                    _connector="OR",
                ),
                name="officials_proposal_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="institutionmembership",
            constraint=models.UniqueConstraint(
                fields=("member", "organization", "start_date"),
                name="officials_membership_once",
                nulls_distinct=False,
                violation_error_message="This membership is there already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="institutionmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(("member", models.F("organization")), _negated=True),
                name="officials_membership_not_of_itself",
                violation_error_message="An institution is no member of itself.",
            ),
        ),
        migrations.AddConstraint(
            model_name="institutionmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("end_date", None),
                    ("start_date", None),
                    ("end_date__gte", models.F("start_date")),
                    _connector="OR",
                ),
                name="officials_membership_ends_after_it_starts",
                violation_error_message="A membership cannot end before it starts.",
            ),
        ),
        migrations.AddConstraint(
            model_name="institutionmembership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("start_precision__in", ["year", "month", "day"]),
                    ("end_precision__in", ["year", "month", "day"]),
                ),
                name="officials_membership_precision",
            ),
        ),
    ]
