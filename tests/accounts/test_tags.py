"""The tag that tells whether other apps had anything to show."""

import pytest
from django.template import Context, Template, TemplateSyntaxError

PAGE = (
    "{% load accounts_tags %}{% drawn as part %} {{ words }} {% enddrawn %}"
    "{% if part %}<p>{{ part }}</p>{% else %}nothing{% endif %}"
)


@pytest.mark.parametrize(
    ("words", "page"), [("", "nothing"), ("  ", "nothing"), ("<b>", "<p>&lt;b&gt;</p>")]
)
def test_a_page_knows_when_a_part_is_empty(words, page):
    assert Template(PAGE).render(Context({"words": words})) == page


def test_a_name_must_be_given():
    with pytest.raises(TemplateSyntaxError):
        Template("{% load accounts_tags %}{% drawn %}{% enddrawn %}")
