"""The screening in the browser: question by question, left and come back to, to the decision."""

from datetime import date

import pytest

from situations.models import Assessment, Situation
from tests.factories.situations import make_assessment, make_situation, make_territory

pytestmark = pytest.mark.django_db

DESK = "/desk/situations/"

IRAQ_2003 = {
    "subject": {"crimes": ["crimes_against_humanity"]},
    "time": {"as_of": "2003-03-01", "time_test": "past_only"},
    "gravity": {"grave": "False", "gravity": "Violations of another scale."},
    "people": {"people_at_risk": "People whose rights are violated."},
    "response": {"state_response": "perpetrating", "standard_of_proof": "reasonable_grounds"},
    "conclusion": {
        "outcome": "not_registered",
        "exclusions": ["past_only", "human_rights_concern"],
        "public_reason": "The mass crimes lie in the past.",
        "referral": "Censure and sanctions.",
        "suggested_measures": ["censure", "sanctions"],
    },
}
NO_ROWS = {
    f"{kind}-{which}_FORMS": 0
    for kind in ("actors", "figures", "populations", "areas", "triggers", "citations")
    for which in ("TOTAL", "INITIAL")
}
NO_RATINGS = {f"factor-{number}-rating": "unknown" for number in range(1, 15)}
NOTHING = NO_ROWS | NO_RATINGS


def text(response) -> str:
    return response.content.decode()


def rows_of(response, key: str):
    """The rows of one kind on a page that was shown again."""
    return next(kind.formset for kind in response.context["kinds"] if kind.key == key)


@pytest.fixture
def draft(organisation, editor):
    situation = make_situation(organisation=organisation, status="proposed", name="Alpha")
    return Assessment.objects.create(
        situation=situation, author=editor, as_of=date(2026, 5, 4), created_at=situation.updated_at
    )


@pytest.fixture
def client(browser, editor):
    return browser(editor)


@pytest.fixture
def ask(client, draft):
    """Answer a step and follow where it leads."""

    def ask(step: str, then: str = "on", **answers):
        address = f"{DESK}assessments/{draft.pk}/screen/{step}/"
        return client.post(address, NOTHING | answers | {"then": then}, follow=True)

    return ask


def test_iraq_in_early_2003_from_the_proposal_to_the_refusal(client, browser, approver):
    iraq = make_territory(code="IQ")
    client.post(f"{DESK}propose/", {"name": "Iraq, early 2003", "territories": [iraq.pk]})
    draft = Assessment.objects.get()
    base = f"{DESK}assessments/{draft.pk}/"
    for step, answers in IRAQ_2003.items():
        client.post(f"{base}screen/{step}/", NOTHING | answers | {"then": "on"})
    for step in ("facts", "risk"):
        client.post(f"{base}screen/{step}/", NOTHING | {"then": "on"})
    assert "Hand in for a second review" in text(client.get(base))
    client.post(f"{base}submit/")
    second = browser(approver)
    assert "Confirm this assessment?" in text(second.get(f"{base}decide/"))
    second.post(f"{base}decide/")
    situation = Situation.objects.get()
    assert situation.status == "not_registered"
    page = text(client.get(situation.get_absolute_url()))
    assert "Censure and sanctions." in page
    assert "The mass crimes lie in the past." in page


def test_each_step_leads_to_the_next(ask):
    response = ask("subject", crimes=["genocide"])
    assert response.redirect_chain[-1][0].endswith("/screen/time/")


def test_past_crimes_are_answered_plainly_on_the_way(ask):
    response = ask("time", as_of="2003-03-01", time_test="past_only")
    page = text(response)
    assert "this is not an R2P situation" in page
    assert "Past crimes alone do not make an R2P situation (para 52)" in page
    assert "censure or sanctions" in page


def test_none_of_the_four_crimes_is_an_answer(ask, draft):
    page = text(ask("subject", crimes=["none"]))
    assert "None of the four crimes is at stake" in page
    draft.refresh_from_db()
    assert (draft.crimes, draft.steps_done) == ([], ["subject"])


@pytest.mark.parametrize(
    ("step", "answers", "field", "words"),
    [
        ("subject", {}, "crimes", "Tick the crimes that are at stake"),
        ("subject", {"crimes": ["none", "genocide"]}, "crimes", "not both"),
        ("subject", {"crimes": ["witchcraft"]}, "crimes", "valid choice"),
        ("time", {"as_of": "2007-08-13"}, "time_test", "occurring, appear imminent"),
        ("time", {"as_of": "2007-02-31", "time_test": "imminent"}, "as_of", "not a day"),
        ("time", {"as_of": "", "time_test": "imminent"}, "as_of", "required"),
        ("time", {"as_of": "2999-01-01", "time_test": "imminent"}, "as_of", "has not come yet"),
        ("time", {"as_of": "0207-08-13", "time_test": "imminent"}, "as_of", "too far back"),
        ("gravity", {"grave": "True"}, "gravity", "Say why it is grave"),
        ("gravity", {"gravity": "x"}, "grave", "shocks the conscience"),
        ("people", {}, "people_at_risk", "Say who is at risk"),
        (
            "response",
            {"standard_of_proof": "reasonable_grounds"},
            "state_response",
            "its own responsibility",
        ),
        ("conclusion", {"public_reason": "x"}, "outcome", "registered as R2P or not"),
    ],
)
def test_d1_what_is_missing_is_told_beside_its_field(ask, draft, step, answers, field, words):
    response = ask(step, **answers)
    assert words in str(response.context["form"].errors[field])
    assert "There is a problem" in text(response)
    draft.refresh_from_db()
    assert draft.steps_done == []


def test_what_was_typed_stays_after_an_error(ask):
    assert "Towns &amp; villages" in text(ask("gravity", scale="Towns & villages"))


def test_a_step_can_be_left_unfinished_and_come_back_to(ask, client, draft):
    response = ask("gravity", then="leave", scale="Two towns")
    assert "You can go on whenever you like" in text(response)
    draft.refresh_from_db()
    assert (draft.scale, draft.steps_done) == ("Two towns", [])
    assert "Two towns" in text(client.get(f"{DESK}assessments/{draft.pk}/screen/gravity/"))


def test_going_on_finds_the_first_open_question(ask, client, draft):
    ask("subject", crimes=["genocide"])
    response = client.get(f"{DESK}assessments/{draft.pk}/screen/")
    assert response["Location"].endswith("/screen/time/")


def test_a_conclusion_that_does_not_follow_is_refused(ask):
    ask("subject", crimes=["none"])
    response = ask("conclusion", outcome="registered", public_reason="x")
    page = text(response)
    assert "Name at least one of the four crimes" in page
    assert "Say why it is grave" in page


def test_a_failed_test_is_taken_over_into_the_conclusion(ask, client, draft):
    ask("time", as_of="2003-03-01", time_test="past_only")
    form = client.get(f"{DESK}assessments/{draft.pk}/screen/conclusion/").context["form"]
    assert form["outcome"].value() == "not_registered"
    assert form["exclusions"].value() == ["past_only"]


def test_d6_figures_and_actors_are_kept_and_removed(ask, draft):
    row = {
        "figures-0-kind": "killed",
        "figures-0-qualifier": "more_than",
        "figures-0-best": "200000",
        "figures-0-period": "2003–2007",
        "figures-0-as_of": "2007-08-13",
        "figures-0-source": "A speech",
        "actors-0-name": "The govern\u202ement",
        "actors-0-kind": "state",
        "actors-0-part": "duty_bearer",
    }
    sizes = NO_ROWS | {"figures-TOTAL_FORMS": 2, "actors-TOTAL_FORMS": 2}
    ask("facts", **(sizes | row))
    assert str(draft.figures.get()) == "more than 200,000 killed"
    assert draft.actors.get().name == "The government"
    sizes |= {"figures-INITIAL_FORMS": 1, "actors-INITIAL_FORMS": 1}
    ask("facts", **(sizes | row | {"figures-0-DELETE": "on"}))
    assert not draft.figures.exists()
    assert draft.actors.count() == 1
    draft.refresh_from_db()
    assert draft.steps_done == ["facts"]


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"figures-0-low": "300000"}, "low", "cannot be above the best one"),
        ({"figures-0-high": "3"}, "high", "cannot be below the best one"),
        ({"figures-0-source": ""}, "source", "required"),
        ({"figures-0-as_of": "2999-01-01"}, "as_of", "has not come yet"),
        ({"figures-0-best": "-1"}, "best", "greater than or equal to 0"),
        ({"figures-0-best": "99999999999"}, "best", "less than or equal"),
    ],
)
def test_d6_a_bad_figure_is_refused_beside_its_field(ask, draft, change, field, words):
    row = {
        "figures-0-kind": "killed",
        "figures-0-qualifier": "more_than",
        "figures-0-best": "200000",
        "figures-0-period": "2003–2007",
        "figures-0-as_of": "2007-08-13",
        "figures-0-source": "A speech",
    }
    response = ask("facts", **(NO_ROWS | {"figures-TOTAL_FORMS": 1} | row | change))
    assert words in str(rows_of(response, "figures").forms[0].errors[field])
    assert not draft.figures.exists()


def test_an_unknown_step_is_not_found(client, draft):
    assert client.get(f"{DESK}assessments/{draft.pk}/screen/score/").status_code == 404


def test_the_summary_links_each_missing_part_to_its_question(client, draft):
    page = text(client.get(f"{DESK}assessments/{draft.pk}/"))
    assert f"{DESK}assessments/{draft.pk}/screen/time/" in page
    assert "Before it can be handed in" in page
    assert "Hand in for a second review" not in page


def test_handing_in_an_unfinished_draft_is_refused_with_reasons(client, draft):
    response = client.post(f"{DESK}assessments/{draft.pk}/submit/")
    assert response.status_code == 409
    assert "Say whether it is registered as R2P or not." in text(response)
    assert client.get(f"{DESK}assessments/{draft.pk}/submit/").status_code == 405


def test_looking_at_the_decision_decides_nothing(browser, approver, editor, organisation):
    assessment = make_assessment(
        situation=make_situation(organisation=organisation, status="proposed"),
        author=editor,
        status="second_review",
    )
    browser(approver).get(f"{DESK}assessments/{assessment.pk}/decide/")
    assessment.refresh_from_db()
    assert assessment.status == "second_review"


def test_the_second_person_returns_it_with_a_reason(browser, approver, editor, organisation):
    assessment = make_assessment(
        situation=make_situation(organisation=organisation, status="proposed"),
        author=editor,
        status="second_review",
    )
    address = f"{DESK}assessments/{assessment.pk}/return/"
    second = browser(approver)
    assert "Say what should be looked at again." in text(second.post(address, {"reason": ""}))
    second.post(address, {"reason": "Which source?"})
    assessment.refresh_from_db()
    assert assessment.status == "returned"
    page = text(browser(editor).get(f"{DESK}assessments/{assessment.pk}/"))
    assert "Which source?" in page
    assert "Hand in for a second review" in page


def test_deciding_twice_is_refused_as_out_of_date(browser, approver, editor, organisation):
    assessment = make_assessment(
        situation=make_situation(organisation=organisation, status="proposed"),
        author=editor,
        status="second_review",
    )
    second = browser(approver)
    address = f"{DESK}assessments/{assessment.pk}/decide/"
    assert second.post(address).status_code == 302
    assert second.post(address).status_code == 409


def test_assessing_anew_asks_first(client, organisation):
    situation = make_situation(organisation=organisation)
    address = f"{DESK}{situation.pk}/assess/"
    assert "Assess this situation anew?" in text(client.get(address))
    assert situation.assessments.count() == 1
    client.post(address)
    assert situation.assessments.count() == 2
    assert client.post(address).status_code == 409
