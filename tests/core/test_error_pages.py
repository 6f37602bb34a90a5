"""Pages for when something went wrong: whole even with nothing to stand on, and telling nothing."""

import pytest
from django.template import Context
from django.template.loader import get_template, render_to_string

BARE = ("500.html", "503.html")
ALL = ("400", "403", "403_csrf", "404", "405", "409", "429", "500", "503")


@pytest.mark.parametrize("name", BARE)
def test_the_page_of_a_broken_server_needs_no_context_at_all(name):
    page = get_template(name).template.render(Context())
    assert "<h1>" in page
    assert 'href="/"' in page


@pytest.mark.parametrize("name", ALL)
def test_an_error_page_says_what_happened_and_where_to_go(name):
    page = render_to_string(f"{name}.html")
    assert page.count("<h1>") == 1
    assert "<a " in page.split("<h1>")[1] or name == "503"


def test_a_refusal_shows_its_reason_and_nothing_more_than_text():
    page = render_to_string("403.html", {"reason": "Nobody approves <b>their own</b> brief."})
    assert "Nobody approves &lt;b&gt;their own&lt;/b&gt; brief." in page


def test_a_rule_that_refused_shows_each_of_its_reasons():
    page = render_to_string("409.html", {"reasons": ["No crime is named.", "No time is given."]})
    assert "No crime is named." in page
    assert "No time is given." in page


@pytest.mark.parametrize("name", ALL)
def test_an_error_page_leaks_neither_exception_nor_settings(name):
    page = render_to_string(f"{name}.html", {"exception": "secret-42", "settings": "secret-42"})
    assert "secret-42" not in page
