"""Every mail becomes a file before its sender hears that it was taken, and a page shows it."""

import smtplib
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest

from r2p_site.stack.ports import LOOPBACK, free_port

from .running import ROOT, wait_until


@dataclass(frozen=True)
class Catcher:
    directory: Path
    smtp: int
    page: int

    def send(self, mail: EmailMessage, *, to: list[str] | None = None) -> None:
        with smtplib.SMTP(LOOPBACK, self.smtp) as connection:
            connection.send_message(mail, to_addrs=to)

    def get(self, path: str, *, host: str = "localhost") -> tuple[int, str, dict[str, str]]:
        url = f"http://{LOOPBACK}:{self.page}{path}"
        request = urllib.request.Request(url, headers={"Host": f"{host}:{self.page}"})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - our own
                return answer.status, answer.read().decode(), dict(answer.headers)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(), dict(error.headers)


@pytest.fixture(scope="module")
def catcher(tmp_path_factory) -> Iterator[Catcher]:
    directory = tmp_path_factory.mktemp("mail")
    caught = Catcher(directory=directory, smtp=free_port(), page=free_port())
    ports = ("--smtp-port", str(caught.smtp), "--page-port", str(caught.page))
    process = subprocess.Popen(
        [sys.executable, "-m", "r2p_site.stack.mailcatcher", directory, *ports], cwd=ROOT
    )
    assert wait_until(lambda: _listens(caught.smtp), seconds=20)
    yield caught
    process.terminate()
    process.wait(timeout=10)


@pytest.fixture(autouse=True)
def _empty(catcher):
    for path in catcher.directory.glob("*.eml"):
        path.unlink()


def _listens(port: int) -> bool:
    try:
        smtplib.SMTP(LOOPBACK, port, timeout=2).quit()
    except OSError:
        return False
    return True


def make_mail(*, subject: str = "Please confirm", text: str = "Hello") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "alerts@example.org"
    mail["To"] = "reader@example.org"
    mail["Subject"] = subject
    mail.set_content(text)
    return mail


def test_a_mail_is_on_disk_when_its_sender_hears_that_it_was_taken(catcher):
    catcher.send(make_mail(), to=["hidden@example.org"])

    [path] = catcher.directory.glob("*.eml")
    kept = path.read_text()
    assert "X-Envelope-To: hidden@example.org" in kept
    assert "Subject: Please confirm" in kept


def test_mails_are_listed_newest_first(catcher):
    catcher.send(make_mail(subject="The first"))
    catcher.send(make_mail(subject="The second"))

    status, page, _headers = catcher.get("/")

    assert status == 200
    assert 0 < page.index("The second") < page.index("The first")


def test_an_empty_list_says_what_will_be_there(catcher):
    assert "Every mail that the site sends" in catcher.get("/")[1]


def test_the_text_of_a_mail_is_shown_with_its_links(catcher):
    catcher.send(
        make_mail(text="Go to https://example.org/confirm/abc:1/?a=1&b=2.\n<b>not bold</b>")
    )
    [path] = catcher.directory.glob("*.eml")

    _status, page, headers = catcher.get(f"/mail/{path.name}")

    address = "https://example.org/confirm/abc:1/?a=1&amp;b=2"
    assert f'<a href="{address}" rel="noreferrer">{address}</a>.' in page
    assert "&lt;b&gt;not bold&lt;/b&gt;" in page
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_the_html_of_a_mail_is_shown_where_it_can_run_nothing(catcher):
    mail = make_mail()
    mail.add_alternative("<p>Hello</p><script>alert(1)</script>", subtype="html")
    catcher.send(mail)
    [path] = catcher.directory.glob("*.eml")

    page = catcher.get(f"/mail/{path.name}")[1]
    _status, body, headers = catcher.get(f"/html/{path.name}")

    assert f'src="/html/{path.name}" sandbox="allow-popups' in page
    assert "<p>Hello</p>" in body
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "allow-scripts" not in headers["Content-Security-Policy"]


def test_a_subject_cannot_write_into_the_page(catcher):
    catcher.send(make_mail(subject="<script>alert(1)</script>"))
    [path] = catcher.directory.glob("*.eml")

    for address in ("/", f"/mail/{path.name}"):
        assert "<script>" not in catcher.get(address)[1]


@pytest.mark.parametrize("path", ["/mail/none.eml", "/mail/../keys.env", "/other/", "/mail/"])
def test_what_is_no_mail_is_not_found(catcher, path):
    assert catcher.get(path)[0] == 404


def test_a_page_under_a_foreign_name_is_refused(catcher):
    assert catcher.get("/", host="evil.example.org")[0] == 421
