"""Rules by which a campaign's letters find their addressees."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0002_what_was_read_stays"),
        ("officials", "0002_members_rules_and_proposals"),
    ]
    operations: list[migrations.operations.base.Operation] = []
