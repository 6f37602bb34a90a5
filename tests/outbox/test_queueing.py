"""What goes into the queue, and what is refused at its door."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from core.sealed import SealClosed, unseal_json
from outbox.models import Content, Message, State
from outbox.rendering import ValueMissing
from outbox.services import AddressRefused, enqueue, enqueue_letter
from tests.factories.outbox import make_letter, make_message

from .conftest import NOTICE

LINK = "https://site.test/confirm/abc/"


@pytest.mark.django_db
def test_a_message_waits_with_its_address_sealed() -> None:
    at = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

    message = make_message(
        template=NOTICE, to="Ana@example.org", dedup_key="confirm:1", values={"link": LINK}, at=at
    )

    row = Message.objects.get()
    assert row == message
    assert row.public_id == message.public_id
    assert row.message_id == f"<{row.public_id}.transactional@mail.test>" == message.message_id
    assert (row.state, row.available_at, row.created_at) == (State.QUEUED, at, at)
    assert row.domain == "example.org"
    assert unseal_json(row.envelope_sealed) == {
        "to": "Ana@example.org",
        "values": {"name": "Ana", "link": LINK},
    }


@pytest.mark.django_db
def test_the_web_process_cannot_read_whom_it_wrote_to(settings: Any) -> None:
    message = make_message(template=NOTICE, to="ana.lee@example.org", values={"link": LINK})
    settings.SEALING_PRIVATE_KEY = ""

    with pytest.raises(SealClosed):
        unseal_json(message.envelope_sealed)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m::text, c::text FROM outbox_message m JOIN outbox_content c ON true"
        )
        stored = "".join(cursor.fetchone())
    for secret in ("ana.lee", LINK):
        assert secret not in stored
        assert secret.encode().hex() not in stored


@pytest.mark.django_db
def test_the_returned_message_is_as_the_row() -> None:
    for message in (make_message(template=NOTICE, expires=timedelta(days=2)), make_letter()):
        row = Message.objects.get(pk=message.pk)
        for field in Message._meta.concrete_fields:
            kept, returned = getattr(row, field.attname), getattr(message, field.attname)
            if isinstance(kept, memoryview):
                kept = bytes(kept)
            assert kept == returned, field.name


@pytest.mark.django_db
def test_the_same_key_makes_one_message_and_returns_it() -> None:
    first = make_message(template=NOTICE, dedup_key="confirm:7")
    second = make_message(template=NOTICE, dedup_key="confirm:7", to="other@example.org")

    assert second == first
    assert second.message_id == first.message_id
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_once_its_content_is_stored_a_message_costs_one_statement() -> None:
    make_message(template=NOTICE, context={"title": "Avaria"})

    with CaptureQueriesContext(connection) as queries:
        make_message(template=NOTICE, context={"title": "Avaria"})

    assert len(queries) == 1


@pytest.mark.django_db
def test_recipients_share_a_content_and_other_contexts_and_languages_do_not() -> None:
    for to in ("a@example.org", "b@example.org"):
        make_message(template=NOTICE, to=to, context={"title": "Avaria"})
    assert Content.objects.count() == 1

    make_message(template=NOTICE, context={"title": "Belmark"})
    arabic = make_message(template=NOTICE, context={"title": "Avaria"}, language="ar")
    assert Content.objects.count() == 3
    assert 'dir="rtl"' in Content.objects.get(pk=arabic.content_id).html


@pytest.mark.django_db
def test_a_content_that_was_rolled_back_is_stored_anew() -> None:
    with transaction.atomic():
        make_message(template=NOTICE, context={"title": "Carvia"})
        transaction.set_rollback(True)

    make_message(template=NOTICE, context={"title": "Carvia"})

    assert Message.objects.get().content.subject == "News of Carvia"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "to",
    [
        "",
        "ana",
        "ana@",
        "@example.org",
        "ana@example.org,ben@example.org",
        "ana@example.org, ben@example.org",
        "ana@example.org;ben@example.org",
        "ana@example.org\r\nBcc: ben@example.org",
        "ana@example.org\n",
        "Ana <ana@example.org>",
        '"a b"@example.org',
        '"ana,ben"@example.org',
        "ana@[127.0.0.1]",
        "a b@example.org",
        "änä@example.org",
        "ana@exa\u2028mple.org",
        "ana@-example.org",
        f"{'a' * 65}@example.org",
        f"ana@{'a.' * 130}org",
    ],
)
def test_anything_but_one_plain_address_is_refused(to: str) -> None:
    with pytest.raises(AddressRefused):
        make_message(template=NOTICE, to=to)
    with pytest.raises(AddressRefused):
        make_letter(to=to)
    if to:
        with pytest.raises(AddressRefused):
            make_letter(reply_to=to)


@pytest.mark.django_db
def test_a_domain_in_another_script_is_written_in_ascii() -> None:
    message = make_message(template=NOTICE, to="ana@bücher.example")

    assert message.domain == "xn--bcher-kva.example"
    assert unseal_json(message.envelope_sealed)["to"] == "ana@xn--bcher-kva.example"


@pytest.mark.django_db
def test_a_template_that_names_a_value_not_passed_is_an_error() -> None:
    with pytest.raises(ValueMissing, match=r"values\.link"):
        enqueue(template=NOTICE, to="ana@example.org", dedup_key="x", values={"name": "Ana"})


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["A\r\nBcc: b@example.org", "A\n", "A\u2028B", "A\x0bB"])
def test_a_line_break_in_a_value_of_the_subject_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="line break"):
        make_message(template="tried/named", values={"name": name})


@pytest.mark.django_db
def test_a_value_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="link"):
        make_message(template=NOTICE, values={"link": None})


@pytest.mark.django_db
def test_bulk_mail_must_be_endable_by_one_click() -> None:
    with pytest.raises(ValueError, match="one_click_url"):
        make_message(template=NOTICE, stream="bulk", values={"one_click_url": ""})


@pytest.mark.django_db
def test_a_key_may_not_hold_an_address() -> None:
    with pytest.raises(ValueError, match="address"):
        make_message(template=NOTICE, dedup_key="confirm:ana@example.org")


@pytest.mark.django_db
def test_a_letter_is_not_queued_as_ordinary_mail() -> None:
    with pytest.raises(ValueError, match="enqueue_letter"):
        enqueue(template=NOTICE, to="ana@example.org", dedup_key="x", stream="letter")


@pytest.mark.django_db
def test_a_letter_keeps_its_text_nowhere_but_in_its_envelope() -> None:
    letter = enqueue_letter(
        to="minister@example.org",
        subject="Protect\r\nthem",
        body="Excellency,\r\nplease.",
        from_name="Beata\nNowak",
        dedup_key="letter:1",
        reply_to="beata@example.org",
    )

    assert letter.content is None
    assert not Content.objects.exists()
    assert unseal_json(letter.envelope_sealed) == {
        "to": "minister@example.org",
        "from_name": "Beata Nowak",
        "reply_to": "beata@example.org",
        "subject": "Protect them",
        "body": "Excellency,\nplease.\n",
        "language": "en",
        "via": "Never Silent",
        "in_reply_to": "",
    }


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_was_never_queued() -> None:
    def fail_after_queueing() -> None:
        with transaction.atomic():
            make_message(template=NOTICE)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_queueing()

    assert not Message.objects.exists()
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_a_worker_is_woken_when_the_cause_is_committed_and_not_before() -> None:
    with transaction.atomic():
        make_message(template=NOTICE)
        assert mail.outbox == []

    assert len(mail.outbox) == 1
