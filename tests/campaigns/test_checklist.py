"""The rules of the domain that a campaign keeps before it is approved."""

from datetime import date

import pytest

from campaigns.models import Campaign
from situations.models import SituationStatus
from situations.models.choices import Rung
from tests.factories.campaigns import make_campaign
from tests.factories.officials import make_post
from tests.factories.situations import make_situation, make_territory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 5, 4)


def blocked(campaign, field):
    return [str(message) for found, message in campaign.blockers(TODAY) if found == field]


def draft(**more):
    return make_campaign(live=False, **more)


def test_a_whole_campaign_has_nothing_that_blocks_it():
    assert draft(letters=True).blockers(TODAY) == []


def test_d8_nothing_asks_for_rung_7_without_a_force_worksheet():
    (message,) = blocked(draft(rung=Rung.MILITARY_NO_CONSENT), "rung")
    assert "unless a force worksheet" in message
    assert not blocked(draft(rung=Rung.MILITARY_CONSENT), "rung")


def test_d8_a_new_campaign_starts_on_a_low_rung():
    assert Campaign._meta.get_field("rung").default <= Rung.LEGAL


@pytest.mark.parametrize(
    ("field", "text", "figure"),
    [
        ("title", "Save 200,000 people", "200,000"),
        ("ask", "Protect the thousands in the two towns.", "thousands"),
        ("story_title", "One of 1500", "1500"),
        ("story", "She fled with two million others.", "million"),
        ("story", "Ils étaient des milliers sur la route.", "milliers"),
        ("story", "فرّ الآلاف معها.", "الآلاف"),
        ("story", "Бежали тысячи людей.", "тысячи"),
        ("story", "他们有三百万人。", "百万"),
        ("story", "Nine in ten, 90 % of the town, left.", "90 %"),
        ("share_text", "20 000 are at risk", "20 000"),
    ],
)
def test_d11_figures_are_named_where_they_stand_before_the_form(field, text, figure):
    if field == "story" or figure == "1500":
        text = text.replace("1500", "15,000")
    (message,) = blocked(draft(**{field: text}), field)
    assert figure.replace("1500", "15,000") in message


def test_d11_the_texts_to_sign_and_to_write_by_hold_no_figures_either():
    campaign = draft(letters=True)
    campaign.petition.text = "Protect the 12,000 who are left."
    campaign.letter_action.opening = "Speak of the thousands."
    assert blocked(campaign, "petition")
    assert blocked(campaign, "letter")


def test_d11_figures_may_stand_in_the_facts_and_small_ones_and_years_anywhere():
    campaign = draft(
        facts="More than 200,000 were killed since 2003.",
        story="In 2026 she hid 12 children of 3 families.",
    )
    assert campaign.blockers(TODAY) == []


def test_d12_a_story_needs_a_note_of_consent():
    assert blocked(draft(consent_note=" "), "consent_note")


def test_d13_a_partner_from_the_region_or_the_reason_why_not():
    assert blocked(draft(partner=""), "partner")
    assert not blocked(draft(partner="", partner_reason="Naming one endangers it."), "partner")


def test_d13_a_partner_from_elsewhere_is_not_one_from_the_region():
    situation = make_situation(territories=[make_territory(code="SD")])
    assert blocked(draft(situation=situation, partner_country="DE"), "partner_country")
    assert blocked(draft(situation=situation, partner_country=""), "partner_country")
    assert not blocked(draft(situation=situation, partner_country="KE"), "partner_country")


def test_d14_words_of_intervention_are_warned_of_and_block_nothing():
    campaign = draft(facts="There is a right to intervene and regime change is near.")
    found = [str(message) for _field, message in campaign.warnings()]
    assert len(found) == 2
    assert "responsibility to protect" in found[0]
    assert campaign.blockers(TODAY) == []


@pytest.mark.parametrize(
    ("ask", "single"),
    [
        ("Send twelve observers before the harvest.", True),
        ("Send observers to the U.N. Mission in the valley.", True),
        ("Ask Mr. Bright to send observers.", True),
        ("Send 2.5 tonnes of grain", True),
        ("Send observers. Freeze the assets of the militia.", False),
        ("Will you send observers? Will you stay?", False),
        ("派遣观察员。冻结资产。", False),
        ("", False),
    ],
)
def test_d10_a_campaign_asks_one_thing_in_one_sentence(ask, single):
    assert (not blocked(draft(ask=ask), "ask")) == single


def test_the_situation_has_been_decided():
    assert blocked(draft(situation=make_situation(status=SituationStatus.PROPOSED)), "situation")


def test_a_situation_that_is_not_r2p_can_have_a_campaign_too():
    situation = make_situation(status=SituationStatus.NOT_REGISTERED)
    assert not blocked(draft(situation=situation), "situation")


def test_somebody_is_addressed_who_can_be_reached():
    assert blocked(draft(addressees=[]), "addressees")
    assert blocked(draft(addressees=[make_post()]), "addressees")
    reachable = make_post(email="office@state.example.org")
    assert not blocked(draft(addressees=[make_post(), reachable]), "addressees")


def test_there_is_a_petition_or_a_letter():
    assert blocked(draft(petition=False), "petition")
    assert not blocked(draft(petition=False, letters=True), "petition")


@pytest.mark.parametrize("field", ["story", "story_title"])
def test_there_is_a_story(field):
    assert blocked(draft(**{field: ""}), field)


def test_the_last_day_lies_ahead():
    assert blocked(draft(closes=date(2026, 5, 3)), "closes")
    assert not blocked(draft(closes=TODAY), "closes")
