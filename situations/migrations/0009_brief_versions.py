"""Versions of briefs."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("situations", "0008_imports"),)

    operations = ()
