"""Signatures and letters as rows: every pair of states, and what PostgreSQL refuses."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from campaigns.models import (
    LETTER_MOVES,
    SIGNATURE_MOVES,
    Letter,
    LetterState,
    Signature,
    SignatureState,
)
from campaigns.models.letter_tokens import new_token
from core.states import MoveRefused, move
from tests.factories.campaigns import make_letter, make_petition, make_signature
from tests.factories.officials import make_contact, make_tenure

pytestmark = pytest.mark.django_db

AT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def pairs(states):
    return [pytest.param(one, other, id=f"{one}-{other}") for one in states for other in states]


def a_letter(state):
    """A letter in the state, with what belongs to it."""
    if state in (LetterState.PENDING, LetterState.CONFIRMED):
        return make_letter(state=state)
    if state == LetterState.HELD:
        return make_letter(state=state, hold="vacant")
    letter = make_letter()
    left = {"queued_at": AT, "tenure": make_tenure(), "contact": make_contact()}
    Letter.objects.filter(pk=letter.pk).update(state=state, **left)
    letter.refresh_from_db()
    return letter


@pytest.mark.parametrize(("before", "after"), pairs(LetterState))
def test_every_pair_of_a_letters_states_is_a_move_or_refused(before, after):
    letter = a_letter(before)
    also = {"confirmed_at": AT}
    if after in (LetterState.QUEUED, LetterState.SENT):  # or handed over, on paper
        also |= {"queued_at": AT, "tenure": make_tenure(), "contact": make_contact()}
    if after in LETTER_MOVES[before]:
        move(letter, to=after, moves=LETTER_MOVES, field="state", **also)
        assert Letter.objects.get(pk=letter.pk).state == after
    else:
        with pytest.raises(MoveRefused):
            move(letter, to=after, moves=LETTER_MOVES, field="state", **also)


@pytest.mark.parametrize(("before", "after"), pairs(SignatureState))
def test_every_pair_of_a_signatures_states_is_a_move_or_refused(before, after):
    signature = make_signature(state=before, counted=True)
    confirmed = {"confirmed_on": AT.date(), "created_at": None}
    also = confirmed if after == SignatureState.CONFIRMED else {}
    if after in SIGNATURE_MOVES[before]:
        move(signature, to=after, moves=SIGNATURE_MOVES, field="state", **also)
        assert Signature.objects.get().state == after
    else:
        with pytest.raises(MoveRefused):
            move(signature, to=after, moves=SIGNATURE_MOVES, field="state", **also)


def test_every_state_has_its_line_in_its_table_of_moves():
    assert set(LETTER_MOVES) == set(LetterState)
    assert set(SIGNATURE_MOVES) == set(SignatureState)


def test_of_two_movers_one_wins():
    letter = make_letter()
    other = Letter.objects.get(pk=letter.pk)
    move(letter, to=LetterState.HELD, moves=LETTER_MOVES, field="state", hold="vacant")
    with pytest.raises(MoveRefused) as refused:
        move(other, to=LetterState.HELD, moves=LETTER_MOVES, field="state", hold="vacant")
    assert refused.value.codes == ["moved_meanwhile"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "counted"},
        {"display": "shouted"},
        {"state": "confirmed"},
        {"confirmed_on": AT.date()},
        {"uncounted_hour": AT},
        {"created_at": None},
    ],
)
def test_postgresql_refuses_a_signature_that_makes_no_sense(wrong):
    signature = make_signature(state=SignatureState.PENDING)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.filter(pk=signature.pk).update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "lost"},
        {"hold": "because"},
        {"state": "queued"},
        {"queued_at": AT},
        {"confirmed_at": None},
    ],
)
def test_postgresql_refuses_a_letter_that_makes_no_sense(wrong):
    letter = make_letter()
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(**wrong)


def test_one_mailbox_signs_a_petition_once_whatever_the_code_does():
    petition = make_petition()
    make_signature(petition=petition, email="ada@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_signature(petition=petition, email="ADA@example.org")


def test_what_is_printed_of_a_signature_or_a_letter_names_nobody():
    signature = make_signature(name="Canary", email="canary@example.org")
    letter = make_letter(name="Canary", email="canary@example.org")
    printed = f"{signature} {letter} {signature!r} {letter!r}".lower()
    assert "canary" not in printed
    assert str(letter) == letter.reference
    assert len(letter.reference) == len("L-AAAA-BBBB")


def test_relay_tokens_survive_being_turned_to_capitals():
    tokens = {new_token() for _number in range(200)}
    assert len({token.upper() for token in tokens}) == 200
    assert all(len(token) == 16 and token.isalnum() for token in tokens)
