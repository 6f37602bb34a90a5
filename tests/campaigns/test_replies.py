"""What offices send: kept first, filed once, understood, matched, forwarded without addresses."""

import tracemalloc
from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest

from audit.models import Event
from campaigns.models import (
    AnswerClock,
    LetterDigest,
    MatchedBy,
    Reply,
    ReplyKind,
    ReplyState,
)
from campaigns.services.replies import file_replies, forward_replies, let_old_mails_go
from campaigns.tasks import file_replies as file_task
from core.sealed import SealClosed, unseal_json
from outbox.models import Incoming, Message
from outbox.relay import relay_address
from outbox.retention import purge_reports
from outbox.return_path import return_path
from outbox.services import raw_of, read_incoming, receive_mail
from tests.factories.answers import (
    WORDS,
    mail_of_office,
    make_communication,
    make_reply,
    make_sent_letter,
)
from tests.factories.campaigns import make_campaign
from tests.factories.officials import make_post

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
PASSED = (
    "mx.mail.test; spf=pass smtp.mailfrom=state.example.org; dkim=pass header.d=state.example.org"
)


@pytest.fixture
def letter(settings):
    settings.MAIL_AUTHSERV_ID = "mx.mail.test"
    post = make_post(label="Foreign Minister", email="minister@state.example.org", holder="M. D.")
    campaign = make_campaign(letters=True, addressees=[post])
    return make_sent_letter(campaign=campaign, at=NOON, email="ada@example.org")


def come(raw, *, at=NOON):
    """Take a mail in and let both workers read it."""
    receive_mail(raw, at=at)
    read_incoming(at=at)
    file_replies(at=at)
    return Reply.objects.order_by("-pk").first()


def to(letter):
    return relay_address(letter.token)


def test_a_reply_to_the_relay_address_finds_its_letter(letter):
    reply = come(mail_of_office(to=to(letter)))
    assert (reply.letter, reply.campaign) == (letter, letter.letter_action.campaign)
    assert (reply.state, reply.kind, reply.matched_by) == ("waiting", "reply", "token")
    assert reply.text == WORDS


def test_the_token_in_other_letter_case_finds_its_letter(letter):
    reply = come(mail_of_office(to=to(letter).upper()))
    assert reply.letter == letter


def test_a_reply_that_went_to_the_senders_address_is_found_by_the_reference(letter):
    raw = mail_of_office(to="letters@mail.test", subject=f"RE: observers {letter.reference}")
    reply = come(raw)
    assert (reply.letter, reply.matched_by) == (letter, MatchedBy.REFERENCE)


def test_a_reply_is_found_by_the_mail_that_it_answers(letter):
    raw = mail_of_office(to="letters@mail.test", In_Reply_To=letter.message.message_id)
    assert come(raw).matched_by == MatchedBy.THREAD


def test_a_reply_to_the_return_path_is_an_answer_too(letter):
    reply = come(mail_of_office(to=return_path(letter.message)))
    assert (reply.letter, reply.matched_by) == (letter, MatchedBy.THREAD)


def test_a_sender_whom_a_person_has_placed_before_is_known_again(letter):
    first = come(mail_of_office(to=to(letter)))
    assert first.letter == letter
    second = come(mail_of_office(to="letters@mail.test", subject="One more thing"))
    assert (second.matched_by, second.letter) == (MatchedBy.SENDER, None)
    assert second.post == letter.post


def test_a_digest_and_a_communication_are_answered_at_their_own_addresses(letter):
    own = make_communication(campaign=letter.letter_action.campaign)
    assert come(mail_of_office(to=relay_address(own.token))).communication == own
    digest = LetterDigest.objects.create(
        letter_action=letter.letter_action,
        post=letter.post,
        tenure=letter.tenure,
        contact=letter.contact,
        period_from=NOON.date(),
        period_to=NOON.date(),
        number=1,
        made_at=NOON,
    )
    reply = come(mail_of_office(to=relay_address(digest.token), text="All of them."))
    assert (reply.digest, reply.post) == (digest, letter.post)


def test_failure_reply_in_a_new_thread_waits_unmatched_and_is_never_dropped(letter):
    raw = mail_of_office(to="letters@mail.test", sender="other@elsewhere.example.org")
    reply = come(raw)
    assert (reply.state, reply.campaign) == (ReplyState.UNMATCHED, None)
    purge_reports(at=NOON + timedelta(days=400))
    assert raw_of(Incoming.objects.get()).startswith(b"Delivered-To")


def test_failure_forged_token_is_refused_and_kept(letter):
    """Whatever else stands in it: somebody guessed, and nothing of it is believed."""
    forged = f"letter-{'a' * 16}@mail.test"
    reply = come(mail_of_office(to=forged, subject=f"RE: {letter.reference}"))
    assert (reply.state, reply.letter, reply.campaign) == (ReplyState.UNMATCHED, None, None)
    assert "a" * 16 in reply.hints


def test_failure_auto_reply_is_set_aside_and_stops_nothing(letter):
    raw = mail_of_office(
        to=to(letter), subject="Automatic reply: away", Auto_Submitted="auto-replied"
    )
    reply = come(raw)
    assert (reply.kind, reply.state) == (ReplyKind.AUTOMATIC, ReplyState.ASIDE)
    assert forward_replies(at=NOON) == 0
    assert not AnswerClock.objects.exists()


def test_failure_challenge_is_told_apart_from_an_answer(letter):
    raw = mail_of_office(
        to=to(letter),
        subject="Auto-Reply: please confirm you sent this",
        text="Click the link to deliver your message.",
    )
    assert come(raw).kind == ReplyKind.CHALLENGE


def test_failure_holding_reply_is_told_apart_from_an_answer(letter):
    words = "Thank you for your letter. The Ministry will reply in due course."
    assert come(mail_of_office(to=to(letter), text=words)).kind == ReplyKind.HOLDING


def test_a_bounce_at_the_relay_address_is_a_report(letter):
    raw = mail_of_office(
        to=to(letter),
        sender="mailer-daemon@state.example.org",
        subject="Undelivered Mail Returned to Sender",
        text="550 5.1.1 <minister@state.example.org>: User unknown",
    )
    reply = come(raw)
    assert (reply.kind, reply.state) == (ReplyKind.REPORT, ReplyState.ASIDE)


def test_our_own_mail_that_comes_round_in_a_circle_is_never_an_answer(letter):
    raw = mail_of_office(to=to(letter), sender="letters@mail.test")
    assert come(raw).kind == ReplyKind.AUTOMATIC


def test_the_same_mail_by_two_ways_is_filed_once(letter):
    raw = mail_of_office(to=to(letter))
    come(raw)
    come(b"Received: by another way\r\n" + raw)
    assert Reply.objects.count() == 1
    assert Incoming.objects.count() == 2
    assert not Incoming.objects.to_file().exists()


def test_filing_twice_files_once(letter):
    come(mail_of_office(to=to(letter)))
    file_task()
    assert Reply.objects.count() == 1
    assert Event.objects.filter(verb="reply.filed").count() == 1


def test_a_sender_counts_as_verified_by_our_own_mail_systems_word(letter):
    reply = come(mail_of_office(to=to(letter), Authentication_Results=PASSED))
    assert (reply.is_verified, reply.checks) == (True, "spf=pass dkim=pass")


@pytest.mark.parametrize(
    ("sender", "said"),
    [
        pytest.param("office@state.example.org", "", id="nothing was checked"),
        pytest.param(
            "office@state.example.org",
            PASSED.replace("mx.mail.test", "mx.forger.example.org"),
            id="another system says so",
        ),
        pytest.param(
            "office@forger.example.org",
            PASSED.replace("state.example", "forger.example"),
            id="a domain that the directory does not know",
        ),
        pytest.param(
            "office@state.example.org",
            PASSED.replace("state.example", "forger.example"),
            id="checks of another domain than that of From",
        ),
        pytest.param(
            "office@state.example.org",
            PASSED + "; dmarc=fail header.from=state.example.org",
            id="DMARC failed",
        ),
    ],
)
def test_failure_forged_reply_is_never_a_verified_sender(letter, sender, said):
    raw = mail_of_office(to=to(letter), sender=sender, Authentication_Results=said)
    reply = come(raw)
    assert not reply.is_verified
    assert reply.state == ReplyState.WAITING


def test_a_second_header_of_checks_below_ours_is_not_believed(letter):
    ours = "mx.mail.test; spf=fail smtp.mailfrom=state.example.org"
    raw = mail_of_office(to=to(letter), Authentication_Results=ours)
    forged = f"\r\nAuthentication-Results: {PASSED}\r\n\r\n".encode()
    raw = raw.replace(b"\r\n\r\n", forged, 1)
    assert not come(raw).is_verified


def test_at_a_provider_for_everybody_only_the_very_address_is_the_offices(settings):
    settings.MAIL_AUTHSERV_ID = "mx.mail.test"
    post = make_post(email="mission.of.avaria@gmail.com", holder="M. D.")
    sent = make_sent_letter(campaign=make_campaign(letters=True, addressees=[post]), at=NOON)
    said = "mx.mail.test; dkim=pass header.d=gmail.com"
    raw = mail_of_office(to=to(sent), sender="someone@gmail.com", Authentication_Results=said)
    assert not come(raw).is_verified
    raw = mail_of_office(
        to=to(sent), sender="mission.of.avaria@gmail.com", Authentication_Results=said
    )
    assert come(raw).is_verified


def test_the_desks_copy_holds_neither_the_writers_name_nor_addresses_nor_numbers(letter):
    text = (
        "Dear Ms Writer,\n\nAda Writer asked on 04.05.2026. Call +41 22 555 01 23 or write to"
        f" desk@state.example.org. {WORDS}\n\nOn Mon, 4 May 2026, Ada Writer wrote:\n> I think of"
        " the towns."
    )
    copy = come(mail_of_office(to=to(letter), text=text)).text
    assert "Writer," not in copy
    assert "Ada" not in copy
    assert "555" not in copy
    assert "desk@" not in copy
    assert "think of the towns" not in copy
    assert "04.05.2026" in copy
    assert WORDS in copy


def test_the_writer_gets_the_reply_wrapped_anew_without_the_offices_address(letter):
    come(mail_of_office(to=to(letter), text=f"{WORDS} Write to desk@state.example.org."))
    assert forward_replies(at=NOON) == 1
    assert forward_replies(at=NOON) == 0
    message = Message.objects.get(content__template="campaigns/email/letter_answered")
    envelope = unseal_json(message.envelope_sealed)
    assert envelope["to"] == "ada@example.org"
    assert WORDS in envelope["values"]["text"]
    assert "state.example.org" not in envelope["values"]["text"]
    assert Reply.objects.get().text_sealed is None


def test_a_writer_who_was_forgotten_gets_nothing(letter):
    come(mail_of_office(to=to(letter)))
    letter.sealed = None
    letter.save()
    forward_replies(at=NOON)
    assert not Message.objects.filter(content__isnull=False).exists()


def test_a_reply_of_20_mb_with_attachments_and_a_broken_charset_survives_whole(letter):
    paper = b64encode(b"%PDF-1.7 " + b"0" * 15_000_000)
    lines = b"\r\n".join(paper[i : i + 76] for i in range(0, len(paper), 76))
    body = (
        b'--frontier\r\nContent-Type: text/plain; charset="x-made-up-1"\r\n\r\n'
        b"Nous avons envoy\xe9 douze observateurs.\r\n"
        b'--frontier\r\nContent-Type: application/pdf; name="answer.pdf"\r\n'
        b'Content-Disposition: attachment; filename="=?x-none?q?r=E9ponse.pdf?="\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n" + lines + b"\r\n--frontier--\r\n"
    )
    head = mail_of_office(
        to=to(letter), text="", Content_Type='multipart/mixed; boundary="frontier"'
    )
    raw = head + body
    assert len(raw) > 20_000_000
    tracemalloc.start()
    reply = come(raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "douze observateurs" in reply.text
    assert [each["type"] for each in reply.files] == ["application/pdf"]
    assert reply.files[0]["size"] > 14_000_000
    assert raw_of(reply.incoming) == raw.replace(b"\r\n", b"\n").strip(b"\n")
    assert peak < 12 * len(raw)


def test_what_is_attached_can_be_looked_at_until_a_month_after_the_decision(letter):
    come(mail_of_office(to=to(letter), Auto_Submitted="auto-replied"))
    assert let_old_mails_go(at=NOON + timedelta(days=29)) == 0
    assert let_old_mails_go(at=NOON + timedelta(days=31)) == 1
    assert purge_reports(at=NOON + timedelta(days=31)) == 1


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"", id="nothing but a head"),
        pytest.param(b"\xff\xfe\x00" * 50, id="no text at all"),
        pytest.param(b"=?utf-8?b?" + b"A" * 5000, id="half an encoded word"),
    ],
)
def test_a_strange_mail_is_filed_for_a_person_and_stops_nothing_after_it(letter, raw):
    head = f"To: {to(letter)}\r\nContent-Type: multipart/x; boundary=\r\n\r\n".encode()
    receive_mail(head + raw, at=NOON)
    reply = come(mail_of_office(to=to(letter)))
    assert reply.text == WORDS
    assert Reply.objects.count() == 2


def test_without_the_private_key_nothing_is_filed(letter, settings):
    receive_mail(mail_of_office(to=to(letter)), at=NOON)
    read_incoming(at=NOON)
    settings.SEALING_PRIVATE_KEY = ""
    with pytest.raises(SealClosed):
        file_replies(at=NOON)
    assert not make_reply().text_sealed
