"""Sweeps: previewed, proposed, run in batches, stopped midway, undone; always counted exactly."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Sum

from audit.models import Event
from campaigns.models import (
    Petition,
    PublicReason,
    Signature,
    SignatureState,
    Sweep,
    SweepDeed,
    SweepStatus,
    Tally,
)
from campaigns.services import batches, count_signatures, recount_signatures, take_back
from campaigns.services.batches import advance_sweeps
from campaigns.services.sweeping import (
    cancel_sweep,
    drop_sweep,
    needs_second,
    preview_sweep,
    propose_sweep,
    run_sweep,
    undo_sweep,
)
from campaigns.sieve import Sieve
from core.rules import RuleRefused
from core.states import MoveRefused
from tests.factories.accounts import make_user
from tests.factories.campaigns import make_signature

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
DAY = NOON.date()
# Rows as the sign path writes them, many at once. Nothing in a sweep looks into what is sealed.
_MANY = """
INSERT INTO campaigns_signature (
    petition_id, sealed, email_key, state, trapped, country, language, text_version, display,
    wants_updates, name_handed_over, confirmed_on, uncounted_hour
)
SELECT %s, 'x', decode(md5(n::text), 'hex'), 'confirmed', false, %s, %s, 1, 'hidden', false, false,
    %s, %s
FROM generate_series(%s, %s) AS n
"""


def many(petition, number, *, country="KE", language="en", begin=1, at=NOON):
    row = [petition.pk, country, language, at.date(), at.replace(minute=0), begin]
    with connection.cursor() as cursor:
        cursor.execute(_MANY, [*row, begin + number - 1])
    count_signatures()


def total(petition):
    """The public total; the tallies and the signatures themselves must say the same."""
    count_signatures()
    found = Petition.objects.get(pk=petition.pk).signature_total
    tallied = Tally.objects.filter(petition=petition).aggregate(sum=Sum("signatures"))["sum"] or 0
    confirmed = Signature.objects.filter(petition=petition).confirmed().count()
    assert found == tallied == confirmed
    return found


def propose(petition, sieve=None, *, deed=SweepDeed.REMOVE, actor=None, **words):
    seen = preview_sweep(petition=petition, deed=deed, sieve=sieve or Sieve())
    return propose_sweep(
        petition=petition,
        deed=deed,
        sieve=sieve or Sieve(),
        expected=(seen.last, seen.matched),
        actor=actor or make_user(),
        **({"reason": PublicReason.PROGRAM} | words),
    )


def run(sweep):
    run_sweep(sweep=sweep, actor=make_user())
    advance_sweeps(batches=1000)
    return Sweep.objects.get(pk=sweep.pk)


def test_10000_signatures_are_previewed_swept_stopped_midway_and_brought_back_exactly(
    petition, monkeypatch
):
    """Test 50 of the security research: at each step the counts are exact."""
    monkeypatch.setattr(batches, "BATCH", 2000)
    many(petition, 10_000, country="VA")
    many(petition, 1_500, country="KE", begin=20_001)
    sieve = Sieve(country="VA")
    seen = preview_sweep(petition=petition, deed=SweepDeed.REMOVE, sieve=sieve)
    assert (seen.matched, seen.counted, seen.total_after) == (10_000, 10_000, 1_500)
    assert seen.by_country == [("VA", 10_000)]
    assert total(petition) == 11_500  # looking changes nothing

    sweep = propose(petition, sieve)
    assert total(petition) == 11_500
    run_sweep(sweep=sweep, actor=make_user())
    for done in (2_000, 4_000):
        advance_sweeps(batches=1)
        assert total(petition) == 11_500 - done
    cancel_sweep(sweep=sweep, actor=make_user())
    assert advance_sweeps() == 0
    sweep.refresh_from_db()
    assert (sweep.status, sweep.done, sweep.taken) == (SweepStatus.CANCELLED, 4_000, 4_000)
    assert total(petition) == 7_500

    undo_sweep(sweep=sweep, actor=make_user())
    advance_sweeps(batches=1)
    assert total(petition) == 9_500
    advance_sweeps()
    sweep.refresh_from_db()
    assert (sweep.status, sweep.restored) == (SweepStatus.UNDONE, 4_000)
    assert total(petition) == 11_500
    assert recount_signatures() == []


def test_a_batch_that_is_killed_has_done_nothing(petition):
    many(petition, 5)
    sweep = propose(petition)
    run_sweep(sweep=sweep, actor=make_user())

    class Killed(Exception):  # noqa: N818 - what happens to it
        pass

    def work_and_die():
        with transaction.atomic():
            advance_sweeps()
            raise Killed

    with pytest.raises(Killed):
        work_and_die()
    sweep.refresh_from_db()
    assert (sweep.done, total(petition)) == (0, 5)
    advance_sweeps()
    assert total(petition) == 0


def test_what_came_in_after_the_preview_is_not_swept(petition):
    many(petition, 3)
    seen = preview_sweep(petition=petition, deed=SweepDeed.REMOVE, sieve=Sieve())
    many(petition, 4, begin=50)
    sweep = propose_sweep(
        petition=petition,
        deed=SweepDeed.REMOVE,
        sieve=Sieve(),
        expected=(seen.last, seen.matched),
        actor=make_user(),
        reason=PublicReason.PROGRAM,
    )
    assert run(sweep).done == 3
    assert total(petition) == 4


def test_more_than_was_previewed_is_refused(petition):
    many(petition, 3)
    seen = preview_sweep(petition=petition, deed=SweepDeed.REMOVE, sieve=Sieve())
    with pytest.raises(RuleRefused) as refused:
        propose_sweep(
            petition=petition,
            deed=SweepDeed.REMOVE,
            sieve=Sieve(),
            expected=(seen.last, 2),
            actor=make_user(),
            reason=PublicReason.PROGRAM,
        )
    assert refused.value.codes == ["changed"]


def test_an_empty_sweep_is_refused(petition):
    with pytest.raises(RuleRefused) as refused:
        propose(petition)
    assert refused.value.codes == ["nothing"]


@pytest.mark.parametrize(
    ("matched", "of", "two"),
    [(1000, 100_000, False), (1001, 100_000, True), (5, 100, False), (6, 100, True), (1, 5, True)],
)
def test_more_than_1000_or_5_per_cent_need_two_people(matched, of, two):
    assert needs_second(deed=SweepDeed.REMOVE, matched=matched, total=of) is two


def test_a_few_held_ones_are_one_persons_work_and_many_are_not():
    assert not needs_second(deed=SweepDeed.RELEASE, matched=10, total=20)
    assert needs_second(deed=SweepDeed.RELEASE, matched=11, total=20)


def test_whoever_proposed_a_large_sweep_cannot_run_it(petition):
    many(petition, 10)
    person = make_user()
    sweep = propose(petition, actor=person)
    with pytest.raises(RuleRefused) as refused:
        run_sweep(sweep=sweep, actor=person)
    assert refused.value.codes == ["second_person"]
    assert total(petition) == 10
    run_sweep(sweep=sweep, actor=make_user())
    advance_sweeps()
    assert total(petition) == 0


def test_the_database_refuses_one_person_too(petition):
    many(petition, 10)
    sweep = propose(petition)
    values = {"status": "running", "run_by": sweep.proposed_by, "begun_at": NOON}
    with pytest.raises(IntegrityError), transaction.atomic():
        Sweep.objects.filter(pk=sweep.pk).update(**values)


def test_a_small_one_needs_one_person_until_the_count_has_shrunk(petition):
    many(petition, 100)
    many(petition, 5, country="FR", begin=200)
    person = make_user()
    sweep = propose(petition, Sieve(country="FR"), actor=person)
    assert not sweep.needs_second
    Petition.objects.filter(pk=petition.pk).update(signature_total=50)
    with pytest.raises(RuleRefused):
        run_sweep(sweep=sweep, actor=person)


@pytest.mark.parametrize(
    ("sieve", "found"),
    [
        (Sieve(country="KE"), 4),
        (Sieve(language="fr"), 1),
        (Sieve(since=DAY), 3),
        (Sieve(until=DAY - timedelta(days=1)), 2),
        (Sieve(since=DAY, until=DAY, country="KE"), 3),
        (Sieve(), 5),
    ],
)
def test_a_sieve_lets_through_what_it_says(petition, sieve, found):
    many(petition, 3)
    many(petition, 1, begin=10, at=NOON - timedelta(days=1))
    many(petition, 1, begin=20, country="FR", language="fr", at=NOON - timedelta(days=2))
    assert preview_sweep(petition=petition, deed=SweepDeed.REMOVE, sieve=sieve).matched == found


def test_a_time_of_day_leaves_confirmed_ones_out_and_says_how_many(petition):
    many(petition, 3)
    make_signature(petition=petition, state=SignatureState.PENDING, at=NOON)
    sieve = Sieve(after=NOON - timedelta(minutes=1), before=NOON + timedelta(minutes=1))
    seen = preview_sweep(petition=petition, deed=SweepDeed.REMOVE, sieve=sieve)
    assert (seen.matched, seen.counted, seen.timeless) == (1, 0, 3)


def test_those_not_confirmed_are_held_and_come_back_as_they_were(petition):
    waiting = make_signature(petition=petition, state=SignatureState.PENDING, at=NOON)
    many(petition, 1)
    sweep = run(propose(petition))
    waiting.refresh_from_db()
    assert (waiting.state, sweep.done, sweep.taken) == (SignatureState.HELD, 2, 1)
    undo_sweep(sweep=sweep, actor=make_user())
    advance_sweeps()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.created_at) == (SignatureState.PENDING, NOON)
    assert total(petition) == 1


def test_who_confirmed_while_held_counts_once_the_sweep_is_undone(petition):
    waiting = make_signature(petition=petition, state=SignatureState.PENDING, at=NOON)
    sweep = run(propose(petition))
    Signature.objects.filter(pk=waiting.pk).update(confirmed_on=DAY)
    undo_sweep(sweep=sweep, actor=make_user())
    advance_sweeps()
    assert total(petition) == 1


def test_held_ones_are_rejected_and_brought_back(petition):
    held = make_signature(petition=petition, state=SignatureState.HELD, at=NOON)
    sweep = run(propose(petition, deed=SweepDeed.REJECT))
    held.refresh_from_db()
    assert (held.state, sweep.taken) == (SignatureState.REMOVED, 0)
    undo_sweep(sweep=sweep, actor=make_user())
    advance_sweeps()
    held.refresh_from_db()
    assert held.state == SignatureState.HELD
    assert total(petition) == 0


def test_held_ones_are_released_and_count_if_their_holders_confirmed(petition):
    make_signature(petition=petition, state=SignatureState.HELD, at=NOON)
    make_signature(petition=petition, state=SignatureState.HELD, at=NOON, confirmed_on=DAY)
    sweep = run(propose(petition, deed=SweepDeed.RELEASE))
    assert sweep.done == 2
    assert total(petition) == 1
    assert Signature.objects.filter(state=SignatureState.PENDING).count() == 1
    with pytest.raises(RuleRefused):
        undo_sweep(sweep=sweep, actor=make_user())
    assert recount_signatures() == []


def test_who_withdrew_meanwhile_is_left_alone_and_never_comes_back(petition):
    many(petition, 4)
    sweep = propose(petition)
    withdrawn = Signature.objects.filter(pk=Signature.objects.first().pk)
    with transaction.atomic():
        take_back(signatures=withdrawn, reason="withdrawn", at=NOON)
        withdrawn.delete()
    sweep = run(sweep)
    assert (sweep.done, sweep.passed, sweep.taken) == (3, 1, 3)
    Signature.objects.first().delete()
    undo_sweep(sweep=sweep, actor=make_user())
    advance_sweeps()
    sweep.refresh_from_db()
    assert sweep.restored == 2
    assert total(petition) == 2
    assert recount_signatures() == []


def test_a_sweep_can_be_given_up_and_then_does_nothing(petition):
    many(petition, 2)
    sweep = propose(petition)
    drop_sweep(sweep=sweep, actor=make_user())
    assert not sweep.rows.exists()
    with pytest.raises(MoveRefused):
        run_sweep(sweep=sweep, actor=make_user())
    assert total(petition) == 2


def test_the_trail_has_numbers_and_nobody(petition):
    make_signature(petition=petition, name="Canary Bird", email="canary@example.org", at=NOON)
    count_signatures()
    sweep = run(propose(petition, Sieve(country="KE")))
    events = Event.objects.about(sweep)
    verbs = list(events.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["sweep.proposed", "sweep.begun", "sweep.ended"]
    assert events.first().details["sieve"] == {"country": "KE"}
    assert "anary" not in str([event.details for event in events])


def test_a_keyed_hash_stays_in_no_record():
    assert Sieve(network="00ff", country="VA").for_the_record == {
        "network": "given",
        "country": "VA",
    }
