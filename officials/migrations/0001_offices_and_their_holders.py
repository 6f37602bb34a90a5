"""Institutions, offices, who holds them, where they are reached, and proposed changes."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import officials.hours
import officials.models.institution
from core.migrating import CreateModels


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_people_and_organisations"),
    ]

    operations = [
        CreateModels(
            [
                migrations.CreateModel(
                    name="Institution",
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
                            "slug",
                            models.SlugField(max_length=120, unique=True, verbose_name="slug"),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "classification",
                            models.CharField(
                                choices=[
                                    ("state", "state"),
                                    ("ministry", "ministry"),
                                    ("mission", "permanent mission"),
                                    ("embassy", "embassy"),
                                    ("igo", "intergovernmental organisation"),
                                    ("organ", "organ"),
                                    ("parliament", "parliament"),
                                    ("committee", "committee"),
                                ],
                                max_length=12,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "country",
                            models.CharField(
                                blank=True,
                                help_text="Empty for an organisation of several States.",
                                max_length=2,
                                validators=[officials.models.institution.validate_country],
                                verbose_name="country",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="officials.institution",
                                verbose_name="part of",
                            ),
                        ),
                        (
                            "website",
                            models.URLField(blank=True, max_length=300, verbose_name="website"),
                        ),
                        (
                            "source_url",
                            models.URLField(blank=True, max_length=300, verbose_name="source"),
                        ),
                    ],
                    options={
                        "verbose_name": "institution",
                        "verbose_name_plural": "institutions",
                        "ordering": ("name", "country"),
                        "constraints": [
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("name"),
                                models.F("country"),
                                name="officials_institution_once_in_a_country",
                                violation_error_message="This country has an institution of this name already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("parent", None),
                                    models.Q(("parent", models.F("pk")), _negated=True),
                                    _connector="OR",
                                ),
                                name="officials_institution_not_in_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OfficialsImport",
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
                            "file_name",
                            models.CharField(blank=True, max_length=200, verbose_name="file"),
                        ),
                        (
                            "sha256",
                            models.CharField(max_length=64, verbose_name="SHA-256 of the file"),
                        ),
                        (
                            "country",
                            models.CharField(
                                blank=True,
                                help_text="Of a Popolo file, which does not say it.",
                                max_length=2,
                                verbose_name="country of the institutions",
                            ),
                        ),
                        ("content", models.BinaryField(null=True, verbose_name="the file")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("previewed", "previewed"),
                                    ("applied", "applied"),
                                    ("expired", "expired"),
                                ],
                                default="previewed",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("counts", models.JSONField(default=dict, verbose_name="counts")),
                        (
                            "uploaded_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        ("uploaded_at", models.DateTimeField(verbose_name="handed in")),
                        (
                            "applied_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="applied"),
                        ),
                    ],
                    options={
                        "verbose_name": "import of officials",
                        "verbose_name_plural": "imports of officials",
                        "ordering": ("-uploaded_at", "-pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["previewed", "applied", "expired"])
                                ),
                                name="officials_import_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status", "previewed"), ("content", None), _connector="OR"
                                ),
                                name="officials_import_drops_the_file",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
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
                            "slug",
                            models.SlugField(max_length=120, unique=True, verbose_name="slug"),
                        ),
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        (
                            "family_name",
                            models.CharField(
                                blank=True, max_length=100, verbose_name="family name"
                            ),
                        ),
                        (
                            "given_name",
                            models.CharField(blank=True, max_length=100, verbose_name="given name"),
                        ),
                        (
                            "honorific_prefix",
                            models.CharField(
                                blank=True,
                                help_text="H.E., Dr., Ambassador.",
                                max_length=60,
                                verbose_name="honorific before the name",
                            ),
                        ),
                        (
                            "gender",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("female", "female"),
                                    ("male", "male"),
                                    ("other", "other"),
                                ],
                                max_length=8,
                                verbose_name="gender",
                            ),
                        ),
                        (
                            "wikidata",
                            models.CharField(
                                blank=True,
                                max_length=20,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^Q[1-9]\\d*$", "Q followed by digits, such as Q1254."
                                    )
                                ],
                                verbose_name="Wikidata identifier",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "person",
                        "verbose_name_plural": "people",
                        "ordering": ("family_name", "name"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("wikidata", ""), _negated=True),
                                fields=("wikidata",),
                                name="officials_person_wikidata_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InstitutionMembership",
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
                            "start_date",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="start"
                            ),
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
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="end"
                            ),
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
                        (
                            "member",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="officials.institution",
                                verbose_name="member",
                            ),
                        ),
                        (
                            "organization",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="members",
                                to="officials.institution",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "permanent",
                            models.BooleanField(default=False, verbose_name="permanent seat"),
                        ),
                        ("source_url", models.URLField(max_length=300, verbose_name="source")),
                    ],
                    options={
                        "verbose_name": "membership of an institution",
                        "verbose_name_plural": "memberships of institutions",
                        "ordering": (
                            models.OrderBy(
                                models.F("start_date"), descending=True, nulls_last=True
                            ),
                            "pk",
                        ),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("member", "organization", "start_date"),
                                name="officials_membership_once",
                                nulls_distinct=False,
                                violation_error_message="This membership is there already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("member", models.F("organization")), _negated=True
                                ),
                                name="officials_membership_not_of_itself",
                                violation_error_message="An institution is no member of itself.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_date", None),
                                    ("start_date", None),
                                    ("end_date__gte", models.F("start_date")),
                                    _connector="OR",
                                ),
                                name="officials_membership_ends_after_it_starts",
                                violation_error_message="A membership cannot end before it starts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("start_precision__in", ["year", "month", "day"]),
                                    ("end_precision__in", ["year", "month", "day"]),
                                ),
                                name="officials_membership_precision",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Post",
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
                            "slug",
                            models.SlugField(max_length=160, unique=True, verbose_name="slug"),
                        ),
                        (
                            "label",
                            models.CharField(max_length=200, verbose_name="title of the office"),
                        ),
                        (
                            "role",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("head_of_state", "head of State"),
                                    ("head_of_government", "head of government"),
                                    ("foreign_minister", "foreign minister"),
                                    ("minister", "minister"),
                                    ("permanent_representative", "permanent representative"),
                                    ("ambassador", "ambassador"),
                                    ("head_of_organisation", "head of an organisation of States"),
                                    ("chair", "chair of an organ or committee"),
                                    ("special_representative", "special representative or adviser"),
                                    ("legislator", "member of a parliament"),
                                    ("other", "other"),
                                ],
                                max_length=30,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "institution",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="posts",
                                to="officials.institution",
                                verbose_name="institution",
                            ),
                        ),
                        (
                            "accredited_to_country",
                            models.CharField(
                                blank=True,
                                max_length=2,
                                validators=[officials.models.institution.validate_country],
                                verbose_name="accredited to the country",
                            ),
                        ),
                        (
                            "accredited_to_institution",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="accredited_posts",
                                to="officials.institution",
                                verbose_name="accredited to the institution",
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
                                    ("zh", "Chinese"),
                                    ("pt", "Portuguese"),
                                ],
                                default="en",
                                max_length=5,
                                verbose_name="language of correspondence",
                            ),
                        ),
                        (
                            "answer_days",
                            models.PositiveSmallIntegerField(
                                default=20,
                                help_text="Working days of the office, from the day after a letter arrives.",
                                validators=[
                                    django.core.validators.MinValueValidator(1),
                                    django.core.validators.MaxValueValidator(366),
                                ],
                                verbose_name="days to answer",
                            ),
                        ),
                        (
                            "workdays",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                default=officials.hours.working_week,
                                help_text="Numbers from 1, Monday, to 7, Sunday: 1,2,3,4,5. Many offices rest on Friday.",
                                validators=[officials.hours.validate_workdays],
                                verbose_name="days on which it works",
                            ),
                        ),
                        (
                            "holidays",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.DateField(),
                                blank=True,
                                default=list,
                                help_text="Days on which it does not work: 2026-12-25,2026-12-26.",
                                verbose_name="holidays",
                            ),
                        ),
                        (
                            "active_from",
                            models.DateField(blank=True, null=True, verbose_name="exists from"),
                        ),
                        (
                            "active_until",
                            models.DateField(blank=True, null=True, verbose_name="exists until"),
                        ),
                        ("source_url", models.URLField(max_length=300, verbose_name="source")),
                    ],
                    options={
                        "verbose_name": "post",
                        "verbose_name_plural": "posts",
                        "ordering": ("institution__name", "label", "pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("institution"),
                                django.db.models.functions.text.Lower("label"),
                                name="officials_post_once_in_an_institution",
                                violation_error_message="The institution has an office of this title already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("accredited_to_country", ""),
                                    ("accredited_to_institution", None),
                                    _connector="OR",
                                ),
                                name="officials_post_accredited_once",
                                violation_error_message="Accredited to a country or an institution, not both.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("active_from", None),
                                    ("active_until", None),
                                    ("active_until__gte", models.F("active_from")),
                                    _connector="OR",
                                ),
                                name="officials_post_ends_after_it_starts",
                                violation_error_message="An office cannot end before it starts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("workdays__contained_by", [1, 2, 3, 4, 5, 6, 7]),
                                    ("workdays__len__gt", 0),
                                ),
                                name="officials_post_workdays",
                                violation_error_message="Numbers from 1, Monday, to 7, Sunday: 1,2,3,4,5. Many offices rest on Friday.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answer_days__gte", 1), ("answer_days__lte", 366)
                                ),
                                name="officials_post_answer_days",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormOfAddress",
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
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="forms_of_address",
                                to="officials.post",
                                verbose_name="post",
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
                                    ("zh", "Chinese"),
                                    ("pt", "Portuguese"),
                                ],
                                max_length=5,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "office",
                            models.CharField(
                                blank=True,
                                help_text="In this language.",
                                max_length=200,
                                verbose_name="title of the office",
                            ),
                        ),
                        (
                            "envelope_name",
                            models.CharField(
                                blank=True,
                                help_text="{formal_name}, {name}, {family_name} and {office} may stand in it.",
                                max_length=240,
                                verbose_name="on the envelope",
                            ),
                        ),
                        (
                            "salutation",
                            models.CharField(blank=True, max_length=240, verbose_name="salutation"),
                        ),
                        (
                            "closing",
                            models.CharField(blank=True, max_length=240, verbose_name="closing"),
                        ),
                    ],
                    options={
                        "verbose_name": "form of address",
                        "verbose_name_plural": "forms of address",
                        "ordering": ("language",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("post", "language"),
                                name="officials_form_of_address_once",
                                violation_error_message="This office has a form of address in this language.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closing", ""),
                                    ("envelope_name", ""),
                                    ("office", ""),
                                    ("salutation", ""),
                                    _negated=True,
                                ),
                                name="officials_form_of_address_says_something",
                                violation_error_message="Fill in at least one of the four.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Contact",
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
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contacts",
                                to="officials.post",
                                verbose_name="post",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("email", "email"),
                                    ("postal", "postal address"),
                                    ("web_form", "web form"),
                                    ("phone", "telephone"),
                                ],
                                max_length=8,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "value",
                            models.TextField(
                                max_length=500,
                                validators=[django.core.validators.MaxLengthValidator(500)],
                                verbose_name="address or number",
                            ),
                        ),
                        (
                            "label",
                            models.CharField(
                                blank=True,
                                help_text="Press office.",
                                max_length=80,
                                verbose_name="label",
                            ),
                        ),
                        (
                            "language",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("en", "English"),
                                    ("fr", "French"),
                                    ("es", "Spanish"),
                                    ("ar", "Arabic"),
                                    ("ru", "Russian"),
                                    ("zh", "Chinese"),
                                    ("pt", "Portuguese"),
                                ],
                                max_length=5,
                                verbose_name="language",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("unverified", "not verified"),
                                    ("verified", "verified"),
                                    ("failing", "failing"),
                                    ("refused", "refused by the office"),
                                    ("retired", "retired"),
                                ],
                                default="unverified",
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        ("source_url", models.URLField(max_length=300, verbose_name="source")),
                        (
                            "verified_on",
                            models.DateField(blank=True, null=True, verbose_name="last verified"),
                        ),
                        (
                            "cap_per_hour",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Empty: as many as to any office.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="letters an hour at most",
                            ),
                        ),
                        (
                            "cap_per_day",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Empty: as many as to any office.",
                                null=True,
                                validators=[django.core.validators.MinValueValidator(1)],
                                verbose_name="letters a day at most",
                            ),
                        ),
                        (
                            "time_zone",
                            models.CharField(
                                default="UTC",
                                help_text="As in Africa/Nairobi.",
                                max_length=40,
                                validators=[officials.hours.validate_time_zone],
                                verbose_name="time zone of the office",
                            ),
                        ),
                        (
                            "opens",
                            models.PositiveSmallIntegerField(
                                default=9,
                                help_text="Hour, 0 to 23.",
                                validators=[django.core.validators.MaxValueValidator(23)],
                                verbose_name="opens at",
                            ),
                        ),
                        (
                            "closes",
                            models.PositiveSmallIntegerField(
                                default=17,
                                help_text="Hour, to 24.",
                                validators=[django.core.validators.MaxValueValidator(24)],
                                verbose_name="closes at",
                            ),
                        ),
                        (
                            "workdays",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.PositiveSmallIntegerField(),
                                default=officials.hours.working_week,
                                help_text="Numbers from 1, Monday, to 7, Sunday: 1,2,3,4,5. Many offices rest on Friday.",
                                validators=[officials.hours.validate_workdays],
                                verbose_name="days on which it reads",
                            ),
                        ),
                        (
                            "mailbox_group",
                            models.CharField(
                                blank=True,
                                help_text="The same word for all addresses that end in one mailbox: its caps are shared.",
                                max_length=80,
                                verbose_name="shared mailbox",
                            ),
                        ),
                        (
                            "prefers",
                            models.CharField(
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
                        (
                            "added_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                editable=False,
                                verbose_name="added",
                            ),
                        ),
                        (
                            "retired_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="retired"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "contact",
                        "verbose_name_plural": "contacts",
                        "ordering": ("kind", "-added_at", "-pk"),
                        "constraints": [
                            models.UniqueConstraint(
                                models.F("post"),
                                models.F("kind"),
                                django.db.models.functions.text.Lower("value"),
                                condition=models.Q(("status", "retired"), _negated=True),
                                name="officials_contact_once",
                                violation_error_message="This office has this contact already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["email", "postal", "web_form", "phone"])
                                ),
                                name="officials_contact_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        ["unverified", "verified", "failing", "refused", "retired"],
                                    )
                                ),
                                name="officials_contact_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "verified"), _negated=True),
                                    ("verified_on__isnull", False),
                                    _connector="OR",
                                ),
                                name="officials_contact_verified_on_a_day",
                                violation_error_message="Say when it was verified.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("retired_at__isnull", False), ("status", "retired")),
                                    models.Q(
                                        models.Q(("status", "retired"), _negated=True),
                                        ("retired_at", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="officials_contact_retired_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("closes__lte", 24), ("opens__lt", models.F("closes"))
                                ),
                                name="officials_contact_opens_before_it_closes",
                                violation_error_message="It opens before it closes, at 24 at the latest.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("workdays__contained_by", [1, 2, 3, 4, 5, 6, 7]),
                                    ("workdays__len__gt", 0),
                                ),
                                name="officials_contact_workdays",
                                violation_error_message="Numbers from 1, Monday, to 7, Sunday: 1,2,3,4,5. Many offices rest on Friday.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("cap_per_hour", None),
                                        ("cap_per_hour__gt", 0),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("cap_per_day", None),
                                        ("cap_per_day__gt", 0),
                                        _connector="OR",
                                    ),
                                ),
                                name="officials_contact_caps",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("prefers__in", ["each", "digest", "none"])),
                                name="officials_contact_prefers",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ChangeProposal",
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
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="proposals",
                                to="officials.post",
                                verbose_name="post",
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
                        (
                            "value",
                            models.CharField(max_length=300, verbose_name="how it should read"),
                        ),
                        (
                            "source_url",
                            models.URLField(max_length=300, verbose_name="page that says so"),
                        ),
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
                        (
                            "reason",
                            models.CharField(blank=True, max_length=300, verbose_name="why"),
                        ),
                        ("made_at", models.DateTimeField(verbose_name="made")),
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
                            "decided_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="decided"),
                        ),
                    ],
                    options={
                        "verbose_name": "proposed change",
                        "verbose_name_plural": "proposed changes",
                        "ordering": ("-made_at", "-pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "field__in",
                                        [
                                            "holder",
                                            "dates",
                                            "label",
                                            "address",
                                            "contact",
                                            "ended",
                                            "other",
                                        ],
                                    ),
                                    (
                                        "status__in",
                                        ["new", "waiting", "aside", "accepted", "refused"],
                                    ),
                                ),
                                name="officials_proposal_status",
                            ),
                            models.CheckConstraint(
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
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Tenure",
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
                            "start_date",
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="start"
                            ),
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
                            models.DateField(
                                blank=True, editable=False, null=True, verbose_name="end"
                            ),
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
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tenures",
                                to="officials.post",
                                verbose_name="post",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="tenures",
                                to="officials.person",
                                verbose_name="person",
                            ),
                        ),
                        ("acting", models.BooleanField(default=False, verbose_name="acting")),
                        (
                            "end_reason",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="why it ended"
                            ),
                        ),
                        ("source_url", models.URLField(max_length=300, verbose_name="source")),
                    ],
                    options={
                        "verbose_name": "term of office",
                        "verbose_name_plural": "terms of office",
                        "ordering": (
                            models.OrderBy(
                                models.F("start_date"), descending=True, nulls_last=True
                            ),
                            "-pk",
                        ),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_date", None),
                                    ("start_date", None),
                                    ("end_date__gte", models.F("start_date")),
                                    _connector="OR",
                                ),
                                name="officials_tenure_ends_after_it_starts",
                                violation_error_message="A term of office cannot end before it starts.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("start_precision__in", ["year", "month", "day"]),
                                    ("end_precision__in", ["year", "month", "day"]),
                                ),
                                name="officials_tenure_precision",
                            ),
                        ],
                    },
                ),
            ]
        ),
    ]
