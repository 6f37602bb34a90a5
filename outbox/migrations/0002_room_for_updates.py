"""Room in each page for the versions that claim and mark make, and a vacuum that keeps up."""

from django.db import migrations

ROOMY = """
ALTER TABLE outbox_message SET (
    fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02
);
ALTER TABLE outbox_lease SET (
    fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000
);
"""

AS_USUAL = """
ALTER TABLE outbox_message RESET (
    fillfactor, autovacuum_vacuum_scale_factor, autovacuum_analyze_scale_factor
);
ALTER TABLE outbox_lease RESET (
    fillfactor, autovacuum_vacuum_scale_factor, autovacuum_vacuum_threshold
);
"""


class Migration(migrations.Migration):
    dependencies = [("outbox", "0001_messages_and_what_comes_back")]

    operations = [migrations.RunSQL(ROOMY, AS_USUAL)]
