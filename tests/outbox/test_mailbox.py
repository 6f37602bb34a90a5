"""Fetching from a mailbox, over a socket, from a small server that does what RFC 1939 says."""

import logging
import socketserver
import ssl
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from outbox import mailbox
from outbox.models import Incoming
from outbox.services import read_incoming
from outbox.tasks import fetch_mailbox

from .incoming import make_sent, sample

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "not:so/secret@all"


@dataclass
class Maildrop:
    """What lies in the mailbox, and how the server behaves."""

    mails: list[bytes] = field(default_factory=list)
    is_locked: bool = False
    breaks_off_at: int = 0  # the number of the mail at which the line breaks, before its deletion
    port: int = 0
    logins: list[str] = field(default_factory=list)
    tops: int = 0
    kept_at_deletion: list[int] = field(default_factory=list)

    def url(self, scheme: str = "pop") -> str:
        return f"{scheme}://bounces:not%3Aso%2Fsecret%40all@localhost:{self.port}"


class Session(socketserver.StreamRequestHandler):
    """One conversation. What is marked is deleted only after QUIT (RFC 1939, 6)."""

    def handle(self) -> None:
        self.drop: Maildrop = self.server.drop
        self.marked: set[int] = set()
        self.say("+OK ready")
        while line := self.rfile.readline().decode().strip():
            verb, _space, rest = line.partition(" ")
            if verb == "QUIT":
                kept = [m for n, m in enumerate(self.drop.mails, 1) if n not in self.marked]
                self.drop.mails[:] = kept
                self.say("+OK bye")
                return
            if not getattr(self, f"do_{verb.lower()}")(rest):
                return

    def say(self, *lines: str | bytes) -> bool:
        for line in lines:
            self.wfile.write((line if isinstance(line, bytes) else line.encode()) + b"\r\n")
        return True

    def do_user(self, _name: str) -> bool:
        return self.say("+OK")

    def do_pass(self, password: str) -> bool:
        self.drop.logins.append(password)
        if password != PASSWORD:
            return self.say(f"-ERR {password} is wrong")
        return self.say("-ERR [IN-USE] locked" if self.drop.is_locked else "+OK")

    def do_list(self, _rest: str) -> bool:
        sizes = [f"{n} {len(mail)}" for n, mail in enumerate(self.drop.mails, 1)]
        return self.say("+OK", *sizes, ".")

    def do_retr(self, number: str) -> bool:
        lines = self.drop.mails[int(number) - 1].replace(b"\r\n", b"\n").split(b"\n")
        return self.say("+OK", *(b"." + ln if ln.startswith(b".") else ln for ln in lines), ".")

    def do_top(self, rest: str) -> bool:
        number, lines = map(int, rest.split())
        self.drop.tops += 1
        return self.say("+OK", *self.drop.mails[number - 1].split(b"\n")[:lines], ".")

    def do_dele(self, number: str) -> bool:
        self.drop.kept_at_deletion.append(Incoming.objects.count())
        if int(number) == self.drop.breaks_off_at:
            return False
        self.marked.add(int(number))
        return self.say("+OK")


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    drop: Maildrop
    tls: ssl.SSLContext | None = None

    def get_request(self) -> tuple[Any, Any]:
        connection, address = super().get_request()
        if self.tls:
            connection = self.tls.wrap_socket(connection, server_side=True)
        return connection, address

    def handle_error(self, _request: Any, _address: Any) -> None:
        """A client that leaves is no event."""


@pytest.fixture
def drop() -> Iterator[Maildrop]:
    yield from serving(None)


def serving(tls: ssl.SSLContext | None) -> Iterator[Maildrop]:
    with Server(("127.0.0.1", 0), Session) as server:
        server.tls = tls
        server.drop = Maildrop(port=server.server_address[1])
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield server.drop
        server.shutdown()


def test_mails_are_kept_then_deleted_and_read(drop: Maildrop, settings: Any) -> None:
    message = make_sent()
    drop.mails += [
        sample("postfix", message),
        b"Subject: .dots\n\n.\n..\n",
        b"Subject: 3\n\n\xe9\n",
    ]
    settings.BOUNCE_MAILBOX_URL = drop.url()

    fetch_mailbox()
    read_incoming()

    message.refresh_from_db()
    assert message.state == "bounced"
    assert drop.mails == []
    assert drop.kept_at_deletion == [1, 2, 3], "deleted before it was kept"
    assert drop.logins == [PASSWORD]


def test_a_line_that_breaks_loses_nothing_and_doubles_nothing(drop: Maildrop) -> None:
    drop.mails += [b"Subject: %d\n\nx\n" % number for number in range(5)]
    drop.breaks_off_at = 3

    assert mailbox.fetch(url=drop.url()) == 2
    assert len(drop.mails) == 5, "without a farewell nothing is deleted"
    drop.breaks_off_at = 0
    assert mailbox.fetch(url=drop.url()) == 5

    assert drop.mails == []
    assert Incoming.objects.count() == 5


def test_a_slow_mailbox_is_emptied_run_by_run(
    drop: Maildrop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "SECONDS", 0)
    drop.mails += [b"Subject: %d\n\nx\n" % number for number in range(3)]
    assert mailbox.fetch(url=drop.url()) == 1
    assert len(drop.mails) == 2, "it said farewell, so the first is deleted"


def test_a_very_long_line_does_not_block_the_mailbox(drop: Maildrop) -> None:
    drop.mails += [b"Subject: long\n\n" + b"x" * 50_000 + b"\n", b"Subject: next\n\nx\n"]
    assert mailbox.fetch(url=drop.url()) == 2


def test_of_a_huge_mail_only_the_beginning_is_fetched(
    drop: Maildrop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailbox, "LARGE", 10_000)
    drop.mails.append(b"Subject: huge\n\n" + b"line\n" * 10_000)
    mailbox.fetch(url=drop.url())
    assert drop.tops == 1
    assert Incoming.objects.get().size < 20_000


@pytest.mark.parametrize("trouble", ["down", "locked", "password"])
def test_a_mailbox_in_trouble_is_logged_without_its_secret_and_tried_again(
    trouble: str, drop: Maildrop, caplog: pytest.LogCaptureFixture
) -> None:
    drop.mails.append(b"Subject: 1\n\nx\n")
    good = drop.url()
    drop.is_locked = trouble == "locked"
    urls = {"down": "pop://bounces:secret@localhost:1", "password": good.replace("not", "hot")}

    with caplog.at_level(logging.INFO):
        assert mailbox.fetch(url=urls.get(trouble, good)) == 0

    assert "cannot be read" in caplog.text
    assert "secret" not in caplog.text
    assert "bounces" not in caplog.text
    drop.is_locked = False
    assert mailbox.fetch(url=good) == 1


def test_a_password_goes_to_no_other_machine_in_clear() -> None:
    with pytest.raises(ImproperlyConfigured):
        mailbox.fetch(url="pop://bounces:secret@pop.example.org")


def test_nothing_is_fetched_where_no_mailbox_is_named(settings: Any) -> None:
    settings.BOUNCE_MAILBOX_URL = ""
    assert mailbox.fetch() == 0


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that nobody has signed but itself, and its key."""
    path = tmp_path_factory.mktemp("tls")
    command = [
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
        "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
        "-keyout", str(path / "key.pem"), "-out", str(path / "cert.pem"),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    return path


@pytest.fixture
def drop_with_tls(certificate: Path) -> Iterator[Maildrop]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    yield from serving(context)


@pytest.mark.parametrize("is_trusted", [True, False])
def test_over_tls_only_a_server_that_proves_its_name_gets_the_password(
    is_trusted: bool,
    drop_with_tls: Maildrop,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    drop_with_tls.mails.append(b"Subject: 1\n\nx\n")
    assert mailbox.fetch(url=drop_with_tls.url("pops")) == int(is_trusted)
    assert drop_with_tls.logins == ([PASSWORD] if is_trusted else [])
