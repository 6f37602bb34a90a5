"""Nobody can learn from the site who has signed: the same bytes for all, and times alike.

300 posts of each kind in turn. Times of two kinds are compared by the two-sample test of Kolmogorov
and Smirnov: its probability is how often times of one and the same thing would differ as much.
"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from statistics import median

from bench.ground import Ground
from bench.report import Row
from bench.signing import OPEN_PETITION

POSTS = 300
PROBABILITY = 0.01
APART = 0.005  # seconds, between the middles

# One who has confirmed, and one whose signature is held, by the rows of two who have just signed.
CONFIRM = """
UPDATE campaigns_signature SET state = 'confirmed', confirmed_on = current_date, created_at = NULL
WHERE id = (SELECT min(id) FROM campaigns_signature)
"""
HOLD = """
UPDATE campaigns_signature SET state = 'held'
WHERE id = (SELECT max(id) FROM campaigns_signature WHERE state = 'pending')
"""


def rows(ground: Ground) -> Iterator[Row]:
    [(petition, slug)] = ground.ask(OPEN_PETITION)
    ground.ask("TRUNCATE campaigns_signature, campaigns_tally CASCADE")
    server = ground.web("bench.settings")
    path = f"/campaigns/{slug}/sign/"
    with ground.programs("visitor") as [visitor]:
        for mark in ("confirmed", "held"):
            visitor.begin("signatures", server.port, path, 1, 0, mark)
            visitor.found()
    ground.ask(CONFIRM)
    ground.ask(HOLD)
    with ground.programs("oracle") as [oracle]:
        oracle.begin(server.port, path, POSTS)
        found = oracle.found()
    seconds = found["seconds"]
    new = seconds.pop("new")
    chances = {name: probability(new, times) for name, times in seconds.items()}
    gaps = [abs(median(new) - median(times)) for times in seconds.values()]
    name = f"sign-oracle, {POSTS} each of new, {', '.join(seconds)}"
    yield Row(
        name=f"{name}: least probability (KS)",
        value=min(chances.values()),
        unit="p",
        floor=PROBABILITY,
        goal=1,
    )
    yield _at_most("sign-oracle: middles apart by", max(gaps), "s", APART)
    yield _at_most("sign-oracle: different answers", found["answers"], "answers", 1)


def probability(one: Sequence[float], other: Sequence[float]) -> float:
    """Return how likely two samples of the same thing are at least as different as these two."""
    a, b = sorted(one), sorted(other)
    apart = max(
        abs(bisect_right(a, value) / len(a) - bisect_right(b, value) / len(b)) for value in a + b
    )
    size = math.sqrt(len(a) * len(b) / (len(a) + len(b)))
    scaled = (size + 0.12 + 0.11 / size) * apart
    terms = ((-1) ** (k - 1) * math.exp(-2 * (k * scaled) ** 2) for k in range(1, 101))
    return min(1.0, max(0.0, 2 * sum(terms))) if scaled > 0.2 else 1.0


def _at_most(name: str, value: float, unit: str, floor: float) -> Row:
    return Row(name=name, value=value, unit=unit, floor=floor, goal=1, less_is_better=True)
