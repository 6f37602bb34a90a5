"""Invitations, roles, and the last owner."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from accounts.models import Invitation, Membership, OrganisationStatus, Role
from accounts.permissions import role_in
from accounts.services import (
    accept_invitation,
    change_role,
    end_membership,
    forget,
    invite_member,
    withdraw_invitation,
)
from audit.models import Event
from core.rules import RuleRefused
from tests.factories.accounts import make_member, make_organisation, make_user

from .mailbox import mails_to


@pytest.fixture
def invitation(organisation, owner):
    return invite_member(
        organisation=organisation, actor=owner, address="new@example.org", role=Role.APPROVER
    )


def place(user, organisation):
    return Membership.objects.get(user=user, organisation=organisation)


@pytest.mark.django_db
class TestInvitations:
    def test_an_invitation_goes_out_by_mail_and_keeps_no_address(self, invitation):
        assert "Early Voices" in mails_to("new@example.org")[-1].subject
        stored = Invitation.objects.values().get()
        assert "new@example.org" not in str(stored)
        assert stored["hint"] == "n…@example.org"

    def test_whoever_accepts_gets_the_role_once(self, invitation, organisation):
        guest, other = make_user(), make_user()
        accept_invitation(invitation=invitation, user=guest)
        assert role_in(guest, organisation) == Role.APPROVER
        with pytest.raises(RuleRefused) as refused:
            accept_invitation(invitation=invitation, user=other)
        assert refused.value.codes == ["used"]
        assert role_in(other, organisation) is None

    def test_an_accepted_invitation_keeps_neither_index_nor_hint(self, invitation):
        accept_invitation(invitation=invitation, user=make_user())
        stored = Invitation.objects.get()
        assert bytes(stored.email_key) == b""
        assert stored.hint == ""

    def test_after_fourteen_days_it_is_out_of_date(self, invitation, organisation):
        guest = make_user()
        with time_machine.travel(timezone.now() + timedelta(days=14, minutes=1), tick=False):
            with pytest.raises(RuleRefused) as refused:
                accept_invitation(invitation=invitation, user=guest)
            assert refused.value.codes == ["out_of_date"]
        assert role_in(guest, organisation) is None

    def test_a_suspended_organisation_takes_nobody_in(self, invitation, organisation):
        organisation.status = OrganisationStatus.SUSPENDED
        organisation.save(update_fields=["status"])
        with pytest.raises(RuleRefused):
            accept_invitation(invitation=invitation, user=make_user())

    def test_a_second_invitation_replaces_the_first(self, invitation, organisation, owner):
        again = invite_member(
            organisation=organisation, actor=owner, address="New@Example.org", role=Role.VIEWER
        )
        assert again.pk == invitation.pk
        assert again.role == Role.VIEWER
        assert Invitation.objects.count() == 1

    def test_a_member_is_not_invited_again(self, organisation, owner):
        with pytest.raises(RuleRefused) as refused:
            invite_member(
                organisation=organisation, actor=owner, address=owner.email, role=Role.VIEWER
            )
        assert refused.value.codes == ["address"]

    def test_a_member_who_accepts_keeps_the_role_and_the_invitation_stays(self, invitation, owner):
        with pytest.raises(RuleRefused):
            accept_invitation(invitation=invitation, user=owner)
        assert role_in(owner, invitation.organisation) == Role.OWNER
        assert Invitation.objects.unanswered().exists()

    def test_a_withdrawn_invitation_is_gone_and_remembered(self, invitation, owner):
        pk = invitation.pk
        withdraw_invitation(invitation=invitation, actor=owner)
        assert not Invitation.objects.exists()
        assert Event.objects.get(verb="invitation.withdrawn").object_id == str(pk)

    def test_forgetting_an_address_deletes_what_was_sent_to_it_and_no_more(
        self, invitation, organisation, owner
    ):
        invite_member(
            organisation=organisation, actor=owner, address="else@example.org", role=Role.VIEWER
        )
        assert forget(address="NEW@example.org") == {"invitations": 1}
        assert Invitation.objects.get().hint == "e…@example.org"


@pytest.mark.django_db
class TestRoles:
    def test_a_role_is_changed_and_recorded_without_a_name(self, organisation, owner):
        member = make_member(organisation=organisation, role=Role.VIEWER)
        change_role(membership=place(member, organisation), actor=owner, role=Role.EDITOR)
        assert role_in(member, organisation) == Role.EDITOR
        event = Event.objects.get(verb="membership.role_changed")
        assert event.details == {"role": "editor", "previous": "viewer"}

    def test_the_same_role_again_is_no_event(self, organisation, owner):
        change_role(membership=place(owner, organisation), actor=owner, role=Role.OWNER)
        assert not Event.objects.filter(verb="membership.role_changed").exists()

    def test_the_last_owner_neither_leaves_nor_steps_down(self, organisation, owner):
        make_member(organisation=organisation, role=Role.EDITOR)
        last = place(owner, organisation)
        for deed in (
            lambda: end_membership(membership=last, actor=owner),
            lambda: change_role(membership=last, actor=owner, role=Role.EDITOR),
        ):
            with pytest.raises(RuleRefused) as refused:
                deed()
            assert refused.value.codes == ["last_owner"]
        assert role_in(owner, organisation) == Role.OWNER

    def test_an_owner_who_cannot_log_in_does_not_count(self, organisation, owner):
        make_member(organisation=organisation, role=Role.OWNER, is_active=False)
        with pytest.raises(RuleRefused):
            end_membership(membership=place(owner, organisation), actor=owner)

    def test_one_of_two_owners_may_leave(self, organisation, owner):
        make_member(organisation=organisation, role=Role.OWNER)
        end_membership(membership=place(owner, organisation), actor=owner)
        assert role_in(owner, organisation) is None


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_leave_at_once_one_stays():
    organisation = make_organisation()
    owners = [make_member(organisation=organisation, role=Role.OWNER) for _ in range(2)]
    barrier = threading.Barrier(2)
    refused = []

    def leave(owner):
        membership = place(owner, organisation)
        barrier.wait(timeout=10)
        try:
            end_membership(membership=membership, actor=owner)
        except RuleRefused:
            refused.append(owner)
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=(owner,)) for owner in owners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert len(refused) == 1
    assert Membership.objects.in_organisation(organisation).owners().count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_follow_one_link_at_once_one_gets_in():
    organisation = make_organisation()
    owner = make_member(organisation=organisation, role=Role.OWNER)
    invitation = invite_member(
        organisation=organisation, actor=owner, address="new@example.org", role=Role.EDITOR
    )
    guests = [make_user(), make_user()]
    barrier = threading.Barrier(2)

    def accept(guest):
        barrier.wait(timeout=10)
        try:
            accept_invitation(invitation=invitation, user=guest)
        except RuleRefused:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=(guest,)) for guest in guests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    assert organisation.memberships.count() == 2
