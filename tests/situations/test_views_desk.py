"""The desk of situations: who sees what, who may do what, and the way through the screening."""

import pytest

from audit.models import Event
from situations.models import Assessment, Measure, Situation
from tests.factories.accounts import make_member, make_organisation
from tests.factories.situations import (
    make_assessment,
    make_figure,
    make_measure,
    make_situation,
    make_territory,
)

pytestmark = pytest.mark.django_db

DESK = "/desk/situations/"


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def situation(organisation):
    return make_situation(organisation=organisation, name="Alpha")


@pytest.fixture
def proposed(organisation):
    return make_situation(organisation=organisation, status="proposed", name="Beta")


@pytest.fixture
def draft(proposed, editor):
    return make_assessment(situation=proposed, author=editor, steps_done=["subject"])


@pytest.fixture
def handed_in(organisation, editor):
    proposed = make_situation(organisation=organisation, status="proposed", name="Gamma")
    return make_assessment(situation=proposed, author=editor, status="second_review")


def test_a_visitor_is_asked_to_sign_in(client, draft):
    for address in (DESK, f"{DESK}assessments/{draft.pk}/", f"{DESK}propose/"):
        response = client.get(address)
        assert response.status_code == 302
        assert "/accounts/login/" in response["Location"]


def test_members_of_another_organisation_find_nothing(browser, stranger, situation, draft):
    client = browser(stranger)
    measure = make_measure(situation=situation)
    for address in (
        f"{DESK}{situation.pk}/",
        f"{DESK}{situation.pk}/edit/",
        f"{DESK}{situation.pk}/assess/",
        f"{DESK}{situation.pk}/measures/log/",
        f"{DESK}measures/{measure.pk}/remove/",
        f"{DESK}assessments/{draft.pk}/",
        f"{DESK}assessments/{draft.pk}/screen/time/",
        f"{DESK}assessments/{draft.pk}/screen/facts/",
        f"{DESK}assessments/{draft.pk}/decide/",
        f"{DESK}assessments/{draft.pk}/return/",
    ):
        assert client.get(address).status_code == 404, address
    page = text(client.get(DESK))
    assert "Alpha" not in page
    assert "Beta" not in page


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("", (200, 200, 200)),
        ("propose/", (200, 403, 403)),
        ("{situation}/", (200, 200, 200)),
        ("{situation}/edit/", (200, 403, 403)),
        ("{situation}/assess/", (200, 403, 403)),
        ("{situation}/measures/log/", (200, 403, 403)),
        ("assessments/{draft}/", (200, 200, 200)),
        ("assessments/{draft}/screen/", (302, 403, 403)),
        ("assessments/{draft}/screen/time/", (200, 403, 403)),
        ("assessments/{draft}/screen/facts/", (200, 403, 403)),
        ("assessments/{handed_in}/screen/time/", (403, 403, 403)),
        ("assessments/{handed_in}/decide/", (403, 200, 403)),
        ("assessments/{handed_in}/return/", (403, 200, 403)),
    ],
)
def test_editors_write_approvers_decide_viewers_read(
    request, browser, address, codes, situation, draft, handed_in
):
    path = DESK + address.format(situation=situation.pk, draft=draft.pk, handed_in=handed_in.pk)
    got = tuple(
        browser(request.getfixturevalue(role)).get(path).status_code
        for role in ("editor", "approver", "viewer")
    )
    assert got == codes


def test_a_forbidden_deed_says_why(browser, viewer, editor, draft, handed_in):
    page = browser(viewer).get(f"{DESK}assessments/{draft.pk}/screen/time/")
    assert "Only owners and editors" in text(page)
    page = browser(editor).get(f"{DESK}assessments/{handed_in.pk}/screen/time/")
    assert "in second review" in text(page)


def test_deciding_takes_a_second_factor(browser, organisation, handed_in):
    without = make_member(organisation=organisation, role="approver")
    response = browser(without).post(f"{DESK}assessments/{handed_in.pk}/decide/")
    assert response.status_code == 403
    assert "second factor" in text(response)
    assert Assessment.objects.get(pk=handed_in.pk).status == "second_review"


def test_an_owner_who_wrote_it_is_told_that_another_must_decide(browser, organisation, proposed):
    owner = make_member(organisation=organisation, role="owner", second_factor=True)
    assessment = make_assessment(situation=proposed, author=owner, status="second_review")
    response = browser(owner).post(f"{DESK}assessments/{assessment.pk}/decide/")
    assert response.status_code == 403
    assert "Somebody else must decide" in text(response)


def test_a_suspended_organisation_cannot_write(browser, proposed):
    organisation = make_organisation(status="suspended")
    member = make_member(organisation=organisation, role="owner", second_factor=True)
    assert browser(member).get(f"{DESK}propose/").status_code == 403
    assert browser(member).get(DESK).status_code == 403


def test_proposing_leads_into_the_first_question(browser, organisation, editor):
    sudan = make_territory(code="SD")
    client = browser(editor)
    response = client.post(
        f"{DESK}propose/",
        {"name": "Da\u202erfur", "territories": [sudan.pk], "area": "West", "lead": editor.pk},
        follow=True,
    )
    situation = Situation.objects.get()
    assert situation.name == "Darfur"
    assert (situation.organisation, situation.lead) == (organisation, editor)
    assert response.redirect_chain[-1][0].endswith("/screen/subject/")
    assert "First test: which crimes?" in text(response)


def test_a_bad_proposal_keeps_what_was_typed(browser, editor):
    response = browser(editor).post(f"{DESK}propose/", {"name": "Somewhere", "territories": ["x"]})
    assert response.status_code == 200
    assert 'value="Somewhere"' in text(response)
    assert "There is a problem" in text(response)
    assert not Situation.objects.exists()


def test_a_lead_from_elsewhere_is_refused_beside_the_field(browser, editor, stranger):
    response = browser(editor).post(
        f"{DESK}propose/",
        {"name": "A", "territories": [make_territory().pk], "lead": stranger.pk},
    )
    assert "lead" in response.context["form"].errors


def test_changing_a_situation_leaves_its_address(browser, editor, situation):
    before = situation.get_absolute_url()
    browser(editor).post(
        f"{DESK}{situation.pk}/edit/",
        {"name": "Renamed", "territories": [make_territory(code="SD").pk], "lead": editor.pk},
    )
    situation.refresh_from_db()
    assert (situation.name, situation.get_absolute_url()) == ("Renamed", before)
    assert Event.objects.about(situation).filter(verb="situation.updated").exists()


def test_the_list_tells_what_is_stale_and_what_is_under_way(
    browser, editor, situation, draft, handed_in
):
    client = browser(editor)
    assert {"Alpha", "Beta", "Gamma"} <= set(text(client.get(DESK)).replace("<", ">").split(">"))
    stale = text(client.get(f"{DESK}?show=stale"))
    assert "Alpha" in stale
    assert "Beta" not in stale
    under_way = text(client.get(f"{DESK}?show=open"))
    assert "Alpha" not in under_way
    assert "Gamma" in under_way


def test_the_list_costs_no_more_for_more_rows(
    browser, organisation, editor, django_assert_max_num_queries
):
    for _number in range(8):
        make_situation(organisation=organisation)
    client = browser(editor)
    with django_assert_max_num_queries(16):
        client.get(DESK)


def test_a_measure_is_logged_and_taken_out_again(browser, editor, situation, client):
    desk = browser(editor)
    values = {
        "what": "Talks",
        "who": "Elders",
        "when": "2026",
        "rung": 1,
        "phase": "prevent",
        "course": "carried_out",
        "consent": "not_needed",
        "legality": "not_needed",
        "quality": "open",
        "source": "Valley Monitor",
    }
    desk.post(f"{DESK}{situation.pk}/measures/log/", values)
    assert "Talks" in text(client.get(situation.get_absolute_url()))
    measure = Measure.objects.get()
    address = f"{DESK}measures/{measure.pk}/remove/"
    assert "Take this measure out" in text(desk.get(address))
    assert Measure.objects.exists()
    desk.post(address)
    assert not Measure.objects.exists()
    event = Event.objects.filter(verb="measure.removed").get()
    assert event.details["what"] == "Talks"


def test_a_measure_of_rung_6_against_consent_is_refused_beside_the_form(browser, editor, situation):
    values = {
        "what": "Troops",
        "who": "A coalition",
        "when": "1999",
        "rung": 6,
        "phase": "react",
        "course": "carried_out",
        "consent": "withheld",
        "legality": "blocked",
        "quality": "open",
        "source": "Valley Monitor",
    }
    response = browser(editor).post(f"{DESK}{situation.pk}/measures/log/", values)
    assert response.status_code == 200
    assert "Rung 6 is military protection with consent." in text(response)


def test_what_waits_is_shown_to_whom_it_waits_for(browser, editor, approver, draft, handed_in):
    make_figure(assessment=draft)
    assert "Gamma" in text(browser(approver).get("/desk/"))
    assert "Assessments to decide" not in text(browser(editor).get("/desk/"))
