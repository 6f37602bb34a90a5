"""What PostgreSQL itself refuses of evidence."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION situations_evidence_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Evidence is kept as it came in: % of % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER situations_custody_rows_stay BEFORE UPDATE OR DELETE ON situations_custodyevent
    FOR EACH ROW EXECUTE FUNCTION situations_evidence_refuse();
CREATE TRIGGER situations_custody_table_stays BEFORE TRUNCATE ON situations_custodyevent
    FOR EACH STATEMENT EXECUTE FUNCTION situations_evidence_refuse();
CREATE TRIGGER situations_original_rows_stay BEFORE DELETE ON situations_original
    FOR EACH ROW EXECUTE FUNCTION situations_evidence_refuse();
CREATE TRIGGER situations_original_table_stays BEFORE TRUNCATE ON situations_original
    FOR EACH STATEMENT EXECUTE FUNCTION situations_evidence_refuse();
CREATE TRIGGER situations_original_bytes_stay BEFORE UPDATE ON situations_original
    FOR EACH ROW WHEN (
        (OLD.item_id, OLD.sha256, OLD.size, OLD.media_type, OLD.received_at)
        IS DISTINCT FROM (NEW.item_id, NEW.sha256, NEW.size, NEW.media_type, NEW.received_at)
    ) EXECUTE FUNCTION situations_evidence_refuse();
CREATE TRIGGER situations_consent_rows_stay BEFORE DELETE ON situations_consent
    FOR EACH ROW EXECUTE FUNCTION situations_evidence_refuse();
CREATE TRIGGER situations_consent_table_stays BEFORE TRUNCATE ON situations_consent
    FOR EACH STATEMENT EXECUTE FUNCTION situations_evidence_refuse();
CREATE TRIGGER situations_consent_words_stay BEFORE UPDATE ON situations_consent
    FOR EACH ROW WHEN (
        OLD.status <> 'active'
        OR (OLD.testimony_id, OLD.uses, OLD.form, OLD.language, OLD.explained, OLD.given_on,
            OLD.expires_on, OLD.recorded_by_id, OLD.recorded_at)
        IS DISTINCT FROM
           (NEW.testimony_id, NEW.uses, NEW.form, NEW.language, NEW.explained, NEW.given_on,
            NEW.expires_on, NEW.recorded_by_id, NEW.recorded_at)
    ) EXECUTE FUNCTION situations_evidence_refuse();

CREATE FUNCTION situations_two_sources(incident bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM situations_item
        WHERE incident_id = incident AND credibility = 1 AND set_aside_at IS NULL
    ) AND (
        SELECT count(DISTINCT coalesce(source.takes_from_id, source.id))
        FROM situations_item item JOIN situations_source source ON source.id = item.source_id
        WHERE item.incident_id = incident AND item.set_aside_at IS NULL
    ) < 2 THEN
        RAISE EXCEPTION 'Confirmed by other sources takes two that do not rest on one another.'
            USING ERRCODE = 'check_violation';
    END IF;
END;
$$;
CREATE FUNCTION situations_item_two_sources() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN PERFORM situations_two_sources(OLD.incident_id); END IF;
    IF TG_OP <> 'DELETE' THEN PERFORM situations_two_sources(NEW.incident_id); END IF;
    RETURN NULL;
END;
$$;
CREATE TRIGGER situations_item_confirmed AFTER UPDATE OR DELETE ON situations_item
    FOR EACH ROW EXECUTE FUNCTION situations_item_two_sources();
CREATE TRIGGER situations_item_confirmed_new AFTER INSERT ON situations_item
    FOR EACH ROW WHEN (NEW.credibility = 1) EXECUTE FUNCTION situations_item_two_sources();
CREATE FUNCTION situations_source_two_sources() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM situations_two_sources(incident_id)
        FROM situations_item WHERE source_id = NEW.id AND credibility = 1;
    PERFORM situations_two_sources(item.incident_id)
        FROM situations_item item WHERE item.credibility = 1 AND item.incident_id IN (
            SELECT incident_id FROM situations_item WHERE source_id = NEW.id
        );
    RETURN NULL;
END;
$$;
CREATE TRIGGER situations_source_confirmed AFTER UPDATE OF takes_from_id ON situations_source
    FOR EACH ROW WHEN (OLD.takes_from_id IS DISTINCT FROM NEW.takes_from_id)
    EXECUTE FUNCTION situations_source_two_sources();

CREATE FUNCTION situations_checker_is_no_writer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM situations_incident_writers
        WHERE incident_id = NEW.id AND user_id = NEW.checked_by_id
    ) THEN
        RAISE EXCEPTION 'Who wrote in an incident does not verify it.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_incident_d5
    BEFORE UPDATE ON situations_incident
    FOR EACH ROW WHEN (NEW.checked_by_id IS NOT NULL)
    EXECUTE FUNCTION situations_checker_is_no_writer();

CREATE FUNCTION situations_untrue_is_not_public() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM situations_publishedincident WHERE incident_id = NEW.id) THEN
        RAISE EXCEPTION 'An incident that was refuted or merged does not stand in public.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_incident_untrue
    BEFORE UPDATE OF status ON situations_incident
    FOR EACH ROW WHEN (NEW.status IN ('refuted', 'merged'))
    EXECUTE FUNCTION situations_untrue_is_not_public();

CREATE FUNCTION situations_publisher_is_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM situations_incident
        WHERE id = NEW.incident_id AND reported_by_id = NEW.approved_by_id
    ) OR EXISTS (
        SELECT FROM situations_incident_writers
        WHERE incident_id = NEW.incident_id AND user_id = NEW.approved_by_id
    ) THEN
        RAISE EXCEPTION 'Who reported an incident does not approve it for the public.'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END;
$$;
CREATE TRIGGER situations_published_d5
    BEFORE INSERT OR UPDATE OF approved_by_id ON situations_publishedincident
    FOR EACH ROW EXECUTE FUNCTION situations_publisher_is_another();
"""

ALLOW = """
DROP TRIGGER situations_published_d5 ON situations_publishedincident;
DROP FUNCTION situations_publisher_is_another();
DROP TRIGGER situations_incident_untrue ON situations_incident;
DROP FUNCTION situations_untrue_is_not_public();
DROP TRIGGER situations_incident_d5 ON situations_incident;
DROP FUNCTION situations_checker_is_no_writer();
DROP TRIGGER situations_source_confirmed ON situations_source;
DROP FUNCTION situations_source_two_sources();
DROP TRIGGER situations_item_confirmed_new ON situations_item;
DROP TRIGGER situations_item_confirmed ON situations_item;
DROP FUNCTION situations_item_two_sources();
DROP FUNCTION situations_two_sources(bigint);
DROP TRIGGER situations_consent_words_stay ON situations_consent;
DROP TRIGGER situations_consent_table_stays ON situations_consent;
DROP TRIGGER situations_consent_rows_stay ON situations_consent;
DROP TRIGGER situations_original_bytes_stay ON situations_original;
DROP TRIGGER situations_original_table_stays ON situations_original;
DROP TRIGGER situations_original_rows_stay ON situations_original;
DROP TRIGGER situations_custody_table_stays ON situations_custodyevent;
DROP TRIGGER situations_custody_rows_stay ON situations_custodyevent;
DROP FUNCTION situations_evidence_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("situations", "0006_what_is_done")]

    operations = [
        migrations.RunSQL(REFUSE, ALLOW),
    ]
