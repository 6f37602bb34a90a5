"""Copies leave together, once a week; refusals by policy stop what follows."""

from datetime import UTC, datetime, timedelta

import pytest

from campaigns.models import CampaignStatus, Hold, Letter, LetterDigest, LetterState, OfficeBlock
from campaigns.services import dispatch_letters, follow_letters, forget
from campaigns.services.blocking import settle_block
from campaigns.services.measuring import measure_letters
from core.sealed import unseal_json
from outbox.models import Failure, Message, State, Stream
from tests.factories.accounts import make_user
from tests.factories.campaigns import make_campaign, make_letter, make_letter_action
from tests.factories.officials import make_post

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
OWN = "My grandmother sold millet at the lower market and told me of the river in the dry years."
OTHER = "As a nurse I have dressed the wounds of people who fled, and I cannot forget their eyes."


@pytest.fixture
def post(db):
    return make_post(email="minister@state.example.org", holder="Marie Dupont")


@pytest.fixture
def action(post):
    return make_letter_action(campaign=make_campaign(petition=False, addressees=[post]))


def copies(action, number, *, at=NOON, **more):
    return [make_letter(letter_action=action, own_words="", at=at, **more) for _n in range(number)]


def mail(message=None):
    message = message or Message.objects.filter(stream=Stream.LETTER).latest("id")
    return unseal_json(message.envelope_sealed)


def states():
    return set(Letter.objects.values_list("state", flat=True))


def test_letters_left_unchanged_leave_as_one_mail_with_count_and_countries(action):
    copies(action, 6)
    copies(action, 5, country="FR")
    copies(action, 1, country="MC")
    assert dispatch_letters(at=NOON)["queued"] == 0
    assert dispatch_letters(at=NOON + DAY)["queued"] == 12
    digest = LetterDigest.objects.get()
    assert digest.countries == {"KE": 6, "FR": 5, "MC": 1}
    sent = mail()
    assert "Letters: 12" in sent["subject"]
    assert digest.reference in sent["subject"]
    assert "Kenya: 6" in sent["body"]
    assert "other countries: 1" in sent["body"]
    assert "Monaco" not in sent["body"]
    assert "Ada Writer" not in sent["body"]
    assert Message.objects.filter(stream=Stream.LETTER).count() == 1


def test_names_stand_in_a_digest_with_consent_alone(action):
    copies(action, 1, name="Ada Hidden")
    copies(action, 1, name="Ben Shown", name_in_digest=True)
    dispatch_letters(at=NOON + DAY)
    assert "Ben Shown" in mail()["body"]
    assert "Ada Hidden" not in mail()["body"]


def test_there_is_one_digest_a_week_in_one_thread(action):
    copies(action, 3)
    dispatch_letters(at=NOON + DAY)
    copies(action, 2, at=NOON + DAY)
    for day in range(2, 8):
        assert dispatch_letters(at=NOON + day * DAY)["queued"] == 0
    assert dispatch_letters(at=NOON + 8 * DAY)["queued"] == 2
    first, second = Message.objects.filter(stream=Stream.LETTER).order_by("id")
    assert mail(second)["in_reply_to"] == first.message_id


def test_a_digest_that_was_sent_tells_each_author_once(action):
    copies(action, 3)
    dispatch_letters(at=NOON + DAY)
    Message.objects.update(state=State.SENT)
    for _time in range(2):
        follow_letters(at=NOON + DAY)
    assert states() == {LetterState.SENT}
    told = Message.objects.filter(stream=Stream.TRANSACTIONAL)
    assert [one.content.template for one in told] == ["campaigns/email/letter_digested"] * 3


def test_a_digest_that_failed_goes_back_to_each_author_with_the_full_text(action):
    copies(action, 2)
    dispatch_letters(at=NOON + DAY)
    Message.objects.update(state=State.FAILED)
    follow_letters(at=NOON + DAY)
    assert states() == {LetterState.RETURNED}
    back = Message.objects.filter(stream=Stream.TRANSACTIONAL)
    assert [one.content.template for one in back] == ["campaigns/email/letter_returned"] * 2
    assert "twelve unarmed observers" in unseal_json(back[0].envelope_sealed)["values"]["text"]


def test_one_who_is_forgotten_takes_no_digest_from_the_others(action):
    copies(action, 1, email="ada@example.org", name="Ada Writer", name_in_digest=True)
    copies(action, 2)
    dispatch_letters(at=NOON + DAY)
    forget(address="ada@example.org")
    assert Message.objects.get(stream=Stream.LETTER).state == State.QUEUED
    Message.objects.update(state=State.SENT)
    follow_letters(at=NOON + DAY)
    assert Message.objects.filter(stream=Stream.TRANSACTIONAL).count() == 2
    assert LetterDigest.objects.get().text_sealed is None


def test_an_uncertain_digest_is_sent_no_second_time(action):
    copies(action, 2)
    dispatch_letters(at=NOON + DAY)
    Message.objects.update(state=State.UNCERTAIN)
    follow_letters(at=NOON + DAY)
    assert states() == {LetterState.UNCERTAIN}
    assert dispatch_letters(at=NOON + 9 * DAY)["queued"] == 0
    Message.objects.update(state=State.SENT)
    follow_letters(at=NOON + 9 * DAY)
    assert states() == {LetterState.SENT}


def test_the_same_words_from_several_people_are_measured_as_copies(action):
    own = [make_letter(letter_action=action, own_words=OWN, originality=None) for _n in range(3)]
    near = make_letter(
        letter_action=action, own_words=OWN.upper() + " Please act!", originality=None
    )
    other = make_letter(letter_action=action, own_words=OTHER, originality=None)
    assert measure_letters() == 5
    found = dict(Letter.objects.values_list("pk", "originality"))
    assert [found[one.pk] for one in own] == [100, 0, 0]
    assert found[near.pk] < 40
    assert found[other.pk] == 100


def test_the_words_of_the_organisation_are_nobodys_own(action):
    letter = make_letter(letter_action=action, own_words=action.statement, originality=None)
    measure_letters()
    letter.refresh_from_db()
    assert letter.originality == 0


def test_what_is_kept_to_compare_holds_no_words(action):
    make_letter(letter_action=action, own_words=OWN, originality=None)
    measure_letters()
    assert action.case_facts.count() == 0
    rows = type(action)._meta.apps.get_model("campaigns", "LetterShingle").objects.values()
    assert {type(row["shingle"]) for row in rows} == {int}


def test_failure_deadline_passes_the_rest_goes_together_and_its_writers_are_told(action):
    make_letter(letter_action=action, own_words=OWN, name="Ada Writer", at=NOON)
    copies(action, 2)
    type(action.campaign).objects.update(status=CampaignStatus.CLOSED, closed_at=NOON)
    action.campaign.refresh_from_db()
    assert dispatch_letters(at=NOON)["queued"] == 3
    assert OWN in mail()["body"]
    Message.objects.update(state=State.SENT)
    follow_letters(at=NOON)
    told = Message.objects.filter(stream=Stream.TRANSACTIONAL)
    assert {one.content.template for one in told} == {"campaigns/email/letter_digested"}


def test_an_office_that_wants_digests_gets_nothing_else(action, post):
    post.contacts.update(prefers="digest")
    make_letter(letter_action=action, own_words=OWN, at=NOON)
    assert dispatch_letters(at=NOON)["queued"] == 0
    assert dispatch_letters(at=NOON + DAY)["queued"] == 1
    assert OWN in mail()["body"]


def refused_by_policy(action):
    make_letter(letter_action=action, own_words=OWN, at=NOON)
    dispatch_letters(at=NOON)
    Message.objects.filter(stream=Stream.LETTER).update(
        state=State.FAILED, failure=Failure.POLICY, last_error="550 5.7.1 Refused by policy"
    )
    follow_letters(at=NOON)


def test_failure_gateway_blocks_a_refusal_by_policy_stops_the_contact_and_tells_staff(action):
    make_user(is_staff=True, is_superuser=True)
    refused_by_policy(action)
    block = OfficeBlock.objects.get()
    assert (block.onward, block.domain) == ("waits", "state.example.org")
    letter = make_letter(letter_action=action, at=NOON)
    assert dispatch_letters(at=NOON + DAY) == {"resumed": 0, "queued": 0, "held": 1}
    letter.refresh_from_db()
    assert letter.hold == Hold.BLOCKED
    templates = [one.content.template for one in Message.objects.filter(stream="transactional")]
    assert sorted(templates) == [
        "campaigns/email/letter_returned",
        "campaigns/email/letters_alarm",
    ]


@pytest.mark.parametrize(("onward", "queued"), [("mail", 1), ("paper", 0), ("digest", 1)])
def test_staff_decide_how_letters_go_on_after_a_block(action, onward, queued):
    refused_by_policy(action)
    make_letter(letter_action=action, at=NOON)
    dispatch_letters(at=NOON + DAY)
    settle_block(block=OfficeBlock.objects.get(), actor=make_user(), onward=onward)
    assert dispatch_letters(at=NOON + DAY + timedelta(hours=1))["queued"] == queued
    assert LetterDigest.objects.count() == int(onward == "digest")


def test_a_second_contact_that_is_refused_stops_its_whole_domain(action):
    refused_by_policy(action)
    other = make_post(email="deputy@state.example.org", holder="Awa Sow")
    second = make_letter_action(campaign=make_campaign(petition=False, addressees=[other]))
    refused_by_policy(second)
    assert list(OfficeBlock.objects.order_by("pk").values_list("contact__value", flat=True)) == [
        "minister@state.example.org",
        None,
    ]
