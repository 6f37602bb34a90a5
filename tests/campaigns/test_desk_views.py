"""The desk: writing a campaign part by part, and the deeds on it."""

import pytest

from campaigns.models import Campaign, CampaignStatus
from tests.factories.accounts import log_in, make_member, make_organisation, make_user
from tests.factories.campaigns import make_campaign, make_petition, make_safety_review
from tests.factories.officials import make_post
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

DESK = "/desk/campaigns/"
SAFE = {
    "harm": "Amani, if her town were recognised.",
    "precautions": "Her name and the town's are invented.",
    "consent_in_hand": "on",
    "at_risk": "no",
}


@pytest.fixture
def organisation(db):
    return make_organisation()


@pytest.fixture
def draft(organisation):
    situation = make_situation(organisation=organisation)
    return make_campaign(live=False, organisation=organisation, situation=situation, letters=True)


@pytest.fixture
def editor(client, organisation):
    editor = make_member(organisation=organisation, role="editor")
    log_in(client, editor)
    return editor


def approver_of(client, organisation):
    approver = make_member(organisation=organisation, role="approver", second_factor=True)
    log_in(client, approver)
    return approver


def test_a_campaign_is_made_from_nothing(client, editor, organisation):
    situation = make_situation(organisation=organisation)
    form = {"situation": situation.pk, "title": "Stay", "language": "en"}
    response = client.post(f"{DESK}new/", form)
    campaign = Campaign.objects.get()
    url = f"{DESK}{campaign.pk}/"
    assert response["Location"] == f"{url}part/ask/"
    ask = {"title": "Stay", "ask": "Stay in the valley.", "rung": 1, "phase": "prevent"}
    assert client.post(f"{url}part/ask/", ask)["Location"] == f"{url}addressees/"
    office = make_post(email="a@state.example.org", label="Minister of the Interior")
    assert office.label in client.get(f"{url}addressees/?q=interior").content.decode()
    client.post(f"{url}addressees/", {"post": office.slug, "deed": "add", "q": "interior"})
    assert client.post(f"{url}addressees/", {"then": "on"})["Location"] == f"{url}part/story/"
    parts = {
        "story": {"story_title": "Amani", "story": "She stays.", "consent_note": "She agreed."},
        "facts": {"facts": "**4 attacks** in April."},
        "petition": {"text": "We ask you to stay.", "goal": 500},
        "signing": {"asks_region": "yes", "at_risk": "no"},
        "letter": {
            "subject": "Stay",
            "statement": "I ask you to stay.",
            "offers_sending": "on",
        },
        "partner": {"partner": "Council", "partner_country": "XK", "partner_reason": ""},
        "dates": {"opens": "", "closes": "2099-12-31"},
    }
    for name, values in parts.items():
        assert client.get(f"{url}part/{name}/").status_code == 200
        assert client.post(f"{url}part/{name}/", values).status_code == 302
    assert client.post(f"{url}languages/", {"then": "on"})["Location"] == f"{url}part/dates/"
    assert client.get(f"{url}write/")["Location"] == url
    assert client.post(f"{url}submit/")["Location"] == url
    approver_of(client, organisation)
    assert "Amani" in client.get(f"{url}preview/").content.decode()
    assert client.get(f"{url}approve/").status_code == 403
    assert client.post(f"{url}safety/", SAFE)["Location"] == url
    assert client.post(f"{url}approve/").status_code == 302
    log_in(client, editor)
    assert client.post(f"{url}launch/").status_code == 302
    assert client.get("/campaigns/stay/").status_code == 200


def test_the_page_of_a_draft_says_what_blocks_each_part(client, editor, draft):
    Campaign.objects.filter(pk=draft.pk).update(partner="", rung=7)
    page = client.get(f"{DESK}{draft.pk}/").content.decode()
    assert "Name a partner from the region, or say why there is none." in page
    assert "unless a force worksheet" in page
    assert f"{DESK}{draft.pk}/submit/" not in page


def test_a_deed_that_a_rule_refuses_shows_every_reason(client, editor, draft):
    Campaign.objects.filter(pk=draft.pk).update(partner="", story="")
    page = client.post(f"{DESK}{draft.pk}/submit/").content.decode()
    assert "There is a problem" in page
    assert "Name a partner" in page
    assert "Tell the story" in page


def test_a_bad_value_in_a_part_is_answered_beside_its_field(client, editor, draft):
    url = f"{DESK}{draft.pk}/part/"
    page = client.post(f"{url}petition/", {"text": "Kept text", "goal": "many"}).content.decode()
    assert "Enter a whole number" in page
    assert "Kept text" in page
    dates = client.post(f"{url}dates/", {"opens": "2027-02-01", "closes": "2027-01-01"})
    assert "cannot come before the first" in dates.content.decode()
    letter = client.post(f"{url}letter/", {"statement": "Text", "subject": ""})
    assert "A letter needs a subject" in letter.content.decode()


def test_d14_a_part_shows_the_better_wording(client, editor, draft):
    Campaign.objects.filter(pk=draft.pk).update(facts="A humanitarian intervention is near.")
    page = client.get(f"{DESK}{draft.pk}/part/facts/").content.decode()
    assert "protection of people at risk" in page


def test_pausing_asks_for_what_people_read(client, editor, organisation):
    campaign = make_campaign(organisation=organisation)
    url = f"{DESK}{campaign.pk}/"
    page = client.post(f"{url}pause/", {"notice": ""}).content.decode()
    assert "This field is required" in page
    client.post(f"{url}pause/", {"notice": "Under repair."})
    assert "Under repair." in client.get(campaign.get_absolute_url()).content.decode()
    client.post(f"{url}resume/")
    client.post(f"{url}close/", {"notice": ""})
    campaign.refresh_from_db()
    assert campaign.status == CampaignStatus.CLOSED
    again = client.post(f"{url}resume/").content.decode()
    assert "cannot go from" in again


def test_a_return_gives_its_reason_to_the_writers(client, editor, draft, organisation):
    client.post(f"{DESK}{draft.pk}/submit/")
    approver_of(client, organisation)
    client.post(f"{DESK}{draft.pk}/return/", {"reason": "The story names a child."})
    log_in(client, editor)
    assert "The story names a child." in client.get(f"{DESK}{draft.pk}/").content.decode()


def test_the_list_is_narrowed_by_status_and_holds_the_own_organisation(client, editor, draft):
    other = make_campaign(live=False, title="Of somebody else")
    page = client.get(DESK).content.decode()
    assert draft.title in page
    assert other.title not in page
    assert draft.title not in client.get(f"{DESK}?status=live").content.decode()
    assert draft.title in client.get(f"{DESK}?status=nonsense").content.decode()


def test_what_waits_is_shown_to_whoever_can_do_it(client, editor, draft, organisation):
    assert "Campaigns to finish" in client.get("/desk/").content.decode()
    client.post(f"{DESK}{draft.pk}/submit/")
    assert draft.title not in client.get("/desk/").content.decode()
    approver_of(client, organisation)
    page = client.get("/desk/").content.decode()
    assert "Campaigns whose safety is to be reviewed" in page
    assert "Campaigns to approve" not in page
    client.post(f"{DESK}{draft.pk}/safety/", SAFE)
    assert "Campaigns to approve" in client.get("/desk/").content.decode()


PAGES = [
    "",
    *(
        f"{page}/"
        for page in [
            "preview",
            "addressees",
            "part/ask",
            "submit",
            "return",
            "approve",
            "launch",
            "pause",
            "resume",
            "close",
            "write",
            "languages",
            "text/fr",
            "text/fr/write",
            "safety",
            "report",
            "report/publish",
            "schedule",
            "unschedule",
            "clone",
            "at-risk",
        ]
    ),
]


@pytest.mark.parametrize("path", PAGES)
def test_another_organisations_campaign_does_not_exist(client, editor, path):
    for campaign in (make_campaign(live=False), make_campaign()):
        url = f"{DESK}{campaign.pk}/{path}"
        assert client.get(url).status_code == 404
        assert client.post(url).status_code in {404, 405}


@pytest.mark.parametrize("path", ["", "new/", *(f"1/{page}" for page in PAGES)])
def test_nobody_comes_in_without_a_login(client, db, path):
    response = client.get(f"{DESK}{path}")
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


def test_a_situation_that_another_organisation_only_proposed_cannot_be_chosen(
    client, editor, organisation
):
    hidden = make_situation(status="proposed", name="Hidden valley")
    own = make_situation(status="proposed", name="Own valley", organisation=organisation)
    page = client.get(f"{DESK}new/").content.decode()
    assert own.name in page
    assert hidden.name not in page


def test_an_unknown_part_or_office_is_not_found(client, editor, draft):
    assert client.get(f"{DESK}{draft.pk}/part/nothing/").status_code == 404
    assert client.get(f"{DESK}{draft.pk}/part/addressees/").status_code == 404
    url = f"{DESK}{draft.pk}/addressees/"
    assert client.post(url, {"post": "nothing", "deed": "add"}).status_code == 404


def test_an_office_is_taken_out_again(client, editor, draft):
    office = draft.offices[0]
    client.post(f"{DESK}{draft.pk}/addressees/", {"post": office.slug, "deed": "remove"})
    assert not draft.offices.exists()
    page = client.get(f"{DESK}{draft.pk}/addressees/?q=nobodyofthatname").content.decode()
    assert "No office with an email address fits" in page


ROLES = {
    # who -> (edit, approve, launch, pause)
    "owner": (200, 200, 200, 200),
    "editor": (200, 403, 200, 200),
    "approver": (403, 200, 403, 403),
    "viewer": (403, 403, 403, 403),
}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_its_own(client, organisation, draft, role):
    log_in(client, make_member(organisation=organisation, role=role, second_factor=True))
    review = make_campaign(status=CampaignStatus.REVIEW, organisation=organisation)
    make_safety_review(campaign=review)
    approved = make_campaign(status=CampaignStatus.APPROVED, organisation=organisation)
    live = make_campaign(organisation=organisation)
    found = tuple(
        client.get(f"{DESK}{campaign.pk}/{page}/").status_code
        for campaign, page in (
            (draft, "part/ask"),
            (review, "approve"),
            (approved, "launch"),
            (live, "pause"),
        )
    )
    assert found == ROLES[role]
    assert client.get(f"{DESK}{draft.pk}/").status_code == 200


def test_approving_needs_a_second_factor_and_says_so(client, organisation):
    log_in(client, make_member(organisation=organisation, role="approver"))
    campaign = make_campaign(status=CampaignStatus.REVIEW, organisation=organisation)
    response = client.post(f"{DESK}{campaign.pk}/approve/")
    assert response.status_code == 403
    assert "second factor" in response.content.decode()


def test_d5_an_owner_who_wrote_cannot_approve_and_reads_why(client, organisation):
    owner = make_member(organisation=organisation, role="owner", second_factor=True)
    log_in(client, owner)
    campaign = make_campaign(status=CampaignStatus.REVIEW, organisation=organisation, author=owner)
    response = client.post(f"{DESK}{campaign.pk}/approve/")
    assert response.status_code == 403
    assert "a second person must" in response.content.decode()


def test_staff_look_and_neither_write_nor_approve(client, draft):
    log_in(client, make_user(staff=True, second_factor=True))
    assert client.get(f"{DESK}{draft.pk}/").status_code == 200
    assert client.get(f"{DESK}{draft.pk}/part/ask/").status_code == 403


def test_a_suspended_organisation_does_nothing(client, editor, draft, organisation):
    type(organisation).objects.filter(pk=organisation.pk).update(status="suspended")
    assert client.post(f"{DESK}{draft.pk}/submit/").status_code == 403


def test_the_preview_can_send_nothing(client, editor, draft):
    page = client.get(f"{DESK}{draft.pk}/preview/").content.decode()
    assert "Preview: this is the page as it will stand" in page
    assert 'type="submit"' not in page


def test_the_desk_list_costs_few_queries(
    client, editor, organisation, django_assert_max_num_queries
):
    for _number in range(6):
        make_petition(campaign=make_campaign(live=False, petition=False, organisation=organisation))
    with django_assert_max_num_queries(14):
        client.get(DESK)
