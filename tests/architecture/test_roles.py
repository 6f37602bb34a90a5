"""Every address by every role: who gets a page, who is sent to log in, who is told no, who nothing.

A hidden thing answers 404, a forbidden deed 403. An address that is not in the table fails the
suite, so nobody can add one without saying who may open it.
"""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from tests.architecture.roles import TABLE
from tests.architecture.world import ROLES, World
from tests.factories.accounts import log_in

ROWS = [line.split() for line in TABLE.strip().splitlines() if not line.startswith("#")]


def named_addresses(resolver: URLResolver, spaces: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if not isinstance(pattern, URLResolver):
            yield f"{spaces}{pattern.name}"
        elif pattern.namespace != "admin":  # its own test walks the admin, as staff and as others
            inner = f"{spaces}{pattern.namespace}:" if pattern.namespace else spaces
            yield from named_addresses(pattern, inner)


def test_every_address_is_in_the_table_and_the_table_has_no_other():
    assert set(named_addresses(get_resolver())) == {row[0] for row in ROWS}


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker) -> Iterator[dict[str, dict[str, int]]]:
    """Ask for every address as everybody once; one world serves all rows."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World()
        yield {role: answers(world, role) for role in ROLES}
        transaction.set_rollback(True)


def answers(world: World, role: str) -> dict[str, int]:
    client = Client(raise_request_exception=False)
    person = world.people[role]
    if person:
        log_in(client, person)
    return {
        f"{name} {argument}": client.get(
            reverse(name, kwargs=world.arguments(argument))
        ).status_code
        for name, argument, *_codes in ROWS
    }


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_an_address_answers_each_role_as_the_table_says(asked, row):
    name, argument, *codes = row
    got = [str(asked[role][f"{name} {argument}"]) for role in ROLES]
    assert dict(zip(ROLES, got, strict=True)) == dict(zip(ROLES, codes, strict=True))
