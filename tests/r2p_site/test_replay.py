"""A restored backup brings nobody back who was erased since it was made."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from alerts.models import LinkRequest, Subscriber
from alerts.services import ask_for_link, forget_subscriber, send_links
from audit import ledger
from audit.models import Erasure
from audit.services import Erased, note_erasures
from campaigns.models import Letter, Petition, Signature
from campaigns.services import count_signatures, recount_signatures
from campaigns.services.own import withdraw_signature
from outbox.models import Message
from outbox.services import enqueue
from r2p_site import health
from r2p_site.forgetting import ERASERS, forget, is_replayed, replay
from tests.factories.alerts import make_subscriber
from tests.factories.campaigns import make_letter, make_petition, make_signature

pytestmark = pytest.mark.django_db

ADA = "ada@example.org"


def lines(settings) -> list[dict]:
    files = sorted(Path(settings.ERASURES_DIR).glob("*.jsonl"))
    whole = "".join(path.read_text() for path in files)
    return [json.loads(line) for line in whole.splitlines() if line]


def test_an_erasure_is_written_beside_the_database_and_names_nobody(settings):
    petition = make_signature(email=ADA, name="Ada Lovelace").petition
    make_letter(email=ADA)
    make_subscriber(email=ADA)
    forget(address=ADA)
    written = lines(settings)
    assert {each["kind"] for each in written} == {"signature", "letter", "subscriber", "mailbox"}
    assert {each["id"] for each in written} == {row.pk.hex for row in Erasure.objects.all()}
    [signed] = [each for each in written if each["kind"] == "signature"]
    assert bytes.fromhex(signed["key"]) == petition.key_for(ADA)
    assert len({each["key"] for each in written}) == len(written)
    text = json.dumps(written).lower()
    assert not any(word in text for word in ("lovelace", "example", "@"))
    assert ":" not in json.dumps([list(each) for each in written])  # no hour is written


def test_only_the_owner_of_the_process_can_read_the_ledger(settings):
    forget(address=ADA)
    [path] = Path(settings.ERASURES_DIR).glob("*.jsonl")
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


class Backup:
    """What a table held, to be put back as a restore would."""

    def __init__(self) -> None:
        self.rows = {model: list(model.objects.all()) for model in MODELS}

    def restore(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM audit_erasure")
        for model, rows in self.rows.items():
            model.objects.all().delete() if model is not Petition else None
            for row in rows:
                row.save(force_insert=model is not Petition)


MODELS = (Petition, Signature, Letter, Subscriber)


def test_who_was_erased_after_the_backup_is_erased_again_and_nobody_else():
    petition = make_petition()
    make_signature(petition=petition, email=ADA)
    kept = make_signature(petition=petition, email="eva@example.org")
    make_letter(email=ADA)
    make_subscriber(email=ADA)
    other = make_subscriber(email="eva@example.org")
    count_signatures()
    petition.refresh_from_db()
    backup = Backup()
    forget(address=ADA)
    backup.restore()
    assert Signature.objects.count() == 2
    assert not is_replayed()
    replay()
    assert list(Signature.objects.all()) == [kept]
    assert list(Subscriber.objects.all()) == [other]
    assert not Letter.objects.exists()
    assert is_replayed()
    assert Erasure.objects.count() == len(set(Erasure.objects.values_list("pk", flat=True)))


def test_the_count_is_exact_after_a_replay():
    petition = make_petition()
    signature = make_signature(petition=petition, email=ADA)
    make_signature(petition=petition)
    count_signatures()
    backup = Backup()
    withdraw_signature(signature=signature)
    backup.restore()
    connection.cursor().execute("DELETE FROM campaigns_tallychange")
    replay()
    count_signatures()
    petition.refresh_from_db()
    assert petition.signature_total == 1
    assert recount_signatures() == []


def test_who_signed_again_after_being_erased_is_not_erased_by_a_later_restore():
    petition = make_petition()
    make_signature(petition=petition, email=ADA)
    forget(address=ADA)
    again = make_signature(petition=petition, email=ADA)
    assert replay()["signature"] == 0  # the ledger's line is known to this database
    assert list(Signature.objects.all()) == [again]


def test_a_destroyed_key_that_came_back_is_destroyed_again():
    petition = make_petition()
    make_signature(petition=petition, email=ADA)
    note_erasures(traces=[Erased(kind="petition", scope=petition.pk)])
    connection.cursor().execute("DELETE FROM audit_erasure")
    replay()
    petition.refresh_from_db()
    assert petition.index_key is None
    assert not Signature.objects.named().exists()


def test_replaying_twice_finds_nothing_the_second_time():
    make_signature(email=ADA)
    backup = Backup()
    forget(address=ADA)
    backup.restore()
    out = StringIO()
    call_command("replay_erasures", stdout=out)
    assert "signature: 1" in out.getvalue()
    assert sum(replay().values()) == 0


def test_the_web_process_alone_can_replay(settings):
    make_signature(email=ADA)
    backup = Backup()
    forget(address=ADA)
    backup.restore()
    settings.SEALING_PRIVATE_KEY = ""
    replay()
    assert not Signature.objects.exists()


def test_every_kind_that_is_noted_can_be_erased_again():
    noted = {"signature", "letter", "petition", "subscriber", "contact", "invitation", "mailbox"}
    assert noted <= set(ERASERS)
    for kind in ERASERS:
        assert (
            ERASERS[kind](trace=Erased(kind=kind, scope=0, key=b"x" * 32), at=timezone.now()) == 0
        )


def test_a_site_with_somebody_brought_back_is_not_ready(client: Client, monkeypatch):
    monkeypatch.setattr(health, "_replayed", set())
    make_signature(email=ADA)
    backup = Backup()
    forget(address=ADA)
    assert client.get("/readyz").status_code == 200
    monkeypatch.setattr(health, "_replayed", set())
    backup.restore()
    refused = client.get("/readyz")
    assert (refused.status_code, refused.json()) == (503, {"ready": False})
    replay()
    assert client.get("/readyz").status_code == 200


def test_a_line_that_was_cut_short_does_not_spoil_the_next(settings):
    forget(address=ADA)
    [path] = Path(settings.ERASURES_DIR).glob("*.jsonl")
    with path.open("a") as file:
        file.write('{"id":"ab')
    forget(address="eva@example.org")
    assert is_replayed()
    connection.cursor().execute("DELETE FROM audit_erasure")
    assert len(ledger.missing()) == 2


def test_a_ledger_that_cannot_be_written_stops_no_erasure_and_is_completed_later(
    settings, tmp_path, caplog
):
    make_signature(email=ADA)
    blocked = tmp_path / "file"
    blocked.write_text("")
    there, settings.ERASURES_DIR = settings.ERASURES_DIR, blocked
    forget(address=ADA)
    assert not Signature.objects.exists()
    assert "cannot be written" in caplog.text
    assert ADA not in caplog.text
    settings.ERASURES_DIR = there
    assert ledger.complete() == Erasure.objects.count() > 0
    assert ledger.complete() == 0


def test_lines_and_rows_go_when_no_backup_is_as_old_as_they_are(settings, time_machine):
    time_machine.move_to("2026-05-04T12:00Z", tick=False)
    forget(address=ADA)
    time_machine.shift(timedelta(days=settings.ERASURES_KEPT_DAYS))
    ledger.drop_old()
    assert lines(settings)
    time_machine.shift(timedelta(days=1))
    assert is_replayed()
    ledger.drop_old()
    assert not lines(settings)
    assert not Erasure.objects.exists()


# A gap that was: mails that brought the link to a page outlived the person they were for


def test_a_queued_link_to_ones_alerts_is_erased_with_the_person():
    subscriber = make_subscriber(email=ADA)
    other = make_subscriber(email="eva@example.org")
    for address in (ADA, "eva@example.org"):
        ask_for_link(address=address)
    assert send_links() == 2
    ask_for_link(address=ADA)
    forget_subscriber(subscriber=subscriber)
    states = Message.objects.values_list("state", "envelope_sealed")
    assert sorted((state, sealed is None) for state, sealed in states) == [
        ("cancelled", True),
        ("queued", False),
    ]
    assert list(Subscriber.objects.all()) == [other]
    assert not LinkRequest.objects.exists()


def test_mail_to_an_erased_mailbox_that_a_restore_brought_back_is_emptied():
    enqueue(
        template="campaigns/email/own_page",
        to=ADA,
        values={"own_page": "https://x.test/"},
        dedup_key="x",
    )
    envelope = Message.objects.values_list("envelope_sealed", flat=True).get()
    forget(address=ADA)
    Message.objects.update(envelope_sealed=bytes(envelope), state="queued")
    connection.cursor().execute("DELETE FROM audit_erasure")
    replay()
    assert Message.objects.get().envelope_sealed is None
    assert Message.objects.get().state == "cancelled"
