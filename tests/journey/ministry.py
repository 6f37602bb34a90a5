"""An office that answers by real SMTP, and the mail system of ours that takes its mails in.

What a Postfix of ours would do with `master.cf`: write down whom a mail came to, and hand it to
`manage.py receivemail` on standard input. (docs/mail.md)
"""

import logging
import os
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from r2p_site.stack.ports import free_port

logging.getLogger("mail.log").setLevel(logging.WARNING)  # else every line of SMTP is in the way


class HandsOver:
    """Take a mail, and say yes to its sender only once it is kept."""

    def __init__(self) -> None:
        self.codes: list[int] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd calls it so
        to = f"Delivered-To: {envelope.rcpt_tos[0]}\r\n".encode()
        result = subprocess.run(
            [sys.executable, "manage.py", "receivemail"],
            input=to + envelope.content,
            env=os.environ,
            capture_output=True,
            check=False,
        )
        self.codes.append(result.returncode)
        return "250 OK" if result.returncode == 0 else "451 Try again"


@contextmanager
def our_mail_system() -> Iterator[tuple[HandsOver, int]]:
    """Run it on a free port of this machine. Gives what it did, and its port."""
    handler = HandsOver()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield handler, controller.port
    finally:
        controller.stop()


def answer(*, to: str, sender: str, subject: str, text: str, **headers: str) -> list[int]:
    """Answer as an office does. Returns how each mail was taken in."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Message-ID"] = f"<{abs(hash(subject))}@azania.example.org>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    with our_mail_system() as (handler, port), smtplib.SMTP("127.0.0.1", port) as line:
        line.send_message(mail, from_addr=sender, to_addrs=[to])
    return handler.codes
