"""What monitoring is told: yes or no, how long mail has waited, and nothing of anybody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from outbox.models import Message
from outbox.services import enqueue_letter, pause

pytestmark = pytest.mark.django_db


def write_letter(*, minutes: int) -> Message:
    return enqueue_letter(
        to="minister.of.state@office.test",
        subject="Protect the people of Avaria",
        body="Excellency,",
        from_name="Beata Nowak",
        dedup_key=f"letter:{minutes}",
        at=timezone.now() - timedelta(minutes=minutes),
    )


def test_it_says_for_each_stream_how_long_mail_has_waited(client: Client) -> None:
    write_letter(minutes=12)

    page = client.get("/readyz")

    assert page.status_code == 200
    assert page["Content-Type"] == "application/json"
    assert page["Cache-Control"].startswith("max-age=0")
    streams = page.json()["streams"]
    assert streams.keys() == {"transactional", "bulk", "letter"}
    assert streams["bulk"] == {"oldest_due_seconds": 0, "paused": False}
    assert 719 <= streams["letter"]["oldest_due_seconds"] <= 780


def test_it_says_that_a_stream_is_paused_and_not_why(client: Client) -> None:
    pause(stream="bulk", reason="Wrong link in the alert about Avaria.", actor=None)

    page = client.get("/readyz")

    assert page.json()["streams"]["bulk"]["paused"] is True
    assert "Avaria" not in page.text


def test_it_names_nobody_and_nothing(client: Client) -> None:
    letter = write_letter(minutes=3)

    body = client.get("/readyz").text

    for word in ("minister", "office.test", "Nowak", "Avaria", str(letter.public_id)):
        assert word not in body
    assert client.get("/readyz").json().keys() == {"ready", "streams"}


def test_a_figure_that_takes_too_long_is_left_out_and_the_answer_stays_yes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outbox.figures.queue._OLDEST", "SELECT 'bulk', now() FROM pg_sleep(9)")

    page = client.get("/readyz")

    assert page.status_code == 200
    assert page.json()["streams"]["bulk"]["oldest_due_seconds"] is None


def test_it_asks_few_and_small_questions(client: Client) -> None:
    client.get("/readyz")
    with connection.execute_wrapper(_no_seq_scan_of_messages):
        assert client.get("/readyz").status_code == 200


def _no_seq_scan_of_messages(execute, sql, params, many, context):  # type: ignore[no-untyped-def]  # because Django calls it
    if "outbox_message" in sql:
        with context["cursor"].db.wrap_database_errors:
            # A table of a few rows is read whole even where an index would serve.
            context["cursor"].cursor.execute("SET LOCAL enable_seqscan = off")
            context["cursor"].cursor.execute(f"EXPLAIN {sql}", params)
            plan = "\n".join(row[0] for row in context["cursor"].cursor.fetchall())
        assert "Seq Scan on outbox_message" not in plan
    return execute(sql, params, many, context)
