"""Replies of offices, published answers, clocks and outcomes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0004_letters_in_one_s_own_words")]
    operations: list[migrations.operations.base.Operation] = []
