"""What staff do in the admin with people, organisations and memberships."""

from datetime import UTC, datetime

import pytest

from accounts.models import Membership, Organisation, Role
from accounts.permissions import role_in
from audit.models import Event
from tests.factories.accounts import PASSWORD, log_in, make_member, make_organisation, make_user

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/accounts/user/"
ORGANISATIONS = "/admin/accounts/organisation/"


@pytest.fixture
def admin(client, staff):
    log_in(client, staff)
    return client


def act(admin, address, action, *rows, **more):
    chosen = {"_selected_action": [row.pk for row in rows]}
    return admin.post(address, {"action": action, **chosen, **more}, follow=True)


class TestPeople:
    def test_a_person_is_found_by_address_and_by_name(self, admin):
        make_user(email="wanjiru@example.org", name="Wanjiru Kamau")
        make_user(email="tomas@example.org", name="Tomás Rivera")
        for words in ("wanjiru@", "kamau"):
            page = admin.get(PEOPLE, {"q": words}).content.decode()
            assert "wanjiru@example.org" in page
            assert "tomas@example.org" not in page

    def test_neither_hash_nor_secret_is_shown_or_typed(self, admin):
        person = make_user(second_factor=True)
        page = admin.get(f"{PEOPLE}{person.pk}/change/").content.decode()
        assert person.password not in page
        assert 'name="password"' not in page
        assert 'name="email"' not in page

    def test_nobody_is_added_or_deleted_by_hand(self, admin):
        person = make_user()
        assert admin.get(f"{PEOPLE}add/").status_code == 403
        assert admin.post(f"{PEOPLE}{person.pk}/delete/", {"post": "yes"}).status_code == 403
        assert act(admin, PEOPLE, "delete_selected", person).status_code == 200
        person.refresh_from_db()

    def test_deactivating_locks_out_and_says_so_of_oneself(self, admin, staff):
        person = make_user()
        page = act(admin, PEOPLE, "deactivate", person, staff).content.decode()
        person.refresh_from_db()
        staff.refresh_from_db()
        assert not person.is_active
        assert staff.is_active
        assert "You cannot deactivate your own login." in page

    def test_a_lost_factor_is_taken_off_from_the_page_of_the_person(self, admin):
        person = make_user(second_factor=True)
        admin.post(
            f"{PEOPLE}{person.pk}/change/",
            {"CHANGE_FORM-action": "take_off_second_factor", "_selected_action": person.pk},
        )
        assert not person.has_authenticator

    def test_a_change_of_rights_is_recorded_and_nobody_raises_their_own(self, admin, staff):
        person = make_user()
        data = {"name": "N", "language": "en", "time_zone": "UTC", "is_staff": "on"}
        admin.post(f"{PEOPLE}{person.pk}/change/", data)
        person.refresh_from_db()
        assert person.is_staff
        assert "is_staff" in Event.objects.get(verb="user.corrected").details["fields"]
        page = admin.get(f"{PEOPLE}{staff.pk}/change/").content.decode()
        assert 'name="is_superuser"' not in page

    def test_staff_who_are_not_superusers_grant_nothing(self, client):
        clerk = make_user(staff=True, second_factor=True, is_superuser=False)
        log_in(client, clerk)
        assert client.get(PEOPLE).status_code == 403
        assert client.get("/admin/").status_code == 200

    def test_the_password_is_changed_on_the_sites_own_page(self, admin):
        assert admin.get("/admin/password_change/").url == "/accounts/password/change/"
        data = {"old_password": PASSWORD, "new_password1": "x" * 20, "new_password2": "x" * 20}
        assert admin.post("/admin/password_change/", data).url == "/accounts/password/change/"


class TestOrganisations:
    def test_it_is_decided_from_its_own_page(self, admin):
        organisation = make_organisation(vetted=False)
        page = f"{ORGANISATIONS}{organisation.pk}/change/"
        assert b"Vet: let them work here" in admin.get(page).content
        chosen = {"_selected_action": organisation.pk}
        asked = admin.post(page, {"CHANGE_FORM-action": "refuse", **chosen})
        assert b'name="CHANGE_FORM-action" value="refuse"' in asked.content
        admin.post(page, {"CHANGE_FORM-action": "refuse", "reason": "Nobody answers.", **chosen})
        organisation.refresh_from_db()
        assert organisation.status == "refused"
        assert organisation.decision_reason == "Nobody answers."

    def test_a_deed_that_is_not_possible_is_said_and_does_not_stop_the_others(self, admin):
        waiting, refused = make_organisation(vetted=False), make_organisation(status="suspended")
        page = act(admin, ORGANISATIONS, "vet", waiting, refused).content.decode()
        assert "so that cannot be done" in page
        waiting.refresh_from_db()
        assert waiting.is_vetted

    def test_a_correction_is_recorded_by_field(self, admin, organisation):
        data = {
            "name": "Early Voices Union",
            "country": "KE",
            "website": "",
            "mission": organisation.mission,
            "contact_email": organisation.contact_email,
            "memberships-TOTAL_FORMS": 0,
            "memberships-INITIAL_FORMS": 0,
        }
        admin.post(f"{ORGANISATIONS}{organisation.pk}/change/", data)
        assert Organisation.objects.get().name == "Early Voices Union"
        assert Event.objects.get(verb="organisation.corrected").details == {"fields": ["name"]}

    def test_dates_read_as_everywhere_on_the_site(self, admin):
        make_organisation(at=datetime(2026, 3, 5, 14, 30, tzinfo=UTC))
        assert "5 March 2026, 14:30" in admin.get(ORGANISATIONS).content.decode()

    def test_every_list_and_page_opens(self, admin, organisation, owner):
        membership = Membership.objects.get(user=owner)
        for address in (
            ORGANISATIONS,
            f"{ORGANISATIONS}{organisation.pk}/change/",
            f"{PEOPLE}{owner.pk}/change/",
            "/admin/accounts/membership/",
            f"/admin/accounts/membership/{membership.pk}/change/",
            "/admin/accounts/invitation/",
        ):
            assert admin.get(address).status_code == 200, address


class TestMemberships:
    def address(self, membership, deed):
        return f"/admin/accounts/membership/{membership.pk}/{deed}/"

    def test_staff_correct_a_role(self, admin, organisation, owner):
        member = make_member(organisation=organisation, role=Role.VIEWER)
        membership = Membership.objects.get(user=member)
        admin.post(self.address(membership, "change"), {"role": "editor"})
        assert role_in(member, organisation) == Role.EDITOR
        assert Event.objects.filter(verb="membership.role_changed").exists()

    def test_not_even_staff_leave_an_organisation_without_an_owner(
        self, admin, organisation, owner
    ):
        membership = Membership.objects.get(user=owner)
        answer = admin.post(self.address(membership, "change"), {"role": "viewer"})
        assert answer.status_code == 409
        assert b"needs an owner" in answer.content
        admin.post(self.address(membership, "delete"), {"post": "yes"})
        assert role_in(owner, organisation) == Role.OWNER

    def test_staff_end_a_membership(self, admin, organisation, owner):
        member = make_member(organisation=organisation, role=Role.VIEWER)
        admin.post(self.address(Membership.objects.get(user=member), "delete"), {"post": "yes"})
        assert role_in(member, organisation) is None
        assert Event.objects.filter(verb="membership.ended").exists()
