"""Every confirmed letter is somewhere, and staff are told of one that is not."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from campaigns.models import Hold, Letter, LetterState, OfficeBlock
from campaigns.services import dispatch_letters, follow_letters
from campaigns.services.blocking import settle_block
from campaigns.services.handing_over import print_bundle, record_receipt
from campaigns.services.proving import prove_letters
from core.rules import RuleRefused
from outbox.models import Message, State, Stream
from tests.factories.accounts import make_user
from tests.factories.campaigns import make_campaign, make_letter, make_letter_action
from tests.factories.letters import make_office_block
from tests.factories.officials import make_post

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def post(db):
    return make_post(email="minister@state.example.org", holder="Marie Dupont")


@pytest.fixture
def action(post):
    return make_letter_action(campaign=make_campaign(petition=False, addressees=[post]))


def test_the_proof_holds_over_all_that_can_happen_to_letters(action, post):
    make_letter(letter_action=action, state=LetterState.PENDING, at=NOON)
    for _number in range(3):
        make_letter(letter_action=action, own_words="", at=NOON)
    for state in (State.SENT, State.UNCERTAIN, State.FAILED, State.BOUNCED):
        make_letter(letter_action=action, at=NOON)
        dispatch_letters(at=NOON)
        Message.objects.filter(stream=Stream.LETTER, state=State.QUEUED).update(state=state)
        follow_letters(at=NOON)
        Letter.objects.exclude(queued_at=None).update(queued_at=NOON - DAY)
        assert prove_letters(at=NOON).holds
    dispatch_letters(at=NOON + DAY)
    vacant = make_campaign(petition=False, addressees=[make_post(email="v@state.example.org")])
    make_letter(letter_action=make_letter_action(campaign=vacant), at=NOON)
    dispatch_letters(at=NOON + DAY)
    proof = prove_letters(at=NOON + DAY)
    assert proof.holds
    assert proof.places == {
        "waiting": 0,
        "held": 1,
        "on_its_way": 3,
        "sent": 1,
        "uncertain": 1,
        "returned": 2,
    }
    assert proof.confirmed == 8


def broken(letter, kind):
    """Break one letter as a mistake of ours would."""
    rows = Letter.objects.filter(pk=letter.pk)
    office = {"tenure": letter.post.tenures.first(), "contact": letter.post.contacts.first()}
    left = {**office, "queued_at": NOON - DAY}
    changes = {
        "held_without_reason": {"state": LetterState.HELD, "hold": ""},
        "left_without_mail": {"state": LetterState.SENT, **left},
        "failed_untold": {"state": LetterState.FAILED, "ended_at": NOON - DAY},
        "waits_too_long": {"confirmed_at": NOON - 60 * DAY},
    }
    rows.update(**changes[kind])


KINDS = ["held_without_reason", "left_without_mail", "failed_untold", "waits_too_long"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_letter_that_is_nowhere_raises_an_alarm_once_a_day(action, kind):
    make_user(is_staff=True, is_superuser=True)
    broken(make_letter(letter_action=action, at=NOON), kind)
    for _time in range(2):
        proof = prove_letters(at=NOON)
    assert proof.astray == {kind: 1}
    assert not proof.holds
    told = Message.objects.get(stream=Stream.TRANSACTIONAL)
    assert told.content.template == "campaigns/email/letters_alarm"


def test_a_verdict_that_nobody_read_is_found(action):
    make_letter(letter_action=action, at=NOON)
    dispatch_letters(at=NOON)
    Message.objects.update(state=State.SENT)
    assert prove_letters(at=NOON).holds
    assert prove_letters(at=NOON + DAY).astray == {"verdict_unread": 1}


def test_the_command_ends_with_an_error_if_a_letter_is_nowhere(action):
    letter = make_letter(letter_action=action)
    out = StringIO()
    call_command("prove_letters", stdout=out)
    assert "1  letters were confirmed" in out.getvalue()
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.HELD)
    with pytest.raises(CommandError):
        call_command("prove_letters", stdout=out)
    assert "held without a reason" in out.getvalue()


@pytest.fixture
def blocked(action, post):
    make_office_block(contact=post.contacts.get())
    for _number in range(2):
        make_letter(letter_action=action, at=NOON)
    dispatch_letters(at=NOON)
    assert set(Letter.objects.values_list("hold", flat=True)) == {Hold.BLOCKED}
    return action


def test_a_bundle_on_paper_and_its_receipt(blocked, post):
    bundle = print_bundle(letter_action=blocked, post=post, at=NOON)
    assert bundle.pdf.startswith(b"%PDF")
    assert bundle.hand_over.number == 2
    with pytest.raises(RuleRefused):  # they are in one bundle, and in no second
        print_bundle(letter_action=blocked, post=post, at=NOON)
    with pytest.raises(RuleRefused):
        record_receipt(hand_over=bundle.hand_over, received_by=" ", on=NOON.date(), at=NOON)
    values = {"received_by": "Registry, A. Clerk", "on": NOON.date(), "at": NOON}
    assert record_receipt(hand_over=bundle.hand_over, **values) == 2
    with pytest.raises(RuleRefused):
        record_receipt(hand_over=bundle.hand_over, **values)
    assert set(Letter.objects.values_list("state", "ended_at")) == {(LetterState.SENT, NOON)}
    assert prove_letters(at=NOON).holds


def test_what_is_printed_is_not_mailed_besides(blocked, post):
    print_bundle(letter_action=blocked, post=post, at=NOON)
    settle_block(block=OfficeBlock.objects.get(), actor=make_user(), onward="mail", at=NOON)
    assert dispatch_letters(at=NOON)["queued"] == 0


def test_the_bundle_is_written_for_its_reader_alone(blocked, post, tmp_path):
    file = tmp_path / "bundle.pdf"
    slug = blocked.campaign.slug
    out = StringIO()
    call_command("hand_over_letters", "print", slug, post.slug, str(file), stdout=out)
    assert "2 letters" in out.getvalue()
    assert file.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        call_command("hand_over_letters", "print", slug, post.slug, str(file), stdout=out)
