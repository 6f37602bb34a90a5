"""Statements that each connection plans once."""

import pytest
from django.db import DatabaseError, connection, transaction

from core.prepared import ask_prepared

STATEMENT = "SELECT %(number)s::integer + 1, %(nothing)s::bytea"


def known_to_the_connection() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%+ 1, %'")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_a_statement_is_prepared_once_and_asked_with_other_values():
    asked = [ask_prepared(STATEMENT, {"number": n, "nothing": None}) for n in (1, 2, 3)]
    assert asked == [[(2, None)], [(3, None)], [(4, None)]]
    assert known_to_the_connection() == 1


@pytest.mark.django_db
def test_what_is_asked_counts_among_the_queries(django_assert_num_queries):
    with django_assert_num_queries(1):
        ask_prepared(STATEMENT, {"number": 1, "nothing": None})


@pytest.mark.django_db
def test_an_error_is_one_of_django():
    with pytest.raises(DatabaseError), transaction.atomic():
        ask_prepared("SELECT %(number)s / 0", {"number": 1})
