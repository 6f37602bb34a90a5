"""Rows of a decided assessment stay as they are; the factors of the UN Framework are loaded. (D3)"""

from django.db import migrations

from situations.risk_rows import factor_columns, indicator_columns

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
    dependencies = [("situations", "0004_warnings_never_vanish")]

    operations = [
        migrations.RunPython(load, migrations.RunPython.noop),
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunSQL(REFUSE_EMPTYING, ALLOW_EMPTYING),
    ]
