"""Bounces in a few words, of many systems and languages; and what only looks like one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outbox.models import Failure
from outbox.reports import ReportKind, read_mail

GONE, FULL, POLICY, REFUSED = (
    Failure.MAILBOX_GONE,
    Failure.MAILBOX_FULL,
    Failure.POLICY,
    Failure.REFUSED,
)
DAEMON = "MAILER-DAEMON@x.example.org"

BOUNCES = {
    "an Exchange of old": (
        "System Administrator <postmaster@x.example.org>",
        "Undeliverable: A new brief",
        "Your message did not reach some or all of the intended recipients.\n\n"
        "      ana@example.org on 3/2/2026 12:00 PM\n"
        "            The e-mail account does not exist at the organization this was sent to.\n"
        "            <mail.example.org #5.1.1>\n",
        GONE,
    ),
    "a transcript": (
        "MDaemon at x.example.org <MDaemon@x.example.org>",
        "Permanent Delivery Failure",
        "The attached message had PERMANENT fatal delivery errors!\n\n"
        "Failed address: ana@example.org\n\n--- Session Transcript ---\n"
        " Mon 2026-03-02 12:00:01: <-- 550 <ana@example.org>, Recipient unknown\n",
        GONE,
    ),
    "a line": (
        "Postmaster <postmaster@x.example.org>",
        "Mail",
        "Unknown user: ana@example.org",
        GONE,
    ),
    "a reason above": (
        "Mail Delivery Subsystem <postmaster@x.example.org>",
        "Delivery Failure",
        "It came back because following recipient(s) does not exist:\nana@example.org\n",
        GONE,
    ),
    "an address with a hyphen": (
        DAEMON,
        "failure notice",
        "Hi. This is the qmail-send program at x.\n\n<ana@my-domain.example.org>:\n"
        "user is over quota\n\n--- Below this line is a copy of the message.\n",
        FULL,
    ),
    "full for days": (
        DAEMON,
        "Undelivered Mail Returned to Sender",
        "<ana@example.org>: 452 4.2.2 Mailbox full (after 5 days)",
        FULL,
    ),
    "spam": (
        DAEMON,
        "Mail delivery failed: returning message to sender",
        "The following address(es) failed:\n\n  ana@example.org\n"
        "    550 High probability of spam\n",
        POLICY,
    ),
    "not authenticated": (
        DAEMON,
        "Undelivered Mail Returned to Sender",
        "<b@elsewhere.test> (expanded from <ana@example.org>): host mx said:\n"
        "    550 5.7.26 Unauthenticated email is not accepted\n",
        POLICY,
    ),
    "no time left": (
        DAEMON,
        "Mail delivery failed: returning message to sender",
        "A message that you sent could not be delivered.\nThe following address(es) failed:\n\n"
        "  ana@example.org\n    retry timeout exceeded\n",
        REFUSED,
    ),
    "no TLS": (
        DAEMON,
        "Undelivered Mail Returned to Sender",
        "<ana@example.org>: TLS is required, but was not offered by host mx",
        REFUSED,
    ),
    "no domain": (
        DAEMON,
        "Undelivered Mail Returned to Sender",
        "<ana@example.org>: Host or domain name not found. Name service error for\n"
        "    name=example.org type=AAAA: Host not found\n",
        GONE,
    ),
    "French": (
        "Système de messagerie <postmaster@x.example.org>",
        "Échec de remise",
        "Non remis à ana@example.org : la boîte de réception est pleine.",
        FULL,
    ),
    "Spanish": (
        "Entrega <mailer-daemon@x.example.org>",
        "No se pudo entregar el mensaje",
        "ana@example.org: la dirección de correo no existe",
        GONE,
    ),
    "German": (
        "Mail-System <mailer-daemon@x.example.org>",
        "Unzustellbar: A new brief",
        "An ana@example.org nicht zugestellt: Empfänger unbekannt",
        GONE,
    ),
    "Japanese": (DAEMON, "メール配信不能", "ana@example.org 宛先不明です", GONE),
}

NO_BOUNCES = {
    "a delay": (
        "Mail Delivery Subsystem <mailer-daemon@x.example.org>",
        "Delivery Status Notification (Delay)",
        "There was a temporary problem with your message to ana@example.org. It will be retried.",
        ReportKind.DELAYED,
    ),
    "a warning": (
        "Mail Delivery Subsystem <MAILER-DAEMON@x.example.org>",
        "Warning: could not send message for past 4 hours",
        "THIS IS A WARNING MESSAGE ONLY\n\nana@example.org... Deferred: Connection timed out",
        ReportKind.DELAYED,
    ),
    "a person who jokes": (
        "Ana <ana@example.org>",
        "Undeliverable? I read it",
        "My user account is disabled on weekends.",
        ReportKind.OTHER,
    ),
    "a person who forwards a bounce": (
        "Ana <ana@example.org>",
        "Fwd: Brief",
        "Look what I got:\n> <ben@example.org>: 550 5.1.1 user unknown",
        ReportKind.OTHER,
    ),
    "a holiday": (
        "Ana <ana@example.org>",
        "رد تلقائي: خارج المكتب",
        "Mailbox full of sand. 550 5.1.1",
        ReportKind.ANSWERED,
    ),
}


def mail(sender: str, subject: str, body: str) -> bytes:
    head = f"From: {sender}\nSubject: {subject}\nContent-Type: text/plain; charset=utf-8\n\n"
    return (head + body).encode()


@pytest.mark.parametrize("name", BOUNCES)
def test_a_bounce_in_words_is_understood(name: str) -> None:
    *parts, failure = BOUNCES[name]
    (verdict,) = read_mail(mail(*parts)).verdicts
    assert (verdict.kind, verdict.failure) == (ReportKind.FAILED, failure)
    assert any(address.startswith("ana@") for address in verdict.recipients)


@pytest.mark.parametrize("name", NO_BOUNCES)
def test_what_only_looks_like_a_bounce_is_none(name: str) -> None:
    *parts, kind = NO_BOUNCES[name]
    assert read_mail(mail(*parts)).kind == kind


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    b"Content-Type: multipart/report; boundary=x\n", b"--x\n", b"--x--\n", b"\n",
                    b"Content-Type: message/delivery-status\n\n", b"Action: failed\n",
                    b"Final-Recipient: rfc822; a@example.org\n", b"Status: 5.1.1\n",
                    b"From: mailer-daemon@example.org\n", b"Content-Type: message/rfc822\n\n",
                    b"Content-Transfer-Encoding: base64\n", b"Subject: =?utf-8?B?", b"?=\n",
                    b"Content-Type: message/feedback-report\n\nFeedback-Type: abuse\n",
                ]
            ),
            st.binary(max_size=40),
        ),
        max_size=30,
    )
)  # fmt: skip
def test_no_order_of_pieces_makes_the_reader_fail(pieces: list[bytes]) -> None:
    assert read_mail(b"".join(pieces)).verdicts
