"""What the mails of many systems say, when they come back."""

import time

import pytest

from outbox.models import Failure, Message
from outbox.reports import ReportKind, read_mail

from .incoming import SAMPLES, make_sent, sample

pytestmark = pytest.mark.django_db

GONE, FULL, POLICY = Failure.MAILBOX_GONE, Failure.MAILBOX_FULL, Failure.POLICY
FAILED, DELAYED, ANSWERED = ReportKind.FAILED, ReportKind.DELAYED, ReportKind.ANSWERED

READINGS = {
    "postfix": (FAILED, GONE, "5.1.1"),
    "postfix-delay": (DELAYED, None, "4.4.1"),
    "postfix-success": (ReportKind.DELIVERED, None, ""),
    "sendmail": (FAILED, GONE, "5.2.1"),
    "exim": (FAILED, GONE, ""),
    "exim-delay": (DELAYED, None, ""),
    "qmail": (FAILED, GONE, "5.1.1"),
    "microsoft365": (FAILED, GONE, "5.1.10"),
    "exchange-policy": (FAILED, POLICY, "5.7.1"),
    "google": (FAILED, FULL, "4.2.2"),
    "yahoo": (FAILED, GONE, ""),
    "ses": (FAILED, GONE, "5.1.1"),
    "domino": (FAILED, GONE, "5.1.1"),
    "groupwise": (FAILED, FULL, ""),
    "zimbra": (FAILED, FULL, "5.2.2"),
    "mailenable": (FAILED, GONE, ""),
    "hmailserver": (FAILED, GONE, ""),
    "courier": (FAILED, GONE, "5.0.0"),
    "courier-text-fields": (FAILED, GONE, "5.1.1"),
    "opensmtpd": (FAILED, GONE, "5.1.1"),
    "icloud": (FAILED, POLICY, "5.7.1"),
    "gateway": (FAILED, GONE, "5.1.1"),
    "base64-status": (FAILED, GONE, "5.1.3"),
    "russian": (FAILED, GONE, ""),
    "russian-koi8": (FAILED, FULL, ""),
    "chinese": (FAILED, GONE, ""),
    "netease": (FAILED, FULL, ""),
    "eight-bit-headers": (FAILED, GONE, ""),
    "quota-as-receipt": (FAILED, FULL, ""),
    "no-verp": (FAILED, GONE, "5.1.1"),
    "auto-english": (ANSWERED, None, ""),
    "auto-french": (ANSWERED, None, ""),
    "auto-german": (ANSWERED, None, ""),
    "auto-spanish": (ANSWERED, None, ""),
    "vacation-old": (ANSWERED, None, ""),
    "challenge": (ANSWERED, None, ""),
    "receipt": (ReportKind.RECEIPT, None, ""),
    "complaint": (ReportKind.COMPLAINT, None, ""),
    "complaint-attached": (ReportKind.COMPLAINT, None, ""),
    "not-spam": (ReportKind.NOT_SPAM, None, ""),
    "unsubscribe": (ReportKind.UNSUBSCRIBE, None, ""),
    "person": (ReportKind.OTHER, None, ""),
}


@pytest.fixture
def message() -> Message:
    return make_sent()


def test_every_sample_is_read() -> None:
    assert {path.stem for path in SAMPLES.glob("*.eml")} == set(READINGS)


@pytest.mark.parametrize("name", READINGS)
def test_a_mail_says(name: str, message: Message) -> None:
    kind, failure, status = READINGS[name]
    report = read_mail(sample(name, message))
    (verdict,) = report.verdicts
    assert (verdict.kind, verdict.failure, verdict.status) == (kind, failure, status)


@pytest.mark.parametrize("name", READINGS)
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
def test_line_ends_make_no_difference(name: str, ends: bytes, message: Message) -> None:
    raw = sample(name, message).replace(b"\r\n", b"\n").replace(b"\n", ends)
    assert read_mail(raw).kind == READINGS[name][0]


@pytest.mark.parametrize("name", READINGS)
def test_a_mail_that_is_cut_off_anywhere_does_no_harm_to_the_reader(
    name: str, message: Message
) -> None:
    raw = sample(name, message)
    for end in range(0, len(raw), 97):
        read_mail(raw[:end])


def broken() -> dict[str, bytes]:
    """Mails that no parser likes."""
    head = b"From: mailer-daemon@example.org\nSubject: failure\nContent-Type: "
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(3000)
    )
    returned = b"Content-Type: message/rfc822\n\n" * 3000
    return {
        "empty": b"",
        "no headers": b"550 5.1.1 user unknown",
        "noise": bytes(range(256)) * 500,
        "boundary without an end": head + b'multipart/report; boundary="x"\n\n--x\n',
        "boundary missing": head + b"multipart/report\n\nFinal-Recipient: x",
        "unknown charset": head + b"text/plain; charset=no-such\n\nuser unknown",
        "charset of another kind": head + b"text/plain; charset=rot13\n\nuser unknown",
        "slow charset": head + b"text/plain; charset=punycode\n\n" + b"a" * 900_000,
        "broken base64": head + b"text/plain\nContent-Transfer-Encoding: base64\n\n=?=?",
        "broken words": b"Subject: =?utf-8?B?////?= =?x?Q?=\nFrom: =?=?=\n\n",
        "long header": b"To: " + b"a@example.org, " * 60_000 + b"\n\nx",
        "long line": head + b"text/plain\n\n" + b"user " * 400_000,
        "ten megabytes": head + b"text/plain\n\n" + b"the user is unknown here\n" * 400_000,
        "many brackets": b"From: " + b"(" * 50_000 + b"\nTo: " + b"<" * 50_000 + b"\n\n",
        "nested": b"From: mailer-daemon@example.org\n" + nested,
        "returned in returned": b"From: mailer-daemon@example.org\n" + returned,
        "many fields": head
        + b"message/delivery-status\n\n"
        + b"Final-Recipient: rfc822; a@example.org\nAction: failed\n\n" * 20_000,
        "html without an end": head + b"text/html\n\n" + b"<style <script" * 60_000,
        "null bytes": head + b"text/plain\n\n" + b"\0" * 10_000,
    }


@pytest.mark.parametrize("name", broken())
def test_a_broken_mail_is_read_in_bounded_time(name: str) -> None:
    began = time.process_time()
    report = read_mail(broken()[name])
    assert report.verdicts
    assert time.process_time() - began < 5
