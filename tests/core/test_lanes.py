"""A timeline with lanes: what it says in words, and how it keeps them apart."""

from datetime import date
from xml.etree import ElementTree as ET

from core.pictures.lanes import Lane, lanes

DAY, LATER = date(2026, 5, 1), date(2026, 6, 1)
LONG = "Permanent Representative of the Confederated River States to the Union of all Nations"


def drawn(*rows: Lane) -> ET.Element:
    return ET.fromstring(lanes(rows, until=LATER, title="Asked"))  # noqa: S314 - our own drawing


def words(picture: ET.Element, kind: str) -> list[str]:
    return [text.text or "" for text in picture.iter("text") if text.get("class") == kind]


def test_a_lane_says_in_words_what_its_colour_says():
    picture = drawn(Lane(name="Minister", word="silent", start=DAY, tone="late"))
    assert words(picture, "lane-word") == ["silent"]
    assert [bar.get("class") for bar in picture.iter("rect")] == ["lane-late"]


def test_name_word_and_bar_stand_one_below_the_other():
    picture = drawn(Lane(name=LONG, word="silent", start=DAY))
    lines = [float(text.get("y", 0)) for text in picture.find("g").iter("text")]
    (bar,) = picture.iter("rect")
    assert lines == sorted(set(lines))
    assert float(bar.get("y", 0)) > lines[-1]


def test_a_long_name_takes_two_lines_and_then_says_that_there_is_more():
    picture = drawn(Lane(name=f"{LONG} and to many others", word="silent", start=DAY))
    first, second = words(picture, "lane-name")
    assert LONG.startswith(first)
    assert second.endswith("…")


def test_a_lane_under_a_tall_one_begins_below_it():
    tall, low = Lane(name=LONG, word="silent", start=DAY), Lane(name="A", word="b", start=DAY)
    picture = drawn(tall, low)
    tops = [group.get("transform") for group in picture.iter("g")]
    assert tops == ["translate(0 0)", f"translate(0 {tall.height})"]
    assert tall.height > low.height


def test_nothing_drawn_is_an_empty_frame():
    assert words(drawn(), "lane-name") == []
