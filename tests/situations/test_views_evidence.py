"""The desk of evidence: the way from a report to a public page, who may do what, and bad input."""

import pytest

from situations.models import Consent, Incident, Item, PublishedIncident, Source
from situations.models.evidence_choices import Use
from tests.factories.accounts import make_member
from tests.factories.evidence import (
    make_incident,
    make_item,
    make_published,
    make_source,
    make_testimony,
)
from tests.factories.files import SECRET, jpeg, upload
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

DESK = "/desk/evidence/"
NO_ROWS = {
    f"{kind}-{name}": number
    for kind in ("figures", "actors")
    for name, number in (("TOTAL_FORMS", 1), ("INITIAL_FORMS", 0), ("MAX_NUM_FORMS", 10))
}
TYPED = NO_ROWS | {
    "title": "Attack on \u202ethe market",
    "acts": ["killing", "displacement"],
    "started_on": "2026-04-17",
    "date_precision": "day",
    "place_precision": "exact",
    "latitude": "-3.5",
    "longitude": "29.5",
    "figures-0-qualifier": "at_least",
    "figures-0-best": "4",
    "figures-0-low": "4",
    "figures-0-high": "9",
    "figures-0-kind": "killed",
    "figures-0-as_of": "2026-04-20",
    "figures-0-source": "Valley Monitor",
}


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def situation(organisation):
    return make_situation(organisation=organisation, slug="valley", name="Valley")


@pytest.fixture
def incident(situation, editor):
    return make_incident(situation=situation, reported_by=editor)


def test_the_way_from_a_report_to_the_public_page(browser, situation, editor, approver, client):
    writes, decides = browser(editor), browser(approver)
    response = writes.post(f"{DESK}situations/{situation.pk}/incident/", TYPED)
    incident = Incident.objects.get()
    assert response["Location"] == f"{DESK}incidents/{incident.pk}/"
    assert incident.title == "Attack on the market"
    assert incident.ended_on == incident.started_on
    assert incident.figures.get().high == 9

    for name in ("Radio", "Council"):
        writes.post(f"{DESK}sources/new/", {"name": name, "kind": "media", "reliability": "B"})
        source = Source.objects.get(name=name)
        writes.post(
            f"{DESK}incidents/{incident.pk}/items/add/", {"source": source.pk, "what": "Report"}
        )
    assert Item.objects.filter(incident=incident).count() == 2

    decides.post(f"{DESK}incidents/{incident.pk}/take-up/")
    decides.post(
        f"{DESK}incidents/{incident.pk}/check/", {"to": "corroborated", "finding": "Both agree."}
    )
    incident.refresh_from_db()
    assert (incident.status, incident.checked_by) == ("corroborated", approver)
    assert "Attack" not in text(client.get("/situations/valley/evidence/"))

    decides.post(
        f"{DESK}incidents/{incident.pk}/publish/",
        {"title": "Attack on a market", "shown_date": "month", "shown_place": "country"},
    )
    page = text(client.get("/situations/valley/evidence/"))
    assert "Attack on a market" in page
    assert "17 April" not in page
    decides.post(f"{DESK}incidents/{incident.pk}/take-back/")
    assert "Attack on a market" not in text(client.get("/situations/valley/evidence/"))


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"started_on": "2026-02-31"}, "This is not a day"),
        ({"started_on": "2126-04-17"}, "This day has not come yet"),
        ({"ended_on": "2026-04-16"}, "It cannot end before it begins"),
        ({"latitude": "95"}, "less than or equal to 90"),
        ({"longitude": ""}, "Give both latitude and longitude"),
        ({"figures-0-low": "5"}, "cannot be above the best one"),
        ({"figures-0-high": "3"}, "cannot be below the best one"),
        ({"figures-0-source": ""}, "This field is required"),
        ({"title": ""}, "This field is required"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_kept(browser, situation, editor, typed, error):
    response = browser(editor).post(f"{DESK}situations/{situation.pk}/incident/", TYPED | typed)
    assert response.status_code == 200
    assert error in text(response)
    assert "Valley Monitor" in text(response) or "source" in str(typed)
    assert not Incident.objects.exists()


def test_d5_the_reporter_is_told_that_another_must_look(browser, incident, editor):
    client = browser(editor)
    response = client.post(f"{DESK}incidents/{incident.pk}/take-up/")
    assert response.status_code == 403
    assert "Somebody else must look" in text(response)
    assert "Somebody else must look" in text(client.get(f"{DESK}incidents/{incident.pk}/"))


def test_approving_takes_a_second_factor_and_another_person(browser, organisation, incident):
    without = make_member(organisation=organisation, role="approver")
    address = f"{DESK}incidents/{incident.pk}/publish/"
    assert browser(without).get(address).status_code == 403
    owner = make_member(organisation=organisation, role="owner", second_factor=True)
    own = make_incident(situation=incident.situation, reported_by=owner)
    assert browser(owner).get(f"{DESK}incidents/{own.pk}/publish/").status_code == 403
    assert not PublishedIncident.objects.exists()


def test_the_public_title_offered_names_nobody_and_no_place(browser, incident, approver):
    page = text(browser(approver).get(f"{DESK}incidents/{incident.pk}/publish/"))
    assert 'value="Killing, driving people out"' in page


def test_a_picture_is_kept_opened_and_shown_as_a_copy(browser, incident, editor, approver, client):
    writes, decides = browser(editor), browser(approver)
    source = make_source(situation=incident.situation)
    writes.post(
        f"{DESK}incidents/{incident.pk}/items/add/",
        {"source": source.pk, "what": "Photograph", "file": upload(jpeg())},
    )
    item = Item.objects.get()
    page = text(writes.get(f"{DESK}items/{item.pk}/"))
    assert item.original.sha256 in page
    original = writes.post(f"{DESK}items/{item.pk}/original/")
    assert b"".join(original) == jpeg()
    assert original["Content-Type"] == "application/octet-stream"
    assert original["Content-Disposition"].startswith("attachment")
    copy = b"".join(decides.get(f"{DESK}items/{item.pk}/copy/"))
    assert SECRET not in copy
    writes.post(f"{DESK}items/{item.pk}/original/check/")
    make_published(incident=incident, actor=approver)
    decides.post(f"{DESK}items/{item.pk}/copy/show/", {"description": "A burnt stall"})
    page = text(client.get("/situations/valley/evidence/"))
    assert 'alt="A burnt stall"' in page
    decides.post(f"{DESK}items/{item.pk}/copy/hide/")
    assert "A burnt stall" not in text(client.get("/situations/valley/evidence/"))
    deeds = list(item.custody.values_list("deed", flat=True))
    assert deeds == ["received", "received", "cleaned", "opened", "whole", "shown", "hidden"]


def test_a_file_that_lies_is_told_and_its_item_not_added(browser, incident, editor):
    response = browser(editor).post(
        f"{DESK}incidents/{incident.pk}/items/add/",
        {
            "source": make_source(situation=incident.situation).pk,
            "what": "Photograph",
            "file": upload(b"<svg onload=alert(1)>", "photo.jpg"),
        },
    )
    assert "A file of this kind cannot be kept" in text(response)
    assert not Item.objects.exists()


def test_grading_a_lone_item_with_a_one_is_refused_beside_the_field(browser, incident, editor):
    item = make_item(incident=incident)
    address = f"{DESK}items/{item.pk}/grade/"
    response = browser(editor).post(address, {"credibility": "1"})
    assert "takes evidence of two sources" in text(response)
    assert browser(editor).post(address, {"credibility": "3"}).status_code == 302
    item.refresh_from_db()
    assert item.grade == "B3"


def test_d12_from_the_talk_to_the_page_and_off_it_again(
    browser, situation, editor, approver, client
):
    writes, decides = browser(editor), browser(approver)
    writes.post(
        f"{DESK}testimony/new/",
        {
            "situation": situation.pk,
            "taken_on": "2026-04-19",
            "language": "en",
            "pseudonym": "a baker",
            "account": "I am Zuri Example.",
            "excerpt": "We left the bread.",
        },
    )
    told = situation.testimonies.get()
    here = f"{DESK}testimony/{told.pk}/"
    assert told.marker in text(writes.get(here))
    writes.post(
        f"{here}consent/",
        {
            "uses": [Use.REGISTER],
            "form": "spoken",
            "language": "en",
            "given_on": "2026-04-19",
            "explained": "All of it.",
        },
    )
    public = "/situations/valley/evidence/"
    assert "We left the bread" not in text(client.get(public))
    decides.post(f"{here}approve/")
    assert "We left the bread" in text(client.get(public))
    writes.post(f"{here}withdraw/")
    assert "We left the bread" not in text(client.get(public))
    assert Consent.objects.get().status == "withdrawn"


def test_nothing_is_ticked_beforehand_in_a_consent(browser, situation, editor):
    told = make_testimony(situation=situation, taken_by=editor, uses=())
    page = text(browser(editor).get(f"{DESK}testimony/{told.pk}/consent/"))
    assert "checked" not in page
    response = browser(editor).post(f"{DESK}testimony/{told.pk}/consent/", {"explained": "x"})
    assert "This field is required" in text(response)


def test_staff_and_viewers_do_not_read_what_witnesses_told(browser, situation, viewer, editor):
    told = make_testimony(situation=situation, taken_by=editor)
    incident = make_incident(situation=situation, reported_by=editor)
    staff = make_member(role="owner", second_factor=True, staff=True)
    assert browser(staff).get(f"{DESK}testimony/{told.pk}/").status_code == 404
    response = browser(viewer).get(f"{DESK}testimony/{told.pk}/")
    assert response.status_code == 403
    assert "Zuri" not in text(response)
    page = text(browser(viewer).get(f"{DESK}incidents/{incident.pk}/"))
    assert incident.account not in page


def test_members_of_another_organisation_find_nothing(browser, stranger, incident, editor):
    item = make_item(incident=incident)
    told = make_testimony(situation=incident.situation, taken_by=editor)
    client = browser(stranger)
    for address in (
        f"incidents/{incident.pk}/",
        f"incidents/{incident.pk}/publish/",
        f"items/{item.pk}/",
        f"sources/{item.source_id}/",
        f"testimony/{told.pk}/",
        f"situations/{incident.situation_id}/incident/",
    ):
        assert client.get(DESK + address).status_code == 404, address
    for address in (f"items/{item.pk}/original/", f"testimony/{told.pk}/withdraw/"):
        assert client.post(DESK + address).status_code == 404, address
    assert incident.title not in text(client.get(DESK))


def test_the_list_is_narrowed_by_its_address_and_asks_a_bounded_number_of_questions(
    browser, incident, editor, django_assert_max_num_queries
):
    make_incident(situation=incident.situation, title="Checked one", status="checking")
    for _number in range(8):
        make_incident(situation=incident.situation, figures=True)
    client = browser(editor)
    with django_assert_max_num_queries(14):
        page = text(client.get(DESK))
    assert "Checked one" in page
    page = text(client.get(f"{DESK}?show=checking&situation={incident.situation_id}"))
    assert "Checked one" in page
    assert page.count("<bdi>") < text(client.get(DESK)).count("<bdi>")
    assert client.get(f"{DESK}?show=nonsense&situation=x&page=99").status_code == 200


def test_what_waits_is_told_on_the_first_page_of_the_desk(browser, incident, approver, editor):
    make_testimony(situation=incident.situation, taken_by=editor, approved=False)
    page = text(browser(approver).get("/desk/"))
    assert incident.title in page
    assert "a baker" in page
    assert incident.title not in text(browser(editor).get("/desk/"))
