"""Applying, vetting, refusing, suspending, reinstating."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import Organisation, OrganisationStatus, Role
from accounts.permissions import can_approve_for, role_in
from accounts.services import (
    apply_organisation,
    refuse_organisation,
    reinstate_organisation,
    suspend_organisation,
    vet_organisation,
)
from audit.models import Event
from core.rules import RuleRefused
from core.states import MoveRefused
from tests.factories.accounts import make_member, make_organisation, make_user

from .mailbox import mails_to

pytestmark = pytest.mark.django_db

DETAILS = {
    "name": "Lake Watch",
    "country": "KE",
    "website": "https://lake-watch.example.org/",
    "mission": "We listen along the lake.",
    "contact_email": "office@example.org",
}


def last_verb(organisation):
    return Event.objects.about(organisation).first().verb


def test_who_applies_becomes_the_owner_and_can_do_nothing_yet():
    applicant = make_user(second_factor=True)
    organisation = apply_organisation(applicant=applicant, details=DETAILS)
    assert organisation.status == OrganisationStatus.APPLIED
    assert role_in(applicant, organisation) == Role.OWNER
    assert not can_approve_for(applicant, organisation)
    assert last_verb(organisation) == "organisation.applied"
    assert "We have your application" in mails_to(applicant.email)[-1].subject


def test_the_same_name_in_other_letters_is_refused_beside_the_name():
    apply_organisation(applicant=make_user(), details=DETAILS)
    with pytest.raises(RuleRefused) as refused:
        apply_organisation(applicant=make_user(), details=DETAILS | {"name": "LAKE WATCH"})
    assert refused.value.codes == ["name"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Lake Watch", "lake-watch"),
        ("Apply", "apply-2"),
        ("مراقبة البحيرة", "organisation"),
        ("L" * 160, "l" * 60),
    ],
)
def test_every_name_gives_an_address(name, slug):
    applied = apply_organisation(applicant=make_user(), details=DETAILS | {"name": name})
    assert applied.slug == slug


def test_two_names_with_one_spelling_in_ascii_get_two_addresses():
    first = apply_organisation(applicant=make_user(), details=DETAILS | {"name": "Réseau"})
    second = apply_organisation(applicant=make_user(), details=DETAILS | {"name": "Reseau"})
    assert (first.slug, second.slug) == ("reseau", "reseau-2")


def test_a_vetted_organisation_has_powers_loses_them_suspended_and_gets_them_back(staff):
    organisation = make_organisation(vetted=False)
    approver = make_member(organisation=organisation, role=Role.APPROVER, second_factor=True)
    vet_organisation(organisation=organisation, actor=staff)
    assert can_approve_for(approver, organisation)
    suspend_organisation(organisation=organisation, actor=staff, reason="It spread rumours.")
    assert not can_approve_for(approver, Organisation.objects.get(pk=organisation.pk))
    reinstate_organisation(organisation=organisation, actor=staff)
    assert can_approve_for(approver, Organisation.objects.get(pk=organisation.pk))
    verbs = [event.verb for event in Event.objects.about(organisation).order_by("id")]
    assert verbs == ["organisation.vetted", "organisation.suspended", "organisation.reinstated"]


@pytest.mark.parametrize("deed", [refuse_organisation, suspend_organisation])
def test_a_refusal_and_a_suspension_need_a_reason(deed, staff):
    organisation = make_organisation(vetted=deed is suspend_organisation)
    with pytest.raises(RuleRefused) as refused:
        deed(organisation=organisation, actor=staff, reason="  ")
    assert refused.value.codes == ["reason"]
    assert not Event.objects.about(organisation).exists()


def test_every_owner_gets_the_decision_and_its_reason_by_mail(staff):
    organisation = make_organisation(vetted=False)
    owner = make_member(organisation=organisation, role=Role.OWNER)
    editor = make_member(organisation=organisation, role=Role.EDITOR)
    refuse_organisation(organisation=organisation, actor=staff, reason="Nobody answers there.")
    mail = mails_to(owner.email)[-1]
    assert mail.subject == "Your application was refused"
    assert "Nobody answers there." in mail.body
    assert not mails_to(editor.email)


def test_of_two_decisions_at_once_one_wins(staff):
    organisation = make_organisation(vetted=False)
    same = Organisation.objects.get(pk=organisation.pk)
    vet_organisation(organisation=organisation, actor=staff)
    with pytest.raises(MoveRefused):
        refuse_organisation(organisation=same, actor=staff, reason="No.")
    assert Organisation.objects.get(pk=organisation.pk).is_vetted


LAWFUL = {
    vet_organisation: {OrganisationStatus.APPLIED, OrganisationStatus.REFUSED},
    refuse_organisation: {OrganisationStatus.APPLIED},
    suspend_organisation: {OrganisationStatus.VETTED},
    reinstate_organisation: {OrganisationStatus.SUSPENDED},
}


@pytest.mark.parametrize("deed", LAWFUL)
@pytest.mark.parametrize("status", OrganisationStatus)
def test_each_deed_starts_from_its_own_states_only(deed, status, staff):
    organisation = make_organisation(status=status)
    if status in LAWFUL[deed]:
        deed(organisation=organisation, actor=staff, reason="Because.")
        assert organisation.status != status
    else:
        with pytest.raises(RuleRefused):
            deed(organisation=organisation, actor=staff, reason="Because.")
        assert Organisation.objects.get(pk=organisation.pk).status == status


def test_what_is_not_vetted_is_hidden_from_all_but_members_and_staff(staff):
    organisation = make_organisation(vetted=False)
    member = make_member(organisation=organisation, role=Role.VIEWER)
    seen = Organisation.objects.visible_to
    assert organisation in seen(member)
    assert organisation in seen(staff)
    assert organisation not in seen(make_user())
    assert organisation not in seen(AnonymousUser())


def test_an_organisation_knows_the_region_of_its_country():
    assert make_organisation(country="KE").region == "002"
    assert make_organisation(country="QQ").region == ""
