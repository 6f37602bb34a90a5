"""Memberships of institutions in organisations, read from Popolo files."""

import io
import json

import pytest

from audit.models import Event
from officials.exporting import popolo_document
from officials.models import Institution, InstitutionMembership
from officials.services import import_officials
from officials.services.shipped import load_members
from tests.factories.officials import make_institution, make_membership
from tests.officials.csv_files import upload
from tests.officials.test_admin_import import IMPORT, preview_of

pytestmark = pytest.mark.django_db

SOURCE = "https://www.example.org/council"
COUNCIL = {"id": "c", "name": "Valley Council", "classification": "igo"}
AZANIA = {"id": "az", "name": "Azania", "classification": "state", "country": "KE"}
URUKU = {"id": "ur", "name": "Uruku", "classification": "state", "country": "TZ"}
SITS = {"member_id": "az", "organization_id": "c", "start_date": "2025", "end_date": "2026"}


def document(*memberships, **lists):
    base = {"organizations": [COUNCIL, AZANIA, URUKU], "meta": {"sources": [SOURCE]}}
    return json.dumps(base | lists | {"memberships": list(memberships or [SITS])}).encode()


def read(content, *, apply=True, country=""):
    return import_officials(file=io.BytesIO(content), actor=None, country=country, apply=apply)


def counts(report):
    return {name: number for name, number in report.counts.items() if number}


def only_reason(report):
    [remark] = report.refused
    return remark.text


def test_a_state_becomes_a_member_of_a_council_and_the_second_time_changes_nothing():
    assert counts(read(document())) == {"rows": 1, "new": 1}
    one = InstitutionMembership.objects.get()
    assert (one.member.country, str(one.organization)) == ("KE", "Valley Council")
    assert (str(one.start), str(one.end), one.permanent) == ("2025", "2026", False)
    assert one.source_url == SOURCE
    assert counts(read(document())) == {"rows": 1, "unchanged": 1}
    assert InstitutionMembership.objects.count() == 1
    assert Event.objects.filter(verb="officials.imported").count() == 1


def test_a_dry_run_says_the_same_and_changes_nothing():
    report = read(document(), apply=False)
    assert counts(report) == {"rows": 1, "new": 1}
    assert report.new[0].title == "Azania · Valley Council"
    assert [(each.field, each.new) for each in report.new[0].changes] == [
        ("start", "2025"),
        ("end", "2026"),
        ("source_url", SOURCE),
    ]
    assert not Institution.objects.exists()


def test_what_differs_is_shown_and_an_empty_cell_erases_nothing():
    read(document(SITS | {"end_date": ""}))
    report = read(document(SITS | {"role": "permanent member"}))
    assert counts(report) == {"rows": 1, "changed": 1}
    assert [(each.old, each.new) for each in report.changed[0].changes] == [
        ("", "2026"),
        ("", "yes"),
    ]
    silent = read(document({"member_id": "az", "organization_id": "c", "start_date": "2025"}))
    assert counts(silent) == {"rows": 1, "unchanged": 1}
    assert InstitutionMembership.objects.get().permanent


def test_what_the_file_leaves_out_is_listed_and_stays():
    read(document(SITS, SITS | {"member_id": "ur"}))
    report = read(document())
    assert report.missing == ["Uruku · Valley Council · 2025 – 2026"]
    assert InstitutionMembership.objects.count() == 2


def test_institutions_that_are_there_are_used():
    make_institution(name="valley council")
    make_institution(name="Azania", classification="state", country="KE")
    read(document())
    assert Institution.objects.count() == 2


def test_people_and_institutions_stand_in_one_file():
    people = {"id": "ada", "name": "Ada Person"}
    office = {"person_id": "ada", "organization_id": "c", "role": "chair"}
    report = read(document(office, SITS, persons=[people]))
    assert counts(report) == {"rows": 2, "new": 2}


def test_the_country_of_a_file_is_that_of_its_institutions_and_of_no_council_of_several_states():
    read(document(organizations=[COUNCIL, AZANIA | {"country": ""}]), country="KE")
    one = InstitutionMembership.objects.get()
    assert (one.member.country, one.organization.country) == ("KE", "")


def test_the_member_may_be_named_within_the_membership():
    whole = {**SITS, "member": {"id": "az", "name": "Azania"}}
    del whole["member_id"]
    assert counts(read(document(whole))) == {"rows": 1, "new": 1}


@pytest.mark.parametrize(
    ("membership", "reason"),
    [
        (SITS | {"member_id": "gone"}, "The id “gone” is missing from organizations."),
        (SITS | {"organization_id": "gone"}, "The id “gone” is missing from organizations."),
        (SITS | {"organization_id": ""}, "It names none of the organizations."),
        (SITS | {"member_id": "c"}, "An institution is no member of itself."),
        (SITS | {"end_date": "2024"}, "A membership cannot end before it starts."),
        (SITS | {"start_date": "soon"}, "start_date"),
        (SITS | {"member_id": "x"}, "classification is needed for a new institution."),
        (SITS | {"member_id": "f"}, "as a formula does"),
        (SITS | {"member_id": "n"}, "no country code"),
    ],
    ids=[
        "member",
        "organization",
        "nowhere",
        "itself",
        "backwards",
        "date",
        "unknown-kind",
        "formula",
        "country",
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_line_and_leaves_nothing(membership, reason):
    others = [
        {"id": "x", "name": "Nobody Knows"},
        {"id": "f", "name": "=1+1", "classification": "state"},
        {"id": "n", "name": "Nowhere", "classification": "state", "country": "QQ"},
    ]
    lists = {"organizations": [COUNCIL, AZANIA, URUKU, *others]}
    report = read(document(membership, SITS | {"member_id": "ur"}, **lists))
    assert reason in only_reason(report)
    assert report.refused[0].line == 1
    assert report.counts["new"] == 1
    assert set(Institution.objects.values_list("name", flat=True)) <= {"Uruku", "Valley Council"}


def test_without_a_source_nothing_is_taken():
    assert "source_url is empty." in only_reason(read(document(meta={})))


def test_an_organization_that_stands_within_itself_is_refused():
    ring = [COUNCIL | {"parent_id": "az"}, AZANIA | {"parent_id": "c"}]
    assert "stands within itself" in only_reason(read(document(organizations=ring)))
    assert not Institution.objects.exists()


def test_terms_that_overlap_are_refused_and_later_ones_are_taken():
    later = SITS | {"start_date": "2030", "end_date": "2031"}
    overlapping = SITS | {"start_date": "2026-06", "end_date": "2027"}
    report = read(document(SITS, overlapping, later))
    assert "in a part of that time" in only_reason(report)
    assert counts(read(document(SITS, later))) == {"rows": 2, "unchanged": 2}


def test_a_file_that_contradicts_itself_is_refused_where_it_does():
    report = read(document(SITS, SITS | {"end_date": "2027"}))
    assert "Line 1 says something else: end." in only_reason(report)
    assert str(InstitutionMembership.objects.get().end) == "2026"


def test_the_seats_that_come_with_the_application_survive_their_own_export():
    load_members()
    before = InstitutionMembership.objects.count()
    whole = popolo_document()
    report = read(json.dumps(whole).encode())
    assert report.counts["refused"] == 0
    assert (report.counts["new"], report.counts["changed"]) == (0, 0)
    assert report.counts["unchanged"] == before
    assert InstitutionMembership.objects.count() == before


def test_staff_see_seats_in_the_preview_before_they_apply_it(desk):
    make_membership(
        member=make_institution(name="Uruku", classification="state", country="TZ"),
        organization=make_institution(name="Valley Council"),
        start="2024",
    )
    answer = desk.post(IMPORT, {"file": upload(document(), "council.json")}, follow=True)
    page = answer.content.decode()
    assert "Azania · Valley Council" in page
    assert "Uruku · Valley Council · since 2024" in page
    assert InstitutionMembership.objects.count() == 1
    kept, findings = preview_of(answer)
    desk.post(f"{IMPORT}{kept.pk}/apply/", {"findings": findings})
    assert InstitutionMembership.objects.count() == 2
