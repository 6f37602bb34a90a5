"""A letter that its author has not confirmed: one reminder after two days, gone after seven."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from campaigns.letter_text import Author
from campaigns.models import Campaign, Letter, LetterState
from campaigns.services import (
    Writing,
    confirm_letter,
    forget_unconfirmed,
    judge_incoming,
    remind_writers,
    write_letter,
)
from core.sealed import SealClosed
from outbox.models import Message, State
from outbox.services import purge
from tests.campaigns.conftest import link_in
from tests.factories.campaigns import make_letter_action
from tests.factories.letters import make_case_facts

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def action(db):
    return make_letter_action()


def write(action, *, at=NOON, email="ada@example.org", trapped=False):
    author = Author(name="Ada Writer", email=email, country="KE", own_words="I think of you.")
    writing = Writing(public_id=uuid.uuid4(), author=author, language="fr", trapped=trapped)
    write_letter(letter_action=action, post=action.campaign.offices[0], writing=writing, at=at)
    return Message.objects.latest("pk")


def reminders():
    return Message.objects.filter(content__template="campaigns/email/remind_letter")


def test_after_two_days_a_writer_is_reminded_once(action):
    write(action)
    judge_incoming(at=NOON)
    sent = [remind_writers(at=NOON + days * DAY) for days in (1, 2, 2, 3, 4)]
    assert sent == [0, 1, 0, 0, 0]
    reminder = reminders().get()
    assert reminder.asks


def test_the_link_of_the_reminder_shows_the_letter_and_confirms_it(action, client):
    first = write(action, at=datetime.now(UTC) - 2 * DAY)
    remind_writers()
    link = link_in(reminders().get())
    assert link == link_in(first)
    assert "I think of you." in client.get(link).content.decode()
    client.post(link)
    assert Letter.objects.get().state == LetterState.CONFIRMED


def test_after_five_days_it_is_too_late_to_remind_and_after_seven_the_letter_is_gone(action):
    write(action)
    assert remind_writers(at=NOON + 5 * DAY) == 0
    assert forget_unconfirmed(at=NOON + 7 * DAY) == 0
    assert forget_unconfirmed(at=NOON + 7 * DAY + timedelta(seconds=1)) == 1
    assert not Letter.objects.exists()


def test_what_is_confirmed_is_not_reminded_of(action):
    confirm_letter(token=link_in(write(action)).split("/")[3], at=NOON)
    assert remind_writers(at=NOON + 2 * DAY) == 0


def test_of_two_letters_to_one_office_the_last_is_reminded_of_and_none_if_one_is_confirmed(action):
    write(action)
    last = write(action, at=NOON + timedelta(hours=1))
    later = NOON + 2 * DAY + timedelta(hours=2)
    assert remind_writers(at=later) == 1
    assert link_in(reminders().get()) == link_in(last)
    Letter.objects.update(reminded=False)
    confirm_letter(token=link_in(last).split("/")[3], at=NOON)
    assert remind_writers(at=later + DAY) == 0


def test_what_a_program_filled_in_is_not_reminded_of(action):
    write(action, trapped=True)
    assert remind_writers(at=NOON + 2 * DAY) == 0
    judge_incoming(at=NOON)
    assert remind_writers(at=NOON + 2 * DAY) == 0


@pytest.mark.parametrize("state", [State.BOUNCED, State.FAILED, State.SUPPRESSED, State.COMPLAINED])
def test_whom_the_first_mail_did_not_reach_gets_no_second(action, state):
    message = write(action)
    Message.objects.filter(pk=message.pk).update(state=state)
    assert remind_writers(at=NOON + 2 * DAY) == 0


def test_without_the_first_mail_nobody_is_reminded(action):
    message = write(action)
    Message.objects.filter(pk=message.pk).update(state=State.SENT, created_at=NOON - 30 * DAY)
    purge(at=NOON)
    assert remind_writers(at=NOON + 2 * DAY) == 0


def test_a_reminder_counts_among_the_three_mails_of_a_day(action):
    write(action)
    later = NOON + 2 * DAY
    for _number in range(3):
        write(make_letter_action(), at=later)
    judge_incoming(at=later)
    assert remind_writers(at=later) == 0
    assert remind_writers(at=later + DAY + timedelta(hours=1)) == 1


@pytest.mark.parametrize("why", ["closed", "facts too old"])
def test_nobody_is_reminded_of_what_would_not_leave(action, why):
    write(action)
    if why == "closed":
        Campaign.objects.update(closes=(NOON + DAY).date())
    else:
        make_case_facts(letter_action=action, at=NOON, expires_on=(NOON + DAY).date())
    assert remind_writers(at=NOON + 2 * DAY) == 0


def test_only_a_worker_can_remind(action, settings):
    write(action)
    settings.SEALING_PRIVATE_KEY = ""
    with pytest.raises(SealClosed):
        remind_writers(at=NOON + 2 * DAY)


def test_the_page_and_the_mail_say_what_to_do_about_a_mistyped_address(action, client):
    campaign = action.campaign
    page = client.get(f"/campaigns/{campaign.slug}/letter/check-your-email/")
    text = page.content.decode()
    assert "if you mistyped the address, write again" in text
    assert f'href="/campaigns/{campaign.slug}/letter/"' in text
    assert "écrivez de nouveau" in write(action).content.text
