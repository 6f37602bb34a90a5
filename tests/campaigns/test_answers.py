"""Answers: accepted by one person, published by another, told, and taken back. (D5, D10)"""

from datetime import UTC, datetime, timedelta

import pytest

from alerts.content import KINDS, read
from alerts.models import EventKind
from audit.models import Event
from campaigns.models import AnswerClock, ClockState, Letter, LetterState, Reply, ReplyState
from campaigns.services.answers import (
    publish_answer,
    return_answer,
    submit_answer,
    tell_writers,
    withdraw_answer,
    write_answer,
)
from campaigns.services.forgetting import forget
from campaigns.services.replies import file_replies, forward_replies
from campaigns.services.reply_deeds import (
    accept_reply,
    match_reply,
    open_reply,
    refuse_reply,
    reopen_reply,
    set_reply_aside,
)
from campaigns.tasks import let_old_replies_go
from campaigns.tasks import tell_writers as tell_task
from core.rules import RuleRefused
from core.sealed import unseal_json
from core.states import MoveRefused
from outbox.models import Message
from outbox.relay import relay_address
from outbox.services import raw_of, read_incoming, receive_mail
from tests.factories.accounts import make_user
from tests.factories.answers import (
    WORDS,
    mail_of_office,
    make_answer,
    make_clock,
    make_reply,
    make_sent_letter,
)
from tests.factories.campaigns import make_campaign, make_letter
from tests.factories.officials import make_post

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
LATER = NOON + timedelta(days=3)


@pytest.fixture
def campaign(db):
    return make_campaign(letters=True)


@pytest.fixture
def letter(campaign):
    return make_sent_letter(campaign=campaign, at=NOON, email="ada@example.org")


@pytest.fixture
def reply(letter):
    receive_mail(mail_of_office(to=relay_address(letter.token)), at=LATER)
    read_incoming(at=LATER)
    file_replies(at=LATER)
    return Reply.objects.get()


def published(campaign, **more):
    answer = make_answer(campaign=campaign, author=make_user(), at=LATER, **more)
    submit_answer(answer=answer, actor=answer.author, at=LATER)
    return publish_answer(answer=answer, actor=make_user(), at=LATER)


def test_an_accepted_reply_is_an_answer_and_stops_the_clock(reply, letter):
    answer = accept_reply(reply=reply, actor=make_user(), kind="substantive", at=LATER)
    assert reply.state == ReplyState.ACCEPTED
    assert list(answer.letters.all()) == [letter]
    assert (answer.text, answer.post) == (WORDS, letter.post)
    assert AnswerClock.objects.get().state == ClockState.STOPPED
    assert not answer.is_public


def test_one_answer_answers_many_letters(reply, letter, campaign):
    others = [make_sent_letter(campaign=campaign, at=NOON) for _time in range(3)]
    make_letter(letter_action=campaign.letter_action)
    answer = accept_reply(
        reply=reply, actor=make_user(), kind="substantive", all_letters=True, at=LATER
    )
    assert set(answer.letters.all()) == {letter, *others}


def test_a_second_mail_joins_the_answer_that_is_there(reply, campaign, letter):
    answer = accept_reply(reply=reply, actor=make_user(), kind="substantive", at=LATER)
    second = make_reply(campaign=campaign, letter=letter)
    same = accept_reply(reply=second, actor=make_user(), kind="substantive", answer=answer)
    assert same == answer
    assert campaign.answers.count() == 1


def test_a_mail_does_not_join_another_offices_answer(reply):
    other = make_answer()
    with pytest.raises(RuleRefused) as refused:
        accept_reply(reply=reply, actor=make_user(), kind="substantive", answer=other)
    assert refused.value.codes == ["answer"]


@pytest.mark.parametrize("kind", ["automatic", "report", "challenge", "complaint"])
def test_what_a_machine_wrote_is_never_accepted(kind):
    reply = make_reply(kind=kind)
    with pytest.raises(RuleRefused) as refused:
        accept_reply(reply=reply, actor=make_user(), kind="substantive")
    assert refused.value.codes == ["kind"]
    assert not AnswerClock.objects.exists()


def test_failure_forged_reply_that_a_person_refuses_stops_nothing_and_stays(reply, campaign):
    make_clock(campaign=campaign, post=reply.post, at=NOON)
    with pytest.raises(RuleRefused):
        refuse_reply(reply=reply, actor=make_user(), reason=" ")
    refuse_reply(reply=reply, actor=make_user(), reason="The ministry did not write it.")
    assert AnswerClock.objects.get().state == ClockState.RUNNING
    assert forward_replies(at=LATER) == 0
    assert raw_of(reply.incoming)
    reopen_reply(reply=reply, actor=make_user())
    assert reply.state == ReplyState.WAITING


def test_an_unmatched_mail_is_placed_by_a_person_and_then_forwarded(letter):
    raw = mail_of_office(to="letters@mail.test", sender="desk@other.example.org")
    receive_mail(raw, at=LATER)
    read_incoming(at=LATER)
    file_replies(at=LATER)
    found = Reply.objects.get()
    assert forward_replies(at=LATER) == 0
    with pytest.raises(RuleRefused):
        match_reply(reply=found, actor=make_user())
    match_reply(reply=found, actor=make_user(), letter=letter)
    assert (found.state, found.post) == (ReplyState.WAITING, letter.post)
    assert forward_replies(at=LATER) == 1
    with pytest.raises(MoveRefused):
        match_reply(reply=found, actor=make_user(), letter=letter)


def test_a_mail_is_not_placed_with_an_office_that_was_not_asked(campaign):
    found = make_reply(state="unmatched")
    with pytest.raises(RuleRefused) as refused:
        match_reply(reply=found, actor=make_user(), campaign=campaign, post=make_post())
    assert refused.value.codes == ["post"]


def test_opening_a_private_text_is_noted_with_who_did(reply):
    person = make_user()
    open_reply(reply=reply, actor=person)
    event = Event.objects.get(verb="reply.opened")
    assert (event.actor, event.details, event.public) == (person, {}, False)


def test_what_was_taken_for_a_persons_words_is_set_aside(reply):
    set_reply_aside(reply=reply, actor=make_user())
    assert reply.state == ReplyState.ASIDE


def test_d5_who_prepared_an_answer_does_not_publish_it(campaign):
    author = make_user()
    answer = make_answer(campaign=campaign, author=author)
    submit_answer(answer=answer, actor=author)
    with pytest.raises(RuleRefused) as refused:
        publish_answer(answer=answer, actor=author)
    assert refused.value.codes == ["own_work"]
    publish_answer(answer=answer, actor=make_user())
    assert answer.is_public


def test_whoever_wrote_last_is_its_author(campaign):
    answer, second = make_answer(campaign=campaign), make_user()
    write_answer(answer=answer, actor=second, text="Redacted.")
    submit_answer(answer=answer, actor=second)
    with pytest.raises(RuleRefused):
        publish_answer(answer=answer, actor=second)
    with pytest.raises(RuleRefused):
        write_answer(answer=answer, actor=second, text="Once more.")
    return_answer(answer=answer, actor=make_user(), reason="A name is left in it.")
    assert (answer.status, answer.return_reason) == ("draft", "A name is left in it.")


def test_an_answer_without_words_is_not_handed_in(campaign):
    answer = make_answer(campaign=campaign, text=" ")
    with pytest.raises(RuleRefused):
        submit_answer(answer=answer, actor=make_user())


def test_an_answer_that_turns_out_to_promise_one_lets_the_clock_go_on(reply):
    answer = accept_reply(reply=reply, actor=make_user(), kind="substantive", at=LATER)
    write_answer(answer=answer, actor=make_user(), kind="holding", at=LATER)
    assert AnswerClock.objects.get().state == ClockState.RUNNING
    write_answer(answer=answer, actor=make_user(), kind="refusal", at=LATER)
    assert AnswerClock.objects.get().state == ClockState.STOPPED


def test_writers_are_told_once_and_only_of_what_is_public(reply, campaign):
    answer = accept_reply(reply=reply, actor=make_user(), kind="substantive", at=LATER)
    tell_task()
    assert tell_writers(at=LATER) == 0
    submit_answer(answer=answer, actor=answer.author)
    publish_answer(answer=answer, actor=make_user())
    assert tell_writers(at=LATER) == 1
    assert tell_writers(at=LATER) == 0
    message = Message.objects.get(content__template="campaigns/email/answer_published")
    assert unseal_json(message.envelope_sealed)["to"] == "ada@example.org"
    assert f"/campaigns/{campaign.slug}/answers/#answer-1" in message.content.text


def test_an_answer_taken_back_is_gone_from_the_page_at_once(client, campaign):
    answer = published(campaign, text="A forged promise.")
    page = f"/campaigns/{campaign.slug}/answers/"
    assert b"A forged promise." in client.get(page).content
    with pytest.raises(RuleRefused):
        withdraw_answer(answer=answer, actor=make_user(), reason="")
    withdraw_answer(answer=answer, actor=make_user(), reason="It was forged.")
    assert b"A forged promise." not in client.get(page).content
    assert read(Event.objects.get(verb="answer.published")) is None


def test_a_published_answer_is_news_of_its_own_kind(campaign):
    answer = published(campaign)
    event = Event.objects.get(verb="answer.published")
    news = read(event)
    assert KINDS[event.verb] == EventKind.ANSWERS
    assert WORDS in news.lead
    assert answer.post.label in news.title
    assert news.path == f"/campaigns/{campaign.slug}/answers/"


def test_a_campaigns_feed_tells_of_its_answers(client, campaign):
    published(campaign)
    feed = client.get(f"/alerts/feed/campaign/{campaign.slug}.atom")
    assert WORDS.encode() in feed.content


def test_forgetting_a_writer_drops_the_mails_that_quote_them(reply, letter):
    forget(address="ada@example.org", at=LATER)
    reply.refresh_from_db()
    reply.incoming.refresh_from_db()
    assert raw_of(reply.incoming) == b""
    assert reply.text_sealed is None
    assert reply.text == WORDS
    let_old_replies_go()
    assert Letter.objects.get().state == LetterState.SENT
