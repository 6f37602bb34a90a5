"""Proof of work: one signature for one calculation, and a way for people without JavaScript."""

import base64
import json
import threading
from datetime import UTC, datetime, timedelta

import pytest
from altcha import Challenge, Payload, solve_challenge
from django.db import connections

from campaigns import proof
from campaigns.models import SignatureHold, SignatureState, SpentProof
from campaigns.services import (
    Coming,
    Signing,
    ask_for_proof,
    ask_for_proof_no_more,
    judge_incoming,
    sign_petition,
)
from tests.factories.campaigns import make_petition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(proof, "COST", 2)


@pytest.fixture
def guarded(petition):
    ask_for_proof(petition=petition)
    return petition


def solved(task):
    challenge = Challenge.from_dict(task)
    return Payload(challenge, solve_challenge(challenge)).to_base64()


def come(petition, number, payload):
    one = Signing(name="Ada", email=f"person{number}@example.org", country="KE")
    sign_petition(petition=petition, signing=one, coming=Coming(proof=payload))


def state_of(petition):
    judge_incoming()
    return [(one.state, one.hold) for one in petition.signatures.order_by("pk")]


def test_who_has_calculated_signs_as_ever(guarded, client, sign):
    task = client.get(f"/campaigns/{guarded.campaign.slug}/proof/").json()
    assert sign(proof=solved(task)).status_code == 303
    assert state_of(guarded) == [(SignatureState.PENDING, "")]


def test_without_javascript_one_signs_too_and_a_person_looks_at_it(guarded, sign):
    assert sign().status_code == 303
    assert state_of(guarded) == [(SignatureState.HELD, SignatureHold.UNPROVEN)]


def forged(task):
    task["parameters"]["data"] = {"petition": 10**6}
    return solved(task)


def cheaper(task):
    task["parameters"]["keyPrefix"] = ""
    return solved(task)


def unsigned(task):
    del task["signature"]
    return solved(task)


@pytest.mark.parametrize(
    "make",
    [
        lambda task: "",
        lambda task: "x" * 5000,
        lambda task: base64.b64encode(b"[1]").decode(),
        lambda task: base64.b64encode(json.dumps({"challenge": task}).encode()).decode(),
        forged,
        cheaper,
        unsigned,
    ],
)
def test_what_is_no_proof_is_refused_alike(guarded, sign, client, make):
    plain = sign(email="plain@example.org")
    task = client.get(f"/campaigns/{guarded.campaign.slug}/proof/").json()
    answer = sign(email="other@example.org", proof=make(task))
    assert (answer.status_code, answer.content, answer["Location"]) == (
        plain.status_code, plain.content, plain["Location"],
    )  # fmt: skip
    assert state_of(guarded) == [(SignatureState.HELD, SignatureHold.UNPROVEN)] * 2
    assert not SpentProof.objects.exists()


def test_a_proof_for_one_petition_is_none_for_another(guarded):
    other = make_petition()
    ask_for_proof(petition=other)
    come(guarded, 1, solved(proof.new_challenge(other)))
    assert state_of(guarded) == [(SignatureState.HELD, SignatureHold.UNPROVEN)]


def test_a_proof_is_good_for_ten_minutes(guarded, time_machine):
    time_machine.move_to(datetime(2026, 5, 4, 12, 0, tzinfo=UTC), tick=False)
    payload = solved(proof.new_challenge(guarded))
    late = solved(proof.new_challenge(guarded))
    time_machine.shift(proof.GOOD_FOR - timedelta(seconds=1))
    come(guarded, 1, payload)
    time_machine.shift(timedelta(seconds=3))
    come(guarded, 2, late)
    assert [hold for _state, hold in state_of(guarded)] == ["", SignatureHold.UNPROVEN]


def test_two_solutions_of_one_challenge_are_one_proof(guarded):
    task = proof.new_challenge(guarded)
    challenge = Challenge.from_dict(task)
    first = solve_challenge(challenge)
    second = solve_challenge(challenge, counter_start=first.counter + 1)
    come(guarded, 1, Payload(challenge, first).to_base64())
    come(guarded, 2, Payload(challenge, second).to_base64())
    assert [hold for _state, hold in state_of(guarded)] == ["", SignatureHold.UNPROVEN]


@pytest.mark.django_db(transaction=True)
def test_of_twelve_at_once_with_one_proof_one_is_taken():
    petition = make_petition()
    ask_for_proof(petition=petition)
    payload = solved(proof.new_challenge(petition))
    barrier = threading.Barrier(12)

    def one(number):
        barrier.wait()
        try:
            come(petition, number, payload)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    holds = [hold for _state, hold in state_of(petition)]
    assert sorted(holds) == [""] + [SignatureHold.UNPROVEN] * 11


def test_who_signed_without_is_let_go_by_the_same_address_with_a_proof(guarded, sign, client):
    sign()
    assert state_of(guarded) == [(SignatureState.HELD, SignatureHold.UNPROVEN)]
    sign(proof=solved(proof.new_challenge(guarded)))
    assert state_of(guarded) == [(SignatureState.PENDING, "")]


def test_the_page_says_so_has_the_script_and_is_the_same_for_everybody(guarded, client):
    url = guarded.campaign.get_absolute_url()
    page = client.get(url)
    assert page.content == client.get(url).content
    text = page.content.decode()
    assert "It works without JavaScript too" in text
    assert "js/proof.js" in text
    ask_for_proof_no_more(petition=guarded)
    assert "js/proof.js" not in client.get(url).content.decode()


def test_the_challenge_is_kept_by_nobody_and_only_given_while_asked_for(petition, client):
    url = f"/campaigns/{petition.campaign.slug}/proof/"
    assert client.get(url).status_code == 404
    ask_for_proof(petition=petition)
    answer = client.get(url)
    assert "no-store" in answer["Cache-Control"]
    assert answer.content != client.get(url).content
    assert client.post(url).status_code == 405


def test_spent_proofs_go_when_no_challenge_can_bring_them_back(guarded):
    come(guarded, 1, solved(proof.new_challenge(guarded)))
    now = datetime.now(UTC)
    assert proof.forget_proofs(at=now) == 0
    assert proof.forget_proofs(at=now + timedelta(minutes=20)) == 1
