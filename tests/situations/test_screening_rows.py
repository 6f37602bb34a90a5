"""Rows in the screening: people, areas, triggers and works, kept, refused and cleaned."""

import pytest

from situations.models.choices import Step
from tests.factories.situations import make_assessment, make_rating, make_situation, make_trigger

pytestmark = pytest.mark.django_db

DESK = "/desk/situations/assessments/"
KINDS = ("actors", "figures", "populations", "areas", "triggers", "citations")
ANSWERS = {
    Step.TIME: {"as_of": "2026-05-04", "time_test": "imminent"},
    Step.PEOPLE: {"people_at_risk": "Families of the lower town"},
    Step.CONCLUSION: {"outcome": "registered", "public_reason": "Lists are made."},
}


@pytest.fixture
def draft(organisation, editor):
    situation = make_situation(organisation=organisation, status="proposed")
    return make_assessment(situation=situation, author=editor)


@pytest.fixture
def send(browser, editor, draft):
    """Send one step with rows of one kind: fields of the first row, of the second, and so on."""
    client = browser(editor)

    def send(step: Step, kind: str, *rows: dict, held: int = 0, then: str = "on"):
        sizes = {f"{each}-{which}_FORMS": 0 for each in KINDS for which in ("TOTAL", "INITIAL")}
        sizes |= {f"{kind}-TOTAL_FORMS": len(rows), f"{kind}-INITIAL_FORMS": held}
        fields = {
            f"{kind}-{number}-{name}": value
            for number, row in enumerate(rows)
            for name, value in row.items()
        }
        address = f"{DESK}{draft.pk}/screen/{step}/"
        return client.post(address, ANSWERS[step] | sizes | fields | {"then": then}, follow=True)

    return send


def errors(response, kind: str, number: int = 0) -> dict:
    formset = next(each.formset for each in response.context["kinds"] if each.key == kind)
    return formset.forms[number].errors


def test_people_are_kept_group_by_group(send, draft):
    group = {"name": "Girls who cross the river", "basis": ["women", "children"], "where": "Ferry"}
    counted = {
        "name": "Families",
        "qualifier": "more_than",
        "best": "640",
        "low": "600",
        "as_of": "2026-05-04",
        "source": "River Towns Council",
    }
    send(Step.PEOPLE, "populations", group, counted)
    first, second = draft.populations.all()
    assert (first.basis, first.amount) == (["women", "children"], "")
    assert (second.amount, second.range) == ("more than 640", "not under 600")


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        ({"best": "640"}, "source", "needs its qualifier, its source and its day"),
        ({"best": "640"}, "qualifier", "needs its qualifier"),
        ({"low": "9"}, "best", "Give the best estimate as well."),
        ({"best": "6", "low": "9"}, "low", "cannot be above the best one"),
        ({"best": "6", "high": "3"}, "high", "cannot be below the best one"),
        ({"best": "-1"}, "best", "greater than or equal to 0"),
        ({"best": "6", "as_of": "2999-01-01"}, "as_of", "has not come yet"),
        ({"best": "6", "as_of": "2026-02-31"}, "as_of", "not a day"),
        ({"name": ""}, "name", "required"),
        ({"basis": ["witchcraft"]}, "basis", "not one of the available choices"),
    ],
)
def test_d6_a_bad_group_is_refused_beside_its_field(send, draft, row, field, words):
    response = send(Step.PEOPLE, "populations", {"name": "Families", "where": "x"} | row)
    assert words in str(errors(response, "populations")[field])
    assert not draft.populations.exists()
    draft.refresh_from_db()
    assert Step.PEOPLE not in draft.steps_done


def test_names_of_rows_lose_marks_that_turn_the_reading_round(send, draft):
    send(Step.PEOPLE, "areas", {"name": "Lower\u202e town\u200b", "danger": "worst"})
    assert draft.areas.get().name == "Lower town"


def test_an_area_named_twice_is_told_and_not_a_crash(send, draft):
    row = {"name": "Lower town", "danger": "worst"}
    response = send(Step.PEOPLE, "areas", row, row)
    assert "This is there twice." in str(errors(response, "areas", 1)["name"])
    assert not draft.areas.exists()


def test_an_actor_twice_in_one_part_is_told_and_not_a_crash(browser, editor, draft):
    sizes = {f"{each}-{which}_FORMS": 0 for each in KINDS for which in ("TOTAL", "INITIAL")}
    row = {"name": "Rebels", "kind": "non_state", "part": "party"}
    rows = {f"actors-{n}-{name}": value for n in (0, 1) for name, value in row.items()}
    response = browser(editor).post(
        f"{DESK}{draft.pk}/screen/facts/", sizes | {"actors-TOTAL_FORMS": 2, "then": "on"} | rows
    )
    assert "This is there twice." in str(errors(response, "actors", 1)["name"])


def test_triggers_are_kept_and_taken_out(send, draft):
    harvest = {"name": "The harvest", "when": "January", "effect": "Land is shared out."}
    send(Step.TIME, "triggers", harvest, {"name": "The verdict"})
    assert [trigger.name for trigger in draft.triggers.all()] == ["The harvest", "The verdict"]
    send(Step.TIME, "triggers", harvest | {"DELETE": "on"}, {"name": "The verdict"}, held=2)
    assert [trigger.name for trigger in draft.triggers.all()] == ["The verdict"]


def test_adding_more_rows_keeps_what_there_is_and_the_step_open(send, draft):
    response = send(Step.TIME, "triggers", {"name": "The harvest"}, then="more")
    assert response.redirect_chain[-1][0].endswith("/screen/time/")
    draft.refresh_from_db()
    assert (draft.triggers.count(), draft.steps_done) == (1, [])


def test_a_work_is_cited_with_every_place_and_day(send, draft):
    response = send(
        Step.CONCLUSION,
        "citations",
        {
            "author": "Gareth Evans",
            "title": "The Responsibility to Protect",
            "occasions": "Melbourne, 2007-08-13\nSydney, 2007-08-28\n2007-09-01",
            "locator": "para 3",
            "url": "example.org/speech",
        },
    )
    assert response.status_code == 200
    work = draft.citations.get()
    assert str(work) == (
        "Gareth Evans, The Responsibility to Protect, Melbourne, 13 August 2007 and Sydney,"
        " 28 August 2007 and 1 September 2007, para 3"
    )
    assert work.url == "https://example.org/speech"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"occasions": "Melbourne"}, "occasions"),
        ({"occasions": "Melbourne, 2007-02-31"}, "occasions"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"title": ""}, "title"),
    ],
)
def test_a_bad_citation_is_refused_beside_its_field(send, draft, row, field):
    whole = {"author": "x", "title": "A report", "occasions": "Geneva, 2026-01-02"}
    response = send(Step.CONCLUSION, "citations", whole | row)
    assert field in errors(response, "citations")
    assert not draft.citations.exists()


def test_more_rows_than_a_page_holds_are_refused(send, draft):
    many = ({"name": f"Trigger {number}"} for number in range(11))
    assert "at most 10" in send(Step.TIME, "triggers", *many).content.decode()
    assert not draft.triggers.exists()


@pytest.mark.parametrize("step", Step.values)
def test_d3_a_decided_assessment_is_edited_by_no_step(browser, organisation, editor, step):
    decided = make_situation(organisation=organisation).current_assessment
    address = f"{DESK}{decided.pk}/screen/{step}/"
    client = browser(editor)
    before = decided.public_reason
    for response in (client.get(address), client.post(address, {"then": "on"})):
        assert response.status_code == 403
        assert "A decided assessment never changes" in response.content.decode()
    decided.refresh_from_db()
    assert decided.public_reason == before


def test_what_would_make_it_stronger_is_said_and_blocks_nothing(browser, editor, draft):
    client = browser(editor)
    address = f"{DESK}{draft.pk}/"
    page = client.get(address).content.decode()
    for hint in ("There is no risk profile.", "No trigger is named.", "It names no sources"):
        assert hint in page
    assert "Hand in for a second review" in page
    make_rating(assessment=draft)
    make_trigger(assessment=draft)
    page = client.get(address).content.decode()
    assert "There is no risk profile." not in page
    assert "None of the risk factors is named as a foremost one." in page
    assert "No trigger is named." not in page
