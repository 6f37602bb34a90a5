"""A signer's own page, and forgetting."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0004_integrity")]

    operations = []
