"""What other pages show of situations."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from situations.pictures import map_marks, places_at_risk
from tests.factories.accounts import make_organisation
from tests.factories.briefs import make_brief
from tests.factories.situations import (
    make_assessment,
    make_situation,
    make_territory,
)

pytestmark = pytest.mark.django_db


def draw(words: str, **context: object) -> str:
    return Template("{% load situations_tags %}" + words).render(Context(context))


@pytest.mark.parametrize(
    ("level", "words"),
    [
        ("current_crisis", "Current crisis"),
        ("imminent_risk", "Imminent risk"),
        ("serious_concern", "Serious concern"),
    ],
)
def test_a_level_is_a_word_and_a_shape(level, words):
    badge = draw("{% level_badge a %}", a=make_situation(level=level).current_assessment)
    assert words in badge
    assert f"level-{level}" in badge
    assert "<svg" in badge


def test_a_refusal_has_a_badge_of_its_own_and_nothing_has_none():
    refused = make_situation(status="not_registered").current_assessment
    assert "Not R2P" in draw("{% level_badge a %}", a=refused)
    assert draw("{% level_badge a %}", a=None).strip() == ""


def test_the_map_marks_every_territory_of_registered_situations():
    kosovo, yugoslavia = make_territory(code="XK"), make_territory(code="YUCS")
    make_situation(name="Alpha", level="current_crisis", territories=[kosovo, yugoslavia])
    make_situation(name="Beta", status="not_registered")
    make_situation(name="Gamma", status="proposed")
    marks = map_marks(places_at_risk())
    assert [(mark.code, mark.level, mark.label) for mark in marks] == [
        ("XK", "current_crisis", "Alpha: Current crisis"),
        ("", "current_crisis", "Alpha: Current crisis"),
    ]
    picture = draw("{% register_map %}")
    assert "Alpha: Current crisis" in picture
    assert "imply no opinion" in picture


def test_several_situations_of_one_place_share_a_mark_that_leads_to_them_all():
    sudan = make_territory(code="SD")
    make_situation(name="Alpha", level="serious_concern", territories=[sudan])
    make_situation(name="Beta", level="current_crisis", territories=[sudan])
    (mark,) = map_marks(places_at_risk())
    assert (mark.level, mark.label) == ("current_crisis", "Sudan, 2 situations: Current crisis")
    assert mark.url == "/situations/?territory=sudan&decision=registered"


def test_the_list_beside_the_map_says_the_same_as_the_map():
    make_situation(name="Alpha", level="current_crisis", territories=[make_territory(code="SD")])
    make_situation(name="Beta", territories=[make_territory(code="UM")])  # without a point
    shown = draw("{% register_map %}")
    places = places_at_risk()
    assert [place.title for place in places] == ["Alpha", "Beta"]
    for place in places:
        assert f'<a href="{place.url}">{place.title}</a>' in shown
    assert len(map_marks(places)) == 1


def test_a_territory_without_a_point_is_left_off_the_map():
    make_situation(territories=[make_territory(code="UM")])
    assert map_marks(places_at_risk()) == []


def test_no_map_without_a_situation():
    assert draw("{% register_map %}").strip() == ""


def test_the_newest_briefs_are_shown():
    briefs = [make_brief(title=f"Brief number {number}") for number in range(4)]
    make_brief(title="Not out yet", published=False)
    shown = draw("{% latest_briefs 3 %}")
    assert briefs[-1].title in shown
    assert briefs[0].title not in shown
    assert "Not out yet" not in shown


def test_a_card_says_who_is_at_risk_or_why_not():
    yes, no = make_situation(), make_situation(status="not_registered")
    assert "The people of the upper valley" in draw("{% situation_card s %}", s=yes)
    assert "The crimes lie in the past" in draw("{% situation_card s %}", s=no)


def test_an_organisation_shows_its_public_work():
    organisation = make_organisation()
    make_situation(organisation=organisation, name="Alpha")
    make_situation(organisation=organisation, name="Hidden", status="proposed")
    make_situation(name="Foreign")
    shown = draw("{% organisation_situations o %}", o=organisation)
    assert "Alpha" in shown
    assert "Hidden" not in shown
    assert "Foreign" not in shown


def test_what_waits_is_told_to_each_role(organisation, editor, approver, viewer):
    situation = make_situation(organisation=organisation, status="proposed", name="Alpha")
    make_assessment(situation=situation, author=editor, status="second_review")
    make_brief(organisation=organisation, author=editor, status="review", title="Beta")
    make_brief(organisation=organisation, author=editor, published=False, title="Gamma")

    def waiting(user) -> str:
        request = RequestFactory().get("/desk/")
        request.user, request.organisation = user, organisation
        return draw("{% situations_waiting %}", request=request)

    assert "Assessments to decide" in waiting(approver)
    assert "Beta" in waiting(approver)
    assert "Assessments to decide" not in waiting(editor)
    assert "Gamma" in waiting(editor)
    assert waiting(viewer).strip() == ""
