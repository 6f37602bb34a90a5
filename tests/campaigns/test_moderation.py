"""Staff pages about signatures: who may open them, what they show, and what their buttons do."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from campaigns.models import (
    Alarm,
    AlarmStatus,
    Petition,
    Signature,
    SignatureState,
    Sweep,
    SweepStatus,
)
from campaigns.services import count_signatures
from campaigns.services.batches import advance_sweeps
from tests.campaigns.test_sweeping import many
from tests.factories.accounts import log_in, make_user
from tests.factories.campaigns import make_signature
from tests.factories.integrity import make_alarm, make_arrived, make_sweep

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
WATCH = reverse("admin:campaigns_watch")


@pytest.fixture
def staff(client: Client) -> Client:
    log_in(client, make_user(staff=True, second_factor=True, time_zone="Asia/Kathmandu"))
    return client


def another() -> Client:
    client = Client()
    log_in(client, make_user(staff=True, second_factor=True))
    return client


def clerk(*permissions: str) -> Client:
    """Staff who are not superusers, with those permissions alone."""
    person = make_user(staff=True, second_factor=True, is_superuser=False)
    person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    log_in(client, person)
    return client


def page_of(petition: Petition) -> str:
    return reverse("admin:campaigns_petition_integrity", args=[petition.pk])


def sweep_of(petition: Petition) -> str:
    return reverse("admin:campaigns_petition_sweep", args=[petition.pk])


def deed(sweep: Sweep, word: str) -> str:
    return reverse("admin:campaigns_sweep_deed", args=[sweep.pk, word])


def propose(client: Client, petition: Petition, **fields: Any) -> Any:
    """Look at the preview, and propose what it shows."""
    asked = {"deed": "remove"} | fields
    seen = client.get(sweep_of(petition), asked).context["seen"].value
    words = {"last": seen.last, "matched": seen.matched, "reason": "program", "note": ""}
    return client.post(sweep_of(petition), asked | words)


def test_only_reviewers_with_a_second_factor_get_in(petition):
    alarm, sweep = make_alarm(petition=petition), make_sweep(petition=petition)
    nobody, person, unproved = Client(), Client(), Client()
    log_in(person, make_user(second_factor=True))
    log_in(unproved, make_user(staff=True))
    pages = [
        WATCH,
        page_of(petition),
        sweep_of(petition),
        reverse("admin:campaigns_alarm_change", args=[alarm.pk]),
        reverse("admin:campaigns_sweep_change", args=[sweep.pk]),
    ]
    for address in pages:
        assert nobody.get(address).status_code == 302
        assert person.get(address).status_code == 302
        assert unproved.get(address).status_code == 302
        assert clerk("view_signature", "view_alarm", "view_sweep").get(address).status_code == 403
        assert clerk("change_signature").get(address).status_code == 200


def test_who_may_not_review_cannot_do_a_deed_either(petition):
    alarm, sweep = make_alarm(petition=petition), make_sweep(petition=petition)
    reader = clerk("view_signature", "view_alarm", "view_sweep")
    for word in ("run", "drop", "stop", "undo"):
        assert reader.post(deed(sweep, word)).status_code == 403
    close = reverse("admin:campaigns_alarm_deed", args=[alarm.pk, "close"])
    assert reader.post(close, {"end": "genuine"}).status_code == 403
    sweep.refresh_from_db()
    assert sweep.status == SweepStatus.PROPOSED
    assert Alarm.objects.open().count() == 1


def test_what_waits_for_a_look_stands_first(staff, petition):
    make_alarm(petition=petition)
    make_sweep(petition=petition)
    make_signature(petition=petition, state=SignatureState.HELD)
    page = staff.get(WATCH).text
    for words in ("1 alarm is not settled", "1 sweep waits", "Under review", str(petition)):
        assert words in page


def test_with_nothing_to_do_the_page_says_so(staff):
    assert "Nothing unusual" in staff.get(WATCH).text


def test_no_page_shows_a_name_or_an_address(staff, petition):
    for state in SignatureState.values[:3]:
        make_arrived(
            petition=petition,
            state=state,
            name="Canary Bird",
            email=f"canary{state}@example.org",
            network="one",
            domain="example",
        )
    count_signatures()
    propose(staff, petition)
    sweep, alarm = Sweep.objects.get(), make_alarm(petition=petition)
    for address in (
        WATCH,
        page_of(petition),
        sweep_of(petition) + "?deed=remove",
        reverse("admin:campaigns_sweep_change", args=[sweep.pk]),
        reverse("admin:campaigns_alarm_change", args=[alarm.pk]),
        reverse("admin:campaigns_sweep_changelist"),
        reverse("admin:campaigns_alarm_changelist"),
    ):
        response = staff.get(address)
        assert response.status_code == 200
        assert "canary" not in response.text.lower()


def test_groups_are_by_reason_network_domain_country_and_hour(staff, petition):
    for _number in range(3):
        make_arrived(
            petition=petition, state="held", hold="network", network="one", domain="two", at=NOON
        )
    make_arrived(petition=petition, state="pending", country="VA", network="alone", at=NOON)
    page = staff.get(page_of(petition))
    tables = {str(title): found.value for title, _head, found in page.context["tables"]}
    reason, network, _block, domain, country, hour = tables.values()
    assert [(str(group.name), group.held) for group in reason] == [("Many from one network", 3)]
    assert [group.held for group in network] == [3]
    assert [group.held for group in domain] == [3]
    assert [(group.held, group.waiting) for group in country] == [(3, 0), (0, 1)]
    assert [(group.name, group.total) for group in hour] == [("4 May, 17:00", 4)]


def test_a_group_is_removed_from_its_own_row_and_no_other(staff, petition):
    for network in ("one", "one", "two"):
        make_arrived(petition=petition, state="held", network=network, at=timezone.now())
    page = staff.get(page_of(petition))
    (group,) = page.context["tables"][1][2].value
    propose(staff, petition, deed="reject", **dict(group.sieve.pairs))
    sweep = Sweep.objects.get()
    assert (sweep.matched, sweep.sieve) == (2, {"network": "given"})
    staff.post(deed(sweep, "run"))
    advance_sweeps()
    states = Signature.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["removed", "removed", "held"]


def test_the_preview_shows_what_leaves_the_count_and_changes_nothing(staff, petition):
    many(petition, 30, country="VA")
    many(petition, 70, begin=100)
    page = staff.get(sweep_of(petition), {"deed": "remove", "country": "VA"})
    assert "goes from 100 to 70" in page.text
    assert [number for _name, number in page.context["by_country"]] == [30]
    assert "a second person runs it" in page.text
    assert not Sweep.objects.exists()


def test_a_second_person_runs_a_large_sweep_and_can_stop_and_undo_it(staff, petition):
    many(petition, 30)
    assert propose(staff, petition).status_code == 302
    sweep = Sweep.objects.get()
    assert staff.post(deed(sweep, "run")).status_code == 403
    assert sweep.needs_second
    second = another()
    assert second.post(deed(sweep, "run")).status_code == 302
    address = reverse("admin:campaigns_sweep_change", args=[sweep.pk])
    assert "Look how far it is" in second.get(address).text
    advance_sweeps(batches=1)
    assert "30 left the count" in second.get(address).text
    second.post(deed(sweep, "stop"))
    second.post(deed(sweep, "undo"))
    advance_sweeps()
    count_signatures()
    assert Petition.objects.get(pk=petition.pk).signature_total == 30


def test_a_deed_that_comes_too_late_says_so(staff, petition):
    sweep = make_sweep(petition=petition, status=SweepStatus.DONE)
    response = staff.post(deed(sweep, "stop"), follow=True)
    assert "cannot go from" in response.text


def test_a_deed_by_get_does_nothing(staff, petition):
    sweep = make_sweep(petition=petition, needs_second=False)
    assert staff.get(deed(sweep, "run")).status_code == 405
    assert staff.post(deed(sweep, "burn")).status_code == 404


def test_what_changed_since_the_preview_is_not_proposed(staff, petition):
    many(petition, 3)
    asked = {"deed": "remove", "last": Signature.objects.first().pk, "matched": 2}
    response = staff.post(sweep_of(petition), asked | {"reason": "program"})
    assert "Look at the preview again" in response.text
    assert not Sweep.objects.exists()


@pytest.mark.parametrize("bad", [{"network": "zz"}, {"country": "QQ"}, {"since": "soon"}])
def test_a_sieve_that_makes_no_sense_is_refused(staff, petition, bad):
    page = staff.get(sweep_of(petition), {"deed": "remove"} | bad)
    assert page.status_code == 200
    assert "seen" not in page.context


def test_an_alarm_is_looked_into_and_closed_on_its_page(staff, petition):
    alarm = make_alarm(petition=petition)
    address = reverse("admin:campaigns_alarm_change", args=[alarm.pk])
    page = staff.get(address).text
    assert "Counted 212; at most 30 would be usual." in page
    assert 'class="mark"' in page
    assert "marked by a triangle" in page
    staff.post(reverse("admin:campaigns_alarm_deed", args=[alarm.pk, "acknowledge"]))
    close = reverse("admin:campaigns_alarm_deed", args=[alarm.pk, "close"])
    assert staff.post(close, {"end": "nothing"}).status_code == 404
    staff.post(close, {"end": "genuine", "note": "A broadcast."})
    alarm.refresh_from_db()
    assert (alarm.status, alarm.note) == (AlarmStatus.CLOSED, "A broadcast.")
    assert "A broadcast." in staff.get(address).text
