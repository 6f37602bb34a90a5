"""The link to one's own page, a copy of one's data, and the end of all of it."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from campaigns.models import (
    DataCopy,
    Letter,
    OwnPageRequest,
    Signature,
    SignatureState,
    TallyChange,
)
from campaigns.own_link import own_page_link
from campaigns.services import count_signatures, recount_signatures
from campaigns.services.asking import send_own_pages
from core.sealed import SealClosed, unseal_json
from outbox.models import Message
from r2p_site.my_data import make_copies
from tests.factories.campaigns import (
    make_letter,
    make_signature,
)

pytestmark = pytest.mark.django_db

ADA = "ada@example.org"
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


def own_page(address: str = ADA) -> str:
    return own_page_link(address=address, language="en").removeprefix("http://testserver")


def deed(signature: Signature, name: str) -> str:
    return f"{own_page()}petition/{signature.petition_id}/{name}/"


def values(message: Message) -> dict[str, str]:
    return unseal_json(message.envelope_sealed)["values"]


# The form that asks for the link


def ask(client: Client, address: str, **more: str):
    return client.post("/mine/", {"email": address, **more})


def test_the_form_answers_the_same_whether_or_not_an_address_is_known(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    make_signature(email=ADA)
    answers = [ask(client, address) for address in (ADA, "nobody@example.org")]
    answers.append(ask(client, ADA, website="https://spam.test"))
    said = [
        (answer.status_code, answer["Location"], answer.content, sorted(answer.items()))
        for answer in answers
    ]
    assert said[0] == said[1] == said[2]


def test_the_form_costs_the_same_queries_for_every_address(client, django_assert_num_queries):
    make_signature(email=ADA)
    for address in (ADA, "nobody@example.org"):
        with django_assert_num_queries(1):
            ask(client, address)


def test_the_link_goes_to_who_signed_and_to_nobody_else(client):
    make_signature(email="Ada.Signer@example.org")
    ask(client, "nobody@example.org")
    ask(client, "ada.signer+tag@example.org")
    assert send_own_pages(at=NOON) == 1
    assert not OwnPageRequest.objects.exists()
    envelope = unseal_json(Message.objects.get().envelope_sealed)
    assert envelope["to"] == "Ada.Signer@example.org"
    path = envelope["values"]["own_page"].removeprefix("http://testserver")
    assert client.get(path).status_code == 200


def test_no_mailbox_gets_more_than_three_links_a_day(client):
    make_signature(email=ADA)
    for _time in range(5):
        ask(client, ADA)
    assert send_own_pages() == 3
    assert Message.objects.count() == 3


def test_whoever_wrote_a_letter_gets_a_link_too(client):
    make_letter(email=ADA)
    ask(client, ADA)
    assert send_own_pages() == 1


def test_a_request_that_waits_says_nothing_to_whoever_reads_the_table(client):
    ask(client, ADA)
    row = OwnPageRequest.objects.get()
    assert ADA.encode() not in bytes(row.address_sealed).lower() + bytes(row.address_key)


# A copy of one's data


def ask_for_copy(client: Client) -> str:
    client.post(f"{own_page()}copy/")
    make_copies()
    link = values(Message.objects.latest("pk"))["link"]
    return link.removeprefix("http://testserver")


def test_a_copy_holds_what_is_stored_and_is_handed_over_as_two_files(client, petition):
    make_signature(petition=petition, email=ADA, name="Ada Lovelace")
    make_letter(email=ADA, own_words="I think of the two towns.")
    make_signature(petition=petition, email="eva@example.org", name="Eva Other")
    page = client.get(ask_for_copy(client)).content.decode()
    json_path, text_path = sorted(re.findall(r'href="(/mine/data/[^"]+)"', page))
    whole = client.get(json_path)
    assert whole["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert "no-store" in whole["Cache-Control"]
    data = whole.json()
    assert data["signatures"][0]["sealed"] == {"name": "Ada Lovelace", "email": ADA}
    assert data["letters"][0]["sealed"]["own_words"] == "I think of the two towns."
    text = client.get(text_path).content.decode()
    assert "Ada Lovelace" in text
    assert "two towns" in text
    assert "Eva" not in whole.content.decode() + text


def test_neither_the_database_nor_the_link_alone_opens_a_copy(client, petition):
    make_signature(petition=petition, email=ADA, name="Ada Lovelace")
    link = ask_for_copy(client)
    copy = DataCopy.objects.get()
    assert b"Lovelace" not in bytes(copy.box)
    assert copy.address_sealed is None
    DataCopy.objects.all().delete()
    assert client.get(link).status_code == 410


def test_a_copy_is_there_for_a_day(client, petition, time_machine):
    time_machine.move_to(NOON, tick=False)
    make_signature(petition=petition, email=ADA)
    link = ask_for_copy(client)
    time_machine.shift(timedelta(hours=24, seconds=2))
    assert client.get(link).status_code == 410
    assert DataCopy.objects.outlived(at=NOON + timedelta(hours=25)).count() == 1


def test_a_copy_is_made_once_a_day_however_often_it_is_asked_for(client, petition):
    make_signature(petition=petition, email=ADA)
    for _press in range(3):
        client.post(f"{own_page()}copy/")
        make_copies()
    assert Message.objects.count() == 1


def test_a_copy_cannot_be_made_without_the_private_key(client, settings):
    client.post(f"{own_page()}copy/")
    settings.SEALING_PRIVATE_KEY = ""
    with pytest.raises(SealClosed):
        make_copies()
    assert DataCopy.objects.to_be_made().count() == 1


# Everything


def test_everything_is_erased_in_every_app_and_nobody_else_is(client, petition):
    make_signature(petition=petition, email=ADA)
    make_signature(email=ADA, state=SignatureState.PENDING)
    make_letter(email=ADA)
    kept = make_signature(petition=petition, email="eva@example.org")
    count_signatures()
    answer = client.post(f"{own_page()}erase/")
    assert answer["Location"] == "/mine/erased/"
    assert "You are forgotten" in client.get(answer["Location"]).content.decode()
    assert list(Signature.objects.all()) == [kept]
    assert not Letter.objects.exists()
    assert [change.reason for change in TallyChange.objects.all()] == ["erased"]
    count_signatures()
    petition.refresh_from_db()
    assert petition.signature_total == 1
    assert recount_signatures() == []
    assert "Nothing is stored" in client.get(own_page()).content.decode()
