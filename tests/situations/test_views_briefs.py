"""Briefs at the desk: written, looked at, recommended, reviewed, published."""

import pytest

from audit.models import Event
from situations.models import Brief
from tests.factories.briefs import make_brief, make_recommendation
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

DESK = "/desk/briefs/"
SIZES = {"recommendations-TOTAL_FORMS": 3, "recommendations-INITIAL_FORMS": 0}

WORDS = {
    "title": "What can be done",
    "standfirst": "Much can be done.",
    "body": "## Now\n\nProtect the **towns**.",
    "sources": "Valley Monitor",
    "language": "en",
    "then": "save",
}
ROWS = SIZES | {
    "recommendations-0-addressee": "Security Council",
    "recommendations-0-text": "Send observers.",
    "recommendations-0-rung": "2",
    "recommendations-0-ORDER": "2",
    "recommendations-1-addressee": "Government of Alpha",
    "recommendations-1-text": "Protect the towns.",
    "recommendations-1-rung": "5",
    "recommendations-1-ORDER": "1",
    "recommendations-1-is_territorial_state": "on",
}


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def draft(organisation, editor):
    return make_brief(published=False, organisation=organisation, author=editor)


@pytest.fixture
def in_review(organisation, editor):
    return make_brief(status="review", organisation=organisation, author=editor)


@pytest.mark.parametrize(
    ("address", "codes"),
    [
        ("", (200, 200, 200)),
        ("new/", (200, 403, 403)),
        ("{draft}/", (200, 200, 200)),
        ("{draft}/edit/", (200, 403, 403)),
        ("{draft}/recommendations/", (200, 403, 403)),
        ("{in_review}/edit/", (403, 403, 403)),
        ("{in_review}/publish/", (403, 200, 403)),
        ("{in_review}/return/", (403, 200, 403)),
    ],
)
def test_editors_write_approvers_publish_viewers_read(
    request, browser, address, codes, draft, in_review
):
    path = DESK + address.format(draft=draft.pk, in_review=in_review.pk)
    got = tuple(
        browser(request.getfixturevalue(role)).get(path).status_code
        for role in ("editor", "approver", "viewer")
    )
    assert got == codes


def test_members_of_another_organisation_find_nothing(browser, stranger, draft, in_review):
    client = browser(stranger)
    for brief in (draft, in_review):
        for deed in ("", "edit/", "recommendations/", "publish/", "return/"):
            assert client.get(f"{DESK}{brief.pk}/{deed}").status_code == 404
        assert client.post(f"{DESK}{brief.pk}/submit/").status_code == 404
    assert draft.title not in text(client.get(DESK))


def test_a_brief_from_the_first_line_to_publication(browser, editor, approver, client):
    situation = make_situation(name="Alpha")
    desk = browser(editor)
    desk.post(f"{DESK}new/", {"situation": situation.pk, "title": "What can be done"})
    brief = Brief.objects.get()
    base = f"{DESK}{brief.pk}/"
    assert "Before it can go out" in text(desk.get(base))
    assert desk.post(f"{base}submit/").status_code == 409
    desk.post(f"{base}edit/", WORDS)
    desk.post(f"{base}recommendations/", ROWS)
    assert "Hand in for review" in text(desk.get(base))
    desk.post(f"{base}submit/")
    second = browser(approver)
    assert second.get(f"{base}publish/").status_code == 200
    second.post(f"{base}publish/")
    brief.refresh_from_db()
    page = text(client.get(brief.get_absolute_url()))
    assert brief.get_absolute_url() == "/briefs/what-can-be-done/"
    assert brief.reference == f"BRF-{brief.published_at.year}-001"
    assert "<strong>towns</strong>" in page
    assert page.index("Government of Alpha") < page.index("Security Council")
    event = Event.objects.public().about(brief).get()
    assert (event.verb, event.actor) == ("brief.published", approver)


def test_a_preview_shows_the_text_and_saves_nothing(browser, editor, draft):
    response = browser(editor).post(
        f"{DESK}{draft.pk}/edit/",
        {
            "title": "Changed <b>title</b>",
            "body": "Very **new** <script>alert(1)</script>",
            "language": "en",
            "then": "preview",
        },
    )
    page = text(response)
    assert "Preview, not saved yet" in page
    assert "Very <strong>new</strong>" in page
    assert "<script>alert" not in page
    draft.refresh_from_db()
    assert "new" not in draft.body


def test_words_typed_are_warned_of_in_the_preview(browser, editor, draft):
    response = browser(editor).post(
        f"{DESK}{draft.pk}/edit/",
        {"title": "T", "body": "A right to intervene", "language": "en", "then": "preview"},
    )
    assert "Words that may close doors" in text(response)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "", "required"),
        ("title", "x" * 200, "at most 140"),
        ("as_of", "31 February 2007", "not a day"),
        ("as_of", "2999-01-01", "has not come yet"),
        ("language", "tlh", "valid choice"),
        ("body", "x" * 60_001, "at most 60000"),
    ],
)
def test_bad_values_are_refused_beside_their_field(browser, editor, draft, field, value, words):
    values = {"title": "T", "language": "en", "then": "save", "standfirst": "Kept as typed"}
    response = browser(editor).post(f"{DESK}{draft.pk}/edit/", values | {field: value})
    assert words in str(response.context["form"].errors[field])
    assert "Kept as typed" in text(response)


def test_d8_force_without_consent_is_refused_beside_the_rung(browser, editor, draft):
    rows = SIZES | {
        "recommendations-0-addressee": "Security Council",
        "recommendations-0-text": "Send troops.",
        "recommendations-0-rung": "7",
    }
    response = browser(editor).post(f"{DESK}{draft.pk}/recommendations/", rows)
    assert "unless a force worksheet" in str(response.context["rows"].forms[0].errors["rung"])


def test_d13_the_missing_state_is_told_before_handing_in(browser, editor, draft):
    draft.recommendations.all().delete()
    make_recommendation(brief=draft, is_territorial_state=False, addressee="Council")
    client = browser(editor)
    assert "Address the State where the people are at risk first" in text(
        client.get(f"{DESK}{draft.pk}/")
    )
    assert client.post(f"{DESK}{draft.pk}/submit/").status_code == 409


def test_a_brief_on_an_undecided_situation_cannot_be_begun(browser, editor, organisation):
    hidden = make_situation(organisation=organisation, status="proposed")
    response = browser(editor).post(f"{DESK}new/", {"situation": hidden.pk, "title": "T"})
    assert "situation" in response.context["form"].errors


def test_the_second_person_returns_it_with_a_reason(browser, approver, editor, in_review):
    address = f"{DESK}{in_review.pk}/return/"
    second = browser(approver)
    assert second.post(address, {"reason": ""}).status_code == 200
    second.post(address, {"reason": "Too long"})
    in_review.refresh_from_db()
    assert in_review.status == "returned"
    assert "Too long" in text(browser(editor).get(f"{DESK}{in_review.pk}/"))


def test_the_author_is_told_that_another_must_publish(browser, editor, in_review):
    response = browser(editor).get(f"{DESK}{in_review.pk}/")
    assert "Waiting for approval" in text(response)


def test_looking_publishes_nothing(browser, approver, in_review):
    browser(approver).get(f"{DESK}{in_review.pk}/publish/")
    assert Brief.objects.get().status == "review"


def test_the_list_can_be_narrowed_by_status(browser, editor, draft, in_review):
    client = browser(editor)
    assert draft.title in text(client.get(f"{DESK}?show=draft"))
    assert in_review.title not in text(client.get(f"{DESK}?show=draft"))
    assert draft.title in text(client.get(f"{DESK}?show=nonsense"))
