"""Territories, warnings, the register, evidence, measures and briefs."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import situations.public_numbers
from core.migrating import CreateModels

# What is compared without case, accents and vowel marks, in any script, and without the Arabic
# article that is written onto its word. The collation is named, so that it does not hang on how the
# database was made. The path is kept, for a restore has none.
FOLD = r"""
CREATE FUNCTION situations_folded(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(
        regexp_replace(
            regexp_replace(
                lower(normalize(words, NFKD) COLLATE "pg_unicode_fast"),
                '[\u0300-\u036f\u0640\u064b-\u065f\u0670\u06d6-\u06ed]', '', 'g'
            ),
            '[^[:alnum:]]+', ' ', 'g'
        ),
        '(^| )\u0627\u0644(?=[[:alnum:]]{3})', '\1', 'g'
    )
$$;

CREATE FUNCTION situations_parted(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT regexp_replace(
        words,
        '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3040-\u30ff\u3400-\u4dbf'
        '\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f])',
        ' \1 ', 'g'
    )
$$;

CREATE FUNCTION situations_vector(name text, places text, people text, reasons text)
RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
    SELECT setweight(to_tsvector('simple', situations_parted(situations_folded(name))), 'A')
        || setweight(to_tsvector('simple', situations_parted(situations_folded(places))), 'B')
        || setweight(to_tsvector('simple', situations_parted(situations_folded(people))), 'C')
        || setweight(to_tsvector('simple', situations_parted(situations_folded(reasons))), 'D')
$$;

CREATE FUNCTION situations_wanted(words text) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path FROM CURRENT AS $$
DECLARE
    word text;
    part tsquery;
    wanted tsquery;
BEGIN
    FOREACH word IN ARRAY string_to_array(trim(situations_folded(words)), ' ') LOOP
        CONTINUE WHEN word = '';
        IF situations_parted(word) = word THEN
            part := to_tsquery('simple', quote_literal(word) || ':*');
        ELSE
            part := phraseto_tsquery('simple', situations_parted(word));
        END IF;
        wanted := CASE WHEN wanted IS NULL THEN part ELSE wanted && part END;
    END LOOP;
    RETURN wanted;
END;
$$;
"""

UNFOLD = """
DROP FUNCTION situations_wanted(text);
DROP FUNCTION situations_vector(text, text, text, text);
DROP FUNCTION situations_parted(text);
DROP FUNCTION situations_folded(text);
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_people_and_organisations"),
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.RunSQL(FOLD, UNFOLD),
        CreateModels(
            [
                migrations.CreateModel(
                    name="PinAttempt",
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
                            "key",
                            models.BinaryField(
                                max_length=32,
                                unique=True,
                                verbose_name="receipt number, blind index",
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
                    name="Territory",
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
                        ("slug", models.SlugField(max_length=80, unique=True, verbose_name="slug")),
                        ("code", models.CharField(max_length=4, unique=True, verbose_name="code")),
                        (
                            "alpha3",
                            models.CharField(
                                blank=True, max_length=3, verbose_name="three-letter code"
                            ),
                        ),
                        (
                            "m49",
                            models.CharField(
                                blank=True, max_length=3, verbose_name="UN M49 number"
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
                                max_length=3,
                                verbose_name="region",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="situations.territory",
                                verbose_name="part of",
                            ),
                        ),
                        (
                            "latitude",
                            models.FloatField(blank=True, null=True, verbose_name="latitude"),
                        ),
                        (
                            "longitude",
                            models.FloatField(blank=True, null=True, verbose_name="longitude"),
                        ),
                        (
                            "valid_from",
                            models.DateField(blank=True, null=True, verbose_name="code valid from"),
                        ),
                        (
                            "valid_to",
                            models.DateField(
                                blank=True, null=True, verbose_name="code withdrawn on"
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        (
                            "name_en",
                            models.CharField(max_length=120, verbose_name="name in English"),
                        ),
                        (
                            "name_fr",
                            models.CharField(max_length=120, verbose_name="name in French"),
                        ),
                        (
                            "name_es",
                            models.CharField(max_length=120, verbose_name="name in Spanish"),
                        ),
                        (
                            "name_ar",
                            models.CharField(max_length=120, verbose_name="name in Arabic"),
                        ),
                        (
                            "name_ru",
                            models.CharField(max_length=120, verbose_name="name in Russian"),
                        ),
                        (
                            "name_zh",
                            models.CharField(max_length=120, verbose_name="name in Chinese"),
                        ),
                    ],
                    options={
                        "verbose_name": "territory",
                        "verbose_name_plural": "territories",
                        "ordering": ("name_en",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("region__in", ["", "002", "019", "142", "150", "009"])
                                ),
                                name="situations_territory_region",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("valid_from", None),
                                    ("valid_to", None),
                                    ("valid_from__lt", models.F("valid_to")),
                                    _connector="OR",
                                ),
                                name="situations_territory_dates",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Situation",
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
                            models.SlugField(
                                blank=True,
                                editable=False,
                                max_length=100,
                                null=True,
                                unique=True,
                                verbose_name="slug",
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                blank=True,
                                editable=False,
                                max_length=12,
                                null=True,
                                unique=True,
                                verbose_name="reference",
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="situations",
                                to="accounts.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                blank=True,
                                help_text="The person whose work it is to follow this situation.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="lead",
                            ),
                        ),
                        (
                            "area",
                            models.CharField(
                                blank=True,
                                help_text="If it is not the whole territory.",
                                max_length=200,
                                verbose_name="area",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("proposed", "proposed"),
                                    ("registered", "registered as R2P"),
                                    ("not_registered", "not R2P"),
                                    ("monitoring_ended", "monitoring ended"),
                                    ("archived", "archived"),
                                ],
                                default="proposed",
                                editable=False,
                                max_length=16,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "standing",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Current crisis"),
                                    (1, "Imminent risk"),
                                    (2, "Serious concern"),
                                    (3, "not R2P"),
                                    (4, "monitoring ended"),
                                    (5, "archived"),
                                    (9, "proposed"),
                                ],
                                default=9,
                                editable=False,
                                verbose_name="place in the register",
                            ),
                        ),
                        ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                        ("updated_at", models.DateTimeField(verbose_name="last updated")),
                        (
                            "territories",
                            models.ManyToManyField(
                                related_name="situations",
                                to="situations.territory",
                                verbose_name="territories",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "situation",
                        "verbose_name_plural": "situations",
                        "ordering": ("name", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Assessment",
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
                            "situation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assessments",
                                to="situations.situation",
                                verbose_name="situation",
                            ),
                        ),
                        ("as_of", models.DateField(verbose_name="as of")),
                        (
                            "version",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                editable=False,
                                help_text="Counted for each date, when decided.",
                                null=True,
                                verbose_name="version",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("second_review", "in second review"),
                                    ("returned", "returned to its author"),
                                    ("decided", "decided"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=14,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="author",
                            ),
                        ),
                        (
                            "crimes",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("genocide", "genocide"),
                                        ("war_crimes", "war crimes"),
                                        ("ethnic_cleansing", "ethnic cleansing"),
                                        ("crimes_against_humanity", "crimes against humanity"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="crimes",
                            ),
                        ),
                        (
                            "contested_labels",
                            models.TextField(blank=True, verbose_name="labels that are contested"),
                        ),
                        (
                            "time_test",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("occurring", "are occurring"),
                                    ("imminent", "appear to be imminent"),
                                    (
                                        "capable_of_deteriorating",
                                        "could come about if nothing is done to prevent it",
                                    ),
                                    ("past_only", "lie in the past only"),
                                    ("none", "neither happen nor are to be feared"),
                                ],
                                max_length=30,
                                verbose_name="time test",
                            ),
                        ),
                        (
                            "grave",
                            models.BooleanField(
                                blank=True, null=True, verbose_name="shocks the conscience"
                            ),
                        ),
                        ("gravity", models.TextField(blank=True, verbose_name="why it is grave")),
                        ("scale", models.TextField(blank=True, verbose_name="scale")),
                        (
                            "people_at_risk",
                            models.TextField(blank=True, verbose_name="people at risk"),
                        ),
                        ("feared", models.TextField(blank=True, verbose_name="what is feared")),
                        (
                            "state_response",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("protecting", "protecting its people"),
                                    ("unable", "unable to protect them"),
                                    ("unwilling", "unwilling to protect them"),
                                    ("perpetrating", "taking part in the crimes"),
                                    ("contested", "contested"),
                                    ("unknown", "not known"),
                                ],
                                max_length=14,
                                verbose_name="the State’s response",
                            ),
                        ),
                        (
                            "state_response_note",
                            models.TextField(blank=True, verbose_name="how the State responds"),
                        ),
                        (
                            "trend",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("deteriorating", "deteriorating"),
                                    ("unchanged", "unchanged"),
                                    ("improving", "improving"),
                                ],
                                max_length=14,
                                verbose_name="trend",
                            ),
                        ),
                        (
                            "outlook",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("conflict_risk", "risk of more violence"),
                                        ("resolution_opportunity", "chance of a settlement"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="outlook",
                            ),
                        ),
                        (
                            "standard_of_proof",
                            models.CharField(
                                choices=[
                                    ("reasonable_suspicion", "reasonable suspicion"),
                                    ("reasonable_grounds", "reasonable grounds to believe"),
                                    ("balance_of_probabilities", "balance of probabilities"),
                                    ("beyond_reasonable_doubt", "beyond reasonable doubt"),
                                ],
                                default="reasonable_grounds",
                                max_length=30,
                                verbose_name="standard of proof",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("registered", "registered as R2P"),
                                    ("not_registered", "not R2P"),
                                ],
                                max_length=16,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "level",
                            models.GeneratedField(
                                choices=[
                                    ("current_crisis", "Current crisis"),
                                    ("imminent_risk", "Imminent risk"),
                                    ("serious_concern", "Serious concern"),
                                ],
                                db_persist=True,
                                expression=models.Case(
                                    models.When(
                                        outcome="registered",
                                        then=models.Value("current_crisis"),
                                        time_test="occurring",
                                    ),
                                    models.When(
                                        outcome="registered",
                                        then=models.Value("imminent_risk"),
                                        time_test="imminent",
                                    ),
                                    models.When(
                                        outcome="registered",
                                        then=models.Value("serious_concern"),
                                        time_test="capable_of_deteriorating",
                                    ),
                                    default=models.Value(""),
                                    output_field=models.CharField(max_length=16),
                                ),
                                output_field=models.CharField(max_length=16),
                                verbose_name="level",
                            ),
                        ),
                        (
                            "exclusions",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("past_only", "past crimes only"),
                                        (
                                            "human_rights_concern",
                                            "human rights violations of another scale",
                                        ),
                                        ("internal_conflict_only", "internal conflict alone"),
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
                                verbose_name="why it is not R2P",
                            ),
                        ),
                        (
                            "public_reason",
                            models.TextField(blank=True, verbose_name="public reason"),
                        ),
                        (
                            "referral",
                            models.TextField(blank=True, verbose_name="where to turn instead"),
                        ),
                        (
                            "suggested_measures",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("state_capacity", "help the State to protect its people"),
                                        ("grievances", "remedy grievances"),
                                        ("rule_of_law", "ensure the rule of law"),
                                        ("mediation", "mediation"),
                                        ("advocacy", "analysis and advocacy"),
                                        ("censure", "censure"),
                                        ("political_pressure", "political pressure"),
                                        ("isolation", "diplomatic isolation"),
                                        ("prosecution", "threat of prosecution"),
                                        ("court", "referral to the International Criminal Court"),
                                        ("sanctions", "sanctions"),
                                        (
                                            "sanctions_monitoring",
                                            "professional monitoring of sanctions",
                                        ),
                                        ("police", "police and other civilians on the ground"),
                                        (
                                            "protection_force",
                                            "a protection force with the State’s consent",
                                        ),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="suggested measures",
                            ),
                        ),
                        ("sources", models.TextField(blank=True, verbose_name="sources")),
                        (
                            "steps_done",
                            django.contrib.postgres.fields.ArrayField(
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
                        ("created_at", models.DateTimeField(verbose_name="begun")),
                        (
                            "submitted_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="handed in"
                            ),
                        ),
                        (
                            "returned_reason",
                            models.TextField(
                                blank=True, editable=False, verbose_name="why it was returned"
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="decided"
                            ),
                        ),
                        (
                            "writers",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="everybody who wrote in it",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "assessment",
                        "verbose_name_plural": "assessments",
                        "ordering": ("-as_of", "-version", "-id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        ["draft", "second_review", "returned", "decided"],
                                    )
                                ),
                                name="situations_assessment_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "crimes__contained_by",
                                        [
                                            "genocide",
                                            "war_crimes",
                                            "ethnic_cleansing",
                                            "crimes_against_humanity",
                                        ],
                                    ),
                                    (
                                        "exclusions__contained_by",
                                        [
                                            "past_only",
                                            "human_rights_concern",
                                            "internal_conflict_only",
                                            "hiv_aids",
                                            "climate_change",
                                            "nuclear_proliferation",
                                            "small_arms",
                                            "natural_disaster",
                                        ],
                                    ),
                                    (
                                        "outlook__contained_by",
                                        ["conflict_risk", "resolution_opportunity"],
                                    ),
                                    (
                                        "suggested_measures__contained_by",
                                        [
                                            "state_capacity",
                                            "grievances",
                                            "rule_of_law",
                                            "mediation",
                                            "advocacy",
                                            "censure",
                                            "political_pressure",
                                            "isolation",
                                            "prosecution",
                                            "court",
                                            "sanctions",
                                            "sanctions_monitoring",
                                            "police",
                                            "protection_force",
                                        ],
                                    ),
                                    (
                                        "time_test__in",
                                        [
                                            "",
                                            "occurring",
                                            "imminent",
                                            "capable_of_deteriorating",
                                            "past_only",
                                            "none",
                                        ],
                                    ),
                                    ("outcome__in", ["", "registered", "not_registered"]),
                                    (
                                        "state_response__in",
                                        [
                                            "",
                                            "protecting",
                                            "unable",
                                            "unwilling",
                                            "perpetrating",
                                            "contested",
                                            "unknown",
                                        ],
                                    ),
                                    ("trend__in", ["", "deteriorating", "unchanged", "improving"]),
                                    (
                                        "standard_of_proof__in",
                                        [
                                            "reasonable_suspicion",
                                            "reasonable_grounds",
                                            "balance_of_probabilities",
                                            "beyond_reasonable_doubt",
                                        ],
                                    ),
                                ),
                                name="situations_assessment_choices",
                            ),
                            models.UniqueConstraint(
                                fields=("situation", "as_of", "version"),
                                name="situations_assessment_version_unique",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "decided"), _negated=True),
                                fields=("situation",),
                                name="situations_assessment_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("outcome", "registered"),
                                        ("status", "decided"),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("crimes__len__gt", 0),
                                        ("exclusions__len", 0),
                                        ("grave", True),
                                        ("grave__isnull", False),
                                        (
                                            "time_test__in",
                                            ("occurring", "imminent", "capable_of_deteriorating"),
                                        ),
                                        models.Q(("gravity", ""), _negated=True),
                                        models.Q(("people_at_risk", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_assessment_d1_registered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("outcome", "not_registered"),
                                        ("status", "decided"),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("exclusions__len__gt", 0),
                                        models.Q(("referral", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_assessment_d4_not_registered",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "decided"), _negated=True),
                                    models.Q(
                                        (
                                            "as_of__lte",
                                            django.db.models.functions.datetime.TruncDate(
                                                "decided_at"
                                            ),
                                        ),
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        ("outcome__in", ["registered", "not_registered"]),
                                        (
                                            "state_response__in",
                                            [
                                                "protecting",
                                                "unable",
                                                "unwilling",
                                                "perpetrating",
                                                "contested",
                                                "unknown",
                                            ],
                                        ),
                                        (
                                            "time_test__in",
                                            [
                                                "occurring",
                                                "imminent",
                                                "capable_of_deteriorating",
                                                "past_only",
                                                "none",
                                            ],
                                        ),
                                        ("version__isnull", False),
                                        models.Q(("public_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_assessment_decided_is_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("decided_by", models.F("author")), _negated=True),
                                    _connector="OR",
                                ),
                                name="situations_assessment_d5_decider_is_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EarlyWarning",
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
                            "receipt",
                            models.CharField(
                                max_length=12, unique=True, verbose_name="receipt number"
                            ),
                        ),
                        ("pin_hash", models.CharField(max_length=160, verbose_name="PIN, hashed")),
                        (
                            "submission_key",
                            models.BinaryField(
                                max_length=32, unique=True, verbose_name="form, blind index"
                            ),
                        ),
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
                            "is_for_anyone",
                            models.BooleanField(
                                help_text="The sender named no organisation.",
                                verbose_name="for whoever is on duty",
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
                        (
                            "people_at_risk",
                            models.TextField(blank=True, verbose_name="who is at risk"),
                        ),
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
                            models.BinaryField(
                                null=True, verbose_name="address for answers, sealed"
                            ),
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
                        (
                            "acknowledge_by",
                            models.DateTimeField(verbose_name="to be acknowledged by"),
                        ),
                        (
                            "acknowledged_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="first acknowledged"
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="first decided"
                            ),
                        ),
                        ("due_at", models.DateTimeField(blank=True, null=True, verbose_name="due")),
                        (
                            "ended_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="ended"),
                        ),
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
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="last escalated"
                            ),
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
                        (
                            "reason",
                            models.TextField(blank=True, verbose_name="reason, for the sender"),
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
                    ],
                    options={
                        "verbose_name": "warning",
                        "verbose_name_plural": "warnings",
                        "ordering": ("-received_at", "-id"),
                        "constraints": [
                            models.CheckConstraint(
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("due_at", None),
                                        (
                                            "status__in",
                                            ("linked", "opened_situation", "declined", "closed"),
                                        ),
                                    ),
                                    models.Q(
                                        models.Q(
                                            (
                                                "status__in",
                                                (
                                                    "linked",
                                                    "opened_situation",
                                                    "declined",
                                                    "closed",
                                                ),
                                            ),
                                            _negated=True,
                                        ),
                                        ("due_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_warning_open_has_a_clock",
                            ),
                            models.CheckConstraint(
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
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status__in", ("linked", "opened_situation")),
                                        _negated=True,
                                    ),
                                    ("situation__isnull", False),
                                    _connector="OR",
                                ),
                                name="situations_warning_leads_somewhere",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "declined"), _negated=True),
                                    models.Q(("decline_code", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="situations_warning_declined_why",
                            ),
                        ],
                        "indexes": [
                            models.Index(fields=["due_at"], name="situations_warning_due"),
                            models.Index(
                                fields=["territory", "received_at"], name="situations_warning_area"
                            ),
                            models.Index(
                                fields=["place_key", "received_at"], name="situations_warning_place"
                            ),
                            models.Index(fields=["received_at"], name="situations_warning_day"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Escalation",
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
                            "warning",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="escalations",
                                to="situations.earlywarning",
                                verbose_name="warning",
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
                        (
                            "status",
                            models.CharField(max_length=20, verbose_name="status at that time"),
                        ),
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
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "escalation",
                        "verbose_name_plural": "escalations",
                        "ordering": ("at", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Source",
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
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sources",
                                to="accounts.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("witness", "witness"),
                                    ("own_staff", "the organisation’s own people"),
                                    ("civil_society", "civil society"),
                                    ("media", "news media"),
                                    ("official", "government or army"),
                                    ("international", "international organisation"),
                                    ("online", "account or channel on the internet"),
                                    ("dataset", "data set"),
                                ],
                                max_length=14,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "reliability",
                            models.CharField(
                                choices=[
                                    ("A", "completely reliable"),
                                    ("B", "usually reliable"),
                                    ("C", "fairly reliable"),
                                    ("D", "not usually reliable"),
                                    ("E", "unreliable"),
                                    ("F", "reliability cannot be judged"),
                                ],
                                default="F",
                                max_length=1,
                                verbose_name="reliability",
                            ),
                        ),
                        (
                            "takes_from",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="takers",
                                to="situations.source",
                                verbose_name="takes its reports from",
                            ),
                        ),
                        (
                            "is_public",
                            models.BooleanField(
                                default=False, verbose_name="may be named in public"
                            ),
                        ),
                        ("url", models.URLField(blank=True, verbose_name="address")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "source",
                        "verbose_name_plural": "sources",
                        "ordering": ("name", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("reliability__in", ["A", "B", "C", "D", "E", "F"]),
                                    (
                                        "kind__in",
                                        [
                                            "witness",
                                            "own_staff",
                                            "civil_society",
                                            "media",
                                            "official",
                                            "international",
                                            "online",
                                            "dataset",
                                        ],
                                    ),
                                ),
                                name="situations_source_choices",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("takes_from", None),
                                    models.Q(("takes_from", models.F("id")), _negated=True),
                                    _connector="OR",
                                ),
                                name="situations_source_not_of_itself",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_public", True), ("kind", "witness"), _negated=True
                                ),
                                name="situations_source_witness_hidden",
                                violation_error_message="A witness is never named as a source. What a witness agrees to stands in the consent to the testimony.",
                            ),
                            models.UniqueConstraint(
                                fields=("organisation", "name"), name="situations_source_name_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportRun",
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
                            "situation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="imports",
                                to="situations.situation",
                                verbose_name="situation",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="imports",
                                to="situations.source",
                                verbose_name="source",
                            ),
                        ),
                        (
                            "dataset",
                            models.CharField(
                                choices=[
                                    ("ucdp_ged", "UCDP Georeferenced Event Dataset"),
                                    ("acled", "ACLED"),
                                ],
                                max_length=12,
                                verbose_name="data set",
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
                        ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                        (
                            "started_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        ("started_at", models.DateTimeField(verbose_name="handed in")),
                        (
                            "ended_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="ended"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("looking", "being looked through"),
                                    ("looked", "looked through, waits for the word"),
                                    ("importing", "being imported"),
                                    ("done", "imported"),
                                    ("stopped", "stopped"),
                                    ("failed", "cannot be read"),
                                    ("publishing", "being made public"),
                                    ("published", "imported and public"),
                                ],
                                default="looking",
                                editable=False,
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "failure",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="why it cannot be read"
                            ),
                        ),
                        (
                            "offset",
                            models.PositiveBigIntegerField(default=0, verbose_name="bytes read"),
                        ),
                        (
                            "line",
                            models.PositiveIntegerField(default=0, verbose_name="line reached"),
                        ),
                        ("counts", models.JSONField(default=dict, verbose_name="lines by outcome")),
                        (
                            "shown_date",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("year", "the year"),
                                    ("month", "the month"),
                                    ("day", "the day, if it is known"),
                                ],
                                max_length=8,
                                verbose_name="time shown",
                            ),
                        ),
                        (
                            "shown_place",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("country", "the country only"),
                                    ("province", "the province, and a wide area on maps"),
                                    ("district", "the district, and a small area on maps"),
                                    ("exact", "the place itself, if it is known"),
                                ],
                                max_length=8,
                                verbose_name="place shown",
                            ),
                        ),
                        (
                            "shows_actors",
                            models.BooleanField(default=False, verbose_name="groups are named"),
                        ),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                        ("published_to", models.PositiveBigIntegerField(default=0, editable=False)),
                        ("published", models.PositiveIntegerField(default=0, editable=False)),
                    ],
                    options={
                        "verbose_name": "import of incidents",
                        "verbose_name_plural": "imports of incidents",
                        "ordering": ("-id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "looking",
                                            "looked",
                                            "importing",
                                            "done",
                                            "stopped",
                                            "failed",
                                            "publishing",
                                            "published",
                                        ],
                                    ),
                                    ("dataset__in", ["ucdp_ged", "acled"]),
                                ),
                                name="situations_importrun_choices",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(
                                        ("approved_by", models.F("started_by")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_importrun_d5_approver_is_another",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Instrument",
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
                        ("slug", models.SlugField(max_length=60, unique=True, verbose_name="slug")),
                        (
                            "symbol",
                            models.CharField(blank=True, max_length=40, verbose_name="symbol"),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="title")),
                        (
                            "body",
                            models.CharField(
                                choices=[
                                    ("assembly", "General Assembly"),
                                    ("council", "Security Council"),
                                    ("report", "Reports to the Assembly or the Council"),
                                    ("treaty", "Treaties"),
                                    ("pledge", "Pledges of States"),
                                ],
                                max_length=10,
                                verbose_name="whose text it is",
                            ),
                        ),
                        ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                        ("adopted_on", models.DateField(blank=True, null=True, verbose_name="day")),
                        ("note", models.TextField(blank=True, verbose_name="what it says")),
                        (
                            "is_joined",
                            models.BooleanField(
                                default=False, verbose_name="States can put their name to it"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "instrument",
                        "verbose_name_plural": "instruments",
                        "ordering": ("year", "symbol", "slug"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "body__in",
                                        ["assembly", "council", "report", "treaty", "pledge"],
                                    )
                                ),
                                name="situations_instrument_body",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OutcomeReview",
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
                            "situation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcome_reviews",
                                to="situations.situation",
                                verbose_name="situation",
                            ),
                        ),
                        ("as_of", models.DateField(verbose_name="as of")),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("prevented", "prevented"),
                                    ("halted", "halted"),
                                    ("continued", "went on"),
                                    ("occurred", "came about"),
                                ],
                                max_length=10,
                                verbose_name="result",
                            ),
                        ),
                        (
                            "is_arguable",
                            models.BooleanField(
                                default=False,
                                help_text="What did not happen can seldom be proved to have been prevented.",
                                verbose_name="this can be argued about",
                            ),
                        ),
                        ("account", models.TextField(verbose_name="what became of it")),
                        (
                            "contributions",
                            models.TextField(blank=True, verbose_name="what contributed, and who"),
                        ),
                        (
                            "obstacles",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        (
                                            "sovereignty_as_control",
                                            "sovereignty understood as control",
                                        ),
                                        (
                                            "new_states_shield",
                                            "non-intervention as the shield of young States",
                                        ),
                                        (
                                            "suspicion_of_motives",
                                            "suspicion of the motives of powerful States",
                                        ),
                                        ("military_terms_only", "thinking in military terms alone"),
                                        ("dulled_by_numbers", "feeling dulled by large numbers"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="what stood in the way",
                            ),
                        ),
                        (
                            "obstacles_note",
                            models.TextField(blank=True, verbose_name="how it stood in the way"),
                        ),
                        ("lessons", models.TextField(blank=True, verbose_name="what to learn")),
                        ("sources", models.TextField(verbose_name="sources")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("review", "waiting for a second person"),
                                    ("decided", "decided"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=8,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="author",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="begun")),
                        (
                            "returned_reason",
                            models.TextField(
                                blank=True, editable=False, verbose_name="why it was returned"
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="decided by",
                            ),
                        ),
                        (
                            "decided_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="decided"
                            ),
                        ),
                        (
                            "writers",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="everybody who wrote in it",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "outcome review",
                        "verbose_name_plural": "outcome reviews",
                        "ordering": ("-as_of", "-id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ["draft", "review", "decided"]),
                                    (
                                        "result__in",
                                        ["prevented", "halted", "continued", "occurred"],
                                    ),
                                    (
                                        "obstacles__contained_by",
                                        [
                                            "sovereignty_as_control",
                                            "new_states_shield",
                                            "suspicion_of_motives",
                                            "military_terms_only",
                                            "dulled_by_numbers",
                                        ],
                                    ),
                                ),
                                name="situations_outcome_choices",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "decided"), _negated=True),
                                fields=("situation",),
                                name="situations_outcome_one_open",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "decided"), _negated=True),
                                    models.Q(
                                        ("decided_at__isnull", False),
                                        ("decided_by__isnull", False),
                                        models.Q(("account", ""), _negated=True),
                                        models.Q(("sources", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_outcome_decided_is_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("decided_by", None),
                                    models.Q(("decided_by", models.F("author")), _negated=True),
                                    _connector="OR",
                                ),
                                name="situations_outcome_d5_decider_is_another",
                            ),
                        ],
                    },
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
                    name="Measure",
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
                            "situation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="measures",
                                to="situations.situation",
                                verbose_name="situation",
                            ),
                        ),
                        (
                            "rung",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "structural prevention"),
                                    (1, "mediation and diplomacy"),
                                    (2, "political pressure"),
                                    (3, "legal measures"),
                                    (4, "economic measures"),
                                    (5, "civilian deployment"),
                                    (6, "military protection with consent"),
                                    (7, "military action without consent"),
                                ],
                                verbose_name="rung",
                            ),
                        ),
                        (
                            "phase",
                            models.CharField(
                                choices=[
                                    ("prevent", "Prevent"),
                                    ("react", "React"),
                                    ("rebuild", "Rebuild"),
                                ],
                                max_length=8,
                                verbose_name="phase",
                            ),
                        ),
                        (
                            "course",
                            models.CharField(
                                choices=[
                                    ("proposed", "proposed"),
                                    ("adopted", "decided on"),
                                    ("carried_out", "carried out"),
                                    ("lapsed", "lapsed without being carried out"),
                                ],
                                default="carried_out",
                                max_length=12,
                                verbose_name="how far it got",
                            ),
                        ),
                        ("what", models.CharField(max_length=300, verbose_name="what was done")),
                        ("who", models.CharField(max_length=160, verbose_name="by whom")),
                        (
                            "when",
                            models.CharField(
                                help_text="A day, a year or a span, as the source gives it.",
                                max_length=80,
                                verbose_name="when",
                            ),
                        ),
                        (
                            "began_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="first day, if it is known"
                            ),
                        ),
                        (
                            "ended_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="last day, if it is over"
                            ),
                        ),
                        (
                            "consent",
                            models.CharField(
                                choices=[
                                    ("given", "the State consented"),
                                    ("withheld", "without the State’s consent"),
                                    ("not_needed", "no consent needed"),
                                    ("unknown", "not stated"),
                                ],
                                default="unknown",
                                max_length=12,
                                verbose_name="consent",
                            ),
                        ),
                        (
                            "legality",
                            models.CharField(
                                choices=[
                                    ("authorised", "authorised by the Security Council"),
                                    ("blocked", "not authorised: blocked by a threatened veto"),
                                    ("not_authorised", "not authorised"),
                                    ("not_needed", "no authority needed"),
                                    ("unknown", "not stated"),
                                ],
                                default="unknown",
                                max_length=16,
                                verbose_name="legality",
                            ),
                        ),
                        (
                            "quality",
                            models.CharField(
                                choices=[
                                    ("effective", "effective"),
                                    ("incomplete", "incomplete"),
                                    ("erratic", "erratic"),
                                    ("counterproductive", "counter-productive"),
                                    ("default", "did not come when it was due"),
                                    ("open", "too early to say"),
                                ],
                                default="open",
                                max_length=20,
                                verbose_name="how it turned out",
                            ),
                        ),
                        (
                            "monitor",
                            models.CharField(
                                blank=True, max_length=160, verbose_name="who monitors it"
                            ),
                        ),
                        ("source", models.CharField(max_length=200, verbose_name="source")),
                        ("added_at", models.DateTimeField(verbose_name="added")),
                    ],
                    options={
                        "verbose_name": "measure",
                        "verbose_name_plural": "measures",
                        "ordering": (
                            "rung",
                            models.OrderBy(models.F("began_on"), nulls_last=True),
                            "id",
                        ),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("rung__in", [0, 1, 2, 3, 4, 5, 6, 7]),
                                    ("phase__in", ["prevent", "react", "rebuild"]),
                                    ("consent__in", ["given", "withheld", "not_needed", "unknown"]),
                                    (
                                        "legality__in",
                                        [
                                            "authorised",
                                            "blocked",
                                            "not_authorised",
                                            "not_needed",
                                            "unknown",
                                        ],
                                    ),
                                    (
                                        "quality__in",
                                        [
                                            "effective",
                                            "incomplete",
                                            "erratic",
                                            "counterproductive",
                                            "default",
                                            "open",
                                        ],
                                    ),
                                ),
                                name="situations_measure_choices",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("course__in", ["proposed", "adopted", "carried_out", "lapsed"])
                                ),
                                name="situations_measure_course",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("rung", 6), _negated=True),
                                    ("consent__in", ["given", "unknown"]),
                                    _connector="OR",
                                ),
                                name="situations_measure_rung_6_consent",
                                violation_error_message="Rung 6 is military protection with consent.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("rung", 7), _negated=True),
                                    models.Q(("consent", "given"), _negated=True),
                                    _connector="OR",
                                ),
                                name="situations_measure_rung_7_no_consent",
                                violation_error_message="Rung 7 is military action without consent.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("began_on", None),
                                    ("ended_on", None),
                                    ("ended_on__gte", models.F("began_on")),
                                    _connector="OR",
                                ),
                                name="situations_measure_days",
                                violation_error_message="The last day cannot come before the first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Incident",
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
                            "situation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="incidents",
                                to="situations.situation",
                                verbose_name="situation",
                            ),
                        ),
                        (
                            "title",
                            models.CharField(
                                max_length=160, verbose_name="what happened, in a line"
                            ),
                        ),
                        ("account", models.TextField(blank=True, verbose_name="account")),
                        (
                            "acts",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("killing", "killing"),
                                        ("injury", "wounding"),
                                        ("sexual_violence", "sexual violence"),
                                        ("torture", "torture or cruel treatment"),
                                        ("disappearance", "abduction or enforced disappearance"),
                                        ("detention", "arbitrary detention"),
                                        ("displacement", "driving people out"),
                                        (
                                            "destruction",
                                            "destruction or looting of homes and goods",
                                        ),
                                        ("starvation", "keeping people from food, water or aid"),
                                        (
                                            "protected_place",
                                            "attack on a hospital, school or place of worship",
                                        ),
                                        ("aid_workers", "attack on aid workers or peacekeepers"),
                                        ("child_soldiers", "recruitment of children"),
                                        ("incitement", "incitement to violence"),
                                        ("fighting", "fighting between armed groups"),
                                        ("unrest", "protest or riot met with force"),
                                        ("other", "another act"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="acts",
                            ),
                        ),
                        (
                            "violence",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("state_based", "with a State as a party"),
                                    ("non_state", "between groups that are no State"),
                                    ("one_sided", "against civilians"),
                                ],
                                max_length=12,
                                verbose_name="kind of violence",
                            ),
                        ),
                        (
                            "is_aggregate",
                            models.BooleanField(
                                default=False, verbose_name="several events told as one"
                            ),
                        ),
                        ("started_on", models.DateField(verbose_name="began on")),
                        ("ended_on", models.DateField(verbose_name="ended on")),
                        (
                            "date_precision",
                            models.CharField(
                                choices=[
                                    ("day", "the day"),
                                    ("days", "a few days"),
                                    ("week", "the week"),
                                    ("month", "the month"),
                                    ("year", "the year, or a longer time"),
                                ],
                                default="day",
                                max_length=8,
                                verbose_name="known",
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
                        (
                            "province",
                            models.CharField(blank=True, max_length=120, verbose_name="province"),
                        ),
                        (
                            "district",
                            models.CharField(blank=True, max_length=120, verbose_name="district"),
                        ),
                        (
                            "place",
                            models.CharField(blank=True, max_length=200, verbose_name="place"),
                        ),
                        (
                            "latitude",
                            models.FloatField(blank=True, null=True, verbose_name="latitude"),
                        ),
                        (
                            "longitude",
                            models.FloatField(blank=True, null=True, verbose_name="longitude"),
                        ),
                        (
                            "place_precision",
                            models.CharField(
                                choices=[
                                    ("exact", "the place itself"),
                                    ("near", "near a known place"),
                                    ("district", "the district"),
                                    ("area", "an area or a stretch of road"),
                                    ("province", "the province"),
                                    ("country", "the country"),
                                    ("unknown", "not on land, or not known"),
                                ],
                                default="unknown",
                                max_length=8,
                                verbose_name="place known",
                            ),
                        ),
                        (
                            "dataset",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ucdp_ged", "UCDP Georeferenced Event Dataset"),
                                    ("acled", "ACLED"),
                                ],
                                max_length=12,
                                verbose_name="data set",
                            ),
                        ),
                        (
                            "external_id",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="its number there"
                            ),
                        ),
                        (
                            "import_run",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="incidents",
                                to="situations.importrun",
                                verbose_name="import",
                            ),
                        ),
                        ("digest", models.CharField(blank=True, editable=False, max_length=64)),
                        (
                            "reported_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="reported by",
                            ),
                        ),
                        ("reported_at", models.DateTimeField(verbose_name="reported")),
                        (
                            "edited_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="changed"
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("reported", "reported"),
                                    ("checking", "being checked"),
                                    ("corroborated", "corroborated"),
                                    ("verified", "verified"),
                                    ("disputed", "disputed"),
                                    ("unverifiable", "cannot be verified"),
                                    ("refuted", "refuted"),
                                    ("merged", "merged into another"),
                                ],
                                default="reported",
                                editable=False,
                                max_length=14,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "checked_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="checked by",
                            ),
                        ),
                        (
                            "checked_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="checked"
                            ),
                        ),
                        (
                            "finding",
                            models.TextField(
                                blank=True, editable=False, verbose_name="what the check found"
                            ),
                        ),
                        (
                            "duplicate_of",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="duplicates",
                                to="situations.incident",
                                verbose_name="the same as",
                            ),
                        ),
                        (
                            "writers",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="everybody who wrote in it",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "incident",
                        "verbose_name_plural": "incidents",
                        "ordering": ("-started_on", "-id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        [
                                            "reported",
                                            "checking",
                                            "corroborated",
                                            "verified",
                                            "disputed",
                                            "unverifiable",
                                            "refuted",
                                            "merged",
                                        ],
                                    ),
                                    (
                                        "acts__contained_by",
                                        [
                                            "killing",
                                            "injury",
                                            "sexual_violence",
                                            "torture",
                                            "disappearance",
                                            "detention",
                                            "displacement",
                                            "destruction",
                                            "starvation",
                                            "protected_place",
                                            "aid_workers",
                                            "child_soldiers",
                                            "incitement",
                                            "fighting",
                                            "unrest",
                                            "other",
                                        ],
                                    ),
                                    ("violence__in", ["", "state_based", "non_state", "one_sided"]),
                                    (
                                        "date_precision__in",
                                        ["day", "days", "week", "month", "year"],
                                    ),
                                    (
                                        "place_precision__in",
                                        [
                                            "exact",
                                            "near",
                                            "district",
                                            "area",
                                            "province",
                                            "country",
                                            "unknown",
                                        ],
                                    ),
                                    ("dataset__in", ["", "ucdp_ged", "acled"]),
                                ),
                                name="situations_incident_choices",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("started_on__lte", models.F("ended_on"))),
                                name="situations_incident_days",
                                violation_error_message="It cannot end before it begins.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("latitude", None), ("longitude", None)),
                                    models.Q(
                                        ("latitude__isnull", False),
                                        ("latitude__range", (-90, 90)),
                                        ("longitude__isnull", False),
                                        ("longitude__range", (-180, 180)),
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_incident_point",
                                violation_error_message="Give both latitude and longitude, in degrees.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("duplicate_of__isnull", False), ("status", "merged")),
                                    models.Q(
                                        models.Q(("status", "merged"), _negated=True),
                                        ("duplicate_of", None),
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_incident_merged",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("checked_by", None),
                                    models.Q(
                                        ("checked_by", models.F("reported_by")), _negated=True
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_incident_d5_verifier_is_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "status__in",
                                            (
                                                "corroborated",
                                                "verified",
                                                "disputed",
                                                "unverifiable",
                                                "refuted",
                                            ),
                                        ),
                                        _negated=True,
                                    ),
                                    models.Q(
                                        ("checked_at__isnull", False),
                                        ("checked_by__isnull", False),
                                        models.Q(("finding", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_incident_finding_is_whole",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("external_id", ""), _negated=True),
                                fields=("situation", "dataset", "external_id"),
                                name="situations_incident_external_id_once",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                fields=["situation", "-started_on", "-id"],
                                name="situations_incident_line",
                            ),
                            models.Index(
                                fields=["import_run", "id"], name="situations_incident_run"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ForceWorksheet",
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
                            "situation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="force_worksheets",
                                to="situations.situation",
                                verbose_name="situation",
                            ),
                        ),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="force_worksheets",
                                to="situations.assessment",
                                verbose_name="assessment it rests on",
                            ),
                        ),
                        (
                            "number",
                            models.PositiveSmallIntegerField(
                                blank=True, editable=False, null=True, verbose_name="number"
                            ),
                        ),
                        ("as_of", models.DateField(verbose_name="as of")),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("review", "waiting for two approvals"),
                                    ("returned", "returned to its author"),
                                    ("approved", "approved by two people"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="author",
                            ),
                        ),
                        (
                            "authority",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("authorised", "authorised by the Security Council"),
                                    ("sought", "sought from the Security Council, not given yet"),
                                    ("blocked", "blocked by a threatened veto"),
                                    ("not_sought", "not sought from the Security Council"),
                                ],
                                max_length=12,
                                verbose_name="authority",
                            ),
                        ),
                        (
                            "authority_note",
                            models.TextField(blank=True, verbose_name="what the Council did"),
                        ),
                        (
                            "authority_sources",
                            models.TextField(blank=True, verbose_name="sources on authority"),
                        ),
                        (
                            "consent",
                            models.CharField(
                                choices=[
                                    ("given", "the State consented"),
                                    ("withheld", "without the State’s consent"),
                                    ("not_needed", "no consent needed"),
                                    ("unknown", "not stated"),
                                ],
                                default="unknown",
                                max_length=12,
                                verbose_name="consent",
                            ),
                        ),
                        (
                            "finding",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not_called_for", "force without consent is not called for"),
                                    (
                                        "may_be_asked",
                                        "force without consent may be asked for, as the last resort",
                                    ),
                                ],
                                max_length=16,
                                verbose_name="finding",
                            ),
                        ),
                        ("finding_reason", models.TextField(blank=True, verbose_name="why")),
                        ("created_at", models.DateTimeField(verbose_name="begun")),
                        (
                            "submitted_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="handed in"
                            ),
                        ),
                        (
                            "returned_reason",
                            models.TextField(
                                blank=True, editable=False, verbose_name="why it was returned"
                            ),
                        ),
                        (
                            "approved_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="approved"
                            ),
                        ),
                        (
                            "withdrawn_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="withdrawn"
                            ),
                        ),
                        (
                            "withdrawn_reason",
                            models.TextField(
                                blank=True, editable=False, verbose_name="why it was withdrawn"
                            ),
                        ),
                        (
                            "writers",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="everybody who wrote in it",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "force worksheet",
                        "verbose_name_plural": "force worksheets",
                        "ordering": ("-number", "-id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        ["draft", "review", "returned", "approved", "withdrawn"],
                                    ),
                                    (
                                        "authority__in",
                                        ["", "authorised", "sought", "blocked", "not_sought"],
                                    ),
                                    ("consent__in", ["given", "withheld", "not_needed", "unknown"]),
                                    ("finding__in", ["", "not_called_for", "may_be_asked"]),
                                ),
                                name="situations_worksheet_choices",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("status__in", ("approved", "withdrawn")), _negated=True
                                ),
                                fields=("situation",),
                                name="situations_worksheet_one_open",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "approved")),
                                fields=("situation",),
                                name="situations_worksheet_one_approved",
                            ),
                            models.UniqueConstraint(
                                fields=("situation", "number"),
                                name="situations_worksheet_number_unique",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("status__in", ("approved", "withdrawn")), _negated=True
                                    ),
                                    models.Q(
                                        ("approved_at__isnull", False),
                                        (
                                            "authority__in",
                                            ["authorised", "sought", "blocked", "not_sought"],
                                        ),
                                        ("finding__in", ["not_called_for", "may_be_asked"]),
                                        ("number__isnull", False),
                                        models.Q(("authority_note", ""), _negated=True),
                                        models.Q(("authority_sources", ""), _negated=True),
                                        models.Q(("finding_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_worksheet_d8_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("status", "withdrawn"), _negated=True),
                                    models.Q(
                                        ("withdrawn_at__isnull", False),
                                        models.Q(("withdrawn_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_worksheet_withdrawn_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Brief",
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
                            models.SlugField(
                                blank=True,
                                editable=False,
                                max_length=100,
                                null=True,
                                verbose_name="slug",
                            ),
                        ),
                        (
                            "reference",
                            models.CharField(
                                blank=True,
                                editable=False,
                                max_length=16,
                                null=True,
                                verbose_name="reference",
                            ),
                        ),
                        (
                            "version",
                            models.PositiveSmallIntegerField(
                                default=1, editable=False, verbose_name="version"
                            ),
                        ),
                        (
                            "revises",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revisions",
                                to="situations.brief",
                                verbose_name="version that it takes the place of",
                            ),
                        ),
                        (
                            "translates",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="translations",
                                to="situations.brief",
                                verbose_name="version that it is translated from",
                            ),
                        ),
                        (
                            "change",
                            models.CharField(
                                blank=True,
                                choices=[("minor", "correction"), ("major", "revision")],
                                max_length=5,
                                verbose_name="kind of change",
                            ),
                        ),
                        (
                            "change_note",
                            models.TextField(blank=True, verbose_name="what was changed, and why"),
                        ),
                        (
                            "situation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="briefs",
                                to="situations.situation",
                                verbose_name="situation",
                            ),
                        ),
                        (
                            "assessment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="briefs",
                                to="situations.assessment",
                                verbose_name="assessment it rests on",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="briefs",
                                to="accounts.organisation",
                                verbose_name="organisation",
                            ),
                        ),
                        ("title", models.CharField(max_length=140, verbose_name="title")),
                        (
                            "standfirst",
                            models.TextField(blank=True, max_length=500, verbose_name="standfirst"),
                        ),
                        ("body", models.TextField(blank=True, verbose_name="text")),
                        (
                            "method",
                            models.TextField(blank=True, verbose_name="how it was established"),
                        ),
                        ("sources", models.TextField(blank=True, verbose_name="sources")),
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
                                    ("am", "Amharic"),
                                    ("fa", "Persian"),
                                    ("hi", "Hindi"),
                                    ("my", "Burmese"),
                                    ("pt", "Portuguese"),
                                    ("sw", "Swahili"),
                                ],
                                default="en",
                                max_length=10,
                                verbose_name="language",
                            ),
                        ),
                        ("as_of", models.DateField(verbose_name="as of")),
                        (
                            "state_first_reason",
                            models.TextField(
                                blank=True,
                                verbose_name="why the territorial State is not addressed first",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("draft", "draft"),
                                    ("review", "in review"),
                                    ("returned", "returned to its author"),
                                    ("scheduled", "approved, waits for its hour"),
                                    ("published", "published"),
                                ],
                                default="draft",
                                editable=False,
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="author",
                            ),
                        ),
                        (
                            "approver",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                        ("created_at", models.DateTimeField(verbose_name="begun")),
                        (
                            "submitted_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="handed in"
                            ),
                        ),
                        (
                            "returned_reason",
                            models.TextField(
                                blank=True, editable=False, verbose_name="why it was returned"
                            ),
                        ),
                        (
                            "publish_at",
                            models.DateTimeField(
                                blank=True,
                                editable=False,
                                null=True,
                                verbose_name="to be published",
                            ),
                        ),
                        (
                            "published_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="published"
                            ),
                        ),
                        (
                            "writers",
                            models.ManyToManyField(
                                blank=True,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="everybody who wrote in it",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "brief",
                        "verbose_name_plural": "briefs",
                        "ordering": ("-published_at", "-id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        ["draft", "review", "returned", "scheduled", "published"],
                                    ),
                                    ("change__in", ["", "minor", "major"]),
                                ),
                                name="situations_brief_status",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("approver__isnull", False),
                                        ("assessment__isnull", False),
                                        ("published_at__isnull", False),
                                        ("reference__isnull", False),
                                        ("slug__isnull", False),
                                        ("status", "published"),
                                        models.Q(("standfirst", ""), _negated=True),
                                        models.Q(("body", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("published_at", None),
                                        ("reference", None),
                                        ("slug", None),
                                        models.Q(
                                            models.Q(
                                                ("approver", None),
                                                ("publish_at", None),
                                                ("status__in", ("draft", "review", "returned")),
                                            ),
                                            models.Q(
                                                ("approver__isnull", False),
                                                ("publish_at__isnull", False),
                                                ("status", "scheduled"),
                                            ),
                                            _connector="OR",
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_brief_published_is_whole",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approver", None),
                                    models.Q(("approver", models.F("author")), _negated=True),
                                    _connector="OR",
                                ),
                                name="situations_brief_d5_approver_is_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status__in", ("draft", "review", "returned")),
                                    ("revises", None),
                                    models.Q(
                                        models.Q(("change", ""), _negated=True),
                                        models.Q(("change_note", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_brief_change_is_explained",
                            ),
                            models.CheckConstraint(
                                condition=django.db.models.lookups.LessThanOrEqual(
                                    django.db.models.functions.text.Length("body"), 60000
                                ),
                                name="situations_brief_length",
                            ),
                            models.UniqueConstraint(
                                fields=("reference", "language", "version"),
                                name="situations_brief_version",
                            ),
                            models.UniqueConstraint(
                                fields=("slug", "language", "version"),
                                name="situations_brief_address",
                            ),
                            models.UniqueConstraint(
                                fields=("revises",), name="situations_brief_one_successor"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("revises", None)),
                                fields=("translates", "language"),
                                name="situations_brief_one_translation",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                condition=models.Q(("status", "published")),
                                fields=["-published_at"],
                                name="situations_brief_published",
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
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="situations.incident",
                                verbose_name="incident",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="situations.source",
                                verbose_name="source",
                            ),
                        ),
                        ("what", models.CharField(max_length=200, verbose_name="what it is")),
                        ("reference", models.TextField(blank=True, verbose_name="where it stands")),
                        (
                            "url",
                            models.URLField(blank=True, max_length=500, verbose_name="address"),
                        ),
                        (
                            "captured_on",
                            models.DateField(blank=True, null=True, verbose_name="made or seen on"),
                        ),
                        (
                            "credibility",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "confirmed by other sources"),
                                    (2, "probably true"),
                                    (3, "possibly true"),
                                    (4, "doubtful"),
                                    (5, "improbable"),
                                    (6, "truth cannot be judged"),
                                ],
                                default=6,
                                verbose_name="credibility",
                            ),
                        ),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="added by",
                            ),
                        ),
                        ("added_at", models.DateTimeField(verbose_name="added")),
                        (
                            "set_aside_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="set aside"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "item of evidence",
                        "verbose_name_plural": "items of evidence",
                        "ordering": ("id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("credibility__in", [1, 2, 3, 4, 5, 6])),
                                name="situations_item_credibility",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="StateCommitment",
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
                            "territory",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="situations.territory",
                                verbose_name="State",
                            ),
                        ),
                        (
                            "instrument",
                            models.ForeignKey(
                                limit_choices_to={"is_joined": True},
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="situations.instrument",
                                verbose_name="instrument",
                            ),
                        ),
                        ("since", models.DateField(verbose_name="since")),
                        (
                            "since_precision",
                            models.CharField(
                                choices=[
                                    ("day", "the day"),
                                    ("month", "the month"),
                                    ("year", "the year only"),
                                ],
                                default="day",
                                max_length=5,
                                verbose_name="known of the beginning",
                            ),
                        ),
                        ("source", models.CharField(max_length=300, verbose_name="source")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                        (
                            "until",
                            models.DateField(
                                blank=True,
                                editable=False,
                                null=True,
                                verbose_name="withdrawn as of",
                            ),
                        ),
                        (
                            "until_source",
                            models.CharField(
                                blank=True,
                                editable=False,
                                max_length=300,
                                verbose_name="source of the withdrawal",
                            ),
                        ),
                        (
                            "recorded_at",
                            models.DateTimeField(editable=False, verbose_name="recorded"),
                        ),
                        (
                            "struck_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="struck out"
                            ),
                        ),
                        (
                            "struck_reason",
                            models.CharField(
                                blank=True,
                                editable=False,
                                max_length=300,
                                verbose_name="why it was struck out",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "commitment of a State",
                        "verbose_name_plural": "commitments of States",
                        "ordering": ("territory__name_en", "since", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("since_precision__in", ["day", "month", "year"]),
                                    models.Q(("source", ""), _negated=True),
                                ),
                                name="situations_commitment_sourced",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("until", None), ("until_source", "")),
                                    models.Q(
                                        ("until__gte", models.F("since")),
                                        models.Q(("until_source", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_commitment_withdrawal",
                                violation_error_message="A withdrawal comes after the beginning, with a source.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("struck_at", None), ("until", None)),
                                fields=("territory", "instrument"),
                                name="situations_commitment_once",
                                violation_error_message="This State stands by it already.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("struck_at", None),
                                    models.Q(("struck_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="situations_commitment_struck_with_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublishedIncident",
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
                            "incident",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="published",
                                to="situations.incident",
                                verbose_name="incident",
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=situations.public_numbers.new_public_id,
                                editable=False,
                                max_length=16,
                                unique=True,
                                verbose_name="public number",
                            ),
                        ),
                        (
                            "situation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="published_incidents",
                                to="situations.situation",
                                verbose_name="situation",
                            ),
                        ),
                        (
                            "shown_date",
                            models.CharField(
                                choices=[
                                    ("year", "the year"),
                                    ("month", "the month"),
                                    ("day", "the day, if it is known"),
                                ],
                                max_length=8,
                                verbose_name="time shown",
                            ),
                        ),
                        (
                            "shown_place",
                            models.CharField(
                                choices=[
                                    ("country", "the country only"),
                                    ("province", "the province, and a wide area on maps"),
                                    ("district", "the district, and a small area on maps"),
                                    ("exact", "the place itself, if it is known"),
                                ],
                                max_length=8,
                                verbose_name="place shown",
                            ),
                        ),
                        (
                            "shows_actors",
                            models.BooleanField(default=False, verbose_name="groups are named"),
                        ),
                        (
                            "title",
                            models.CharField(
                                max_length=160, verbose_name="what happened, for the public"
                            ),
                        ),
                        (
                            "summary",
                            models.TextField(blank=True, verbose_name="summary for the public"),
                        ),
                        (
                            "acts",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("killing", "killing"),
                                        ("injury", "wounding"),
                                        ("sexual_violence", "sexual violence"),
                                        ("torture", "torture or cruel treatment"),
                                        ("disappearance", "abduction or enforced disappearance"),
                                        ("detention", "arbitrary detention"),
                                        ("displacement", "driving people out"),
                                        (
                                            "destruction",
                                            "destruction or looting of homes and goods",
                                        ),
                                        ("starvation", "keeping people from food, water or aid"),
                                        (
                                            "protected_place",
                                            "attack on a hospital, school or place of worship",
                                        ),
                                        ("aid_workers", "attack on aid workers or peacekeepers"),
                                        ("child_soldiers", "recruitment of children"),
                                        ("incitement", "incitement to violence"),
                                        ("fighting", "fighting between armed groups"),
                                        ("unrest", "protest or riot met with force"),
                                        ("other", "another act"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="acts",
                            ),
                        ),
                        (
                            "violence",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("state_based", "with a State as a party"),
                                    ("non_state", "between groups that are no State"),
                                    ("one_sided", "against civilians"),
                                ],
                                max_length=12,
                                verbose_name="kind of violence",
                            ),
                        ),
                        ("started_on", models.DateField(verbose_name="from")),
                        ("ended_on", models.DateField(verbose_name="to")),
                        (
                            "date_precision",
                            models.CharField(
                                choices=[
                                    ("day", "the day"),
                                    ("days", "a few days"),
                                    ("week", "the week"),
                                    ("month", "the month"),
                                    ("year", "the year, or a longer time"),
                                ],
                                max_length=8,
                                verbose_name="known",
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
                        (
                            "province",
                            models.CharField(blank=True, max_length=120, verbose_name="province"),
                        ),
                        (
                            "district",
                            models.CharField(blank=True, max_length=120, verbose_name="district"),
                        ),
                        (
                            "place",
                            models.CharField(blank=True, max_length=200, verbose_name="place"),
                        ),
                        (
                            "latitude",
                            models.FloatField(blank=True, null=True, verbose_name="latitude"),
                        ),
                        (
                            "longitude",
                            models.FloatField(blank=True, null=True, verbose_name="longitude"),
                        ),
                        ("cell", models.FloatField(default=0, verbose_name="side of the square")),
                        (
                            "place_precision",
                            models.CharField(
                                choices=[
                                    ("exact", "the place itself"),
                                    ("near", "near a known place"),
                                    ("district", "the district"),
                                    ("area", "an area or a stretch of road"),
                                    ("province", "the province"),
                                    ("country", "the country"),
                                    ("unknown", "not on land, or not known"),
                                ],
                                max_length=8,
                                verbose_name="place known",
                            ),
                        ),
                        (
                            "actors",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=160),
                                default=list,
                                verbose_name="groups",
                            ),
                        ),
                        ("figures", models.JSONField(default=list, verbose_name="figures")),
                        (
                            "grade",
                            models.CharField(default="F6", max_length=2, verbose_name="best grade"),
                        ),
                        (
                            "sources",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(max_length=160),
                                default=list,
                                verbose_name="sources",
                            ),
                        ),
                        (
                            "source_count",
                            models.PositiveIntegerField(
                                default=0, verbose_name="number of sources"
                            ),
                        ),
                        (
                            "dataset",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("ucdp_ged", "UCDP Georeferenced Event Dataset"),
                                    ("acled", "ACLED"),
                                ],
                                max_length=12,
                                verbose_name="data set",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("reported", "reported"),
                                    ("checking", "being checked"),
                                    ("corroborated", "corroborated"),
                                    ("verified", "verified"),
                                    ("disputed", "disputed"),
                                    ("unverifiable", "cannot be verified"),
                                    ("refuted", "refuted"),
                                    ("merged", "merged into another"),
                                ],
                                max_length=14,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "approved_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                        ("approved_at", models.DateTimeField(verbose_name="approved")),
                    ],
                    options={
                        "verbose_name": "published incident",
                        "verbose_name_plural": "published incidents",
                        "ordering": ("-started_on", "public_id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("started_on__lte", models.F("ended_on")),
                                    ("shown_date__in", ["year", "month", "day"]),
                                    (
                                        "shown_place__in",
                                        ["country", "province", "district", "exact"],
                                    ),
                                    models.Q(("status__in", ["refuted", "merged"]), _negated=True),
                                ),
                                name="situations_published_choices",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("shown_place", "country"), _negated=True),
                                    models.Q(
                                        ("district", ""),
                                        ("latitude", None),
                                        ("longitude", None),
                                        ("place", ""),
                                        ("province", ""),
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_published_country_only",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("shown_place", "province"), _negated=True),
                                    models.Q(
                                        ("district", ""),
                                        ("place", ""),
                                        models.Q(
                                            ("latitude", None), ("cell__gte", 1), _connector="OR"
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_published_province_only",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("shows_actors", True), ("actors", []), _connector="OR"
                                ),
                                name="situations_published_names_nobody",
                            ),
                        ],
                        "indexes": [
                            models.Index(
                                fields=["situation", "-started_on", "public_id"],
                                name="situations_published_line",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Testimony",
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
                            models.CharField(
                                default=situations.public_numbers.new_public_id,
                                editable=False,
                                max_length=16,
                                unique=True,
                                verbose_name="public number",
                            ),
                        ),
                        (
                            "situation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="testimonies",
                                to="situations.situation",
                                verbose_name="situation",
                            ),
                        ),
                        (
                            "incident",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="testimonies",
                                to="situations.incident",
                                verbose_name="incident",
                            ),
                        ),
                        (
                            "pseudonym",
                            models.CharField(max_length=80, verbose_name="called, in public"),
                        ),
                        ("account", models.TextField(verbose_name="account")),
                        (
                            "excerpt",
                            models.TextField(blank=True, verbose_name="words that may be quoted"),
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
                        ("taken_on", models.DateField(verbose_name="taken on")),
                        (
                            "taken_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="taken by",
                            ),
                        ),
                        ("added_at", models.DateTimeField(verbose_name="added")),
                        (
                            "approved_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                        (
                            "approved_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="approved"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "testimony",
                        "verbose_name_plural": "testimonies",
                        "ordering": ("-taken_on", "-id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("approved_by", None),
                                    models.Q(("approved_by", models.F("taken_by")), _negated=True),
                                    _connector="OR",
                                ),
                                name="situations_testimony_d5_approver_is_another",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("approved_at", None), ("approved_by", None)),
                                    models.Q(
                                        ("approved_at__isnull", False),
                                        ("approved_by__isnull", False),
                                        models.Q(("excerpt", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_testimony_approved_is_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
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
                            "testimony",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="consents",
                                to="situations.testimony",
                                verbose_name="testimony",
                            ),
                        ),
                        (
                            "uses",
                            django.contrib.postgres.fields.ArrayField(
                                base_field=models.CharField(
                                    choices=[
                                        ("internal", "our own work, seen by nobody else"),
                                        (
                                            "register",
                                            "public pages of the register and their data files",
                                        ),
                                        ("brief_private", "briefs that only officials get"),
                                        ("brief_public", "briefs that everybody can read"),
                                        ("campaign", "campaigns and petitions"),
                                        ("court", "courts and inquiries"),
                                        ("united_nations", "bodies of the United Nations"),
                                    ],
                                    max_length=30,
                                ),
                                blank=True,
                                default=list,
                                verbose_name="uses",
                            ),
                        ),
                        (
                            "form",
                            models.CharField(
                                choices=[
                                    ("spoken", "spoken, before somebody"),
                                    ("written", "written"),
                                    ("recorded", "recorded"),
                                ],
                                max_length=10,
                                verbose_name="given",
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
                        ("explained", models.TextField(verbose_name="what was explained")),
                        ("given_on", models.DateField(verbose_name="given on")),
                        (
                            "expires_on",
                            models.DateField(blank=True, null=True, verbose_name="good until"),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("active", "active"),
                                    ("narrowed", "narrowed by a later one"),
                                    ("renewed", "replaced by a later one"),
                                    ("withdrawn", "withdrawn"),
                                    ("expired", "expired"),
                                ],
                                default="active",
                                editable=False,
                                max_length=10,
                                verbose_name="status",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="recorded by",
                            ),
                        ),
                        ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                        (
                            "ended_at",
                            models.DateTimeField(
                                blank=True, editable=False, null=True, verbose_name="ended"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "consent",
                        "verbose_name_plural": "consents",
                        "ordering": ("-id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "status__in",
                                        ["active", "narrowed", "renewed", "withdrawn", "expired"],
                                    ),
                                    (
                                        "uses__contained_by",
                                        [
                                            "internal",
                                            "register",
                                            "brief_private",
                                            "brief_public",
                                            "campaign",
                                            "court",
                                            "united_nations",
                                        ],
                                    ),
                                    ("uses__len__gt", 0),
                                    ("form__in", ["spoken", "written", "recorded"]),
                                ),
                                name="situations_consent_choices",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("expires_on", None),
                                    ("expires_on__gte", models.F("given_on")),
                                    _connector="OR",
                                ),
                                name="situations_consent_days",
                                violation_error_message="It cannot end before it was given.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended_at", None), ("status", "active")),
                                    models.Q(
                                        models.Q(("status", "active"), _negated=True),
                                        ("ended_at__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_consent_ended",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("status", "active")),
                                fields=("testimony",),
                                name="situations_consent_one_active",
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="triggers",
                                to="situations.assessment",
                                verbose_name="assessment",
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
                        (
                            "effect",
                            models.TextField(blank=True, verbose_name="what it could set off"),
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
                    name="WarningMessage",
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
                            "warning",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="situations.earlywarning",
                                verbose_name="warning",
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
                        ("text", models.TextField(verbose_name="text")),
                        ("sent_at", models.DateTimeField(verbose_name="sent")),
                        (
                            "submission_key",
                            models.BinaryField(
                                max_length=32,
                                null=True,
                                unique=True,
                                verbose_name="form, blind index",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "message about a warning",
                        "verbose_name_plural": "messages about warnings",
                        "ordering": ("sent_at", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("author", None), ("side", "sender")),
                                    models.Q(
                                        ("author__isnull", False), ("side__in", ["desk", "note"])
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_warningmessage_side",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="WorksheetApproval",
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
                            "worksheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="approvals",
                                to="situations.forceworksheet",
                                verbose_name="worksheet",
                            ),
                        ),
                        (
                            "approver",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                        ("at", models.DateTimeField(verbose_name="approved")),
                    ],
                    options={
                        "verbose_name": "approval",
                        "verbose_name_plural": "approvals",
                        "ordering": ("at", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("worksheet", "approver"), name="situations_approval_once"
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="areas",
                                to="situations.assessment",
                                verbose_name="assessment",
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
                    name="ActorRole",
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
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="actors",
                                to="situations.assessment",
                                verbose_name="assessment",
                            ),
                        ),
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("state", "State"),
                                    ("non_state", "non-State group"),
                                    ("regional", "regional organisation"),
                                    ("international", "international organisation"),
                                    ("civil_society", "civil society"),
                                    ("person", "person"),
                                ],
                                max_length=14,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("alleged_perpetrator", "alleged perpetrator"),
                                    ("duty_bearer", "bears the primary responsibility to protect"),
                                    ("party", "party to the conflict"),
                                    ("bystander", "stands by"),
                                    ("protector", "protects"),
                                    ("mediator", "mediates"),
                                ],
                                max_length=20,
                                verbose_name="part",
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "actor",
                        "verbose_name_plural": "actors",
                        "ordering": ("id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "state",
                                            "non_state",
                                            "regional",
                                            "international",
                                            "civil_society",
                                            "person",
                                        ],
                                    ),
                                    (
                                        "part__in",
                                        [
                                            "alleged_perpetrator",
                                            "duty_bearer",
                                            "party",
                                            "bystander",
                                            "protector",
                                            "mediator",
                                        ],
                                    ),
                                ),
                                name="situations_actor_choices",
                            ),
                            models.UniqueConstraint(
                                fields=("assessment", "name", "part"),
                                name="situations_actor_part_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BriefFile",
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
                            "brief",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="file",
                                to="situations.brief",
                                verbose_name="brief",
                            ),
                        ),
                        ("recipe", models.CharField(max_length=64, verbose_name="recipe")),
                        ("content", models.BinaryField(verbose_name="content")),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("made_at", models.DateTimeField(verbose_name="made")),
                    ],
                    options={
                        "verbose_name": "file of a brief",
                        "verbose_name_plural": "files of briefs",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("recipe__regex", "^[0-9a-f]{64}$"),
                                    ("sha256__regex", "^[0-9a-f]{64}$"),
                                ),
                                name="situations_brief_file_hashes",
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
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
                        (
                            "author",
                            models.CharField(blank=True, max_length=160, verbose_name="author"),
                        ),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        (
                            "occasions",
                            models.JSONField(
                                blank=True, default=list, verbose_name="where and when"
                            ),
                        ),
                        (
                            "locator",
                            models.CharField(
                                blank=True, max_length=120, verbose_name="where in it"
                            ),
                        ),
                        (
                            "symbol",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="document symbol"
                            ),
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
                migrations.CreateModel(
                    name="DutyOfficer",
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
                        (
                            "place",
                            models.PositiveSmallIntegerField(verbose_name="place in the order"),
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
                migrations.CreateModel(
                    name="Embargo",
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
                            "brief",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="embargo",
                                to="situations.brief",
                                verbose_name="brief",
                            ),
                        ),
                        ("until", models.DateTimeField(verbose_name="until")),
                        (
                            "lifted_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="lifted early"
                            ),
                        ),
                        (
                            "lifted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="lifted by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "embargo",
                        "verbose_name_plural": "embargoes",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("lifted_at", None), ("lifted_by", None)),
                                    models.Q(
                                        ("lifted_at__isnull", False), ("lifted_by__isnull", False)
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_embargo_lifted_by_somebody",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Figure",
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
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="figures",
                                to="situations.assessment",
                                verbose_name="assessment",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("dead", "dead"),
                                    ("killed", "killed"),
                                    ("displaced", "displaced"),
                                    ("injured", "injured"),
                                    ("detained", "detained"),
                                    ("missing", "missing"),
                                    ("in_need", "in need of help"),
                                ],
                                max_length=12,
                                verbose_name="people who were",
                            ),
                        ),
                        (
                            "qualifier",
                            models.CharField(
                                choices=[
                                    ("exactly", "exactly"),
                                    ("about", "about"),
                                    ("more_than", "more than"),
                                    ("at_least", "at least"),
                                    ("fewer_than", "fewer than"),
                                    ("up_to", "up to"),
                                ],
                                default="about",
                                max_length=12,
                                verbose_name="qualifier",
                            ),
                        ),
                        ("best", models.PositiveIntegerField(verbose_name="best estimate")),
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
                        (
                            "period",
                            models.CharField(
                                help_text="For instance “2003–2007” or “each month”.",
                                max_length=80,
                                verbose_name="period",
                            ),
                        ),
                        ("as_of", models.DateField(verbose_name="as of")),
                        ("source", models.CharField(max_length=200, verbose_name="source")),
                        ("note", models.CharField(blank=True, max_length=300, verbose_name="note")),
                    ],
                    options={
                        "verbose_name": "figure",
                        "verbose_name_plural": "figures",
                        "ordering": ("id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("low", None),
                                        ("low__lte", models.F("best")),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("high", None),
                                        ("high__gte", models.F("best")),
                                        _connector="OR",
                                    ),
                                ),
                                name="situations_figure_range",
                                violation_error_message="The lowest estimate cannot be above the best one, nor the highest below it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "dead",
                                            "killed",
                                            "displaced",
                                            "injured",
                                            "detained",
                                            "missing",
                                            "in_need",
                                        ],
                                    ),
                                    (
                                        "qualifier__in",
                                        [
                                            "exactly",
                                            "about",
                                            "more_than",
                                            "at_least",
                                            "fewer_than",
                                            "up_to",
                                        ],
                                    ),
                                ),
                                name="situations_figure_choices",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("source", ""), _negated=True),
                                    models.Q(("period", ""), _negated=True),
                                ),
                                name="situations_figure_sourced",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CriterionAnswer",
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
                            "worksheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="situations.forceworksheet",
                                verbose_name="worksheet",
                            ),
                        ),
                        (
                            "criterion",
                            models.CharField(
                                choices=[
                                    ("seriousness", "Seriousness of the harm"),
                                    ("purpose", "Primary purpose"),
                                    ("last_resort", "Last resort"),
                                    ("proportionality", "Proportionality"),
                                    ("balance", "Balance of consequences"),
                                ],
                                max_length=16,
                                verbose_name="criterion",
                            ),
                        ),
                        ("answer", models.TextField(verbose_name="answer")),
                        ("sources", models.TextField(verbose_name="sources")),
                    ],
                    options={
                        "verbose_name": "answer to a criterion",
                        "verbose_name_plural": "answers to criteria",
                        "ordering": ("id",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("worksheet", "criterion"), name="situations_criterion_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "criterion__in",
                                        [
                                            "seriousness",
                                            "purpose",
                                            "last_resort",
                                            "proportionality",
                                            "balance",
                                        ],
                                    )
                                ),
                                name="situations_criterion_choices",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ImportLine",
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
                            "run",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="situations.importrun",
                                verbose_name="import",
                            ),
                        ),
                        ("line", models.PositiveIntegerField(verbose_name="line")),
                        (
                            "external_id",
                            models.CharField(
                                blank=True, max_length=60, verbose_name="number there"
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("new", "new"),
                                    ("changed", "changed"),
                                    ("unchanged", "unchanged"),
                                    ("kept", "left as people here have checked or changed it"),
                                    ("repeated", "stood in the file before; the last line counts"),
                                    ("refused", "refused"),
                                ],
                                max_length=10,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "remark",
                            models.CharField(blank=True, max_length=300, verbose_name="remark"),
                        ),
                    ],
                    options={
                        "verbose_name": "line of an import",
                        "verbose_name_plural": "lines of imports",
                        "ordering": ("line",),
                        "indexes": [
                            models.Index(
                                fields=["run", "external_id"], name="situations_importline_id"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("run", "line"), name="situations_importline_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "outcome__in",
                                        [
                                            "new",
                                            "changed",
                                            "unchanged",
                                            "kept",
                                            "repeated",
                                            "refused",
                                        ],
                                    )
                                ),
                                name="situations_importline_outcome",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IncidentActor",
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
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="actors",
                                to="situations.incident",
                                verbose_name="incident",
                            ),
                        ),
                        ("name", models.CharField(max_length=160, verbose_name="name")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("state", "State"),
                                    ("non_state", "non-State group"),
                                    ("regional", "regional organisation"),
                                    ("international", "international organisation"),
                                    ("civil_society", "civil society"),
                                    ("person", "person"),
                                ],
                                max_length=14,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "part",
                            models.CharField(
                                choices=[
                                    ("alleged_perpetrator", "alleged perpetrator"),
                                    ("duty_bearer", "bears the primary responsibility to protect"),
                                    ("party", "party to the conflict"),
                                    ("bystander", "stands by"),
                                    ("protector", "protects"),
                                    ("mediator", "mediates"),
                                ],
                                default="party",
                                max_length=20,
                                verbose_name="part",
                            ),
                        ),
                        (
                            "proof",
                            models.CharField(
                                choices=[
                                    ("reasonable_suspicion", "reasonable suspicion"),
                                    ("reasonable_grounds", "reasonable grounds to believe"),
                                    ("balance_of_probabilities", "balance of probabilities"),
                                    ("beyond_reasonable_doubt", "beyond reasonable doubt"),
                                ],
                                default="reasonable_suspicion",
                                max_length=30,
                                verbose_name="standard of proof",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "actor in an incident",
                        "verbose_name_plural": "actors in incidents",
                        "ordering": ("id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "state",
                                            "non_state",
                                            "regional",
                                            "international",
                                            "civil_society",
                                            "person",
                                        ],
                                    ),
                                    (
                                        "part__in",
                                        [
                                            "alleged_perpetrator",
                                            "duty_bearer",
                                            "party",
                                            "bystander",
                                            "protector",
                                            "mediator",
                                        ],
                                    ),
                                    (
                                        "proof__in",
                                        [
                                            "reasonable_suspicion",
                                            "reasonable_grounds",
                                            "balance_of_probabilities",
                                            "beyond_reasonable_doubt",
                                        ],
                                    ),
                                ),
                                name="situations_incidentactor_choices",
                            ),
                            models.UniqueConstraint(
                                fields=("incident", "name", "part"),
                                name="situations_incidentactor_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IncidentFigure",
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
                            "incident",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="figures",
                                to="situations.incident",
                                verbose_name="incident",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("dead", "dead"),
                                    ("killed", "killed"),
                                    ("displaced", "displaced"),
                                    ("injured", "injured"),
                                    ("detained", "detained"),
                                    ("missing", "missing"),
                                    ("in_need", "in need of help"),
                                ],
                                max_length=12,
                                verbose_name="people who were",
                            ),
                        ),
                        (
                            "qualifier",
                            models.CharField(
                                choices=[
                                    ("exactly", "exactly"),
                                    ("about", "about"),
                                    ("more_than", "more than"),
                                    ("at_least", "at least"),
                                    ("fewer_than", "fewer than"),
                                    ("up_to", "up to"),
                                ],
                                default="about",
                                max_length=12,
                                verbose_name="qualifier",
                            ),
                        ),
                        ("low", models.PositiveIntegerField(verbose_name="lowest estimate")),
                        ("best", models.PositiveIntegerField(verbose_name="best estimate")),
                        ("high", models.PositiveIntegerField(verbose_name="highest estimate")),
                        ("as_of", models.DateField(verbose_name="as of")),
                        ("source", models.CharField(max_length=200, verbose_name="source")),
                    ],
                    options={
                        "verbose_name": "figure of an incident",
                        "verbose_name_plural": "figures of incidents",
                        "ordering": ("id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("best__lte", models.F("high")), ("low__lte", models.F("best"))
                                ),
                                name="situations_incidentfigure_range",
                                violation_error_message="The lowest estimate cannot be above the best one, nor the highest below it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "dead",
                                            "killed",
                                            "displaced",
                                            "injured",
                                            "detained",
                                            "missing",
                                            "in_need",
                                        ],
                                    ),
                                    (
                                        "qualifier__in",
                                        [
                                            "exactly",
                                            "about",
                                            "more_than",
                                            "at_least",
                                            "fewer_than",
                                            "up_to",
                                        ],
                                    ),
                                    models.Q(("source", ""), _negated=True),
                                ),
                                name="situations_incidentfigure_choices",
                            ),
                            models.UniqueConstraint(
                                fields=("incident", "kind"), name="situations_incidentfigure_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CustodyEvent",
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
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="custody",
                                to="situations.item",
                                verbose_name="item",
                            ),
                        ),
                        (
                            "deed",
                            models.CharField(
                                choices=[
                                    ("received", "received and sealed"),
                                    ("opened", "original opened"),
                                    ("whole", "original found unchanged"),
                                    ("broken", "ORIGINAL FOUND CHANGED OR MISSING"),
                                    (
                                        "cleaned",
                                        "public copy made, without what the file says of itself",
                                    ),
                                    ("shown", "public copy approved for the public"),
                                    ("hidden", "public copy taken back"),
                                    ("graded", "graded anew"),
                                    ("moved", "moved to another incident"),
                                    ("set_aside", "set aside"),
                                ],
                                max_length=10,
                                verbose_name="deed",
                            ),
                        ),
                        (
                            "actor",
                            models.ForeignKey(
                                blank=True,
                                help_text="Empty when the site itself did it.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="by",
                            ),
                        ),
                        (
                            "sha256",
                            models.CharField(blank=True, max_length=64, verbose_name="SHA-256"),
                        ),
                        ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                        ("at", models.DateTimeField(verbose_name="at")),
                    ],
                    options={
                        "verbose_name": "line of a custody log",
                        "verbose_name_plural": "custody log",
                        "ordering": ("id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "deed__in",
                                        [
                                            "received",
                                            "opened",
                                            "whole",
                                            "broken",
                                            "cleaned",
                                            "shown",
                                            "hidden",
                                            "graded",
                                            "moved",
                                            "set_aside",
                                        ],
                                    )
                                ),
                                name="situations_custody_deed",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="KeptText",
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
                            "brief",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="kept_texts",
                                to="situations.brief",
                                verbose_name="brief",
                            ),
                        ),
                        (
                            "writer",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="typed by",
                            ),
                        ),
                        ("typed", models.JSONField(default=dict, verbose_name="typed")),
                        ("kept_at", models.DateTimeField(verbose_name="kept")),
                    ],
                    options={
                        "verbose_name": "kept text",
                        "verbose_name_plural": "kept texts",
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("brief", "writer"), name="situations_kept_text_one"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Occasion",
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
                            "brief",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="occasions",
                                to="situations.brief",
                                verbose_name="brief",
                            ),
                        ),
                        ("day", models.DateField(verbose_name="day")),
                        ("place", models.CharField(max_length=160, verbose_name="place")),
                    ],
                    options={
                        "verbose_name": "occasion",
                        "verbose_name_plural": "occasions",
                        "ordering": ("day", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("place", ""), _negated=True),
                                name="situations_occasion_place",
                            ),
                            models.UniqueConstraint(
                                fields=("brief", "day", "place"), name="situations_occasion_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Original",
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
                            "item",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="original",
                                to="situations.item",
                                verbose_name="item",
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                        ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                        (
                            "media_type",
                            models.CharField(max_length=40, verbose_name="type, by its content"),
                        ),
                        (
                            "file_name",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name of the file"
                            ),
                        ),
                        ("received_at", models.DateTimeField(verbose_name="received")),
                        (
                            "checked_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="last found unchanged"
                            ),
                        ),
                        (
                            "public_id",
                            models.CharField(
                                default=situations.public_numbers.new_public_id,
                                editable=False,
                                max_length=16,
                                unique=True,
                            ),
                        ),
                        (
                            "cleaned_sha256",
                            models.CharField(
                                blank=True, max_length=64, verbose_name="SHA-256 of the copy"
                            ),
                        ),
                        (
                            "description",
                            models.CharField(
                                blank=True,
                                max_length=300,
                                verbose_name="what the picture shows, in words",
                            ),
                        ),
                        (
                            "shown_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="approved for the public"
                            ),
                        ),
                        (
                            "shown_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="approved by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "original file",
                        "verbose_name_plural": "original files",
                        "ordering": ("id",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("shown_at", None),
                                    models.Q(
                                        ("shown_by__isnull", False),
                                        models.Q(("cleaned_sha256", ""), _negated=True),
                                        models.Q(("description", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="situations_original_shown_is_cleaned",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PopulationAtRisk",
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
                            "assessment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="populations",
                                to="situations.assessment",
                                verbose_name="assessment",
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
                        (
                            "where",
                            models.CharField(blank=True, max_length=200, verbose_name="where"),
                        ),
                        (
                            "feared",
                            models.TextField(blank=True, verbose_name="what is feared for them"),
                        ),
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
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="how many"
                            ),
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
                        (
                            "source",
                            models.CharField(blank=True, max_length=200, verbose_name="source"),
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
                                        ("low", None),
                                        ("low__lte", models.F("best")),
                                        _connector="OR",
                                    ),
                                    models.Q(
                                        ("high", None),
                                        ("high__gte", models.F("best")),
                                        _connector="OR",
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
                    name="Recommendation",
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
                            "brief",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="recommendations",
                                to="situations.brief",
                                verbose_name="brief",
                            ),
                        ),
                        (
                            "position",
                            models.PositiveSmallIntegerField(verbose_name="place in the list"),
                        ),
                        ("addressee", models.CharField(max_length=160, verbose_name="to whom")),
                        (
                            "is_territorial_state",
                            models.BooleanField(
                                default=False,
                                verbose_name="this is the State where the people are at risk",
                            ),
                        ),
                        ("text", models.TextField(verbose_name="what it should do")),
                        (
                            "rung",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "structural prevention"),
                                    (1, "mediation and diplomacy"),
                                    (2, "political pressure"),
                                    (3, "legal measures"),
                                    (4, "economic measures"),
                                    (5, "civilian deployment"),
                                    (6, "military protection with consent"),
                                    (7, "military action without consent"),
                                ],
                                verbose_name="rung",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "recommendation",
                        "verbose_name_plural": "recommendations",
                        "ordering": ("position", "id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("rung__in", [0, 1, 2, 3, 4, 5, 6, 7])),
                                name="situations_recommendation_rung",
                            ),
                            models.UniqueConstraint(
                                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                                fields=("brief", "position"),
                                name="situations_recommendation_place",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Retraction",
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
                            "reference",
                            models.CharField(max_length=16, unique=True, verbose_name="reference"),
                        ),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("retracted_at", models.DateTimeField(verbose_name="retracted")),
                        (
                            "retracted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="retracted by",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "retraction",
                        "verbose_name_plural": "retractions",
                        "ordering": ("-retracted_at",),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="situations_retraction_has_a_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RiskIndicator",
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
                            "factor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="indicators",
                                to="situations.riskfactor",
                                verbose_name="risk factor",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                        ("label", models.CharField(max_length=160, verbose_name="label")),
                    ],
                    options={
                        "verbose_name": "risk indicator",
                        "verbose_name_plural": "risk indicators",
                        "ordering": ("factor", "position"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("factor", "position"),
                                name="situations_indicator_number_once",
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
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
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
                    ],
                    options={
                        "verbose_name": "risk rating",
                        "verbose_name_plural": "risk ratings",
                        "ordering": ("factor",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("assessment", "factor"),
                                name="situations_rating_factor_once",
                            ),
                            models.UniqueConstraint(
                                fields=("assessment", "place"), name="situations_rating_place_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "rating__in",
                                        ["absent", "low", "moderate", "high", "unknown"],
                                    ),
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
                    name="RungConsidered",
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
                            "worksheet",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rungs",
                                to="situations.forceworksheet",
                                verbose_name="worksheet",
                            ),
                        ),
                        (
                            "rung",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "structural prevention"),
                                    (1, "mediation and diplomacy"),
                                    (2, "political pressure"),
                                    (3, "legal measures"),
                                    (4, "economic measures"),
                                    (5, "civilian deployment"),
                                    (6, "military protection with consent"),
                                    (7, "military action without consent"),
                                ],
                                verbose_name="rung",
                            ),
                        ),
                        ("considered", models.TextField(verbose_name="what was considered")),
                    ],
                    options={
                        "verbose_name": "rung considered",
                        "verbose_name_plural": "rungs considered",
                        "ordering": ("rung",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("worksheet", "rung"), name="situations_rung_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("rung__lt", 7), models.Q(("considered", ""), _negated=True)
                                ),
                                name="situations_rung_is_lower",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SanctionsCheck",
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
                            "measure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="checks",
                                to="situations.measure",
                                verbose_name="measure",
                            ),
                        ),
                        ("checked_on", models.DateField(verbose_name="looked at on")),
                        (
                            "application",
                            models.CharField(
                                choices=[
                                    ("applied", "applied"),
                                    ("partly", "applied in part"),
                                    ("evaded", "evaded"),
                                    ("unknown", "could not be established"),
                                ],
                                max_length=8,
                                verbose_name="application",
                            ),
                        ),
                        (
                            "finding",
                            models.TextField(
                                verbose_name="finding: application, effect, harm to others"
                            ),
                        ),
                        ("source", models.CharField(max_length=200, verbose_name="source")),
                        ("added_at", models.DateTimeField(verbose_name="added")),
                    ],
                    options={
                        "verbose_name": "check of sanctions",
                        "verbose_name_plural": "checks of sanctions",
                        "ordering": ("-checked_on", "-id"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("application__in", ["applied", "partly", "evaded", "unknown"]),
                                    models.Q(("finding", ""), _negated=True),
                                    models.Q(("source", ""), _negated=True),
                                ),
                                name="situations_check_whole",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SearchWords",
                    fields=[
                        (
                            "situation",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="words",
                                serialize=False,
                                to="situations.situation",
                                verbose_name="situation",
                            ),
                        ),
                        ("name", models.TextField(verbose_name="name and reference")),
                        ("places", models.TextField(verbose_name="places")),
                        ("people", models.TextField(verbose_name="people at risk")),
                        ("reasons", models.TextField(verbose_name="reasons")),
                        (
                            "search",
                            models.GeneratedField(
                                db_persist=True,
                                expression=models.Func(
                                    "name",
                                    "places",
                                    "people",
                                    "reasons",
                                    function="situations_vector",
                                ),
                                output_field=django.contrib.postgres.search.SearchVectorField(),
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "words of a situation",
                        "verbose_name_plural": "words of situations",
                        "indexes": [
                            django.contrib.postgres.indexes.GinIndex(
                                fields=["search"], name="situations_words_search"
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.AddField(
            model_name="situation",
            name="current_assessment",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="situations.assessment",
                verbose_name="current assessment",
            ),
        ),
        migrations.AddField(
            model_name="situation",
            name="outcome_review",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="current_of",
                to="situations.outcomereview",
                verbose_name="current outcome review",
            ),
        ),
        migrations.AddConstraint(
            model_name="situation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "proposed",
                            "registered",
                            "not_registered",
                            "monitoring_ended",
                            "archived",
                        ],
                    )
                ),
                name="situations_situation_status",
            ),
        ),
        migrations.AddConstraint(
            model_name="situation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("current_assessment", None),
                        ("reference", None),
                        ("slug", None),
                        ("status", "proposed"),
                    ),
                    models.Q(
                        models.Q(("status", "proposed"), _negated=True),
                        ("current_assessment__isnull", False),
                        ("reference__isnull", False),
                        ("slug__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="situations_situation_decided_is_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="situation",
            index=models.Index(
                condition=models.Q(("status", "proposed"), _negated=True),
                fields=["standing", "name", "id"],
                name="situations_register_order",
            ),
        ),
    ]
