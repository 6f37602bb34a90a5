"""Sweeps, alarms and what is shown of them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_signing_under_attack")]

    operations = []
