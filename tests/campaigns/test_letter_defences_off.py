"""Each defence of letters and answers, on and off: without it the same attack succeeds.

A test that passes with its defence switched off would be worthless. Nothing in the product can
switch one off; here the one function or condition that is the defence is replaced. What keeps a
letter from going twice when its sender dies is switched off in the fault suite (docs/faults.md);
locks, in real threads, in test_letter_races.py.
"""

import itertools
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Q

from campaigns import account, digest_text
from campaigns.models import (
    AnswerClock,
    ClockState,
    Letter,
    LetterState,
    Reply,
    ReplyKind,
)
from campaigns.replying import matching
from campaigns.services import (
    clocks,
    dispatch_letters,
    dispatching,
    letters,
    measuring,
    replies,
)
from campaigns.services.reply_deeds import accept_reply
from campaigns.views import letter_link
from core.rules import RuleRefused
from core.sealed import unseal_json
from officials.models import ContactStatus
from outbox.models import Message, Stream
from outbox.relay import relay_address
from outbox.services import read_incoming, receive_mail
from tests.campaigns.conftest import link_in
from tests.factories.accounts import make_user
from tests.factories.answers import mail_of_office, make_sent_letter
from tests.factories.campaigns import make_campaign, make_letter
from tests.factories.letters import make_case_facts
from tests.factories.officials import make_person, make_post, make_tenure

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
LATE = NOON + 40 * DAY
OWN = "My grandmother sold millet at the lower market and told me of the river in the dry years."
ON_AND_OFF = pytest.mark.parametrize("is_on", [True, False], ids=["on", "off"])


@pytest.fixture
def post(db):
    post = make_post(label="Foreign Minister", email="minister@state.example.org")
    make_tenure(post=post, person=make_person(name="Jean Kabila"), start="2020", end="2026-05-03")
    make_tenure(post=post, person=make_person(name="Marie Dupont"), start="2026-05-04")
    return post


@pytest.fixture
def campaign(post):
    return make_campaign(letters=True, addressees=[post])


@pytest.fixture
def action(campaign):
    return campaign.letter_action


def mails():
    rows = Message.objects.filter(stream=Stream.LETTER).order_by("pk")
    return [unseal_json(row.envelope_sealed) for row in rows]


def look_on(hours, *, at=NOON):
    for number in range(hours * 12):
        dispatch_letters(at=at + timedelta(minutes=5 * number))


def come(raw, *, at=NOON):
    receive_mail(raw, at=at)
    read_incoming(at=at)
    replies.file_replies(at=at)
    return Reply.objects.order_by("-pk").first()


# What reaches an office


@ON_AND_OFF
def test_an_office_gets_a_few_letters_an_hour(action, monkeypatch, is_on):
    if not is_on:
        monkeypatch.setattr(dispatching, "may_leave", lambda *_office, **_words: 1_000)
    for _number in range(30):
        make_letter(letter_action=action, at=NOON)
    look_on(1)
    assert len(mails()) <= dispatching.PER_POST_AND_HOUR if is_on else len(mails()) == 30


@ON_AND_OFF
def test_the_same_words_do_not_fill_a_mailbox(action, post, monkeypatch, is_on):
    """Measured as copies they wait for the digest. Unmeasured, each of them is a mail."""
    if not is_on:
        monkeypatch.setattr(measuring, "originality", lambda _mine, _known: 100)
    post.contacts.update(cap_per_hour=60)
    for _number in range(12):
        make_letter(letter_action=action, own_words=OWN, originality=None, at=NOON)
    look_on(2)
    assert len(mails()) == (1 if is_on else 12)


@ON_AND_OFF
def test_a_letter_that_comes_back_into_the_queue_makes_no_second_mail(action, monkeypatch, is_on):
    if not is_on:
        queue = dispatching.enqueue_letter

        def anew(*, dedup_key, **words):
            return queue(dedup_key=f"{dedup_key}:{uuid.uuid4()}", **words)

        monkeypatch.setattr(dispatching, "enqueue_letter", anew)
    letter = make_letter(letter_action=action, at=NOON)
    dispatch_letters(at=NOON)
    columns = {"queued_at": None, "tenure": None, "contact": None}
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.CONFIRMED, **columns)
    dispatch_letters(at=NOON + DAY)
    assert len(mails()) == (1 if is_on else 2)


@ON_AND_OFF
def test_a_letter_reads_as_its_writer_saw_it_or_asks_anew(action, monkeypatch, is_on):
    first = make_case_facts(letter_action=action, at=NOON)
    make_letter(letter_action=action, facts=first, at=NOON)
    if not is_on:
        monkeypatch.setattr(dispatching, "_hold_outdated", lambda *_words: 0)
    make_case_facts(letter_action=action, version=2, rows=["It was rebuilt."], at=NOON)
    dispatch_letters(at=NOON)
    assert len(mails()) == (0 if is_on else 1)


@ON_AND_OFF
def test_a_letter_goes_to_whoever_holds_the_office_when_it_leaves(action, monkeypatch, is_on):
    letter = make_letter(letter_action=action, at=NOON - 2 * DAY)
    if not is_on:  # as it stood when it was written
        at_writing, compose = letter.created_at, dispatching.text_as_of
        monkeypatch.setattr(dispatching, "text_as_of", lambda one, _on: compose(one, at_writing))
    dispatch_letters(at=NOON)
    [mail] = mails()
    assert ("Marie Dupont" in mail["body"]) is is_on
    assert ("Jean Kabila" in mail["body"]) is not is_on


@ON_AND_OFF
def test_nobody_writes_to_an_office_that_refused(action, post, monkeypatch, is_on):
    post.contacts.update(status=ContactStatus.REFUSED)
    if not is_on:
        contact = post.contacts.get()
        monkeypatch.setattr(type(post), "contact_for", lambda *_words, **_more: contact)
    make_letter(letter_action=action, at=NOON)
    dispatch_letters(at=NOON)
    assert len(mails()) == (0 if is_on else 1)


@ON_AND_OFF
def test_a_few_letters_from_a_country_are_not_said_of_it(action, monkeypatch, is_on):
    if not is_on:
        monkeypatch.setattr(digest_text, "NAMED_FROM", 1)
    for country in ("KE", "KE", "KE", "KE", "KE", "MC"):
        make_letter(letter_action=action, own_words="", country=country, at=NOON)
    dispatch_letters(at=NOON + DAY)
    [mail] = mails()
    assert ("Monaco" in mail["body"]) is not is_on


@ON_AND_OFF
def test_a_handful_of_letters_is_no_number_in_public(client, campaign, monkeypatch, is_on):
    if not is_on:
        monkeypatch.setattr(account, "letters_said", str)
    for _number in range(3):
        make_sent_letter(campaign=campaign, at=NOON)
    page = client.get(f"/campaigns/{campaign.slug}/answers/").content.decode()
    assert ("fewer than 10" in page) is is_on


# Who decides that it leaves


@ON_AND_OFF
def test_whoever_only_opens_the_link_confirms_nothing(client, campaign, post, monkeypatch, is_on):
    """Mail scanners open every link."""
    if not is_on:
        look = letter_link.letter_behind

        def confirm_too(*, token):
            letters.confirm_letter(token=token)
            return look(token=token)

        monkeypatch.setattr(letter_link, "letter_behind", confirm_too)
    typed = {"post": post.pk, "own_words": OWN, "name": "Ada Writer", "country": "KE"}
    values = typed | {"email": "ada@example.org", "deed": "send"}
    client.post(f"/campaigns/{campaign.slug}/letter/", values)
    assert client.get(link_in(Message.objects.get())).status_code == 200
    assert (Letter.objects.get().state == LetterState.PENDING) is is_on


@ON_AND_OFF
def test_a_form_sent_twice_is_one_letter(client, campaign, post, monkeypatch, is_on):
    if not is_on:
        row = letters._row

        def renumbered(*words):
            letter = row(*words)
            letter.public_id = uuid.uuid4()
            return letter

        monkeypatch.setattr(letters, "_row", renumbered)
    typed = {"post": post.pk, "own_words": OWN, "name": "Ada Writer", "country": "KE"}
    values = typed | {"email": "ada@example.org", "deed": "send", "public_id": uuid.uuid4()}
    for _time in range(2):
        client.post(f"/campaigns/{campaign.slug}/letter/", values)
    assert Letter.objects.count() == (1 if is_on else 2)


# What comes back


@ON_AND_OFF
def test_a_made_up_token_ends_the_search(campaign, monkeypatch, is_on):
    """Whoever guesses an address is believed in nothing, though the reference is a real one."""
    letter = make_sent_letter(campaign=campaign, at=NOON)
    if not is_on:
        monkeypatch.setattr(matching, "tokens_in", lambda _addresses: [])
    forged = mail_of_office(to=relay_address("a" * 16), subject=f"RE: {letter.reference}")
    assert (come(forged).letter == letter) is not is_on


@ON_AND_OFF
def test_nobody_can_guess_the_address_of_another_letter(campaign, monkeypatch, is_on):
    """Whoever has one letter writes to the next token. Tokens that are counted would find it."""
    if not is_on:
        counted = (f"{'a' * 14}{one}{two}" for one, two in itertools.product("bc", "abcdef"))
        field = Letter._meta.get_field("token")
        monkeypatch.setattr(field, "default", counted.__next__)
        monkeypatch.setitem(field.__dict__, "_get_default", counted.__next__)
    mine, other = (make_sent_letter(campaign=campaign, at=NOON) for _number in range(2))
    following = mine.token[:-1] + chr(ord(mine.token[-1]) + 1)
    reply = come(mail_of_office(to=relay_address(following)))
    assert (reply is not None and reply.letter == other) is not is_on


@ON_AND_OFF
def test_a_machines_words_stop_no_clock(campaign, monkeypatch, is_on):
    """Even if a person accepts them."""
    if not is_on:
        monkeypatch.setattr(replies, "kind_of", lambda *_mail, **_words: ReplyKind.REPLY)
    letter = make_sent_letter(campaign=campaign, at=NOON)
    clocks.run_clocks(at=NOON + 3 * DAY)
    away = mail_of_office(to=relay_address(letter.token), Auto_Submitted="auto-replied")
    reply = come(away, at=NOON + 3 * DAY)
    accept = {"reply": reply, "actor": make_user(), "kind": "substantive"}
    if is_on:
        with pytest.raises(RuleRefused, match="machine"):
            accept_reply(**accept)
    else:
        accept_reply(**accept)
    assert (AnswerClock.objects.get().state == ClockState.RUNNING) is is_on


@ON_AND_OFF
def test_a_letter_that_went_to_an_unknown_address_makes_no_office_silent(
    campaign, post, monkeypatch, is_on
):
    post.contacts.update(status=ContactStatus.UNVERIFIED, verified_on=None)
    if not is_on:
        monkeypatch.setattr(clocks, "_arrived", lambda _at: Q(ended_at__isnull=False))
    make_sent_letter(campaign=campaign, at=NOON)
    clocks.run_clocks(at=LATE)
    assert AnswerClock.objects.exists() is not is_on


@ON_AND_OFF
def test_who_seems_to_be_an_office_is_verified_by_our_own_mail_system(
    campaign, post, monkeypatch, settings, is_on
):
    """A stranger writes the minister's address behind From. Anybody can."""
    settings.MAIL_AUTHSERV_ID = "mx.mail.test"
    if not is_on:
        monkeypatch.setattr(replies, "is_from_office", lambda _sender, _post: True)
    letter = make_sent_letter(campaign=campaign, at=NOON)
    forged = mail_of_office(to=relay_address(letter.token), sender="minister@state.example.org")
    assert come(forged).is_verified is not is_on


@ON_AND_OFF
def test_the_desk_does_not_read_who_wrote(campaign, monkeypatch, is_on):
    if not is_on:
        monkeypatch.setattr(replies, "masked", lambda text, **_words: text)
    letter = make_sent_letter(campaign=campaign, name="Grace Hopper", at=NOON)
    words = "Dear Grace Hopper, the Government has sent twelve observers."
    reply = come(mail_of_office(to=relay_address(letter.token), text=words))
    assert ("Hopper" in reply.text) is not is_on
