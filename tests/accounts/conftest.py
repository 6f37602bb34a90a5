from collections.abc import Callable

import pytest
import redis
from django.conf import settings
from django.core.cache import cache

from accounts.models import Organisation, Role, User
from tests.factories.accounts import make_member, make_organisation, make_user

from .steps import ADDRESS


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


@pytest.fixture
def django_cache_keys() -> Callable[[], list[str]]:
    """Every key that the cache holds now."""

    def keys() -> list[str]:
        found = redis.from_url(settings.CACHES["default"]["LOCATION"]).scan_iter("cache:*")
        return [key.decode() for key in found]

    return keys


@pytest.fixture
def person(db: None) -> User:
    """Somebody with a second factor, at the address that the steps of logging in use."""
    return make_user(email=ADDRESS, second_factor=True)
