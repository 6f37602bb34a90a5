"""Staff read worksheets and reviews, and keep the record of what States put their names to."""

from datetime import date

import pytest
from django.urls import reverse

from audit.models import Event
from situations.models import (
    ForceWorksheet,
    Instrument,
    OutcomeReview,
    SanctionsCheck,
    StateCommitment,
)
from tests.factories.accounts import make_user
from tests.factories.responses import (
    make_check,
    make_commitment,
    make_instrument,
    make_review,
    make_sanctions,
    make_worksheet,
)
from tests.factories.situations import make_situation, make_territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(browser):
    return browser(make_user(staff=True, second_factor=True))


def address(model, deed: str, *values: object) -> str:
    return reverse(f"admin:situations_{model._meta.model_name}_{deed}", args=values)


@pytest.fixture
def rows():
    return (
        make_worksheet(status="approved"),
        make_review(status="decided"),
        make_check(measure=make_sanctions(situation=make_situation())),
        make_instrument(),
        make_commitment(),
    )


def test_staff_look_at_every_list_and_row(staff, rows):
    for row in rows:
        model = type(row)
        assert staff.get(address(model, "changelist"), {"q": "a"}).status_code == 200
        assert staff.get(address(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", [ForceWorksheet, OutcomeReview, SanctionsCheck, Instrument])
def test_staff_write_none_of_what_is_decided_at_the_desk(staff, rows, model):
    row = model.objects.first()
    assert staff.get(address(model, "add")).status_code == 403
    assert staff.post(address(model, "change", row.pk), {}).status_code == 403
    assert staff.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_staff_record_a_commitment_with_its_source(staff):
    values = {
        "territory": make_territory(code="SD").pk,
        "instrument": make_instrument().pk,
        "since": "2016-01-20",
        "since_precision": "month",
        "source": "Gazette",
        "note": "",
    }
    answer = staff.post(address(StateCommitment, "add"), values)
    assert answer.status_code == 302
    made = StateCommitment.objects.get()
    assert (made.beginning, made.source) == ("January 2016", "Gazette")
    assert Event.objects.filter(verb="commitment.recorded").count() == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"since": "2999-01-01"}, "has not come yet"),
        ({"since": "31 February 2016"}, "valid date"),
        ({"source": ""}, "required"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(staff, more, words):
    values = {
        "territory": make_territory(code="SD").pk,
        "instrument": make_instrument().pk,
        "since": "2016-01-20",
        "since_precision": "day",
        "source": "Gazette",
    }
    answer = staff.post(address(StateCommitment, "add"), values | more)
    assert words in answer.content.decode()
    assert not StateCommitment.objects.exists()


def test_staff_record_a_withdrawal_and_the_history_stays(staff):
    row = make_commitment()
    page = address(StateCommitment, "change", row.pk)
    assert "Name the source" in staff.post(page, {"withdrawn_on": "2025-02-01"}).content.decode()
    staff.post(page, {"withdrawn_on": "2025-02-01", "withdrawn_source": "Gazette"})
    row.refresh_from_db()
    assert (row.until, row.until_source) == (date(2025, 2, 1), "Gazette")
    assert Event.objects.filter(verb="commitment.withdrawn").count() == 1


def test_staff_strike_out_what_is_mistaken_and_delete_nothing(staff):
    row = make_commitment()
    staff.post(address(StateCommitment, "change", row.pk), {"mistake": "Another State"})
    row.refresh_from_db()
    assert row.struck_reason == "Another State"
    deletion = address(StateCommitment, "delete", row.pk)
    assert staff.post(deletion, {"post": "yes"}).status_code == 403
