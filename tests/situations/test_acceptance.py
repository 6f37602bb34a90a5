"""Rows 1-9, 17, 18, 30, 37 and 38 of the table of concepts and tests: what an assessment owes them.

Each test is named after its row; the cases come from the address of August 2007.
"""

import inspect

import pytest
from django.apps import apps

from core.rules import RuleRefused
from situations.models import Assessment, Citation, RiskRating, Situation, Trigger
from situations.models.choices import Exclusion, Ill, Level, Outcome, Rating, TimeTest
from situations.services import (
    decide_assessment,
    record_measure,
    submit_assessment,
    write_assessment,
    write_details,
)
from tests.factories.accounts import make_user
from tests.factories.cases import BURUNDI, CASES, DARFUR, EXCLUSIONS, IRAQ_2003, IRAQ_2007
from tests.factories.responses import make_review
from tests.factories.situations import AT, make_assessment, make_factor, make_situation

pytestmark = pytest.mark.django_db


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("field", "nothing", "words"),
    [
        ("crimes", [], "at least one of the four crimes"),
        ("time_test", "", "occurring, appear imminent, or could come about"),
        ("gravity", "", "Say why it is grave"),
    ],
)
def test_row_1_each_of_the_three_tests_is_asked_for_in_its_own_words(field, nothing, words):
    draft = make_assessment(**{field: nothing})
    with pytest.raises(RuleRefused) as refused:
        submit_assessment(assessment=draft, actor=draft.author, at=AT)
    assert refused.value.codes == [field]
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("when", "level"),
    [
        (TimeTest.OCCURRING, Level.CURRENT_CRISIS),
        (TimeTest.IMMINENT, Level.IMMINENT_RISK),
        (TimeTest.CAPABLE, Level.SERIOUS_CONCERN),
    ],
)
def test_row_2_the_time_test_alone_gives_the_level(when, level):
    draft = make_assessment(time_test=when)
    submit_assessment(assessment=draft, actor=draft.author, at=AT)
    decided = decide_assessment(assessment=draft, actor=make_user(), at=AT)
    decided.refresh_from_db()
    assert (decided.level, decided.situation.level) == (level, level)


def test_row_3_repression_without_mass_crime_is_no_r2p_and_says_where_to_turn(client):
    draft = make_assessment(
        outcome=Outcome.NOT_REGISTERED,
        crimes=[],
        time_test=TimeTest.NONE,
        exclusions=[Exclusion.HUMAN_RIGHTS_CONCERN],
        referral="The special procedures of the human rights bodies.",
        suggested_measures=["censure", "rule_of_law"],
    )
    submit_assessment(assessment=draft, actor=draft.author, at=AT)
    decided = decide_assessment(assessment=draft, actor=make_user(), at=AT)
    page = text(client.get(decided.situation.get_absolute_url()))
    assert decided.situation.status == "not_registered"
    for words in ("Where to turn instead", "The special procedures", "Ensure the rule of law"):
        assert words in page


def test_row_4_past_crimes_do_not_register_and_still_deserve_an_answer(run, client):
    page = text(client.get(run(IRAQ_2003).get_absolute_url()))
    for words in ("Not R2P", "past crimes only", "late 1980s", "early 1990s", "Censure"):
        assert words in page
    assert page.index("Censure") < page.index("Sanctions")


def test_row_5_one_territory_is_no_in_2003_and_yes_in_2007_with_trigger_and_areas(run, client):
    before, after = run(IRAQ_2003), run(IRAQ_2007)
    old = text(client.get(before.current_assessment.get_absolute_url()))
    new = text(client.get(after.current_assessment.get_absolute_url()))
    assert before.territories.get() == after.territories.get()
    assert "Why this is not an R2P situation" in old
    assert "Why this is an R2P situation" in new
    assert "A hasty withdrawal of foreign forces from the centre and the north" in new
    assert 'South of Iraq</strong> <span class="small soft">(less than elsewhere)' in new
    assert "more than 3,000,000" in new
    assert "about 1,000" in new


def test_row_6_what_was_prevented_is_found_with_what_four_actors_did(run, client):
    burundi = run(BURUNDI)
    make_review(situation=burundi, status="decided")
    run(DARFUR)
    listed = text(client.get("/situations/?outcome=prevented"))
    assert ">Burundi</a>" in listed
    assert ">Darfur</a>" not in listed
    page = text(client.get(burundi.get_absolute_url()))
    for actor in ("Nelson Mandela", "South Africa", "International Crisis Group", "Peacebuilding"):
        assert actor in page


def test_row_7_darfur_has_two_sides_several_crimes_and_no_single_name(run, client):
    situation = run(DARFUR)
    parts = set(situation.current_assessment.actors.values_list("name", "part"))
    assert ("Government of Sudan", "alleged_perpetrator") in parts
    assert ("Rebel groups", "party") in parts
    page = text(client.get(situation.get_absolute_url()))
    assert "Contested labels" in page
    names = {field.name for field in Assessment._meta.get_fields()}
    assert not {"type", "kind", "perpetrator", "crime"} & names


def test_row_8_a_page_without_force_is_whole_and_speaks_of_no_failure(run, client):
    page = text(client.get(run(DARFUR).get_absolute_url()))
    assert "fail" not in page[page.index("<main") : page.index("</main>")].lower()
    assert "relief effort in the west" in page
    for measure in ("Sanctions", "Threat of prosecution", "Political pressure"):
        assert measure in page


@pytest.mark.parametrize("case", EXCLUSIONS, ids=lambda case: case.answers["exclusions"][0])
def test_row_9_each_of_the_four_ills_is_declined_with_its_own_code(run, client, case):
    situation = run(case)
    code = Exclusion(case.answers["exclusions"][0])
    page = text(client.get(situation.get_absolute_url()))
    assert situation.status == "not_registered"
    assert situation.current_assessment.exclusions == [code]
    assert str(code.label) in page
    assert case.answers["referral"] in page


def test_row_9_there_are_four_and_they_differ():
    assert len({case.answers["exclusions"][0] for case in EXCLUSIONS}) == len(EXCLUSIONS) == 4


@pytest.mark.parametrize("ill", Ill.values)
def test_row_9_an_ill_can_play_into_a_risk_and_never_registers(ill):
    draft = make_assessment()
    rating = {
        "factor": make_factor(number=1),
        "rating": Rating.HIGH,
        "words": "It drives people from their land.",
        "ills": [ill],
    }
    write_details(assessment=draft, actor=draft.author, ratings=[rating])
    assert RiskRating.objects.get().ills == [ill]
    write_assessment(assessment=draft, actor=draft.author, at=AT, exclusions=[ill])
    with pytest.raises(RuleRefused) as refused:
        submit_assessment(assessment=draft, actor=draft.author, at=AT)
    assert refused.value.codes == ["exclusions"]


def test_row_17_words_of_intervention_are_warned_of_and_decide_nothing(
    browser, organisation, editor, approver
):
    draft = make_assessment(
        situation=make_situation(organisation=organisation, status="proposed"),
        author=editor,
        public_reason="There is a right to intervene, and a case for regime change.",
    )
    page = text(browser(editor).get(f"/desk/situations/assessments/{draft.pk}/"))
    assert "“right to intervene”" in page
    assert "“regime change”" in page
    submit_assessment(assessment=draft, actor=editor, at=AT)
    assert decide_assessment(assessment=draft, actor=approver, at=AT).is_decided


@pytest.mark.parametrize("case", [DARFUR, IRAQ_2007, IRAQ_2003], ids=lambda case: case.name)
def test_row_18_people_at_risk_stand_first_on_every_page(run, client, case):
    situation = run(case)
    record_measure(
        situation=situation,
        actor=make_user(),
        what="Talks",
        who="Elders",
        when="2007",
        rung=1,
        phase="prevent",
        source="Valley Monitor",
    )
    order = ["people", "judgement", "figures", "risk", "state", "suggestions"]
    for address in (
        situation.get_absolute_url(),
        situation.current_assessment.get_absolute_url(),
    ):
        page = text(client.get(address))
        places = [page.index(f'id="{part}"') for part in order if f'id="{part}"' in page]
        assert places[0] == page.index('id="people"')
        assert places == sorted(places)
    whole = text(client.get(situation.get_absolute_url()))
    assert whole.index('id="people"') < whole.index('id="measures"') < whole.index('id="history"')


def test_row_30_the_register_lists_both_outcomes_each_with_its_reason(run, client):
    yes, no = run(IRAQ_2007), run(IRAQ_2003)
    listed = text(client.get("/situations/"))
    for situation in (yes, no):
        assert f">{situation.name}</a>" in listed
        page = text(client.get(situation.get_absolute_url()))
        assert situation.current_assessment.public_reason in page


def test_row_37_no_table_asks_for_a_national_interest():
    columns = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_app_config("situations").get_models()
        for field in model._meta.get_fields()
    }
    assert not [name for name in columns if "interest" in name.lower()]
    for service in (submit_assessment, decide_assessment):
        assert "interest" not in inspect.getsource(service)


def test_row_38_the_address_is_cited_with_both_its_days_and_places(run, client):
    situation = run(DARFUR)
    work = Citation.objects.get(assessment=situation.current_assessment)
    assert [str(occasion) for occasion in work.given] == [
        "Melbourne, 13 August 2007",
        "Sydney, 28 August 2007",
    ]
    page = text(client.get(situation.current_assessment.get_absolute_url()))
    assert "Melbourne, 13 August 2007 and Sydney, 28 August 2007, paras 12, 39, 56, 63" in page


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_case_says_that_it_is_from_a_speech_of_2007(run, client, case):
    page = text(client.get(run(case).get_absolute_url()))
    assert "from a 2007 speech" in page
    assert "G. Evans, Melbourne, 13 August 2007" in page


def test_the_figures_of_the_address_keep_their_words(run):
    told = {
        (case.name, str(figure), figure.period)
        for case in (DARFUR, IRAQ_2007)
        for figure in run(case).current_assessment.figures.all()
    }
    assert told == {
        ("Darfur", "more than 200,000 dead", "2003–2007"),
        ("Darfur", "about 2,500,000 displaced", "2003–2007"),
        ("Iraq, 2007", "more than 3,000,000 displaced", "up to August 2007"),
        ("Iraq, 2007", "about 1,000 killed", "each month"),
    }
    assert Trigger.objects.count() == 1
    assert Situation.objects.count() == 2
