"""Connections that waited in the pool are asked nothing, unless the server has spoken."""

import psycopg
import pytest
from django.db import connection
from psycopg_pool import ConnectionPool

from r2p_site.pool_check import check_connection

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting():
    """A connection of its own to the same database, as one that waits in the pool."""
    connection.ensure_connection()
    own = {"autocommit": True, "password": connection.settings_dict["PASSWORD"]}
    with psycopg.connect(**connection.connection.info.get_parameters(), **own) as other:
        yield other


def test_a_connection_that_lives_is_not_asked(waiting, monkeypatch):
    def asked(_connection):
        pytest.fail("It was asked.")

    monkeypatch.setattr(ConnectionPool, "check_connection", asked)
    check_connection(waiting)


def test_a_connection_that_the_server_has_ended_is_found_out(waiting):
    number = waiting.info.backend_pid
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])
        assert cursor.fetchone() == (True,)
    with pytest.raises(psycopg.OperationalError):
        check_connection(waiting)


def test_the_pool_gives_another_for_one_that_ended():
    connection.ensure_connection()
    first = connection.connection.info.backend_pid
    connection.close()  # back into the pool
    with psycopg.connect(
        **connection.get_connection_params()
        | {"autocommit": True, "cursor_factory": None, "context": None}
    ) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [first])
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    assert connection.connection.info.backend_pid != first
