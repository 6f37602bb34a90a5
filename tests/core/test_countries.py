"""Countries: all of ISO 3166-1 and Kosovo, named in six languages."""

from collections import Counter

from django.utils import translation

from core.countries import (
    NAME_LANGUAGES,
    country_choices,
    country_name,
    is_country,
    territory_rows,
)


def test_there_are_249_countries_of_the_standard_and_kosovo():
    assert len(country_choices()) == 250
    assert is_country("XK")


def test_withdrawn_codes_are_kept_with_their_end_and_offered_to_nobody():
    withdrawn = {row["code"]: row["valid_to"] for row in territory_rows() if len(row["code"]) == 4}
    assert withdrawn == {
        "YUCS": "2003-07-23",
        "CSXX": "2006-09-26",
        "TPTL": "2002-05-20",
        "ZRCD": "1997-07-14",
    }
    assert not is_country("YUCS")


def test_every_row_has_a_name_in_every_language_and_no_code_comes_twice():
    rows = territory_rows()
    assert all(row[f"name_{language}"] for row in rows for language in NAME_LANGUAGES)
    assert max(Counter(row["code"] for row in rows).values()) == 1


def test_a_name_follows_the_language_of_the_page():
    assert country_name("BI", "ar") == "بوروندي"
    with translation.override("zh-hans"):
        assert country_name("SD") == "苏丹"
    assert country_name("SD", "sw") == "Sudan"
    assert country_name("??") == "??"
