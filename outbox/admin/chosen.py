"""Five thousand numbers in one hidden field: as ranges, "3-90,95", which is how rows come."""

from collections.abc import Iterable

from outbox.services.sweeping import LIMIT


def write(numbers: Iterable[int]) -> str:
    """Write numbers down, in rising order."""
    ranges: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    return ",".join(f"{first}-{last}" if last > first else f"{first}" for first, last in ranges)


def read(text: str) -> list[int]:
    """Read what `write` wrote. Raises ValueError for anything else, or for more than the limit."""
    numbers: list[int] = []
    for part in text.split(",") if text else []:
        first, _dash, last = part.partition("-")
        begin, end = int(first), int(last or first)
        if not 0 <= end - begin < LIMIT - len(numbers) + 1:
            raise ValueError(part[:40])
        numbers.extend(range(begin, end + 1))
    if len(numbers) > LIMIT:
        raise ValueError(text[:40])
    return numbers
