"""Every pair of states: moved or refused."""

import threading

import pytest
from django.db import connection

from core.rules import RuleRefused
from core.states import MoveRefused, may_move
from situations.models import (
    ASSESSMENT_MOVES,
    BRIEF_MOVES,
    REVIEW_MOVES,
    SITUATION_MOVES,
    WORKSHEET_MOVES,
    Assessment,
    AssessmentStatus,
    Brief,
    BriefStatus,
    ForceWorksheet,
    OutcomeReview,
    ReviewStatus,
    Situation,
    SituationStatus,
    WorksheetStatus,
)
from situations.services import (
    decide_assessment,
    publish_brief,
    return_assessment,
    return_brief,
    submit_assessment,
    submit_brief,
    write_assessment,
    write_brief,
)
from tests.factories.accounts import make_user
from tests.factories.briefs import make_brief
from tests.factories.situations import (
    AT,
    make_assessment,
)

pytestmark = pytest.mark.django_db

LAWFUL = {
    ("Assessment", "draft", "second_review"),
    ("Assessment", "second_review", "decided"),
    ("Assessment", "second_review", "returned"),
    ("Assessment", "returned", "draft"),
    ("Brief", "draft", "review"),
    ("Brief", "review", "published"),
    ("Brief", "review", "returned"),
    ("Brief", "review", "scheduled"),
    ("Brief", "scheduled", "published"),
    ("Brief", "scheduled", "returned"),
    ("Brief", "returned", "draft"),
    ("Situation", "proposed", "registered"),
    ("Situation", "proposed", "not_registered"),
    ("Situation", "registered", "not_registered"),
    ("Situation", "not_registered", "registered"),
    ("Situation", "registered", "monitoring_ended"),
    ("Situation", "monitoring_ended", "archived"),
    ("Situation", "monitoring_ended", "registered"),
    ("Situation", "monitoring_ended", "not_registered"),
    ("Situation", "archived", "registered"),
    ("Situation", "archived", "not_registered"),
    ("ForceWorksheet", "draft", "review"),
    ("ForceWorksheet", "review", "approved"),
    ("ForceWorksheet", "review", "returned"),
    ("ForceWorksheet", "returned", "draft"),
    ("ForceWorksheet", "approved", "withdrawn"),
    ("OutcomeReview", "draft", "review"),
    ("OutcomeReview", "review", "decided"),
    ("OutcomeReview", "review", "draft"),
}
PAIRS = [
    (model, moves, before, after)
    for model, moves, states in (
        (Assessment, ASSESSMENT_MOVES, AssessmentStatus),
        (Brief, BRIEF_MOVES, BriefStatus),
        (Situation, SITUATION_MOVES, SituationStatus),
        (ForceWorksheet, WORKSHEET_MOVES, WorksheetStatus),
        (OutcomeReview, REVIEW_MOVES, ReviewStatus),
    )
    for before in states
    for after in states
]


@pytest.mark.parametrize(("model", "moves", "before", "after"), PAIRS)
def test_only_the_lawful_moves_are_in_the_tables(model, moves, before, after):
    lawful = (model.__name__, before.value, after.value) in LAWFUL
    assert may_move(instance=model(status=before), to=after, moves=moves) is lawful


DEEDS = {
    "write": lambda work, actor: write_assessment(assessment=work, actor=actor, at=AT, scale="x"),
    "submit": lambda work, actor: submit_assessment(assessment=work, actor=actor, at=AT),
    "return": lambda work, actor: return_assessment(
        assessment=work, actor=actor, reason="Look again", at=AT
    ),
    "decide": lambda work, actor: decide_assessment(assessment=work, actor=actor, at=AT),
}
BRIEF_DEEDS = {
    "write": lambda work, actor: write_brief(brief=work, actor=actor, at=AT, title="Anew"),
    "submit": lambda work, actor: submit_brief(brief=work, actor=actor, at=AT),
    "return": lambda work, actor: return_brief(brief=work, actor=actor, reason="Look again", at=AT),
    "publish": lambda work, actor: publish_brief(brief=work, actor=actor, at=AT),
}


@pytest.mark.parametrize(
    ("before", "deed", "after"),
    [
        ("draft", "write", "draft"),
        ("draft", "submit", "second_review"),
        ("draft", "return", None),
        ("draft", "decide", None),
        ("second_review", "write", None),
        ("second_review", "submit", None),
        ("second_review", "return", "returned"),
        ("second_review", "decide", "decided"),
        ("returned", "write", "draft"),
        ("returned", "submit", "second_review"),
        ("returned", "return", None),
        ("returned", "decide", None),
        ("decided", "write", None),
        ("decided", "submit", None),
        ("decided", "return", None),
        ("decided", "decide", None),
    ],
)
def test_each_deed_moves_an_assessment_or_is_refused(before, deed, after):
    assessment = make_assessment(status=before)
    if after is None:
        with pytest.raises(RuleRefused):
            DEEDS[deed](assessment, make_user())
    else:
        DEEDS[deed](assessment, make_user())
    assert Assessment.objects.get(pk=assessment.pk).status == (after or before)


@pytest.mark.parametrize(
    ("before", "deed", "after"),
    [
        ("draft", "write", "draft"),
        ("draft", "submit", "review"),
        ("draft", "return", None),
        ("draft", "publish", None),
        ("review", "write", None),
        ("review", "submit", None),
        ("review", "return", "returned"),
        ("review", "publish", "published"),
        ("scheduled", "write", None),
        ("scheduled", "submit", None),
        ("scheduled", "return", "returned"),
        ("scheduled", "publish", "published"),
        ("returned", "write", "draft"),
        ("returned", "submit", "review"),
        ("returned", "return", None),
        ("returned", "publish", None),
        ("published", "write", None),
        ("published", "submit", None),
        ("published", "return", None),
        ("published", "publish", None),
    ],
)
def test_each_deed_moves_a_brief_or_is_refused(before, deed, after):
    brief = make_brief(status=before)
    if after is None:
        with pytest.raises(RuleRefused):
            BRIEF_DEEDS[deed](brief, make_user())
    else:
        BRIEF_DEEDS[deed](brief, make_user())
    assert Brief.objects.get(pk=brief.pk).status == (after or before)


def test_what_was_read_before_somebody_decided_cannot_be_returned():
    seen = make_assessment(status="second_review")
    decide_assessment(assessment=Assessment.objects.get(), actor=make_user(), at=AT)
    with pytest.raises(MoveRefused) as refused:
        return_assessment(assessment=seen, actor=make_user(), reason="Look again", at=AT)
    assert refused.value.codes == ["moved_meanwhile"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_exactly_one_does():
    make_assessment(status="second_review")
    deciders, results = [make_user(), make_user()], []
    start = threading.Barrier(2)

    def decide(decider):
        assessment = Assessment.objects.get()
        start.wait()
        try:
            decide_assessment(assessment=assessment, actor=decider, at=AT)
            results.append("decided")
        except MoveRefused:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(decider,)) for decider in deciders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["decided", "refused"]
    assert Assessment.objects.get().version == 1


def test_a_returned_assessment_says_why_until_it_is_handed_in_again():
    assessment = make_assessment(status="second_review")
    return_assessment(assessment=assessment, actor=make_user(), reason="No source", at=AT)
    assert Assessment.objects.get().returned_reason == "No source"
    submit_assessment(assessment=assessment, actor=assessment.author, at=AT)
    assert Assessment.objects.get().returned_reason == ""


def test_nothing_is_returned_without_a_reason():
    with pytest.raises(RuleRefused) as refused:
        return_assessment(
            assessment=make_assessment(status="second_review"),
            actor=make_user(),
            reason="  ",
            at=AT,
        )
    assert refused.value.codes == ["reason"]
