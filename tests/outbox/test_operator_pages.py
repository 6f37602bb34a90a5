"""The operator's pages: who may open them, what they say, and that they never show an address."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.services import record
from outbox import leases
from outbox.delivery import pump
from outbox.models import Domain, Incoming, Message, Pause, State, Suppression, Trace
from outbox.services import pause, suppress
from tests.factories.accounts import log_in, make_user
from tests.factories.outbox import make_letter, make_message

from .conftest import NOTICE, Relay
from .failing import failed

pytestmark = pytest.mark.django_db

PLANTED = "zz-planted-7f3"
OVERVIEW = reverse("admin:outbox_overview")
SWEEP = reverse("admin:outbox_sweep")
MESSAGES = reverse("admin:outbox_message_changelist")
DOMAINS = reverse("admin:outbox_domain_changelist")
INCOMING = reverse("admin:outbox_incoming_changelist")
PAUSE = reverse("admin:outbox_pause", args=["bulk"])
RESUME = reverse("admin:outbox_resume", args=["bulk"])
WHY = "The alert went out with the wrong link."


@pytest.fixture
def staff(client: Client) -> Client:
    log_in(client, make_user(staff=True, second_factor=True, time_zone="Asia/Kathmandu"))
    return client


def clerk(*permissions: str, **more: Any) -> Client:
    """Staff who are not superusers, with those permissions alone."""
    person = make_user(staff=True, second_factor=True, is_superuser=False, **more)
    person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    log_in(client, person)
    return client


@pytest.mark.parametrize("address", [OVERVIEW, PAUSE, RESUME, SWEEP, MESSAGES, DOMAINS, INCOMING])
def test_only_staff_with_a_second_factor_and_the_right_permission_get_in(address: str) -> None:
    nobody, person, unproved = Client(), Client(), Client()
    log_in(person, make_user(second_factor=True))
    log_in(unproved, make_user(staff=True))

    assert nobody.get(address).status_code == 302
    assert person.get(address).status_code == 302
    assert unproved.get(address).status_code == 302
    assert clerk().get(address).status_code == 403


def test_who_may_look_may_not_act() -> None:
    reader = clerk("view_message")
    failed(1)

    page = reader.get(OVERVIEW)
    assert page.status_code == 200
    assert PAUSE not in page.text
    for address in (PAUSE, RESUME, SWEEP):
        assert reader.get(address).status_code == 403
        assert reader.post(address, {"reason": WHY, "deed": "retry"}).status_code == 403
    assert not Pause.objects.exists()
    assert set(Message.objects.values_list("state", flat=True)) == {State.FAILED}


def test_who_may_operate_mail_needs_a_permission_of_its_own_for_domains() -> None:
    operator = clerk("view_message", "change_message", "view_domain")
    domain = Domain.objects.create(
        name="proud.test",
        resting_until=timezone.now() + timedelta(hours=1),
        changed_at=timezone.now(),
    )

    assert operator.get(PAUSE).status_code == 200
    operator.post(DOMAINS, {"action": "try_again_now", "_selected_action": [domain.pk], "index": 0})
    domain.refresh_from_db()
    assert domain.resting_until is not None


def test_an_empty_outbox_says_yes(staff: Client) -> None:
    page = staff.get(OVERVIEW).text

    assert "Nothing has waited too long" in page
    assert "No message has been sent yet" in page


def test_the_overview_says_what_is_wrong_and_in_the_readers_hours(staff: Client) -> None:
    moment = timezone.now() - timedelta(minutes=31)
    make_message(template=NOTICE, at=moment)
    pause(stream="bulk", reason=WHY, actor=None)
    letter = make_letter()
    Message.objects.filter(pk=letter.pk).update(state=State.UNCERTAIN)

    page = staff.get(OVERVIEW).text

    assert "transactional: the message that waits longest has waited 31 minutes." in page
    assert WHY in page
    assert "1 letter to an official may or may not have arrived" in page
    assert str(letter.public_id) in page
    assert "+0545" in page  # Kathmandu has no letters of its own


def test_what_cannot_be_counted_in_time_is_left_out_and_the_rest_is_shown(
    staff: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = import_module("outbox.figures.failures")
    monkeypatch.setattr(module, "_COUNT", "SELECT 'reason', '', 0, 0, pg_sleep(9)")
    monkeypatch.setattr("outbox.figures.bounds.SECONDS", 0.5)

    page = staff.get(OVERVIEW)

    assert page.status_code == 200
    assert "Could not be counted in three seconds" in page.text
    assert "What waits" in page.text


def test_a_stream_is_paused_after_a_warning_and_resumed_by_a_button(staff: Client) -> None:
    asked = staff.get(reverse("admin:outbox_pause", args=["transactional"])).text
    assert "get no mail until you resume it" in asked
    assert not Pause.objects.exists()

    assert "Say why the stream is paused" in staff.post(PAUSE, {"reason": " "}).text
    page = staff.post(PAUSE, {"reason": WHY}, follow=True).text
    assert WHY in page
    assert "paused already" in staff.post(PAUSE, {"reason": "Again."}).text

    assert staff.get(RESUME).status_code == 200
    assert Pause.objects.exists()
    staff.post(RESUME)
    assert not Pause.objects.exists()
    assert staff.post(RESUME).status_code == 409


def test_pausing_says_what_would_end_meanwhile(staff: Client) -> None:
    make_message(template=NOTICE, stream="bulk", expires=timedelta(hours=5))

    assert "1 waiting message is of no use after" in staff.get(PAUSE).text


@pytest.mark.parametrize("name", ["outbox_pause", "outbox_resume"])
def test_there_are_three_streams_and_no_other(staff: Client, name: str) -> None:
    assert staff.get(reverse(f"admin:{name}", args=["carrier-pigeon"])).status_code == 404


def test_a_get_changes_nothing(staff: Client) -> None:
    failed(2)
    make_message(template=NOTICE, stream="bulk")
    before = list(Message.objects.order_by("pk").values())

    for address in (OVERVIEW, PAUSE, RESUME, SWEEP, f"{SWEEP}?deed=retry&failure=policy&chosen=1"):
        assert staff.get(address).status_code == 200

    assert list(Message.objects.order_by("pk").values()) == before
    assert not Pause.objects.exists()


def test_no_page_of_the_operator_shows_an_address(staff: Client, relay: Relay) -> None:
    """Planted in every place that an address can come from: none of it is on any page."""
    to = f"{PLANTED}@planted-domain.test"
    relay.to_address = [f"550 5.1.1 <{to}>: user {PLANTED} unknown"]
    refused = make_message(template=NOTICE, to=to)
    pump(stream="transactional")
    waiting = make_message(template=NOTICE, to=to, values={"name": PLANTED})
    letter = make_letter(to=to, body=f"Dear {PLANTED}", from_name=PLANTED, reply_to=to)
    Message.objects.filter(pk=letter.pk).update(state=State.UNCERTAIN)
    leases.claim(stream="transactional", limit=1)
    nameless = make_user(staff=True, name="", email=f"{PLANTED}@staff.test")
    record(verb="message.retried", target=refused, actor=nameless)
    suppression = suppress(address=to, reason="asked", scope="all", actor=None)
    incoming = Incoming.objects.create(
        source="mail", digest=b"1", raw_sealed=to.encode(), size=1, received_at=timezone.now(),
        message=refused,
    )  # fmt: skip
    refused.refresh_from_db()
    assert refused.last_error
    assert Trace.objects.filter(message=refused).exists()

    pages = [OVERVIEW, SWEEP, f"{SWEEP}?deed=cancel", PAUSE, MESSAGES, DOMAINS, INCOMING]
    pages += [
        reverse("admin:outbox_message_change", args=[row.pk]) for row in (refused, waiting, letter)
    ]
    pages += [
        reverse("admin:outbox_suppression_changelist"),
        reverse("admin:outbox_suppression_change", args=[suppression.pk]),
        reverse("admin:outbox_incoming_change", args=[incoming.pk]),
        reverse("admin:app_list", args=["outbox"]),
    ]
    for address in pages:
        page = staff.get(address)
        assert page.status_code == 200, address
        assert PLANTED not in page.text, address
    assert Suppression.objects.get().pk == suppression.pk


def test_the_scan_for_addresses_would_find_one(staff: Client) -> None:
    """The same page with the address in a place where it does not belong."""
    message = make_message(template=NOTICE)
    Message.objects.filter(pk=message.pk).update(
        last_error=f"<{PLANTED}@x.test> unknown", failure="policy"
    )

    page = staff.get(reverse("admin:outbox_message_change", args=[message.pk]))

    assert PLANTED in page.text
