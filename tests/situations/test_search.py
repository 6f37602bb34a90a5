"""The register is searched in any script, kept in step by PostgreSQL, and ordered by fit."""

import pytest
from django.db import connection

from situations.models import SearchWords, Situation
from situations.models.search import wanted_words
from situations.services import update_situation
from tests.factories.accounts import make_user
from tests.factories.situations import (
    AT,
    make_assessment,
    make_measure,
    make_situation,
    make_territory,
)

pytestmark = pytest.mark.django_db


def found(words: str) -> set[str]:
    return set(Situation.objects.public().narrowed(text=words).values_list("name", flat=True))


@pytest.mark.parametrize(
    "words",
    [
        "Soudan",  # French
        "Sudán",
        "sudan",  # without the accent
        "السودان",  # Arabic, with the article
        "سودان",  # and without
        "السّودان",  # with vowel marks
        "Судан",  # Russian
        "СУДАН",
        "суд",  # the beginning of a word
        "苏丹",  # Chinese
        "苏",
        "Côte",  # a name with an accent
        "cote",
        "R2P-",
        "upper valley",
        "DARFUR",
        "дарфурск",
        "“Darfur”",
    ],
)
def test_a_situation_is_found_in_whatever_script_is_typed(words):
    make_situation(name="Darfur, Côte rouge, дарфурский", territories=[make_territory(code="SD")])
    make_situation(name="Elsewhere", territories=[make_territory(code="IQ")])
    assert "Darfur, Côte rouge, дарфурский" in found(words)


@pytest.mark.parametrize(
    "words",
    [
        "丹苏",  # the characters the other way round
        "arfur",  # not the beginning
        "darfur iraq",  # every word must be there
        "nowhere",
        "دارفور",
    ],
)
def test_what_is_not_there_is_not_found(words):
    make_situation(name="Darfur", territories=[make_territory(code="SD")])
    assert found(words) == set()


@pytest.mark.parametrize(
    "words",
    ["'", "';--", "a & | ! b", ":*", "<->", "\\", "%", "“”", "🙂", "((", "x" * 80, "é" * 40],
)
def test_no_words_break_the_search(client, words):
    make_situation()
    assert client.get("/situations/", {"text": words}).status_code == 200


def test_the_name_weighs_more_than_the_place_and_the_place_more_than_the_text():
    sudan, iraq = make_territory(code="SD"), make_territory(code="IQ")
    make_situation(name="A text", territories=[iraq])
    make_assessment_that_says("A text", "People who fled from Sudan.")
    make_situation(name="B place", territories=[sudan])
    make_situation(name="Sudan", territories=[iraq])
    ordered = Situation.objects.public().narrowed(text="sudan").in_order("sudan")
    assert [each.name for each in ordered] == ["Sudan", "B place", "A text"]


def make_assessment_that_says(name: str, people: str) -> None:
    situation = Situation.objects.get(name=name)
    situation.current_assessment = make_assessment(
        situation=situation, status="decided", version=2, people_at_risk=people
    )
    situation.save()


def test_the_words_follow_every_change_of_the_situation():
    situation = make_situation(name="Old name", territories=[make_territory(code="SD")])
    update_situation(
        situation=situation,
        actor=make_user(),
        territories=[make_territory(code="IQ")],
        name="New name",
        area="Marsh",
        at=AT,
    )
    assert found("new marsh iraq") == {"New name"}
    assert found("sudan") == set()
    make_assessment_that_says("New name", "Fishermen of the marsh.")
    assert found("fishermen") == {"New name"}


def test_the_words_follow_raw_sql_and_a_renamed_territory():
    situation = make_situation(name="Alpha", territories=[make_territory(code="SD")])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE situations_situation SET name = 'Omega'")
        cursor.execute("UPDATE situations_territory SET name_fr = 'Nubie' WHERE code = 'SD'")
    assert found("omega nubie") == {"Omega"}
    situation.territories.clear()
    assert found("nubie") == set()


def test_the_place_in_the_register_follows_status_and_level():
    standing = {
        situation.status + (situation.level and f" {situation.level}"): Situation.objects.get(
            pk=situation.pk
        ).standing
        for situation in (
            make_situation(level="current_crisis"),
            make_situation(level="imminent_risk"),
            make_situation(level="serious_concern"),
            make_situation(status="not_registered"),
            make_situation(status="proposed"),
        )
    }
    assert standing == {
        "registered current_crisis": 0,
        "registered imminent_risk": 1,
        "registered serious_concern": 2,
        "not_registered": 3,
        "proposed": 9,
    }


def test_nothing_undecided_is_found():
    make_situation(name="Hidden valley", status="proposed")
    assert SearchWords.objects.filter(name="Hidden valley").exists()
    assert found("hidden") == set()


def test_an_index_can_answer_the_search():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = SearchWords.objects.filter(search=wanted_words("sudan")).explain()
    assert "situations_words_search" in plan


def test_the_register_is_narrowed_by_the_phase_of_what_was_done(client):
    alpha, beta = make_situation(name="Alpha"), make_situation(name="Beta")
    make_measure(situation=alpha, phase="rebuild")
    make_measure(situation=alpha, phase="rebuild")
    make_measure(situation=beta, phase="react")
    page = client.get("/situations/?phase=rebuild").content.decode()
    assert page.count(">Alpha</a>") == 1
    assert ">Beta</a>" not in page


def test_several_territories_do_not_show_a_situation_twice(client):
    places = [make_territory(code="SD"), make_territory(code="BI")]
    make_situation(name="Alpha", territories=places)
    page = client.get("/situations/?region=002").content.decode()
    assert page.count(">Alpha</a>") == 1


def test_a_search_asks_a_bounded_number_of_questions(client, django_assert_max_num_queries):
    for _each in range(12):
        make_situation()
    with django_assert_max_num_queries(8):
        client.get("/situations/?text=valley&phase=react&outcome=prevented")
