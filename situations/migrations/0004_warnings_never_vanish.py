"""What PostgreSQL itself refuses of warnings: none is deleted, none is changed afterwards. (D9)"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION situations_warning_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A warning never vanishes: % of % is refused.', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END;
$$;

CREATE TRIGGER situations_warning_is_kept
    BEFORE DELETE ON situations_earlywarning
    FOR EACH ROW EXECUTE FUNCTION situations_warning_stays();
CREATE TRIGGER situations_warning_table_is_kept
    BEFORE TRUNCATE ON situations_earlywarning
    FOR EACH STATEMENT EXECUTE FUNCTION situations_warning_stays();
CREATE TRIGGER situations_warning_words_are_kept
    BEFORE UPDATE ON situations_earlywarning
    FOR EACH ROW WHEN (
        (OLD.receipt, OLD.territory_id, OLD.place, OLD."when", OLD.urgency, OLD.people_at_risk,
         OLD.feared, OLD.how_known, OLD.sender, OLD.received_at, OLD.acknowledge_by)
        IS DISTINCT FROM
        (NEW.receipt, NEW.territory_id, NEW.place, NEW."when", NEW.urgency, NEW.people_at_risk,
         NEW.feared, NEW.how_known, NEW.sender, NEW.received_at, NEW.acknowledge_by)
    ) EXECUTE FUNCTION situations_warning_stays();

CREATE TRIGGER situations_warning_message_is_kept
    BEFORE UPDATE OR DELETE ON situations_warningmessage
    FOR EACH ROW EXECUTE FUNCTION situations_warning_stays();
CREATE TRIGGER situations_warning_message_table_is_kept
    BEFORE TRUNCATE ON situations_warningmessage
    FOR EACH STATEMENT EXECUTE FUNCTION situations_warning_stays();
CREATE TRIGGER situations_escalation_is_kept
    BEFORE UPDATE OR DELETE ON situations_escalation
    FOR EACH ROW EXECUTE FUNCTION situations_warning_stays();
CREATE TRIGGER situations_escalation_table_is_kept
    BEFORE TRUNCATE ON situations_escalation
    FOR EACH STATEMENT EXECUTE FUNCTION situations_warning_stays();
"""

ALLOW = """
DROP TRIGGER situations_escalation_table_is_kept ON situations_escalation;
DROP TRIGGER situations_escalation_is_kept ON situations_escalation;
DROP TRIGGER situations_warning_message_table_is_kept ON situations_warningmessage;
DROP TRIGGER situations_warning_message_is_kept ON situations_warningmessage;
DROP TRIGGER situations_warning_words_are_kept ON situations_earlywarning;
DROP TRIGGER situations_warning_table_is_kept ON situations_earlywarning;
DROP TRIGGER situations_warning_is_kept ON situations_earlywarning;
DROP FUNCTION situations_warning_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("situations", "0003_load_territories")]

    operations = [
        migrations.RunSQL(REFUSE, ALLOW),
    ]
