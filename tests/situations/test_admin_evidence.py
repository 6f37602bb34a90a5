"""Staff look at incidents and imports, and at nobody who told of them."""

import pytest
from django.contrib import admin
from django.urls import reverse

from situations.models import (
    Consent,
    ImportRun,
    Incident,
    Item,
    Original,
    PublishedIncident,
    Source,
)
from tests.factories.accounts import make_user
from tests.factories.evidence import make_import, make_incident, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(browser):
    return browser(make_user(staff=True, second_factor=True))


@pytest.mark.parametrize(
    ("model", "make"),
    [(Incident, make_incident), (PublishedIncident, make_published), (ImportRun, make_import)],
)
def test_staff_look_and_change_nothing(staff, model, make):
    row = make()
    name = f"admin:situations_{model._meta.model_name}"
    assert staff.get(reverse(f"{name}_changelist") + "?q=x").status_code == 200
    page = staff.get(reverse(f"{name}_change", args=[row.pk]))
    assert page.status_code == 200
    assert b"before dawn" not in page.content
    assert staff.post(reverse(f"{name}_change", args=[row.pk]), {}).status_code == 403
    assert staff.post(reverse(f"{name}_delete", args=[row.pk]), {}).status_code == 403
    assert staff.get(reverse(f"{name}_add")).status_code == 403


def test_nobody_who_told_stands_in_the_admin():
    hidden = {Source, Item, Original, Consent, Consent._meta.get_field("testimony").related_model}
    assert not hidden & set(admin.site._registry)
