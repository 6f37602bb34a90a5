"""Letters leave once, to whoever holds the office that day, and their authors are told."""

import uuid
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.conf import settings

from campaigns.models import CampaignStatus, Hold, Letter, LetterState
from campaigns.services import dispatch_letters, dispatching
from campaigns.services.dispatching import PER_POST_AND_DAY, PER_POST_AND_HOUR
from campaigns.tasks import dispatch_letters as dispatch_task
from campaigns.tasks import follow_letters as follow_task
from core.sealed import SealClosed, unseal_json
from officials.models import ContactStatus
from outbox.models import Message, Stream
from tests.factories.campaigns import make_campaign, make_letter, make_letter_action
from tests.factories.officials import (
    make_contact,
    make_form_of_address,
    make_person,
    make_post,
    make_tenure,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def post(db):
    post = make_post(label="Foreign Minister", email="minister@state.example.org", language="fr")
    make_form_of_address(
        post=post,
        language="fr",
        salutation="Monsieur le Ministre {family_name},",
        office="Ministre",
    )
    make_tenure(post=post, person=make_person(name="Jean Kabila"), start="2020", end="2026-05-03")
    make_tenure(post=post, person=make_person(name="Marie Dupont"), start="2026-05-04")
    return post


@pytest.fixture
def action(post):
    return make_letter_action(campaign=make_campaign(petition=False, addressees=[post]))


def envelope(message=None):
    return unseal_json((message or Message.objects.get(stream=Stream.LETTER)).envelope_sealed)


def test_a_confirmed_letter_leaves_to_the_holder_of_the_day(action, post):
    letter = make_letter(letter_action=action, at=NOON - timedelta(days=3))
    assert dispatch_letters(at=NOON) == {"resumed": 0, "queued": 1, "held": 0}
    letter.refresh_from_db()
    mail = envelope()
    assert mail["to"] == "minister@state.example.org"
    assert mail["subject"] == f"Observers for the two river towns ({letter.reference})"
    assert "Monsieur le Ministre Dupont," in mail["body"]
    assert mail["body"].index("river like yours") < mail["body"].index("twelve unarmed observers")
    assert "Kenya" in mail["body"]
    assert action.campaign.organisation.name in mail["body"]
    assert letter.reference in mail["body"]
    assert (letter.state, letter.queued_at) == (LetterState.QUEUED, NOON)
    assert letter.tenure.person.name == "Marie Dupont"
    assert letter.contact.value == "minister@state.example.org"


def test_the_holder_changed_between_confirmation_and_dispatch(action, post):
    letter = make_letter(letter_action=action, at=NOON - timedelta(days=2))
    dispatch_letters(at=NOON - timedelta(days=1))
    letter.refresh_from_db()
    assert letter.tenure.person.name == "Jean Kabila"
    other = make_letter(letter_action=action, at=NOON - timedelta(days=2))
    dispatch_letters(at=NOON)
    other.refresh_from_db()
    assert other.tenure.person.name == "Marie Dupont"


def test_answers_go_to_a_relay_address_and_the_author_stays_unknown(action):
    letter = make_letter(letter_action=action, email="secret@example.org", name="Ada Writer")
    dispatch_letters(at=NOON)
    mail = envelope()
    assert mail["reply_to"] == f"letter-{letter.token}@{settings.MAIL_DOMAIN}"
    assert mail["from_name"] == "Ada Writer"
    assert "secret@example.org" not in str(mail)


def test_dispatching_twice_sends_once(action):
    make_letter(letter_action=action)
    dispatch_letters(at=NOON)
    assert dispatch_letters(at=NOON)["queued"] == 0
    assert Message.objects.filter(stream=Stream.LETTER).count() == 1


def test_a_letter_put_back_by_force_is_still_not_sent_twice(action):
    letter = make_letter(letter_action=action)
    dispatch_letters(at=NOON)
    Letter.objects.filter(pk=letter.pk).update(
        state=LetterState.CONFIRMED, queued_at=None, tenure=None, contact=None
    )
    dispatch_letters(at=NOON)
    assert Message.objects.filter(stream=Stream.LETTER).count() == 1


def test_an_unconfirmed_letter_stays(action):
    make_letter(letter_action=action, state=LetterState.PENDING)
    assert dispatch_letters(at=NOON)["queued"] == 0


def test_a_vacancy_holds_the_letter_until_somebody_holds_the_office(action, post):
    post.tenures.all().delete()
    letter = make_letter(letter_action=action)
    assert dispatch_letters(at=NOON)["held"] == 1
    letter.refresh_from_db()
    assert (letter.state, letter.hold) == (LetterState.HELD, Hold.VACANT)
    assert dispatch_letters(at=NOON) == {"resumed": 0, "queued": 0, "held": 0}
    make_tenure(post=post, person=make_person(name="Awa Sow"), start="2026")
    assert dispatch_letters(at=NOON) == {"resumed": 1, "queued": 1, "held": 0}
    assert "Monsieur le Ministre Sow," in envelope()["body"]


def test_an_ended_tenure_is_a_vacancy(action, post):
    make_letter(letter_action=action)
    post.tenures.filter(end_date=None).delete()
    assert dispatch_letters(at=NOON)["held"] == 1


def test_an_office_that_ended_gets_nothing(action, post):
    post.active_until = date(2026, 5, 1)
    post.save()
    make_letter(letter_action=action)
    assert dispatch_letters(at=NOON)["held"] == 1


HOLDS = [(ContactStatus.REFUSED, Hold.REFUSED), (ContactStatus.FAILING, Hold.NO_CONTACT)]


@pytest.mark.parametrize(("status", "hold"), HOLDS)
def test_a_contact_that_refused_or_fails_holds_the_letter(action, post, status, hold):
    post.contacts.update(status=status)
    letter = make_letter(letter_action=action)
    dispatch_letters(at=NOON)
    letter.refresh_from_db()
    assert (letter.state, letter.hold) == (LetterState.HELD, hold)


def test_a_contact_that_is_no_address_holds_the_letter(action, post):
    post.contacts.update(value="ministry (front desk)")
    make_letter(letter_action=action)
    assert dispatch_letters(at=NOON)["held"] == 1


def test_the_better_contact_of_the_day_is_used(action, post):
    make_contact(
        post=post,
        value="new@state.example.org",
        status=ContactStatus.VERIFIED,
        verified_on=date(2026, 5, 3),
    )
    make_letter(letter_action=action)
    dispatch_letters(at=NOON)
    assert envelope()["to"] == "new@state.example.org"


def test_a_paused_campaign_keeps_its_letters(action):
    letter = make_letter(letter_action=action)
    type(action.campaign).objects.update(status=CampaignStatus.PAUSED)
    assert dispatch_letters(at=NOON) == {"resumed": 0, "queued": 0, "held": 0}
    type(action.campaign).objects.update(status=CampaignStatus.LIVE)
    assert dispatch_letters(at=NOON)["queued"] == 1
    letter.refresh_from_db()
    assert letter.state == LetterState.QUEUED


def moments_of(at, hours):
    """Let the dispatcher look every five minutes for so many hours. Returns when letters left."""
    for number in range(hours * 12):
        dispatch_letters(at=at + timedelta(minutes=5 * number))
    return sorted(Letter.objects.exclude(queued_at=None).values_list("queued_at", flat=True))


def test_a_thousand_letters_in_a_minute_reach_an_office_a_few_an_hour(action):
    first = make_letter(letter_action=action)
    copies = []
    for number in range(1000):
        copy = deepcopy(first)
        copy.pk, copy.public_id = None, uuid.uuid4()
        copy.token, copy.author_key = f"token{number}", number.to_bytes(32)
        copies.append(copy)
    Letter.objects.bulk_create(copies)
    times = moments_of(NOON, 2)
    assert 2 <= len(times) <= 2 * PER_POST_AND_HOUR
    nearest = min(later - first for first, later in pairwise(times))
    assert nearest >= timedelta(hours=1) / PER_POST_AND_HOUR


def test_the_daily_cap_holds_beside_the_hourly_one(action, post):
    post.contacts.update(cap_per_hour=60, cap_per_day=PER_POST_AND_DAY)
    for _number in range(PER_POST_AND_DAY + 3):
        make_letter(letter_action=action)
    for number in range(PER_POST_AND_DAY + 10):
        dispatch_letters(at=NOON + timedelta(minutes=2 * number))
    assert Letter.objects.filter(state=LetterState.QUEUED).count() == PER_POST_AND_DAY


def test_an_office_has_caps_of_its_own(action, post):
    post.contacts.update(cap_per_hour=1)
    for _number in range(3):
        make_letter(letter_action=action)
    assert len(moments_of(NOON, 3)) in (2, 3)


def test_each_office_has_its_own_turn(action):
    other = make_letter_action()
    for _number in range(2):
        make_letter(letter_action=action)
        make_letter(letter_action=other)
    assert dispatch_letters(at=NOON)["queued"] == 2


def test_offices_that_share_a_mailbox_share_its_caps(action, post):
    other = make_post(email="deputy@state.example.org", holder="Awa Sow")
    second = make_letter_action(campaign=make_campaign(petition=False, addressees=[other]))
    type(post.contacts.get()).objects.update(mailbox_group="ministry")
    make_letter(letter_action=action)
    make_letter(letter_action=second)
    assert dispatch_letters(at=NOON)["queued"] == 1


def test_a_recipient_domain_gets_no_more_than_its_share(action, monkeypatch):
    monkeypatch.setattr(dispatching, "PER_DOMAIN", (1, 5))
    other = make_post(email="deputy@state.example.org", holder="Awa Sow")
    second = make_letter_action(campaign=make_campaign(petition=False, addressees=[other]))
    make_letter(letter_action=action)
    make_letter(letter_action=second)
    assert dispatch_letters(at=NOON)["queued"] == 1


NIGHT = datetime(2026, 5, 4, 2, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 5, 8, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "workdays", "at", "open_now"),
    [
        pytest.param("UTC", [1, 2, 3, 4, 5], NOON, True, id="noon on a Monday"),
        pytest.param("UTC", [1, 2, 3, 4, 5], NIGHT, False, id="at night"),
        pytest.param("Asia/Tokyo", [1, 2, 3, 4, 5], NIGHT, True, id="night here and day there"),
        pytest.param("Asia/Riyadh", [7, 1, 2, 3, 4], FRIDAY, False, id="where Friday is a rest"),
    ],
)
def test_letters_arrive_in_the_hours_of_the_office(action, post, zone, workdays, at, open_now):
    post.contacts.update(opens=9, closes=17, time_zone=zone, workdays=workdays)
    make_letter(letter_action=action, at=at)
    assert dispatch_letters(at=at)["queued"] == int(open_now)


def test_without_the_private_key_nothing_leaves_and_nothing_is_lost(action, settings):
    letter = make_letter(letter_action=action)
    settings.SEALING_PRIVATE_KEY = ""
    with pytest.raises(SealClosed):
        dispatch_letters(at=NOON)
    letter.refresh_from_db()
    assert letter.state == LetterState.CONFIRMED


def test_every_confirmed_letter_is_somewhere(action, post):
    """None falls between: confirmed, held, queued, or at its end and told."""
    for _number in range(3):
        make_letter(letter_action=action)
    dispatch_task()
    follow_task()
    known = {LetterState.CONFIRMED, LetterState.HELD, LetterState.QUEUED}
    assert set(Letter.objects.values_list("state", flat=True)) <= known


def test_dispatching_costs_the_same_queries_whatever_waits(action, django_assert_max_num_queries):
    for _number in range(40):
        make_letter(letter_action=action)
    with django_assert_max_num_queries(30):
        dispatch_letters(at=NOON)
