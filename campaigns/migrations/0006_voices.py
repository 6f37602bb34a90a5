"""Supporters' words, updates, organisations and paper."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0005_a_signers_own_page")]

    operations = []
