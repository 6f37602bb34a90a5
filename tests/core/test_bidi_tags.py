"""Names of one direction of writing inside a sentence of the other."""

import pytest
from django.utils.translation import override

from core.templatetags.bidi_tags import apart, isolated


def test_plain_text_isolates_a_name_where_the_language_runs_right_to_left():
    with override("ar"):
        assert isolated("Upper Valley") == "\u2068Upper Valley\u2069"


def test_plain_text_of_other_languages_holds_no_invisible_marks():
    with override("fr"):
        assert isolated("دارفور") == "دارفور"


@pytest.mark.parametrize(
    ("language", "name", "set_apart"),
    [
        ("en", "Upper Valley", False),
        ("en", "دارفور", True),
        ("ar", "Upper Valley", True),
        ("ar", "دارفور", True),
    ],
)
def test_html_sets_a_name_apart_where_the_directions_may_differ(language, name, set_apart):
    with override(language):
        assert ("<span" in apart(name)) == set_apart


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_name_is_never_markup(language):
    with override(language):
        assert "<b>" not in apart("<b>")
        assert "&lt;b&gt;" in apart("<b>")
