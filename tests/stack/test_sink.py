"""The sink's record is the oracle of the fault tests, so it has tests of its own."""

import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from r2p_site.stack.ports import LOOPBACK, free_port

from .running import ROOT, wait_until

MAIL = "Subject: Tried\r\nMessage-ID: <{}@example.org>\r\n\r\nA text.\r\n"
FROM, TO = "sender@example.org", "reader@example.org"


@dataclass(frozen=True)
class Running:
    port: int
    record: Path

    def connect(self) -> smtplib.SMTP:
        return smtplib.SMTP(LOOPBACK, self.port, timeout=10)

    def send(self, mail: str, *, to: str = TO) -> None:
        with self.connect() as connection:
            connection.sendmail(FROM, [to], mail)

    @property
    def recorded(self) -> list[str]:
        return self.record.read_text().splitlines()


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    started = []

    def start(*orders: str) -> Running:
        running = Running(port=free_port(), record=tmp_path / "record")
        where = ("--port", str(running.port), "--record", str(running.record))
        module = ("-m", "r2p_site.stack.sink")
        started.append(subprocess.Popen([sys.executable, *module, *where, *orders], cwd=ROOT))
        assert wait_until(lambda: _listens(running.port), seconds=20)
        return running

    yield start
    for process in started:
        process.terminate()
        process.wait(timeout=10)


def _listens(port: int) -> bool:
    try:
        smtplib.SMTP(LOOPBACK, port, timeout=2).quit()
    except OSError:
        return False
    return True


def answers(connection: socket.socket, *, count: int) -> list[bytes]:
    reader = connection.makefile("rb")
    return [reader.readline().strip() for _number in range(count)]


def test_each_mail_is_on_record_when_its_sender_hears_that_it_was_taken(sink):
    running = sink()

    with running.connect() as connection:
        for number in range(3):
            connection.sendmail(FROM, [TO], MAIL.format(number))
            assert running.recorded[-1] == f"<{number}@example.org>"

    assert len(running.recorded) == 3


def test_it_says_that_it_takes_commands_together_and_eight_bits(sink):
    with sink().connect() as connection:
        connection.ehlo()

        assert connection.has_extn("pipelining")
        assert connection.has_extn("8bitmime")
        assert connection.has_extn("size")


def test_commands_and_texts_sent_at_once_are_each_answered_in_order(sink):
    running = sink()
    envelope = f"MAIL FROM:<{FROM}> BODY=8BITMIME\r\nRCPT TO:<{TO}>\r\nDATA\r\n"
    mails = [f"{envelope}{MAIL.format(number)}.\r\n" for number in range(2)]

    with socket.create_connection((LOOPBACK, running.port), timeout=10) as connection:
        connection.sendall(("".join(mails) + "QUIT\r\n").encode())
        lines = answers(connection, count=10)

    assert [line[:3] for line in lines] == [b"220", *[b"250", b"250", b"354", b"250"] * 2, b"221"]
    assert running.recorded == ["<0@example.org>", "<1@example.org>"]


def test_a_text_that_arrives_byte_by_byte_is_one_text(sink):
    running = sink()
    whole = f"MAIL FROM:<{FROM}>\r\nRCPT TO:<{TO}>\r\nDATA\r\n{MAIL.format('slow')}.\r\nQUIT\r\n"

    with socket.create_connection((LOOPBACK, running.port), timeout=10) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in whole.encode():
            connection.sendall(bytes([byte]))
        lines = answers(connection, count=6)

    assert [line[:3] for line in lines] == [b"220", b"250", b"250", b"354", b"250", b"221"]
    assert running.recorded == ["<slow@example.org>"]


def test_a_dot_within_the_text_does_not_end_it_and_an_empty_text_has_an_end(sink):
    running = sink()

    running.send(MAIL.format("dots") + ".\r\n.. \r\n.\r\n")
    with running.connect() as connection:
        connection.ehlo()
        connection.mail(FROM)
        connection.rcpt(TO)
        connection.docmd("DATA")
        assert connection.docmd(".")[0] == 250

    assert running.recorded == ["<dots@example.org>", "-"]


@pytest.mark.parametrize(
    "header",
    [
        "message-id: <{}@example.org>",
        "Message-Id:\r\n <{}@example.org>",
        "MESSAGE-ID:<{}@example.org>",
    ],
)
def test_a_message_id_is_found_however_it_is_written(sink, header):
    running = sink()

    running.send(f"{header.format('a')}\r\nSubject: x\r\n\r\nMessage-ID: <body@example.org>\r\n")

    assert running.recorded == ["<a@example.org>"]


def test_a_message_id_in_the_text_is_not_that_of_the_mail(sink):
    running = sink()

    running.send("Subject: x\r\n\r\nMessage-ID: <body@example.org>\r\n")

    assert running.recorded == ["-"]


def test_a_connection_dropped_after_the_dot_has_taken_the_mail(sink):
    running = sink("--drop-after-dot", "1")

    with pytest.raises(smtplib.SMTPServerDisconnected):
        running.send(MAIL.format("a"))

    assert running.recorded == ["<a@example.org> dropped"]


def test_what_is_refused_is_not_on_record(sink):
    running = sink("--refuse", "451 4.3.0 Later")

    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        running.send(MAIL.format("a"))

    assert refused.value.recipients == {TO: (451, b"4.3.0 Later")}
    assert not running.recorded


def test_an_address_can_ask_for_an_answer(sink):
    running = sink()

    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        running.send(MAIL.format("a"), to="rcpt-550-5.1.1-x@example.org")
    with pytest.raises(smtplib.SMTPDataError) as failed:
        running.send(MAIL.format("b"), to="text-552-5.2.2-x@example.org")
    running.send(MAIL.format("c"))

    [(code, reply)] = refused.value.recipients.values()
    assert (code, reply[:5]) == (550, b"5.1.1")
    assert (failed.value.smtp_code, failed.value.smtp_error[:5]) == (552, b"5.2.2")
    assert running.recorded == ["<c@example.org>"]


def test_the_answer_421_ends_the_connection(sink):
    running = sink()

    with socket.create_connection((LOOPBACK, running.port), timeout=10) as connection:
        connection.sendall(f"MAIL FROM:<{FROM}>\r\nRCPT TO:<rcpt-421-4.7.0-x@a.test>\r\n".encode())
        lines = connection.makefile("rb").readlines()

    assert [line[:3] for line in lines] == [b"220", b"250", b"421"]


def test_a_text_without_a_recipient_is_not_asked_for(sink):
    with sink().connect() as connection:
        connection.ehlo()
        connection.mail(FROM)

        assert connection.docmd("DATA")[0] == 503


def test_a_slow_sink_has_the_mail_on_record_before_it_answers(sink):
    running = sink("--slow", "0.3")

    began = time.monotonic()
    running.send(MAIL.format("a"))

    assert time.monotonic() - began >= 0.3
    assert running.recorded == ["<a@example.org>"]


def test_an_address_can_ask_to_be_answered_late(sink):
    running = sink()

    began = time.monotonic()
    running.send(MAIL.format("a"), to="late-300-x@example.org")

    assert time.monotonic() - began >= 0.3
    assert running.recorded == ["<a@example.org>"]
