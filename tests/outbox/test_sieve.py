"""Filters find what they look for by index, among whatever lies around it."""

from datetime import date

import pytest
from django.db import connection

from outbox.models import Message
from outbox.models.message import MessageQuerySet
from outbox.sieve import Sieve
from tests.factories.outbox import make_message

from .conftest import NOTICE

pytestmark = pytest.mark.django_db


def plan(rows: MessageQuerySet) -> str:
    """How PostgreSQL would look, if reading the whole table were dear: it is empty here."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    return rows.explain()


@pytest.mark.parametrize(
    ("sieve", "index"),
    [
        (Sieve(state="failed"), "outbox_message_ended"),
        (Sieve(state="uncertain"), "outbox_message_ended"),
        (Sieve(state="queued", stream="bulk"), "outbox_message_due"),
        (Sieve(failure="policy"), "outbox_message_failure"),
        (Sieve(failure="policy", domain="example.org"), "outbox_message_failure"),
        (Sieve(stream="letter"), "outbox_message_letter"),
        (Sieve(since=date(2026, 11, 22), until=date(2026, 11, 22)), "outbox_message_made"),
        (Sieve(content=3), "content_id"),
    ],
)
def test_a_filter_has_an_index_to_go_by(sieve: Sieve, index: str) -> None:
    assert index in plan(sieve.messages())


def test_a_sieve_that_is_empty_lets_everything_through() -> None:
    message = make_message(template=NOTICE)

    assert list(Sieve().messages()) == [message]
    assert Sieve().query == ""
    assert Sieve().given == {}


def test_a_sieve_stands_in_an_address_as_it_was() -> None:
    sieve = Sieve(state="failed", domain="Example.ORG", since=date(2026, 11, 22))

    assert sieve.query == "state=failed&domain=Example.ORG&since=2026-11-22"
    assert dict(sieve.pairs) == {
        "state": "failed",
        "domain": "Example.ORG",
        "since": "2026-11-22",
    }


def test_a_message_is_found_by_its_public_id_alone() -> None:
    one, _other = make_message(template=NOTICE), make_message(template=NOTICE)
    one = Message.objects.get(pk=one.pk)

    assert list(Sieve(message=one.public_id).messages()) == [one]
