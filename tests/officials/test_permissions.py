import pytest
from django.contrib.auth.models import AnonymousUser

from officials.permissions import can_import_officials
from tests.factories.accounts import make_member, make_user

pytestmark = pytest.mark.django_db


def test_staff_with_a_second_factor_may_import_officials():
    assert can_import_officials(make_user(staff=True, second_factor=True))


def test_staff_without_a_second_factor_may_not_and_are_told_why():
    decision = can_import_officials(make_user(staff=True))
    assert not decision
    assert "second factor" in str(decision.reason)


def test_members_and_visitors_may_not():
    for user in (make_member(second_factor=True), AnonymousUser()):
        decision = can_import_officials(user)
        assert not decision
        assert "staff" in str(decision.reason)


def test_staff_whose_login_was_closed_may_not():
    user = make_user(staff=True, second_factor=True, is_active=False)
    assert not can_import_officials(user)
