"""Limits by network and domain: judged by a worker, on hashes of a day, and told to nobody."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as CacheAway

from audit.models import Event
from campaigns import origins
from campaigns.models import (
    Arrival,
    ArrivalCount,
    Display,
    Signature,
    SignatureHold,
    SignatureState,
)
from campaigns.origins import NOWHERE, mail_site, origin_of
from campaigns.services import (
    Coming,
    Signing,
    confirm_signature,
    judge_incoming,
    sign_petition,
    weighing,
)
from campaigns.services.signing import confirmation_link
from outbox.models import Message, State
from tests.campaigns.conftest import link_in
from tests.factories.campaigns import make_petition

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
HELD = SignatureState.HELD


@pytest.fixture(autouse=True)
def low_limits(monkeypatch):
    monkeypatch.setattr(weighing, "AN_HOUR", dict.fromkeys(weighing.AN_HOUR, 3))
    monkeypatch.setattr(weighing, "A_DAY", dict.fromkeys(weighing.A_DAY, 5))
    monkeypatch.setattr(weighing, "SHARED_TIMES", 2)
    monkeypatch.setattr(weighing, "FLOOD_TIMES", 2)
    cache.clear()
    origins.forget_day_key()


def come(petition, *, email, ip="198.51.100.7", at=NOON, **how):
    origin = origin_of({"REMOTE_ADDR": ip}, email=email, at=at) if ip else NOWHERE
    one = Signing(name="Ada", email=email, country="KE", display=Display.HIDDEN)
    sign_petition(petition=petition, signing=one, coming=Coming(origin=origin, **how), at=at)
    return one


def crowd(petition, count, *, domain="gmail.com", at=NOON, start=0, **how):
    for number in range(start, start + count):
        come(petition, email=f"person{number}@{domain}", at=at, **how)


def holds(petition):
    return list(petition.signatures.order_by("pk").values_list("state", "hold"))


def test_more_from_one_network_in_an_hour_are_held_and_their_mails_go(petition):
    crowd(petition, 4)
    done = judge_incoming(at=NOON)
    assert holds(petition) == [(SignatureState.PENDING, "")] * 3 + [(HELD, SignatureHold.NETWORK)]
    assert done == {"held": 1, "released": 4, "cancelled": 0}
    event = Event.objects.get(verb="signatures.held")
    assert event.details == {"signatures": 1, "reason": "network"}


def test_an_hour_later_there_is_room_until_the_day_is_full(petition):
    crowd(petition, 3)
    judge_incoming(at=NOON)
    crowd(petition, 3, at=NOON + HOUR, start=10)
    judge_incoming(at=NOON + HOUR)
    assert petition.signatures.filter(state=HELD).count() == 1, "five a day"


def test_another_petition_and_another_network_have_room_of_their_own(petition):
    crowd(petition, 3)
    crowd(make_petition(), 3, start=10)
    crowd(petition, 3, ip="198.51.100.8", start=20)
    assert judge_incoming(at=NOON)["held"] == 0


def test_hopping_within_a_64_or_a_48_does_not_help(petition):
    for number in range(4):
        come(petition, email=f"a{number}@gmail.com", ip=f"2001:db8:1:2::{number + 1}")
    judge_incoming(at=NOON)
    assert holds(petition)[-1] == (HELD, SignatureHold.NETWORK)
    other = make_petition()
    for number in range(4):
        come(other, email=f"a{number}@gmail.com", ip=f"2001:db8:1:{number + 7:x}::1")
    judge_incoming(at=NOON)
    assert holds(other)[-1] == (HELD, SignatureHold.BLOCK)


def test_many_mailboxes_of_one_small_domain_are_held_and_of_a_big_one_not(petition):
    for number in range(4):
        come(petition, email=f"a{number}@x{number}.catch.example", ip=f"198.51.100.{number}")
        come(petition, email=f"a{number}@gmail.com", ip=f"198.51.101.{number}")
    judge_incoming(at=NOON)
    held = petition.signatures.filter(state=HELD)
    assert list(held.values_list("hold", flat=True)) == [SignatureHold.DOMAIN]


def test_a_shared_network_has_a_wider_limit_and_has_one(petition, settings, tmp_path):
    path = tmp_path / "exits"
    path.write_text("198.51.100.7\n")
    settings.SHARED_NETWORKS = str(path)
    crowd(petition, 6)
    assert judge_incoming(at=NOON)["held"] == 0
    crowd(petition, 1, start=10)
    assert judge_incoming(at=NOON)["held"] == 1


def test_the_service_inside_tor_counts_as_a_network_that_many_share(petition):
    crowd(petition, 6, ip="127.0.0.1")
    assert judge_incoming(at=NOON)["held"] == 0
    assert Arrival.objects.filter(shared=True).count() == 6


def test_of_a_flood_the_mails_do_not_leave_since_they_go_to_strangers(petition):
    crowd(petition, 8)
    done = judge_incoming(at=NOON)
    assert done == {"held": 5, "released": 6, "cancelled": 2}


def test_a_held_signature_that_is_confirmed_stays_held_and_waits_for_nobody_else(petition):
    crowd(petition, 4)
    judge_incoming(at=NOON)
    signing = Signing(name="Ada", email="person3@gmail.com", country="KE")
    token = confirmation_link(petition, signing).split("/")[-2]
    confirm_signature(token=token, at=NOON + HOUR)
    held = petition.signatures.get(state=HELD)
    assert held.confirmed_on == NOON.date()
    assert held.uncounted_hour is None


def test_who_floods_with_somebodys_address_does_not_keep_her_from_signing(petition):
    crowd(petition, 4)  # the fourth is hers, typed by a program
    judge_incoming(at=NOON)
    assert petition.signatures.filter(state=HELD).count() == 1
    come(petition, email="person3@gmail.com", ip="203.0.113.50", at=NOON + 2 * HOUR)
    judge_incoming(at=NOON + 2 * HOUR)
    assert not petition.signatures.filter(state=HELD).exists()


def test_who_types_an_address_again_from_a_flooding_network_does_it_no_harm(petition):
    come(petition, email="ada@gmail.com", ip="203.0.113.50")
    judge_incoming(at=NOON)
    crowd(petition, 4)
    come(petition, email="ada@gmail.com")
    judge_incoming(at=NOON)
    assert petition.signatures.get(pk=min(petition.signatures.values_list("pk"))[0]).hold == ""
    assert petition.signatures.filter(hold="").count() == 4


@pytest.mark.parametrize("hold", [SignatureHold.STAFF, SignatureHold.COUNTRY])
def test_what_a_person_or_an_alarm_set_aside_no_post_brings_back(petition, hold):
    come(petition, email="ada@gmail.com")
    judge_incoming(at=NOON)
    petition.signatures.update(state=HELD, hold=hold)
    come(petition, email="ada@gmail.com")
    judge_incoming(at=NOON)
    assert holds(petition) == [(HELD, hold)]


def test_a_trapped_post_is_held_whatever_its_network(petition):
    come(petition, email="bot@gmail.com", ip="", trapped=True)
    assert judge_incoming(at=NOON) == {"held": 1, "released": 0, "cancelled": 1}
    assert holds(petition) == [(HELD, SignatureHold.TRAPPED)]


def test_no_address_of_a_network_is_in_any_table_and_after_a_day_no_hash(sign, petition, client):
    sign()
    stored = str(list(Arrival.objects.values())) + str(list(Signature.objects.values()))
    assert "127.0.0.1" not in stored
    arrival = Arrival.objects.get()
    assert len(bytes(arrival.network_key)) == origins.HASH_SIZE
    judge_incoming(at=arrival.at)
    assert weighing.forget_arrivals(at=arrival.at + timedelta(hours=23)) == 0
    assert weighing.forget_arrivals(at=arrival.at + timedelta(hours=25)) > 0
    assert not Arrival.objects.exists()
    assert not ArrivalCount.objects.exists()


def test_the_same_network_has_another_hash_tomorrow_and_under_another_key(petition):
    today = origin_of({"REMOTE_ADDR": "198.51.100.7"}, email="a@small.example", at=NOON)
    again = origin_of({"REMOTE_ADDR": "198.51.100.7"}, email="b@small.example", at=NOON + HOUR)
    later = NOON + timedelta(days=1)
    tomorrow = origin_of({"REMOTE_ADDR": "198.51.100.7"}, email="a@small.example", at=later)
    assert today == again
    assert today.network_key != tomorrow.network_key
    assert today.domain_key != tomorrow.domain_key


def test_after_the_cache_is_flushed_the_limits_begin_anew_and_signing_goes_on(petition):
    crowd(petition, 3)
    judge_incoming(at=NOON)
    cache.clear()
    origins.forget_day_key()
    crowd(petition, 3, start=10)
    assert judge_incoming(at=NOON)["held"] == 0


def test_without_a_cache_people_sign_and_are_not_told_apart(petition, monkeypatch):
    def away(*_args, **_more):
        raise CacheAway

    monkeypatch.setattr(origins.shared, "get", away)
    origins.forget_day_key()
    crowd(petition, 5)
    assert judge_incoming(at=NOON)["held"] == 0
    assert not Arrival.objects.exclude(network_key=None).exists()
    origins.forget_day_key()


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("a@example.org", "example.org"),
        ("a@x.y.example.org", "example.org"),
        ("a@shop.example.co.uk", "example.co.uk"),
        ("a@example.co.uk", "example.co.uk"),
    ],
)
def test_names_below_a_domain_count_as_the_domain(address, site):
    assert mail_site(address) == site


def test_a_second_judge_weighs_nothing_twice(petition):
    crowd(petition, 3)
    judge_incoming(at=NOON)
    judge_incoming(at=NOON)
    assert sum(ArrivalCount.objects.values_list("number", flat=True)) == 3
    assert Message.objects.filter(state=State.QUEUED).count() == 3
    assert link_in(Message.objects.latest("pk")).startswith("/campaigns/confirm/")
