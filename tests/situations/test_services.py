"""What the deeds leave behind: numbers, addresses, events, history."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.models import Event
from core.rules import RuleRefused
from situations.models import Assessment, Situation
from situations.models.choices import Exclusion, Outcome, TimeTest
from situations.services import (
    begin_assessment,
    decide_assessment,
    draft_brief,
    propose_situation,
    publish_brief,
    record_measure,
    submit_assessment,
    update_situation,
    write_assessment,
    write_brief,
    write_details,
)
from tests.factories.accounts import make_organisation, make_user
from tests.factories.briefs import make_brief
from tests.factories.situations import (
    AT,
    make_assessment,
    make_figure,
    make_situation,
    make_territory,
)

pytestmark = pytest.mark.django_db


def propose(name: str = "Alpha", **more) -> Situation:
    return propose_situation(
        organisation=make_organisation(),
        actor=make_user(),
        territories=[make_territory()],
        name=name,
        at=AT,
        **more,
    )


def decide(situation: Situation, *, at: datetime = AT, **parts) -> Assessment:
    assessment = make_assessment(situation=situation, decided_at=at, **parts)
    submit_assessment(assessment=assessment, actor=assessment.author, at=at)
    return decide_assessment(assessment=assessment, actor=make_user(), at=at)


def public_events(situation: Situation) -> list[tuple[str, str, str]]:
    return [
        (event.verb, event.details["level"], event.details["previous"])
        for event in Event.objects.public().about(situation).order_by("id")
    ]


def test_a_proposal_has_no_number_and_no_address():
    situation = propose()
    assert (situation.reference, situation.slug, situation.is_public) == (None, None, False)
    assert Event.objects.about(situation).get().public is False


def test_numbers_are_given_in_the_order_of_decision_and_without_gaps():
    first, second, third = propose("A"), propose("B"), propose("C")
    for situation in (third, first):
        decide(situation)
    with pytest.raises(RuleRefused):
        decide(second, gravity="")
    again = Assessment.objects.get(situation=second)
    write_assessment(
        assessment=again,
        actor=again.author,
        at=AT,
        gravity="Grave",
    )
    submit_assessment(assessment=again, actor=again.author, at=AT)
    decide_assessment(assessment=again, actor=make_user(), at=AT)
    numbers = Situation.objects.order_by("reference").values_list("name", "reference")
    assert list(numbers) == [("C", "R2P-0001"), ("A", "R2P-0002"), ("B", "R2P-0003")]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Darfur, west", "darfur-west"),
        ("دارفور", "r2p-0001"),
        ("Ünder Çity", "under-city"),
        ("!!!", "r2p-0001"),
        ("x" * 120, "x" * 80),
    ],
)
def test_the_address_is_made_from_the_name(name, slug):
    assert decide(propose(name)).situation.slug == slug


def test_two_of_one_name_get_two_addresses():
    slugs = [decide(propose("Alpha")).situation.slug for _number in range(3)]
    assert slugs == ["alpha", "alpha-2", "alpha-3"]


def test_the_public_events_tell_the_course_of_a_situation():
    situation = propose()
    refusal = {
        "outcome": Outcome.NOT_REGISTERED,
        "time_test": TimeTest.PAST_ONLY,
        "exclusions": [Exclusion.PAST_ONLY],
    }
    for days, parts in enumerate(
        (
            refusal,
            {"time_test": TimeTest.CAPABLE},
            {"time_test": TimeTest.OCCURRING},
            {"time_test": TimeTest.OCCURRING},
            {"time_test": TimeTest.IMMINENT},
            refusal,
            refusal,
        )
    ):
        decide(situation, at=AT + timedelta(days=days), **parts)
    assert public_events(situation) == [
        ("situation.not_registered", "", ""),
        ("situation.registered", "serious_concern", ""),
        ("situation.level_changed", "current_crisis", "serious_concern"),
        ("situation.reassessed", "current_crisis", "current_crisis"),
        ("situation.level_changed", "imminent_risk", "current_crisis"),
        ("situation.not_registered", "", "imminent_risk"),
        ("situation.reassessed", "", ""),
    ]


def test_versions_are_counted_for_each_day():
    situation = propose()
    days = [AT.date(), AT.date(), AT.date() - timedelta(days=9), AT.date()]
    versions = [decide(situation, as_of=day).version for day in days]
    assert versions == [1, 2, 1, 3]


def test_an_earlier_day_is_told_as_history_and_moves_nothing():
    situation = propose()
    decide(situation)
    decide(situation, as_of=AT.date() - timedelta(days=9), time_test=TimeTest.OCCURRING)
    assert [verb for verb, *_more in public_events(situation)] == [
        "situation.registered",
        "situation.history_added",
    ]


def test_nothing_is_recorded_when_a_deed_is_refused():
    assessment = make_assessment(gravity="")
    with pytest.raises(RuleRefused):
        submit_assessment(assessment=assessment, actor=assessment.author, at=AT)
    assert not Event.objects.exists()


def test_the_trail_holds_no_words_of_the_draft():
    assessment = make_assessment()
    write_assessment(assessment=assessment, actor=assessment.author, at=AT, scale="Secret words")
    assert "Secret" not in str(list(Event.objects.values_list("details", flat=True)))


def test_two_writers_of_different_steps_do_not_undo_each_other():
    assessment = make_assessment()
    mine, theirs = (Assessment.objects.get(pk=assessment.pk) for _number in range(2))
    write_assessment(assessment=mine, actor=make_user(), at=AT, scale="Mine")
    write_assessment(assessment=theirs, actor=make_user(), at=AT, feared="Theirs")
    assessment.refresh_from_db()
    assert (assessment.scale, assessment.feared) == ("Mine", "Theirs")
    assert assessment.writers.count() == 2


def test_a_lead_belongs_to_the_organisation(organisation, editor):
    situation = make_situation(organisation=organisation)
    territories = [make_territory()]
    with pytest.raises(RuleRefused) as refused:
        update_situation(
            situation=situation, actor=editor, territories=territories, lead=make_user()
        )
    assert refused.value.codes == ["lead"]
    update_situation(situation=situation, actor=editor, territories=territories, lead=editor)
    assert Situation.objects.get().lead == editor


def test_a_situation_has_a_territory():
    with pytest.raises(RuleRefused) as refused:
        propose_situation(
            organisation=make_organisation(), actor=make_user(), territories=[], name="A"
        )
    assert refused.value.codes == ["territories"]


def test_names_are_cleaned_of_marks_that_turn_the_reading_round():
    assert propose("Dar\u202efur\u200b").name == "Darfur"


def test_any_deed_on_a_situation_keeps_it_from_going_stale():
    situation = make_situation(lead=make_user())
    later = AT + timedelta(days=40)
    assert situation.is_stale(later)
    record_measure(
        situation=situation,
        actor=make_user(),
        at=later,
        what="Talks",
        who="Elders",
        when="2026",
        rung=1,
        phase="prevent",
        source="Monitor",
    )
    assert not Situation.objects.get().is_stale(later)


def test_a_draft_begins_on_the_day_it_is_begun():
    situation = make_situation(status="proposed")
    draft = begin_assessment(situation=situation, actor=make_user(), at=AT)
    assert draft.as_of == AT.date()
    with pytest.raises(RuleRefused) as refused:
        begin_assessment(situation=situation, actor=make_user(), at=AT)
    assert refused.value.codes == ["open"]


def test_figures_out_of_range_are_refused_and_the_old_ones_stay():
    assessment = make_assessment()
    kept = make_figure(assessment=assessment)
    wrong = {
        "kind": "killed",
        "best": 3,
        "low": 9,
        "period": "2026",
        "as_of": AT.date(),
        "source": "x",
    }
    with pytest.raises(ValidationError):
        write_details(assessment=assessment, actor=assessment.author, figures=[wrong], actors=[])
    assert list(assessment.figures.all()) == [kept]


def test_briefs_are_numbered_by_year():
    references = []
    for year in (2026, 2026, 2027):
        brief = make_brief(status="review")
        at = datetime(year, 6, 1, tzinfo=UTC)
        references.append(publish_brief(brief=brief, actor=make_user(), at=at).reference)
    assert references == ["BRF-2026-001", "BRF-2026-002", "BRF-2027-001"]


def test_a_brief_takes_the_day_of_its_assessment():
    situation = make_situation()
    brief = draft_brief(
        situation=situation,
        organisation=situation.organisation,
        actor=make_user(),
        title="T",
        at=timezone.now(),
    )
    assert brief.as_of == situation.current_assessment.as_of
    assert brief.assessment == situation.current_assessment


def test_a_brief_keeps_its_assessment_when_the_register_moves_on():
    situation = make_situation()
    brief = make_brief(situation=situation)
    before = situation.current_assessment
    decide(situation, at=AT + timedelta(days=3), time_test=TimeTest.OCCURRING)
    brief.refresh_from_db()
    assert brief.assessment == before
    assert brief.assessment.level == "serious_concern"


def test_whoever_writes_in_a_brief_is_one_of_its_writers():
    brief, helper = make_brief(published=False), make_user()
    write_brief(brief=brief, actor=helper, at=AT, title="Anew")
    assert list(brief.writers.all()) == [helper]
