"""Forgetting people: on request, and by itself what nobody confirmed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from campaigns.models import Letter, LetterState, Signature, SignatureState
from campaigns.services import (
    count_signatures,
    dispatch_letters,
    forget,
    forget_unconfirmed,
    recount_signatures,
)
from campaigns.tasks import forget_unconfirmed as forget_task
from outbox.models import Message, State
from tests.campaigns.test_letters import write
from tests.factories.campaigns import (
    make_letter,
    make_letter_action,
    make_petition,
    make_signature,
)

pytestmark = pytest.mark.django_db

DUMP = "SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t"
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def test_what_was_not_confirmed_goes_after_seven_days(petition):
    waiting = {"state": SignatureState.PENDING}
    make_signature(petition=petition, at=NOON - timedelta(days=7, minutes=1), **waiting)
    young = make_signature(petition=petition, at=NOON - timedelta(days=6), **waiting)
    confirmed = make_signature(petition=petition, at=NOON - timedelta(days=90))
    held = make_signature(petition=petition, at=NOON - timedelta(days=29), state="held")
    make_signature(petition=petition, at=NOON - timedelta(days=31), state="held")
    old = {"at": NOON - timedelta(days=8)}
    make_letter(state=LetterState.PENDING, **old)
    kept = make_letter(**old)
    assert forget_unconfirmed(at=NOON) == 3
    assert set(Signature.objects.all()) == {young, confirmed, held}
    assert list(Letter.objects.all()) == [kept]


def test_the_task_forgets_at_the_present_time(petition):
    make_signature(petition=petition, state=SignatureState.PENDING, at=NOON - timedelta(days=400))
    forget_task()
    assert not Signature.objects.exists()


def test_the_signature_of_a_forgotten_person_is_deleted_and_leaves_the_count(petition):
    make_signature(petition=petition, email="canary@example.org", name="Canary", at=NOON)
    other = make_signature(petition=petition, email="other@example.org", at=NOON)
    count_signatures()
    assert forget(address="CANARY+tag@example.org") == {"signatures": 1, "letters": 0}
    assert list(Signature.objects.all()) == [other]
    count_signatures()
    petition.refresh_from_db()
    assert petition.signature_total == 1
    assert recount_signatures() == []


def test_what_a_program_typed_in_a_persons_name_is_forgotten_too(petition):
    make_signature(petition=petition, email="canary@example.org", state="held", trapped=True)
    make_signature(petition=petition, email="canary@example.org")
    assert forget(address="canary@example.org")["signatures"] == 2
    assert not Signature.objects.exists()


def test_a_signature_that_was_not_confirmed_is_deleted_in_every_petition(petition):
    for one in (petition, make_petition()):
        make_signature(petition=one, email="canary@example.org", state=SignatureState.PENDING)
    assert forget(address="canary@example.org")["signatures"] == 2
    assert not Signature.objects.exists()


def test_a_letter_that_has_not_left_is_deleted():
    make_letter(email="canary@example.org")
    make_letter(email="canary@example.org", state=LetterState.PENDING)
    forget(address="canary@example.org")
    assert not Letter.objects.exists()


def test_of_a_letter_that_left_remains_that_the_office_got_one():
    letter = make_letter(email="canary@example.org", name="Canary")
    dispatch_letters(at=NOON)
    Message.objects.update(state=State.SENT)
    forget(address="canary@example.org")
    letter.refresh_from_db()
    assert letter.state == LetterState.QUEUED
    assert (letter.sealed, letter.text_sealed, letter.author_key) == (None, None, None)
    assert Message.objects.get().envelope_sealed is None


def test_a_letter_that_waits_in_the_outbox_is_cancelled():
    make_letter(email="canary@example.org")
    dispatch_letters(at=NOON)
    forget(address="canary@example.org")
    message = Message.objects.get()
    assert (message.state, message.envelope_sealed) == (State.CANCELLED, None)


def test_others_are_left_alone(petition):
    make_signature(petition=petition, email="other@example.org")
    make_letter(email="other@example.org")
    assert forget(address="canary@example.org") == {"signatures": 0, "letters": 0}
    assert Letter.objects.exists()


def test_a_canary_leaves_no_trace_in_the_tables_of_campaigns(petition, sign):
    sign(name="Canary Bird", email="canary@example.org")
    write(make_letter_action(), email="canary@example.org", words="Canary words.")
    keys = {bytes(petition.key_for("canary@example.org")).hex()}
    forget(address="canary@example.org")
    with connection.cursor() as cursor:
        for table in ("campaigns_signature", "campaigns_letter", "campaigns_petition"):
            cursor.execute(DUMP.format(table=table))
            (dump,) = cursor.fetchone()
            assert not [key for key in keys if key in dump]
            assert "canary" not in dump.lower()


def test_a_signature_can_be_confirmed_again_by_a_person_who_came_back(petition, sign):
    sign()
    forget(address="ada@example.org")
    sign()
    assert petition.signatures.count() == 1
