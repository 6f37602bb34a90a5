"""Warnings and their clocks."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("situations", "0003_load_territories"),)

    operations = ()
