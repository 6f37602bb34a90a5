"""Every role against every power, in every status of the organisation."""

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import OrganisationStatus, Role
from accounts.permissions import (
    can_approve_for,
    can_edit_for,
    can_edit_organisation,
    can_manage_members,
    can_vet_organisations,
    can_view_for,
    has_second_factor,
    role_in,
)
from tests.factories.accounts import make_member, make_organisation, make_user

pytestmark = pytest.mark.django_db

POWERS = {
    can_view_for: {Role.OWNER, Role.EDITOR, Role.APPROVER, Role.VIEWER},
    can_edit_for: {Role.OWNER, Role.EDITOR},
    can_approve_for: {Role.OWNER, Role.APPROVER},
    can_manage_members: {Role.OWNER},
    can_edit_organisation: {Role.OWNER},
}


@pytest.mark.parametrize(("power", "role"), list(product(POWERS, Role)))
def test_each_role_has_its_powers_and_no_other(power, role):
    organisation = make_organisation()
    member = make_member(organisation=organisation, role=role, second_factor=True)
    decision = power(member, organisation)
    assert bool(decision) is (role in POWERS[power])
    assert decision or str(decision.reason)


@pytest.mark.parametrize(("power", "status"), list(product(POWERS, OrganisationStatus)))
def test_only_a_vetted_organisation_gives_powers(power, status):
    organisation = make_organisation(status=status)
    owner = make_member(organisation=organisation, role=Role.OWNER, second_factor=True)
    assert bool(power(owner, organisation)) is (status == OrganisationStatus.VETTED)


@pytest.mark.parametrize("power", POWERS)
def test_a_member_of_one_organisation_has_no_power_in_another(power, owner):
    assert not power(owner, make_organisation())


@pytest.mark.parametrize("power", POWERS)
def test_nobody_without_a_membership_has_powers_not_even_staff(power, organisation, staff):
    assert not power(AnonymousUser(), organisation)
    assert not power(make_user(second_factor=True), organisation)
    assert not power(staff, organisation)
    assert not power(staff, None)


@pytest.mark.parametrize("power", [can_approve_for, can_manage_members])
def test_whoever_decides_needs_a_second_factor(power, organisation):
    owner = make_member(organisation=organisation, role=Role.OWNER, second_factor=False)
    decision = power(owner, organisation)
    assert not decision
    assert "second factor" in str(decision.reason)


def test_whoever_only_writes_needs_no_second_factor(organisation):
    assert can_edit_for(make_member(organisation=organisation, role=Role.EDITOR), organisation)


def test_a_factor_set_up_elsewhere_does_not_prove_this_session(organisation, owner):
    assert has_second_factor(owner)
    owner.session_check = lambda: False
    assert not has_second_factor(owner)
    assert not can_approve_for(owner, organisation)


def test_a_session_that_was_proved_counts_no_longer_once_the_factor_is_gone(owner):
    owner.session_check = lambda: True
    owner.authenticator_set.all().delete()
    assert not has_second_factor(owner)


def test_a_deactivated_member_has_no_role(organisation):
    member = make_member(organisation=organisation, role=Role.OWNER, is_active=False)
    assert role_in(member, organisation) is None


def test_only_staff_with_a_second_factor_vet(staff, owner):
    assert can_vet_organisations(staff)
    assert not can_vet_organisations(owner)
    assert not can_vet_organisations(make_user(staff=True))
    assert not can_vet_organisations(AnonymousUser())
