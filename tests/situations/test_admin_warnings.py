"""In the admin staff see the clocks of warnings, never their words, and no way to delete one."""

import pytest
from django.urls import reverse

from situations.models import EarlyWarning
from tests.factories.accounts import log_in, make_organisation, make_user
from tests.factories.warnings import make_officer, make_warning, put_on_duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    log_in(client, make_user(staff=True, second_factor=True))
    return client


@pytest.fixture
def warning():
    organisation = make_organisation()
    officer = put_on_duty(organisation, make_officer(organisation))[0]
    warning = make_warning(
        organisation=organisation, owner=officer, people_at_risk="Those of the far bank"
    )
    warning.messages.create(side="sender", text="It began.", sent_at=warning.received_at)
    warning.escalations.create(
        reached="officer", person=officer, status="received", at=warning.received_at
    )
    return warning


def test_staff_see_the_clock_and_never_the_words(staff, warning):
    pages = [
        reverse("admin:situations_earlywarning_changelist"),
        reverse("admin:situations_earlywarning_changelist") + "?overdue=yes",
        reverse("admin:situations_earlywarning_change", args=[warning.pk]),
    ]
    for page in pages:
        answer = staff.get(page)
        assert answer.status_code == 200
        text = answer.content.decode()
        assert warning.receipt in text
        for words in (warning.feared, warning.place, "far bank", "It began.", warning.pin_hash):
            assert words not in text


def test_no_word_of_a_warning_can_be_searched_for(staff, warning):
    address = reverse("admin:situations_earlywarning_changelist")
    assert warning.receipt not in staff.get(f"{address}?q=lists").content.decode()


@pytest.mark.parametrize("deed", ["add", "delete", "change"])
def test_staff_neither_add_nor_change_nor_delete(deed, staff, warning):
    arguments = [] if deed == "add" else [warning.pk]
    address = reverse(f"admin:situations_earlywarning_{deed}", args=arguments)
    assert staff.post(address, {"post": "yes", "status": "closed"}).status_code == 403
    staff.post(
        reverse("admin:situations_earlywarning_changelist"),
        {"action": "delete_selected", "_selected_action": [warning.pk], "post": "yes"},
    )
    assert EarlyWarning.objects.get().status == "received"


def test_staff_see_who_is_on_duty(staff, warning):
    page = staff.get(reverse("admin:situations_dutyofficer_changelist")).content.decode()
    assert str(warning.owner) in page
