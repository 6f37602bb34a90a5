"""Each defence, on and off: with it the attack fails, without it the same attack succeeds.

A test that passes with its defence switched off would be worthless. Nothing in the product can
switch one off; here the one function, condition or constraint that is the defence is replaced.
"""

import re
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models import Q

from campaigns import origins, proof
from campaigns.delivering import lines
from campaigns.delivering.paper import VERIFIER
from campaigns.models import PublicReason, Signature, SweepDeed, SweepStatus, Voice, VoiceState
from campaigns.models.voice import VoiceQuerySet
from campaigns.services import (
    Coming,
    Signing,
    ask_for_proof,
    batches,
    confirm_signature,
    count_signatures,
    judge_incoming,
    judging,
    sign_petition,
    sweeping,
    watching,
    weighing,
)
from campaigns.services.signing import confirmation_link
from campaigns.sieve import Sieve
from core import email_address, sealed, sheets
from core.rules import RuleRefused
from outbox.models import Message, State
from tests.campaigns.delivered import listed, sign, unpacked
from tests.campaigns.test_proof import solved
from tests.campaigns.test_signing import SPELLINGS
from tests.factories.accounts import make_user
from tests.factories.campaigns import make_campaign, make_petition, make_signature
from tests.factories.deliveries import make_made
from tests.factories.voices import WORDS, make_voice

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
ON_AND_OFF = pytest.mark.parametrize("is_on", [True, False], ids=["on", "off"])


@pytest.fixture(autouse=True)
def delivery_directory(settings, tmp_path):
    settings.DELIVERY_DIR = tmp_path / "deliveries"
    origins.forget_day_key()


def total(petition) -> int:
    count_signatures()
    petition.refresh_from_db()
    return petition.signature_total


def come(petition, email, *, at=NOON, ip="198.51.100.7", payload="", trapped=False) -> Signing:
    one = Signing(name="Ada", email=email, country="KE")
    origin = origins.origin_of({"REMOTE_ADDR": ip}, email=email, at=at)
    coming = Coming(origin=origin, proof=payload, trapped=trapped)
    sign_petition(petition=petition, signing=one, coming=coming, at=at)
    return one


def press(petition, signings) -> None:
    """Whoever holds the links presses each button."""
    for one in signings:
        token = confirmation_link(petition, one).rstrip("/").rpartition("/")[2]
        confirm_signature(token=token.partition("?")[0], at=NOON)


def limits_off(monkeypatch):
    monkeypatch.setattr(weighing.Place, "over", lambda *_place, **_words: False)


def holding_off(monkeypatch):
    monkeypatch.setattr(weighing, "_hold", lambda _holds, _at: 0)


@pytest.mark.parametrize("switch_off", [None, limits_off, holding_off], ids=["on", "limit", "hold"])
def test_a_burst_of_one_network_is_counted_up_to_the_limit_and_no_further(
    petition, monkeypatch, time_machine, switch_off
):
    time_machine.move_to(NOON, tick=False)
    if switch_off:
        switch_off(monkeypatch)
    signings = [come(petition, f"person{number}@gmail.com") for number in range(25)]
    judge_incoming(at=NOON)
    press(petition, signings)
    assert total(petition) == (25 if switch_off else weighing.AN_HOUR["network"])


@ON_AND_OFF
def test_more_than_a_country_has_people_are_held_until_a_person_has_looked(
    petition, monkeypatch, is_on
):
    if not is_on:
        monkeypatch.setattr(watching, "hold_implausible", lambda **_words: {})
    waiting = [make_signature(petition=petition, country="VA", state="pending") for _ in range(200)]
    watching.watch_signatures()
    kept = Signature.objects.filter(pk__in=[one.pk for one in waiting], state="pending").count()
    assert (kept == 200) is not is_on


@ON_AND_OFF
def test_one_proof_of_work_lets_one_signature_in(petition, monkeypatch, time_machine, is_on):
    time_machine.move_to(NOON, tick=False)
    monkeypatch.setattr(proof, "COST", 2)
    if not is_on:
        monkeypatch.setattr(proof, "_SPEND", "SELECT %s::bytea WHERE %s::timestamptz IS NOT NULL")
    ask_for_proof(petition=petition)
    payload = solved(proof.new_challenge(petition))
    for number in range(4):
        come(petition, f"person{number}@gmail.com", payload=payload)
    judge_incoming(at=NOON)
    assert petition.signatures.filter(state="pending").count() == (1 if is_on else 4)


@ON_AND_OFF
def test_twenty_spellings_of_one_mailbox_count_once_by_the_rules_of_addresses(
    petition, monkeypatch, is_on
):
    if not is_on:
        for module in (email_address, sealed):
            monkeypatch.setattr(module, "normalise_email", lambda address: address)
    press(petition, [come(petition, spelling) for spelling in SPELLINGS])
    assert total(petition) == (1 if is_on else len(set(SPELLINGS)))


@ON_AND_OFF
def test_twenty_spellings_of_one_mailbox_count_once_by_the_constraint(petition, is_on):
    if not is_on:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("DROP INDEX campaigns_signature_once")
    press(petition, [come(petition, spelling) for spelling in SPELLINGS])
    assert total(petition) == (1 if is_on else len(SPELLINGS))


@ON_AND_OFF
def test_a_sweep_that_is_undone_puts_everybody_back_into_the_count(petition, monkeypatch, is_on):
    if not is_on:
        monkeypatch.setattr(batches, "put_back", lambda **_words: 0)
    for _person in range(12):
        make_signature(petition=petition)
    assert total(petition) == 12
    sieve = Sieve(country="KE")
    seen = sweeping.preview_sweep(petition=petition, deed=SweepDeed.REMOVE, sieve=sieve)
    sweep = sweeping.propose_sweep(
        petition=petition, deed=SweepDeed.REMOVE, sieve=sieve, reason=PublicReason.PROGRAM,
        expected=(seen.last, seen.matched), actor=make_user(),
    )  # fmt: skip
    sweeping.run_sweep(sweep=sweep, actor=make_user())
    batches.advance_sweeps()
    assert total(petition) == 0
    sweep.refresh_from_db()
    sweeping.undo_sweep(sweep=sweep, actor=make_user())
    batches.advance_sweeps()
    sweep.refresh_from_db()
    assert sweep.status == SweepStatus.UNDONE
    assert total(petition) == (12 if is_on else 0)


@ON_AND_OFF
def test_500_posts_send_a_stranger_three_mails(monkeypatch, time_machine, is_on):
    time_machine.move_to(NOON, tick=False)
    if not is_on:
        monkeypatch.setattr(judging, "over_the_limit", lambda _waiting, _known: set())
    petitions = [make_petition() for _number in range(8)]
    for number in range(40):
        come(petitions[number % 8], f"victim+{number}@example.org", ip=f"198.51.{number}.7")
    judge_incoming(at=NOON)
    sent = Message.objects.filter(state=State.QUEUED).count()
    assert sent == (3 if is_on else 40)


@ON_AND_OFF
def test_a_cell_of_a_list_is_no_formula(petition, monkeypatch, tmp_path, is_on):
    if not is_on:
        monkeypatch.setattr(lines, "as_text", lambda name: name)
    name = '=HYPERLINK("https://thief.test","See")'
    make_signature(petition=petition, name=name, name_handed_over=True)
    cell = listed(make_made(petition=petition), tmp_path)[1][1]
    assert cell.startswith("=") is not is_on


@ON_AND_OFF
def test_a_cell_of_open_data_is_no_formula(monkeypatch, is_on):
    if not is_on:
        monkeypatch.setattr(sheets, "_STARTS", frozenset())
    [line] = sheets.lines([["\u200b＝1+1"]])
    assert line.startswith("'") is is_on


# The three looks of the public program: at each line, at the last number, at the files beside it.
_LOOKS = (
    (r'if row\[-1\] != f"h:\{number\}"', "if False and row[-1]"),
    (r'if number != manifest\["head"\] or number != head', "if False"),
    (r"if path\.exists\(\) and hashlib", "if False and hashlib"),
)


@ON_AND_OFF
def test_one_changed_byte_of_a_list_is_found(petition, tmp_path, is_on):
    sign(petition, 12, name_handed_over=True)
    delivery = make_made(petition=petition)
    place = unpacked(delivery, tmp_path / "out")
    program = VERIFIER.read_text()
    for look, nothing in () if is_on else _LOOKS:
        program, number = re.subn(look, nothing, program)
        assert number == 1, look
    (tmp_path / "verify.py").write_text(program)
    listing = place / "signatures.csv"
    content = bytearray(listing.read_bytes())
    content[content.index(b"Number") + 2] ^= 1
    listing.write_bytes(bytes(content))
    argv = [sys.executable, "-I", tmp_path / "verify.py", place / "manifest.json", listing]
    found = subprocess.run([*argv, delivery.head], capture_output=True, text=True, check=False)
    assert (found.returncode == 0) is not is_on, found.stderr


@ON_AND_OFF
def test_words_stand_on_the_page_when_a_person_has_read_them(client, petition, monkeypatch, is_on):
    if not is_on:
        everything = Q(state__in=VoiceState.values)
        monkeypatch.setattr(
            VoiceQuerySet, "shown", lambda rows: rows.of_signers().filter(everything)
        )
    make_voice(signature=make_signature(petition=petition, display="country"))
    assert Voice.objects.get().state == VoiceState.WAITING
    page = client.get(petition.campaign.get_absolute_url()).content.decode()
    assert (WORDS in page) is not is_on


@ON_AND_OFF
def test_in_at_risk_mode_no_names_leave(monkeypatch, tmp_path, is_on):
    petition = make_campaign().petition
    make_signature(petition=petition, name="Grace Hopper", name_handed_over=True)
    if not is_on:
        for module in ("deliveries", "delivering"):
            target = f"campaigns.services.{module}.may_say_names"
            monkeypatch.setattr(target, lambda _campaign: True)
    petition.campaign.at_risk = True
    petition.campaign.save(update_fields=["at_risk"])
    if is_on:
        with pytest.raises(RuleRefused, match="at-risk"):
            make_made(petition=petition, redaction="full")
    else:
        delivery = make_made(petition=petition, redaction="full")
        assert "Grace Hopper" in [row[1] for row in listed(delivery, tmp_path)]
