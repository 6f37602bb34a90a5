"""Coming back to a warning: receipt number and PIN, and nothing that tells who asks."""

import re
from datetime import timedelta

import pytest
import time_machine
from argon2 import PasswordHasher

from situations.models import PinAttempt, WarningStatus
from situations.services import answers, answers_token
from tests.factories.warnings import AT, PIN, make_officer, make_warning, put_on_duty

pytestmark = pytest.mark.django_db

READ, ADD = "/warnings/answers/read/", "/warnings/answers/add/"


@pytest.fixture
def officer(organisation) -> object:
    return put_on_duty(organisation, make_officer(organisation))[0]


def nonce_in(answer) -> str:
    found = re.search(r'name="nonce" value="([^"]+)"', answer.content.decode())
    assert found
    return found.group(1)


def token_in(answer) -> str:
    found = re.search(r'name="token"[^>]* value="([^"]+)"', answer.content.decode())
    assert found
    return found.group(1)


def test_receipt_and_pin_open_the_answers_in_any_script(officer, client):
    warning = make_warning(pin=PIN)
    arabic = warning.receipt.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    for receipt in (warning.receipt, warning.spoken_receipt, arabic):
        page = client.post(READ, {"receipt": receipt, "pin": f"{PIN[:4]} {PIN[4:]}"})
        assert "What you told us" in page.content.decode()
        assert not page.cookies


def test_a_wrong_pin_and_a_number_that_nobody_has_are_answered_alike(client):
    warning = make_warning(pin=PIN)
    nobodys = "000000000098"
    bodies = {
        client.post(READ, {"receipt": receipt, "pin": "00000000"})
        .content.decode()
        .replace(receipt, "")
        for receipt in (warning.receipt, nobodys)
    }
    assert len(bodies) == 1
    assert "do not belong together" in bodies.pop()


def test_a_number_that_nobody_has_costs_the_same_work(client, django_assert_num_queries):
    warning = make_warning(pin=PIN)
    for receipt in (warning.receipt, "000000000098"):
        with django_assert_num_queries(2):
            client.post(READ, {"receipt": receipt, "pin": "00000000"})


def test_a_number_that_nobody_has_is_hashed_as_one_that_exists(client, monkeypatch):
    """Whether a PIN is right is asked of argon2 each time, so that time tells nothing either."""
    warning, asked = make_warning(pin=PIN), []
    verify = PasswordHasher.verify

    def counted(hasher, hashed, secret):
        asked.append(hashed)
        return verify(hasher, hashed, secret)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    for receipt in (warning.receipt, "000000000098"):
        client.post(READ, {"receipt": receipt, "pin": "00000000"})
    assert len(asked) == 2
    assert [len(hashed) for hashed in asked] == [len(warning.pin_hash)] * 2


def test_a_number_can_be_tried_ten_times_an_hour_whoever_asks(client):
    warning = make_warning(pin=PIN)
    guess = {"receipt": warning.receipt, "pin": "00000000"}
    with time_machine.travel(AT, tick=False) as clock:
        for number in range(answers.TRIES):
            assert client.post(READ, guess, REMOTE_ADDR=f"203.0.113.{number}").status_code == 200
        refused = client.post(READ, guess | {"pin": PIN}, REMOTE_ADDR="198.51.100.1")
        assert refused.status_code == 429
        assert "tried too often" in refused.content.decode()
        assert "What you told us" not in refused.content.decode()
        clock.shift(answers.WINDOW + timedelta(seconds=1))
        opened = client.post(READ, guess | {"pin": PIN})
        assert "What you told us" in opened.content.decode()
    assert PinAttempt.objects.count() == 0


def test_a_number_that_nobody_has_is_held_up_likewise(client):
    guess = {"receipt": "000000000098", "pin": "00000000"}
    codes = [client.post(READ, guess).status_code for _time in range(answers.TRIES + 1)]
    assert codes == [200] * answers.TRIES + [429]


def test_a_slip_in_the_number_is_told_and_costs_no_try(client):
    page = client.post(READ, {"receipt": "4821 0937 5500", "pin": PIN}).content.decode()
    assert "one may be wrong" in page
    assert PinAttempt.objects.count() == 0


def test_notes_of_the_desk_are_not_shown_to_the_sender(officer, client):
    warning = make_warning(pin=PIN)
    for side, text in (("desk", "We read it."), ("note", "Ask the headmaster.")):
        warning.messages.create(side=side, author=officer, text=text, sent_at=AT)
    page = client.post(READ, {"receipt": warning.receipt, "pin": PIN}).content.decode()
    assert "We read it." in page
    assert "Ask the headmaster" not in page
    assert str(officer) not in page


def test_the_sender_adds_to_a_warning_and_a_reload_adds_nothing(officer, organisation, client):
    warning = make_warning(organisation=organisation, owner=officer, pin=PIN)
    shown = client.post(READ, {"receipt": warning.receipt, "pin": PIN})
    form = {"token": token_in(shown), "nonce": nonce_in(shown), "text": "It began on Monday."}
    for _time in range(2):
        page = client.post(ADD, form).content.decode()
        assert "It is added" in page
        assert page.count("It began on Monday.") == 1
    assert warning.messages.count() == 1


def test_after_an_hour_the_pin_is_asked_again_and_the_words_are_kept(officer, client):
    warning = make_warning(organisation=None, pin=PIN)
    with time_machine.travel(AT, tick=False) as clock:
        form = {"token": answers_token(warning), "nonce": "n" * 24, "text": "It began."}
        clock.shift(answers.OPEN_FOR + timedelta(seconds=1))
        page = client.post(ADD, form).content.decode()
        assert warning.messages.count() == 0
        assert 'name="text" value="It began."' in page
        page = client.post(
            READ, {"receipt": warning.receipt, "pin": PIN, "text": "It began."}
        ).content.decode()
        assert "It began.</textarea>" in page


def test_a_token_of_another_deed_opens_nothing(client):
    make_warning(pin=PIN)
    for token in ("", "nothing", "WzEsMV0:1abcDE:k3Jd9-example"):
        page = client.post(ADD, {"token": token, "nonce": "n" * 24, "text": "x"}).content.decode()
        assert "What you told us" not in page


def test_the_sender_can_have_the_address_erased(client):
    warning = make_warning(pin=PIN, contact="ana@sender.example.org")
    shown = client.post(READ, {"receipt": warning.receipt, "pin": PIN})
    assert "sender.example.org" not in shown.content.decode()
    page = client.post("/warnings/answers/quiet/", {"token": token_in(shown)})
    assert "The address is erased" in page.content.decode()
    warning.refresh_from_db()
    assert warning.contact_sealed is None


def test_a_situation_that_is_not_public_is_not_named_to_the_sender(officer, organisation, client):
    warning = make_warning(
        organisation=organisation, pin=PIN, status=WarningStatus.OPENED_SITUATION
    )
    public = warning.situation
    page = client.post(READ, {"receipt": warning.receipt, "pin": PIN}).content.decode()
    assert public.name in page
    type(public).objects.filter(pk=public.pk).update(
        status="proposed", slug=None, reference=None, current_assessment=None
    )
    page = client.post(READ, {"receipt": warning.receipt, "pin": PIN}).content.decode()
    assert public.name not in page
