"""Incidents: reported, checked by others, merged; their figures in range. (D5, D6)"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from audit.models import Event
from core.rules import RuleRefused
from core.states import MoveRefused
from situations.models import Incident, IncidentFigure, IncidentStatus
from situations.services.incidents import (
    check_incident,
    independent_sources,
    merge_incident,
    report_incident,
    write_incident,
)
from tests.factories.accounts import make_user
from tests.factories.evidence import (
    AT,
    DAY,
    make_incident,
    make_incident_figure,
    make_item,
    make_published,
    make_source,
    make_testimony,
)
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

FIGURE = {
    "kind": "killed",
    "qualifier": "at_least",
    "low": 4,
    "best": 5,
    "high": 9,
    "as_of": DAY,
    "source": "Valley Monitor",
}


def report(**more):
    values = {"title": "Attack", "started_on": DAY, "ended_on": DAY, "acts": ["killing"]}
    return report_incident(situation=make_situation(), actor=make_user(), at=AT, **(values | more))


def with_two_sources(**more):
    incident = make_incident(status=IncidentStatus.CHECKING, **more)
    make_item(incident=incident)
    make_item(incident=incident)
    return incident


def test_an_incident_begins_as_reported_and_unseen():
    incident = report(figures=[FIGURE], actors=[{"name": "Men", "kind": "non_state"}])
    assert incident.status == IncidentStatus.REPORTED
    assert not incident.is_published
    assert incident.figures.get().amount == "at least 5"
    assert Event.objects.about(incident).get().verb == "incident.reported"


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"started_on": date(2026, 5, 5), "ended_on": date(2026, 5, 5)}, RuleRefused),
        ({"ended_on": DAY - timedelta(days=1)}, ValidationError),
        ({"latitude": 91.0, "longitude": 0.0}, ValidationError),
        ({"latitude": 1.0}, ValidationError),
        ({"acts": ["no such act"]}, ValidationError),
        ({"figures": [FIGURE | {"low": 6}]}, ValidationError),
        ({"figures": [FIGURE | {"high": 4}]}, ValidationError),
        ({"figures": [FIGURE | {"source": ""}]}, ValidationError),
        ({"figures": [FIGURE, FIGURE]}, ValidationError),
    ],
)
def test_d6_what_cannot_be_is_refused_and_nothing_of_it_stays(wrong, error):
    with pytest.raises(error), transaction.atomic():
        report(**wrong)
    assert not Incident.objects.exists()


@pytest.mark.parametrize("wrong", [{"low": 6}, {"high": 3}, {"best": 10}])
def test_d6_low_best_and_high_are_kept_in_order_by_raw_sql_too(wrong):
    make_incident_figure(incident=make_incident())
    with pytest.raises(DatabaseError), transaction.atomic():
        IncidentFigure.objects.update(**wrong)


def test_d6_an_incident_has_several_acts_and_several_actors():
    men = {"name": "Men", "kind": "non_state", "part": "party"}
    army = {"name": "Army", "kind": "state", "part": "party"}
    incident = report(acts=["killing", "displacement"], actors=[men, army])
    assert len(incident.act_labels) == 2
    assert incident.actors.count() == 2


@pytest.mark.parametrize(
    "to", ["checking", "corroborated", "verified", "disputed", "unverifiable", "refuted"]
)
def test_d5_whoever_reported_it_does_not_verify_it(to):
    incident = with_two_sources()
    with pytest.raises(RuleRefused) as refused:
        check_incident(incident=incident, actor=incident.reported_by, to=to, finding="Seen.", at=AT)
    assert refused.value.codes == ["own_work"]


def test_d5_whoever_wrote_in_it_does_not_verify_it_either():
    incident, writer = with_two_sources(), make_user()
    write_incident(incident=incident, actor=writer, title="Other words", at=AT)
    with pytest.raises(RuleRefused):
        check_incident(incident=incident, actor=writer, to="corroborated", finding="Seen.", at=AT)


def test_d5_holds_against_raw_sql():
    incident, writer = with_two_sources(), make_user()
    incident.writers.add(writer)
    for person in (incident.reported_by, writer):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE situations_incident SET checked_by_id = %s, checked_at = now(),"
                " finding = 'x', status = 'disputed' WHERE id = %s",
                [person.pk, incident.pk],
            )


def test_the_way_from_report_to_verified():
    incident, checker = make_incident(), make_user()
    check_incident(incident=incident, actor=checker, to="checking", at=AT)
    make_item(incident=incident)
    make_item(incident=incident)
    for to in ("corroborated", "verified"):
        check_incident(incident=incident, actor=checker, to=to, finding="Both agree.", at=AT)
    incident.refresh_from_db()
    assert (incident.status, incident.checked_by) == ("verified", checker)
    assert not incident.is_published, "verifying puts nothing in public"


def test_a_finding_needs_its_reason():
    with pytest.raises(RuleRefused) as refused:
        check_incident(
            incident=with_two_sources(), actor=make_user(), to="disputed", finding=" ", at=AT
        )
    assert refused.value.codes == ["finding"]


def test_corroborated_takes_two_sources_that_do_not_rest_on_one_another():
    incident = make_incident(status=IncidentStatus.CHECKING)
    agency = make_source(situation=incident.situation)
    paper = make_source(situation=incident.situation, takes_from=agency)
    make_item(incident=incident, source=agency)
    make_item(incident=incident, source=paper)
    assert independent_sources(incident) == 1
    with pytest.raises(RuleRefused) as refused:
        check_incident(
            incident=incident, actor=make_user(), to="corroborated", finding="Seen.", at=AT
        )
    assert refused.value.codes == ["to"]
    make_item(incident=incident)
    check_incident(incident=incident, actor=make_user(), to="corroborated", finding="Seen.", at=AT)


def test_reported_does_not_jump_to_verified():
    incident = make_incident()
    make_item(incident=incident)
    make_item(incident=incident)
    with pytest.raises(MoveRefused):
        check_incident(incident=incident, actor=make_user(), to="verified", finding="S.", at=AT)


def test_a_change_takes_the_finding_back():
    incident, checker = with_two_sources(), make_user()
    check_incident(incident=incident, actor=checker, to="corroborated", finding="Seen.", at=AT)
    write_incident(incident=incident, actor=make_user(), title="Other words", at=AT)
    incident.refresh_from_db()
    assert (incident.status, incident.checked_by, incident.finding) == ("checking", None, "")


def test_a_change_tells_the_public_that_it_is_being_checked_again():
    incident = with_two_sources()
    check_incident(incident=incident, actor=make_user(), to="disputed", finding="S.", at=AT)
    published = make_published(incident=incident)
    assert published.status == "disputed"
    write_incident(incident=incident, actor=make_user(), title="Other words", at=AT)
    published.refresh_from_db()
    assert (published.status, published.title) == ("checking", "Attack on a market")


def test_merging_brings_evidence_and_testimony_over_and_leaves_a_trace():
    one = make_incident()
    other = make_incident(situation=one.situation)
    item = make_item(incident=one)
    testimony = make_testimony(situation=one.situation, incident=one)
    make_published(incident=one)
    merge_incident(incident=one, into=other, actor=make_user(), at=AT)
    for row in (one, item, testimony):
        row.refresh_from_db()
    assert (one.status, one.duplicate_of) == ("merged", other)
    assert item.incident == testimony.incident == other
    assert item.custody.get().deed == "moved"
    assert not type(one).objects.filter(published__isnull=False).exists()


def test_merging_what_two_sources_confirmed_grades_it_down_first():
    one = make_incident()
    other = make_incident(situation=one.situation)
    confirmed, _second = make_item(incident=one), make_item(incident=one)
    type(confirmed).objects.filter(pk=confirmed.pk).update(credibility=1)
    merge_incident(incident=one, into=other, actor=make_user(), at=AT)
    confirmed.refresh_from_db()
    assert (confirmed.incident, confirmed.credibility) == (other, 2)


def test_only_another_open_incident_of_the_situation_takes_a_merge():
    one = make_incident()
    twin = make_incident(situation=one.situation)
    merged = make_incident(situation=one.situation, status="merged", duplicate_of=twin)
    for into in (one, make_incident(), merged):
        with pytest.raises(RuleRefused):
            merge_incident(incident=one, into=into, actor=make_user(), at=AT)
    with pytest.raises(RuleRefused):
        write_incident(incident=merged, actor=make_user(), title="X", at=AT)


def test_the_same_place_within_two_days_comes_to_mind():
    one = make_incident()
    near = make_incident(
        situation=one.situation,
        started_on=DAY + timedelta(days=2),
        ended_on=DAY + timedelta(days=2),
    )
    make_incident(
        situation=one.situation,
        started_on=DAY + timedelta(days=3),
        ended_on=DAY + timedelta(days=3),
    )
    make_incident(situation=one.situation, place="Elsewhere", district="Other", province="Other")
    make_incident()
    assert list(Incident.objects.like(one)) == [near]


def test_a_field_typed_by_a_stranger_to_the_model_is_no_column():
    with pytest.raises(TypeError):
        report(no_such_field="x")
