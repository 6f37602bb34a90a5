"""The search of the register is kept in step; what PostgreSQL refuses of measures and worksheets; instruments."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

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


class Migration(migrations.Migration):
    dependencies = [("situations", "0005_rows_of_an_assessment")]

    operations = [
        migrations.RunSQL(KEEP_IN_STEP, OUT_OF_STEP),
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunPython(load_instruments, migrations.RunPython.noop),
    ]
