"""Which offices a person's letter goes to. (D15)"""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db.models import ProtectedError

from campaigns.models import Position, RuleKind, Strategy, Targeting, TargetRule
from campaigns.services.targeting import may_write_to, pick_targets, targets_for
from officials.models import ContactStatus, PostRole
from tests.factories.accounts import make_organisation
from tests.factories.campaigns import make_campaign, make_letter_action
from tests.factories.officials import (
    make_contact,
    make_institution,
    make_membership,
    make_post,
    make_state,
)
from tests.factories.targets import make_rule, make_stance

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def addressee(db):
    return make_post(label="President of the Council", email="chair@council.example.org")


@pytest.fixture
def action(addressee):
    campaign = make_campaign(petition=False, addressees=[addressee])
    return make_letter_action(campaign=campaign)


@pytest.fixture
def un(db):
    return make_institution(name="United Nations")


@pytest.fixture
def council(un):
    return make_institution(name="Security Council", classification="organ", parent=un)


def office(country, role, email=None, **more):
    email = email or f"{role}.{country}@state.example.org".lower()
    return make_post(country=country, role=role, email=email, **more)


def mission(country, organization, **more):
    return office(
        country, PostRole.PERMANENT_REPRESENTATIVE, accredited_to_institution=organization, **more
    )


def asked(action, country="KE", at=NOON):
    return targets_for(letter_action=action, country=country, at=at)


def test_without_rules_a_letter_goes_to_the_addressees(action, addressee):
    assert asked(action) == [addressee]


def test_d15_a_citizen_writes_to_the_minister_of_the_own_country(action):
    kenyan = office("KE", PostRole.FOREIGN_MINISTER)
    dutch = office("NL", PostRole.FOREIGN_MINISTER)
    office("KE", PostRole.MINISTER)
    make_rule(letter_action=action, kind=RuleKind.OWN_MINISTER)
    assert asked(action, "KE") == [kenyan]
    assert asked(action, "NL") == [dutch]


def test_d15_a_citizen_writes_to_the_mission_of_the_own_country(action, un):
    kenyan = mission("KE", un)
    mission("NL", un)
    make_rule(letter_action=action, kind=RuleKind.OWN_MISSION)
    assert asked(action, "KE") == [kenyan]


def test_d15_a_citizen_writes_to_an_embassy_in_the_own_country(action):
    here = office("SD", PostRole.AMBASSADOR, accredited_to_country="KE")
    office("SD", PostRole.AMBASSADOR, email="nl@sd.example.org", accredited_to_country="NL")
    other = office("FR", PostRole.AMBASSADOR, accredited_to_country="KE")
    rule = make_rule(letter_action=action, kind=RuleKind.EMBASSY, country="SD")
    assert asked(action, "KE") == [here]
    TargetRule.objects.filter(pk=rule.pk).update(country="")
    assert set(asked(action, "KE")) == {here, other}


def test_d15_whoever_fits_no_rule_gets_the_fallback_and_then_the_addressees(action, addressee):
    spare = make_post(label="High Representative", email="spare@union.example.org")
    make_rule(letter_action=action, kind=RuleKind.OWN_MINISTER)
    assert asked(action, "FJ") == [addressee]
    make_rule(letter_action=action, kind=RuleKind.POST, post=spare, fallback=True)
    assert asked(action, "FJ") == [spare]
    mine = office("FJ", PostRole.FOREIGN_MINISTER)
    assert asked(action, "FJ") == [mine]


def test_d15_somebody_without_a_country_gets_the_fallback(action, addressee):
    make_post(role=PostRole.FOREIGN_MINISTER, email="azania@state.example.org")
    make_rule(letter_action=action, kind=RuleKind.OWN_MINISTER)
    assert asked(action, "") == [addressee]


def test_d15_wavering_offices_are_found_by_what_was_noted_last(action, addressee):
    wavers, sure = (make_post(email=f"{name}@state.example.org") for name in ("wavers", "sure"))
    make_rule(letter_action=action, kind=RuleKind.WAVERING)
    campaign = action.campaign
    make_stance(campaign=campaign, post=wavers)
    make_stance(campaign=campaign, post=sure, noted_on="2026-01-01")
    make_stance(campaign=campaign, post=sure, position=Position.OPPOSED, noted_on="2026-04-01")
    assert asked(action) == [wavers]


def test_d15_what_another_organisation_noted_guides_nobody_else(action, addressee):
    other = make_campaign(situation=action.campaign.situation, organisation=make_organisation())
    make_rule(letter_action=action, kind=RuleKind.WAVERING)
    make_stance(campaign=other, post=make_post(email="theirs@state.example.org"))
    assert asked(action) == [addressee]


def test_the_security_council_of_a_year_is_the_missions_of_its_members(action, un, council):
    sits, sat, geneva = mission("DK", un), mission("DZ", un), make_institution(name="Geneva office")
    mission("DK", geneva, email="geneva@state.example.org")
    mission("KE", un)
    make_membership(member=make_state(country="DK"), organization=council, start="2025", end="2026")
    make_membership(member=make_state(country="DZ"), organization=council, start="2024", end="2025")
    rule = make_rule(letter_action=action, kind=RuleKind.MEMBERS, institution=council)
    assert asked(action) == [sits]
    assert set(asked(action, at=NOON.replace(year=2025))) == {sits, sat}
    TargetRule.objects.filter(pk=rule.pk).update(on="2024-06-01")
    assert asked(action) == [sat]


def test_a_member_without_a_country_is_found_by_its_mission(action, un, council):
    azania = make_institution(name="Azania", classification="state")
    place = make_institution(name="Mission of Azania", classification="mission", parent=azania)
    post = make_post(
        institution=place,
        role=PostRole.PERMANENT_REPRESENTATIVE,
        email="mission@azania.example.org",
        accredited_to_institution=un,
    )
    make_membership(member=azania, organization=council)
    make_rule(letter_action=action, kind=RuleKind.MEMBERS, institution=council)
    assert asked(action) == [post]


def test_every_office_of_a_kind_may_be_narrowed_to_a_country(action):
    kenyan = office("KE", PostRole.CHAIR)
    dutch = office("NL", PostRole.CHAIR)
    rule = make_rule(letter_action=action, kind=RuleKind.ROLE, role=PostRole.CHAIR)
    assert set(asked(action)) == {kenyan, dutch}
    TargetRule.objects.filter(pk=rule.pk).update(country="NL")
    assert asked(action, "KE") == [dutch]


@pytest.mark.parametrize(
    "status", [ContactStatus.FAILING, ContactStatus.REFUSED], ids=["failing", "refused"]
)
def test_nobody_is_sent_to_an_office_that_cannot_be_written_to(action, addressee, status):
    mute = make_post(country="KE", role=PostRole.FOREIGN_MINISTER)
    make_contact(post=mute, status=status)
    make_rule(letter_action=action, kind=RuleKind.OWN_MINISTER)
    assert asked(action, "KE") == [addressee]


def test_an_office_that_is_abolished_is_offered_no_more(action, addressee):
    office("KE", PostRole.FOREIGN_MINISTER, active_until="2026-05-03")
    make_rule(letter_action=action, kind=RuleKind.OWN_MINISTER)
    assert asked(action, "KE") == [addressee]


def test_what_several_rules_find_stands_there_once_in_their_order(action, addressee):
    minister = office("KE", PostRole.FOREIGN_MINISTER)
    make_rule(letter_action=action, kind=RuleKind.OWN_MINISTER, place=2)
    make_rule(letter_action=action, kind=RuleKind.ADDRESSEES, place=1)
    make_rule(letter_action=action, kind=RuleKind.POST, post=minister, place=3)
    assert asked(action, "KE") == [addressee, minister]


def test_only_offices_that_fit_may_be_written_to(action, addressee):
    kenyan, dutch = office("KE", PostRole.FOREIGN_MINISTER), office("NL", PostRole.FOREIGN_MINISTER)
    make_rule(letter_action=action, kind=RuleKind.OWN_MINISTER)
    here = {"letter_action": action, "country": "KE", "at": NOON}
    assert may_write_to(post=kenyan, **here)
    assert not may_write_to(post=dutch, **here)
    assert not may_write_to(post=addressee, **here)


def ways(action, strategy, most=1, offices=3):
    Targeting.objects.create(letter_action=action, strategy=strategy, most=most)
    posts = [make_post(email=f"{name}@many.example.org") for name in "abcdef"[:offices]]
    for place, post in enumerate(posts):
        make_rule(letter_action=action, kind=RuleKind.POST, post=post, place=place)
    return posts


def picked(action):
    return pick_targets(letter_action=action, country="KE", at=NOON)


def test_the_writer_chooses_unless_something_else_is_said(action, addressee):
    assert picked(action) == [addressee]


def test_all_means_the_first_up_to_the_maximum(action):
    posts = ways(action, Strategy.ALL, most=2)
    assert picked(action) == posts[:2]


def test_by_lot_each_office_gets_its_turn(action):
    posts = ways(action, Strategy.RANDOM, most=2)
    drawn = [picked(action) for _turn in range(60)]
    assert all(len(set(some)) == 2 for some in drawn)
    assert set().union(*map(set, drawn)) == set(posts)


def test_those_that_fewest_wrote_to_are_spread_evenly(action):
    posts = ways(action, Strategy.LEAST, most=2)
    counts = Counter(post.pk for _turn in range(9) for post in picked(action))
    assert counts == {post.pk: 6 for post in posts}


def test_an_office_that_joins_late_does_not_get_every_letter(action):
    ways(action, Strategy.LEAST, offices=2)
    for _turn in range(20):
        picked(action)
    late = make_post(email="late@many.example.org")
    make_rule(letter_action=action, kind=RuleKind.POST, post=late, place=9)
    assert Counter(picked(action)[0].pk for _turn in range(9))[late.pk] == 3


def test_an_office_that_a_rule_names_is_not_deleted(action):
    post = make_post(email="named@many.example.org")
    make_rule(letter_action=action, kind=RuleKind.POST, post=post)
    post.contacts.all().delete()
    with pytest.raises(ProtectedError):
        post.delete()
