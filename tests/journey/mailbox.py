"""Read what a real SMTP server received: one file for each mail, written at the final dot."""

import re
import time
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

WAIT_SECONDS = 60
HEAD = 4_000  # bytes of a mail in which all its header lines stand


class NoSuchMail(AssertionError):  # noqa: N818 - read as a sentence where it is raised
    """The mail that a step waits for did not come in time."""


class Mailbox:
    """Every mail that the site has sent, to whomever."""

    def __init__(self, folder: Path):
        self.folder = folder

    def all(self) -> list[EmailMessage]:
        files = sorted(self.folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        return [message_from_bytes(file.read_bytes(), policy=default) for file in files]

    def to(self, address: str, *, subject: str = "") -> list[EmailMessage]:
        """Mails to an address whose subject holds a text."""
        return [
            mail
            for mail in self.all()
            if address.lower() in str(mail["To"]).lower()
            and subject.lower() in str(mail["Subject"]).lower()
        ]

    def count_to(self, domain: str) -> int:
        """How many mails went to addresses of a domain: by their first lines, for thousands."""
        mark = f"@{domain}".encode()
        return sum(mark in file.read_bytes()[:HEAD] for file in self.folder.glob("*.eml"))

    def wait(self, address: str, *, subject: str = "", count: int = 1) -> EmailMessage:
        """Return the newest of at least `count` such mails. Raises NoSuchMail after a minute."""
        deadline = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < deadline:
            mails = self.to(address, subject=subject)
            if len(mails) >= count:
                return mails[-1]
            time.sleep(0.2)
        seen = [f"{mail['To']}: {mail['Subject']}" for mail in self.all()]
        message = f"no mail to {address} about {subject!r} within {WAIT_SECONDS} s; seen: {seen}"
        raise NoSuchMail(message)


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(preferencelist=("plain",))
    return part.get_content() if part else ""


def html_of(mail: EmailMessage) -> str:
    part = mail.get_body(preferencelist=("html",))
    return part.get_content() if part else ""


def link_in(mail: EmailMessage, path: str) -> str:
    """Return the first address in the text part that holds `path`."""
    for link in re.findall(r"https?://\S+", text_of(mail)):
        if path in link:
            return link.rstrip(".,)>")
    message = f"no link with {path} in the mail {mail['Subject']!r}"
    raise NoSuchMail(message)
