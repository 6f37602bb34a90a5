"""Bulk messages that did not go well."""

from typing import Any

from outbox.models import Message, State
from tests.factories.outbox import make_message

from .conftest import NOTICE


def failed(number: int, **columns: Any) -> list[Message]:
    rows = [make_message(template=NOTICE, stream="bulk") for _number in range(number)]
    columns = {"state": State.FAILED, "failure": "policy", **columns}
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(**columns)
    return rows
