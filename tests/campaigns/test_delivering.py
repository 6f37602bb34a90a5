"""The worker's part of a delivery: the list, its chain, its files, and what is not in it."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from campaigns.delivering import store
from campaigns.models import DeliveryLine, DeliveryStatus, Signature
from campaigns.services import deliveries, delivering
from core import boxes
from core.sealed import SealClosed, unseal
from tests.campaigns.delivered import listed, sign, unpacked, verdict
from tests.factories.campaigns import make_campaign, make_petition, make_signature
from tests.factories.deliveries import make_delivery, make_made

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def delivery_directory(settings, tmp_path):
    settings.DELIVERY_DIR = tmp_path / "deliveries"
    return settings.DELIVERY_DIR


@pytest.fixture
def petition(db):
    return make_petition()


def test_only_those_who_agreed_stand_on_the_list_by_name(petition, tmp_path):
    sign(petition, 20)
    make_signature(petition=petition, name="Grace Hopper", name_handed_over=True)
    delivery = make_made(petition=petition, redaction="full")
    rows = listed(delivery, tmp_path)
    unnamed = ["one signature from Kenya"] * 10 + ["one signature"] * 10
    assert [row[1] for row in rows[1:]] == [*unnamed, "Grace Hopper"]


def test_initials_are_given_of_those_who_agreed_and_no_name_of_anybody(petition, tmp_path):
    make_signature(petition=petition, name="Grace Brewster Hopper", name_handed_over=True)
    sign(petition, 10)
    rows = listed(make_made(petition=petition, redaction="initials"), tmp_path)
    assert rows[1][1] == "G. B. H."
    assert not any("Grace" in cell or "Number" in cell for row in rows for cell in row)


def test_numbers_only_is_a_table_by_country_that_names_no_small_one(petition, tmp_path):
    sign(petition, 12, country="KE")
    sign(petition, 11, country="FR")
    sign(petition, 3, country="VA")
    delivery = make_made(petition=petition, redaction="counts")
    rows = listed(delivery, tmp_path)
    assert [row[1:4] for row in rows[1:]] == [
        ["KE", "Kenya", "12"],
        ["", "country not named", "14"],
    ]
    assert (delivery.signatures, delivery.lines.count()) == (26, 0)


def test_a_country_of_few_is_not_named_on_any_line(petition, tmp_path):
    sign(petition, 20, country="KE")
    sign(petition, 3, country="VA")
    make_signature(petition=petition, name="Grace Hopper", country="VA", name_handed_over=True)
    sign(petition, 9, country="FR")
    rows = listed(make_made(petition=petition), tmp_path)
    unnamed = [row for row in rows[1:] if row[1] != "Grace Hopper"]
    assert {row[3] for row in unnamed} == {"Kenya", "country not named"}
    assert not any("VA" in row[2] or "Vatican" in row[3] for row in unnamed)


def test_held_pending_and_removed_ones_and_later_ones_are_not_in_it(petition, tmp_path):
    kept = sign(petition, 10)
    for state in ("pending", "held"):
        make_signature(petition=petition, state=state)
    delivery = deliveries.draft_delivery(
        petition=petition,
        post=petition.campaign.offices[0],
        actor=make_delivery().author,
        redaction="full",
        with_volumes=False,
    )
    deliveries.request_delivery(delivery=delivery, actor=delivery.author)
    later = make_signature(petition=petition)
    deliveries.approve_delivery(
        delivery=delivery, actor=make_delivery().author, reason="It is fitting."
    )
    while delivering.advance_delivery(number=delivery.pk):
        pass
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.READY
    assert set(delivery.lines.values_list("signature", flat=True)) == {each.pk for each in kept}
    assert not DeliveryLine.objects.filter(signature=later.pk).exists()


def test_every_cell_is_text_to_a_spreadsheet_and_none_a_formula(petition, tmp_path):
    names = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1+1",
        " =1+1",
        "＝1+1",
        "\u200b=1+1",
        "%x",
        "12",
        "TRUE",
        "Wahr",
        "$5",
        "May 5",
        "'1",
        "1e5",
    ]
    for name in names:
        make_signature(petition=petition, name=name, name_handed_over=True)
    rows = listed(make_made(petition=petition), tmp_path)
    assert [row[1] for row in rows[1:]] == [f"'{name.strip()}" for name in names]
    for row in rows[1:]:
        for cell in row:
            assert cell[:1] not in "=+-@%\t", row
            assert not cell.replace(".", "").replace("e", "").isdigit(), row


def test_a_worker_that_is_killed_goes_on_where_it_was(petition, tmp_path, monkeypatch):
    monkeypatch.setattr(delivering, "ROWS", 5)
    sign(petition, 23, name_handed_over=True)
    delivery = deliveries.draft_delivery(
        petition=petition,
        post=petition.campaign.offices[0],
        actor=make_delivery().author,
        redaction="full",
        with_volumes=False,
    )
    deliveries.request_delivery(delivery=delivery, actor=delivery.author)
    deliveries.approve_delivery(delivery=delivery, actor=make_delivery().author, reason="Fits.")
    for _step in range(3):
        delivering.advance_delivery(number=delivery.pk)
    half = store.path_of(delivery, "signatures.csv")
    with half.open("ab") as file:  # the kill came after the bytes and before the commit
        file.write(b"half a box")
    while delivering.advance_delivery(number=delivery.pk):
        pass
    delivery.refresh_from_db()
    assert verdict(unpacked(delivery, tmp_path), delivery.head).returncode == 0
    assert [line.number for line in delivery.lines.all()] == list(range(1, 24))


def test_files_lie_encrypted_and_no_name_is_on_the_disk(petition, delivery_directory):
    make_signature(petition=petition, name="Grace Hopper", name_handed_over=True)
    sign(petition, 9)
    delivery = make_made(petition=petition)
    stored = [path for path in delivery_directory.rglob("*") if path.is_file()]
    assert len(stored) == delivery.files.count() == 4
    for path in stored:
        content = path.read_bytes()
        assert b"Grace" not in content
        assert b"Kenya" not in content


def test_a_process_without_the_private_key_makes_nothing(petition, settings):
    sign(petition, 3)
    delivery = make_delivery(petition=petition, status="approved")
    settings.SEALING_PRIVATE_KEY = ""
    with pytest.raises(SealClosed):
        delivering.advance_deliveries()
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.APPROVED


def test_a_box_that_was_moved_is_found(petition):
    sign(petition, 3)
    delivery = make_made(petition=petition)
    key = unseal(delivery.sealed_key)
    path = store.path_of(delivery, "signatures.csv")
    first, second = list(boxes.read(path, key=key))
    assert first.startswith(b"\xef\xbb\xbf")
    assert second
    sealed = path.read_bytes()
    length = 4 + int.from_bytes(sealed[:4])
    path.write_bytes(sealed[length:] + sealed[:length])
    with pytest.raises(SealClosed):
        list(boxes.read(path, key=key))


def test_a_signer_is_told_the_line_once_it_was_handed_over(petition):
    mine = sign(petition, 10)[3]
    delivery = make_made(petition=petition)
    assert delivering.line_of(mine) == []
    deliveries.hand_over(
        delivery=delivery,
        actor=delivery.author,
        on=timezone.now().date(),
        handed_over_by="Our director",
        manner="in_person",
    )
    assert delivering.line_of(mine) == [(delivery, 4)]
    assert delivering.line_of(make_signature(petition=petition)) == []


def test_files_go_some_days_after_the_hand_over(petition, delivery_directory):
    sign(petition, 10)
    delivery = make_made(petition=petition)
    now = timezone.now()
    deliveries.hand_over(
        delivery=delivery,
        actor=delivery.author,
        on=now.date(),
        handed_over_by="Our director",
        manner="post",
        at=now,
    )
    assert delivering.erase_files(at=now + timedelta(days=2)) == 0
    assert delivering.erase_files(at=now + timedelta(days=4)) == 1
    delivery.refresh_from_db()
    assert delivery.sealed_key is None
    assert not any(path.is_file() for path in delivery_directory.rglob("*"))
    assert (delivery.head, delivery.files.count()) != ("", 0)


def test_what_is_called_off_is_erased_at_the_next_round(petition, delivery_directory):
    sign(petition, 10)
    delivery = make_made(petition=petition)
    deliveries.cancel_delivery(delivery=delivery, actor=delivery.author)
    delivering.erase_files()
    assert not any(path.is_file() for path in delivery_directory.rglob("*"))


def test_a_campaign_that_came_into_at_risk_mode_hands_out_no_list(petition):
    sign(petition, 10)
    delivery = make_delivery(petition=petition, status="approved", redaction="full")
    petition.campaign.at_risk = True
    petition.campaign.save(update_fields=["at_risk"])
    delivering.advance_delivery(number=delivery.pk)
    delivery.refresh_from_db()
    assert delivery.status == DeliveryStatus.CANCELLED


def test_the_list_is_in_the_language_that_was_chosen(tmp_path):
    petition = make_campaign(language="fr").petition
    sign(petition, 20, country="DE")
    rows = listed(make_made(petition=petition, language="fr"), tmp_path)
    assert rows[1][3] == "Allemagne"


def test_whoever_withdraws_before_it_is_made_is_not_in_it(petition, tmp_path):
    signatures = sign(petition, 11)
    delivery = deliveries.draft_delivery(
        petition=petition,
        post=petition.campaign.offices[0],
        actor=make_delivery().author,
        redaction="full",
        with_volumes=False,
    )
    deliveries.request_delivery(delivery=delivery, actor=delivery.author)
    Signature.objects.filter(pk=signatures[0].pk).delete()
    deliveries.approve_delivery(delivery=delivery, actor=make_delivery().author, reason="Fits.")
    while delivering.advance_delivery(number=delivery.pk):
        pass
    delivery.refresh_from_db()
    assert delivery.signatures == 10
    assert json.loads((unpacked(delivery, tmp_path) / "manifest.json").read_text())["lines"] == 10
