"""The desk chooses whom letters go to, and notes in private where offices stand. (D15)"""

from datetime import UTC, date, datetime

import pytest

from audit.models import Event
from campaigns.models import CampaignStatus, RuleKind, Stance, Targeting, TargetRule
from campaigns.services.target_rules import add_rule, choose_strategy, note_stance
from core.rules import RuleRefused
from officials.models import PostRole
from tests.factories.accounts import log_in, make_member, make_organisation, make_user
from tests.factories.campaigns import make_campaign
from tests.factories.officials import make_institution, make_membership, make_post, make_state
from tests.factories.targets import make_rule, make_stance

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def campaign(db):
    return make_campaign(status=CampaignStatus.DRAFT, letters=True)


@pytest.fixture
def editor(client, campaign):
    person = make_member(organisation=campaign.organisation, role="editor")
    log_in(client, person)
    return client


def page_of(campaign):
    return f"/desk/campaigns/{campaign.pk}/targets/"


def test_a_rule_is_added_tried_and_taken_out(editor, campaign):
    office = make_post(
        country="KE", role=PostRole.FOREIGN_MINISTER, email="minister@ke.example.org"
    )
    page = page_of(campaign)
    editor.post(page, {"deed": "add", "kind": "own_minister"})
    rule = TargetRule.objects.get()
    text = editor.get(page, {"country": "KE"}).content.decode()
    assert "The foreign minister of the writer" in text
    assert "A supporter in Kenya would write to" in text
    assert office.label in text
    editor.post(page, {"deed": "remove", "rule": rule.pk})
    assert not TargetRule.objects.exists()


def test_the_members_of_a_council_are_chosen_in_plain_words(editor, campaign):
    council = make_institution(name="Security Council")
    make_membership(member=make_state(country="DK"), organization=council)
    sent = {"deed": "add", "kind": "members", "institution": council.pk, "on": "2026-03-01"}
    text = editor.post(page_of(campaign), sent, follow=True).content.decode()
    assert "Permanent representative of the members of Security Council on 2026-03-01" in text


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"kind": RuleKind.MEMBERS}, "Name the organisation"),
        ({"kind": RuleKind.ROLE}, "Name the kind of office"),
        ({"kind": RuleKind.POST}, "Name the office"),
    ],
    ids=["members", "role", "post"],
)
def test_a_rule_that_lacks_what_it_is_about_is_refused(campaign, said, reason):
    with pytest.raises(RuleRefused, match=reason):
        add_rule(campaign=campaign, actor=campaign.author, **said)


def test_the_same_rule_is_not_added_twice(campaign):
    add_rule(campaign=campaign, actor=campaign.author, kind=RuleKind.OWN_MINISTER)
    with pytest.raises(RuleRefused, match="stands there already"):
        add_rule(
            campaign=campaign, actor=campaign.author, kind=RuleKind.OWN_MINISTER, fallback=True
        )


def test_what_others_approve_stays_as_it_was(db):
    campaign = make_campaign(letters=True)
    with pytest.raises(RuleRefused, match="handed in"):
        add_rule(campaign=campaign, actor=campaign.author, kind=RuleKind.OWN_MINISTER)
    with pytest.raises(RuleRefused, match="handed in"):
        choose_strategy(campaign=campaign, actor=campaign.author, strategy="all", most=3)


def test_how_many_a_writer_gets_is_chosen(editor, campaign):
    editor.post(page_of(campaign), {"deed": "strategy", "strategy": "least", "most": "2"})
    way = Targeting.objects.get()
    assert (way.strategy, way.most) == ("least", 2)
    answer = editor.post(page_of(campaign), {"deed": "strategy", "strategy": "all", "most": "99"})
    assert answer.status_code == 200
    assert Targeting.objects.get().most == 2


def test_a_viewer_looks_and_changes_nothing(client, campaign):
    log_in(client, make_member(organisation=campaign.organisation, role="viewer"))
    assert client.get(page_of(campaign)).status_code == 200
    answer = client.post(page_of(campaign), {"deed": "add", "kind": "own_minister"})
    assert answer.status_code == 403
    assert not TargetRule.objects.exists()


def test_a_rule_of_another_campaign_is_not_taken_out(editor, campaign):
    other = make_campaign(status=CampaignStatus.DRAFT, letters=True)
    rule = make_rule(letter_action=other.letter_action, kind=RuleKind.OWN_MINISTER)
    editor.post(page_of(campaign), {"deed": "remove", "rule": rule.pk})
    assert TargetRule.objects.filter(pk=rule.pk).exists()


def test_d15_a_stance_is_noted_for_one_organisation_alone(editor, campaign):
    office = make_post(label="Envoy for the Valley", email="envoy@state.example.org")
    sent = {"deed": "stance", "post": office.pk, "position": "wavering", "noted_on": "2026-01-02"}
    assert "Say what it rests on" in editor.post(page_of(campaign), sent).content.decode()
    editor.post(page_of(campaign), sent | {"note": "Asked for time in the debate."})
    assert "Asked for time" in editor.get(page_of(campaign)).content.decode()
    event = Event.objects.get(verb="campaign.stance_noted")
    assert not event.details


def test_d15_a_stance_is_seen_by_nobody_else_and_on_no_public_page(client, campaign):
    office = make_post(label="Envoy for the Valley", email="envoy@state.example.org")
    make_stance(campaign=campaign, post=office, note="Asked for time in the debate.")
    public = [f"/officials/{office.slug}/", "/officials/directory.json", "/officials/"]
    assert not any("Asked for time" in client.get(url).content.decode() for url in public)
    assert not any("wavering" in client.get(url).content.decode() for url in public)
    staff = make_user(staff=True, second_factor=True)
    log_in(client, staff)
    text = client.get(page_of(campaign)).content.decode()
    assert "Asked for time" not in text
    other = make_organisation()
    person = make_member(organisation=other, role="editor")
    assert not Stance.objects.visible_to(person).exists()


def test_d15_the_desk_is_warned_when_only_wavering_offices_are_offered(editor, campaign):
    make_rule(letter_action=campaign.letter_action, kind=RuleKind.WAVERING)
    assert "learns what you think of them" in editor.get(page_of(campaign)).content.decode()
    make_rule(letter_action=campaign.letter_action, kind=RuleKind.ADDRESSEES)
    assert "learns what you think of them" not in editor.get(page_of(campaign)).content.decode()


def test_a_stance_of_a_day_to_come_is_refused(campaign):
    with pytest.raises(RuleRefused, match="future"):
        note_stance(
            campaign=campaign,
            actor=campaign.author,
            post=make_post(),
            noted_on=date(2026, 5, 5),
            position="wavering",
            note="So it is said.",
            at=NOON,
        )
