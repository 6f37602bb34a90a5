from datetime import date

import pytest
from django.utils import translation

from officials.dates import PartialDate


@pytest.mark.parametrize(
    ("written", "shown"),
    [("2007", "2007"), ("2007-08", "August 2007"), ("2007-08-13", "13 August 2007")],
)
def test_a_partial_date_says_as_much_as_is_known(written, shown):
    known = PartialDate.parse(written)
    assert str(known) == shown
    assert known.isoformat() == written


def test_a_partial_date_is_written_in_the_language_of_the_page():
    with translation.override("fr"):
        assert str(PartialDate.parse("2007-08")) == "août 2007"
        assert str(PartialDate.parse("2007-08-13")) == "13 août 2007"


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2007", date(2007, 1, 1), date(2007, 12, 31)),
        ("2008-02", date(2008, 2, 1), date(2008, 2, 29)),
        ("2007-08-13", date(2007, 8, 13), date(2007, 8, 13)),
    ],
)
def test_a_partial_date_spans_the_days_it_can_mean(written, first, last):
    known = PartialDate.parse(written)
    assert (known.first_day, known.last_day) == (first, last)


@pytest.mark.parametrize(
    "written", ["", "13/08/2007", "2007-13", "2007-02-30", "07", "2007-8", "x"]
)
def test_what_is_no_date_is_refused_with_a_reason(written):
    with pytest.raises(ValueError, match="date|calendar"):
        PartialDate.parse(written)


def test_two_dates_may_be_the_same_when_one_is_known_better():
    year, month = PartialDate.parse("2007"), PartialDate.parse("2007-08")
    assert year.may_be(month)
    assert month.may_be(year)
    assert not month.may_be(PartialDate.parse("2007-09"))
