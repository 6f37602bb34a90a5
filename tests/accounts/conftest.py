from collections.abc import Callable

import pytest
from django.core.cache import cache

from accounts.models import Organisation, Role, User
from tests.factories.accounts import make_member, make_organisation, make_user


@pytest.fixture
def organisation(db: None) -> Organisation:
    return make_organisation(name="Early Voices", slug="early-voices")


@pytest.fixture
def owner(organisation: Organisation) -> User:
    return make_member(organisation=organisation, role=Role.OWNER, second_factor=True)


@pytest.fixture
def staff(db: None) -> User:
    return make_user(staff=True, second_factor=True)


@pytest.fixture
def clean_cache() -> Callable[[], None]:
    """Empty the cache, as a restart of the broker would."""
    return cache.clear
