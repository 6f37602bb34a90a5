"""What changed between two judgements, in words, and the page that sets them side by side."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from situations import changes
from situations.models import Assessment
from situations.models.choices import Crime, Exclusion, Outcome, TimeTest, Trend
from tests.factories.accounts import make_user
from tests.factories.situations import (
    AT,
    make_actor,
    make_area,
    make_assessment,
    make_citation,
    make_figure,
    make_population,
    make_rating,
    make_situation,
    make_trigger,
)

pytestmark = pytest.mark.django_db


def two(**after) -> tuple[Assessment, Assessment]:
    """The current assessment of a situation, and a draft of the next that differs in `after`."""
    situation = make_situation(level="serious_concern")
    before = situation.current_assessment
    same = {
        "as_of": before.as_of + timedelta(days=30),
        "outcome": before.outcome,
        "time_test": before.time_test,
    }
    return before, make_assessment(situation=situation, **(same | after))


def words(before: Assessment, after: Assessment) -> list[str]:
    whole = [Assessment.objects.whole().get(pk=each.pk) for each in (before, after)]
    return [change.words for part in changes.compare(*whole) for change in part.changes]


def decide(assessment: Assessment) -> Assessment:
    """Set down as decided what was compared as a draft."""
    assessment.status, assessment.version = "decided", 1
    assessment.decided_by = make_user()
    assessment.decided_at = AT + timedelta(days=60)
    assessment.save()
    return assessment


def test_what_is_the_same_is_not_mentioned():
    assert words(*two()) == []


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (
            {"time_test": TimeTest.OCCURRING},
            "The level rose from “Serious concern” to “Current crisis”.",
        ),
        ({"trend": Trend.IMPROVING}, "The trend went from “deteriorating” to “improving”."),
        (
            {"crimes": [Crime.ETHNIC_CLEANSING, Crime.GENOCIDE]},
            "Crimes, new: genocide.",
        ),
        ({"crimes": [Crime.ETHNIC_CLEANSING]}, "Crimes, no longer: crimes against humanity."),
        ({"state_response": "unwilling"}, "The State’s response went from"),
        ({"outlook": ["conflict_risk"]}, "Outlook, new: risk of more violence."),
        ({"suggested_measures": ["mediation"]}, "Measures called for, no longer: sanctions."),
        ({"standard_of_proof": "reasonable_suspicion"}, "The standard of proof went from"),
        ({"gravity": "Another reason."}, "Why it is grave is written anew."),
        ({"sources": "Another source."}, "The sources are not the same."),
    ],
)
def test_each_move_of_the_judgement_is_told_in_words(after, said):
    assert any(sentence.startswith(said) for sentence in words(*two(**after)))


def test_a_yes_that_becomes_a_no_is_told_first():
    refusal = {
        "outcome": Outcome.NOT_REGISTERED,
        "time_test": TimeTest.NONE,
        "crimes": [],
        "grave": False,
        "exclusions": [Exclusion.INTERNAL_CONFLICT_ONLY],
        "referral": "The mediators.",
    }
    before, after = two(**refusal)
    said = words(before, after)
    assert said[0].startswith("It was registered as an R2P situation; now it is judged not to be")
    assert "It is no longer found grave enough to engage the world." in said
    assert "Reasons why it is not R2P, new: internal conflict alone." in said


def test_rows_are_told_as_new_gone_or_otherwise():
    situation = make_situation(status="proposed")
    first = make_assessment(situation=situation, as_of=AT.date() - timedelta(days=30))
    make_population(assessment=first)
    make_area(assessment=first)
    make_trigger(assessment=first)
    make_figure(assessment=first)
    make_actor(assessment=first)
    make_rating(assessment=first, factor=8, place=1)
    first = decide(first)
    second = make_assessment(situation=situation, as_of=AT.date())
    make_population(assessment=second, best=4500)
    make_area(assessment=second, name="Lower valley")
    make_trigger(assessment=second, when="February")
    make_figure(assessment=second, best=5000)
    make_rating(assessment=second, factor=8, rating="moderate", place=2)
    make_rating(assessment=second, factor=7, words="Lists are made.", place=1)
    make_citation(assessment=second)
    said = "\n".join(words(first, second))
    for sentence in (
        "People “Families of the lower town”: from “about 4,000” to “about 4,500”.",
        "Area, new: “Lower valley” (worse than elsewhere).",
        "Area, no longer named: “Upper valley”.",
        "Trigger “The harvest”: from “January” to “February”.",
        "Figure “displaced, since March”: from “more than 3,000” to “more than 5,000”.",
        "Actor, no longer named: “Government of the valley, bears the primary responsibility",
        "Risk factor “8 · Triggering events”: from “high” to “moderate”.",
        "Risk factor, new: “7 · Preparations” (high).",
        "What weighs most was: Triggering events. Now it is: Preparations, Triggering events.",
        "Work, new: “Valley Monitor, What the river towns fear, Upper town,",
    ):
        assert sentence in said


def test_a_text_is_shown_word_by_word_without_losing_one():
    before, after = "Men with lists come.", "Men with new lists come often."
    pieces = changes.word_by_word(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after
    assert {piece.kind for piece in pieces} == {"same", "new", "gone"}


def test_a_text_that_repeats_itself_without_end_is_compared_all_the_same():
    before, after = "a b " * 1250, "b a " * 1250
    pieces = changes.word_by_word(before, after)
    assert [(piece.kind, piece.text) for piece in pieces] == [("gone", before), ("new", after)]
    lines = changes.word_by_word("a " * 2000 + "\nb", "a " * 2000 + "\nc")
    assert [piece.kind for piece in lines] == ["same", "gone", "new"]


def page_of(client, before: Assessment, after: Assessment) -> str:
    response = client.get(changes.address(before, after))
    assert response.status_code == 200
    assert not response.cookies
    return response.content.decode()


def test_the_page_sets_two_versions_side_by_side(client):
    before, after = two(time_test=TimeTest.OCCURRING, gravity="<b>Entire</b> towns are emptied.")
    page = page_of(client, before, decide(after))
    assert "The level rose from “Serious concern” to “Current crisis”." in page
    assert "<del>" in page
    assert "&lt;b&gt;Entire&lt;/b&gt;" in page
    assert before.get_absolute_url() in page
    assert after.get_absolute_url() in page


def test_any_two_versions_can_be_set_side_by_side(client):
    before, after = two()
    decide(after)
    oldest = make_assessment(
        situation=before.situation, status="decided", as_of=before.as_of - timedelta(days=90)
    )
    page = page_of(client, before, after)
    assert changes.address(oldest, after) in page
    assert page_of(client, oldest, after)
    for version in (before, after):
        assert page.count(changes.address(version, version)) == 0


def test_the_page_is_the_same_bytes_for_a_member(client, browser, editor):
    before, after = two()
    address = changes.address(before, decide(after))
    anonymous, known = client.get(address), browser(editor).get(address)
    assert anonymous.content == known.content
    assert "public" in anonymous["Cache-Control"]
    assert "Cookie" not in anonymous.get("Vary", "")


def test_the_later_version_stands_second_whatever_the_address_says(client):
    before, after = two()
    decide(after)
    turned = client.get(changes.address(after, before))
    assert (turned.status_code, turned["Location"]) == (301, changes.address(before, after))
    alone = client.get(changes.address(after, after))
    assert (alone.status_code, alone["Location"]) == (301, after.get_absolute_url())


def test_a_draft_is_compared_with_nothing_in_public(client):
    before, after = two()
    after.version = 1
    assert client.get(changes.address(before, after)).status_code == 404


def test_a_version_of_another_situation_is_not_found(client):
    before, _after = two()
    other = make_situation().current_assessment
    other.as_of = other.as_of + timedelta(days=1)
    other.situation = before.situation
    assert client.get(changes.address(before, other)).status_code == 404


def test_the_page_asks_a_bounded_number_of_questions(client, django_assert_max_num_queries):
    before, after = two()
    for number in range(1, 15):
        make_rating(assessment=after, factor=number, place=None)
    for name in "abcdef":
        make_area(assessment=after, name=name)
        make_trigger(assessment=after, name=name)
    address = changes.address(before, decide(after))
    with django_assert_max_num_queries(24):
        client.get(address)


def test_the_history_tells_each_step_and_costs_no_more_for_more_versions(
    client, django_assert_num_queries
):
    situation = make_situation(level="serious_concern")
    url = situation.get_absolute_url()
    first = situation.current_assessment
    with CaptureQueriesContext(connection) as before:
        client.get(url)
    for days, test in enumerate((TimeTest.IMMINENT, TimeTest.OCCURRING, TimeTest.CAPABLE), 1):
        make_assessment(
            situation=situation,
            status="decided",
            as_of=first.as_of - timedelta(days=days),
            time_test=test,
        )
    with django_assert_num_queries(len(before)):
        page = client.get(url).content.decode()
    assert "The level fell from “Imminent risk” to “Serious concern”." in page
    assert "The level rose from “Serious concern” to “Current crisis”." in page
    assert page.count("all that changed since") == 3


def test_at_the_desk_the_second_person_sees_what_is_new(browser, organisation, editor, approver):
    situation = make_situation(organisation=organisation)
    draft = make_assessment(
        situation=situation, author=editor, status="second_review", gravity="Worse than before."
    )
    page = browser(approver).get(f"/desk/situations/assessments/{draft.pk}/").content.decode()
    assert "What changed since" in page
    assert "Why it is grave is written anew." in page
