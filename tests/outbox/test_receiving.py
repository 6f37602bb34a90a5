"""Taking in: kept first, by whoever brings it, with the public key alone."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from core.sealed import SealClosed, unseal
from outbox.models import Incoming, IncomingState, Trace
from outbox.services import read_incoming, receive_mail
from outbox.services.receiving import KEPT_BYTES

from .incoming import make_sent, sample

ROOT = Path(__file__).parents[2]
DEAD = "postgres://postgres@127.0.0.1:1/none"


@pytest.mark.django_db
def test_a_mail_is_kept_sealed_and_nothing_else_happens(settings: Any) -> None:
    message = make_sent()
    settings.SEALING_PRIVATE_KEY = ""

    incoming = receive_mail(sample("postfix", message))

    assert incoming.state == IncomingState.WAITING
    assert not Trace.objects.exists()
    assert b"example.org" not in bytes(incoming.raw_sealed)
    with pytest.raises(SealClosed):
        unseal(incoming.raw_sealed)


@pytest.mark.django_db
def test_every_byte_survives() -> None:
    raw = bytes(byte for byte in range(256) if byte not in b"\r\n")
    incoming = receive_mail(raw)
    assert unseal(incoming.raw_sealed).encode("latin-1") == raw


@pytest.mark.django_db
def test_of_a_huge_mail_the_beginning_is_kept_and_read() -> None:
    message = make_sent()
    raw = sample("qmail", message) + b"The text of ours, again and again.\n" * 300_000

    incoming = receive_mail(raw)
    read_incoming()

    incoming.refresh_from_db()
    message.refresh_from_db()
    assert incoming.size == len(raw) > 10_000_000
    assert len(unseal(incoming.raw_sealed)) == KEPT_BYTES
    assert message.state == "bounced"


@pytest.mark.django_db
def test_huge_mails_that_differ_at_their_end_are_two() -> None:
    one, other = (b"Subject: x\n\n" + b"x" * (KEPT_BYTES + 1) + end for end in (b"1", b"2"))
    receive_mail(one)
    receive_mail(other)
    assert Incoming.objects.count() == 2


def piped(raw: bytes, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Pipe a mail to the command, as a mail system does: without the private key."""
    database = connection.settings_dict
    who = f"{database['USER']}:{database['PASSWORD']}"
    url = f"postgres://{who}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    environment = os.environ | {"DATABASE_URL": url} | more
    return subprocess.run(
        [sys.executable, "manage.py", "receivemail"],
        cwd=ROOT,
        env=environment,
        input=raw,
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_is_piped_is_kept_once() -> None:
    message = make_sent()
    raw = sample("postfix", message)
    for _time in range(2):
        done = piped(raw, SEALING_PRIVATE_KEY="")
        assert done.returncode == 0, done.stderr
    assert Incoming.objects.count() == 1

    read_incoming()

    message.refresh_from_db()
    assert message.state == "bounced"


@pytest.mark.django_db(transaction=True)
def test_nothing_at_all_is_not_kept() -> None:
    assert piped(b"\n").returncode == 0
    assert not Incoming.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_while_the_database_is_away_the_mail_system_is_told_to_try_again() -> None:
    done = piped(b"Subject: x\n\nx\n", DATABASE_URL=DEAD)
    assert done.returncode == 75
    assert b"Traceback" not in done.stderr
