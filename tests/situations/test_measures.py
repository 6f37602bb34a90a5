"""Measures and their days; sanctions watched. (D7; domain.md rows 12, 14, 15, 31, 35)"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit.models import Event
from core.rules import RuleRefused
from situations.models import Measure
from situations.models.choices import Consent, Phase, Quality, Rung
from situations.models.measure import Application, Course
from situations.services import log_check, record_measure, update_measure
from tests.factories.accounts import make_user
from tests.factories.cases import EAST_TIMOR, SOMALIA, SREBRENICA
from tests.factories.responses import make_check, make_sanctions
from tests.factories.situations import AT, make_measure, make_situation

pytestmark = pytest.mark.django_db

ENTRY = {
    "rung": Rung.DIPLOMACY,
    "phase": Phase.PREVENT,
    "what": "Talks",
    "who": "Elders",
    "when": "May 2026",
    "source": "Valley Monitor",
}


def record(**more) -> Measure:
    return record_measure(situation=make_situation(), actor=make_user(), at=AT, **(ENTRY | more))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, None, ""),
        (date(2026, 3, 2), None, "since 2 March 2026"),
        (None, date(2026, 3, 2), "until 2 March 2026"),
        (date(2026, 3, 2), date(2026, 3, 2), "2 March 2026"),
        (date(2026, 3, 2), date(2026, 4, 9), "2 March 2026 to 9 April 2026"),
    ],
)
def test_a_measure_tells_its_days_as_far_as_they_are_known(first, last, words):
    assert Measure(began_on=first, ended_on=last).days == words


def test_d7_measures_of_one_rung_stand_in_the_order_of_their_days():
    situation = make_situation()
    for what, day in (("third", None), ("second", date(2026, 4, 1)), ("first", date(2026, 3, 1))):
        make_measure(situation=situation, what=what, began_on=day)
    assert [each.what for each in situation.measures.all()] == ["first", "second", "third"]


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ({"began_on": date(2030, 1, 1)}, "began_on"),
        ({"began_on": date(2026, 4, 1), "ended_on": date(2026, 3, 1)}, "ended_on"),
    ],
)
def test_impossible_days_are_refused(days, code):
    with pytest.raises(RuleRefused) as refused:
        record(**days)
    assert refused.value.codes == [code]


def test_what_is_only_proposed_may_lie_ahead_and_says_so(client):
    measure = record(course=Course.PROPOSED, began_on=date(2026, 6, 1))
    page = client.get(measure.situation.get_absolute_url()).content.decode()
    assert "proposed" in page
    assert "since 1 June 2026" in page


def test_postgresql_refuses_an_end_before_the_beginning():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_measure(
            situation=make_situation(), began_on=date(2026, 4, 1), ended_on=date(2026, 3, 1)
        )


@pytest.mark.parametrize(
    ("rung", "consent"),
    [(Rung.MILITARY_CONSENT, Consent.WITHHELD), (Rung.MILITARY_NO_CONSENT, Consent.GIVEN)],
)
def test_d7_consent_and_rung_do_not_contradict_each_other(rung, consent):
    with pytest.raises(ValidationError):
        record(rung=rung, consent=consent)


def test_d8_protection_with_consent_stands_on_rung_6_and_needs_no_worksheet(run, client):
    situation = run(EAST_TIMOR)
    (measure,) = situation.measures.filter(rung=Rung.MILITARY_CONSENT)
    assert measure.consent == Consent.GIVEN
    assert not situation.force_worksheets.exists()
    assert "the State consented" in client.get(situation.get_absolute_url()).content.decode()


def test_how_somalia_and_srebrenica_turned_out_are_different_words(run, client):
    said = {}
    for case in (SOMALIA, SREBRENICA):
        situation = run(case)
        said[case.name] = {measure.quality for measure in situation.measures.all()}
        page = client.get(situation.get_absolute_url()).content.decode()
        assert all(str(Quality(each).label) in page for each in said[case.name])
    assert not set.intersection(*said.values())


def test_an_entry_is_changed_and_the_trail_says_in_what():
    measure = record()
    update_measure(
        measure=measure, actor=make_user(), at=AT, **(ENTRY | {"quality": Quality.EFFECTIVE})
    )
    event = Event.objects.get(verb="measure.updated")
    assert event.details["fields"] == ["quality"]
    assert Measure.objects.get().quality == Quality.EFFECTIVE


def test_sanctions_that_nobody_looked_at_for_ninety_days_are_flagged(client):
    measure = make_sanctions(situation=make_situation())
    begun = measure.began_on
    for days, overdue in ((90, False), (91, True)):
        at = AT.replace(year=begun.year, month=begun.month, day=begun.day) + timedelta(days=days)
        assert measure.check_is_overdue(at) is overdue
        assert (measure in Measure.objects.overdue(at=at)) is overdue
    page = client.get(measure.situation.get_absolute_url()).content.decode()
    assert "check overdue" in page  # today lies more than ninety days after March 2026
    assert "Monitored by: Panel of three experts" in page


def test_a_look_at_them_lifts_the_flag_and_stands_on_the_page(client):
    measure = make_sanctions(situation=make_situation())
    at = AT + timedelta(days=60)
    assert measure in Measure.objects.overdue(at=at)
    log_check(
        measure=measure,
        actor=make_user(),
        at=at,
        checked_on=at.date(),
        application=Application.EVADED,
        finding="Boats cross at night.",
        source="Valley Monitor",
    )
    measure.refresh_from_db()
    assert measure not in Measure.objects.overdue(at=at)
    assert measure.check_is_overdue(at) is False
    page = client.get(measure.situation.get_absolute_url()).content.decode()
    assert "evaded. Boats cross at night." in page


@pytest.mark.parametrize(
    "more",
    [
        {"rung": Rung.PRESSURE},
        {"course": Course.LAPSED},
        {"course": Course.PROPOSED},
        {"ended_on": date(2026, 4, 1)},
    ],
)
def test_only_sanctions_in_force_are_watched(more):
    measure = make_sanctions(situation=make_situation(), **more)
    at = AT + timedelta(days=365)
    assert not Measure.objects.overdue(at=at).exists()
    assert not measure.check_is_overdue(at)


def test_sanctions_of_what_is_no_longer_followed_are_not_watched():
    situation = make_situation(status="proposed")
    measure = make_sanctions(situation=situation)
    at = AT + timedelta(days=365)
    assert measure not in Measure.objects.overdue(at=at)
    assert not measure.check_is_overdue(at)


@pytest.mark.parametrize(
    ("rung", "day", "code"),
    [
        (Rung.PRESSURE, date(2026, 4, 1), "measure"),
        (Rung.ECONOMIC, date(2030, 4, 1), "checked_on"),
        (Rung.ECONOMIC, date(2026, 1, 1), "checked_on"),
    ],
)
def test_a_check_that_cannot_be_is_refused(rung, day, code):
    measure = make_sanctions(situation=make_situation(), rung=rung)
    with pytest.raises(RuleRefused) as refused:
        log_check(
            measure=measure,
            actor=make_user(),
            at=AT,
            checked_on=day,
            application=Application.APPLIED,
            finding="x",
            source="x",
        )
    assert refused.value.codes == [code]


def test_the_latest_check_is_the_last_one_by_day():
    measure = make_sanctions(situation=make_situation())
    late = make_check(measure=measure, checked_on=date(2026, 5, 1))
    make_check(measure=measure, checked_on=date(2026, 3, 9))
    assert measure.last_check == late
