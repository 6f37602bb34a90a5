"""The desk: letters of a campaign, variants of their words, facts by two people."""

import pytest

from audit.models import Event
from campaigns.models import CaseFacts, LetterAction, LetterVariant, TextStatus
from campaigns.politeness import names_somebody
from campaigns.services import launch_campaign
from campaigns.services.letter_actions import add_names, write_variant
from tests.factories.accounts import log_in, make_member, make_organisation
from tests.factories.campaigns import make_campaign, make_letter
from tests.factories.letters import make_case_facts
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(db):
    return make_organisation()


@pytest.fixture
def situation(organisation):
    return make_situation(organisation=organisation)


def campaign_of(organisation, situation, **more):
    return make_campaign(organisation=organisation, situation=situation, letters=True, **more)


def enter(client, organisation, role):
    member = make_member(organisation=organisation, role=role, second_factor=True)
    log_in(client, member)
    return member


def facts_form(*, deed, text="The granary burnt.", source="Valley Monitor", **more):
    return {
        "expires_on": "2099-05-04",
        "reason": "It burnt.",
        "facts-TOTAL_FORMS": "2",
        "facts-INITIAL_FORMS": "0",
        "facts-0-text": text,
        "facts-0-source": source,
        "facts-0-as_of": "2026-05-04",
        "deed": deed,
        **more,
    }


def test_a_variant_is_written_and_removed_in_a_draft(client, organisation, situation):
    draft = campaign_of(organisation, situation, live=False)
    enter(client, organisation, "editor")
    url = f"/desk/campaigns/{draft.pk}/letters/"
    words = {"language": "fr", "name": "", "subject": "Sujet", "statement": "Texte", "weight": 1}
    assert client.post(url, words).status_code == 302
    variant = LetterVariant.objects.get()
    assert "Sujet" in client.get(url).content.decode()
    client.post(url, {"deed": "remove", "variant": variant.pk})
    assert not LetterVariant.objects.exists()


def test_what_letters_say_does_not_change_once_it_is_public(client, organisation, situation):
    live = campaign_of(organisation, situation)
    enter(client, organisation, "editor")
    url = f"/desk/campaigns/{live.pk}/letters/"
    words = {"language": "fr", "subject": "Sujet", "statement": "Texte", "weight": 1}
    assert client.post(url, words).status_code == 403
    assert not LetterVariant.objects.exists()


def test_facts_are_written_by_one_and_published_by_another(client, organisation, situation):
    live = campaign_of(organisation, situation)
    letter = make_letter(letter_action=live.letter_action)
    enter(client, organisation, "editor")
    url = f"/desk/campaigns/{live.pk}/letters/facts/"
    assert client.get(url).status_code == 404
    client.post(url, {"deed": "begin"})
    assert "Good until" in client.get(url).content.decode()
    client.post(url, facts_form(deed="submit"))
    assert CaseFacts.objects.get().status == TextStatus.REVIEW
    assert client.post(url, {"deed": "approve"}).status_code == 403
    enter(client, organisation, "approver")
    client.post(url, {"deed": "approve"})
    facts = CaseFacts.objects.get()
    assert (facts.status, facts.version) == (TextStatus.PUBLIC, 1)
    letter.refresh_from_db()
    assert letter.hold == "facts_changed"
    page = client.get(f"/desk/campaigns/{live.pk}/letters/").content.decode()
    assert "The granary burnt." in page
    assert "the facts have changed" in page


def test_a_fact_without_a_source_is_answered_beside_its_field(client, organisation, situation):
    live = campaign_of(organisation, situation)
    enter(client, organisation, "editor")
    url = f"/desk/campaigns/{live.pk}/letters/facts/"
    client.post(url, {"deed": "begin"})
    answer = client.post(url, facts_form(deed="submit", source=""))
    assert answer.status_code == 200
    assert not CaseFacts.objects.get().rows.exists()


def test_facts_can_be_returned_with_what_to_look_at(client, organisation, situation):
    live = campaign_of(organisation, situation)
    make_case_facts(letter_action=live.letter_action, version=None, status=TextStatus.REVIEW)
    enter(client, organisation, "approver")
    url = f"/desk/campaigns/{live.pk}/letters/facts/"
    client.post(url, {"deed": "return", "why": ""})
    assert CaseFacts.objects.get().status == TextStatus.REVIEW
    client.post(url, {"deed": "return", "why": "Which granary?"})
    assert CaseFacts.objects.get().return_reason == "Which granary?"


def test_the_facts_of_a_draft_are_approved_with_the_campaign(organisation, situation):
    draft = campaign_of(organisation, situation, status="approved")
    make_case_facts(letter_action=draft.letter_action, version=None)
    launch_campaign(campaign=draft, actor=draft.author)
    facts = CaseFacts.objects.get()
    assert (facts.version, facts.approver) == (1, draft.approver)


def test_names_to_leave_out_are_typed_and_never_shown(client, organisation, situation):
    draft = campaign_of(organisation, situation, live=False)
    enter(client, organisation, "editor")
    url = f"/desk/campaigns/{draft.pk}/part/letter/"
    form = {"subject": "S", "statement": "T", "offers_sending": "on", "do_not_name": "Amani Okelo"}
    assert client.post(url, form).status_code == 302
    draft.letter_action.refresh_from_db()
    assert len(draft.letter_action.do_not_name) == 1
    assert "Okelo" not in client.get(url).content.decode()
    client.post(url, {**form, "do_not_name": ""})
    draft.letter_action.refresh_from_db()
    assert len(draft.letter_action.do_not_name) == 1
    client.post(url, {**form, "do_not_name": "-"})
    draft.letter_action.refresh_from_db()
    assert draft.letter_action.do_not_name == []


def test_a_letter_action_without_a_way_to_send_is_refused(client, organisation, situation):
    draft = campaign_of(organisation, situation, live=False)
    enter(client, organisation, "editor")
    url = f"/desk/campaigns/{draft.pk}/part/letter/"
    answer = client.post(url, {"subject": "S", "statement": "T"})
    assert "Offer at least one way" in answer.content.decode()


def test_the_approver_reads_every_text_and_how_many_names_no_letter_should_hold(
    client, organisation, situation
):
    waiting = campaign_of(organisation, situation, live=False)
    write_variant(
        letter_action=waiting.letter_action,
        actor=waiting.author,
        name="",
        language="fr",
        subject="Sujet",
        statement="Nous demandons douze observateurs.",
        weight=1,
    )
    add_names(letter_action=waiting.letter_action, actor=waiting.author, names="A B\nC D")
    type(waiting).objects.filter(pk=waiting.pk).update(status="review")
    enter(client, organisation, "approver")
    page = client.get(f"/desk/campaigns/{waiting.pk}/").content.decode()
    assert "Nous demandons douze observateurs." in page
    assert waiting.letter_action.subject in page
    assert "2 names are on the list" in page


def names_of(campaign):
    return LetterAction.objects.get(campaign=campaign).do_not_name


def test_after_launch_an_owner_adds_names_and_takes_none_off(client, organisation, situation):
    live = campaign_of(organisation, situation)
    add_names(letter_action=live.letter_action, actor=live.author, names="Amani Okelo")
    before = names_of(live)
    owner = enter(client, organisation, "owner")
    url = f"/desk/campaigns/{live.pk}/letters/"
    assert "Add names that no letter should hold" in client.get(url).content.decode()
    client.post(f"{url}names/", {"names": "Juma Wekesa\nAmani Okelo\n\n"})
    for nothing in ("", "-", "  \n "):
        client.post(f"{url}names/", {"names": nothing})
    after = names_of(live)
    assert set(before) < set(after)
    assert len(after) == 2
    event = Event.objects.filter(verb="letters.names_added", actor=owner).get()
    assert event.details == {"names": 1}
    assert "Wekesa" not in client.get(url).content.decode()
    assert names_somebody("I met Juma Wekesa.", letter_action=LetterAction.objects.get())


@pytest.mark.parametrize("role", ["viewer", "editor", "approver"])
def test_nobody_else_adds_names_after_launch(client, organisation, situation, role):
    live = campaign_of(organisation, situation)
    enter(client, organisation, role)
    answer = client.post(f"/desk/campaigns/{live.pk}/letters/names/", {"names": "Juma"})
    assert answer.status_code == 403
    assert names_of(live) == []


@pytest.mark.parametrize("status", ["draft", "closed"])
def test_names_are_added_while_a_campaign_runs(client, organisation, situation, status):
    more = {"live": False} if status == "draft" else {"status": status}
    campaign = campaign_of(organisation, situation, **more)
    enter(client, organisation, "owner")
    answer = client.post(f"/desk/campaigns/{campaign.pk}/letters/names/", {"names": "Juma"})
    assert answer.status_code == 403
