"""What a refusal is about, in the words of many mail systems."""

import time

import pytest

from outbox.answers import classify, reply_in, status_in
from outbox.models import Failure

GONE, FULL, POLICY = Failure.MAILBOX_GONE, Failure.MAILBOX_FULL, Failure.POLICY
LATER, REFUSED = Failure.TEMPORARY, Failure.REFUSED

REPLIES = [
    # By status alone, and by status with a word or two.
    (550, "5.1.1 <a@example.org>: Recipient address rejected: User unknown in table", GONE),
    (550, "5.1.1 The email account that you tried to reach does not exist.", GONE),
    (550, "5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP lookup", GONE),
    (556, "5.1.10 Recipient address has null MX", GONE),
    (550, "5.1.2 Bad destination system address", GONE),
    (553, "5.1.3 Invalid address format", GONE),
    (550, "5.1.6 Recipient no longer on server", GONE),
    (550, "5.2.1 The email account that you tried to reach is disabled.", GONE),
    (550, "5.4.1 Recipient address rejected: Access denied. AS(201806281)", GONE),
    (550, "5.4.4 Host or domain name not found. Name service error type=A", GONE),
    (550, "5.4.310 DNS domain example.test does not exist", GONE),
    # By words.
    (550, "No such user here", GONE),
    (550, "No Such User Here", GONE),
    (550, "Unknown user", GONE),
    (550, "Unrouteable address", GONE),
    (550, "Requested action not taken: mailbox unavailable", GONE),
    (550, "5.5.0 Requested action not taken: mailbox unavailable", GONE),
    (554, "delivery error: dd This user doesn't have a yahoo.test account (a@example.org)", GONE),
    (554, "delivery error: dd Sorry, this mailbox is disabled", GONE),
    (550, "sorry, no mailbox here by that name. (#5.1.1)", GONE),
    (511, "sorry, no mailbox here by that name (#5.1.1 - chkuser)", GONE),
    (550, "Invalid recipient", GONE),
    (550, "Recipient not found", GONE),
    (550, "mailbox not found", GONE),
    (550, "The address does not exist", GONE),
    (550, "5.1.0 Address rejected. User not listed in Domino Directory", GONE),
    (550, "account is inactive", GONE),
    (550, "User a has been suspended", GONE),
    (550, "Account has been disabled", GONE),
    (550, "non-local recipient verification failed: no such address here", GONE),
    (None, "The following address is no longer valid", GONE),
    (None, "Utilisateur inconnu", GONE),
    (None, "El usuario desconocido", GONE),
    (None, "Empfänger unbekannt", GONE),
    (None, "Das Postfach existiert nicht", GONE),
    (None, "Usuário inexistente", GONE),
    (550, "Пользователь не найден", GONE),
    (550, "Почтовый ящик не существует", GONE),
    (550, "收件人邮箱不存在", GONE),
    (550, "宛先不明です", GONE),
    # Full.
    (552, "5.2.2 Over quota", FULL),
    (552, "", FULL),
    (552, "Requested mail action aborted: exceeded storage allocation", FULL),
    (452, "4.2.2 The email account that you tried to reach is over quota.", FULL),
    (450, "4.2.2 <a@example.org>: user is overquota", FULL),
    (550, "Mailbox is full", FULL),
    (554, "5.7.1 ignored", POLICY),
    (550, "user has exceeded his quota", FULL),
    (550, "5.2.2 STOREDRV.Deliver; mailbox full", FULL),
    (554, "5.2.2 mailbox full; QuotaExceededException.MapiExceptionShutoffQuotaExceeded", FULL),
    (550, "Mailbox size limit exceeded", FULL),
    (None, "La boîte aux lettres est pleine", FULL),
    (None, "El buzón está lleno", FULL),
    (None, "Das Postfach des Empfängers ist voll", FULL),
    (None, "Почтовый ящик переполнен", FULL),
    (None, "收件人邮箱已满", FULL),
    # About us.
    (550, "5.7.1 Service unavailable; client host [192.0.2.7] blocked using Spamhaus", POLICY),
    (550, "5.7.26 This mail has been blocked because the sender is unauthenticated", POLICY),
    (550, "5.7.515 Access denied, sending domain does not meet the required level", POLICY),
    (550, "5.7.606 Access denied, banned sending IP [192.0.2.7]", POLICY),
    (550, "5.1.1 User unknown; your host is on a blocklist", POLICY),
    (550, "5.1.1 rejected, see https://www.spamhaus.org/query/ip/192.0.2.7", POLICY),
    (554, "Message rejected due to local policy", POLICY),
    (554, "5.7.9 Message not accepted for policy reasons.", POLICY),
    (550, "DMARC check failed", POLICY),
    (550, "5.1.8 Sender address rejected: Domain not found", POLICY),
    (550, "Relaying denied", POLICY),
    (421, "4.7.0 [TSS04] Messages temporarily deferred due to user complaints", POLICY),
    (421, "4.7.28 Gmail has detected an unusual rate of unsolicited mail", POLICY),
    (421, "Too many connections from your host", POLICY),
    (451, "4.7.500 Server busy. Please try again later from [192.0.2.7].", LATER),
    (452, "4.5.3 Too many recipients", POLICY),
    (554, "Ваше письмо похоже на спам", POLICY),
    (550, "连接频率限制", POLICY),
    # For now.
    (421, "Service not available", LATER),
    (450, "4.2.0 Greylisted, see you in 300 s", LATER),
    (451, "4.7.1 Greylisting in action, please come back later", LATER),
    (450, "4.1.1 User unknown (unverified)", LATER),
    (450, "User unknown", LATER),
    (450, "4.2.1 The user you are trying to contact is receiving mail too quickly", LATER),
    (452, "4.3.1 Insufficient system resources", LATER),
    (451, "", LATER),
    (None, "4.4.7 Delivery time expired", LATER),
    # Refused, about neither: nobody is taken for gone.
    (550, "", REFUSED),
    (554, "Transaction failed", REFUSED),
    (552, "5.3.4 Message size exceeds fixed limit", REFUSED),
    (552, "Message size exceeds maximum", REFUSED),
    (550, "5.2.3 Message too large for this mailbox", REFUSED),
    (550, "5.4.6 Routing loop detected", REFUSED),
    (550, "5.2.1 The user is receiving mail at a rate that prevents more", LATER),
    (None, "", REFUSED),
]  # fmt: skip


@pytest.mark.parametrize(("code", "words", "expected"), REPLIES)
def test_a_refusal_is_about(code: int | None, words: str, expected: Failure) -> None:
    assert classify(code=code, words=words) == expected


@pytest.mark.parametrize(
    ("status", "words", "expected"),
    [
        ("5.1.1", "", GONE),
        ("5.2.2", "", FULL),
        ("4.2.2", "", FULL),
        ("5.7.1", "", POLICY),
        ("5.0.0", "smtp; 550 5.1.1 User unknown", GONE),
        ("5.0.0", "smtp; 550 mailbox is full", FULL),
        ("5.0.0", "", REFUSED),
        ("5.1.1", "smtp; 550 5.7.1 Access denied", POLICY),
        ("5.1.1", "smtp; 550 rejected as spam", POLICY),
        ("4.4.1", "connect to mx.example.org: Connection timed out", LATER),
    ],
)
def test_a_report_is_judged_by_its_status_and_its_words(
    status: str, words: str, expected: Failure
) -> None:
    assert classify(status=status, words=words) == expected


def test_an_address_in_the_reply_is_not_read_as_words() -> None:
    assert classify(code=550, words="spam.unknown.user@example.org: Rejected") == REFUSED


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("550 5.1.1 no", "5.1.1"),
        ("550-5.7.26 one 550 5.7.26 two", "5.7.26"),
        ("sorry, no mailbox here (#5.1.1)", "5.1.1"),
        ("250 2.0.0 OK", ""),
        ("5.0.0 says nothing, 5.2.2 says more", "5.2.2"),
        ("5.0.0 says nothing", "5.0.0"),
        ("host 192.5.1.1 said no", ""),
        ("version 5.1.1.2", ""),
        ("", ""),
    ],
)
def test_a_status_is_found_in_a_reply(words: str, status: str) -> None:
    assert status_in(words) == status


def test_a_reply_code_is_found_in_a_text() -> None:
    assert reply_in("the host said: 550 5.1.1 no such user") == 550
    assert reply_in("smtp;550-no") == 550
    assert reply_in("port 2550 of 192.0.2.55") is None


def test_a_very_long_reply_is_judged_quickly() -> None:
    began = time.monotonic()
    for words in ("mailbox " * 500_000, "a" * 4_000_000, "user@" * 500_000, "no valid " * 300_000):
        classify(words=words)
    assert time.monotonic() - began < 2
