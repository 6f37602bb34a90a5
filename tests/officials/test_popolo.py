"""Popolo files: offices and their holders, without what says more of a person than that."""

import io
import json
from pathlib import Path

import pytest

from core.rules import RuleRefused
from officials.importing import popolo
from officials.models import Classification, Contact, OfficialsImport, Person, Post, PostRole
from officials.services import import_officials
from tests.officials.csv_files import upload
from tests.officials.test_admin_import import IMPORT, preview_of

pytestmark = pytest.mark.django_db

BURUNDI = Path(__file__).parents[1] / "data" / "popolo-burundi.json"
SOURCE = "https://www.example.org/assembly"
ASSEMBLY = {"id": "a", "name": "Assembly of Azania", "classification": "legislature"}
ADA = {"id": "ada", "name": "Ada Person"}
SITS = {"person_id": "ada", "organization_id": "a", "role": "member", "start_date": "2021"}


def document(*memberships, **lists):
    """A file of one assembly with one member, and what is given besides."""
    base = {"persons": [ADA], "organizations": [ASSEMBLY], "meta": {"sources": [SOURCE]}}
    return json.dumps(base | lists | {"memberships": list(memberships or [SITS])}).encode()


def read(content, *, apply=True, country=""):
    return import_officials(file=io.BytesIO(content), actor=None, country=country, apply=apply)


def only_reason(report):
    [remark] = report.refused
    return remark.text


def test_a_real_assembly_is_imported_and_the_second_time_changes_nothing():
    first = read(BURUNDI.read_bytes(), country="BI")
    assert (first.counts["new"], first.counts["refused"]) == (227, 0)
    assert Person.objects.count() == 210
    assert first.counts["notes"] == 17
    post = Post.objects.get(label="Member · KAYANZA · NDUWIMANA Edouard")
    assert (post.role, post.country) == (PostRole.LEGISLATOR, "BI")
    assert post.institution.classification == Classification.PARLIAMENT
    assert [str(tenure.period) for tenure in post.tenures.all()] == [
        "since 27 July 2015",
        "2010 – 30 April 2015",
    ]
    second = read(BURUNDI.read_bytes(), country="BI")
    assert (second.counts["new"], second.counts["changed"]) == (0, 0)
    assert (second.counts["unchanged"], second.counts["missing"]) == (227, 0)


def test_a_dry_run_says_the_same_and_changes_nothing():
    report = read(BURUNDI.read_bytes(), apply=False, country="BI")
    assert report.counts["new"] == 227
    assert not Post.objects.exists()


def test_who_somebody_is_beyond_the_office_is_left_in_the_file():
    person = ADA | {
        "national_identity": "OTHER",
        "birth_date": "1970-01-01",
        "email": "ada@home.example.org",
        "contact_details": [{"type": "voice", "value": "+000"}],
    }
    report = read(document(SITS | {"on_behalf_of_id": "p"}, persons=[person]))
    assert report.counts["new"] == 1
    assert report.ignored_columns == [
        "national_identity",
        "on_behalf_of_id",
        "birth_date",
        "email",
        "contact_details",
    ]
    assert not Contact.objects.exists()


def test_contacts_of_an_office_are_taken_and_not_verified():
    post = {
        "id": "chair",
        "label": "Speaker",
        "organization_id": "a",
        "contact_details": [{"type": "email", "value": "speaker@assembly.example.org"}],
    }
    report = read(document({"person_id": "ada", "post_id": "chair"}, posts=[post]))
    assert report.counts["rows"] == 2
    contact = Contact.objects.get()
    assert (contact.post.label, contact.status) == ("Speaker", "unverified")
    assert contact.post.current_holder.person.name == "Ada Person"


def test_what_the_file_no_longer_has_is_listed_and_stays():
    second = {"id": "bo", "name": "Bo Person"}
    both = document(SITS, SITS | {"person_id": "bo"}, persons=[ADA, second])
    read(both)
    report = read(document())
    assert report.missing == ["Member · Bo Person · Assembly of Azania"]
    assert Post.objects.count() == 2


@pytest.mark.parametrize(
    ("membership", "reason"),
    [
        (SITS | {"person_id": "gone"}, "The id “gone” is missing from persons."),
        (SITS | {"organization_id": "gone"}, "The id “gone” is missing from organizations."),
        (SITS | {"post_id": "gone"}, "The id “gone” is missing from posts."),
        (SITS | {"area_id": "gone"}, "The id “gone” is missing from areas."),
        (SITS | {"legislative_period_id": "gone"}, "The id “gone” is missing from events."),
        (SITS | {"organization_id": {"id": "a"}}, "It names none of the organizations."),
        ({"organization_id": "a"}, "It is no person's membership"),
        (SITS | {"start_date": "0000-00-00"}, "no calendar has"),
    ],
    ids=["person", "organization", "post", "area", "period", "shape", "nobody", "date"],
)
def test_what_a_row_names_and_the_file_lacks_is_said(membership, reason):
    report = read(document(membership, SITS))
    assert reason in only_reason(report)
    assert report.counts["new"] == 1


def test_an_organization_that_stands_within_itself_is_refused():
    ring = [ASSEMBLY | {"parent_id": "b"}, {"id": "b", "name": "B", "parent_id": "a"}]
    assert "stands within itself: a → b → a" in only_reason(read(document(organizations=ring)))


def test_an_id_that_two_people_have_is_refused():
    report = read(document(persons=[ADA, ADA | {"name": "Somebody Else"}]))
    assert only_reason(report) == "The id “ada” stands in persons twice."


def test_two_people_of_one_name_at_one_time_are_not_made_one():
    rows = document(SITS, SITS | {"person_id": "other"}, persons=[ADA, ADA | {"id": "other"}])
    assert "Two people are called “Ada Person”" in only_reason(read(rows))


def test_parties_are_not_taken():
    party = ASSEMBLY | {"classification": "party"}
    assert "Parties are not taken" in only_reason(read(document(organizations=[party])))


def test_a_row_without_a_source_is_refused():
    assert "source_url is empty" in only_reason(read(document(meta={})))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"memberships": [', "not JSON"),
        (b"{" + b'"a":[' * 200_000, "not JSON"),
        (b'{"persons": []}', "no memberships"),
        (b'{"memberships": [1]}', "no list of objects"),
        (b'{"memberships": [{}], "persons": {}}', "no list of objects"),
        (b'{"memberships": "' + b"x" * 5_000_001 + b'"}', "larger than 5 MB"),
    ],
    ids=["cut", "deep", "other", "numbers", "mapping", "large"],
)
def test_a_file_that_is_no_popolo_is_refused_whole(content, reason):
    with pytest.raises(RuleRefused, match=reason):
        read(content)


def test_a_file_of_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr(popolo, "MAX_ROWS", 1)
    with pytest.raises(RuleRefused, match="more than 1 rows"):
        read(document(SITS, SITS))


def test_a_file_is_looked_at_and_applied_in_the_admin_with_its_country(desk):
    sent = {"file": upload(document(), "assembly.json"), "country": "KE"}
    answer = desk.post(IMPORT, sent, follow=True)
    assert "1 new, 0 changed" in answer.content.decode()
    kept, findings = preview_of(answer)
    assert not Post.objects.exists()
    desk.post(f"{IMPORT}{kept.pk}/apply/", {"findings": findings})
    assert Post.objects.get().country == "KE"
    assert OfficialsImport.objects.get().content is None
