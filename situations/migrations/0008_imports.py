"""Files that were imported, row by row."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("situations", "0007_evidence"),)

    operations = ()
