"""Alarms: what raises one, what does not, and that staff are told once, with numbers alone."""

from datetime import UTC, datetime, timedelta

import pytest

from audit.models import Event
from campaigns.models import (
    Alarm,
    AlarmEnd,
    AlarmKind,
    AlarmStatus,
    Petition,
    Signature,
    SignatureHold,
    SignatureState,
    Tally,
)
from campaigns.services import count_signatures
from campaigns.services.watching import (
    acknowledge_alarm,
    close_alarm,
    watch_hours,
    watch_signatures,
)
from core.states import MoveRefused
from outbox.models import Message
from tests.campaigns.test_sweeping import many
from tests.factories.accounts import make_user
from tests.factories.campaigns import make_petition, make_signature
from tests.factories.integrity import make_alarm, make_arrival

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def staff(db):
    return make_user(staff=True, second_factor=True)


def arrive(petition, number, *, at=NOON, **source):
    for _number in range(number):
        make_arrival(petition=petition, at=at, **source)


def kinds():
    return sorted(Alarm.objects.values_list("kind", flat=True))


def test_900_from_vatican_city_are_held_and_staff_are_told(petition, staff):
    """Test 51 of the security research: about 800 people live there."""
    for _number in range(900):
        make_signature(petition=petition, state=SignatureState.PENDING, country="VA", at=NOON)
    watch_signatures(at=NOON)
    states = Signature.objects.order_by().values_list("state", flat=True)
    assert (list(states).count("held"), list(states).count("pending")) == (820, 80)
    assert set(Signature.objects.filter(state="held").values_list("hold", flat=True)) == {
        SignatureHold.COUNTRY
    }
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.subject, alarm.held) == (AlarmKind.POPULATION, "VA", 820)
    assert Message.objects.count() == 1
    details = Event.objects.get(verb="signatures.held").details
    assert details == {"signatures": 820, "reason": "country", "country": "VA"}


def test_900_confirmed_from_there_are_flagged_and_later_ones_are_held(petition, staff):
    many(petition, 900, country="VA")
    petition.refresh_from_db()
    late = make_signature(petition=petition, state=SignatureState.PENDING, country="VA")
    watch_signatures(at=petition.counted_at)
    alarm = Alarm.objects.get()
    assert (alarm.seen, alarm.bound) == (901, 80)
    late.refresh_from_db()
    assert late.state == SignatureState.HELD


def test_what_was_confirmed_and_not_counted_yet_is_counted_against_the_bound(petition):
    for _number in range(30):
        make_signature(petition=petition, country="PN", at=NOON)
    waiting = make_signature(petition=petition, state="pending", country="PN", at=NOON)
    watch_signatures(at=NOON)
    waiting.refresh_from_db()
    assert waiting.state == SignatureState.HELD


def test_80_from_there_raise_nothing(petition):
    many(petition, 80, country="VA")
    petition.refresh_from_db()
    assert watch_signatures(at=petition.counted_at) == []


def test_a_country_that_a_person_found_genuine_is_left_alone(petition, staff):
    many(petition, 100, country="VA")
    petition.refresh_from_db()
    (alarm,) = watch_signatures(at=petition.counted_at)
    close_alarm(alarm=alarm, actor=staff, end=AlarmEnd.GENUINE, at=petition.counted_at)
    later = petition.counted_at + timedelta(hours=30)
    waiting = make_signature(petition=petition, state="pending", country="VA", at=later)
    assert watch_signatures(at=later) == []
    waiting.refresh_from_db()
    assert waiting.state == SignatureState.PENDING


@pytest.mark.parametrize(
    ("source", "number", "kind"),
    [
        ({"network": "one"}, 31, AlarmKind.NETWORK_BURST),
        ({"block": "one"}, 61, AlarmKind.BLOCK_BURST),
        ({"domain": "one"}, 41, AlarmKind.DOMAIN_BURST),
    ],
)
def test_a_burst_of_one_source_raises_an_alarm_and_asks_for_proof(petition, source, number, kind):
    arrive(petition, number - 1, **source)
    assert watch_signatures(at=NOON) == []
    arrive(petition, 1, **source)
    (alarm,) = watch_signatures(at=NOON)
    assert (alarm.kind, alarm.seen, alarm.asked_proof) == (kind, number, True)
    assert Petition.objects.get(pk=petition.pk).proof_since == NOON


def test_what_came_longer_ago_than_ten_minutes_is_no_burst(petition):
    arrive(petition, 40, network="one", at=NOON - timedelta(minutes=11))
    assert watch_signatures(at=NOON) == []


def test_a_network_that_many_share_is_no_burst(petition):
    arrive(petition, 40, network="tor", shared=True)
    assert watch_signatures(at=NOON) == []


def test_a_big_mail_provider_is_no_burst_and_a_new_domain_is(petition):
    arrive(petition, 60, domain="big", at=NOON - timedelta(hours=2))
    arrive(petition, 60, domain="other", at=NOON - timedelta(hours=2))
    arrive(petition, 50, domain="big")
    assert watch_signatures(at=NOON) == []
    arrive(petition, 50, domain="new")
    assert [alarm.kind for alarm in watch_signatures(at=NOON)] == [AlarmKind.DOMAIN_BURST]


def test_petitions_are_judged_apart(petition):
    arrive(petition, 20, network="one")
    arrive(make_petition(), 20, network="one")
    assert watch_signatures(at=NOON) == []


def test_one_network_with_a_fifth_of_a_day_raises_an_alarm(petition):
    arrive(petition, 101, network="one", at=NOON - timedelta(hours=3))
    (alarm,) = watch_hours(at=NOON)
    assert (alarm.kind, alarm.seen, alarm.bound) == (AlarmKind.NETWORK_SHARE, 101, 100)


def tally(petition, hours_ago, number):
    hour = NOON - timedelta(hours=hours_ago)
    values = {"country": "KE", "language": "en", "signatures": number}
    Tally.objects.create(petition=petition, hour=hour, **values)


@pytest.mark.parametrize(("number", "raised"), [(501, 1), (500, 0), (150, 0)])
def test_a_jump_against_the_petitions_own_history_raises_an_alarm(petition, number, raised):
    tally(petition, 30, 100)
    tally(petition, 1, number)
    alarms = watch_hours(at=NOON)
    assert len(alarms) == raised
    assert [alarm.asked_proof for alarm in alarms] == [False] * raised


def test_a_petition_of_today_has_no_history_to_compare(petition):
    tally(petition, 3, 10)
    tally(petition, 1, 900)
    assert watch_hours(at=NOON) == []


def test_an_alarm_is_raised_once_mailed_once_and_kept_up_to_date(petition, staff):
    arrive(petition, 40, network="one")
    watch_signatures(at=NOON)
    arrive(petition, 10, network="one")
    assert watch_signatures(at=NOON + timedelta(minutes=1)) == []
    assert Alarm.objects.get().seen == 50
    assert Message.objects.count() == 1


def test_many_alarms_of_an_hour_are_one_mail_about_a_petition(petition, staff):
    for name in ("one", "two", "three"):
        arrive(petition, 40, network=name)
        watch_signatures(at=NOON)
    assert Alarm.objects.filter(mailed_at=NOON).count() == 3
    assert Message.objects.count() == 1


def test_only_staff_who_may_decide_about_signatures_get_a_mail(petition, staff):
    make_user(second_factor=True)
    make_user(is_staff=True, second_factor=True)
    make_user(staff=True, is_active=False)
    arrive(petition, 40, network="one")
    watch_signatures(at=NOON)
    assert Message.objects.count() == 1


def test_for_six_hours_after_closing_nothing_is_raised_about_the_same(petition, staff):
    arrive(petition, 40, network="one")
    (alarm,) = watch_signatures(at=NOON)
    close_alarm(alarm=alarm, actor=staff, end=AlarmEnd.PASSED, at=NOON)
    later = NOON + timedelta(hours=7)
    arrive(petition, 40, network="one", at=NOON + timedelta(minutes=20))
    assert watch_signatures(at=NOON + timedelta(minutes=21)) == []
    arrive(petition, 40, network="one", at=later)
    assert len(watch_signatures(at=later)) == 1


def test_somebody_looks_into_it_and_closes_it_with_a_reason(petition, staff):
    alarm = make_alarm(petition=petition)
    acknowledge_alarm(alarm=alarm, actor=staff)
    with pytest.raises(MoveRefused):
        acknowledge_alarm(alarm=alarm, actor=make_user())
    close_alarm(alarm=alarm, actor=staff, end=AlarmEnd.SWEPT, note="Swept by day.")
    alarm.refresh_from_db()
    assert (alarm.status, alarm.end) == (AlarmStatus.CLOSED, AlarmEnd.SWEPT)
    with pytest.raises(MoveRefused):
        close_alarm(alarm=alarm, actor=staff, end=AlarmEnd.SWEPT)
    verbs = Event.objects.about(alarm).values_list("verb", flat=True)
    assert set(verbs) == {"alarm.acknowledged", "alarm.closed"}


def test_nothing_is_counted_or_removed_by_an_alarm(petition):
    many(petition, 900, country="VA")
    petition.refresh_from_db()
    watch_signatures(at=petition.counted_at)
    count_signatures()
    assert Petition.objects.get(pk=petition.pk).signature_total == 900
