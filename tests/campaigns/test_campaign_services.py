"""From the first line of a campaign to its end, and who is told."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from audit.models import Event
from campaigns.models import CAMPAIGN_MOVES, Campaign, CampaignStatus, LetterAction, Petition
from campaigns.services import (
    add_addressee,
    approve_campaign,
    close_campaign,
    draft_campaign,
    launch_campaign,
    pause_campaign,
    remove_addressee,
    resume_campaign,
    return_campaign,
    submit_campaign,
    write_campaign,
    write_petition,
)
from campaigns.services.letter_actions import write_letter_action
from core.rules import RuleRefused
from core.states import MoveRefused, move
from tests.factories.accounts import make_user
from tests.factories.campaigns import make_campaign, make_safety_review, make_signature
from tests.factories.officials import make_post
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

AT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def draft(db):
    return make_campaign(live=False, letters=True)


def verbs():
    return list(Event.objects.order_by("id").values_list("verb", "public"))


def test_a_campaign_from_the_first_line_to_its_launch():
    author, approver = make_user(), make_user()
    situation = make_situation()
    campaign = draft_campaign(
        situation=situation,
        organisation=situation.organisation,
        actor=author,
        title="Send observers now",
        ask="Send twelve observers before the harvest.",
    )
    write_campaign(
        campaign=campaign,
        actor=author,
        story_title="Amani",
        story="She opens the market.",
        consent_note="She agreed.",
        partner="Council",
        partner_country="XK",
    )
    add_addressee(campaign=campaign, actor=author, post=make_post(email="a@state.example.org"))
    campaign = write_petition(campaign=campaign, actor=author, text="We ask you.", goal=500)
    submit_campaign(campaign=campaign, actor=author)
    make_safety_review(campaign=campaign)
    approve_campaign(campaign=campaign, actor=approver, at=AT)
    launch_campaign(campaign=campaign, actor=author, at=AT)
    stored = Campaign.objects.get()
    assert (stored.slug, stored.reference) == ("send-observers-now", "CMP-2026-001")
    assert (stored.status, stored.approver, stored.launched_at) == ("live", approver, AT)
    assert ("petition.launched", True) in verbs()
    assert Event.objects.get(verb="petition.launched").object_id == str(campaign.petition.pk)


def test_one_launch_is_announced_once_though_it_has_letters_too(draft):
    approver = make_user()
    submit_campaign(campaign=draft, actor=draft.author)
    make_safety_review(campaign=draft)
    approve_campaign(campaign=draft, actor=approver)
    launch_campaign(campaign=draft, actor=approver)
    assert [verb for verb, public in verbs() if public] == ["petition.launched"]


def test_letters_alone_are_announced_as_such():
    campaign = make_campaign(status=CampaignStatus.APPROVED, petition=False, letters=True)
    launch_campaign(campaign=campaign, actor=campaign.author)
    assert [verb for verb, public in verbs() if public] == ["letter_action.launched"]


def test_two_campaigns_of_one_title_get_unlike_addresses_and_numbers():
    campaigns = [
        make_campaign(status=CampaignStatus.APPROVED, title="Stay with us") for _time in range(2)
    ]
    for campaign in campaigns:
        launch_campaign(campaign=campaign, actor=campaign.author, at=AT)
    assert [campaign.slug for campaign in campaigns] == ["stay-with-us", "stay-with-us-2"]
    assert [campaign.reference for campaign in campaigns] == ["CMP-2026-001", "CMP-2026-002"]


@pytest.mark.parametrize("title", ["Confirm", "Confirm letter", "保护"])
def test_no_title_makes_an_address_that_is_taken_or_empty(client, title):
    campaign = make_campaign(status=CampaignStatus.APPROVED, title=title)
    launch_campaign(campaign=campaign, actor=campaign.author, at=AT)
    assert client.get(campaign.get_absolute_url()).status_code == 200
    assert campaign.slug not in {"", "confirm", "confirm-letter"}


def test_what_is_incomplete_is_refused_with_every_reason(draft):
    draft.partner, draft.rung = "", 7
    with pytest.raises(RuleRefused) as refused:
        submit_campaign(campaign=draft, actor=draft.author)
    assert sorted(refused.value.codes) == ["partner", "rung"]
    draft.refresh_from_db()
    assert draft.status == CampaignStatus.DRAFT


def test_what_became_impossible_since_approval_is_refused_at_launch():
    campaign = make_campaign(status=CampaignStatus.APPROVED)
    for post in campaign.offices:
        post.contacts.all().delete()
    with pytest.raises(RuleRefused) as refused:
        launch_campaign(campaign=campaign, actor=campaign.author)
    assert refused.value.codes == ["addressees"]


def test_d5_neither_the_author_nor_a_later_writer_approves(draft):
    writer = make_user()
    write_campaign(campaign=draft, actor=writer, facts="One more fact.")
    submit_campaign(campaign=draft, actor=draft.author)
    make_safety_review(campaign=draft)
    for actor in (draft.author, writer):
        with pytest.raises(RuleRefused) as refused:
            approve_campaign(campaign=draft, actor=actor)
        assert refused.value.codes == ["own_work"]
    approve_campaign(campaign=draft, actor=make_user())


def test_d5_is_a_rule_of_the_database_too(draft):
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=draft.pk).update(
            approver=draft.author, approved_at=AT, status=CampaignStatus.APPROVED
        )


def test_nothing_can_be_written_once_it_is_handed_in(draft):
    submit_campaign(campaign=draft, actor=draft.author)
    stale = Campaign.objects.get(pk=draft.pk)
    stale.status = CampaignStatus.DRAFT
    post = make_post()
    for deed in (
        lambda: write_campaign(campaign=stale, actor=draft.author, title="Other"),
        lambda: write_petition(campaign=stale, actor=draft.author, text="Other", goal=10),
        lambda: write_letter_action(campaign=stale, actor=draft.author, subject="", statement=""),
        lambda: add_addressee(campaign=stale, actor=draft.author, post=post),
        lambda: remove_addressee(campaign=stale, actor=draft.author, post=draft.offices[0]),
    ):
        with pytest.raises(RuleRefused) as refused:
            deed()
        assert refused.value.codes == ["handed_in"]


def test_a_petition_and_letters_are_put_in_and_taken_out(draft):
    write_petition(campaign=draft, actor=draft.author, text="Other", goal=10)
    assert Petition.objects.get().text == "Other"
    write_petition(campaign=draft, actor=draft.author, text="", goal=10)
    write_letter_action(campaign=draft, actor=draft.author, subject="", statement="")
    assert not Petition.objects.exists()
    assert not LetterAction.objects.exists()


def test_addressees_keep_their_order_and_are_there_once(draft):
    first, second = draft.offices[0], make_post()
    for post in (second, first, second):
        add_addressee(campaign=draft, actor=draft.author, post=post)
    assert list(draft.offices) == [first, second]
    remove_addressee(campaign=draft, actor=draft.author, post=first)
    assert list(draft.offices) == [second]


def test_a_return_needs_a_reason_and_voids_the_approval():
    campaign = make_campaign(status=CampaignStatus.APPROVED)
    with pytest.raises(RuleRefused):
        return_campaign(campaign=campaign, actor=make_user(), reason=" ")
    return_campaign(campaign=campaign, actor=make_user(), reason="The story names a child.")
    campaign.refresh_from_db()
    assert (campaign.status, campaign.approver) == (CampaignStatus.DRAFT, None)
    assert campaign.return_reason == "The story names a child."


def test_pausing_needs_a_notice_and_goes_on_without_it():
    campaign = make_campaign()
    with pytest.raises(RuleRefused):
        pause_campaign(campaign=campaign, actor=make_user(), notice="")
    pause_campaign(campaign=campaign, actor=make_user(), notice="Under repair.")
    assert not campaign.is_open()
    resume_campaign(campaign=campaign, actor=make_user())
    assert campaign.is_open()
    assert campaign.notice == ""


def test_a_closed_campaign_keeps_its_signatures_and_never_opens_again():
    campaign = make_campaign()
    make_signature(petition=campaign.petition)
    close_campaign(campaign=campaign, actor=make_user(), notice="The observers are there.")
    assert campaign.petition.signatures.count() == 1
    with pytest.raises(MoveRefused):
        resume_campaign(campaign=campaign, actor=make_user())


PAIRS = [
    pytest.param(before, after, id=f"{before}-{after}")
    for before in CampaignStatus
    for after in CampaignStatus
]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_every_pair_of_states_is_a_move_or_refused(before, after):
    campaign = make_campaign(status=before)
    whole = {
        "approver": make_user(),
        "approved_at": AT,
        "slug": "a-slug",
        "reference": "CMP-2026-999",
        "launched_at": AT,
    }
    if after == CampaignStatus.DRAFT:
        whole = {"approver": None, "approved_at": None}
    if after == CampaignStatus.APPROVED:
        whole = {"approver": make_user(), "approved_at": AT}
    if before in (CampaignStatus.LIVE, CampaignStatus.PAUSED):
        whole = {}
    if after in CAMPAIGN_MOVES[before]:
        also = {} if after == CampaignStatus.REVIEW else whole
        move(campaign, to=after, moves=CAMPAIGN_MOVES, **also)
        assert Campaign.objects.get().status == after
    else:
        with pytest.raises(MoveRefused):
            move(campaign, to=after, moves=CAMPAIGN_MOVES, **whole)


def test_every_state_has_its_line_in_the_table_of_moves():
    assert set(CAMPAIGN_MOVES) == set(CampaignStatus)
