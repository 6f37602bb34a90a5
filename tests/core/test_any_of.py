"""Many numbers in one parameter."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Organisation
from core.any_of import any_of
from tests.factories.accounts import make_organisation

pytestmark = pytest.mark.django_db


def test_any_of_finds_what_in_finds() -> None:
    made = [make_organisation() for _each in range(3)]
    wanted = [made[0].pk, made[2].pk, 10**12]

    with CaptureQueriesContext(connection) as queries:
        found = set(Organisation.objects.filter(pk__in=any_of(wanted)))

    assert found == set(Organisation.objects.filter(pk__in=wanted)) == {made[0], made[2]}
    assert "unnest(" in queries[0]["sql"]


def test_any_of_none_is_none() -> None:
    make_organisation()

    assert not Organisation.objects.filter(pk__in=any_of([])).exists()
