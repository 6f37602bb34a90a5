"""What judges signatures: networks, proofs of work, reminders."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_text_in_languages_and_versions")]

    operations = []
