"""Which signatures a list places in a country, and which it does not.

By the rules of `campaigns.small_numbers`, and following on what the petition's page has published:
a line that names a country is one of as many as may be published for it. The lines beyond that
number name none, so that whoever counts lines learns no more than the table tells.
"""

from collections.abc import Iterable, Mapping

from campaigns.small_numbers import publish


def placed(counts: Mapping[str, int], before: Mapping[str, int]) -> dict[str, int]:
    """Return how many may be placed in each country, given what was published of each before."""
    publication = publish(counts, {code: number for code, number in before.items() if code})
    return publication.named if publication else {}


def lines_left(named: Mapping[str, int], agreed: Mapping[str, int]) -> dict[str, int]:
    """Return how many unnamed people's lines may name each country.

    Those who agreed that their name be handed over are named with their country in any case.
    """
    return {code: max(number - agreed.get(code, 0), 0) for code, number in named.items()}


def by_country(counts: Mapping[str, int], named: Mapping[str, int]) -> list[tuple[str, int]]:
    """Return the table: countries from the largest on, then all others under an empty code."""
    shown = [(code, number) for code, number in placed(counts, named).items() if number]
    shown.sort(key=lambda pair: (-pair[1], pair[0]))
    rest = sum(counts.values()) - sum(number for _code, number in shown)
    return [*shown, ("", rest)] if rest else shown


def counted(rows: Iterable[tuple[str, bool, int]]) -> tuple[dict[str, int], dict[str, int]]:
    """Return how many are from each country, and how many of them agreed to be named."""
    counts: dict[str, int] = {}
    agreed: dict[str, int] = {}
    for code, has_agreed, number in rows:
        counts[code] = counts.get(code, 0) + number
        if has_agreed:
            agreed[code] = agreed.get(code, 0) + number
    return counts, agreed
