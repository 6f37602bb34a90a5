"""What a file does to the directory."""

import io
from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from audit.models import Event
from core.rules import RuleRefused
from officials.models import (
    Contact,
    ContactStatus,
    FormOfAddress,
    Institution,
    OfficialsImport,
    Person,
    Post,
    Tenure,
)
from officials.services import import_officials, load_shipped
from tests.factories.accounts import make_user
from tests.factories.officials import (
    make_contact,
    make_institution,
    make_person,
    make_post,
    make_tenure,
)
from tests.officials.csv_files import csv_bytes, csv_file, row

pytestmark = pytest.mark.django_db

STATUS = Path("/proc/self/status")
FULL = row(
    role="foreign_minister",
    language="fr",
    person_name="Imara Valdès",
    honorific_prefix="H.E.",
    gender="f",
    start_date="2021-02",
    acting="no",
    email="minister@azania.example.org",
    email_language="fr",
    last_verified="2026-01-15",
    post_label_fr="Ministère des affaires étrangères",
    salutation_fr="Excellence,",
    closing_fr="Avec ma haute considération,",
)


def apply(*rows, **how):
    return import_officials(file=csv_file(*rows, **how), actor=None, apply=True)


def preview(*rows):
    return import_officials(file=csv_file(*rows), actor=None)


def changes(report):
    return [(c.field, c.old, c.new) for line in report.changed for c in line.changes]


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


# Contacts


def test_another_address_retires_the_old_one_and_keeps_it():
    apply(FULL)
    report = apply(FULL | {"email": "cabinet@azania.example.org", "last_verified": ""})
    assert changes(report) == [
        ("email", "minister@azania.example.org", "cabinet@azania.example.org")
    ]
    assert Post.objects.get().contact_for("email").status == ContactStatus.UNVERIFIED
    old = Contact.objects.get(value="minister@azania.example.org")
    assert old.status == ContactStatus.RETIRED
    assert old.retired_at is not None


def test_an_address_in_another_language_stands_beside_the_first():
    apply(FULL)
    apply(FULL | {"email": "english@azania.example.org", "email_language": "en"})
    assert Contact.objects.current().count() == 2


def test_an_address_without_a_check_is_not_verified_and_becomes_so_by_one():
    apply(FULL | {"last_verified": ""})
    assert Contact.objects.get().status == ContactStatus.UNVERIFIED
    apply(FULL)
    contact = Contact.objects.get()
    assert (contact.status, contact.verified_on) == (ContactStatus.VERIFIED, date(2026, 1, 15))


def test_an_older_check_does_not_undo_a_later_one():
    apply(FULL)
    assert apply(FULL | {"last_verified": "2025-01-01"}).counts["unchanged"] == 1


def test_an_address_that_was_retired_by_hand_does_not_come_back():
    apply(FULL)
    Contact.objects.get().retire(at=timezone.now())
    report = apply(FULL)
    assert not report.changes_anything
    assert "was retired" in report.notes[0].text
    assert Post.objects.get().contact_for("email") is None


@pytest.mark.parametrize("email", ["minister@azania.example.org", "other@azania.example.org"])
def test_a_file_does_not_lift_an_offices_refusal(email):
    post = make_post(
        label="Foreign Minister", institution=make_institution(name="Foreign Ministry of Azania")
    )
    make_contact(
        post=post,
        value="minister@azania.example.org",
        status=ContactStatus.REFUSED,
        language="fr",
    )
    report = apply(FULL | {"email": email})
    assert len(report.notes) == 1
    assert post.contact_for("email") is None


def test_other_ways_to_reach_an_office_are_kept_too():
    apply(
        row(
            phone="+41 22 000 00 00",
            postal_address="1 Main Street\nAzania City",
            web_form_url="https://azania.example.org/write",
        )
    )
    post = Post.objects.get()
    assert post.contact_for("phone").value == "+41 22 000 00 00"
    assert post.contact_for("postal").value == "1 Main Street\nAzania City"
    assert post.contact_for("web_form").value == "https://azania.example.org/write"


# Refused rows


BROKEN = {
    "post_label is empty": {"post_label": ""},
    "institution is empty": {"institution": " "},
    "source_url is empty": {"source_url": ""},
    "source_url: Enter a valid URL": {"source_url": "the website"},
    "is none of state": {"classification": "club"},
    "classification is needed": {"classification": ""},
    "no country code": {"country": "Narnia"},
    "email: Enter a valid email": {"email": "minister at azania"},
    "lies in the future": {"last_verified": "2999-01-01"},
    "is not a date": {"person_name": "A B", "start_date": "soon"},
    "no calendar has": {"person_name": "A B", "start_date": "2007-02-30"},
    "lies before start_date": {"person_name": "A B", "start_date": "2008", "end_date": "2007"},
    "no person_name": {"start_date": "2007"},
    "neither yes nor no": {"person_name": "A B", "acting": "perhaps"},
    "is none of en": {"language": "xx"},
    "starts with “=”": {"post_label": "=HYPERLINK(1)"},
    "starts with “@”": {"person_name": "@SUM(A1)"},
    "starts with “-”": {"salutation_fr": "-1+1"},
    "at most 200": {"post_label": "x" * 201},
    "followed by digits": {"person_name": "A B", "wikidata_person": "1254"},
}


@pytest.mark.parametrize("reason", BROKEN)
def test_a_broken_row_is_refused_with_line_and_reason_and_stops_no_other(reason):
    report = apply(
        row(post_label="First"),
        row(post_label="Broken") | BROKEN[reason],
        row(post_label="Last"),
    )
    if reason == "classification is needed":
        report = apply(row(institution="Another") | BROKEN[reason], row(post_label="Last"))
        assert [r.line for r in report.refused] == [2]
    else:
        assert [r.line for r in report.refused] == [3]
    assert reason in report.refused[0].text
    assert {post.label for post in Post.objects.all()} == {"First", "Last"} | (
        {"Broken"} if reason == "classification is needed" else set()
    )


def test_everything_that_is_wrong_with_a_row_is_said_at_once():
    [refused] = preview(row(country="Narnia", email="x", source_url="")).refused
    assert all(name in refused.text for name in ("country", "email", "source_url"))


def test_a_row_that_the_database_alone_refuses_stops_no_other():
    report = apply(
        row(post_label="First", person_name="Amina Yusuf"),
        row(post_label="Broken", active_from="2009", active_until="2005"),
        row(post_label="Last", person_name="Amina Yusuf"),
    )
    assert [(r.line, r.text) for r in report.refused] == [
        (3, "An office cannot end before it starts.")
    ]
    assert {post.label for post in Post.objects.all()} == {"First", "Last"}
    assert Person.objects.count() == 1
    assert report.counts["new"] == 2


def test_letters_whose_small_form_is_disputed_are_found_again():
    turkish = row(
        institution="İçişleri Bakanlığı", post_label="İçişleri Bakanı", person_name="İ. I"
    )
    apply(turkish)
    assert apply(turkish).counts["unchanged"] == 1


def test_a_file_that_contradicts_itself_is_noticed_and_the_first_row_counts():
    report = apply(row(role="minister"), row(role="chair"))
    assert [(r.line, "Line 2" in r.text) for r in report.refused] == [(3, True)]
    assert Post.objects.get().role == "minister"
    assert not apply(row(role="minister"), row(role="chair")).changes_anything


def test_two_addresses_for_one_office_in_one_language_contradict_each_other():
    first, second = row(email="a@azania.example.org"), row(email="b@azania.example.org")
    assert [r.line for r in apply(first, second).refused] == [3]
    assert [r.line for r in apply(first, second).refused] == [3]
    assert [c.value for c in Contact.objects.current()] == ["a@azania.example.org"]


def test_a_term_that_would_end_before_its_known_start_is_refused():
    apply(row(person_name="Amina Yusuf", start_date="2010"))
    [refused] = apply(row(person_name="Amina Yusuf", end_date="2005")).refused
    assert "end before it starts" in refused.text
    assert Tenure.objects.get().end_date is None


def test_marks_that_turn_the_direction_of_a_name_are_taken_out():
    apply(row(person_name="Amina\u202e Yusuf\u200b"))
    assert Person.objects.get().name == "Amina Yusuf"


# What is missing, and files as a whole


def test_an_office_that_the_file_leaves_out_is_listed_and_stays():
    apply(row(), row(post_label="Deputy Minister"))
    make_post(label="Elsewhere")
    make_post(
        label="Abolished",
        institution=Institution.objects.get(name="Foreign Ministry of Azania"),
        active_until=date(2000, 1, 1),
    )
    report = apply(row())
    assert report.missing == ["Deputy Minister · Foreign Ministry of Azania"]
    assert report.counts["missing"] == 1
    assert Post.objects.filter(label="Deputy Minister").exists()


def test_an_office_whose_row_was_refused_is_not_missing():
    apply(row(), row(post_label="Deputy Minister"))
    report = apply(row(), row(post_label="Deputy Minister", country="Narnia"))
    assert report.missing == []


@pytest.mark.parametrize(
    "how",
    [
        {"encoding": "utf-8-sig"},
        {"delimiter": ";"},
        {"delimiter": ";", "encoding": "cp1252"},
        {"delimiter": "\t"},
    ],
)
def test_a_file_is_read_as_spreadsheets_write_it(how):
    report = apply(FULL, **how)
    assert report.counts["new"] == 1
    assert Person.objects.get().name == "Imara Valdès"
    assert report.is_latin == (how.get("encoding") == "cp1252")


def test_a_file_without_the_columns_is_refused_as_a_whole():
    with pytest.raises(RuleRefused, match="source_url"):
        import_officials(file=io.BytesIO(b"post_label,institution\nA,B\n"), actor=None, apply=True)


def test_a_file_of_a_header_alone_changes_nothing():
    assert apply(more=("acting",)).counts["rows"] == 0


def test_rows_of_every_batch_are_taken(monkeypatch):
    monkeypatch.setattr("officials.importing.run.BATCH", 2)
    rows = [row(post_label=f"Office {n}", person_name="Amina Yusuf") for n in range(5)]
    assert apply(*rows).counts["new"] == 5
    assert Person.objects.count() == 1
    assert apply(*rows).counts["unchanged"] == 5


def test_an_unchanged_row_asks_the_database_nothing(django_assert_max_num_queries):
    rows = [row(post_label=f"Office {n}", person_name=f"Person {n}") for n in range(200)]
    content = csv_bytes(*rows)
    import_officials(file=io.BytesIO(content), actor=None, apply=True)
    with django_assert_max_num_queries(16):
        report = import_officials(file=io.BytesIO(content), actor=None, apply=True)
    assert report.counts["unchanged"] == 200


def test_ten_thousand_rows_take_bounded_memory():
    content = csv_bytes(*(row(post_label=f"Office {n}") for n in range(10_000)))
    before = memory_peak_from_now()
    report = import_officials(file=io.BytesIO(content), actor=None)
    assert report.counts["new"] == 10_000
    assert len(report.new) == 1000
    assert memory_peak() - before < 100_000
    assert not Post.objects.exists()


def memory_peak_from_now() -> int:
    """Forget the highest use of memory so far, and return today's, in kB."""
    Path("/proc/self/clear_refs").write_text("5")
    return memory_peak()


def memory_peak() -> int:
    [line] = [text for text in STATUS.read_text().splitlines() if text.startswith("VmHWM")]
    return int(line.split()[1])


# What is shipped


@time_machine.travel("2007-08-13 12:00Z")
def test_the_offices_that_are_shipped_load_whole_and_only_once():
    first, second = load_shipped(), load_shipped()
    assert first.counts["refused"] == first.counts["notes"] == 0
    assert first.counts["new"] == first.counts["rows"] > 30
    assert not second.changes_anything
    post = Post.objects.get(slug="secretary-general-of-the-united-nations")
    assert str(post.current_holder.person) == "Ban Ki-moon"
    assert post.salutation(language="ar").salutation == "سعادة الأمين العام،"
    assert Post.objects.addressable().count() > 15


def test_no_shipped_address_can_reach_anybody():
    load_shipped()
    emails = list(Contact.objects.values_list("value", flat=True))
    assert emails
    assert all(email.endswith(".example.org") for email in emails)
    assert not Contact.objects.exclude(kind="email").exists()


def test_every_shipped_office_names_its_source():
    load_shipped()
    assert all(post.source_url.startswith("http") for post in Post.objects.all())
    assert all(tenure.source_url.startswith("http") for tenure in Tenure.objects.all())
    assert FormOfAddress.objects.filter(language="zh").exists()


def test_people_in_the_directory_are_found_again_by_name_in_their_institution():
    post = make_post(
        label="Foreign Minister", institution=make_institution(name="Foreign Ministry of Azania")
    )
    make_tenure(post=post, person=make_person(name="Amina Yusuf"), start="2010")
    report = apply(row(person_name="amina yusuf", start_date="2010-05", gender="f"))
    assert Person.objects.get().gender == "female"
    assert Tenure.objects.get().start_date == date(2010, 5, 1)
    assert report.counts["changed"] == 1
