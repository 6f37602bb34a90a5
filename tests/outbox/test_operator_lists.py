"""The operator's lists, and deeds to many messages: as the address says, and as was seen before."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from outbox.models import Domain, Incoming, Message, State
from tests.factories.accounts import log_in, make_user
from tests.factories.outbox import make_letter

from .conftest import NOTICE
from .failing import failed

pytestmark = pytest.mark.django_db

PLANTED = "zz-planted-7f3"
SWEEP = reverse("admin:outbox_sweep")
MESSAGES = reverse("admin:outbox_message_changelist")
DOMAINS = reverse("admin:outbox_domain_changelist")
INCOMING = reverse("admin:outbox_incoming_changelist")


@pytest.fixture
def staff(client: Client) -> Client:
    log_in(client, make_user(staff=True, second_factor=True))
    return client


def sweep(staff: Client, query: dict[str, Any]) -> Any:
    """Look at the preview, and press its button."""
    page = staff.get(SWEEP, query)
    fields = {**query, "chosen": page.context["chosen"]}
    return staff.post(SWEEP, fields, follow=True)


def test_all_that_failed_for_policy_today_is_queued_again(staff: Client) -> None:
    ours, others = failed(7), failed(2, failure="mailbox_gone")
    today = timezone.localdate().isoformat()
    query = {"deed": "retry", "failure": "policy", "since": today}

    assert "7 messages." in staff.get(SWEEP, query).text
    page = sweep(staff, query)

    assert "Done to 7 messages." in page.text
    assert "0 messages." in page.text
    assert Message.objects.filter(pk__in=[row.pk for row in ours], state="queued").count() == 7
    assert Message.objects.filter(pk__in=[row.pk for row in others], state="failed").count() == 2


def test_what_changed_since_the_preview_is_said(staff: Client) -> None:
    rows = failed(3)
    query = {"deed": "retry", "failure": "policy"}
    seen = staff.get(SWEEP, query).context["chosen"]
    Message.objects.filter(pk=rows[0].pk).update(state=State.BOUNCED)

    page = staff.post(SWEEP, {**query, "chosen": seen}, follow=True).text

    assert "Done to 2 messages." in page
    assert "1 of those in the preview had changed meanwhile" in page


def test_a_preview_that_cannot_be_read_does_nothing(staff: Client) -> None:
    failed(1)

    page = staff.post(SWEEP, {"deed": "retry", "failure": "policy", "chosen": "1-99999999"})

    assert page.status_code == 409
    assert Message.objects.get().state == State.FAILED


def test_an_address_is_not_taken_for_a_domain(staff: Client) -> None:
    for address, more in ((SWEEP, {"deed": "retry"}), (MESSAGES, {})):
        page = staff.get(address, {"domain": "ana@example.org", **more}).text
        assert "Leave out the name" in page


def test_messages_are_sifted_by_what_stands_in_the_address(staff: Client) -> None:
    policy, gone = failed(1)[0], failed(1, failure="mailbox_gone")[0]
    letter = make_letter(to="minister@office.test")

    def shown(**query: str) -> set[str]:
        page = staff.get(MESSAGES, query).text
        return {str(row.public_id) for row in (policy, gone, letter) if str(row.public_id) in page}

    assert shown(failure="policy") == {str(policy.public_id)}
    assert shown(stream="letter") == {str(letter.public_id)}
    assert shown(domain="Office.test") == {str(letter.public_id)}
    assert shown(state="failed", template=NOTICE) == {str(policy.public_id), str(gone.public_id)}
    assert shown(content=str(policy.content_id), failure="mailbox_gone") == {str(gone.public_id)}
    assert shown(since="2020-01-01", until="2020-01-02") == set()
    assert len(shown(since=timezone.localdate().isoformat())) == 3
    assert shown(state="nonsense") == set()


def test_a_list_is_walked_to_its_end_without_being_counted(
    staff: Client, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr("outbox.admin.messages.MessageAdmin.list_per_page", 3)
    rows = failed(8)
    address, seen = f"{MESSAGES}?state=failed", []
    for _page in range(9):
        with django_assert_max_num_queries(20) as asked:
            page = staff.get(address)
        assert not [one for one in asked.captured_queries if "COUNT(" in one["sql"]]
        seen += [row.pk for row in page.context["cl"].result_list]
        if not page.context["cl"].older:
            break
        address = f"{MESSAGES}{page.context['cl'].older_query}"
    assert seen == sorted((row.pk for row in rows), reverse=True)


def test_a_domain_is_given_fewer_workers_by_its_form(staff: Client) -> None:
    page = staff.post(
        reverse("admin:outbox_domain_add"), {"name": "Slow.test", "workers": "1"}, follow=True
    )
    domain = Domain.objects.get()
    address = reverse("admin:outbox_domain_change", args=[domain.pk])
    staff.post(address, {"workers": ""}, follow=True)

    assert page.status_code == 200
    assert (domain.name, domain.workers) == ("slow.test", 1)
    assert Domain.objects.get().workers is None
    form = staff.post(reverse("admin:outbox_domain_add"), {"name": "ana@slow.test"}).text
    assert "Enter a domain, such as example.org." in form


def test_a_resting_domain_is_let_try_again(staff: Client) -> None:
    domain = Domain.objects.create(
        name="proud.test",
        resting_until=timezone.now() + timedelta(hours=1),
        changed_at=timezone.now(),
    )

    page = staff.post(
        DOMAINS,
        {"action": "try_again_now", "_selected_action": [domain.pk], "index": 0},
        follow=True,
    ).text

    domain.refresh_from_db()
    assert domain.resting_until is None
    assert "0 waiting messages go to it now." in page


def test_what_came_in_is_sifted_and_read_again_and_its_text_never_shown(staff: Client) -> None:
    def came(number: int, **columns: str) -> Incoming:
        return Incoming.objects.create(
            source="mail",
            digest=bytes([number]),
            raw_sealed=PLANTED.encode(),
            size=1,
            received_at=timezone.now(),
            **columns,
        )

    unmatched = came(1, state="unmatched", kind="failed", note="Names no message.")
    done = came(2, state="done", kind="complaint")

    page = staff.get(INCOMING, {"state__exact": "unmatched", "kind": "failed"})
    assert [row.pk for row in page.context["cl"].result_list] == [unmatched.pk]
    assert "Names no message." in page.text
    chosen = {"_selected_action": [unmatched.pk, done.pk], "action": "read_again", "index": 0}
    answer = staff.post(INCOMING, chosen, follow=True).text
    assert "Done: 1." in answer
    unmatched.refresh_from_db()
    assert unmatched.state == "waiting"
    text = staff.get(reverse("admin:outbox_incoming_change", args=[done.pk])).text
    assert "The key that opens it is with the workers alone" in text
    assert PLANTED not in text
