"""The desk and the public pages of what is done: force, outcomes, measures, the register's end."""

import re

import pytest

from situations.models import ForceWorksheet, Measure, OutcomeReview
from situations.models.choices import Rung
from situations.models.worksheet import Criterion, Finding
from tests.factories.accounts import make_member
from tests.factories.cases import DARFUR, KOSOVO
from tests.factories.cases.responses import DARFUR_FORCE, write_case_worksheet
from tests.factories.responses import (
    make_check,
    make_commitment,
    make_review,
    make_sanctions,
    make_worksheet,
)
from tests.factories.situations import make_measure, make_situation

pytestmark = pytest.mark.django_db

DESK = "/desk/situations/"


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def owner(organisation):
    return make_member(organisation=organisation, role="owner", second_factor=True)


@pytest.fixture
def situation(organisation):
    return make_situation(organisation=organisation, name="Alpha", level="current_crisis")


def answers(**more: str) -> dict[str, str]:
    """Every question of the form, answered."""
    given = {
        "as_of": "2026-05-04",
        "authority": "blocked",
        "authority_note": "A veto is threatened.",
        "authority_sources": "Records of the Council",
        "consent": "withheld",
        "rung_1": "Talks broke down.",
        "finding": "may_be_asked",
        "finding_reason": "Nothing else is left.",
    }
    for criterion in Criterion.values:
        given |= {f"{criterion}_answer": f"On {criterion}.", f"{criterion}_sources": "Monitor"}
    return given | more


def test_d8_a_worksheet_goes_from_the_form_through_two_approvals_to_its_page(
    browser, client, situation, editor, approver, owner
):
    desk = browser(editor)
    desk.post(f"{DESK}{situation.pk}/force/")
    worksheet = ForceWorksheet.objects.get()
    base = f"/desk/force/{worksheet.pk}/"
    desk.post(f"{base}edit/", answers(finding=""))
    assert "Say what you conclude." in text(desk.get(base))
    assert desk.post(f"{base}submit/").status_code == 409
    desk.post(f"{base}edit/", answers())
    desk.post(f"{base}submit/")
    assert desk.get(f"{base}approve/").status_code == 403
    for number, person in enumerate((approver, owner)):
        second = browser(person)
        assert "1 approval of two" in text(second.get(base)) or number == 0
        second.post(f"{base}approve/")
    page = text(client.get(f"/situations/{situation.slug}/force/1/"))
    for words in ("Blocked by a threatened veto", "On proportionality.", "Talks broke down."):
        assert words in page
    assert "Force without consent may be asked for" in text(
        client.get(situation.get_absolute_url())
    )


def test_d8_one_person_approves_once(browser, situation, approver):
    worksheet = make_worksheet(situation=situation, status="review")
    second = browser(approver)
    base = f"/desk/force/{worksheet.pk}/"
    second.post(f"{base}approve/")
    assert second.post(f"{base}approve/").status_code == 403
    assert "You approved it already" in text(second.get(base))
    worksheet.refresh_from_db()
    assert worksheet.status == "review"


def test_d8_law_stands_apart_from_the_five_answers(run, client, editor, approver, owner):
    situation = run(KOSOVO)
    worksheet = make_worksheet(situation=situation, status="approved", authority="blocked")
    page = text(client.get(worksheet.get_absolute_url()))
    law, criteria, lower = (
        page.index(f'id="{part}"') for part in ("authority", "criteria", "lower")
    )
    assert law < page.index("Blocked by a threatened veto") < criteria < lower
    assert "threatened veto" not in page[criteria:lower]


@pytest.mark.parametrize("address", ["public", "desk"])
def test_d8_no_page_adds_the_answers_up(browser, client, situation, editor, address):
    worksheet = make_worksheet(situation=situation, status="approved")
    page = text(
        client.get(worksheet.get_absolute_url())
        if address == "public"
        else browser(editor).get(f"/desk/force/{worksheet.pk}/")
    )
    main = re.search(r"<main.*</main>", page, re.DOTALL)[0].lower()
    assert not re.search(r"\b(score|total|sum|points|verdict)\b", main)
    assert not re.search(r"\d\s*(/|out of|of)\s*5", main)


def test_d8_darfur_is_complete_without_force_and_says_nothing_of_failure(
    run, client, editor, approver, owner
):
    situation = run(DARFUR)
    write_case_worksheet(
        DARFUR_FORCE, situation=situation, author=editor, approvers=(approver, owner)
    )
    for address in (situation.get_absolute_url(), f"{situation.get_absolute_url()}force/1/"):
        page = text(client.get(address)).lower()
        assert "force without consent is not called for" in page
        assert "fail" not in page


def test_d8_a_withdrawn_worksheet_says_so_on_its_page(browser, client, situation, approver):
    worksheet = make_worksheet(situation=situation, status="approved")
    base = f"/desk/force/{worksheet.pk}/withdraw/"
    desk = browser(approver)
    assert "required" in text(desk.post(base, {"reason": " "}))
    desk.post(base, {"reason": "The talks have resumed."})
    page = text(client.get(worksheet.get_absolute_url()))
    assert "This worksheet was withdrawn" in page
    assert "The talks have resumed." in page
    assert "On the use of force" not in text(client.get(situation.get_absolute_url()))


@pytest.mark.parametrize("status", ["draft", "review", "returned"])
def test_a_worksheet_that_is_not_approved_is_no_page(client, situation, status):
    make_worksheet(situation=situation, status=status)
    assert client.get(f"/situations/{situation.slug}/force/1/").status_code == 404


def test_a_worksheet_of_others_is_hidden(browser, stranger, situation):
    worksheet = make_worksheet(situation=situation, status="review")
    for deed in ("", "edit/", "approve/", "return/", "withdraw/"):
        assert browser(stranger).get(f"/desk/force/{worksheet.pk}/{deed}").status_code == 404


def test_a_worksheet_is_returned_with_a_reason(browser, situation, approver, editor):
    worksheet = make_worksheet(situation=situation, status="review", author=editor)
    browser(approver).post(f"/desk/force/{worksheet.pk}/return/", {"reason": "Which talks?"})
    assert "Which talks?" in text(browser(editor).get(f"/desk/force/{worksheet.pk}/"))


REVIEW = {
    "as_of": "2026-05-04",
    "result": "prevented",
    "account": "Nobody was driven out.",
    "obstacles": ["military_terms_only", "dulled_by_numbers"],
    "sources": "Valley Monitor",
}


def test_an_outcome_goes_from_the_form_to_the_page_and_ends_the_monitoring(
    browser, client, situation, editor, approver
):
    desk, second = browser(editor), browser(approver)
    assert "Review first" in text(second.get(f"{DESK}{situation.pk}/end/"))
    desk.post(f"{DESK}{situation.pk}/outcome/", REVIEW)
    review = OutcomeReview.objects.get()
    base = f"/desk/outcomes/{review.pk}/"
    desk.post(f"{base}submit/")
    assert desk.get(f"{base}decide/").status_code == 403
    second.post(f"{base}decide/")
    second.post(f"{DESK}{situation.pk}/end/")
    page = text(client.get(situation.get_absolute_url()))
    for words in ("monitoring ended", "prevented", "Feeling dulled by large numbers"):
        assert words in page


def test_a_review_without_its_parts_is_refused_beside_the_field(browser, situation, editor):
    answer = browser(editor).post(f"{DESK}{situation.pk}/outcome/", {"as_of": "2026-02-31"})
    errors = answer.context["form"].errors
    assert "not a day" in str(errors["as_of"])
    assert {"result", "account", "sources"} <= set(errors)
    assert not OutcomeReview.objects.exists()


def test_the_archive_tells_what_is_missing(browser, situation, approver):
    make_review(situation=situation, status="decided")
    make_sanctions(situation=situation)
    desk = browser(approver)
    desk.post(f"{DESK}{situation.pk}/end/")
    page = text(desk.post(f"{DESK}{situation.pk}/archive/"))
    assert "goes on to rebuilding" in page
    make_measure(situation=situation, phase="rebuild")
    desk.post(f"{DESK}{situation.pk}/archive/")
    desk.post(f"{DESK}{situation.pk}/reopen/", {"reason": "New lists."})
    situation.refresh_from_db()
    assert situation.status == "registered"


def test_sanctions_are_changed_and_checked_at_the_desk(browser, client, situation, editor):
    measure = make_sanctions(situation=situation)
    desk = browser(editor)
    base = f"{DESK}measures/{measure.pk}/"
    desk.post(
        f"{base}check/",
        {
            "checked_on": "2026-04-02",
            "application": "evaded",
            "finding": "Boats cross at night.",
            "source": "Monitor",
        },
    )
    form = desk.get(f"{base}edit/").context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    desk.post(f"{base}edit/", values | {"ended_on": "2026-04-30"})
    page = text(client.get(situation.get_absolute_url()))
    assert "Boats cross at night." in page
    assert "2 March 2026 to 30 April 2026" in page
    assert "check overdue" not in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("ended_on", "2026-01-01", "cannot come before the first"),
        ("began_on", "2999-01-01", "has not come yet"),
        ("began_on", "31 February 2026", "not a day"),
        ("phase", "later", "valid choice"),
    ],
)
def test_impossible_entries_are_refused_beside_their_field(
    browser, situation, editor, field, value, words
):
    measure = make_sanctions(situation=situation)
    desk = browser(editor)
    base = f"{DESK}measures/{measure.pk}/edit/"
    form = desk.get(base).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    answer = desk.post(base, values | {field: value})
    assert words in str(answer.context["form"].errors[field])
    assert Measure.objects.get().began_on == measure.began_on


def test_the_desk_says_which_sanctions_nobody_looked_at(browser, situation, editor, approver):
    make_sanctions(situation=situation)
    make_worksheet(situation=situation, status="review")
    make_review(situation=situation, status="review")
    home = text(browser(editor).get("/desk/"))
    assert "Sanctions that nobody has looked at" in home
    assert "Force worksheets to approve" not in home
    second = text(browser(approver).get("/desk/"))
    assert "Force worksheets to approve" in second
    assert "Outcomes to decide" in second


def test_the_pages_of_what_is_done_are_the_same_for_everybody(client, browser, situation, owner):
    worksheet = make_worksheet(situation=situation, status="approved")
    make_review(situation=situation, status="decided")
    make_commitment()
    member = browser(owner)
    for address in (
        worksheet.get_absolute_url(),
        "/outcomes/",
        "/objections/",
        "/commitments/",
        "/commitments/code-of-conduct/",
        "/commitments/states/kosovo/",
    ):
        anonymous, known = client.get(address), member.get(address)
        assert anonymous.status_code == 200, address
        assert anonymous.content == known.content
        assert not anonymous.cookies
        assert "public" in anonymous["Cache-Control"]


def test_a_full_situation_page_asks_a_bounded_number_of_questions(
    client, situation, django_assert_max_num_queries
):
    make_worksheet(situation=situation, status="approved")
    make_review(situation=situation, status="decided")
    for _each in range(4):
        make_check(measure=make_sanctions(situation=situation))
    make_measure(situation=situation, rung=Rung.MILITARY_NO_CONSENT, consent="withheld")
    with django_assert_max_num_queries(26):
        client.get(situation.get_absolute_url())


def test_markup_in_what_is_typed_is_shown_as_text(client, situation):
    make_worksheet(
        situation=situation,
        status="approved",
        finding=Finding.NOT_CALLED_FOR,
        finding_reason="<script>alert(1)</script>",
    )
    make_review(situation=situation, status="decided", account="<img src=x onerror=alert(1)>")
    for address in (f"/situations/{situation.slug}/force/1/", situation.get_absolute_url()):
        page = text(client.get(address))
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_d14_words_of_intervention_are_warned_of_and_block_nothing(browser, situation, editor):
    worksheet = make_worksheet(
        situation=situation, author=editor, finding_reason="A right to intervene."
    )
    review = make_review(situation=situation, author=editor, lessons="No regime change.")
    desk = browser(editor)
    for base, words in (
        (f"/desk/force/{worksheet.pk}/", "“right to intervene”"),
        (f"/desk/outcomes/{review.pk}/", "“regime change”"),
    ):
        assert words in text(desk.get(base))
        assert desk.post(f"{base}submit/").status_code == 302


def test_marks_that_turn_the_direction_of_writing_are_taken_out(browser, situation, editor):
    desk = browser(editor)
    desk.post(f"{DESK}{situation.pk}/force/")
    worksheet = ForceWorksheet.objects.get()
    said = answers(purpose_answer="To \u202eprotect\u202c.", rung_1="Talks\u2066 broke down.")
    desk.post(f"/desk/force/{worksheet.pk}/edit/", said)
    assert worksheet.answers.get(criterion="purpose").answer == "To protect."
    assert worksheet.rungs.get().considered == "Talks broke down."
    desk.post(f"{DESK}{situation.pk}/outcome/", REVIEW | {"account": "Nobody\u202e."})
    assert OutcomeReview.objects.get().account == "Nobody."


def test_the_home_page_costs_no_more_for_more_situations(client, django_assert_max_num_queries):
    for _each in range(12):
        make_situation()
    with django_assert_max_num_queries(8):
        client.get("/")
