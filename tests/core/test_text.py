"""What the address asks of words, and what is cleaned from what people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import aggregate_figures, clean_line, clean_text, responsibility_words


@pytest.mark.parametrize(
    "text",
    [
        "More than 200,000 are dead.",
        "200 000 people fled.",
        "2.500.000 refugees",
        "1000 homes",
        "Thousands fled.",
        "some 2.5 million displaced",
        "two and a half million",
        "40 per cent of the people",
        "40% of the town",
        "Plus de deux millions de personnes",
        "des milliers de familles",
        "40 pour cent",
        "Miles de personas",
        "dos millones",
        "el 40 por ciento",
        "نزح الملايين",
        "قتل أكثر من ٢٠٠٬٠٠٠ شخص",
        "٤٠٪ من السكان",
        "Тысячи людей бежали",
        "два миллиона",
        "40 процентов",
        "数百万人流离失所",
        "二十万人",
        "百分之四十",
        "ثلاثة آلاف نازح",
        "خمسون ألفًا",
        "بالآلاف",
        "تسعون في المئة",
        "两千多人",
        "5万人",
        "成千上万的人",
        "九成居民",
        "5 тыс. человек",
        "2 млн",
        "девяносто процентов",
        "ninety per cent",
        "20k others",
    ],
)
def test_d11_an_aggregate_figure_is_found_in_every_language_of_the_site(text):
    assert aggregate_figures(text)


@pytest.mark.parametrize(
    "text",
    [
        "Amina was nine when the riders came, in 2004.",
        "She walked for 11 days with 3 sisters.",
        "Her village had 240 houses; 17 are standing.",
        "On 13 August 2007 she spoke.",
        "Elle avait 9 ans en 2004.",
        "كان عمرها ٩ سنوات",
        "她当时九岁。",
        "一百个人在学校里过夜。",
        "千万不要忘记她。",
        "الألفة بين الجيران",
        "تألفت القلوب",
        "Она спрятала двенадцать детей в 2026 году.",
    ],
)
def test_d11_the_small_numbers_of_one_story_stand(text):
    assert aggregate_figures(text) == []


@pytest.mark.parametrize(
    "phrase",
    [
        "right to intervene",
        "right of humanitarian intervention",
        "Humanitarian intervention",
        "regime change",
        "intervene in",
    ],
)
def test_d14_words_of_intervention_draw_a_better_wording(phrase):
    found = responsibility_words(f"States have a {phrase} that country.")
    assert found
    assert all(str(wording.better) for wording in found)


def test_d14_words_of_responsibility_draw_nothing():
    assert responsibility_words("States share a responsibility to protect people at risk.") == []


def test_marks_that_turn_the_direction_of_a_name_are_taken_out():
    assert clean_line("Amina\u202egpj.exe\u200b") == "Aminagpj.exe"


def test_a_line_stays_one_line_and_a_text_keeps_its_lines():
    assert clean_line(" Amina\r\nBcc: all@example.org ") == "Amina Bcc: all@example.org"
    assert clean_text("one\r\ntwo\x00") == "one\ntwo"


def test_joiners_that_persian_needs_are_kept():
    assert clean_line("می\u200cخواهم") == "می\u200cخواهم"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text):
    assert clean_line(clean_line(text)) == clean_line(text)
