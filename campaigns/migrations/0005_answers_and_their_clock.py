"""Replies of offices, published answers, clocks and outcomes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0004_letters_in_one_s_own_words"),
        ("officials", "0002_members_rules_and_proposals"),
        ("outbox", "0003_answers_come_back"),
        ("situations", "0008_versions_of_briefs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations: list[migrations.operations.base.Operation] = []
