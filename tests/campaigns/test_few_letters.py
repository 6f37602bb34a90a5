"""A handful of letters is not counted in public: not by office, and not out of a total."""

from itertools import product

import pytest

from campaigns.few_letters import is_few, letters_in_data, letters_said, total_said
from campaigns.pages import campaign_page
from tests.factories.answers import make_sent_letter
from tests.factories.campaigns import make_campaign
from tests.factories.officials import make_post

pytestmark = pytest.mark.django_db

ROOM = range(13)


@pytest.fixture
def campaign(db):
    posts = [make_post(email=f"{name}@state.example.org", holder="M. D.") for name in "abc"]
    return make_campaign(letters=True, slug="send-them", addressees=posts)


def put(campaign, *numbers):
    for post, number in zip(campaign.offices, numbers, strict=True):
        for _time in range(number):
            make_sent_letter(campaign=campaign, post=post)


def test_from_what_is_shown_of_three_offices_no_number_below_ten_can_be_told():
    """Every history with one more or less in a hidden office shows the same, to any reader."""
    shown = {}
    for numbers in product(ROOM, repeat=3):
        said = (*map(letters_said, numbers), *map(letters_in_data, numbers), total_said(numbers))
        shown.setdefault(said, set()).add(numbers)
    for same in shown.values():
        for place in range(3):
            possible = {numbers[place] for numbers in same}
            assert len(possible) > 1 or not is_few(possible.pop()), same


def test_a_total_is_exact_where_no_office_hides_its_own():
    assert total_said([12, 0, 30]) == "42"
    assert total_said([]) == "0"


@pytest.mark.parametrize(
    ("numbers", "said"),
    [([12, 3], "more than 12"), ([3], "fewer than 10"), ([6, 7], "10 or more")],
    ids=["beside-more", "alone", "together"],
)
def test_a_total_says_no_more_than_the_offices(numbers, said):
    assert total_said(numbers) == said


def test_the_page_shows_neither_number_nor_day_of_a_handful(client, campaign):
    put(campaign, 11, 3, 0)
    page = client.get("/campaigns/send-them/").content.decode()
    assert "11 letters, since" in page
    assert page.count("Fewer than 10 letters") == 1
    assert page.count("No letter has left yet") == 1
    assert "more than 11" in page
    assert "3 letter" not in page
    assert ">14<" not in page


def test_the_desk_counts_all(campaign):
    put(campaign, 2, 3, 0)
    page = campaign_page(campaign)
    assert (page.letters_sent, page.letters_said) == (5, "fewer than 10")


def test_page_csv_and_json_hide_the_same(client, campaign):
    put(campaign, 11, 3, 0)
    data = client.get("/campaigns/send-them/answers.json").json()
    assert sorted(map(str, (row["letters"] for row in data["offices"]))) == ["11", "<10", "None"]
    assert "14" not in str([row["letters"] for row in data["offices"]])
    lines = client.get("/campaigns/send-them/answers.csv").content.decode()
    assert "<10" in lines
    page = client.get("/campaigns/send-them/answers/").content.decode()
    assert "fewer than 10" in page
