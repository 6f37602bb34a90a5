"""The list of territories."""

from django.db import transaction

from situations.models import Territory
from situations.territory_rows import territory_columns


@transaction.atomic
def load_territories() -> int:
    """Bring the table in step with core/data/territories.csv. Returns how many rows it has.

    Nothing is deleted: a code that was withdrawn gets its date in the file.
    """
    rows = list(territory_columns())
    for columns in rows:
        Territory.objects.update_or_create(code=columns["code"], defaults=columns)
    return len(rows)
