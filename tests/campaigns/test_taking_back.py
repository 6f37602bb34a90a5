"""Taking signatures out of the count, and putting them back: exact, and nobody twice."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.models import (
    Petition,
    Signature,
    SignatureState,
    Tally,
    TallyChange,
    TallyReason,
)
from campaigns.services import count_signatures, put_back, recount_signatures, take_back
from tests.factories.campaigns import make_petition, make_signature

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def total_of(petition):
    return Petition.objects.get(pk=petition.pk).signature_total


def tallies_of(petition):
    return Tally.objects.filter(petition=petition).aggregate(sum=Sum("signatures"))["sum"] or 0


def signed(petition, count, **more):
    made = [
        make_signature(petition=petition, **({"at": NOON} | more)).pk for _number in range(count)
    ]
    return Signature.objects.filter(pk__in=made)


def remove(signatures, *, reason=TallyReason.SWEEP, at=NOON):
    with transaction.atomic():
        taken = take_back(signatures=signatures, reason=reason, at=at)
        signatures.confirmed().update(state=SignatureState.REMOVED)
    return taken


def bring_back(signatures, *, at=NOON):
    with transaction.atomic():
        back = put_back(signatures=signatures, reason=TallyReason.SWEEP, at=at)
        signatures.removed_from_count().update(state=SignatureState.CONFIRMED)
    return back


def withdraw(signatures, *, at=NOON):
    with transaction.atomic():
        taken = take_back(signatures=signatures, reason=TallyReason.WITHDRAWN, at=at)
        signatures.delete()
    return taken


def test_what_is_taken_back_leaves_the_total_at_the_next_count(petition):
    chosen = signed(petition, 2)
    signed(petition, 3)
    count_signatures()
    assert withdraw(chosen) == 2
    assert total_of(petition) == 5, "no request touches the petition's row"
    count_signatures(at=NOON)
    assert total_of(petition) == 3 == tallies_of(petition)
    assert recount_signatures() == []


def test_what_was_never_counted_is_noted_and_never_will_be(petition):
    chosen = signed(petition, 2)
    assert remove(chosen) == 2
    count_signatures()
    assert total_of(petition) == 0 == tallies_of(petition)
    change = TallyChange.objects.get()
    assert (change.change, change.waits, change.hour) == (-2, False, NOON)


def test_the_day_loses_them_and_its_other_days_do_not(petition):
    chosen = signed(petition, 3, at=NOON)
    signed(petition, 2, at=NOON + timedelta(hours=2))
    signed(petition, 4, at=NOON + timedelta(days=1))
    signed(petition, 5, country="FR")
    count_signatures()
    remove(chosen)
    count_signatures()
    left = Tally.objects.order_by("hour", "country").values_list("hour", "country", "signatures")
    assert [(hour.day, country, number) for hour, country, number in left] == [
        (4, "FR", 5),
        (4, "KE", 2),
        (4, "KE", 0),
        (5, "KE", 4),
    ]
    assert recount_signatures() == []


def test_an_undone_sweep_gives_the_figures_of_before(petition):
    chosen = signed(petition, 3) | signed(petition, 2, country="FR", language="fr")
    signed(petition, 1)
    count_signatures()
    before = sorted(Tally.objects.values_list("hour", "country", "language", "signatures"))
    assert remove(chosen) == 5
    count_signatures()
    assert total_of(petition) == 1
    assert bring_back(chosen) == 5
    count_signatures()
    assert total_of(petition) == 6
    assert sorted(Tally.objects.values_list("hour", "country", "language", "signatures")) == before
    assert recount_signatures() == []


def test_a_sweep_undone_before_any_count_changes_nothing(petition):
    chosen = signed(petition, 2)
    count_signatures()
    remove(chosen)
    bring_back(chosen)
    count_signatures()
    assert total_of(petition) == 2 == tallies_of(petition)


def test_one_that_was_swept_before_it_was_counted_comes_back_into_its_day(petition):
    chosen = signed(petition, 2)
    remove(chosen)
    bring_back(chosen)
    count_signatures()
    assert total_of(petition) == 2 == tallies_of(petition)
    assert recount_signatures() == []


def test_what_is_not_confirmed_or_was_only_held_is_passed_over(petition):
    for state in (SignatureState.PENDING, SignatureState.HELD, SignatureState.REMOVED):
        make_signature(petition=petition, state=state)
    everybody = Signature.objects.all()
    with transaction.atomic():
        assert take_back(signatures=everybody, reason="review", at=NOON) == 0
        assert put_back(signatures=everybody, reason="review", at=NOON) == 0
    assert not TallyChange.objects.exists()


def test_the_nightly_recount_is_exact_while_changes_wait(petition):
    chosen = signed(petition, 2)
    signed(petition, 1)
    count_signatures()
    remove(chosen)
    assert recount_signatures() == []
    count_signatures()
    assert recount_signatures() == []
    assert total_of(petition) == 1


def test_a_damaged_tally_is_put_right_though_a_change_waits(petition):
    chosen = signed(petition, 2)
    signed(petition, 3)
    count_signatures()
    Tally.objects.update(signatures=99)
    remove(chosen)
    assert recount_signatures() == [petition]
    count_signatures()
    assert total_of(petition) == 3 == tallies_of(petition)


def test_a_figure_that_was_damaged_does_not_stop_the_counter(petition):
    chosen = signed(petition, 3)
    count_signatures()
    Tally.objects.update(signatures=1)
    Petition.objects.update(signature_total=1)
    remove(chosen)
    signed(petition, 1)
    count_signatures()
    recount_signatures()
    assert total_of(petition) == 1 == tallies_of(petition)


def test_the_row_says_why_and_in_which_hour_and_not_who(petition):
    count_signatures()
    remove(signed(petition, 1), reason="bounced", at=NOON + timedelta(minutes=47))
    change = TallyChange.objects.get()
    assert (change.reason, change.at, change.country) == ("bounced", NOON, "KE")
    assert {field.name for field in TallyChange._meta.fields} == {
        "id", "petition", "hour", "country", "language", "change", "reason", "at", "waits",
    }  # fmt: skip


def test_an_unknown_reason_is_refused(petition):
    with pytest.raises(ValueError, match="because"):
        take_back(signatures=Signature.objects.all(), reason="because", at=NOON)


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_it_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        take_back(signatures=Signature.objects.all(), reason="sweep", at=NOON)


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["sign", "remove", "bring back", "withdraw", "count", "recount"]),
        st.integers(0, 5),
        st.sampled_from(["KE", "FR"]),
        st.integers(0, 40),
    ),
    max_size=30,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(DEEDS)
def test_whatever_is_done_in_whatever_order_the_sums_are_exact(petition, deeds):
    rows = Signature.objects.filter(petition=petition)
    with transaction.atomic():
        for deed, number, country, hours in deeds:
            chosen = Signature.objects.filter(
                pk__in=list(rows.values_list("pk", flat=True))[number:]
            )
            if deed == "sign":
                signed(petition, number, country=country, at=NOON + timedelta(hours=hours))
            elif deed == "remove":
                remove(chosen)
            elif deed == "bring back":
                bring_back(chosen)
            elif deed == "withdraw":
                withdraw(chosen)
            elif deed == "count":
                count_signatures()
            else:
                assert recount_signatures() == []
        count_signatures()
        assert total_of(petition) == rows.confirmed().count() == tallies_of(petition)
        assert recount_signatures() == []
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_and_a_counter_at_once_take_each_back_once():
    petition = make_petition()
    chosen = signed(petition, 40)
    numbers = list(chosen.values_list("pk", flat=True))
    barrier = threading.Barrier(5)
    taken = []

    def work(number):
        barrier.wait()
        try:
            if number == 0:
                for _round in range(10):
                    count_signatures()
            else:
                mine = numbers if number % 2 else numbers[::-1]
                for start in range(0, 40, 8):
                    taken.append(remove(Signature.objects.filter(pk__in=mine[start : start + 8])))
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    count_signatures()
    assert sum(taken) == 40
    assert total_of(petition) == 0 == tallies_of(petition)
    assert recount_signatures() == []
