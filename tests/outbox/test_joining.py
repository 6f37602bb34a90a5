"""A mail that joins the statement that causes it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from core.prepared import ask_prepared
from core.sealed import unseal_json
from outbox.models import Content, Message, State
from outbox.services import JOINED, AddressRefused, Recipient, enqueue, joining, wording

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
TEMPLATE = "campaigns/email/confirm_signature"
CONTEXT = {"title": "T", "ask": "A", "organisation": "O", "url": "http://site.test/"}
JOIN = f"WITH content (id) AS (SELECT %(content)s::bigint), {JOINED} SELECT 1"
HOW = {"at": NOON, "expires": timedelta(days=6), "priority": 1, "asks": True}


def to_ada(**more):
    return Recipient(
        **{"to": "ada@example.org", "dedup_key": "a:1", "values": {"link": "x"}} | more
    )


def said() -> int:
    names = frozenset({"link"})
    return wording(template=TEMPLATE, names=names, context=CONTEXT, language="en")


def join(recipient) -> Message:
    ask_prepared(JOIN, joining(recipient, **HOW) | {"content": said()})
    return Message.objects.latest("pk")


def columns_of(message: Message) -> dict[str, object]:
    own = {"_state", "id", "public_id", "message_id", "envelope_sealed", "dedup_key", "created_at"}
    return {name: value for name, value in vars(message).items() if name not in own}


def test_it_is_the_same_message_as_one_that_was_enqueued():
    joined = join(to_ada())
    enqueued = enqueue(
        template=TEMPLATE, to="ada@example.org", dedup_key="a:2", values={"link": "x"},
        context=CONTEXT, language="en", **HOW,
    )  # fmt: skip
    assert columns_of(joined) == columns_of(Message.objects.get(pk=enqueued.pk))
    assert joined.state == State.QUEUED
    assert str(joined.public_id) in joined.message_id
    sealed = [unseal_json(one.envelope_sealed) for one in (joined, enqueued)]
    assert sealed[0] == sealed[1] == {"to": "ada@example.org", "values": {"link": "x"}}


def test_what_it_says_is_stored_once():
    assert said() == said()
    assert Content.objects.count() == 1


def test_rolled_back_it_never_was():
    with transaction.atomic():
        join(to_ada())
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_it_goes_to_exactly_one_address_which_no_key_holds():
    with pytest.raises(AddressRefused):
        joining(to_ada(to="ada@example.org, eve@example.org"), **HOW)
    with pytest.raises(ValueError, match="address"):
        joining(to_ada(dedup_key="for ada@example.org"), **HOW)


def test_a_value_that_is_none_is_refused():
    with pytest.raises(ValueError, match="link"):
        joining(to_ada(values={"link": None}), **HOW)
