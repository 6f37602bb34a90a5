"""Who is erased leaves lists too: made anew before the hand-over, our copies gone after it."""

import threading
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone

from audit.models import Event
from campaigns.models import Delivery, DeliveryCode, DeliveryLine, DeliveryStatus, Signature
from campaigns.services import deliveries, delivering, forget, retention, voiding
from campaigns.services.own import Choices, Mailbox, change_choices, correct_signature
from tests.campaigns.delivered import listed, sign, unpacked, verdict
from tests.factories.campaigns import make_petition, make_signature
from tests.factories.deliveries import make_made

pytestmark = pytest.mark.django_db

GRACE = "grace@example.org"


@pytest.fixture(autouse=True)
def delivery_directory(settings, tmp_path):
    settings.DELIVERY_DIR = tmp_path / "deliveries"
    return settings.DELIVERY_DIR


@pytest.fixture
def petition(db):
    petition = make_petition()
    sign(petition, 10)
    make_signature(petition=petition, name="Grace Hopper", email=GRACE, name_handed_over=True)
    return petition


def on_the_disk(directory):
    return [path for path in directory.rglob("*") if path.is_file()]


def handed_over(delivery, at=None):
    at = at or timezone.now()
    how = {"handed_over_by": "Our director", "manner": "in_person"}
    deliveries.hand_over(delivery=delivery, actor=delivery.author, on=at.date(), at=at, **how)
    return delivery


def work(delivery):
    while delivering.advance_delivery(number=delivery.pk):
        pass
    delivery.refresh_from_db()


def test_before_the_hand_over_the_list_is_made_anew_without_whoever_is_erased(petition, tmp_path):
    delivery = make_made(petition=petition)
    before = delivery.head
    old = unpacked(delivery, tmp_path / "old")
    deliveries.ask_for_files(delivery=delivery, actor=delivery.approver)
    forget(address=GRACE)
    delivery.refresh_from_db()
    assert (delivery.status, delivery.sealed_key) == (DeliveryStatus.APPROVED, None)
    assert not DeliveryCode.objects.exists()
    assert not delivery.has_files
    work(delivery)
    assert (delivery.status, delivery.signatures) == (DeliveryStatus.READY, 10)
    new = unpacked(delivery, tmp_path / "new")
    assert b"Grace" not in (new / "signatures.csv").read_bytes()
    assert verdict(new, delivery.head).returncode == 0
    assert delivery.head != before
    assert verdict(old, delivery.head).returncode == 1, "what was fetched before proves nothing"
    verbs = Event.objects.filter(verb="delivery.voided")
    assert [event.details for event in verbs] == [{}]


def test_a_list_that_is_half_made_begins_anew(petition, monkeypatch, tmp_path):
    monkeypatch.setattr(delivering, "ROWS", 4)
    delivery = make_made(petition=petition)
    later = make_signature(petition=petition, name="Ida Rhodes", name_handed_over=True)
    second = deliveries.draft_delivery(
        petition=petition, post=delivery.post, actor=delivery.author, redaction="full",
        with_volumes=False,
    )  # fmt: skip
    deliveries.request_delivery(delivery=second, actor=delivery.author)
    deliveries.approve_delivery(delivery=second, actor=delivery.approver, reason="Fits.")
    for _step in range(4):
        delivering.advance_delivery(number=second.pk)
    assert second.lines.filter(signature__lt=later.pk).count() > 10
    forget(address=GRACE)
    work(second)
    assert "Grace Hopper" not in [row[1] for row in listed(second, tmp_path)]
    assert second.lines.count() == second.signatures == 11


def test_after_the_hand_over_our_copies_go_at_once_and_the_proof_stays(
    petition, delivery_directory, django_capture_on_commit_callbacks
):
    delivery = handed_over(make_made(petition=petition))
    assert on_the_disk(delivery_directory)
    with django_capture_on_commit_callbacks(execute=True):
        forget(address=GRACE)
    delivery.refresh_from_db()
    assert delivery.sealed_key is None
    assert delivery.erased_at is not None
    assert not on_the_disk(delivery_directory)
    assert (delivery.status, delivery.signatures) == (DeliveryStatus.HANDED_OVER, 11)
    assert delivery.head
    assert DeliveryLine.objects.filter(delivery=delivery).count() == 10


def test_three_days_after_the_hand_over_nothing_is_left_whoever_asks(petition, delivery_directory):
    now = timezone.now()
    handed_over(make_made(petition=petition, at=now), at=now)
    assert delivering.erase_files(at=now + timedelta(days=2, hours=23)) == 0
    assert delivering.erase_files(at=now + timedelta(days=3, hours=1)) == 1
    assert not on_the_disk(delivery_directory)


def test_who_is_not_named_on_a_list_makes_none_void(petition):
    unnamed = petition.signatures.filter(name_handed_over=False).first()
    delivery = make_made(petition=petition)
    counts = make_made(petition=petition, redaction="counts")
    other = make_petition()
    make_signature(petition=other, email="eva@example.org", name_handed_over=True)
    with transaction.atomic():
        voiding.forget_lines(signatures=Signature.objects.filter(pk=unnamed.pk), at=timezone.now())
    forget(address="eva@example.org")
    forget(address="nobody@example.org")
    for each in (delivery, counts):
        each.refresh_from_db()
        assert each.status == DeliveryStatus.READY


def test_a_table_of_numbers_stays_as_it_is(petition):
    counts = make_made(petition=petition, redaction="counts")
    forget(address=GRACE)
    counts.refresh_from_db()
    assert (counts.status, counts.signatures) == (DeliveryStatus.READY, 11)


def test_who_takes_the_consent_back_or_corrects_the_name_is_heeded(petition, tmp_path):
    signature = petition.signatures.get(name_handed_over=True)
    delivery = make_made(petition=petition)
    correct_signature(
        mailbox=Mailbox(GRACE), signature=signature, name="Grace B. Hopper", region=""
    )
    work(delivery)
    assert "Grace B. Hopper" in [row[1] for row in listed(delivery, tmp_path / "a")]
    chosen = Choices(display="hidden", wants_updates=False, name_handed_over=False)
    change_choices(signature=signature, choices=chosen)
    work(delivery)
    names = [row[1] for row in listed(delivery, tmp_path / "b")]
    assert not [name for name in names if "Hopper" in name]
    assert delivery.signatures == 11


def test_with_the_names_of_a_petition_its_lists_are_over(petition):
    delivery = handed_over(make_made(petition=petition))
    retention.erase_names_of(petition=petition, at=timezone.now())
    delivery.refresh_from_db()
    assert delivery.sealed_key is None
    assert not DeliveryLine.objects.exists()


def test_the_desk_says_that_what_was_fetched_is_void(petition, client):
    delivery = make_made(petition=petition)
    assert not delivery.is_made_anew
    forget(address=GRACE)
    work(delivery)
    assert delivery.is_made_anew
    handed_over(delivery)
    delivery.refresh_from_db()
    assert (delivery.is_made_anew, delivery.erased_at) == (False, None)


@pytest.mark.django_db(transaction=True)
def test_an_erasure_waits_for_the_worker_who_is_just_writing_the_line(delivery_directory):
    """The line is there and not committed: who did not wait would find nothing to void."""
    petition = make_petition()
    make_signature(petition=petition, name="Grace Hopper", email=GRACE, name_handed_over=True)
    delivery = make_made(petition=petition)
    Delivery.objects.filter(pk=delivery.pk).update(
        status="making", head="", made_at=None, progress={"stage": "list"}
    )
    number = delivery.lines.get().signature
    delivery.lines.all().delete()
    written, done = threading.Event(), threading.Event()

    def worker():
        try:
            with transaction.atomic():
                mine = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
                DeliveryLine.objects.create(delivery=mine, number=1, signature=number)
                written.set()
                done.wait(2)
        finally:
            connections["default"].close()

    def eraser():
        written.wait(10)
        try:
            forget(address=GRACE)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=each) for each in (worker, eraser)]
    for thread in threads:
        thread.start()
    written.wait(10)
    threads[1].join(0.5)
    assert threads[1].is_alive()
    done.set()
    for thread in threads:
        thread.join(20)
    delivery.refresh_from_db()
    assert (delivery.status, delivery.lines.count()) == (DeliveryStatus.APPROVED, 0)


def test_with_the_defence_off_a_name_stays_on_the_list(petition, tmp_path, monkeypatch):
    delivery = make_made(petition=petition)
    monkeypatch.setattr("campaigns.services.forgetting.forget_lines", lambda **_words: 0)
    forget(address=GRACE)
    work(delivery)
    assert "Grace Hopper" in [row[1] for row in listed(delivery, tmp_path)]
