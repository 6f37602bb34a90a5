"""What the outbox keeps of mail that answers a letter."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("outbox", "0002_room_for_updates")]
    operations: list[migrations.operations.base.Operation] = []
