"""Whatever is typed or sent: kept as text, refused beside its field, or answered in plain words."""

from pathlib import Path

import pytest

from campaigns.models import Signature, SignatureState
from core.sealed import unseal_json
from outbox.models import Content, Message
from tests.campaigns.conftest import FILLED_IN, link_in

pytestmark = pytest.mark.django_db

LINES = (Path(__file__).parent / "naughty_names.txt").read_text(encoding="utf-8").splitlines()
NAMES = [line[1:-1] for line in LINES if line.startswith("|")]


def test_every_line_of_the_naughty_names_is_text_or_refused_beside_its_field(
    sign, petition, client
):
    for number, name in enumerate(NAMES):
        answer = sign(name=name, email=f"n{number}@example.org")
        page = answer.content.decode()
        if answer.status_code == 303:
            message = Message.objects.latest("pk")
            kept = unseal_json(petition.signatures.latest("pk").sealed)["name"]
            shown = client.get(link_in(message)).content.decode()
            assert "<script>alert" not in shown, name
            assert "<!-- Ada" not in shown, name
            assert "49 " not in shown.partition("<bdi>")[2][:10], name
            whole = Content.objects.get(pk=message.content_id)
            assert kept not in whole.text or len(kept) < 5, name
        else:
            assert answer.status_code == 200, name
            assert 'id="sign_name_error"' in page, name
        assert "<script>alert(1)" not in page
    assert Content.objects.count() == 2, "nothing that was typed is in the text of the mail"


@pytest.mark.parametrize("field", ["name", "email", "country", "display", "website", "proof"])
def test_a_nul_byte_in_any_field_is_taken_out_or_refused(sign, field):
    answer = sign(**{field: f"{FILLED_IN.get(field, '')}\x00"})
    assert answer.status_code in {200, 303}
    for row in Signature.objects.all():
        assert "\x00" not in str(unseal_json(row.sealed))


def test_a_double_click_two_tabs_and_a_replayed_form_are_one_signature(sign, petition, client):
    answers = {(sign().status_code, sign().content) for _time in range(3)}
    assert len(answers) == 1
    assert petition.signatures.count() == 1
    client.post(link_in(Message.objects.latest("pk")))
    assert sign().status_code == 303
    assert petition.signatures.get().state == SignatureState.CONFIRMED


def test_fields_that_the_form_does_not_have_are_passed_over(sign, petition):
    sign(state="confirmed", trapped="", petition="1", hold="", confirmed_on="2026-01-01")
    signature = petition.signatures.get()
    assert (signature.state, signature.confirmed_on) == (SignatureState.PENDING, None)


FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
NO_FORMS = {
    "nothing": (b"", FORM),
    "no-type": (b"", ""),
    "json": (b'{"name": "Ada"}', "application/json"),
    "broken-multipart": (
        b"--x\r\nContent-Disposition: form-data",
        f"{MULTIPART}; boundary=x",
    ),
    "no-boundary": (b"--x--", MULTIPART),
    "no-utf-8": (b"name=%ff%fe&email=\xff&country=KE", FORM),
    "lone-surrogate": (
        b"name=%ed%a0%80&email=a%40example.org",
        FORM,
    ),
    "a-thousand-fields": (
        b"&".join(b"a=1" for _ in range(1001)),
        FORM,
    ),
    "megabytes-everywhere": (
        b"&".join(
            name + b"=" + b"a" * 150_000 for name in (b"name", b"email", b"website", b"proof")
        ),
        FORM,
    ),
    "ten-megabytes": (b"name=" + b"a" * 10_000_000, FORM),
    "a-name-of-one-megabyte": (
        b"email=a%40example.org&country=KE&display=hidden&name=" + b"a" * 990_000,
        FORM,
    ),
}


@pytest.mark.parametrize("sent", NO_FORMS)
def test_what_is_no_form_is_answered_in_plain_words_and_writes_nothing(client, campaign, sent):
    body, kind = NO_FORMS[sent]
    url = f"/campaigns/{campaign.slug}/sign/"
    answer = client.generic("POST", url, body, content_type=kind)
    assert answer.status_code in {200, 400, 413}, answer.status_code
    assert len(answer.content) < 200_000, "what was typed is not sent back at its length"
    assert not Signature.objects.exists()
    assert not Message.objects.exists()


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_signing_by_another_method_does_nothing(client, campaign, method):
    url = f"/campaigns/{campaign.slug}/sign/"
    answer = client.generic(method, url, b"name=Ada", content_type=FORM)
    assert answer.status_code == 405
    assert not Signature.objects.exists()


def test_a_form_that_is_replayed_after_withdrawing_counts_nothing(sign, petition, client):
    sign()
    client.post(link_in(Message.objects.latest("pk")))
    petition.signatures.all().delete()
    assert sign().status_code == 303
    assert petition.signatures.get().state == SignatureState.PENDING


def test_a_back_button_and_a_second_press_after_closing_are_told_so(sign, petition):
    sign()
    petition.campaign.status = "closed"
    petition.campaign.closed_at = petition.campaign.launched_at
    petition.campaign.report_due_on = petition.campaign.launched_at.date()
    petition.campaign.save()
    answer = sign(email="late@example.org")
    assert answer.status_code == 409
    assert petition.signatures.count() == 1
