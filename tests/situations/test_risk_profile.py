"""The fourteen risk factors: their rows, their form, their picture. Never a sum. (D3)"""

from collections import Counter

import pytest
from django.db import IntegrityError, models, transaction

from core.rules import RuleRefused
from situations.models import Assessment, RiskFactor, RiskIndicator, RiskRating
from situations.models.choices import Crime, FactorKind, Rating
from situations.profile import risk_profile
from situations.services import begin_assessment, write_details
from tests.factories.cases import DARFUR
from tests.factories.situations import (
    make_assessment,
    make_factor,
    make_rating,
    make_situation,
)

pytestmark = pytest.mark.django_db

DESK = "/desk/situations/assessments/"


def text(response) -> str:
    return " ".join(response.content.decode().split())


def whole(assessment: Assessment) -> Assessment:
    return Assessment.objects.whole().get(pk=assessment.pk)


@pytest.fixture(autouse=True)
def _factors(db):
    make_factor()


def test_there_are_fourteen_eight_common_and_two_for_each_crime_of_law():
    assert list(RiskFactor.objects.values_list("number", flat=True)) == list(range(1, 15))
    kinds = Counter(RiskFactor.objects.values_list("kind", flat=True))
    assert kinds == {FactorKind.COMMON: 8, FactorKind.SPECIFIC: 6}
    crimes = Counter(factor.crime for factor in RiskFactor.objects.all() if factor.crime)
    assert crimes == {Crime.GENOCIDE: 2, Crime.CRIMES_AGAINST_HUMANITY: 2, Crime.WAR_CRIMES: 2}


def test_indicators_are_numbered_once_from_one_on_and_triggering_events_have_twelve():
    numbers = [indicator.number for indicator in RiskIndicator.objects.all()]
    assert len(numbers) == len(set(numbers))
    for factor in RiskFactor.objects.all():
        positions = list(factor.indicators.values_list("position", flat=True))
        assert positions == list(range(1, len(positions) + 1))
    assert RiskFactor.objects.get(number=8).indicators.count() == 12


def test_d3_no_column_can_hold_a_sum():
    numbers = (models.IntegerField, models.FloatField, models.DecimalField)
    held = {
        field.name
        for field in RiskRating._meta.get_fields()
        if isinstance(field, numbers) and not field.primary_key
    }
    assert held == {"place"}


def test_d3_the_page_shows_words_and_bars_and_adds_nothing_up(run, client):
    page = text(client.get(run(DARFUR).get_absolute_url()))
    profile = page[page.index('id="risk"') : page.index('id="state"')]
    for words in ("11 · Widespread attack on civilians", "high", "not known"):
        assert words in profile
    assert profile.count('class="bar-track"') == 5
    assert profile.count('class="bar-unknown"') == 9
    for word in ("score", "total", "sum ", "out of 14", "per cent", "%)"):
        assert word not in profile.lower()


def test_the_foremost_five_stand_first_in_their_own_order(run, client):
    page = text(client.get(run(DARFUR).get_absolute_url()))
    foremost = page[page.index("What weighs most") : page.index("All fourteen")]
    names = [RiskFactor.objects.get(number=number).name for number in (11, 13, 1, 2, 6)]
    places = [foremost.index(name) for name in names]
    assert places == sorted(places)
    assert "Villages burnt, people killed on a large scale" in foremost


def test_the_table_says_all_that_the_bars_say_and_why():
    draft = make_assessment()
    make_rating(assessment=draft, factor=8, indicators=[8], ills=["climate_change"], trend="rising")
    profile = risk_profile(whole(draft))
    assert profile is not None
    assert len(profile.table) == 14
    row = profile.table[7]
    assert row[:3] == ["8 · Triggering events", "high, rising", "The harvest is weeks away."]
    assert row[3].startswith("8.8 A census, an election")
    assert row[3].endswith("climate change")
    assert profile.table[0][1] == "not known"


def test_what_nobody_looked_at_is_not_drawn_as_absent():
    draft = make_assessment()
    make_rating(assessment=draft, factor=10, rating=Rating.ABSENT, words="Nothing points to it.")
    profile = risk_profile(whole(draft))
    assert profile is not None
    grades = {name: grade for _group, bars in profile.groups for name, grade, _word in bars}
    assert grades["10 · Intent to destroy a group"] == 0
    assert grades["9 · Tension between groups"] is None


def test_without_ratings_there_is_no_profile(client):
    assert 'id="risk"' not in text(client.get(make_situation().get_absolute_url()))


@pytest.mark.parametrize(
    "more",
    [
        {"words": ""},
        {"rating": "extreme"},
        {"trend": "sideways"},
        {"place": 6},
        {"place": 0},
        {"rating": "absent", "place": 1},
        {"rating": "unknown", "place": 1},
        {"ills": ["witchcraft"]},
    ],
)
def test_postgresql_refuses_a_rating_that_is_not_whole(more):
    draft = make_assessment()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_rating(assessment=draft, **more)


def test_neither_a_factor_nor_a_place_is_given_twice():
    draft = make_assessment()
    make_rating(assessment=draft, factor=8, place=1)
    for twice in ({"factor": 8}, {"factor": 7, "place": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_rating(assessment=draft, **twice)


def test_a_sign_that_the_factor_does_not_have_is_refused():
    draft = make_assessment()
    rating = {"factor": make_factor(), "rating": "high", "words": "Why", "indicators": [13]}
    with pytest.raises(RuleRefused) as refused:
        write_details(assessment=draft, actor=draft.author, ratings=[rating])
    assert refused.value.codes == ["indicators"]
    assert not draft.ratings.exists()


def test_the_next_version_begins_with_the_profile_of_the_last(run, editor):
    situation = run(DARFUR)
    draft = begin_assessment(situation=situation, actor=editor)
    for kind in ("ratings", "populations", "areas", "citations"):
        before = getattr(situation.current_assessment, kind).count()
        assert getattr(draft, kind).count() == before > 0, kind


class TestForm:
    """The step of the screening that asks for it."""

    @pytest.fixture
    def draft(self, organisation, editor):
        situation = make_situation(organisation=organisation, status="proposed")
        return make_assessment(situation=situation, author=editor)

    @pytest.fixture
    def send(self, browser, editor, draft):
        client = browser(editor)

        def send(**answers):
            answers = {name.replace("_", "-"): value for name, value in answers.items()}
            address = f"{DESK}{draft.pk}/screen/risk/"
            return client.post(address, answers | {"then": "on"}, follow=True)

        return send

    def test_untouched_it_keeps_nothing_and_leads_on(self, send, draft):
        response = send()
        assert response.redirect_chain[-1][0].endswith("/screen/conclusion/")
        assert not draft.ratings.exists()

    def test_what_is_rated_is_kept_and_shown_again(self, send, draft, browser, editor):
        send(
            factor_8_rating="high",
            factor_8_words="The harvest",
            factor_8_trend="rising",
            factor_8_place="1",
            factor_8_indicators=["8", "10"],
            factor_8_ills="climate_change",
            factor_10_rating="absent",
            factor_10_words="Nothing points to it.",
        )
        rating = draft.ratings.get(factor=8)
        assert (rating.rating, rating.trend, rating.place) == ("high", "rising", 1)
        assert (rating.indicators, rating.ills) == ([8, 10], ["climate_change"])
        assert draft.ratings.count() == 2
        page = text(browser(editor).get(f"{DESK}{draft.pk}/screen/risk/"))
        assert "Signs seen, and other ills: 3 ticked" in page
        assert "Nothing points to it." in page

    @pytest.mark.parametrize(
        ("answers", "words"),
        [
            ({"factor_8_rating": "high"}, "Say why, in a sentence."),
            ({"factor_8_rating": "extreme"}, "not one of the available choices"),
            (
                {"factor_8_rating": "absent", "factor_8_words": "x", "factor_8_place": "1"},
                "Only a factor that is there can be a foremost one.",
            ),
            (
                {
                    "factor_8_rating": "high",
                    "factor_8_words": "x",
                    "factor_8_place": "1",
                    "factor_7_rating": "low",
                    "factor_7_words": "y",
                    "factor_7_place": "1",
                },
                "Another factor has this place already.",
            ),
            ({"factor_8_indicators": "13"}, "not one of the available choices"),
        ],
    )
    def test_what_does_not_hold_is_told_beside_its_factor(self, send, draft, answers, words):
        page = text(send(**answers))
        assert words in page
        assert "There is a problem" in page
        assert not draft.ratings.exists()
        draft.refresh_from_db()
        assert "risk" not in draft.steps_done
