"""The wizard: left and resumed, one step after another, with what is done and what waits."""

import pytest

from campaigns.models import Campaign
from campaigns.parts import PARTS
from tests.factories.accounts import log_in, make_member, make_organisation
from tests.factories.campaigns import make_campaign
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

DESK = "/desk/campaigns/"


@pytest.fixture
def organisation(db):
    return make_organisation()


@pytest.fixture
def editor(client, organisation):
    editor = make_member(organisation=organisation, role="editor")
    log_in(client, editor)
    return editor


@pytest.fixture
def draft(organisation, editor):
    situation = make_situation(organisation=organisation)
    return make_campaign(live=False, organisation=organisation, situation=situation)


def test_half_a_step_can_be_left_and_is_there_when_one_comes_back(client, draft):
    url = f"{DESK}{draft.pk}/"
    half = {"story_title": "Amani", "story": "", "consent_note": "", "share_text": ""}
    refused = client.post(f"{url}part/story/", half | {"then": "on"})
    assert "This field is required" in refused.content.decode()
    left = client.post(f"{url}part/story/", half | {"then": "leave"})
    assert left["Location"] == url
    draft.refresh_from_db()
    assert (draft.story_title, draft.story) == ("Amani", "")
    assert "story" not in draft.steps_done


def test_a_title_is_kept_whatever_is_left(client, draft):
    form = {"title": "", "ask": "", "rung": 1, "phase": "prevent", "then": "leave"}
    response = client.post(f"{DESK}{draft.pk}/part/ask/", form)
    assert response.status_code == 200
    assert Campaign.objects.get(pk=draft.pk).title == draft.title


def test_each_step_leads_to_the_next_and_back(client, draft):
    for before, after in zip(list(PARTS.values()), list(PARTS.values())[1:], strict=False):
        page = client.get(after.url(draft)).content.decode()
        assert f'href="{before.url(draft)}"' in page


def test_the_steps_say_what_is_done_and_what_is_missing(client, draft):
    Campaign.objects.update(steps_done=["story", "facts"], consent_note="")
    page = client.get(f"{DESK}{draft.pk}/part/facts/").content.decode()
    assert 'class="done"' in page
    assert 'class="wants"' in page
    assert "1 thing missing" in page
    assert 'aria-current="step"' in page


def test_going_on_writing_opens_the_first_step_that_waits(client, draft):
    url = f"{DESK}{draft.pk}/"
    assert client.get(f"{url}write/")["Location"] == f"{url}part/situation/"
    Campaign.objects.update(steps_done=list(PARTS), consent_note="")
    assert client.get(f"{url}write/")["Location"] == f"{url}part/story/"
    Campaign.objects.update(consent_note="She agreed.")
    assert client.get(f"{url}write/")["Location"] == url


def test_what_is_asked_of_signers_is_written_on_the_petition_and_the_campaign(client, draft):
    form = {"asks_region": "yes", "at_risk": "yes", "then": "on"}
    client.post(f"{DESK}{draft.pk}/part/signing/", form)
    stored = Campaign.objects.get(pk=draft.pk)
    assert stored.at_risk
    assert stored.petition.asks_region


def test_every_step_of_the_checklist_belongs_to_a_step_of_the_wizard(draft):
    Campaign.objects.update(
        story="", story_title="", consent_note="", partner="", ask="", rung=7, closes="2020-01-01"
    )
    draft = Campaign.objects.get(pk=draft.pk)
    draft.addressee_set.all().delete()
    answered = {field for part in PARTS.values() for field in part.fields}
    assert {field for field, _message in draft.blockers()} <= answered
