"""The end of a situation: reviewed, no longer followed, archived, reopened. (rows 6, 10, 11, 34)"""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from audit.models import Event
from core.rules import RuleRefused
from core.states import MoveRefused
from situations.models import OutcomeReview, ReviewStatus, Situation
from situations.models.choices import Phase, Rung
from situations.models.measure import Course
from situations.models.outcome import Obstacle, Result
from situations.services import (
    archive_situation,
    decide_assessment,
    decide_review,
    draft_review,
    end_monitoring,
    record_measure,
    remove_measure,
    reopen_situation,
    return_review,
    submit_review,
    write_review,
)
from tests.factories.accounts import make_user
from tests.factories.cases import BURUNDI
from tests.factories.cases.responses import BURUNDI_OUTCOME, review_case
from tests.factories.responses import make_review, make_sanctions, review_words
from tests.factories.situations import AT, make_assessment, make_measure, make_situation

pytestmark = pytest.mark.django_db


def ended(**more) -> Situation:
    situation = make_situation(**more)
    make_review(situation=situation, status="decided")
    return end_monitoring(situation=situation, actor=make_user(), at=AT)


def test_burundi_is_found_as_prevented_with_what_four_actors_did(run, client, editor, approver):
    situation = run(BURUNDI)
    review_case(BURUNDI_OUTCOME, situation=situation, author=editor, decider=approver)
    page = client.get("/situations/?outcome=prevented").content.decode()
    assert ">Burundi</a>" in page
    assert "prevented (arguably)" in page
    assert ">Burundi</a>" not in client.get("/situations/?outcome=occurred").content.decode()
    own = client.get(situation.get_absolute_url()).content.decode()
    for actor in ("Nelson Mandela", "South Africa", "International Crisis Group", "Peacebuilding"):
        assert actor in own


def test_a_review_is_public_once_a_second_person_decided_it(client):
    situation, author = make_situation(), make_user()
    review = draft_review(situation=situation, actor=author, at=AT, **review_words())
    write_review(review=review, actor=author, at=AT, lessons="Come early.")
    assert "Come early." not in client.get(situation.get_absolute_url()).content.decode()
    submit_review(review=review, actor=author, at=AT)
    decide_review(review=review, actor=make_user(), at=AT)
    page = client.get(situation.get_absolute_url()).content.decode()
    assert "Come early." in page
    assert "Thinking in military terms alone" in page
    event = Event.objects.public().get(verb="situation.reviewed")
    assert event.details == {"result": "prevented", "as_of": "2026-05-04"}


def test_d5_nobody_decides_on_a_review_that_they_wrote_in():
    review = make_review()
    second = make_user()
    write_review(review=review, actor=second, at=AT, lessons="More.")
    submit_review(review=review, actor=second, at=AT)
    for person in (review.author, second):
        with pytest.raises(RuleRefused) as refused:
            decide_review(review=review, actor=person, at=AT)
        assert refused.value.codes == ["own_work"]
    with pytest.raises(IntegrityError), transaction.atomic():
        OutcomeReview.objects.filter(pk=review.pk).update(
            status="decided", decided_by=second, decided_at=AT
        )


def test_a_returned_review_says_why_and_can_be_written_again():
    review = make_review(status="review")
    return_review(review=review, actor=make_user(), reason="Who else helped?", at=AT)
    review.refresh_from_db()
    assert (review.status, review.returned_reason) == (ReviewStatus.DRAFT, "Who else helped?")


def test_a_decided_review_takes_no_more_deeds():
    review = make_review(status="decided")
    with pytest.raises(RuleRefused):
        write_review(review=review, actor=review.author, at=AT, lessons="No.")
    with pytest.raises(RuleRefused):
        decide_review(review=review, actor=make_user(), at=AT)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE situations_outcomereview SET result = 'occurred'",
        "DELETE FROM situations_outcomereview",
        "TRUNCATE situations_outcomereview CASCADE",
    ],
)
def test_a_decided_review_never_changes_by_any_route(statement):
    make_review(status="decided")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_review_cannot_look_ahead():
    with pytest.raises(RuleRefused) as refused:
        draft_review(
            situation=make_situation(),
            actor=make_user(),
            at=AT,
            **review_words(as_of=AT.date() + timedelta(days=1)),
        )
    assert refused.value.codes == ["as_of"]


def test_one_review_is_open_at_a_time_and_none_of_what_was_never_decided():
    review = make_review()
    for situation in (review.situation, make_situation(status="proposed")):
        with pytest.raises(RuleRefused):
            draft_review(situation=situation, actor=make_user(), at=AT, **review_words())


def test_the_review_of_the_latest_day_is_the_current_one():
    situation = make_situation()
    later = make_review(situation=situation, status="decided")
    earlier = make_review(situation=situation, status="review", as_of=date(2026, 1, 1))
    decide_review(review=earlier, actor=make_user(), at=AT)
    situation.refresh_from_db()
    assert situation.outcome_review == later


def test_the_five_obstacles_are_counted_over_the_current_reviews():
    make_review(status="decided", obstacles=[Obstacle.MILITARY, Obstacle.DULLED])
    make_review(status="decided", obstacles=[Obstacle.MILITARY])
    make_review(obstacles=[Obstacle.CONTROL])  # not decided
    counts = dict(OutcomeReview.objects.obstacle_counts())
    assert counts == {
        Obstacle.CONTROL: 0,
        Obstacle.NEW_STATES: 0,
        Obstacle.SUSPICION: 0,
        Obstacle.MILITARY: 2,
        Obstacle.DULLED: 1,
    }
    assert dict(OutcomeReview.objects.result_counts())[Result.PREVENTED] == 2


def test_the_public_page_counts_obstacles_and_results(client, django_assert_max_num_queries):
    for _each in range(3):
        make_review(status="decided", obstacles=[Obstacle.SUSPICION])
    with django_assert_max_num_queries(4):
        page = client.get("/outcomes/").content.decode()
    assert "<td>3</td>" in page
    assert "Suspicion of the motives of powerful States" in page


def test_monitoring_ends_only_with_a_decided_review():
    situation = make_situation()
    with pytest.raises(RuleRefused) as refused:
        end_monitoring(situation=situation, actor=make_user(), at=AT)
    assert refused.value.codes == ["review"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Situation.objects.filter(pk=situation.pk).update(status="monitoring_ended")


def test_what_ended_leaves_the_map_and_stays_in_the_register(client):
    situation = ended(name="Alpha", level="current_crisis")
    page = client.get("/situations/").content.decode()
    assert ">Alpha</a>" in page
    assert "monitoring ended" in page
    assert "Where people are at risk" not in page
    assert not Situation.objects.registered().exists()
    assert not situation.is_stale(AT + timedelta(days=99))


@pytest.mark.parametrize("rung", [Rung.ECONOMIC, Rung.MILITARY_CONSENT, Rung.MILITARY_NO_CONSENT])
def test_the_archive_is_refused_after_coercion_until_rebuilding_is_logged(rung):
    situation = ended()
    make_measure(situation=situation, rung=rung, phase=Phase.REACT, consent="unknown")
    with pytest.raises(RuleRefused) as refused:
        archive_situation(situation=situation, actor=make_user(), at=AT)
    assert refused.value.codes == ["rebuild"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Situation.objects.filter(pk=situation.pk).update(status="archived")
    make_measure(situation=situation, rung=Rung.STRUCTURAL, phase=Phase.REBUILD)
    assert archive_situation(situation=situation, actor=make_user(), at=AT).status == "archived"


@pytest.mark.parametrize("course", [Course.PROPOSED, Course.ADOPTED, Course.LAPSED])
def test_coercion_that_was_not_carried_out_asks_for_no_rebuilding(course):
    situation = ended()
    make_sanctions(situation=situation, course=course)
    assert archive_situation(situation=situation, actor=make_user(), at=AT).status == "archived"


def test_what_is_archived_takes_no_more_entries():
    situation = ended()
    measure = make_measure(situation=situation)
    archive_situation(situation=situation, actor=make_user(), at=AT)
    measure.refresh_from_db()
    with pytest.raises(RuleRefused):
        remove_measure(measure=measure, actor=make_user(), at=AT)
    with pytest.raises(RuleRefused):
        record_measure(situation=situation, actor=make_user(), at=AT, what="More")
    with pytest.raises(DatabaseError), transaction.atomic():
        make_measure(situation=situation)


def test_what_ended_is_reopened_with_a_reason_as_it_was_last_judged():
    situation = ended(level="imminent_risk")
    with pytest.raises(RuleRefused) as refused:
        reopen_situation(situation=situation, actor=make_user(), reason=" ", at=AT)
    assert refused.value.codes == ["reason"]
    reopen_situation(situation=situation, actor=make_user(), reason="New lists.", at=AT)
    situation.refresh_from_db()
    assert (situation.status, situation.standing) == ("registered", 1)
    event = Event.objects.public().get(verb="situation.reopened")
    assert event.details == {"reason": "New lists."}


def test_what_never_ended_cannot_be_reopened_nor_archived():
    situation = make_situation(status="not_registered")
    with pytest.raises(RuleRefused):
        reopen_situation(situation=situation, actor=make_user(), reason="Why not", at=AT)
    with pytest.raises(MoveRefused):
        archive_situation(situation=situation, actor=make_user(), at=AT)


def test_a_new_judgement_takes_a_situation_out_of_the_archive():
    situation = ended()
    archive_situation(situation=situation, actor=make_user(), at=AT)
    later = AT + timedelta(days=40)
    assessment = make_assessment(
        situation=situation, status="second_review", as_of=later.date(), decided_at=later
    )
    decide_assessment(assessment=assessment, actor=make_user(), at=later)
    situation.refresh_from_db()
    assert situation.status == "registered"
