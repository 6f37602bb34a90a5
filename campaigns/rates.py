"""How often offices answer: never without its interval, and never of a few."""

from dataclasses import dataclass
from math import sqrt

FEWEST = 5  # (D9: never fewer than five together)
Z = 1.96  # 95 per cent


@dataclass(frozen=True)
class Rate:
    """So many of so many, and between which two shares the truth lies, in 19 of 20 cases."""

    answered: int
    asked: int
    low: float
    high: float

    @property
    def share(self) -> float:
        return self.answered / self.asked

    @property
    def percents(self) -> tuple[int, int, int]:
        """Share, lower and upper end as whole per cent."""
        low, high = int(100 * self.low), min(100, int(100 * self.high) + 1)
        return round(100 * self.share), low, high


def rate_of(answered: int, asked: int) -> Rate | None:
    """Return the rate with its Wilson score interval; None for fewer than FEWEST.

    (E. B. Wilson, Journal of the American Statistical Association 22, 1927.) Raises ValueError if
    more answered than were asked.
    """
    if not 0 <= answered <= asked:
        raise ValueError("More answered than were asked.")
    if asked < FEWEST:
        return None
    share, spread = answered / asked, Z * Z / asked
    centre = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * sqrt(share * (1 - share) / asked + spread / (4 * asked))
    return Rate(answered, asked, max(0.0, centre - half), min(1.0, centre + half))
