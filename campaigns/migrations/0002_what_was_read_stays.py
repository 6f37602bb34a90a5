"""Published texts of a campaign never change."""

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


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_campaigns_petitions_and_letters")]

    operations = [
        migrations.RunSQL(REFUSE, ALLOW),
    ]
