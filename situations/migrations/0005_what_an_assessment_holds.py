"""What an assessment holds in several: people, areas, triggers, risks, works cited.

All of it is fixed with the assessment once that is decided (D3), by PostgreSQL itself. What stood
in one text each, the triggers and the areas, becomes rows; nothing of a decided one is lost.
"""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from situations.risk_rows import factor_columns, indicator_columns

INTO_ROWS = """
INSERT INTO situations_trigger (assessment_id, name, "when", effect)
    SELECT id, left(triggers, 160), '', CASE WHEN length(triggers) > 160 THEN triggers ELSE '' END
    FROM situations_assessment WHERE triggers <> '';
INSERT INTO situations_area (assessment_id, name, danger, note)
    SELECT id, left(areas, 160), 'at_risk', CASE WHEN length(areas) > 160 THEN areas ELSE '' END
    FROM situations_assessment WHERE areas <> '';
SET CONSTRAINTS ALL IMMEDIATE;
"""

ROWS = ("population", "area", "trigger", "rating", "citation")
TABLES = {
    "population": "situations_populationatrisk",
    "area": "situations_area",
    "trigger": "situations_trigger",
    "rating": "situations_riskrating",
    "citation": "situations_citation",
}

REFUSE = "".join(
    f"""
CREATE TRIGGER situations_{row}_stays BEFORE INSERT OR UPDATE OR DELETE ON {TABLES[row]}
    FOR EACH ROW EXECUTE FUNCTION situations_part_of_assessment();
"""
    for row in ROWS
)
ALLOW = "".join(f"DROP TRIGGER situations_{row}_stays ON {TABLES[row]};" for row in ROWS)

# Row by row nothing of a decided assessment can go; so neither can all of it at once.
WHOLE = (*TABLES.values(), "situations_figure", "situations_actorrole")
REFUSE_EMPTYING = "".join(
    f"""
CREATE TRIGGER {table}_table_stays BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION situations_refuse();
"""
    for table in WHOLE
)
ALLOW_EMPTYING = "".join(f"DROP TRIGGER {table}_table_stays ON {table};" for table in WHOLE)


def load(apps, schema_editor):
    factor = apps.get_model("situations", "RiskFactor")
    factor.objects.bulk_create(factor(**columns) for columns in factor_columns())
    indicator = apps.get_model("situations", "RiskIndicator")
    indicator.objects.bulk_create(indicator(**columns) for columns in indicator_columns())


class Migration(migrations.Migration):
    dependencies = (("situations", "0004_warnings"),)

    operations = [
        migrations.AlterField(
            model_name="assessment",
            name="steps_done",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("subject", "Which crimes"),
                        ("time", "When"),
                        ("gravity", "How grave"),
                        ("people", "Who is at risk"),
                        ("response", "The State"),
                        ("facts", "Actors and figures"),
                        ("risk", "Risk profile"),
                        ("conclusion", "Conclusion"),
                    ],
                    max_length=30,
                ),
                blank=True,
                default=list,
                verbose_name="steps of the screening that are answered",
            ),
        ),
        migrations.CreateModel(
            name="RiskFactor",
            fields=[
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        primary_key=True, serialize=False, verbose_name="number"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("common", "common to all the crimes"),
                            ("specific", "specific to one crime"),
                        ],
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "crime",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("genocide", "genocide"),
                            ("war_crimes", "war crimes"),
                            ("ethnic_cleansing", "ethnic cleansing"),
                            ("crimes_against_humanity", "crimes against humanity"),
                        ],
                        max_length=30,
                        verbose_name="crime",
                    ),
                ),
                ("label", models.CharField(max_length=80, verbose_name="label")),
                ("words", models.CharField(max_length=300, verbose_name="in our words")),
            ],
            options={
                "verbose_name": "risk factor",
                "verbose_name_plural": "risk factors",
                "ordering": ("number",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("crime", ""), ("kind", "common")),
                            models.Q(
                                (
                                    "crime__in",
                                    [
                                        "genocide",
                                        "war_crimes",
                                        "ethnic_cleansing",
                                        "crimes_against_humanity",
                                    ],
                                ),
                                ("kind", "specific"),
                            ),
                            _connector="OR",
                        ),
                        name="situations_factor_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="area")),
                (
                    "danger",
                    models.CharField(
                        choices=[
                            ("worst", "worse than elsewhere"),
                            ("at_risk", "at risk"),
                            ("less", "less than elsewhere"),
                        ],
                        default="at_risk",
                        max_length=8,
                        verbose_name="danger",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="areas",
                        to="situations.assessment",
                        verbose_name="assessment",
                    ),
                ),
            ],
            options={
                "verbose_name": "area",
                "verbose_name_plural": "areas",
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("danger__in", ["worst", "at_risk", "less"])),
                        name="situations_area_choices",
                    ),
                    models.UniqueConstraint(
                        fields=("assessment", "name"),
                        name="situations_area_once",
                        violation_error_message="This area is named twice.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PopulationAtRisk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="who they are")),
                (
                    "basis",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("ethnic", "ethnic group"),
                                ("religious", "religion"),
                                ("national", "nationality"),
                                ("political", "political views"),
                                ("indigenous", "indigenous people"),
                                ("displaced", "people driven from their homes"),
                                ("women", "women and girls"),
                                ("children", "children"),
                                ("work", "their work"),
                                ("place", "where they live"),
                                ("other", "something else"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="singled out for",
                    ),
                ),
                ("where", models.CharField(blank=True, max_length=200, verbose_name="where")),
                ("feared", models.TextField(blank=True, verbose_name="what is feared for them")),
                (
                    "qualifier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("exactly", "exactly"),
                            ("about", "about"),
                            ("more_than", "more than"),
                            ("at_least", "at least"),
                            ("fewer_than", "fewer than"),
                            ("up_to", "up to"),
                        ],
                        max_length=12,
                        verbose_name="qualifier",
                    ),
                ),
                (
                    "best",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="how many"),
                ),
                (
                    "low",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="lowest estimate"
                    ),
                ),
                (
                    "high",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="highest estimate"
                    ),
                ),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="as of")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="populations",
                        to="situations.assessment",
                        verbose_name="assessment",
                    ),
                ),
            ],
            options={
                "verbose_name": "people at risk",
                "verbose_name_plural": "people at risk",
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "basis__contained_by",
                                [
                                    "ethnic",
                                    "religious",
                                    "national",
                                    "political",
                                    "indigenous",
                                    "displaced",
                                    "women",
                                    "children",
                                    "work",
                                    "place",
                                    "other",
                                ],
                            ),
                            (
                                "qualifier__in",
                                [
                                    "",
                                    "exactly",
                                    "about",
                                    "more_than",
                                    "at_least",
                                    "fewer_than",
                                    "up_to",
                                ],
                            ),
                        ),
                        name="situations_population_choices",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("low", None), ("low__lte", models.F("best")), _connector="OR"
                            ),
                            models.Q(
                                ("high", None), ("high__gte", models.F("best")), _connector="OR"
                            ),
                        ),
                        name="situations_population_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("best", None), ("high", None), ("low", None)),
                            models.Q(
                                ("as_of__isnull", False),
                                ("best__isnull", False),
                                models.Q(("source", ""), _negated=True),
                                models.Q(("qualifier", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="situations_population_sourced",
                        violation_error_message="A number needs its qualifier, its source and its day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskIndicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("label", models.CharField(max_length=160, verbose_name="label")),
                (
                    "factor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="situations.riskfactor",
                        verbose_name="risk factor",
                    ),
                ),
            ],
            options={
                "verbose_name": "risk indicator",
                "verbose_name_plural": "risk indicators",
                "ordering": ("factor", "position"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("factor", "position"), name="situations_indicator_number_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskRating",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rating",
                    models.CharField(
                        choices=[
                            ("absent", "absent"),
                            ("low", "low"),
                            ("moderate", "moderate"),
                            ("high", "high"),
                            ("unknown", "not known"),
                        ],
                        default="unknown",
                        max_length=8,
                        verbose_name="rating",
                    ),
                ),
                (
                    "trend",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("rising", "rising"),
                            ("steady", "steady"),
                            ("falling", "falling"),
                        ],
                        max_length=8,
                        verbose_name="trend",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="why")),
                (
                    "indicators",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        blank=True,
                        default=list,
                        verbose_name="signs seen",
                    ),
                ),
                (
                    "ills",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("hiv_aids", "HIV/AIDS"),
                                ("climate_change", "climate change"),
                                ("nuclear_proliferation", "nuclear proliferation"),
                                ("small_arms", "small arms"),
                                ("natural_disaster", "natural disaster"),
                            ],
                            max_length=30,
                        ),
                        blank=True,
                        default=list,
                        verbose_name="other ills that play into it",
                    ),
                ),
                (
                    "place",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)],
                        null=True,
                        verbose_name="place among the foremost",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ratings",
                        to="situations.assessment",
                        verbose_name="assessment",
                    ),
                ),
                (
                    "factor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="situations.riskfactor",
                        verbose_name="risk factor",
                    ),
                ),
            ],
            options={
                "verbose_name": "risk rating",
                "verbose_name_plural": "risk ratings",
                "ordering": ("factor",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "factor"), name="situations_rating_factor_once"
                    ),
                    models.UniqueConstraint(
                        fields=("assessment", "place"), name="situations_rating_place_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating__in", ["absent", "low", "moderate", "high", "unknown"]),
                            ("trend__in", ["", "rising", "steady", "falling"]),
                            (
                                "ills__contained_by",
                                [
                                    "hiv_aids",
                                    "climate_change",
                                    "nuclear_proliferation",
                                    "small_arms",
                                    "natural_disaster",
                                ],
                            ),
                        ),
                        name="situations_rating_choices",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rating", "unknown"),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="situations_rating_reasoned",
                        violation_error_message="Say why, in a sentence.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("place", None),
                            models.Q(
                                ("place__gte", 1),
                                ("place__isnull", False),
                                ("place__lte", 5),
                                ("rating__in", ("low", "moderate", "high")),
                            ),
                            _connector="OR",
                        ),
                        name="situations_rating_place_of_what_is_there",
                        violation_error_message="Only a factor that is there can be a foremost one.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Trigger",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=160, verbose_name="trigger")),
                (
                    "when",
                    models.CharField(
                        blank=True,
                        help_text="A day, a season, or “not known”.",
                        max_length=80,
                        verbose_name="when",
                    ),
                ),
                ("effect", models.TextField(blank=True, verbose_name="what it could set off")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="triggers",
                        to="situations.assessment",
                        verbose_name="assessment",
                    ),
                ),
            ],
            options={
                "verbose_name": "trigger",
                "verbose_name_plural": "triggers",
                "ordering": ("id",),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "name"),
                        name="situations_trigger_once",
                        violation_error_message="This trigger is named twice.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Citation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("author", models.CharField(blank=True, max_length=160, verbose_name="author")),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                (
                    "occasions",
                    models.JSONField(blank=True, default=list, verbose_name="where and when"),
                ),
                (
                    "locator",
                    models.CharField(blank=True, max_length=120, verbose_name="where in it"),
                ),
                (
                    "symbol",
                    models.CharField(blank=True, max_length=60, verbose_name="document symbol"),
                ),
                (
                    "url",
                    models.CharField(
                        blank=True,
                        max_length=500,
                        validators=[django.core.validators.URLValidator(["https", "http"])],
                        verbose_name="address",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="citations",
                        to="situations.assessment",
                        verbose_name="assessment",
                    ),
                ),
            ],
            options={
                "verbose_name": "citation",
                "verbose_name_plural": "citations",
                "ordering": ("id",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url", ""),
                            ("url__startswith", "https://"),
                            ("url__startswith", "http://"),
                            _connector="OR",
                        ),
                        name="situations_citation_address",
                    )
                ],
            },
        ),
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunSQL(INTO_ROWS, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name="assessment",
            name="areas",
        ),
        migrations.RemoveField(
            model_name="assessment",
            name="triggers",
        ),
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunSQL(REFUSE_EMPTYING, ALLOW_EMPTYING),
    ]
