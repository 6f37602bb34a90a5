"""Rules of figures, measures, briefs and the page. (DESIGN section 2; domain.md section 7)"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from core.rules import RuleRefused
from situations.models import Assessment, Situation
from situations.models.choices import RUNG_OF, FigureKind, Rung, Suggestion
from situations.services import (
    begin_assessment,
    submit_brief,
    write_assessment,
    write_details,
    write_recommendations,
)
from tests.factories.accounts import make_user
from tests.factories.briefs import make_brief, make_recommendation
from tests.factories.cases import BURUNDI, DARFUR, IRAQ_2007, KOSOVO
from tests.factories.situations import (
    AT,
    make_assessment,
    make_figure,
    make_measure,
    make_situation,
)

pytestmark = pytest.mark.django_db


def test_d6_several_crimes_and_opposed_actors_stand_side_by_side(run, client):
    page = client.get(run(DARFUR).get_absolute_url()).content.decode()
    for words in (
        "crimes against humanity, war crimes",
        "Government of Sudan",
        "Rebel groups",
        "does not fit easily",
    ):
        assert words in page
    for field in ("type", "perpetrator"):
        with pytest.raises(FieldDoesNotExist):
            Assessment._meta.get_field(field)


def test_d6_a_figure_keeps_its_qualifier_period_source_and_day(run, client):
    page = client.get(run(IRAQ_2007).get_absolute_url()).content.decode()
    assert "more than 3,000,000" in page
    assert "about 1,000" in page
    assert "each month" in page
    assert "para 13, as of 13 August 2007" in " ".join(page.split())


def test_d6_a_figure_says_its_range():
    figure = make_figure(assessment=make_assessment(), low=2500, best=3000, high=4000)
    assert figure.range == "between 2,500 and 4,000"


def test_d7_measures_go_up_the_rungs_whatever_the_order_of_entry():
    situation = make_situation()
    for rung in (Rung.ECONOMIC, Rung.STRUCTURAL, Rung.MILITARY_NO_CONSENT, Rung.PRESSURE):
        make_measure(situation=situation, rung=rung)
    assert [measure.rung for measure in situation.measures.all()] == [0, 2, 4, 7]


def test_d7_suggested_measures_go_up_the_rungs():
    assessment = make_assessment(suggested_measures=list(reversed(Suggestion.values)))
    rungs = [rung for rung, _name, _measure in assessment.suggestions]
    assert rungs == sorted(rungs)
    assert len(rungs) == len(Suggestion)


def test_d7_all_three_phases_are_shown_the_empty_ones_too(run, client):
    page = client.get(run(DARFUR).get_absolute_url()).content.decode()
    places = [page.index(f'id="phase-{phase}"') for phase in ("prevent", "react", "rebuild")]
    assert places == sorted(places)
    assert page.count("Nothing is recorded here.") == 2


def test_d8_no_recommendation_asks_for_force_without_consent():
    brief = make_brief(published=False, recommendations=False)
    row = {"addressee": "Council", "text": "Act.", "rung": Rung.MILITARY_NO_CONSENT}
    with pytest.raises(RuleRefused) as refused:
        write_recommendations(brief=brief, actor=brief.author, recommendations=[row])
    assert refused.value.codes == ["rung"]
    assert Rung.MILITARY_NO_CONSENT not in RUNG_OF.values()


def test_d8_the_absence_of_force_is_never_shown_as_failure(run, client):
    page = client.get(run(DARFUR).get_absolute_url()).content.decode().lower()
    assert "failure" not in page
    assert "failed" not in page
    assert "political pressure" in page


def test_d8_authority_is_shown_apart_from_how_it_turned_out(run, client):
    page = client.get(run(KOSOVO).get_absolute_url()).content.decode()
    assert "Authority: not authorised: blocked by a threatened veto" in page
    assert "How it turned out: too early to say" in page
    assert "Consent: without the State’s consent" in page


def test_d7_burundi_shows_what_four_actors_did(run, client):
    page = client.get(run(BURUNDI).get_absolute_url()).content.decode()
    for actor in ("Nelson Mandela", "South Africa", "International Crisis Group", "Peacebuilding"):
        assert actor in page


def test_d13_the_territorial_state_is_addressed_first_or_the_reason_is_given():
    brief = make_brief(published=False, recommendations=False)
    make_recommendation(brief=brief, is_territorial_state=False, addressee="Council")
    make_recommendation(brief=brief)
    with pytest.raises(RuleRefused) as refused:
        submit_brief(brief=brief, actor=brief.author, at=AT)
    assert refused.value.codes == ["state_first_reason"]
    brief.state_first_reason = "Nobody governs there."
    brief.save()
    assert submit_brief(brief=brief, actor=brief.author, at=AT).status == "review"


def test_d14_words_of_intervention_are_warned_of_and_block_nothing(browser, organisation, editor):
    brief = make_brief(
        published=False,
        organisation=organisation,
        author=editor,
        title="On the right to intervene",
        body="Humanitarian intervention and regime change.",
    )
    page = browser(editor).get(brief.get_absolute_url()).content.decode()
    for words in ("right to intervene", "Humanitarian intervention", "regime change"):
        assert f"“{words}”" in page
    assert submit_brief(brief=brief, actor=editor, at=AT).status == "review"


@pytest.mark.parametrize(
    ("has_lead", "days", "stale"),
    [(True, 29, False), (True, 31, True), (False, 0, True)],
)
def test_d16_a_situation_without_lead_or_news_is_stale(has_lead, days, stale):
    situation = make_situation(lead=make_user() if has_lead else None)
    at = AT + timedelta(days=days)
    assert situation.is_stale(at) is stale
    assert (situation in Situation.objects.stale(at=at)) is stale


def test_people_at_risk_stand_before_the_measures(run, client):
    page = client.get(run(DARFUR).get_absolute_url()).content.decode()
    order = [page.index(f'id="{part}"') for part in ("people", "judgement", "figures", "measures")]
    assert order == sorted(order)


def test_figures_of_the_next_version_begin_as_those_of_the_last(run, editor):
    situation = run(DARFUR)
    draft = begin_assessment(situation=situation, actor=editor)
    assert draft.figures.count() == 2
    assert draft.crimes == situation.current_assessment.crimes
    assert (draft.time_test, draft.grave, draft.outcome) == ("", None, "")
    write_details(assessment=draft, actor=editor, figures=[], actors=[])
    assert situation.current_assessment.figures.filter(kind=FigureKind.DEAD).count() == 1


def test_no_national_interest_is_asked_for():
    fields = [field for field in Situation._meta.get_fields() if isinstance(field, models.Field)]
    assert not [field.name for field in fields if "interest" in field.name]


def test_an_assessment_cannot_look_ahead():
    assessment = make_assessment()
    with pytest.raises(RuleRefused) as refused:
        write_assessment(
            assessment=assessment, actor=assessment.author, at=AT, as_of=date(2030, 1, 1)
        )
    assert refused.value.codes == ["as_of"]
