"""A mail server that delivers nothing: every mail becomes a file, and a page shows them all.

A mail is on disk under its final name before its sender hears "250", so what was accepted can be
counted.
"""

import argparse
import asyncio
import itertools
import os
import threading
import time
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from .mailpage import MailPage
from .ports import LOOPBACK

LARGEST_MAIL = 32 * 1024 * 1024


class Keep:
    """Write each mail into the directory, with its envelope on top."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._numbers = itertools.count(1)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd calls it by this name
        sender = f"X-Envelope-From: {envelope.mail_from}\r\n"
        recipients = "".join(f"X-Envelope-To: {address}\r\n" for address in envelope.rcpt_tos)
        content = envelope.original_content or b""
        self._write((sender + recipients).encode() + content)
        return "250 Kept"

    def _write(self, mail: bytes) -> None:
        name = f"{time.time_ns():020d}-{next(self._numbers):06d}"
        draft = self._directory / f".{name}"
        with draft.open("wb") as file:
            file.write(mail)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(self._directory / f"{name}.eml")
        directory = os.open(self._directory, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)


async def catch(directory: Path, *, smtp_port: int, page_port: int) -> None:
    """Serve until cancelled."""
    directory.mkdir(parents=True, exist_ok=True)
    page = MailPage((LOOPBACK, page_port), directory)
    threading.Thread(target=page.serve_forever, daemon=True).start()
    keep = Keep(directory)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(
            keep,
            data_size_limit=LARGEST_MAIL,
            enable_SMTPUTF8=True,
            decode_data=False,
            ident="mail",
        ),
        LOOPBACK,
        smtp_port,
    )
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--smtp-port", type=int, default=1025)
    parser.add_argument("--page-port", type=int, default=8025)
    arguments = parser.parse_args()
    asyncio.run(
        catch(
            arguments.directory,
            smtp_port=arguments.smtp_port,
            page_port=arguments.page_port,
        )
    )


if __name__ == "__main__":
    main()
