"""A signer's own page: who has the link can change what stands there, and nobody else can."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest

from campaigns.models import (
    Letter,
    LetterState,
    Signature,
    SignatureState,
    TallyChange,
)
from campaigns.own_link import OWN_WITHIN, own_page_link
from campaigns.services import count_signatures, recount_signatures
from campaigns.services.own import read_own_link
from core.sealed import SealClosed, unseal_json
from core.tokens import TokenRefused, sign, veil
from outbox.models import Message
from tests.factories.campaigns import (
    make_letter,
    make_letter_action,
    make_petition,
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


def test_the_page_shows_what_was_signed_in_every_petition_and_nothing_of_others(client, petition):
    mine = [make_signature(petition=petition, email=ADA), make_signature(email="ADA+x@example.org")]
    waiting = make_signature(email=ADA, state=SignatureState.PENDING)
    other = make_signature(email="eva@example.org")
    page = client.get(own_page()).content.decode()
    for signature in (*mine, waiting):
        assert signature.petition.campaign.title in page
    assert other.petition.campaign.title not in page
    assert "Not confirmed yet" in page


def test_the_page_needs_no_private_key_and_shows_neither_name_nor_address(
    client, settings, petition
):
    make_signature(petition=petition, email=ADA, name="Ada Lovelace")
    settings.SEALING_PRIVATE_KEY = ""
    page = client.get(own_page())
    assert page.status_code == 200
    assert "Lovelace" not in page.content.decode()
    assert ADA not in page.content.decode()


def test_the_link_holds_the_address_in_no_readable_form(client):
    for address in (ADA, "a@b.org", "x" * 60 + "@example.org"):
        token = own_page(address).split("/")[2]
        assert address not in token
        assert quote(address) not in token
        assert read_own_link(token).address == address
    short, longer = (own_page(each) for each in ("a@b.org", "adalovelace@example.org"))
    assert len(short) == len(longer)


def test_two_links_of_one_address_differ(client):
    assert own_page() != own_page()


@pytest.mark.parametrize(
    "token",
    ["x", "a:b:c", sign("signer.own", ADA), veil("other", ADA)],
    ids=["nonsense", "parts", "signed", "of another purpose"],
)
def test_a_link_that_is_not_ours_is_refused(client, token):
    page = client.get(f"/mine/{token}/")
    assert page.status_code == 404
    with pytest.raises(TokenRefused):
        read_own_link(token)


def test_a_link_works_for_thirty_days(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    link = own_page()
    time_machine.shift(OWN_WITHIN - timedelta(seconds=1))
    assert client.get(link).status_code == 200
    time_machine.shift(timedelta(seconds=2))
    refused = client.get(link)
    assert refused.status_code == 410
    assert "have a new one sent" not in refused.content.decode()
    assert 'action="/mine/"' in refused.content.decode()


def test_the_pages_are_kept_nowhere_and_pass_their_address_on_to_nobody(client, petition):
    signature = make_signature(petition=petition, email=ADA)
    for path in (own_page(), deed(signature, "withdraw"), f"{own_page()}erase/"):
        page = client.get(path)
        assert page.status_code == 200
        assert "no-store" in page["Cache-Control"]
        assert page["Referrer-Policy"] == "no-referrer"
        assert page["X-Robots-Tag"] == "noindex"
        assert "<script" not in page.content.decode()
        assert not page.cookies


def test_opening_any_of_the_pages_changes_nothing(client, petition):
    signature = make_signature(petition=petition, email=ADA)
    before = list(Signature.objects.values())
    prefetch = {"HTTP_SEC_PURPOSE": "prefetch"}
    for path in (own_page(), deed(signature, "withdraw"), f"{own_page()}erase/"):
        client.get(path)
        client.head(path)
        client.get(path, **prefetch)
    for name in ("choices", "name"):
        assert client.get(deed(signature, name)).status_code == 405
    assert list(Signature.objects.values()) == before


def test_how_one_is_shown_and_what_one_allows_can_be_changed(client, petition):
    signature = make_signature(petition=petition, email=ADA, display="full", wants_updates=True)
    answer = client.post(deed(signature, "choices"), {"display": "country"})
    assert answer.status_code == 303
    assert "It holds from now on" in client.get(answer["Location"]).content.decode()
    signature.refresh_from_db()
    assert (signature.display, signature.wants_updates) == ("country", False)
    assert (signature.name_handed_over, signature.state) == (False, SignatureState.CONFIRMED)


def test_a_name_is_corrected_by_sealing_another_without_opening_the_first(
    client, petition, settings
):
    signature = make_signature(petition=petition, email=ADA, name="Ada Lovelcae")
    key = settings.SEALING_PRIVATE_KEY
    settings.SEALING_PRIVATE_KEY = ""
    answer = client.post(deed(signature, "name"), {"name": "Ada Lovelace"})
    assert answer.status_code == 303
    signature.refresh_from_db()
    with pytest.raises(SealClosed):
        unseal_json(signature.sealed)
    settings.SEALING_PRIVATE_KEY = key
    assert unseal_json(signature.sealed) == {"name": "Ada Lovelace", "email": ADA}


def test_a_region_is_asked_for_where_the_petition_asks_and_sealed_with_the_name(client):
    signature = make_signature(petition=make_petition(asks_region=True), email=ADA)
    client.post(deed(signature, "name"), {"name": "Ada", "region": "River Province"})
    signature.refresh_from_db()
    assert unseal_json(signature.sealed)["region"] == "River Province"


def test_a_name_that_is_none_is_refused_on_the_page(client, petition):
    signature = make_signature(petition=petition, email=ADA, name="Ada")
    page = client.post(deed(signature, "name"), {"name": "https://spam.test"})
    assert page.status_code == 200
    assert "Write a name" in page.content.decode()
    signature.refresh_from_db()
    assert unseal_json(signature.sealed)["name"] == "Ada"


def test_a_withdrawn_signature_is_deleted_and_leaves_the_count(client, petition):
    signature = make_signature(petition=petition, email=ADA)
    make_signature(petition=petition)
    count_signatures()
    assert "Withdraw your signature?" in client.get(deed(signature, "withdraw")).content.decode()
    assert client.post(deed(signature, "withdraw")).status_code == 303
    assert not Signature.objects.filter(pk=signature.pk).exists()
    assert list(TallyChange.objects.values_list("change", "reason")) == [(-1, "withdrawn")]
    count_signatures()
    petition.refresh_from_db()
    assert petition.signature_total == 1
    assert recount_signatures() == []


def test_withdrawing_twice_takes_one_signature_out_of_the_count(client, petition):
    signature = make_signature(petition=petition, email=ADA)
    make_signature(petition=petition)
    count_signatures()
    answers = [client.post(deed(signature, "withdraw")) for _press in range(3)]
    assert {answer.status_code for answer in answers} == {303}
    count_signatures()
    petition.refresh_from_db()
    assert petition.signature_total == 1


def test_what_waits_to_be_confirmed_can_be_withdrawn_and_counts_nothing(client, petition):
    signature = make_signature(petition=petition, email=ADA, state=SignatureState.PENDING)
    client.post(deed(signature, "withdraw"))
    assert not Signature.objects.exists()
    assert not TallyChange.objects.exists()


def test_who_withdrew_can_sign_again(client, petition, sign):
    signature = make_signature(petition=petition, email=ADA)
    client.post(deed(signature, "withdraw"))
    sign(email=ADA)
    assert petition.signatures.get().state == SignatureState.PENDING


def test_nobody_can_reach_another_persons_signature(client, petition):
    theirs = make_signature(petition=petition, email="eva@example.org", wants_updates=True)
    for name, data in (
        ("choices", {"display": "hidden"}),
        ("name", {"name": "Mallory"}),
        ("withdraw", {}),
    ):
        assert client.post(deed(theirs, name), data).status_code in (303, 404)
    theirs.refresh_from_db()
    assert theirs.wants_updates
    assert unseal_json(theirs.sealed)["name"] == "Ada Signer"


def test_all_updates_end_with_one_press(client, petition):
    for one in (petition, make_petition()):
        make_signature(petition=one, email=ADA, wants_updates=True)
    theirs = make_signature(petition=petition, wants_updates=True)
    assert "from anybody" in client.get(own_page()).content.decode()
    client.post(f"{own_page()}stop-updates/")
    assert list(Signature.objects.filter(wants_updates=True)) == [theirs]


def test_a_held_signature_looks_like_one_that_waits(client):
    held = make_signature(email=ADA, state=SignatureState.HELD)
    page = client.get(own_page()).content.decode()
    assert held.petition.campaign.title in page
    assert "held" not in page.lower()


def test_a_letter_that_has_not_left_can_be_taken_back_and_one_that_left_cannot(client):
    action = make_letter_action()
    waiting = make_letter(letter_action=action, email=ADA)
    left = make_letter(email=ADA, state=LetterState.CONFIRMED)
    Letter.objects.filter(pk=left.pk).update(state=LetterState.HELD)
    path = f"{own_page()}letter/{waiting.public_id}/"
    assert waiting.reference in client.get(path).content.decode()
    client.post(path)
    assert list(Letter.objects.all()) == [left]
    theirs = make_letter(email="eva@example.org")
    assert client.get(f"{own_page()}letter/{theirs.public_id}/").status_code == 404
