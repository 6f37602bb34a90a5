"""Staff see the queue, act on it, and never see to whom."""

import pytest
from django.test import Client
from django.urls import reverse

from outbox import leases
from outbox.delivery import pump
from outbox.models import Message, State, Suppression
from outbox.services import suppress
from tests.factories.accounts import log_in, make_user
from tests.factories.outbox import make_letter, make_message

from .conftest import NOTICE, Relay

pytestmark = pytest.mark.django_db

MESSAGES = reverse("admin:outbox_message_changelist")
SUPPRESSIONS = reverse("admin:outbox_suppression_changelist")


@pytest.fixture
def staff(client: Client) -> Client:
    log_in(client, make_user(staff=True, second_factor=True))
    return client


def act(staff: Client, url: str, action: str, *rows: object, **more: str) -> str:
    response = staff.post(
        url,
        {"action": action, "_selected_action": [row.pk for row in rows], **more},
        follow=True,
    )
    assert response.status_code == 200
    return response.text


def test_lists_and_pages_show_no_address(staff: Client) -> None:
    message = make_message(template=NOTICE, to="ana.lee@example.org")
    letter = make_letter(to="minister@example.org", subject="Private words")
    page = staff.get(MESSAGES).text

    assert str(message.public_id) in page
    assert NOTICE in page
    for one in (message, letter):
        page += staff.get(reverse("admin:outbox_message_change", args=[one.pk])).text
    assert message.message_id.strip("<>") in page
    for secret in ("ana.lee", "minister@", "Private words", bytes(message.recipient_key).hex()):
        assert secret not in page


@pytest.mark.parametrize("term", ["public_id", "message_id", "dedup_key"])
def test_a_message_is_found_by_what_staff_have_in_hand(staff: Client, term: str) -> None:
    sought = make_message(template=NOTICE, dedup_key="confirm:12:v1")
    other = make_message(template=NOTICE, dedup_key="confirm:99:v1")

    page = staff.get(MESSAGES, {"q": str(getattr(sought, term))}).text

    assert str(sought.public_id) in page
    assert str(other.public_id) not in page


def test_messages_are_filtered_by_state(staff: Client) -> None:
    failed, queued = make_message(template=NOTICE), make_message(template=NOTICE)
    Message.objects.filter(pk=failed.pk).update(state=State.FAILED)

    page = staff.get(MESSAGES, {"state__exact": "failed"}).text

    assert str(failed.public_id) in page
    assert str(queued.public_id) not in page


def test_retry_and_cancel_act_and_say_what_they_refuse(staff: Client) -> None:
    failed, queued, held = (make_message(template=NOTICE) for _number in range(3))
    Message.objects.filter(pk=failed.pk).update(state=State.FAILED)

    assert "Done: 1." in act(staff, MESSAGES, "retry", failed)
    failed.refresh_from_db()
    assert failed.state == State.QUEUED

    (taken,) = leases.claim(stream="transactional", limit=1)
    waiting = queued if taken.pk != queued.pk else held
    page = act(staff, MESSAGES, "cancel", taken, waiting)
    assert "Done: 1." in page
    assert "is being sent at this moment" in page


def test_an_uncertain_letter_is_sent_again_only_by_the_action_that_says_so(
    staff: Client, relay: Relay
) -> None:
    relay.to_text = [None]
    letter = make_letter()
    pump(stream="letter")

    assert "It may have arrived" in act(staff, MESSAGES, "retry", letter)
    act(staff, MESSAGES, "send_again", letter)
    pump(stream="letter")
    assert relay.message_ids == [letter.message_id] * 2


def test_a_message_is_neither_added_changed_nor_deleted_by_hand(staff: Client) -> None:
    message = make_message(template=NOTICE)

    assert staff.get(reverse("admin:outbox_message_add")).status_code == 403
    url = reverse("admin:outbox_message_change", args=[message.pk])
    assert staff.post(url, {"state": "sent"}).status_code == 403
    assert staff.post(reverse("admin:outbox_message_delete", args=[message.pk])).status_code == 403


def test_an_address_is_suppressed_by_typing_it(staff: Client) -> None:
    url = reverse("admin:outbox_suppression_add")

    response = staff.post(
        url, {"address": "Ana@example.org", "reason": "asked", "scope": "bulk"}, follow=True
    )

    assert response.status_code == 200
    suppression = Suppression.objects.get()
    assert (suppression.reason, suppression.scope) == ("asked", "bulk")
    page = staff.get(SUPPRESSIONS).text
    page += staff.get(reverse("admin:outbox_suppression_change", args=[suppression.pk])).text
    assert "ana@" not in page.lower()


def test_a_bad_address_is_refused_beside_its_field(staff: Client) -> None:
    page = staff.post(
        reverse("admin:outbox_suppression_add"),
        {"address": "a@example.org, b@example.org", "reason": "asked", "scope": "all"},
    ).text

    assert "Enter one email address" in page
    assert "a@example.org, b@example.org" in page
    assert not Suppression.objects.exists()


def test_a_suppression_is_lifted_only_with_a_reason(staff: Client) -> None:
    suppression = suppress(address="ana@example.org", reason="asked", scope="all", actor=None)

    assert "Say why" in act(staff, SUPPRESSIONS, "lift", suppression, reason="")
    assert Suppression.objects.exists()
    act(staff, SUPPRESSIONS, "lift", suppression, reason="They asked to hear from us again.")
    assert not Suppression.objects.exists()
