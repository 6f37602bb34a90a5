"""The fourteen risk factors in the invented river towns, in September and in November 2026."""

from typing import Any

from situations.models.choices import FactorTrend, Ill, Rating

RISKS: tuple[dict[str, Any], ...] = (
    {
        "factor": 1,
        "rating": Rating.MODERATE,
        "trend": FactorTrend.RISING,
        "words": "There is no war. Water is short for the third year, and both banks quarrel over"
        " what is left.",
        "indicators": [7, 11],
        "ills": [Ill.CLIMATE_CHANGE, Ill.SMALL_ARMS],
    },
    {
        "factor": 2,
        "rating": Rating.LOW,
        "trend": FactorTrend.STEADY,
        "words": "One expulsion is remembered, from the time of the grandparents.",
        "indicators": [2],
    },
    {
        "factor": 3,
        "rating": Rating.HIGH,
        "trend": FactorTrend.STEADY,
        "words": "The police post is closed, and the nearest court is two days away.",
        "indicators": [2, 10],
        "place": 4,
    },
    {
        "factor": 4,
        "rating": Rating.MODERATE,
        "words": "Whoever is gone by the harvest gets no land.",
        "indicators": [2],
    },
    {
        "factor": 5,
        "rating": Rating.LOW,
        "words": "The men carry sticks and a few rifles. Nobody has seen anything heavier.",
        "indicators": [1],
    },
    {
        "factor": 6,
        "rating": Rating.LOW,
        "trend": FactorTrend.FALLING,
        "words": "Much holds it back: a council that both banks trust, two headmasters, a radio.",
    },
    {
        "factor": 7,
        "rating": Rating.HIGH,
        "trend": FactorTrend.RISING,
        "words": "Lists are made from house to house, and wells are closed to one side.",
        "indicators": [8, 10, 12, 14],
        "place": 1,
    },
    {
        "factor": 8,
        "rating": Rating.HIGH,
        "trend": FactorTrend.RISING,
        "words": "The harvest in January, and before it the day of the flood.",
        "indicators": [10, 11],
        "place": 2,
    },
    {
        "factor": 9,
        "rating": Rating.HIGH,
        "trend": FactorTrend.RISING,
        "words": "Families from the other bank are told that they never belonged here.",
        "indicators": [1, 4, 6],
        "place": 3,
    },
    {
        "factor": 10,
        "rating": Rating.ABSENT,
        "words": "Nothing said or done points to a will to destroy a group.",
    },
    {
        "factor": 11,
        "rating": Rating.MODERATE,
        "trend": FactorTrend.RISING,
        "words": "Four attacks on the road in April, six in October.",
    },
    {
        "factor": 12,
        "rating": Rating.MODERATE,
        "words": "Somebody pays for the lists; who it is, is not known.",
        "place": 5,
    },
    {"factor": 13, "rating": Rating.ABSENT, "words": "There is no war, so no parties to one."},
)

_LATER = {8, 12}
_GENTLER: dict[int, dict[str, Any]] = {
    7: {"rating": Rating.MODERATE, "words": "Lists are made from house to house.", "place": 1},
    9: {"rating": Rating.MODERATE, "place": 2},
    3: {"place": 3},
    11: {"rating": Rating.LOW, "words": "Four attacks on the road in April.", "trend": ""},
}

RISKS_BEFORE = tuple(
    rating | _GENTLER.get(rating["factor"], {})
    for rating in RISKS
    if rating["factor"] not in _LATER
)
