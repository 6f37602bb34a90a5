"""The risk profile of an assessment as it is shown: bars, a table, the foremost five. No sum. (D3)

All fourteen factors are there, the unrated ones as “not known”: what nobody looked at must not look
like what was found absent.
"""

from typing import NamedTuple

from django.utils.translation import gettext as _

from .models import Assessment, RiskFactor, RiskIndicator, RiskRating
from .models.choices import ARROW, FactorTrend, Rating

Bar = tuple[str, int | None, str]


class Profile(NamedTuple):
    """What the page shows: the foremost in their order, bars by group, a table with the words."""

    foremost: list[RiskRating]
    groups: list[tuple[str, list[Bar]]]
    head: list[str]
    table: list[list[str]]
    key: list[tuple[str, str]]


def risk_profile(assessment: Assessment) -> Profile | None:
    """Return the profile, or None if no factor was rated. Needs an assessment fetched `whole`."""
    ratings = {rating.factor_id: rating for rating in assessment.ratings.all()}
    if not ratings:
        return None
    rated = [
        ratings.get(factor.number) or RiskRating(factor=factor, rating=Rating.UNKNOWN)
        for factor in RiskFactor.objects.all()
    ]
    return Profile(
        foremost=sorted((each for each in rated if each.place), key=lambda each: each.place or 0),
        groups=_groups(rated),
        head=[_("Risk factor"), _("Rating"), _("Why"), _("Signs seen, and other ills")],
        table=_table(rated),
        key=[(ARROW[trend], str(trend.label)) for trend in FactorTrend],
    )


def _groups(rated: list[RiskRating]) -> list[tuple[str, list[Bar]]]:
    found: dict[str, list[Bar]] = {}
    for rating in rated:
        crime = rating.factor.get_crime_display() or _("common to all the crimes")
        word = f"{rating.get_rating_display()} {rating.arrow}".strip()
        bar = (str(rating.factor), rating.grade, word)
        found.setdefault(str(crime), []).append(bar)
    return list(found.items())


def _table(rated: list[RiskRating]) -> list[list[str]]:
    with_signs = [each.factor_id for each in rated if each.indicators]
    signs = RiskIndicator.objects.of(with_signs) if with_signs else ()
    names = {(sign.factor_id, sign.position): str(sign) for sign in signs}
    return [
        [
            str(each.factor),
            each.in_a_word,
            each.words,
            "; ".join(
                [*(names[each.factor_id, position] for position in each.indicators)]
                + each.ill_labels
            ),
        ]
        for each in rated
    ]
