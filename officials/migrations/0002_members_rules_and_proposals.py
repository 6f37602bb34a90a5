"""Members of organisations, how an office is written to, and proposed changes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("officials", "0001_offices_and_their_holders")]
    operations: list[migrations.operations.base.Operation] = []
