"""A second person asks who could be harmed; then others approve; force needs two of them."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from campaigns.models import Campaign, CampaignStatus, SafetyReview
from campaigns.services import (
    SafetyAnswers,
    approve_campaign,
    launch_campaign,
    resume_campaign,
    return_campaign,
    review_safety,
    submit_campaign,
)
from core.rules import RuleRefused
from situations.models.choices import Rung
from tests.factories.accounts import log_in, make_member, make_organisation, make_user
from tests.factories.campaigns import make_campaign, make_safety_review
from tests.factories.responses import make_worksheet
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

AT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
SAFE = SafetyAnswers(
    harm="Amani, if her town were recognised.",
    precautions="Her name is invented.",
    consent_in_hand=True,
    at_risk=True,
)


@pytest.fixture
def waiting(db):
    return make_campaign(status=CampaignStatus.REVIEW)


def test_nobody_approves_before_somebody_asked_who_could_be_harmed(waiting):
    with pytest.raises(RuleRefused) as refused:
        approve_campaign(campaign=waiting, actor=make_user())
    assert refused.value.codes == ["safety"]
    reviewer = make_user()
    review = review_safety(campaign=waiting, actor=reviewer, answers=SAFE, at=AT)
    assert (review.reviewer, review.harm) == (reviewer, SAFE.harm)
    assert approve_campaign(campaign=waiting, actor=make_user()).status == "approved"


def test_the_reviewers_answer_decides_on_at_risk_mode(waiting):
    review_safety(campaign=waiting, actor=make_user(), answers=SAFE)
    assert Campaign.objects.get().at_risk


@pytest.mark.parametrize("field", ["harm", "precautions", "consent_in_hand"])
def test_each_answer_is_wanted(waiting, field):
    values = vars(SAFE) | {field: False if field == "consent_in_hand" else " "}
    with pytest.raises(RuleRefused) as refused:
        review_safety(campaign=waiting, actor=make_user(), answers=SafetyAnswers(**values))
    assert refused.value.codes == [field]
    assert not SafetyReview.objects.exists()


def test_d5_a_writer_reviews_no_safety(waiting):
    writer = make_user()
    waiting.writers.add(writer)
    for actor in (waiting.author, writer):
        with pytest.raises(RuleRefused) as refused:
            review_safety(campaign=waiting, actor=actor, answers=SAFE)
        assert refused.value.codes == ["own_work"]


def test_a_return_makes_review_and_approvals_void(waiting):
    review_safety(campaign=waiting, actor=make_user(), answers=SAFE)
    approve_campaign(campaign=waiting, actor=make_user())
    return_campaign(campaign=waiting, actor=make_user(), reason="The story names a child.")
    assert not waiting.safety_reviews.standing().exists()
    assert waiting.safety_reviews.count() == 1
    assert not waiting.approvals.exists()
    submit_campaign(campaign=waiting, actor=waiting.author)
    with pytest.raises(RuleRefused):
        approve_campaign(campaign=waiting, actor=make_user())


def test_nothing_is_launched_whose_review_is_gone():
    campaign = make_campaign(status=CampaignStatus.APPROVED)
    campaign.safety_reviews.update(void_at=AT)
    campaign.approvals.all().delete()
    with pytest.raises(RuleRefused) as refused:
        launch_campaign(campaign=campaign, actor=campaign.author)
    assert refused.value.codes == ["safety", "approvals"]


def test_the_database_keeps_no_review_without_consent(waiting):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_safety_review(campaign=waiting, consent_in_hand=False)


@pytest.fixture
def force(db):
    """A campaign for force without consent, on a situation whose worksheet allows to ask."""
    situation = make_situation()
    make_worksheet(situation=situation, status="approved", finding="may_be_asked")
    return make_campaign(
        status=CampaignStatus.REVIEW, rung=Rung.MILITARY_NO_CONSENT, situation=situation
    )


def test_d8_force_needs_two_approvers(force):
    review_safety(campaign=force, actor=make_user(), answers=SAFE)
    first = make_user()
    assert approve_campaign(campaign=force, actor=first).status == CampaignStatus.REVIEW
    with pytest.raises(RuleRefused) as refused:
        approve_campaign(campaign=force, actor=first)
    assert refused.value.codes == ["own_work"]
    assert approve_campaign(campaign=force, actor=make_user()).status == CampaignStatus.APPROVED


def test_d8_the_worksheet_is_asked_anew_at_the_launch(force):
    review_safety(campaign=force, actor=make_user(), answers=SAFE)
    for _number in range(2):
        approve_campaign(campaign=force, actor=make_user())
    force.situation.force_worksheets.update(
        status="withdrawn", withdrawn_at=AT, withdrawn_reason="New facts."
    )
    with pytest.raises(RuleRefused) as refused:
        launch_campaign(campaign=force, actor=force.author)
    assert refused.value.codes == ["rung"]


def test_d8_a_single_approval_launches_nothing_at_the_highest_rung(force):
    review_safety(campaign=force, actor=make_user(), answers=SAFE)
    approve_campaign(campaign=force, actor=make_user())
    Campaign.objects.update(status="approved", approver=make_user(), approved_at=AT)
    with pytest.raises(RuleRefused) as refused:
        launch_campaign(campaign=Campaign.objects.get(), actor=force.author)
    assert refused.value.codes == ["approvals"]


def test_d8_the_worksheet_is_asked_anew_after_a_pause():
    campaign = make_campaign(status=CampaignStatus.PAUSED, rung=Rung.MILITARY_NO_CONSENT)
    with pytest.raises(RuleRefused) as refused:
        resume_campaign(campaign=campaign, actor=make_user())
    assert refused.value.codes == ["rung"]


def test_a_missing_answer_is_told_beside_its_question(client):
    organisation = make_organisation()
    campaign = make_campaign(status=CampaignStatus.REVIEW, organisation=organisation)
    log_in(client, make_member(organisation=organisation, role="approver", second_factor=True))
    url = f"/desk/campaigns/{campaign.pk}/safety/"
    answers = {"harm": "Nobody.", "precautions": "None.", "at_risk": "no"}
    page = client.post(url, answers).content.decode()
    assert "Without the consent in hand" in page
    assert client.post(url, answers | {"consent_in_hand": "on"}).status_code == 302
    assert "Nobody." in client.get(f"/desk/campaigns/{campaign.pk}/").content.decode()
