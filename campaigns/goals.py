"""Goals that move: a goal is always ahead of the count, and one that was reached stays told."""

from collections.abc import Iterator

STEPS = (1, 2.5, 5)
FIRST = 100


def steps() -> Iterator[int]:
    """Yield 100, 250, 500, 1,000, 2,500, 5,000 and so on without end."""
    power = FIRST
    while True:
        yield from (int(lead * power) for lead in STEPS)
        power *= 10


def goal_ahead(*, goal: int, total: int) -> int:
    """Return the goal to show: the campaign's own until it is reached, then the next step.

    Always more than `total`, so that the bar is never full and nobody is one too many.
    """
    if total < goal:
        return goal
    return next(step for step in steps() if step > total)


def goals_reached(*, goal: int, total: int) -> list[int]:
    """Return the goals that a petition has passed: its own, then each step above it up to total."""
    if total < goal:
        return []
    passed = [goal]
    for step in steps():
        if step > total:
            return passed
        if step > goal:
            passed.append(step)
    return passed  # pragma: no cover - the steps have no end
