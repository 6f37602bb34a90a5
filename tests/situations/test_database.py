"""What PostgreSQL itself refuses, to raw SQL in the application's name too."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from situations.models import Brief, Situation
from situations.models.choices import Outcome, Rung, TimeTest
from tests.factories.accounts import make_user
from tests.factories.briefs import make_brief
from tests.factories.situations import (
    AT,
    make_actor,
    make_area,
    make_assessment,
    make_citation,
    make_figure,
    make_measure,
    make_population,
    make_rating,
    make_situation,
    make_trigger,
)

pytestmark = pytest.mark.django_db


def refused(sql: str, *values: object) -> str:
    """Run raw SQL that must fail; return what PostgreSQL said."""
    with (
        pytest.raises(DatabaseError) as error,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, values)
    return str(error.value)


def done(sql: str, *values: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE situations_assessment SET public_reason = 'x' WHERE id = %s",
        "UPDATE situations_assessment SET status = 'draft' WHERE id = %s",
        "UPDATE situations_assessment SET as_of = '2001-01-01' WHERE id = %s",
        "DELETE FROM situations_assessment WHERE id = %s",
    ],
)
def test_d3_a_decided_assessment_never_changes(sql):
    assessment = make_situation().current_assessment
    assert "never changes" in refused(sql, assessment.pk)


def test_a_draft_can_be_changed_by_the_same_sql():
    draft = make_assessment()
    sql = "UPDATE situations_assessment SET public_reason = 'x' WHERE id = %s"
    assert done(sql, draft.pk) == 1


def test_d3_nor_do_its_figures_and_actors():
    draft = make_assessment(status="second_review")
    figure, actor = make_figure(assessment=draft), make_actor(assessment=draft)
    decider = make_user()
    done(
        "UPDATE situations_assessment SET status = 'decided', version = 1, decided_by_id = %s,"
        " decided_at = %s WHERE id = %s",
        decider.pk,
        AT,
        draft.pk,
    )
    for sql, key in (
        ("UPDATE situations_figure SET best = 1 WHERE id = %s", figure.pk),
        ("DELETE FROM situations_figure WHERE id = %s", figure.pk),
        ("UPDATE situations_actorrole SET name = 'x' WHERE id = %s", actor.pk),
        ("DELETE FROM situations_actorrole WHERE id = %s", actor.pk),
        (
            "INSERT INTO situations_assessment_writers (assessment_id, user_id) SELECT %s, 1",
            draft.pk,
        ),
    ):
        assert "never changes" in refused(sql, key)
    with pytest.raises(DatabaseError), transaction.atomic():
        make_figure(assessment=draft)


ROWS = {
    make_population: {"where": "x"},
    make_area: {"name": "x"},
    make_trigger: {"effect": "x"},
    make_rating: {"rating": "low"},
    make_citation: {"title": "x"},
    make_figure: {"best": 1},
    make_actor: {"name": "x"},
}


@pytest.mark.parametrize("make", ROWS, ids=lambda make: make.__name__)
def test_d3_no_row_of_a_decided_assessment_is_changed_taken_out_added_or_moved(make):
    draft, other = make_assessment(status="second_review"), make_assessment()
    row, foreign = make(assessment=draft), make(assessment=other)
    rows = type(row).objects
    assert rows.filter(pk=row.pk).update(**ROWS[make]) == 1
    done(
        "UPDATE situations_assessment SET status = 'decided', version = 1, decided_by_id = %s,"
        " decided_at = %s WHERE id = %s",
        make_user().pk,
        AT,
        draft.pk,
    )
    for deed in (
        lambda: rows.filter(pk=row.pk).update(**ROWS[make]),
        lambda: rows.filter(pk=row.pk)._raw_delete("default"),
        lambda: rows.filter(pk=row.pk).update(assessment=other),
        lambda: rows.filter(pk=foreign.pk).update(assessment=draft),
        lambda: make(assessment=draft),
    ):
        with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
            deed()


@pytest.mark.parametrize(
    "number",
    [
        {"low": 9000},
        {"high": 3},
        {"source": ""},
        {"qualifier": ""},
        {"as_of": None},
        {"best": None, "low": 3},
        {"basis": ["witchcraft"]},
    ],
)
def test_d6_a_number_of_people_at_risk_is_an_estimate_like_every_other(number):
    draft = make_assessment()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_population(assessment=draft, **number)


def test_d6_people_at_risk_need_no_number():
    bare = {"qualifier": "", "best": None, "as_of": None, "source": ""}
    assert make_population(assessment=make_assessment(), **bare).amount == ""


@pytest.mark.parametrize("make", [make_area, make_trigger], ids=lambda make: make.__name__)
def test_an_area_or_a_trigger_is_named_once(make):
    draft = make_assessment()
    make(assessment=draft)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(assessment=draft)


def test_a_citation_leads_nowhere_but_to_the_web():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_citation(assessment=make_assessment(), url="javascript:alert(1)")


@pytest.mark.parametrize(
    "table",
    [
        "situations_assessment",
        "situations_brief",
        "situations_figure",
        "situations_actorrole",
        "situations_populationatrisk",
        "situations_area",
        "situations_trigger",
        "situations_riskrating",
        "situations_citation",
    ],
)
def test_the_tables_cannot_be_emptied(table):
    assert "refused" in refused(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE situations_brief SET body = 'x' WHERE id = %s",
        "UPDATE situations_brief SET status = 'draft' WHERE id = %s",
        "DELETE FROM situations_brief WHERE id = %s",
        "UPDATE situations_recommendation SET text = 'x' WHERE brief_id = %s",
        "DELETE FROM situations_recommendation WHERE brief_id = %s",
    ],
)
def test_a_published_brief_never_changes(sql):
    assert "never changes" in refused(sql, make_brief().pk)


def test_d5_the_author_cannot_be_the_decider():
    draft = make_assessment(status="second_review")
    sql = "UPDATE situations_assessment SET decided_by_id = author_id WHERE id = %s"
    assert "d5_decider_is_another" in refused(sql, draft.pk)


def test_d5_nor_can_anybody_who_wrote_in_it():
    draft, helper = make_assessment(status="second_review"), make_user()
    draft.writers.add(helper)
    sql = "UPDATE situations_assessment SET decided_by_id = %s WHERE id = %s"
    assert "does not decide" in refused(sql, helper.pk, draft.pk)


def test_d5_nor_can_who_wrote_a_brief_approve_it():
    brief = make_brief(status="review")
    helper = make_user()
    brief.writers.add(helper)
    brief.status, brief.slug, brief.reference = "published", "a", "BRF-2026-900"
    brief.published_at = AT
    for person in (brief.author, helper):
        brief.approver = person
        with pytest.raises(IntegrityError), transaction.atomic():
            brief.save()
    brief.approver = make_user()
    brief.save()
    assert Brief.objects.published().count() == 1


@pytest.mark.parametrize(
    "parts",
    [
        {"crimes": []},
        {"time_test": TimeTest.PAST_ONLY},
        {"grave": None},
        {"grave": False},
        {"gravity": ""},
        {"people_at_risk": ""},
        {"public_reason": ""},
        {"state_response": ""},
        {"exclusions": ["past_only"]},
        {"crimes": ["witchcraft"]},
    ],
)
def test_d1_no_decided_registration_lacks_a_part(parts):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_assessment(status="decided", **parts)


@pytest.mark.parametrize("parts", [{"exclusions": []}, {"referral": ""}, {"public_reason": ""}])
def test_d4_no_decided_refusal_lacks_a_part(parts):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_assessment(status="decided", outcome=Outcome.NOT_REGISTERED, **parts)


def test_the_day_judged_is_not_after_the_day_of_the_decision():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_assessment(status="decided", as_of=AT.date().replace(year=2027))


def test_a_version_is_there_once():
    first = make_assessment(status="decided")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_assessment(status="decided", situation=first.situation)


def test_two_assessments_of_one_situation_are_not_open_together():
    first = make_assessment()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_assessment(situation=first.situation)


def test_d1_nothing_is_registered_without_an_assessment_that_says_so():
    proposed = make_situation(status="proposed")
    refused_one = make_situation(status="not_registered")
    sql = "UPDATE situations_situation SET status = 'registered' WHERE id = %s"
    assert "only by a decided assessment" in refused(sql, refused_one.pk)
    refused(sql, proposed.pk)
    foreign = (
        "UPDATE situations_situation SET status = 'registered', slug = 'a', reference = 'b',"
        " current_assessment_id = %s WHERE id = %s"
    )
    other = make_situation()
    assert "only by a decided" in refused(foreign, other.current_assessment_id, proposed.pk)
    assert Situation.objects.registered().count() == 1


def test_a_brief_rests_on_a_decided_assessment_of_its_own_situation():
    brief = make_brief(status="review", assessment=make_situation().current_assessment)
    brief.status, brief.slug, brief.reference = "published", "a", "BRF-2026-901"
    brief.published_at, brief.approver = AT, make_user()
    with pytest.raises(IntegrityError), transaction.atomic():
        brief.save()


@pytest.mark.parametrize(
    "figures",
    [
        {"low": 4000, "best": 3000},
        {"high": 2000, "best": 3000},
        {"source": ""},
        {"period": ""},
        {"kind": "vanished"},
    ],
)
def test_d6_no_figure_is_out_of_range_or_without_source(figures):
    draft = make_assessment()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_figure(assessment=draft, **figures)


def test_d7_rung_6_means_with_consent():
    situation = make_situation()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_measure(situation=situation, rung=Rung.MILITARY_CONSENT, consent="withheld")
    assert make_measure(situation=situation, rung=Rung.MILITARY_CONSENT, consent="given").pk


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE situations_situation SET status = 'blessed' WHERE status = 'proposed'",
        "UPDATE situations_assessment SET status = 'blessed' WHERE status = 'draft'",
        "UPDATE situations_brief SET status = 'blessed' WHERE status = 'draft'",
    ],
)
def test_no_state_is_invented(sql):
    make_brief(published=False)
    make_assessment()
    assert refused(sql)
    assert done(sql.replace("'blessed'", "status")) == 1
