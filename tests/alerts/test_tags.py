"""The box by which a page of another app offers to be told."""

import pytest
from django.template import Context, Template

from situations.models import SituationStatus
from tests.factories.accounts import make_organisation
from tests.factories.situations import make_situation, make_territory

pytestmark = pytest.mark.django_db


def draw(kind, subject=None):
    template = Template("{% load alerts_tags %}{% subscribe_box kind subject %}")
    return template.render(Context({"kind": kind, "subject": subject})).strip()


def test_the_box_names_the_object_and_posts_its_word():
    box = draw("situation", make_situation(name="Upper Valley", slug="upper-valley"))
    assert "Be told about Upper Valley" in box
    assert 'name="topic" value="situation:upper-valley"' in box
    assert 'action="/alerts/ask/"' in box
    assert "csrf" not in box


@pytest.mark.parametrize("kind", ["territory", "organisation"])
def test_the_box_works_for_other_kinds(kind):
    subject = {"territory": make_territory, "organisation": make_organisation}[kind]()
    assert f'value="{kind}:{subject.slug}"' in draw(kind, subject)


def test_the_box_works_for_everything():
    assert 'value="everything"' in draw("everything")


def test_nothing_is_drawn_for_what_cannot_be_followed():
    assert draw("situation", make_situation(status=SituationStatus.PROPOSED)) == ""
    assert draw("organisation", make_organisation(vetted=False)) == ""
