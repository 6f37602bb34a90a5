import pytest

from situations.models import Brief, Situation
from tests.factories.accounts import make_member, make_organisation
from tests.factories.cases import CASES, publish_case_brief, run_case

pytestmark = pytest.mark.django_db


def test_every_past_case_goes_through_the_services():
    organisation = make_organisation()
    author, decider = (make_member(organisation=organisation) for _ in range(2))
    for case in CASES:
        situation = run_case(case, organisation=organisation, author=author, decider=decider)
        if case.brief:
            publish_case_brief(case, situation=situation, author=author, approver=decider)
    assert Situation.objects.registered().count() == 9
    assert Situation.objects.public().count() == 14
    assert Brief.objects.published().count() == 3
