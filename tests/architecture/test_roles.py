"""Every address by every role: who gets a page, who is sent to log in, who is told no, who nothing.

A hidden thing answers 404, a forbidden deed 403. An address that is not in the table fails the
suite, so nobody can add one without saying who may open it.
"""

from collections.abc import Iterator

import pytest
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


def answers(world: World, role: str) -> dict[str, str]:
    client = Client(raise_request_exception=False)
    person = world.people[role]
    if person:
        log_in(client, person)
    return {
        f"{name} {argument}": str(
            client.get(reverse(name, kwargs=world.arguments(argument))).status_code
        )
        for name, argument, *_codes in ROWS
    }


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_a_role_as_the_table_says(role):
    column = 2 + ROLES.index(role)
    told = {f"{row[0]} {row[1]}": row[column] for row in ROWS}
    assert answers(World(), role) == told
