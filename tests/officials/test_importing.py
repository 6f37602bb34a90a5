"""What a file does to the directory."""

from datetime import date

import pytest

from audit.models import Event
from officials.models import (
    Contact,
    ContactStatus,
    Institution,
    OfficialsImport,
    Person,
    Post,
    Tenure,
)
from officials.services import import_officials
from tests.factories.accounts import make_user
from tests.factories.officials import (
    make_institution,
    make_person,
    make_post,
    make_tenure,
)
from tests.officials.csv_files import FULL, apply, changes, csv_file, preview, row

pytestmark = pytest.mark.django_db

# The whole row


def test_a_row_makes_the_office_its_holder_its_contact_and_its_form_of_address():
    report = apply(FULL)
    assert report.counts["new"] == 1
    post = Post.objects.get()
    assert str(post.institution) == "Foreign Ministry of Azania"
    assert (post.role, post.language, post.slug) == ("foreign_minister", "fr", "foreign-minister")
    holder = post.holder_on(date(2021, 2, 1))
    assert holder.person.formal_name == "H.E. Imara Valdès"
    assert holder.period == "since February 2021"
    contact = post.contact_for("email")
    assert (contact.value, contact.status) == (
        "minister@azania.example.org",
        ContactStatus.VERIFIED,
    )
    assert post.salutation().salutation == "Excellence,"
    assert post.office_in("fr") == "Ministère des affaires étrangères"


def test_a_dry_run_tells_the_same_and_changes_nothing():
    seen = preview(FULL)
    assert not Post.objects.exists()
    assert not Event.objects.exists()
    assert not seen.applied
    done = apply(FULL)
    assert done.applied
    assert (seen.counts, seen.new, seen.findings) == (done.counts, done.new, done.findings)


def test_the_second_import_of_a_file_changes_nothing():
    former = row(person_name="Noor Castellane", start_date="2015", end_date="2021-02")
    apply(FULL, former)
    before = [list(model.objects.values()) for model in (Post, Person, Tenure, Contact)]
    report = apply(FULL, former)
    assert report.counts == dict.fromkeys(report.counts, 0) | {"rows": 2, "unchanged": 2}
    assert before == [list(model.objects.values()) for model in (Post, Person, Tenure, Contact)]
    assert Event.objects.count() == OfficialsImport.objects.count() == 1


def test_an_import_leaves_one_line_of_counts_in_the_audit_trail():
    staff = make_user(staff=True)
    import_officials(file=csv_file(FULL), actor=staff, apply=True)
    event = Event.objects.get()
    assert (event.verb, event.actor, event.public) == ("officials.imported", staff, False)
    assert event.details["new"] == 1
    assert "example.org" not in str(event.details)
    assert OfficialsImport.objects.get().content is None


def test_several_rows_may_tell_of_one_office_and_its_earlier_holders():
    apply(
        row(person_name="Kofi Annan", start_date="1997-01-01", end_date="2006-12-31"),
        row(person_name="Ban Ki-moon", start_date="2007-01-01", end_date="2016-12-31"),
    )
    post = Post.objects.get()
    assert str(post.holder_on(date(2006, 1, 1)).person) == "Kofi Annan"
    assert str(post.holder_on(date(2010, 1, 1)).person) == "Ban Ki-moon"


# What changes, field by field


def test_a_change_is_told_field_by_field_old_and_new():
    apply(FULL)
    report = apply(FULL | {"language": "en", "salutation_fr": "Madame la Ministre,"})
    assert changes(report) == [
        ("post: language of correspondence", "French", "English"),
        ("form of address: salutation", "Excellence,", "Madame la Ministre,"),
    ]
    assert Post.objects.get().language == "en"


def test_an_empty_cell_erases_nothing():
    apply(FULL)
    assert apply(dict.fromkeys(FULL, "") | row()).counts["unchanged"] == 1
    assert Post.objects.get().language == "fr"
    assert Tenure.objects.get().start_date == date(2021, 2, 1)


def test_the_end_of_a_term_is_a_change_of_the_term():
    apply(FULL)
    report = apply(FULL | {"end_date": "2025-03-09", "end_reason": "change of government"})
    assert ("term of office: end", "", "9 March 2025") in changes(report)
    assert Tenure.objects.get().end_date == date(2025, 3, 9)


def test_a_start_that_is_known_better_is_the_same_term():
    apply(FULL)
    report = apply(FULL | {"start_date": "2021-02-14"})
    assert changes(report) == [("term of office: start", "February 2021", "14 February 2021")]
    assert Tenure.objects.count() == 1


def test_another_start_is_another_term_of_the_same_person():
    apply(FULL | {"end_date": "2022"})
    report = apply(FULL | {"start_date": "2024"})
    assert report.counts["new"] == 1
    assert Person.objects.count() == 1
    assert Tenure.objects.count() == 2


def test_a_new_holder_of_a_known_office_is_new():
    apply(FULL)
    report = apply(row(person_name="Noor Castellane", start_date="2025-03-10", acting="yes"))
    assert report.counts["new"] == 1
    assert Post.objects.count() == 1
    assert Tenure.objects.get(person__name="Noor Castellane").acting


# Who is who


def test_the_same_name_in_another_institution_is_another_person():
    apply(
        row(person_name="Amina Yusuf"),
        row(person_name="Amina Yusuf", post_label="Deputy Minister"),
        row(person_name="Amina Yusuf", institution="Parliament of Azania"),
    )
    assert Person.objects.count() == 2


def test_the_same_wikidata_identifier_is_the_same_person_anywhere():
    apply(
        row(person_name="Amina Yusuf", wikidata_person="Q4200"),
        row(person_name="Amina Yusuf", wikidata_person="Q4200", institution="Parliament of Azania"),
    )
    assert Person.objects.count() == 1


def test_two_wikidata_identifiers_are_two_people_of_one_name():
    apply(
        row(person_name="Amina Yusuf", wikidata_person="Q4200", start_date="2001"),
        row(person_name="Amina Yusuf", wikidata_person="Q4300", start_date="2011"),
    )
    assert Person.objects.count() == 2


def test_institutions_of_one_name_are_told_apart_by_country():
    same = {"institution": "Ministry of Foreign Affairs", "post_label": "Minister"}
    report = apply(row(country="NO", **same), row(country="SE", **same), row(**same))
    assert Institution.objects.count() == 2
    assert {post.slug for post in Post.objects.all()} == {"minister-norway", "minister-sweden"}
    assert [r.line for r in report.refused] == [4]
    assert "give the country" in report.refused[0].text


def test_an_office_is_found_whatever_the_capitals():
    apply(row())
    assert apply(row(post_label="FOREIGN MINISTER")).counts["unchanged"] == 1


def test_offices_of_one_title_get_addresses_of_their_own():
    apply(row(), row(institution="Foreign Ministry of Ruritania"))
    assert {post.slug for post in Post.objects.all()} == {"foreign-minister", "foreign-minister-2"}


def test_a_title_that_latin_letters_cannot_write_gets_an_address_all_the_same():
    apply(row(post_label="الأمين العام"))
    assert Post.objects.get().get_absolute_url() == "/officials/post/"


def test_an_institution_may_be_part_of_one_that_the_file_named_before():
    council = row(institution="Council of Azania", classification="organ")
    report = apply(
        row(institution="Union of Azania", classification="igo"),
        council | {"part_of": "Union of Azania"},
        council | {"post_label": "Mission", "accredited_to": "union of azania"},
        council | {"post_label": "Embassy", "accredited_to": "fr"},
        council | {"post_label": "Nowhere", "accredited_to": "Atlantis"},
        council | {"part_of": "Council of Azania"},
    )
    assert str(Institution.objects.get(name="Council of Azania").parent) == "Union of Azania"
    assert Post.objects.get(label="Mission").accredited_to == "Union of Azania"
    assert Post.objects.get(label="Embassy").accredited_to == "France"
    assert [(r.line, "Atlantis" in r.text) for r in report.refused] == [(6, True), (7, False)]


def test_people_in_the_directory_are_found_again_by_name_in_their_institution():
    post = make_post(
        label="Foreign Minister", institution=make_institution(name="Foreign Ministry of Azania")
    )
    make_tenure(post=post, person=make_person(name="Amina Yusuf"), start="2010")
    report = apply(row(person_name="amina yusuf", start_date="2010-05", gender="f"))
    assert Person.objects.get().gender == "female"
    assert Tenure.objects.get().start_date == date(2010, 5, 1)
    assert report.counts["changed"] == 1
