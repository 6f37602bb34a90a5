"""Counting: exact, whatever is killed and however many count at once."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.models import Event
from campaigns.models import Petition, Signature, SignatureState, Tally
from campaigns.services import count_signatures, counting, recount_signatures
from campaigns.tasks import count_signatures as count_task
from campaigns.tasks import recount_signatures as recount_task
from core.locks import lock
from tests.factories.campaigns import make_petition, make_signature

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def total_of(petition):
    return Petition.objects.get(pk=petition.pk).signature_total


def tallies_of(petition):
    return Tally.objects.filter(petition=petition).aggregate(sum=Sum("signatures"))["sum"] or 0


def sign(petition, count, **more):
    for _number in range(count):
        make_signature(petition=petition, **({"at": NOON} | more))


def test_confirmed_signatures_are_added_once(petition):
    sign(petition, 3)
    make_signature(petition=petition, state=SignatureState.PENDING)
    make_signature(petition=petition, state=SignatureState.HELD)
    assert [count_signatures(at=NOON), count_signatures(at=NOON)] == [3, 0]
    petition.refresh_from_db()
    assert (petition.signature_total, petition.counted_at) == (3, NOON)


def test_they_are_tallied_by_hour_country_and_language(petition):
    sign(petition, 2, country="KE")
    sign(petition, 1, country="KE", at=NOON + timedelta(hours=1))
    sign(petition, 1, country="FR", language="fr")
    count_signatures()
    sign(petition, 1, country="KE")
    count_signatures()
    cells = Tally.objects.order_by("hour", "country")
    assert [(t.hour.hour, t.country, t.language, t.signatures) for t in cells] == [
        (12, "FR", "fr", 1),
        (12, "KE", "en", 3),
        (13, "KE", "en", 1),
    ]


def test_after_counting_the_hour_is_gone_and_the_day_stays(petition):
    sign(petition, 1)
    count_signatures()
    signature = Signature.objects.get()
    assert signature.uncounted_hour is None
    assert signature.confirmed_on == NOON.date()


def test_petitions_do_not_mix(petition):
    other = make_petition()
    sign(petition, 2)
    sign(other, 1)
    count_signatures()
    assert (total_of(petition), total_of(other)) == (2, 1)


def test_a_batch_is_followed_by_the_next(petition, monkeypatch):
    monkeypatch.setattr(counting, "BATCH", 2)
    sign(petition, 5)
    assert count_signatures() == 5
    assert total_of(petition) == 5


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["KE", "FR", "JO"]),
            st.sampled_from(["en", "ar"]),
            st.integers(0, 72),
            st.booleans(),
        ),
        max_size=25,
    )
)
def test_whatever_comes_in_and_whenever_it_is_counted_the_sums_are_exact(petition, rows):
    with transaction.atomic():
        for country, language, hours, count_now in rows:
            at = NOON + timedelta(hours=hours)
            sign(petition, 1, country=country, language=language, at=at)
            if count_now:
                count_signatures()
        count_signatures()
        assert total_of(petition) == len(rows) == tallies_of(petition)
        for country in ("KE", "FR", "JO"):
            mine = Tally.objects.filter(country=country).aggregate(sum=Sum("signatures"))["sum"]
            assert (mine or 0) == sum(row[0] == country for row in rows)
        assert recount_signatures() == []
        transaction.set_rollback(True)


def test_a_counter_that_is_killed_has_done_nothing(petition):
    sign(petition, 4)

    class Killed(Exception):  # noqa: N818 - what happens to it
        pass

    def count_and_die():
        with transaction.atomic():
            count_signatures()
            raise Killed

    with pytest.raises(Killed):
        count_and_die()
    assert (total_of(petition), tallies_of(petition)) == (0, 0)
    count_signatures()
    assert (total_of(petition), tallies_of(petition)) == (4, 4)


@pytest.mark.django_db(transaction=True)
def test_a_statement_that_is_cancelled_midway_has_done_nothing():
    petition = make_petition()
    sign(petition, 4)
    Petition.objects.filter(pk=petition.pk).update(signature_total=2**31 - 2)
    with pytest.raises(DatabaseError):
        count_signatures()  # the total overflows after claim and tallies
    assert tallies_of(petition) == 0
    assert Signature.objects.uncounted().count() == 4


@pytest.mark.django_db(transaction=True)
def test_many_counters_at_once_while_people_sign_count_each_once():
    petition = make_petition()
    sign(petition, 30)
    barrier = threading.Barrier(5)

    def work(number):
        barrier.wait()
        try:
            for _round in range(10):
                if number == 0:
                    sign(petition, 2)
                count_signatures()
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    count_signatures()
    assert total_of(petition) == 50 == tallies_of(petition)


@pytest.mark.django_db(transaction=True)
def test_while_another_counts_a_counter_does_nothing():
    petition = make_petition()
    sign(petition, 2)
    found = []

    def other():
        found.append(count_signatures())
        connections["default"].close()

    with transaction.atomic():
        lock(counting.LOCK)
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert found == [0]
    assert total_of(petition) == 0


def test_the_nightly_recount_finds_nothing_wrong_with_what_was_counted(petition):
    sign(petition, 3)
    count_signatures()
    sign(petition, 2)
    assert recount_signatures() == []
    assert total_of(petition) == 3


@pytest.mark.parametrize("wrong", [0, 2, 7, 1000])
def test_a_wrong_total_is_put_right_and_noted(petition, wrong):
    sign(petition, 3)
    count_signatures()
    Petition.objects.filter(pk=petition.pk).update(signature_total=wrong)
    assert recount_signatures(at=NOON) == [petition]
    assert total_of(petition) == 3
    event = Event.objects.get(verb="signatures.recounted")
    assert event.details == {"before": wrong, "after": 3, "cells": 0}


def test_a_wrong_tally_is_put_right_for_its_day_alone(petition):
    sign(petition, 3)
    sign(petition, 2, at=NOON + timedelta(days=1))
    sign(petition, 1, country="FR")
    count_signatures()
    Tally.objects.filter(country="KE", hour=NOON).update(signatures=9)
    Tally.objects.filter(country="FR").delete()
    recount_signatures()
    assert total_of(petition) == 6 == tallies_of(petition)
    kept = Tally.objects.get(country="KE", hour=NOON + timedelta(days=1))
    assert kept.signatures == 2
    assert recount_signatures() == []


def test_the_tasks_count_and_recount(petition):
    sign(petition, 1)
    count_task()
    Petition.objects.filter(pk=petition.pk).update(signature_total=5)
    recount_task()
    assert total_of(petition) == 1


def test_counting_costs_the_same_queries_for_one_as_for_many(petition, django_assert_num_queries):
    sign(petition, 12)
    with django_assert_num_queries(5):  # begin, lock, count, take back, end
        count_signatures()
    assert connection.in_atomic_block
