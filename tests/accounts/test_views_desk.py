"""The desk of an organisation: who sees it, who changes what, and nobody else's."""

import pytest
from django.test import Client

from accounts.models import Invitation, Membership, Role
from accounts.permissions import role_in
from tests.factories.accounts import log_in, make_member, make_organisation, make_user

from .mailbox import mails_to

pytestmark = pytest.mark.django_db

DESK = "/desk/organisation/"


def place(user, organisation):
    return Membership.objects.get(user=user, organisation=organisation)


@pytest.fixture
def member(organisation):
    return make_member(organisation=organisation, role=Role.VIEWER, name="Zawadi Amani")


@pytest.fixture
def owners_desk(client, owner, member):
    log_in(client, owner)
    return client


def addresses(organisation):
    """Every page and deed of the desk of an organisation."""
    pk = organisation.memberships.first().pk
    invitation = Invitation.objects.filter(organisation=organisation).first()
    return {
        "get": [
            DESK,
            f"{DESK}edit/",
            f"{DESK}invite/",
            f"{DESK}members/{pk}/role/",
            f"{DESK}members/{pk}/remove/",
        ],
        "post": [
            (f"{DESK}edit/", {"mission": "x", "contact_email": "a@example.org"}),
            (f"{DESK}invite/", {"address": "new@example.org", "role": "viewer"}),
            (f"{DESK}members/{pk}/role/", {"role": "viewer"}),
            (f"{DESK}members/{pk}/remove/", {}),
        ]
        + ([(f"{DESK}invitations/{invitation.pk}/withdraw/", {})] if invitation else []),
    }


class TestWhoSees:
    def test_a_visitor_logs_in_first(self, client, organisation, owner):
        for address in addresses(organisation)["get"]:
            assert client.get(address).url.startswith("/accounts/login/?next=/desk/")

    def test_a_person_of_no_vetted_organisation_is_told_why_not(self, client):
        client.force_login(make_user())
        answer = client.get(DESK)
        assert answer.status_code == 403
        assert b"members of vetted organisations" in answer.content

    def test_every_member_sees_who_belongs_and_in_which_role(self, client, organisation, owner):
        viewer = make_member(organisation=organisation, role=Role.VIEWER, name="Zawadi Amani")
        client.force_login(viewer)
        page = client.get(DESK).content.decode()
        assert "Zawadi Amani" in page
        assert owner.name in page
        assert "Invite a person</a>" not in page
        assert "/role/" not in page
        assert "Leave</a>" in page

    @pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.VIEWER])
    def test_nobody_but_an_owner_changes_anything(self, client, organisation, owner, role):
        Invitation.objects.create(
            organisation=organisation,
            role=Role.VIEWER,
            email_key=b"x" * 32,
            hint="n…@example.org",
            invited_by=owner,
            sent_at="2026-01-01T00:00Z",
            expires_at="2036-01-01T00:00Z",
        )
        log_in(client, make_member(organisation=organisation, role=role, second_factor=True))
        for address, data in addresses(organisation)["post"]:
            answer = client.post(address, data)
            assert answer.status_code == 403, address
            assert b"Only owners" in answer.content, address
        assert role_in(owner, organisation) == Role.OWNER
        assert Invitation.objects.count() == 1

    def test_an_owner_whose_session_was_not_proved_looks_and_changes_nothing(
        self, client, organisation, owner
    ):
        client.force_login(owner)
        page = client.get(DESK).content.decode()
        assert "/accounts/second-factor/?next=/desk/organisation/" in page
        answer = client.post(f"{DESK}invite/", {"address": "n@example.org", "role": "viewer"})
        assert answer.status_code == 403
        assert b"second factor" in answer.content

    def test_staff_who_belong_nowhere_see_the_page_and_no_members(self, client, staff, owner):
        log_in(client, staff)
        answer = client.get(DESK)
        assert answer.status_code == 200
        assert owner.name not in answer.content.decode()


class TestIsolation:
    @pytest.mark.parametrize("role", Role)
    def test_a_member_of_one_organisation_gets_404_for_the_rows_of_another(
        self, client, organisation, owner, role
    ):
        log_in(
            client,
            make_member(organisation=make_organisation(), role=role, second_factor=True),
        )
        pk = place(owner, organisation).pk
        for address in (f"{DESK}members/{pk}/role/", f"{DESK}members/{pk}/remove/"):
            assert client.get(address).status_code == 404
            assert client.post(address, {"role": "viewer"}).status_code == 404
        assert role_in(owner, organisation) == Role.OWNER

    def test_an_invitation_of_another_organisation_is_404(self, client, organisation, owner):
        log_in(client, owner)
        client.post(f"{DESK}invite/", {"address": "new@example.org", "role": "viewer"})
        pk = Invitation.objects.get().pk
        other = Client()
        log_in(other, make_member(role=Role.OWNER, second_factor=True))
        assert other.post(f"{DESK}invitations/{pk}/withdraw/").status_code == 404
        assert Invitation.objects.exists()

    def test_choosing_an_organisation_of_others_or_one_not_vetted_is_404(
        self, client, organisation, owner
    ):
        member = make_member(role=Role.OWNER, second_factor=True)
        waiting = make_organisation(vetted=False)
        make_member(organisation=waiting, user=member)
        log_in(client, member)
        assert client.get(f"{DESK}?organisation={organisation.slug}").status_code == 404
        assert client.get(f"{DESK}?organisation={waiting.slug}").status_code == 404
        assert client.get(f"{DESK}?organisation=nothing").status_code == 404

    def test_the_one_chosen_stays_chosen(self, client):
        first = make_organisation(name="Aaa", slug="aaa")
        second = make_organisation(name="Bbb", slug="bbb")
        member = make_member(organisation=first, role=Role.VIEWER)
        make_member(organisation=second, user=member, role=Role.VIEWER)
        client.force_login(member)
        assert client.get(DESK).context["organisation"] == first
        assert client.get(f"{DESK}?organisation=bbb").context["organisation"] == second
        assert client.get(DESK).context["organisation"] == second
        Membership.objects.get(user=member, organisation=second).delete()
        assert client.get(DESK).context["organisation"] == first


class TestDeeds:
    def test_an_owner_invites(self, owners_desk):
        data = {"address": "new@example.org", "role": "approver"}
        assert owners_desk.post(f"{DESK}invite/", data).url == DESK
        assert mails_to("new@example.org")
        assert "n…@example.org" in owners_desk.get(DESK).content.decode()

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({"address": "nonsense", "role": "viewer"}, "address"),
            ({"address": "", "role": "viewer"}, "address"),
            ({"address": "new@example.org", "role": "king"}, "role"),
            ({"address": "new@example.org"}, "role"),
        ],
    )
    def test_a_bad_invitation_is_answered_beside_its_field(self, owners_desk, data, field):
        answer = owners_desk.post(f"{DESK}invite/", data)
        assert answer.status_code == 200
        assert field in answer.context["form"].errors
        assert not Invitation.objects.exists()

    def test_a_member_is_not_invited_and_the_form_says_so(self, owners_desk, member):
        answer = owners_desk.post(f"{DESK}invite/", {"address": member.email, "role": "viewer"})
        assert "address" in answer.context["form"].errors

    def test_an_owner_withdraws_an_invitation(self, owners_desk):
        owners_desk.post(f"{DESK}invite/", {"address": "new@example.org", "role": "viewer"})
        pk = Invitation.objects.get().pk
        assert owners_desk.get(f"{DESK}invitations/{pk}/withdraw/").status_code == 405
        assert owners_desk.post(f"{DESK}invitations/{pk}/withdraw/").url == DESK
        assert not Invitation.objects.exists()

    def test_an_owner_changes_a_role(self, owners_desk, organisation, member):
        address = f"{DESK}members/{place(member, organisation).pk}/role/"
        assert owners_desk.get(address).status_code == 200
        owners_desk.post(address, {"role": "editor"})
        assert role_in(member, organisation) == Role.EDITOR

    def test_removing_a_member_is_asked_once_more(self, owners_desk, organisation, member):
        address = f"{DESK}members/{place(member, organisation).pk}/remove/"
        assert b"Remove Zawadi Amani from Early Voices?" in owners_desk.get(address).content
        assert role_in(member, organisation)
        owners_desk.post(address)
        assert role_in(member, organisation) is None

    def test_the_last_owner_is_told_why_they_cannot_leave(self, owners_desk, organisation, owner):
        pk = place(owner, organisation).pk
        answer = owners_desk.post(f"{DESK}members/{pk}/remove/")
        assert answer.status_code == 409
        assert b"needs an owner" in answer.content
        answer = owners_desk.post(f"{DESK}members/{pk}/role/", {"role": "viewer"})
        assert b"needs an owner" in answer.content
        assert role_in(owner, organisation) == Role.OWNER

    def test_a_viewer_may_leave(self, client, organisation, owner, member):
        client.force_login(member)
        address = f"{DESK}members/{place(member, organisation).pk}/remove/"
        assert b"Leave Early Voices?" in client.get(address).content
        assert client.post(address).url == "/desk/"
        assert role_in(member, organisation) is None

    def test_an_owner_changes_the_public_page_but_not_the_name(self, owners_desk, organisation):
        data = {"mission": "New words.", "contact_email": "o@example.org", "name": "Other"}
        assert owners_desk.post(f"{DESK}edit/", data).url == DESK
        organisation.refresh_from_db()
        assert organisation.mission == "New words."
        assert organisation.name == "Early Voices"
        assert b"New words." in Client().get(organisation.get_absolute_url()).content

    def test_no_deed_without_the_token_of_the_form(self, owner, organisation):
        client = Client(enforce_csrf_checks=True)
        log_in(client, owner)
        for address, data in addresses(organisation)["post"]:
            assert client.post(address, data).status_code == 403
        assert not Invitation.objects.exists()


class TestHome:
    def test_it_opens_for_everybody_with_a_login(self, client):
        client.force_login(make_user())
        assert b"You belong to no organisation yet" in client.get("/desk/").content

    def test_an_owner_alone_is_told_to_invite_somebody(self, client, organisation, owner):
        log_in(client, owner)
        assert b"You are alone" in client.get("/desk/").content

    def test_whoever_decides_is_told_to_set_up_a_factor(self, client, organisation):
        client.force_login(make_member(organisation=organisation, role=Role.APPROVER))
        assert b"Set up a second factor" in client.get("/desk/").content
        other = Client()
        other.force_login(make_member(organisation=organisation, role=Role.EDITOR))
        assert b"Set up a second factor" not in other.get("/desk/").content

    def test_staff_see_who_waits_to_be_vetted(self, client, staff):
        make_organisation(name="Lake Watch", vetted=False)
        log_in(client, staff)
        assert b"Lake Watch" in client.get("/desk/").content
