"""Goals that move up by rule, and stay told once they were reached."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.goals import goal_ahead, goals_reached, steps
from campaigns.models import GoalReached
from campaigns.services.publishing import tell_goals
from tests.factories.campaigns import make_petition


def test_the_steps_are_one_two_and_a_half_and_five():
    first = list(itertools.islice(steps(), 8))
    assert first == [100, 250, 500, 1000, 2500, 5000, 10_000, 25_000]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(1, 10**7), st.integers(0, 10**8))
def test_the_goal_is_always_ahead_of_the_count(goal, total):
    assert goal_ahead(goal=goal, total=total) > total


@pytest.mark.parametrize(
    ("goal", "total", "ahead"),
    [(1000, 0, 1000), (1000, 999, 1000), (1000, 1000, 2500), (300, 300, 500), (50, 50, 100)],
)
def test_a_goal_that_is_reached_gives_way_to_the_next_step(goal, total, ahead):
    assert goal_ahead(goal=goal, total=total) == ahead


def test_the_goals_reached_are_the_own_one_and_the_steps_above_it():
    assert goals_reached(goal=300, total=299) == []
    assert goals_reached(goal=300, total=1200) == [300, 500, 1000]


@pytest.mark.django_db
def test_a_goal_that_was_reached_stays_told_after_signatures_were_taken_back(client):
    petition = make_petition(goal=100, signature_total=260)
    assert tell_goals() == 2
    petition.signature_total = 90
    petition.save()
    assert tell_goals() == 0
    assert [row.goal for row in GoalReached.objects.all()] == [100, 250]
    page = client.get(petition.get_absolute_url()).content.decode()
    assert "Goal of 250" in page
    assert "The goal is 100" in page
