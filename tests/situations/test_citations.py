"""Citations: by version and as-of date, with every day and place of presentation."""

import json
import re
from datetime import date

import pytest

from situations.citations import Citation, bibtex, citation_of, csl_json, plain, ris
from tests.factories.briefs import make_brief

HOSTILE = "A}, note = {x} \\input{/etc/passwd} 100% & #1 $x^2$ _u_ ~"


def cited(**more) -> Citation:
    values = {
        "key": "BRF-2026-001-v2",
        "title": "Darfur: pressure that changes the reckoning",
        "author": "Early Warning Observatory",
        "publisher": "Never Silent",
        "number": "BRF-2026-001",
        "version": 2,
        "language": "en",
        "published": date(2026, 5, 4),
        "as_of": date(2007, 8, 13),
        "address": "https://example.org/briefs/darfur/v2/",
    }
    return Citation(**(values | more))


SPEECH = cited(
    occasions=[(date(2007, 8, 13), "Melbourne"), (date(2007, 8, 28), "Sydney")],
)


def test_two_days_and_two_venues_are_both_cited_in_every_format():
    line, tex, record = plain(SPEECH), bibtex(SPEECH), ris(SPEECH)
    for text in (line, tex, record):
        assert "Melbourne" in text
        assert "Sydney" in text
    assert "13 August 2007; Sydney, 28 August 2007" in line
    (item,) = json.loads(csl_json(SPEECH))
    assert item["event-date"] == {"date-parts": [[2007, 8, 13], [2007, 8, 28]]}
    assert item["event-place"] == "Melbourne; Sydney"


def test_each_format_names_version_as_of_date_and_permanent_address():
    for text in (plain(cited()), bibtex(cited()), ris(cited()), csl_json(cited())):
        assert "version 2, as of 13 August 2007" in text.replace("Version", "version")
        assert "https://example.org/briefs/darfur/v2/" in text
        assert "BRF-2026-001" in text


def test_without_a_presentation_no_empty_place_is_named():
    assert "resented" not in plain(cited()) + bibtex(cited()) + ris(cited())
    assert "event-date" not in csl_json(cited())


def test_a_hostile_title_does_not_break_out_of_bibtex():
    entry = bibtex(cited(title=HOSTILE))
    title = next(line for line in entry.splitlines() if line.startswith("  title"))
    assert "\\input" not in entry
    bare = re.sub(r"\\[{}]", "", title)
    assert bare.count("{") == bare.count("}")
    assert sum(line.startswith("  note") for line in entry.splitlines()) == 1


def test_a_line_break_does_not_break_out_of_ris():
    record = ris(cited(title="A\r\nER  - \r\nTY  - BOOK", author="B\nAU  - C"))
    assert sum(line.startswith("TY  -") for line in record.split("\r\n")) == 1
    assert sum(line.startswith("AU  -") for line in record.split("\r\n")) == 1
    assert record.endswith("ER  - \r\n")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "content_type"),
    [
        ("text", "text/plain"),
        ("bibtex", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
        ("csl-json", "application/vnd.citationstyles.csl+json"),
    ],
)
def test_a_citation_can_be_fetched_as_a_file(client, form, content_type):
    brief = make_brief()
    response = client.get(f"{brief.permalink}cite/{form}/")
    assert response.headers["Content-Type"] == f"{content_type}; charset=utf-8"
    assert brief.reference in response.headers["Content-Disposition"]
    assert brief.permalink in response.content.decode()
    assert client.get(f"{brief.permalink}cite/word/").status_code == 404


@pytest.mark.django_db
def test_no_person_is_named_as_author():
    brief = make_brief()
    entry = bibtex(citation_of(brief)) + csl_json(citation_of(brief))
    assert brief.author.name not in entry
    assert brief.organisation.name in entry
