"""Incidents, sources, files, testimony."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("situations", "0006_what_is_done"),)

    operations = ()
