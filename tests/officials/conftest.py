import pytest
from django.test import Client

from accounts.models import User
from tests.factories.accounts import log_in, make_user


@pytest.fixture
def staff() -> User:
    """Somebody who keeps the directory."""
    return make_user(staff=True, second_factor=True)


@pytest.fixture
def desk(client: Client, staff: User) -> Client:
    """Their browser, logged in."""
    log_in(client, staff)
    return client
