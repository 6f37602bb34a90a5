"""Rows that are refused, files as a whole, and the file that is shipped."""

import io
from datetime import date
from pathlib import Path

import pytest
import time_machine

from core.rules import RuleRefused
from officials.models import (
    Contact,
    FormOfAddress,
    Institution,
    Person,
    Post,
    Tenure,
)
from officials.services import import_officials, load_shipped
from tests.factories.officials import (
    make_post,
)
from tests.officials.csv_files import FULL, apply, csv_bytes, preview, row

pytestmark = pytest.mark.django_db

STATUS = Path("/proc/self/status")


# Refused rows


BROKEN = {
    "post_label is empty": {"post_label": ""},
    "institution is empty": {"institution": " "},
    "source_url is empty": {"source_url": ""},
    "source_url: Enter a valid URL": {"source_url": "the website"},
    "is none of state": {"classification": "club"},
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
    assert [r.line for r in report.refused] == [3]
    assert reason in report.refused[0].text
    assert {post.label for post in Post.objects.all()} == {"First", "Last"}


def test_a_kind_is_needed_of_an_institution_that_is_new_and_of_no_other():
    apply(row())
    assert apply(row(classification="")).counts["unchanged"] == 1
    [refused] = apply(row(institution="Another", classification="")).refused
    assert "classification is needed" in refused.text


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
    assert memory_peak() - before < 40_000
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
