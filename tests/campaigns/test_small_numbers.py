"""No number below ten can be derived: not from one publication, not from all of them together."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.small_numbers import FEWEST, Publication, publish

# A crowded machine makes up histories slowly; that says nothing about the rules.
patiently = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

COUNTRIES = ("KE", "FR", "XK", "RW", "MM")
NEVER_NAMED = "ZZ"

# What happens within an hour: who signs and, rarely, who takes a signature back.
signing = st.tuples(st.sampled_from(COUNTRIES), st.integers(1, 14))
taking_back = st.tuples(st.sampled_from(COUNTRIES), st.integers(-6, -1))
histories = st.lists(st.lists(signing | taking_back, max_size=6), max_size=25)


def walk(history) -> list[tuple[Counter, Publication | None]]:
    """Publish after every hour. Returns what was counted and what stood in public then."""
    counts: Counter = Counter()
    shown: Publication | None = None
    hours = []
    for events in history:
        for country, number in events:
            counts[country] = max(counts[country] + number, 0)
        found = publish(counts, shown.named if shown else {})
        shown = found or shown
        hours.append((counts.copy(), shown))
    return hours


@patiently
@given(histories)
def test_nothing_below_ten_is_ever_shown_and_all_adds_up(history):
    before: dict[str, int] = {}
    for counts, _shown in walk(history):
        found = publish(counts, before)
        if found is None:
            continue
        assert all(number >= FEWEST for number in found.named.values())
        assert found.others >= FEWEST
        assert found.total == sum(counts.values())
        assert before.keys() <= found.named.keys()
        before = found.named


@patiently
@given(histories)
def test_what_is_shown_of_a_country_is_never_more_than_signed_unless_it_fell_below_ten(history):
    for counts, shown in walk([[e for e in hour if e[1] > 0] for hour in history]):
        for country, number in (shown.named if shown else {}).items():
            assert number <= counts[country]


@patiently
@given(histories, st.data())
def test_a_country_that_is_not_named_could_as_well_have_one_signer_fewer(history, data):
    """The proof that nothing can be derived: another history, in which one signer of a country that
    is never named lives elsewhere, publishes the same, hour for hour. The adversary has every
    publication and every total, and cannot tell the two apart.
    """
    hours = walk(history)
    if not hours:
        return
    most: Counter = Counter()
    for counts, _shown in hours:
        most |= counts
    named = set().union(*(shown.named for _counts, shown in hours if shown))
    small = sorted(c for c in most if c not in named and 0 < most[c] < FEWEST)
    if not small:
        return
    moved = data.draw(st.sampled_from(small))
    twin = [[(NEVER_NAMED if c == moved else c, n) for c, n in hour] for hour in history]
    assert [shown for _counts, shown in walk(twin)] == [shown for _counts, shown in hours]
    one = _with_one_moved(history, moved)
    assert [shown for _counts, shown in walk(one)] == [shown for _counts, shown in hours]


def _with_one_moved(history, country):
    """The first signer from a country lives elsewhere; nothing else differs."""
    moved, left = [], 1
    for hour in history:
        events = []
        for each, number in hour:
            take = left if each == country and number > 0 else 0
            left -= take
            events += [(each, number - take)] * (number != take) + [(NEVER_NAMED, 1)] * take
        moved.append(events)
    # A signature that is taken back must still be there: leave such histories as they are.
    totals = [sum(c.values()) for c, _s in walk(moved)]
    return moved if totals == [sum(c.values()) for c, _s in walk(history)] else history


@patiently
@given(st.integers(0, 9), st.integers(20, 500))
def test_fewer_than_ten_from_elsewhere_cannot_be_told_from_none(elsewhere, total):
    """The total is public: with every other country named, the rest must not be the difference."""
    with_some = publish({"KE": total - elsewhere, "RW": elsewhere}, {})
    with_none = publish({"KE": total}, {})
    assert with_some == with_none


def test_one_country_alone_is_named_when_ten_others_could_be_with_it():
    assert publish({"KE": 9}, {}) is None
    assert publish({"KE": 19}, {}) == Publication({}, 19)
    assert publish({"KE": 20}, {}) == Publication({"KE": 10}, 10)
    assert publish({"KE": 50, "FR": 3}, {}) == Publication({"KE": 43}, 10)


def test_a_country_waits_if_naming_it_would_lay_bare_the_rest():
    first = publish({"KE": 50, "RW": 9, "XK": 6}, {})
    assert first == Publication({"KE": 50}, 15)
    second = publish({"KE": 50, "RW": 10, "XK": 6}, first.named)
    assert second == Publication({"KE": 50}, 16)
    third = publish({"KE": 54, "RW": 10, "XK": 6}, second.named)
    assert third == Publication({"KE": 50, "RW": 10}, 10)


def test_a_country_that_falls_below_ten_stays_named_with_ten():
    assert publish({"KE": 50, "RW": 4, "XK": 30}, {"KE": 40, "RW": 12}).named["RW"] == FEWEST


def test_after_a_sweep_that_leaves_too_few_nothing_new_is_published():
    assert publish({"KE": 4, "RW": 8}, {"KE": 40}) is None
