"""Staff at work on the pages of the directory."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from audit.models import Event
from officials.models import (
    ChangeProposal,
    Contact,
    ContactStatus,
    FormOfAddress,
    Institution,
    InstitutionMembership,
    OfficialsImport,
    Person,
    Post,
    Tenure,
)
from officials.services import keep_upload
from tests.factories.accounts import log_in
from tests.factories.officials import (
    make_contact,
    make_form_of_address,
    make_institution,
    make_membership,
    make_person,
    make_post,
    make_proposal,
    make_tenure,
)
from tests.officials.csv_files import csv_file, row

pytestmark = pytest.mark.django_db

MODELS = (
    Institution,
    Post,
    Person,
    Tenure,
    Contact,
    FormOfAddress,
    OfficialsImport,
    InstitutionMembership,
    ChangeProposal,
)


@pytest.mark.parametrize("model", MODELS)
def test_every_table_is_listed_searched_and_opened(desk, model):
    post = make_post(email="office@state.example.org", holder="Ada Person")
    make_form_of_address(post=post)
    make_proposal(post=post)
    make_membership(member=post.institution, organization=make_institution(), start="2025")
    keep_upload(file=csv_file(row()), actor=None)
    table = f"admin:officials_{model._meta.model_name}"
    assert desk.get(reverse(f"{table}_changelist"), {"q": "a"}).status_code == 200
    one = reverse(f"{table}_change", args=[model.objects.first().pk])
    assert desk.get(one).status_code == 200


def test_the_list_of_offices_costs_the_same_however_many(desk, django_assert_max_num_queries):
    for number in range(12):
        make_post(email=f"office{number}@state.example.org", holder=f"Ada {number}")
    with django_assert_max_num_queries(16):
        desk.get("/admin/officials/post/")


@time_machine.travel("2026-06-01 12:00Z")
def test_offices_whose_address_needs_work_are_filtered(desk, staff):
    log_in(desk, staff)
    make_post(label="Fresh", email="a@state.example.org")
    stale = make_post(label="Stale")
    make_contact(post=stale, verified_on=date(2024, 1, 1))
    make_post(label="Mute")
    text = desk.get("/admin/officials/post/", {"address": "stale"}).content.decode()
    assert ("Stale" in text, ">Mute<" in text) == (True, False)
    text = desk.get("/admin/officials/post/", {"address": "none"}).content.decode()
    assert (">Mute<" in text, ">Fresh<" in text) == (True, False)


SENT_AS_THEY_ARE = (
    "id",
    "kind",
    "value",
    "label",
    "language",
    "source_url",
    "time_zone",
    "opens",
    "closes",
    "prefers",
)


def as_typed(numbers):
    return ",".join(str(number) for number in numbers)


def office_hours(number):
    """What a browser sends of a new contact besides what somebody typed."""
    said = {
        "time_zone": "UTC",
        "opens": 9,
        "closes": 17,
        "workdays": "1,2,3,4,5",
        "prefers": "each",
    }
    said["initial-workdays"] = said["workdays"]
    return {f"contacts-{number}-{name}": value for name, value in said.items()}


def post_form(post, **typed):
    """The page of an office as a browser sends it, with nothing changed but what is given."""
    contacts = list(post.contacts.current())
    form = {
        "label": post.label,
        "slug": post.slug,
        "institution": post.institution_id,
        "language": post.language,
        "source_url": post.source_url,
        "answer_days": post.answer_days,
        "workdays": as_typed(post.workdays),
        "forms_of_address-TOTAL_FORMS": 0,
        "forms_of_address-INITIAL_FORMS": 0,
        "tenures-TOTAL_FORMS": 0,
        "tenures-INITIAL_FORMS": 0,
        "contacts-TOTAL_FORMS": len(contacts),
        "contacts-INITIAL_FORMS": len(contacts),
    }
    for number, contact in enumerate(contacts):
        for name in SENT_AS_THEY_ARE:
            form[f"contacts-{number}-{name}"] = getattr(contact, name)
        for name in ("workdays", "initial-workdays"):
            form[f"contacts-{number}-{name}"] = as_typed(contact.workdays)
        form[f"contacts-{number}-verified_on"] = contact.verified_on or ""
    return form | typed


def change(desk, post, **typed):
    address = reverse("admin:officials_post_change", args=[post.pk])
    return desk.post(address, post_form(post, **typed), follow=True)


def test_a_changed_address_makes_the_old_one_history(desk, staff):
    post = make_post(email="old@state.example.org")
    change(desk, post, **{"contacts-0-value": "new@state.example.org"})
    assert post.contact_for("email").value == "new@state.example.org"
    assert post.contact_for("email").status == ContactStatus.UNVERIFIED
    old = Contact.objects.get(value="old@state.example.org")
    assert old.status == ContactStatus.RETIRED
    assert Event.objects.about(post).filter(actor=staff).exists()


def test_details_of_a_contact_change_in_place(desk):
    post = make_post(email="office@state.example.org")
    change(desk, post, **{"contacts-0-label": "Cabinet", "contacts-0-verified_on": "2026-04-01"})
    contact = Contact.objects.get()
    assert (contact.label, contact.verified_on) == ("Cabinet", date(2026, 4, 1))


def test_a_new_contact_is_added_on_the_page_of_the_office(desk):
    post = make_post()
    change(
        desk,
        post,
        **{
            "contacts-TOTAL_FORMS": 1,
            "contacts-0-kind": "email",
            "contacts-0-value": "office@state.example.org",
            "contacts-0-source_url": "https://www.example.org/",
            **office_hours(0),
        },
    )
    assert post.contact_for("email").status == ContactStatus.UNVERIFIED


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"contacts-0-value": "office at state"}, "valid email"),
        ({"contacts-0-verified_on": "2999-01-01"}, "lies in the future"),
        ({"contacts-0-verified_on": ""}, "Say when it was verified"),
    ],
)
def test_a_wrong_contact_is_answered_beside_its_field(desk, typed, reason):
    post = make_post(email="office@state.example.org")
    assert reason in change(desk, post, **typed).content.decode()
    assert Contact.objects.count() == 1


def test_the_same_contact_twice_is_answered_and_not_an_error(desk):
    post = make_post(email="office@state.example.org")
    typed = {
        "contacts-TOTAL_FORMS": 2,
        "contacts-1-kind": "email",
        "contacts-1-value": "OFFICE@state.example.org",
        "contacts-1-source_url": "https://www.example.org/",
        **office_hours(1),
    }
    assert "has this contact already" in change(desk, post, **typed).content.decode()


def new_term(person, **typed):
    term = {
        "tenures-TOTAL_FORMS": 1,
        "tenures-0-person": person.pk,
        "tenures-0-source_url": "https://www.example.org/",
    }
    return term | {f"tenures-0-{name}": value for name, value in typed.items()}


def test_a_term_is_typed_with_as_much_of_its_dates_as_is_known(desk):
    post, person = make_post(), make_person()
    change(desk, post, **new_term(person, start="2007", end="2008-02"))
    assert Tenure.objects.get().period == "2007 – February 2008"


@pytest.mark.parametrize(
    ("dates", "reason"),
    [
        ({"start": "soon"}, "is not a date"),
        ({"start": "2008", "end": "2007"}, "cannot end before it starts"),
    ],
)
def test_a_wrong_term_is_answered_beside_its_field(desk, dates, reason):
    post, person = make_post(), make_person()
    assert reason in change(desk, post, **new_term(person, **dates)).content.decode()
    assert not Tenure.objects.exists()


def test_two_holders_at_once_draw_a_warning_and_are_kept(desk):
    held = make_tenure(start="2001")
    typed = {
        "tenures-TOTAL_FORMS": 2,
        "tenures-INITIAL_FORMS": 1,
        "tenures-0-id": held.pk,
        "tenures-0-person": held.person.pk,
        "tenures-0-start": "2001",
        "tenures-0-source_url": held.source_url,
        "tenures-1-person": make_person().pk,
        "tenures-1-start": "2005",
        "tenures-1-source_url": held.source_url,
    }
    text = change(desk, held.post, **typed).content.decode()
    assert text.count("overlaps another full term") == 2
    assert Tenure.objects.count() == 2


def test_contacts_are_verified_refused_and_retired_by_actions(desk):
    contact = make_contact()
    address = "/admin/officials/contact/"

    def act(action):
        desk.post(address, {"action": action, "_selected_action": [contact.pk]})
        contact.refresh_from_db()
        return contact.status

    assert act("verify_today") == ContactStatus.VERIFIED
    assert act("note_refusal") == ContactStatus.REFUSED
    assert act("retire") == ContactStatus.RETIRED
    assert act("verify_today") == ContactStatus.RETIRED


def test_contacts_and_imports_are_never_deleted(desk):
    contact = make_contact()
    kept = keep_upload(file=csv_file(row()), actor=None)
    for path in (f"contact/{contact.pk}", f"officialsimport/{kept.pk}"):
        answer = desk.post(f"/admin/officials/{path}/delete/", {"post": "yes"})
        assert answer.status_code == 403
    desk.post(f"/admin/officials/post/{contact.post.pk}/delete/", {"post": "yes"})
    assert Contact.objects.exists()
    assert Post.objects.exists()


def test_corrections_leave_a_line_in_the_audit_trail(desk, staff):
    person = make_person()
    address = reverse("admin:officials_person_change", args=[person.pk])
    desk.post(address, {"name": "Ada Newname", "slug": person.slug})
    event = Event.objects.about(person).get()
    assert (event.verb, event.actor, event.details) == (
        "officials.corrected",
        staff,
        {"deed": "changed"},
    )
    desk.post(f"/admin/officials/person/{person.pk}/delete/", {"post": "yes"})
    assert Event.objects.about(person).count() == 2
    assert not Person.objects.exists()


def test_a_membership_is_added_with_partial_dates_and_noted_in_the_audit_trail(desk, staff):
    member, council = make_institution(), make_institution()
    form = {
        "member": member.pk,
        "organization": council.pk,
        "start": "2025",
        "end": "2026-12",
        "source_url": "https://www.example.org/council",
    }
    url = reverse("admin:officials_institutionmembership_add")
    assert desk.post(url, form).status_code == 302
    one = InstitutionMembership.objects.get()
    assert (str(one.start), str(one.end)) == ("2025", "December 2026")
    assert Event.objects.filter(verb="officials.corrected", actor=staff).exists()
    assert "in a part of that time" in desk.post(url, form | {"start": "2026"}).content.decode()
    backwards = desk.post(url, form | {"start": "2030"}).content.decode()
    assert "A membership cannot end before it starts." in backwards


def test_a_proposal_is_looked_at_and_not_changed_by_hand(desk):
    proposal = make_proposal()
    one = reverse("admin:officials_changeproposal_change", args=[proposal.pk])
    assert desk.get(one).status_code == 200
    assert desk.post(one, {"status": "accepted"}).status_code == 403
    assert desk.get(reverse("admin:officials_changeproposal_add")).status_code == 403
