"""Let PostgreSQL itself refuse to change what was decided or published, to raw SQL too.

D1: the register stands where the current assessment put it. D3: a decided assessment never changes,
nor do its figures and actors. D5: whoever wrote in an assessment or a brief does not decide on it.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION situations_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was decided or published never changes: % of % is refused.',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END;
$$;

CREATE TRIGGER situations_assessment_decided_stays
    BEFORE UPDATE OR DELETE ON situations_assessment
    FOR EACH ROW WHEN (OLD.status = 'decided') EXECUTE FUNCTION situations_refuse();
CREATE TRIGGER situations_assessment_table_stays
    BEFORE TRUNCATE ON situations_assessment
    FOR EACH STATEMENT EXECUTE FUNCTION situations_refuse();
CREATE TRIGGER situations_brief_published_stays
    BEFORE UPDATE OR DELETE ON situations_brief
    FOR EACH ROW WHEN (OLD.status = 'published') EXECUTE FUNCTION situations_refuse();
CREATE TRIGGER situations_brief_table_stays
    BEFORE TRUNCATE ON situations_brief
    FOR EACH STATEMENT EXECUTE FUNCTION situations_refuse();

CREATE FUNCTION situations_part_of_assessment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole bigint;
BEGIN
    FOREACH whole IN ARRAY ARRAY[
        CASE WHEN TG_OP <> 'INSERT' THEN OLD.assessment_id END,
        CASE WHEN TG_OP <> 'DELETE' THEN NEW.assessment_id END
    ] LOOP
        IF EXISTS (
            SELECT FROM situations_assessment WHERE id = whole AND status = 'decided'
        ) THEN
            RAISE EXCEPTION 'What was decided never changes: % of % is refused.',
                TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_figure_stays BEFORE INSERT OR UPDATE OR DELETE ON situations_figure
    FOR EACH ROW EXECUTE FUNCTION situations_part_of_assessment();
CREATE TRIGGER situations_actor_stays BEFORE INSERT OR UPDATE OR DELETE ON situations_actorrole
    FOR EACH ROW EXECUTE FUNCTION situations_part_of_assessment();
CREATE TRIGGER situations_writer_stays
    BEFORE INSERT OR UPDATE OR DELETE ON situations_assessment_writers
    FOR EACH ROW EXECUTE FUNCTION situations_part_of_assessment();

CREATE FUNCTION situations_part_of_brief() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole bigint;
BEGIN
    FOREACH whole IN ARRAY ARRAY[
        CASE WHEN TG_OP <> 'INSERT' THEN OLD.brief_id END,
        CASE WHEN TG_OP <> 'DELETE' THEN NEW.brief_id END
    ] LOOP
        IF EXISTS (
            SELECT FROM situations_brief WHERE id = whole AND status = 'published'
        ) THEN
            RAISE EXCEPTION 'What was published never changes: % of % is refused.',
                TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_recommendation_stays
    BEFORE INSERT OR UPDATE OR DELETE ON situations_recommendation
    FOR EACH ROW EXECUTE FUNCTION situations_part_of_brief();
CREATE TRIGGER situations_brief_writer_stays
    BEFORE INSERT OR UPDATE OR DELETE ON situations_brief_writers
    FOR EACH ROW EXECUTE FUNCTION situations_part_of_brief();

CREATE FUNCTION situations_decider_is_no_writer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'situations_assessment' THEN
        IF EXISTS (
            SELECT FROM situations_assessment_writers
            WHERE assessment_id = NEW.id AND user_id = NEW.decided_by_id
        ) THEN
            RAISE EXCEPTION 'Who wrote in an assessment does not decide on it.'
                USING ERRCODE = 'check_violation';
        END IF;
    ELSIF EXISTS (
        SELECT FROM situations_brief_writers
        WHERE brief_id = NEW.id AND user_id = NEW.approver_id
    ) THEN
        RAISE EXCEPTION 'Who wrote in a brief does not approve it.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_assessment_d5
    BEFORE UPDATE ON situations_assessment
    FOR EACH ROW WHEN (NEW.decided_by_id IS NOT NULL)
    EXECUTE FUNCTION situations_decider_is_no_writer();
CREATE TRIGGER situations_brief_d5
    BEFORE UPDATE ON situations_brief
    FOR EACH ROW WHEN (NEW.approver_id IS NOT NULL)
    EXECUTE FUNCTION situations_decider_is_no_writer();

CREATE FUNCTION situations_brief_rests_on_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM situations_assessment
        WHERE id = NEW.assessment_id AND situation_id = NEW.situation_id AND status = 'decided'
    ) THEN
        RAISE EXCEPTION 'A published brief rests on a decided assessment of its situation.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_brief_grounds
    BEFORE INSERT OR UPDATE ON situations_brief
    FOR EACH ROW WHEN (NEW.status = 'published')
    EXECUTE FUNCTION situations_brief_rests_on_decided();

CREATE FUNCTION situations_register_follows() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER situations_situation_d1
    BEFORE INSERT OR UPDATE ON situations_situation
    FOR EACH ROW WHEN (NEW.status <> 'proposed')
    EXECUTE FUNCTION situations_register_follows();
"""

ALLOW = """
DROP TRIGGER situations_situation_d1 ON situations_situation;
DROP FUNCTION situations_register_follows();
DROP TRIGGER situations_brief_grounds ON situations_brief;
DROP FUNCTION situations_brief_rests_on_decided();
DROP TRIGGER situations_brief_d5 ON situations_brief;
DROP TRIGGER situations_assessment_d5 ON situations_assessment;
DROP FUNCTION situations_decider_is_no_writer();
DROP TRIGGER situations_brief_writer_stays ON situations_brief_writers;
DROP TRIGGER situations_recommendation_stays ON situations_recommendation;
DROP FUNCTION situations_part_of_brief();
DROP TRIGGER situations_writer_stays ON situations_assessment_writers;
DROP TRIGGER situations_actor_stays ON situations_actorrole;
DROP TRIGGER situations_figure_stays ON situations_figure;
DROP FUNCTION situations_part_of_assessment();
DROP TRIGGER situations_brief_table_stays ON situations_brief;
DROP TRIGGER situations_brief_published_stays ON situations_brief;
DROP TRIGGER situations_assessment_table_stays ON situations_assessment;
DROP TRIGGER situations_assessment_decided_stays ON situations_assessment;
DROP FUNCTION situations_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("situations", "0001_register_evidence_and_briefs")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
