"""A campaign's text in several languages, its versions and its steps."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_campaigns_petitions_and_letters")]

    operations = []
