"""Facts, variants and originality of letters, their digests and holds."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_whom_a_campaign_writes_to")]
    operations: list[migrations.operations.base.Operation] = []
