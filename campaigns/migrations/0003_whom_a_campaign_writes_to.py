"""Rules by which a campaign's letters find their addressees."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import officials.models.institution


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0002_what_was_read_stays"),
        ("officials", "0002_members_rules_and_proposals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Stance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        choices=[
                            ("supportive", "supportive"),
                            ("wavering", "wavering"),
                            ("opposed", "opposed"),
                            ("unknown", "not known"),
                        ],
                        max_length=10,
                        verbose_name="where it stands",
                    ),
                ),
                ("noted_on", models.DateField(verbose_name="as of")),
                (
                    "note",
                    models.CharField(blank=True, max_length=300, verbose_name="what it rests on"),
                ),
                ("source_url", models.URLField(blank=True, max_length=300, verbose_name="source")),
                ("noted_at", models.DateTimeField(verbose_name="noted")),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="officials.post",
                        verbose_name="post",
                    ),
                ),
                (
                    "situation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="situations.situation",
                        verbose_name="situation",
                    ),
                ),
            ],
            options={
                "verbose_name": "stance",
                "verbose_name_plural": "stances",
                "ordering": ("-noted_on", "-pk"),
                "indexes": [
                    models.Index(
                        fields=["organisation", "situation", "post", "-noted_on"],
                        name="campaigns_stance_latest",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("position__in", ["supportive", "wavering", "opposed", "unknown"])
                        ),
                        name="campaigns_stance_position",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), ("source_url", ""), _negated=True),
                        name="campaigns_stance_rests_on_something",
                        violation_error_message="Say what it rests on, or give a source.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Targeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "strategy",
                    models.CharField(
                        choices=[
                            ("chooses", "the writer chooses one"),
                            ("all", "all of them"),
                            ("random", "by lot"),
                            ("least", "those that fewest wrote to"),
                        ],
                        default="chooses",
                        max_length=7,
                        verbose_name="who is written to",
                    ),
                ),
                (
                    "most",
                    models.PositiveSmallIntegerField(
                        default=5,
                        help_text="From 1 to 20. Few letters that somebody wrote weigh more than many copies.",
                        verbose_name="offices a person writes to at most",
                    ),
                ),
                (
                    "letter_action",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targeting",
                        to="campaigns.letteraction",
                        verbose_name="letter action",
                    ),
                ),
            ],
            options={
                "verbose_name": "way of choosing offices",
                "verbose_name_plural": "ways of choosing offices",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("strategy__in", ["chooses", "all", "random", "least"])),
                        name="campaigns_targeting_strategy",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("most__gte", 1), ("most__lte", 20)),
                        name="campaigns_targeting_most",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TargetRule",
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
                            ("addressees", "the addressees of the campaign"),
                            ("post", "one office"),
                            ("role", "every office of a kind"),
                            ("members", "the members of an organisation"),
                            ("own_minister", "the writer's own foreign minister"),
                            ("own_mission", "the permanent mission of the writer's own country"),
                            ("embassy", "the embassies in the writer's own country"),
                            ("wavering", "offices that waver"),
                        ],
                        max_length=12,
                        verbose_name="rule",
                    ),
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
                    "country",
                    models.CharField(
                        blank=True,
                        max_length=2,
                        validators=[officials.models.institution.validate_country],
                        verbose_name="country",
                    ),
                ),
                (
                    "on",
                    models.DateField(
                        blank=True,
                        help_text="Empty: those of the day on which the letter is written.",
                        null=True,
                        verbose_name="members on the day",
                    ),
                ),
                (
                    "fallback",
                    models.BooleanField(default=False, verbose_name="only if nothing else fits"),
                ),
                ("place", models.PositiveSmallIntegerField(default=0, verbose_name="place")),
                (
                    "institution",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="officials.institution",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "letter_action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="target_rules",
                        to="campaigns.letteraction",
                        verbose_name="letter action",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="officials.post",
                        verbose_name="office",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule for addressees",
                "verbose_name_plural": "rules for addressees",
                "ordering": ("fallback", "place", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "addressees",
                                    "post",
                                    "role",
                                    "members",
                                    "own_minister",
                                    "own_mission",
                                    "embassy",
                                    "wavering",
                                ],
                            ),
                            (
                                "role__in",
                                [
                                    "",
                                    "head_of_state",
                                    "head_of_government",
                                    "foreign_minister",
                                    "minister",
                                    "permanent_representative",
                                    "ambassador",
                                    "head_of_organisation",
                                    "chair",
                                    "special_representative",
                                    "legislator",
                                    "other",
                                ],
                            ),
                        ),
                        name="campaigns_rule_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "post"), ("post__isnull", False)),
                            models.Q(models.Q(("kind", "post"), _negated=True), ("post", None)),
                            _connector="OR",
                        ),
                        name="campaigns_rule_names_its_office",
                        violation_error_message="Name the office.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "members"), _negated=True),
                            ("institution__isnull", False),
                            _connector="OR",
                        ),
                        name="campaigns_rule_names_its_organisation",
                        violation_error_message="Name the organisation.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "role"), _negated=True),
                            models.Q(("role", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="campaigns_rule_names_its_role",
                        violation_error_message="Name the kind of office.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TargetTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "given",
                    models.PositiveIntegerField(default=0, verbose_name="writers who got it"),
                ),
                (
                    "letter_action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="target_tallies",
                        to="campaigns.letteraction",
                        verbose_name="letter action",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="officials.post",
                        verbose_name="post",
                    ),
                ),
            ],
            options={
                "verbose_name": "count of writers by office",
                "verbose_name_plural": "counts of writers by office",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("letter_action", "post"), name="campaigns_tally_once_an_office"
                    )
                ],
            },
        ),
    ]
