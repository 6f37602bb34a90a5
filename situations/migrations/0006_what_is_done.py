"""What is done: measures with their days, checks, worksheets, reviews, pledges, and the search.

PostgreSQL itself keeps the place in the register and the words that are searched in step, and
refuses to raw SQL too what the rules forbid: an incomplete worksheet (D8), a review decided by its
writer (D5), the archive without rebuilding (Evans 2007, para 29).
"""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.postgres import fields, indexes, search
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

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

KEEP_IN_STEP = """
CREATE FUNCTION situations_keep_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.standing := CASE NEW.status
        WHEN 'registered' THEN (
            SELECT CASE level WHEN 'current_crisis' THEN 0 WHEN 'imminent_risk' THEN 1 ELSE 2 END
            FROM situations_assessment WHERE id = NEW.current_assessment_id
        )
        WHEN 'not_registered' THEN 3
        WHEN 'monitoring_ended' THEN 4
        WHEN 'archived' THEN 5
        ELSE 9
    END;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_situation_standing
    BEFORE INSERT OR UPDATE ON situations_situation
    FOR EACH ROW EXECUTE FUNCTION situations_keep_standing();

CREATE FUNCTION situations_places(which bigint) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT concat_ws(' ', situation.area, (
        SELECT string_agg(concat_ws(' ', territory.name_en, territory.name_fr, territory.name_es,
            territory.name_ar, territory.name_ru, territory.name_zh), ' ')
        FROM situations_situation_territories AS place
        JOIN situations_territory AS territory ON territory.id = place.territory_id
        WHERE place.situation_id = situation.id
    ), (
        SELECT string_agg(name, ' ') FROM situations_area
        WHERE assessment_id = situation.current_assessment_id
    )) FROM situations_situation AS situation WHERE situation.id = which
$$;

CREATE FUNCTION situations_keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO situations_searchwords (situation_id, name, places, people, reasons)
    SELECT NEW.id, concat_ws(' ', NEW.name, NEW.reference), situations_places(NEW.id),
        left(concat_ws(' ', judged.people_at_risk, (
            SELECT string_agg(concat_ws(' ', name, "where"), ' ') FROM situations_populationatrisk
            WHERE assessment_id = judged.id
        )), 50000),
        left(concat_ws(' ', judged.public_reason, judged.feared, judged.gravity), 50000)
    FROM (SELECT NEW.current_assessment_id AS id) AS current
    LEFT JOIN situations_assessment AS judged ON judged.id = current.id
    ON CONFLICT (situation_id) DO UPDATE SET name = excluded.name, places = excluded.places,
        people = excluded.people, reasons = excluded.reasons;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_situation_words
    AFTER INSERT OR UPDATE OF name, area, reference, current_assessment_id
    ON situations_situation
    FOR EACH ROW EXECUTE FUNCTION situations_keep_words();

CREATE FUNCTION situations_keep_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE situations_searchwords SET places = situations_places(situation_id)
    WHERE situation_id = CASE TG_OP WHEN 'DELETE' THEN OLD.situation_id ELSE NEW.situation_id END;
    RETURN NULL;
END;
$$;
CREATE TRIGGER situations_territories_words
    AFTER INSERT OR UPDATE OR DELETE ON situations_situation_territories
    FOR EACH ROW EXECUTE FUNCTION situations_keep_places();

CREATE FUNCTION situations_rename_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE situations_searchwords SET places = situations_places(situation_id)
    WHERE situation_id IN (
        SELECT situation_id FROM situations_situation_territories WHERE territory_id = NEW.id
    );
    RETURN NULL;
END;
$$;
CREATE TRIGGER situations_territory_words
    AFTER UPDATE OF name_en, name_fr, name_es, name_ar, name_ru, name_zh ON situations_territory
    FOR EACH ROW EXECUTE FUNCTION situations_rename_places();
"""

OUT_OF_STEP = """
DROP TRIGGER situations_territory_words ON situations_territory;
DROP FUNCTION situations_rename_places();
DROP TRIGGER situations_territories_words ON situations_situation_territories;
DROP FUNCTION situations_keep_places();
DROP TRIGGER situations_situation_words ON situations_situation;
DROP FUNCTION situations_keep_words();
DROP FUNCTION situations_places(bigint);
DROP TRIGGER situations_situation_standing ON situations_situation;
DROP FUNCTION situations_keep_standing();
"""

REFUSE = """
CREATE OR REPLACE FUNCTION situations_register_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM situations_assessment
        WHERE id = NEW.current_assessment_id AND situation_id = NEW.id AND status = 'decided'
            AND outcome = CASE WHEN NEW.status IN ('monitoring_ended', 'archived')
                THEN 'registered' ELSE NEW.status END
    ) THEN
        RAISE EXCEPTION 'A situation is % only by a decided assessment that says so.', NEW.status
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;

CREATE FUNCTION situations_ended_is_reviewed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM situations_outcomereview
        WHERE id = NEW.outcome_review_id AND situation_id = NEW.id AND status = 'decided'
    ) THEN
        RAISE EXCEPTION 'Monitoring ends with a decided outcome review.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.status = 'archived' AND EXISTS (
        SELECT FROM situations_measure
        WHERE situation_id = NEW.id AND course = 'carried_out' AND rung IN (4, 6, 7)
    ) AND NOT EXISTS (
        SELECT FROM situations_measure
        WHERE situation_id = NEW.id AND course IN ('adopted', 'carried_out') AND phase = 'rebuild'
    ) THEN
        RAISE EXCEPTION 'After coercion comes rebuilding: an entry on it is missing.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_situation_ended
    BEFORE INSERT OR UPDATE ON situations_situation
    FOR EACH ROW WHEN (NEW.status IN ('monitoring_ended', 'archived'))
    EXECUTE FUNCTION situations_ended_is_reviewed();

CREATE FUNCTION situations_measure_of_archived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM situations_situation WHERE status = 'archived' AND id = CASE TG_OP
            WHEN 'DELETE' THEN OLD.situation_id ELSE NEW.situation_id END
    ) THEN
        RAISE EXCEPTION 'What is archived stays as it is; reopen it first.'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_measure_archived
    BEFORE INSERT OR UPDATE OR DELETE ON situations_measure
    FOR EACH ROW EXECUTE FUNCTION situations_measure_of_archived();

CREATE TRIGGER situations_outcome_decided_stays
    BEFORE UPDATE OR DELETE ON situations_outcomereview
    FOR EACH ROW WHEN (OLD.status = 'decided') EXECUTE FUNCTION situations_refuse();
CREATE TRIGGER situations_outcome_table_stays
    BEFORE TRUNCATE ON situations_outcomereview
    FOR EACH STATEMENT EXECUTE FUNCTION situations_refuse();

CREATE FUNCTION situations_outcome_decider_is_no_writer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM situations_outcomereview_writers
        WHERE outcomereview_id = NEW.id AND user_id = NEW.decided_by_id
    ) THEN
        RAISE EXCEPTION 'Who wrote in a review does not decide on it.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_outcome_d5
    BEFORE UPDATE ON situations_outcomereview
    FOR EACH ROW WHEN (NEW.decided_by_id IS NOT NULL)
    EXECUTE FUNCTION situations_outcome_decider_is_no_writer();

CREATE FUNCTION situations_worksheet_d8() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (
        SELECT count(*) FROM situations_criterionanswer
        WHERE worksheet_id = NEW.id AND trim(answer) <> '' AND trim(sources) <> ''
    ) <> 5 THEN
        RAISE EXCEPTION 'Each of the five criteria needs an answer with its sources.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT FROM situations_rungconsidered WHERE worksheet_id = NEW.id
    ) THEN
        RAISE EXCEPTION 'A worksheet says what was considered on lower rungs.'
            USING ERRCODE = 'check_violation';
    END IF;
    IF (
        SELECT count(*) FROM situations_worksheetapproval AS approval
        WHERE approval.worksheet_id = NEW.id AND approval.approver_id <> NEW.author_id
            AND NOT EXISTS (
                SELECT FROM situations_forceworksheet_writers AS writer
                WHERE writer.forceworksheet_id = NEW.id AND writer.user_id = approval.approver_id
            )
    ) < 2 THEN
        RAISE EXCEPTION 'A worksheet needs two approvers who had no hand in it.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_worksheet_approved
    BEFORE INSERT OR UPDATE ON situations_forceworksheet
    FOR EACH ROW WHEN (NEW.status = 'approved') EXECUTE FUNCTION situations_worksheet_d8();

CREATE FUNCTION situations_worksheet_only_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    allowed situations_forceworksheet;
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.status = 'approved' AND NEW.status = 'withdrawn' THEN
        allowed := OLD;
        allowed.status := NEW.status;
        allowed.withdrawn_at := NEW.withdrawn_at;
        allowed.withdrawn_reason := NEW.withdrawn_reason;
        IF allowed IS NOT DISTINCT FROM NEW THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'An approved worksheet never changes: it can be withdrawn.'
        USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER situations_worksheet_stays
    BEFORE UPDATE OR DELETE ON situations_forceworksheet
    FOR EACH ROW WHEN (OLD.status IN ('approved', 'withdrawn'))
    EXECUTE FUNCTION situations_worksheet_only_withdrawn();
CREATE TRIGGER situations_worksheet_table_stays
    BEFORE TRUNCATE ON situations_forceworksheet
    FOR EACH STATEMENT EXECUTE FUNCTION situations_refuse();

CREATE FUNCTION situations_part_of_worksheet() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own text := TG_ARGV[0];
    whole bigint;
BEGIN
    FOREACH whole IN ARRAY ARRAY[
        CASE WHEN TG_OP <> 'INSERT' THEN (to_jsonb(OLD) ->> own)::bigint END,
        CASE WHEN TG_OP <> 'DELETE' THEN (to_jsonb(NEW) ->> own)::bigint END
    ] LOOP
        IF EXISTS (
            SELECT FROM situations_forceworksheet
            WHERE id = whole AND status IN ('approved', 'withdrawn')
        ) THEN
            RAISE EXCEPTION 'What was approved never changes: % of % is refused.',
                TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_criterion_stays
    BEFORE INSERT OR UPDATE OR DELETE ON situations_criterionanswer
    FOR EACH ROW EXECUTE FUNCTION situations_part_of_worksheet('worksheet_id');
CREATE TRIGGER situations_rung_stays
    BEFORE INSERT OR UPDATE OR DELETE ON situations_rungconsidered
    FOR EACH ROW EXECUTE FUNCTION situations_part_of_worksheet('worksheet_id');
CREATE TRIGGER situations_approval_stays
    BEFORE INSERT OR UPDATE OR DELETE ON situations_worksheetapproval
    FOR EACH ROW EXECUTE FUNCTION situations_part_of_worksheet('worksheet_id');
CREATE TRIGGER situations_worksheet_writer_stays
    BEFORE INSERT OR UPDATE OR DELETE ON situations_forceworksheet_writers
    FOR EACH ROW EXECUTE FUNCTION situations_part_of_worksheet('forceworksheet_id');

CREATE FUNCTION situations_commitment_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A State''s word stays on record: it is withdrawn or struck out, not deleted.'
        USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER situations_commitment_row_stays
    BEFORE DELETE ON situations_statecommitment
    FOR EACH ROW EXECUTE FUNCTION situations_commitment_stays();
CREATE TRIGGER situations_commitment_table_stays
    BEFORE TRUNCATE ON situations_statecommitment
    FOR EACH STATEMENT EXECUTE FUNCTION situations_commitment_stays();
"""

ALLOW = """
DROP TRIGGER situations_commitment_table_stays ON situations_statecommitment;
DROP TRIGGER situations_commitment_row_stays ON situations_statecommitment;
DROP FUNCTION situations_commitment_stays();
DROP TRIGGER situations_worksheet_writer_stays ON situations_forceworksheet_writers;
DROP TRIGGER situations_approval_stays ON situations_worksheetapproval;
DROP TRIGGER situations_rung_stays ON situations_rungconsidered;
DROP TRIGGER situations_criterion_stays ON situations_criterionanswer;
DROP FUNCTION situations_part_of_worksheet();
DROP TRIGGER situations_worksheet_table_stays ON situations_forceworksheet;
DROP TRIGGER situations_worksheet_stays ON situations_forceworksheet;
DROP FUNCTION situations_worksheet_only_withdrawn();
DROP TRIGGER situations_worksheet_approved ON situations_forceworksheet;
DROP FUNCTION situations_worksheet_d8();
DROP TRIGGER situations_outcome_d5 ON situations_outcomereview;
DROP FUNCTION situations_outcome_decider_is_no_writer();
DROP TRIGGER situations_outcome_table_stays ON situations_outcomereview;
DROP TRIGGER situations_outcome_decided_stays ON situations_outcomereview;
DROP TRIGGER situations_measure_archived ON situations_measure;
DROP FUNCTION situations_measure_of_archived();
DROP TRIGGER situations_situation_ended ON situations_situation;
DROP FUNCTION situations_ended_is_reviewed();
CREATE OR REPLACE FUNCTION situations_register_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM situations_assessment
        WHERE id = NEW.current_assessment_id AND situation_id = NEW.id
            AND status = 'decided' AND outcome = NEW.status
    ) THEN
        RAISE EXCEPTION 'A situation is % only by a decided assessment that says so.', NEW.status
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;
"""

# Symbols and days as the documents bear them; what each says in our own words.
INSTRUMENTS = (
    {
        "slug": "rome-statute",
        "title": "Rome Statute of the International Criminal Court",
        "body": "treaty",
        "year": 1998,
        "is_joined": True,
        "note": "Makes the Court and names the crimes that it judges. States join and can leave, so"
        " membership is a record with dates.",
    },
    {
        "slug": "a-res-60-1",
        "symbol": "A/RES/60/1",
        "title": "World Summit Outcome, paragraphs 138 and 139",
        "body": "assembly",
        "year": 2005,
        "note": "Every State protects its people from four crimes: genocide, war crimes, ethnic"
        " cleansing and crimes against humanity. The other States help it to; where peaceful means"
        " are not enough and the authorities manifestly fail, they act together through the"
        " Security Council.",
    },
    {
        "slug": "s-res-1674",
        "symbol": "S/RES/1674",
        "title": "Protection of civilians in armed conflict",
        "body": "council",
        "year": 2006,
        "note": "The Council reaffirms what the Summit said of the responsibility to protect.",
    },
    {
        "slug": "s-res-1706",
        "symbol": "S/RES/1706",
        "title": "Darfur",
        "body": "council",
        "year": 2006,
        "adopted_on": "2006-08-31",
        "note": "The first time that the Council applied that reaffirmation to one situation.",
    },
    {
        "slug": "a-63-677",
        "symbol": "A/63/677",
        "title": "Implementing the responsibility to protect",
        "body": "report",
        "year": 2009,
        "adopted_on": "2009-01-12",
        "note": "Report of the Secretary-General to the Assembly: what the State owes, how others"
        " help it, and a timely and decisive response.",
    },
    {
        "slug": "focal-points",
        "title": "Network of national focal points",
        "body": "pledge",
        "year": 2010,
        "is_joined": True,
        "note": "A State names a senior official whose work it is to prevent atrocities.",
    },
    {
        "slug": "france-mexico-declaration",
        "title": "Declaration of France and Mexico on restraint of the veto",
        "body": "pledge",
        "year": 2015,
        "is_joined": True,
        "note": "Calls on the five permanent members to hold back the veto where mass atrocities"
        " are at stake.",
    },
    {
        "slug": "code-of-conduct",
        "title": "Code of conduct of the group for accountability, coherence and transparency",
        "body": "pledge",
        "year": 2015,
        "adopted_on": "2015-10-23",
        "is_joined": True,
        "note": "Whoever sits on the Council, now or later, pledges not to vote against a credible"
        " draft that would end or prevent genocide, crimes against humanity or war crimes.",
    },
    {
        "slug": "a-70-741",
        "symbol": "A/70/741-S/2016/71",
        "title": "Framework of analysis for atrocity crimes",
        "body": "report",
        "year": 2016,
        "note": "Fourteen risk factors with their indicators, sent to the Assembly and the Council.",
    },
    {
        "slug": "a-res-76-262",
        "symbol": "A/RES/76/262",
        "title": "Standing mandate for a debate when a veto is cast",
        "body": "assembly",
        "year": 2022,
        "adopted_on": "2022-04-26",
        "note": "The Assembly meets within ten working days of a veto in the Council.",
    },
)


def load_instruments(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    instrument = apps.get_model("situations", "Instrument")
    for row in INSTRUMENTS:
        instrument.objects.get_or_create(slug=row["slug"], defaults=row)


# What was decided before gets its place and its words.
CATCH_UP = "UPDATE situations_situation SET name = name"


class Migration(migrations.Migration):
    dependencies = (
        ("situations", "0005_what_an_assessment_holds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )

    operations = [
        migrations.RunSQL(FOLD, UNFOLD),
        migrations.CreateModel(
            name="CriterionAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
            },
        ),
        migrations.CreateModel(
            name="ForceWorksheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
            ],
            options={
                "verbose_name": "force worksheet",
                "verbose_name_plural": "force worksheets",
                "ordering": ("-number", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Instrument",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="slug")),
                ("symbol", models.CharField(blank=True, max_length=40, verbose_name="symbol")),
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
            },
        ),
        migrations.CreateModel(
            name="OutcomeReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("sovereignty_as_control", "sovereignty understood as control"),
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
                ("created_at", models.DateTimeField(verbose_name="begun")),
                (
                    "returned_reason",
                    models.TextField(
                        blank=True, editable=False, verbose_name="why it was returned"
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="decided"
                    ),
                ),
            ],
            options={
                "verbose_name": "outcome review",
                "verbose_name_plural": "outcome reviews",
                "ordering": ("-as_of", "-id"),
            },
        ),
        migrations.CreateModel(
            name="RungConsidered",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
            },
        ),
        migrations.CreateModel(
            name="SanctionsCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                    models.TextField(verbose_name="finding: application, effect, harm to others"),
                ),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                ("added_at", models.DateTimeField(verbose_name="added")),
            ],
            options={
                "verbose_name": "check of sanctions",
                "verbose_name_plural": "checks of sanctions",
                "ordering": ("-checked_on", "-id"),
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
                            "name", "places", "people", "reasons", function="situations_vector"
                        ),
                        output_field=search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "words of a situation",
                "verbose_name_plural": "words of situations",
            },
        ),
        migrations.CreateModel(
            name="StateCommitment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                        blank=True, editable=False, null=True, verbose_name="withdrawn as of"
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
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="recorded")),
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
            },
        ),
        migrations.CreateModel(
            name="WorksheetApproval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="approved")),
            ],
            options={
                "verbose_name": "approval",
                "verbose_name_plural": "approvals",
                "ordering": ("at", "id"),
            },
        ),
        migrations.AlterModelOptions(
            name="measure",
            options={
                "ordering": ("rung", models.OrderBy(models.F("began_on"), nulls_last=True), "id"),
                "verbose_name": "measure",
                "verbose_name_plural": "measures",
            },
        ),
        migrations.RemoveConstraint(
            model_name="situation",
            name="situations_situation_status",
        ),
        migrations.AddField(
            model_name="measure",
            name="began_on",
            field=models.DateField(blank=True, null=True, verbose_name="first day, if it is known"),
        ),
        migrations.AddField(
            model_name="measure",
            name="course",
            field=models.CharField(
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
        migrations.AddField(
            model_name="measure",
            name="ended_on",
            field=models.DateField(blank=True, null=True, verbose_name="last day, if it is over"),
        ),
        migrations.AddField(
            model_name="measure",
            name="monitor",
            field=models.CharField(blank=True, max_length=160, verbose_name="who monitors it"),
        ),
        migrations.AddField(
            model_name="situation",
            name="standing",
            field=models.PositiveSmallIntegerField(
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
        migrations.AlterField(
            model_name="situation",
            name="status",
            field=models.CharField(
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
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("course__in", ["proposed", "adopted", "carried_out", "lapsed"])
                ),
                name="situations_measure_course",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("rung", 7), _negated=True),
                    models.Q(("consent", "given"), _negated=True),
                    _connector="OR",
                ),
                name="situations_measure_rung_7_no_consent",
                violation_error_message="Rung 7 is military action without consent.",
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("began_on", None),
                    ("ended_on", None),
                    ("ended_on__gte", models.F("began_on")),
                    _connector="OR",
                ),
                name="situations_measure_days",
                violation_error_message="The last day cannot come before the first.",
            ),
        ),
        migrations.AddField(
            model_name="forceworksheet",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="force_worksheets",
                to="situations.assessment",
                verbose_name="assessment it rests on",
            ),
        ),
        migrations.AddField(
            model_name="forceworksheet",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="author",
            ),
        ),
        migrations.AddField(
            model_name="forceworksheet",
            name="situation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="force_worksheets",
                to="situations.situation",
                verbose_name="situation",
            ),
        ),
        migrations.AddField(
            model_name="forceworksheet",
            name="writers",
            field=models.ManyToManyField(
                blank=True,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="everybody who wrote in it",
            ),
        ),
        migrations.AddField(
            model_name="criterionanswer",
            name="worksheet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="situations.forceworksheet",
                verbose_name="worksheet",
            ),
        ),
        migrations.AddConstraint(
            model_name="instrument",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("body__in", ["assembly", "council", "report", "treaty", "pledge"])
                ),
                name="situations_instrument_body",
            ),
        ),
        migrations.AddField(
            model_name="outcomereview",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="author",
            ),
        ),
        migrations.AddField(
            model_name="outcomereview",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            model_name="outcomereview",
            name="situation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outcome_reviews",
                to="situations.situation",
                verbose_name="situation",
            ),
        ),
        migrations.AddField(
            model_name="outcomereview",
            name="writers",
            field=models.ManyToManyField(
                blank=True,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="everybody who wrote in it",
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
        migrations.AddIndex(
            model_name="situation",
            index=models.Index(
                condition=models.Q(("status", "proposed"), _negated=True),
                fields=["standing", "name", "id"],
                name="situations_register_order",
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
        migrations.AddField(
            model_name="rungconsidered",
            name="worksheet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="rungs",
                to="situations.forceworksheet",
                verbose_name="worksheet",
            ),
        ),
        migrations.AddField(
            model_name="sanctionscheck",
            name="measure",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="checks",
                to="situations.measure",
                verbose_name="measure",
            ),
        ),
        migrations.AddIndex(
            model_name="searchwords",
            index=indexes.GinIndex(fields=["search"], name="situations_words_search"),
        ),
        migrations.AddField(
            model_name="statecommitment",
            name="instrument",
            field=models.ForeignKey(
                limit_choices_to={"is_joined": True},
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments",
                to="situations.instrument",
                verbose_name="instrument",
            ),
        ),
        migrations.AddField(
            model_name="statecommitment",
            name="territory",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="commitments",
                to="situations.territory",
                verbose_name="State",
            ),
        ),
        migrations.AddField(
            model_name="worksheetapproval",
            name="approver",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="approved by",
            ),
        ),
        migrations.AddField(
            model_name="worksheetapproval",
            name="worksheet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="approvals",
                to="situations.forceworksheet",
                verbose_name="worksheet",
            ),
        ),
        migrations.AddConstraint(
            model_name="forceworksheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["draft", "review", "returned", "approved", "withdrawn"]),
                    ("authority__in", ["", "authorised", "sought", "blocked", "not_sought"]),
                    ("consent__in", ["given", "withheld", "not_needed", "unknown"]),
                    ("finding__in", ["", "not_called_for", "may_be_asked"]),
                ),
                name="situations_worksheet_choices",
            ),
        ),
        migrations.AddConstraint(
            model_name="forceworksheet",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ("approved", "withdrawn")), _negated=True),
                fields=("situation",),
                name="situations_worksheet_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="forceworksheet",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "approved")),
                fields=("situation",),
                name="situations_worksheet_one_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="forceworksheet",
            constraint=models.UniqueConstraint(
                fields=("situation", "number"), name="situations_worksheet_number_unique"
            ),
        ),
        migrations.AddConstraint(
            model_name="forceworksheet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("approved", "withdrawn")), _negated=True),
                    models.Q(
                        ("approved_at__isnull", False),
                        ("authority__in", ["authorised", "sought", "blocked", "not_sought"]),
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
        ),
        migrations.AddConstraint(
            model_name="forceworksheet",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="criterionanswer",
            constraint=models.UniqueConstraint(
                fields=("worksheet", "criterion"), name="situations_criterion_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="criterionanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "criterion__in",
                        ["seriousness", "purpose", "last_resort", "proportionality", "balance"],
                    )
                ),
                name="situations_criterion_choices",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcomereview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["draft", "review", "decided"]),
                    ("result__in", ["prevented", "halted", "continued", "occurred"]),
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
        ),
        migrations.AddConstraint(
            model_name="outcomereview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "decided"), _negated=True),
                fields=("situation",),
                name="situations_outcome_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="outcomereview",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="outcomereview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", None),
                    models.Q(("decided_by", models.F("author")), _negated=True),
                    _connector="OR",
                ),
                name="situations_outcome_d5_decider_is_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="rungconsidered",
            constraint=models.UniqueConstraint(
                fields=("worksheet", "rung"), name="situations_rung_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="rungconsidered",
            constraint=models.CheckConstraint(
                condition=models.Q(("rung__lt", 7), models.Q(("considered", ""), _negated=True)),
                name="situations_rung_is_lower",
            ),
        ),
        migrations.AddConstraint(
            model_name="sanctionscheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("application__in", ["applied", "partly", "evaded", "unknown"]),
                    models.Q(("finding", ""), _negated=True),
                    models.Q(("source", ""), _negated=True),
                ),
                name="situations_check_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="statecommitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since_precision__in", ["day", "month", "year"]),
                    models.Q(("source", ""), _negated=True),
                ),
                name="situations_commitment_sourced",
            ),
        ),
        migrations.AddConstraint(
            model_name="statecommitment",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="statecommitment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("struck_at", None), ("until", None)),
                fields=("territory", "instrument"),
                name="situations_commitment_once",
                violation_error_message="This State stands by it already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="statecommitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("struck_at", None),
                    models.Q(("struck_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="situations_commitment_struck_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="worksheetapproval",
            constraint=models.UniqueConstraint(
                fields=("worksheet", "approver"), name="situations_approval_once"
            ),
        ),
        migrations.RunSQL(KEEP_IN_STEP, OUT_OF_STEP),
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunPython(load_instruments, migrations.RunPython.noop),
        migrations.RunSQL(CATCH_UP, migrations.RunSQL.noop),
    ]
