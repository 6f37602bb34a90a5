"""Staff look at everything, correct what is no judgement, and change nothing that was decided."""

import pytest
from django.contrib import admin
from django.urls import reverse

from audit.models import Event
from situations.models import (
    ActorRole,
    Area,
    Assessment,
    Brief,
    Citation,
    Figure,
    Measure,
    PopulationAtRisk,
    Recommendation,
    RiskFactor,
    RiskRating,
    Situation,
    Territory,
    Trigger,
)
from tests.factories.accounts import make_member, make_user
from tests.factories.briefs import make_brief
from tests.factories.situations import (
    make_actor,
    make_area,
    make_assessment,
    make_citation,
    make_factor,
    make_figure,
    make_measure,
    make_population,
    make_rating,
    make_situation,
    make_territory,
    make_trigger,
)

pytestmark = pytest.mark.django_db

MODELS = (
    ActorRole,
    Area,
    Assessment,
    Brief,
    Citation,
    Figure,
    Measure,
    PopulationAtRisk,
    Recommendation,
    RiskFactor,
    RiskRating,
    Situation,
    Territory,
    Trigger,
)


@pytest.fixture
def staff(browser):
    return browser(make_user(staff=True, second_factor=True))


def address(model, deed: str, *values: object) -> str:
    return reverse(f"admin:situations_{model._meta.model_name}_{deed}", args=values)


@pytest.fixture
def rows():
    draft = make_assessment()
    brief = make_brief()
    return {
        ActorRole: make_actor(assessment=draft),
        Area: make_area(assessment=draft),
        Assessment: brief.situation.current_assessment,
        Brief: brief,
        Citation: make_citation(assessment=draft),
        Figure: make_figure(assessment=draft),
        Measure: make_measure(situation=brief.situation),
        PopulationAtRisk: make_population(assessment=draft),
        Recommendation: brief.recommendations.get(),
        RiskFactor: make_factor(),
        RiskRating: make_rating(assessment=draft),
        Situation: brief.situation,
        Territory: make_territory(),
        Trigger: make_trigger(assessment=draft),
    }


def test_every_model_can_be_listed_searched_and_looked_at(staff, rows):
    for model, row in rows.items():
        assert staff.get(address(model, "changelist"), {"q": "valley"}).status_code == 200, model
        assert staff.get(address(model, "change", row.pk)).status_code == 200, model


def test_nothing_is_added_or_deleted_by_hand(staff, rows):
    for model, row in rows.items():
        assert staff.get(address(model, "add")).status_code == 403, model
        assert staff.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def test_no_judgement_is_changed_by_hand(staff, rows):
    for model in MODELS:
        if model is not Situation:
            response = staff.post(address(model, "change", rows[model].pk), {"_save": "1"})
            assert response.status_code == 403, model


def test_a_correction_goes_through_the_service(staff):
    situation = make_situation(name="Alfa")
    lead = make_member(organisation=situation.organisation)
    values = {
        "name": "Alpha",
        "territories": [make_territory(code="SD").pk],
        "area": "",
        "lead": lead.pk,
    }
    staff.post(address(Situation, "change", situation.pk), values)
    situation.refresh_from_db()
    assert (situation.name, situation.lead) == ("Alpha", lead)
    assert Event.objects.about(situation).filter(verb="situation.updated").exists()


def test_a_lead_from_elsewhere_is_refused_beside_the_field(staff):
    situation = make_situation()
    values = {
        "name": "Alpha",
        "territories": [make_territory().pk],
        "lead": make_user().pk,
    }
    response = staff.post(address(Situation, "change", situation.pk), values)
    assert b"must belong to the organisation" in response.content


def test_wrong_measures_are_taken_out_together(staff):
    situation = make_situation()
    measures = [make_measure(situation=situation) for _number in range(2)]
    staff.post(
        address(Measure, "changelist"),
        {
            "action": "take_out",
            admin.helpers.ACTION_CHECKBOX_NAME: [measure.pk for measure in measures],
        },
    )
    assert not Measure.objects.exists()
    assert Event.objects.filter(verb="measure.removed").count() == 2


def test_stale_situations_can_be_found(staff):
    make_situation(name="Forgotten")
    page = staff.get(address(Situation, "changelist"), {"stale": "yes"}).content.decode()
    assert "Forgotten" in page
