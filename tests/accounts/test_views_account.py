"""Applying, one's settings, the page of the second factor, an invitation that is followed."""

from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import Invitation, Organisation, Role
from accounts.permissions import can_approve_for, role_in
from accounts.services import invite_member, withdraw_invitation
from accounts.services.mail import invitation_token
from core import tokens
from tests.factories.accounts import PASSWORD, log_in, make_member, make_organisation, make_user

from .mailbox import last_mail_to, path_in

pytestmark = pytest.mark.django_db

APPLY = "/organisations/apply/"
DETAILS = {
    "name": "Lake Watch",
    "country": "KE",
    "website": "lake-watch.example.org",
    "mission": "We listen along the lake.",
    "contact_email": "office@example.org",
}


class TestApplying:
    def test_a_visitor_is_told_what_it_means_and_led_to_sign_up(self, client):
        page = client.get(APPLY).content.decode()
        assert "/accounts/signup/?next=/organisations/apply/" in page
        assert "/accounts/login/?next=/organisations/apply/" in page

    def test_a_person_applies_and_sees_the_application_wait(self, client):
        person = make_user()
        client.force_login(person)
        answer = client.post(APPLY, DETAILS, follow=True)
        assert answer.redirect_chain == [("/desk/", 302)]
        organisation = Organisation.objects.get()
        assert organisation.website == "https://lake-watch.example.org"
        assert role_in(person, organisation) == Role.OWNER
        assert b"waits for staff to read it" in answer.content

    def test_a_visitor_cannot_post_an_application(self, client):
        client.post(APPLY, DETAILS)
        assert not Organisation.objects.exists()

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", ""),
            ("name", "early voices"),
            ("country", "ZZ"),
            ("country", ""),
            ("website", "javascript:alert(1)"),
            ("website", "ftp://files.example.org/"),
            ("mission", ""),
            ("contact_email", "not an address"),
        ],
    )
    def test_a_bad_value_is_answered_beside_its_field_and_the_rest_kept(
        self, client, organisation, field, value
    ):
        client.force_login(make_user())
        answer = client.post(APPLY, DETAILS | {field: value})
        assert answer.status_code == 200
        assert field in answer.context["form"].errors
        kept = "We listen along the lake." if field != "mission" else "office@example.org"
        assert kept in answer.content.decode()
        assert f'href="#id_{field}"' in answer.content.decode()
        assert Organisation.objects.count() == 1

    def test_from_application_to_suspension_an_owner_gains_and_loses_powers(self, client, staff):
        person = make_user(second_factor=True)
        client.force_login(person)
        client.post(APPLY, DETAILS)
        organisation = Organisation.objects.get()
        admin = Client()
        log_in(admin, staff)
        changelist = "/admin/accounts/organisation/"
        chosen = {"_selected_action": organisation.pk}
        admin.post(changelist, {"action": "vet", **chosen})
        organisation.refresh_from_db()
        assert can_approve_for(person, organisation)
        asked = admin.post(changelist, {"action": "suspend", **chosen})
        assert b"Reason" in asked.content
        organisation.refresh_from_db()
        assert organisation.is_vetted
        empty = admin.post(changelist, {"action": "suspend", "reason": " ", **chosen})
        assert empty.status_code == 200
        admin.post(changelist, {"action": "suspend", "reason": "It spread rumours.", **chosen})
        organisation.refresh_from_db()
        assert not can_approve_for(person, organisation)
        assert "It spread rumours." in last_mail_to(person.email).body
        assert "It spread rumours." in client.get("/desk/").content.decode()
        assert client.get("/desk/organisation/").status_code == 403
        assert client.get(organisation.get_absolute_url()).status_code == 404


class TestSettings:
    def test_a_person_changes_name_language_and_time_zone(self, client):
        person = make_user()
        client.force_login(person)
        data = {"name": "Amina", "language": "fr", "time_zone": "Africa/Nairobi"}
        assert client.post("/accounts/profile/", data).status_code == 302
        person.refresh_from_db()
        assert (person.name, person.language, person.time_zone) == tuple(data.values())

    @pytest.mark.parametrize(
        "wrong", [{"time_zone": "Mars/Base"}, {"language": "xx"}, {"name": ""}]
    )
    def test_an_unknown_value_is_answered_beside_its_field(self, client, wrong):
        client.force_login(make_user())
        data = {"name": "Amina", "language": "en", "time_zone": "UTC"} | wrong
        answer = client.post("/accounts/profile/", data)
        assert set(answer.context["form"].errors) == set(wrong)

    def test_nobody_makes_themselves_staff_by_it(self, client):
        person = make_user()
        client.force_login(person)
        data = {"name": "A", "language": "en", "time_zone": "UTC", "is_staff": "on"}
        client.post("/accounts/profile/", data)
        person.refresh_from_db()
        assert not person.is_staff

    def test_hours_at_the_desk_are_in_the_persons_zone(self, client):
        late = timezone.now().replace(2026, 3, 1, 23, 30)
        organisation = make_organisation()
        member = make_member(organisation=organisation, time_zone="Asia/Tokyo", at=late)
        client.force_login(member)
        assert b"2 March 2026" in client.get("/desk/organisation/").content


class TestSecondFactorPage:
    def test_it_explains_and_leads_to_setting_one_up(self, client):
        client.force_login(make_user(staff=True))
        page = client.get("/admin/", follow=True)
        assert b"/accounts/2fa/totp/activate/" in page.content

    def test_it_asks_a_session_from_before_for_a_code_and_goes_on(self, client):
        client.force_login(make_user(staff=True, second_factor=True))
        page = client.get("/admin/accounts/user/", follow=True)
        assert b"/accounts/2fa/reauthenticate/?next=/admin/accounts/user/" in page.content

    def test_whoever_has_proved_one_goes_on(self, client, staff):
        log_in(client, staff)
        assert client.get("/accounts/second-factor/?next=/admin/").url == "/admin/"

    def test_a_visitor_logs_in_first(self, client):
        assert client.get("/accounts/second-factor/").url.startswith("/accounts/login/")


@pytest.fixture
def link(organisation, owner):
    invite_member(
        organisation=organisation, actor=owner, address="new@example.org", role=Role.APPROVER
    )
    return path_in(last_mail_to("new@example.org"), part="/accounts/invitations/")


class TestInvitation:
    def test_get_shows_and_only_the_button_accepts(self, client, link, organisation):
        guest = make_user(email="another@example.org")
        client.force_login(guest)
        page = client.get(link)
        assert b"Join Early Voices" in page.content
        assert page["Referrer-Policy"] == "same-origin"
        assert role_in(guest, organisation) is None
        assert client.post(link).url == "/desk/?organisation=early-voices"
        assert role_in(guest, organisation) == Role.APPROVER

    def test_a_stranger_is_led_to_sign_up_and_comes_back(self, client, link, organisation):
        page = client.get(link).content.decode()
        assert f"/accounts/signup/?next={quote(link)}" in page
        data = {"name": "N", "email": "n@example.org", "password1": PASSWORD, "password2": PASSWORD}
        client.post("/accounts/signup/", {**data, "next": link})
        confirm = path_in(last_mail_to("n@example.org"), part="confirm-email")
        assert client.post(confirm).url == link
        client.post(link)
        assert organisation.memberships.count() == 2

    def test_a_visitor_who_posts_joins_nothing(self, client, link, organisation):
        client.post(link)
        assert organisation.memberships.count() == 1

    def test_a_used_link_is_refused(self, client, link, organisation):
        client.force_login(make_user())
        client.post(link)
        other = Client()
        other.force_login(make_user())
        for answer in (other.get(link), other.post(link)):
            assert answer.status_code == 410
        assert organisation.memberships.count() == 2

    def test_a_link_out_of_date_is_refused(self, client, link, organisation):
        with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
            client.force_login(make_user())
            assert client.post(link).status_code == 410
        assert organisation.memberships.count() == 1

    def test_the_older_of_two_links_is_refused(self, client, link, organisation, owner):
        with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
            invite_member(
                organisation=organisation, actor=owner, address="new@example.org", role=Role.VIEWER
            )
            client.force_login(make_user())
            assert client.post(link).status_code == 410
            assert client.post(
                path_in(last_mail_to("new@example.org"), part="/accounts/invitations/")
            ).url.startswith("/desk/")

    def test_a_withdrawn_one_is_refused(self, client, link, organisation, owner):
        withdraw_invitation(invitation=Invitation.objects.get(), actor=owner)
        client.force_login(make_user())
        assert client.post(link).status_code == 410

    @pytest.mark.parametrize(
        ("purpose", "value"),
        [
            ("accounts.other", [1, 1]),
            ("accounts.invitation", "not a pair"),
            ("accounts.invitation", [999_999, 1]),
            ("accounts.invitation", 7),
            (None, "nonsense"),
            (None, "nonsense:with:colons"),
        ],
    )
    def test_a_link_that_is_not_ours_is_refused(self, client, purpose, value):
        client.force_login(make_user())
        token = tokens.sign(purpose, value) if purpose else value
        assert client.post(f"/accounts/invitations/{token}/").status_code == 410

    def test_a_changed_link_is_refused(self, client, link):
        client.force_login(make_user())
        assert client.post(link.replace("/invitations/", "/invitations/x")).status_code == 410

    def test_it_waits_at_the_desk_of_whom_it_was_sent_to(self, client, link, organisation):
        guest = make_user(email="new@example.org")
        client.force_login(guest)
        # A link says the second in which it was made.
        with time_machine.travel(timezone.now(), tick=False):
            token = invitation_token(Invitation.objects.get())
            assert f"/accounts/invitations/{token}/" in client.get("/desk/").content.decode()
        other = Client()
        other.force_login(make_user())
        assert "/accounts/invitations/" not in other.get("/desk/").content.decode()

    def test_a_member_who_follows_it_is_told(self, client, link, owner):
        client.force_login(owner)
        answer = client.post(link)
        assert answer.status_code == 410
        assert b"a member of this organisation already" in answer.content
