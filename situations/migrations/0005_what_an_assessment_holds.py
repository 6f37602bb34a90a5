"""What an assessment holds in several: factors, people, triggers, areas."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = (("situations", "0004_warnings"),)

    operations = ()
