"""The rules of the domain, one test named after each. (DESIGN section 2; domain.md section 7)"""

from datetime import timedelta

import pytest
from django.core.exceptions import FieldDoesNotExist

from core.rules import RuleRefused
from situations.models import Assessment, Measure, Situation, SituationStatus, Territory
from situations.models.choices import (
    Crime,
    Exclusion,
    Level,
    Outcome,
    TimeTest,
)
from situations.services import (
    begin_assessment,
    decide_assessment,
    publish_brief,
    submit_assessment,
    write_assessment,
)
from tests.factories.accounts import make_user
from tests.factories.briefs import make_brief
from tests.factories.cases import IRAQ_2003, IRAQ_2007
from tests.factories.situations import (
    AT,
    make_assessment,
    make_situation,
)

pytestmark = pytest.mark.django_db


def refusal(**parts) -> dict[str, str]:
    assessment = make_assessment(**parts)
    with pytest.raises(RuleRefused) as refused:
        submit_assessment(assessment=assessment, actor=assessment.author, at=AT)
    return {code: str(message) for code, message in refused.value.messages}


def decided(**parts) -> Assessment:
    assessment = make_assessment(**parts)
    submit_assessment(assessment=assessment, actor=assessment.author, at=AT)
    return decide_assessment(assessment=assessment, actor=make_user(), at=AT)


@pytest.mark.parametrize(
    ("parts", "field", "words"),
    [
        ({"crimes": []}, "crimes", "Name at least one of the four crimes"),
        ({"time_test": ""}, "time_test", "occurring, appear imminent, or could come about"),
        ({"gravity": ""}, "gravity", "Say why it is grave"),
    ],
)
def test_d1_each_missing_part_is_refused_with_its_own_message(parts, field, words):
    refused = refusal(**parts)
    assert list(refused) == [field]
    assert words in refused[field]


def test_d1_several_missing_parts_are_told_together():
    assert set(refusal(crimes=[], gravity="", people_at_risk="")) == {
        "crimes",
        "gravity",
        "people_at_risk",
    }


def test_d1_a_whole_assessment_registers_the_situation_when_decided():
    assessment = decided()
    assert assessment.situation.status == SituationStatus.REGISTERED
    assert assessment.situation.current_assessment == assessment


@pytest.mark.parametrize(
    ("time_test", "level"),
    [
        (TimeTest.OCCURRING, Level.CURRENT_CRISIS),
        (TimeTest.IMMINENT, Level.IMMINENT_RISK),
        (TimeTest.CAPABLE, Level.SERIOUS_CONCERN),
    ],
)
def test_d2_the_time_test_gives_the_level(time_test, level):
    assert decided(time_test=time_test).level == level


@pytest.mark.parametrize("time_test", [TimeTest.PAST_ONLY, TimeTest.NONE])
def test_d2_past_only_and_none_never_register(time_test):
    assert list(refusal(time_test=time_test)) == ["time_test"]


def test_d2_the_level_cannot_be_typed():
    assessment = make_assessment(time_test=TimeTest.IMMINENT)
    assessment.level = Level.CURRENT_CRISIS
    assessment.save()
    assert Assessment.objects.get(pk=assessment.pk).level == Level.IMMINENT_RISK


def test_d2_level_trend_and_outlook_are_three_fields():
    names = {field.name for field in Assessment._meta.get_fields()}
    assert {"level", "trend", "outlook"} <= names


def test_d3_new_evidence_makes_a_new_version_and_the_old_one_stays():
    first = decided()
    situation, author = first.situation, first.author
    second = begin_assessment(situation=situation, actor=author, as_of=first.as_of, at=AT)
    whole = make_assessment(situation=make_situation(status="proposed"))
    answers = {
        name: getattr(whole, name)
        for name in ("grave", "gravity", "state_response", "outcome", "public_reason")
    }
    write_assessment(
        assessment=second, actor=author, at=AT, time_test=TimeTest.OCCURRING, **answers
    )
    submit_assessment(assessment=second, actor=author, at=AT)
    decide_assessment(assessment=second, actor=make_user(), at=AT)
    situation.refresh_from_db()
    assert (first.version, second.version) == (1, 2)
    assert situation.current_assessment == second
    assert Assessment.objects.get(pk=first.pk).level == Level.SERIOUS_CONCERN


def test_d3_an_assessment_of_an_earlier_day_leaves_the_register_as_it_stands():
    current = decided()
    earlier = make_assessment(
        situation=current.situation,
        as_of=current.as_of - timedelta(days=400),
        time_test=TimeTest.OCCURRING,
    )
    submit_assessment(assessment=earlier, actor=earlier.author, at=AT)
    decide_assessment(assessment=earlier, actor=make_user(), at=AT)
    assert Situation.objects.get().current_assessment == current
    assert Situation.objects.get().level == Level.SERIOUS_CONCERN


def test_d3_no_territory_carries_a_flag_and_nothing_carries_a_score():
    names = {
        field.name
        for model in (Territory, Situation, Assessment, Measure)
        for field in model._meta.get_fields()
    }
    assert not [name for name in names if "score" in name or "r2p" in name or "total" in name]
    with pytest.raises(FieldDoesNotExist):
        Territory._meta.get_field("level")


def test_d3_one_territory_is_judged_otherwise_on_another_day(run, client):
    before, after = run(IRAQ_2003), run(IRAQ_2007)
    assert before.territories.get() == after.territories.get()
    assert (before.status, after.status) == ("not_registered", "registered")
    for situation in (before, after):
        page = client.get(situation.current_assessment.get_absolute_url())
        assert page.status_code == 200


def test_d4_not_r2p_needs_a_reason_code_a_public_reason_and_a_referral():
    refused = refusal(outcome=Outcome.NOT_REGISTERED, exclusions=[], public_reason="", referral="")
    assert set(refused) == {"exclusions", "public_reason", "referral"}


@pytest.mark.parametrize(
    "code",
    [
        Exclusion.HIV_AIDS,
        Exclusion.CLIMATE_CHANGE,
        Exclusion.NUCLEAR_PROLIFERATION,
        Exclusion.SMALL_ARMS,
        Exclusion.NATURAL_DISASTER,
        Exclusion.HUMAN_RIGHTS_CONCERN,
        Exclusion.INTERNAL_CONFLICT_ONLY,
    ],
)
def test_d4_each_exclusion_is_an_outcome_of_its_own(code, client):
    assessment = decided(outcome=Outcome.NOT_REGISTERED, time_test=TimeTest.NONE, exclusions=[code])
    assert assessment.situation.status == SituationStatus.NOT_REGISTERED
    page = client.get(assessment.situation.get_absolute_url()).content.decode()
    assert str(code.label) in page
    assert assessment.referral in page


def test_d4_iraq_in_early_2003_is_refused_with_reason_and_referral_and_in_sight(run, client):
    situation = run(IRAQ_2003)
    page = client.get(situation.get_absolute_url()).content.decode()
    listed = client.get("/situations/").content.decode()
    assert "Not R2P" in listed
    assert situation.name in listed
    for words in ("past crimes only", "in early 2003 no such crime", "Where to turn instead"):
        assert words.lower() in page.lower()
    assert page.index("Censure") < page.index("Sanctions")


def test_d4_what_meets_all_three_tests_cannot_be_refused():
    refused = refusal(
        outcome=Outcome.NOT_REGISTERED,
        crimes=[Crime.GENOCIDE],
        time_test=TimeTest.OCCURRING,
        grave=True,
    )
    assert "too narrowly" in refused["outcome"]


def test_d5_who_wrote_an_assessment_does_not_decide_it():
    assessment = make_assessment(status="second_review")
    with pytest.raises(RuleRefused) as refused:
        decide_assessment(assessment=assessment, actor=assessment.author, at=AT)
    assert refused.value.codes == ["own_work"]
    assert Assessment.objects.get().status == "second_review"


def test_d5_nor_does_anybody_else_who_wrote_in_it():
    assessment, helper = make_assessment(), make_user()
    write_assessment(assessment=assessment, actor=helper, at=AT, scale="Two towns.")
    submit_assessment(assessment=assessment, actor=assessment.author, at=AT)
    with pytest.raises(RuleRefused):
        decide_assessment(assessment=assessment, actor=helper, at=AT)


def test_d5_who_wrote_in_a_brief_does_not_publish_it():
    brief = make_brief(status="review")
    with pytest.raises(RuleRefused) as refused:
        publish_brief(brief=brief, actor=brief.author, at=AT)
    assert refused.value.codes == ["own_work"]
