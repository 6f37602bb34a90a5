"""Published versions of a brief never change."""

from django.db import migrations

REFUSE = """
CREATE OR REPLACE FUNCTION situations_part_of_brief() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    whole bigint;
BEGIN
    FOREACH whole IN ARRAY ARRAY[
        CASE WHEN TG_OP <> 'INSERT' THEN OLD.brief_id END,
        CASE WHEN TG_OP <> 'DELETE' THEN NEW.brief_id END
    ] LOOP
        IF EXISTS (
            SELECT FROM situations_brief WHERE id = whole AND status IN ('scheduled', 'published')
        ) THEN
            RAISE EXCEPTION 'What was published never changes: % of % is refused.',
                TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
        END IF;
    END LOOP;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_occasion_stays
    BEFORE INSERT OR UPDATE OR DELETE ON situations_occasion
    FOR EACH ROW EXECUTE FUNCTION situations_part_of_brief();

CREATE FUNCTION situations_brief_waits_unchanged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    course text[] := ARRAY[
        'status', 'slug', 'reference', 'version', 'approver_id', 'publish_at', 'published_at',
        'returned_reason'
    ];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - course = to_jsonb(NEW) - course THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'What was approved waits unchanged: % of % is refused.',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER situations_brief_scheduled_stays
    BEFORE UPDATE OR DELETE ON situations_brief
    FOR EACH ROW WHEN (OLD.status = 'scheduled')
    EXECUTE FUNCTION situations_brief_waits_unchanged();

CREATE TRIGGER situations_retraction_stays BEFORE UPDATE OR DELETE ON situations_retraction
    FOR EACH ROW EXECUTE FUNCTION situations_refuse();
CREATE TRIGGER situations_retraction_table_stays BEFORE TRUNCATE ON situations_retraction
    FOR EACH STATEMENT EXECUTE FUNCTION situations_refuse();

CREATE FUNCTION situations_embargo_is_lifted_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.lifted_at IS NOT NULL
        OR to_jsonb(OLD) - ARRAY['lifted_at', 'lifted_by_id']
            <> to_jsonb(NEW) - ARRAY['lifted_at', 'lifted_by_id'] THEN
        RAISE EXCEPTION 'The hour of an embargo never moves: % of % is refused.',
            TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (
        SELECT FROM situations_brief WHERE id = NEW.brief_id AND approver_id = NEW.lifted_by_id
    ) THEN
        RAISE EXCEPTION 'Who approved a brief does not lift its embargo alone.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_embargo_stays BEFORE UPDATE OR DELETE ON situations_embargo
    FOR EACH ROW EXECUTE FUNCTION situations_embargo_is_lifted_once();
CREATE TRIGGER situations_embargo_table_stays BEFORE TRUNCATE ON situations_embargo
    FOR EACH STATEMENT EXECUTE FUNCTION situations_refuse();
"""

ALLOW = """
DROP TRIGGER situations_embargo_table_stays ON situations_embargo;
DROP TRIGGER situations_embargo_stays ON situations_embargo;
DROP FUNCTION situations_embargo_is_lifted_once();
DROP TRIGGER situations_retraction_table_stays ON situations_retraction;
DROP TRIGGER situations_retraction_stays ON situations_retraction;
DROP TRIGGER situations_brief_scheduled_stays ON situations_brief;
DROP FUNCTION situations_brief_waits_unchanged();
DROP TRIGGER situations_occasion_stays ON situations_occasion;
CREATE OR REPLACE FUNCTION situations_part_of_brief() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""


class Migration(migrations.Migration):
    dependencies = [("situations", "0007_evidence")]

    operations = [
        migrations.RunSQL(REFUSE, ALLOW),
    ]
