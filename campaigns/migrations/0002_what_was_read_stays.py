"""Published texts of a campaign never change, nor the facts on which letters were confirmed."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION campaigns_refuse_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What was signed never changes: % of % is refused.',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END;
$$;

CREATE TRIGGER campaigns_text_public_stays
    BEFORE UPDATE OR DELETE ON campaigns_campaigntext
    FOR EACH ROW WHEN (OLD.status = 'public') EXECUTE FUNCTION campaigns_refuse_text();
"""

ALLOW = """
DROP TRIGGER campaigns_text_public_stays ON campaigns_campaigntext;
DROP FUNCTION campaigns_refuse_text();
"""

REFUSE_FACTS = """
CREATE FUNCTION campaigns_refuse_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What letters were confirmed on never changes: % of % is refused.',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END;
$$;

CREATE FUNCTION campaigns_refuse_fact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM campaigns_casefacts WHERE status = 'public' AND id IN (
        CASE WHEN TG_OP <> 'INSERT' THEN OLD.case_facts_id END,
        CASE WHEN TG_OP <> 'DELETE' THEN NEW.case_facts_id END
    )) THEN
        RAISE EXCEPTION 'What letters were confirmed on never changes: % of % is refused.',
            TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END;
$$;

CREATE TRIGGER campaigns_case_facts_public_stay
    BEFORE UPDATE OR DELETE ON campaigns_casefacts
    FOR EACH ROW WHEN (OLD.status = 'public') EXECUTE FUNCTION campaigns_refuse_facts();

CREATE TRIGGER campaigns_case_fact_public_stays
    BEFORE INSERT OR UPDATE OR DELETE ON campaigns_casefact
    FOR EACH ROW EXECUTE FUNCTION campaigns_refuse_fact();
"""

ALLOW_FACTS = """
DROP TRIGGER campaigns_case_fact_public_stays ON campaigns_casefact;
DROP TRIGGER campaigns_case_facts_public_stay ON campaigns_casefacts;
DROP FUNCTION campaigns_refuse_fact();
DROP FUNCTION campaigns_refuse_facts();
"""


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_campaigns_petitions_and_letters")]

    operations = [
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunSQL(REFUSE_FACTS, ALLOW_FACTS),
    ]
