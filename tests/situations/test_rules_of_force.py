"""D8: nothing asks for force without a worksheet that two people approved. (domain.md, row 13)"""

import threading

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from audit.models import Event
from campaigns.services import submit_campaign
from core.rules import RuleRefused
from situations.force import force_worksheet_for, why_not_force
from situations.models import (
    CriterionAnswer,
    ForceWorksheet,
    RungConsidered,
    WorksheetApproval,
    WorksheetStatus,
)
from situations.models.choices import Rung
from situations.models.worksheet import Criterion, Finding
from situations.services import (
    approve_worksheet,
    begin_worksheet,
    publish_brief,
    return_worksheet,
    submit_brief,
    submit_worksheet,
    withdraw_worksheet,
    write_recommendations,
    write_worksheet,
)
from tests.factories.accounts import make_user
from tests.factories.briefs import make_brief, make_recommendation
from tests.factories.campaigns import make_campaign
from tests.factories.responses import answers, make_worksheet, worksheet_columns
from tests.factories.situations import (
    AT,
    make_situation,
)

pytestmark = pytest.mark.django_db

ASK = {"addressee": "Security Council", "text": "Authorise it.", "rung": Rung.MILITARY_NO_CONSENT}


def whole(situation=None, **more):
    """A worksheet that was written through the service."""
    author = make_user()
    worksheet = begin_worksheet(situation=situation or make_situation(), actor=author, at=AT)
    given = {"answers": answers(), "rungs": {Rung.DIPLOMACY: "Talks broke down."}} | more
    return write_worksheet(worksheet=worksheet, actor=author, at=AT, **worksheet_columns(), **given)


def test_d8_five_answers_and_two_approvals_make_a_worksheet_public():
    worksheet = whole()
    situation = worksheet.situation
    submit_worksheet(worksheet=worksheet, actor=worksheet.author, at=AT)
    assert approve_worksheet(worksheet=worksheet, actor=make_user(), at=AT).status == "review"
    assert force_worksheet_for(situation) is None
    approved = approve_worksheet(worksheet=worksheet, actor=make_user(), at=AT)
    assert (approved.status, approved.number) == (WorksheetStatus.APPROVED, 1)
    assert force_worksheet_for(situation) == worksheet
    assert why_not_force(situation) == ""
    event = Event.objects.public().get(verb="worksheet.approved")
    assert event.object_id == str(worksheet.pk)


@pytest.mark.parametrize("criterion", Criterion.values)
@pytest.mark.parametrize("part", [0, 1])
def test_d8_a_criterion_without_answer_or_source_is_refused_with_its_own_message(criterion, part):
    given = answers()
    pair = list(given[criterion])
    pair[part] = "  "
    worksheet = whole(answers=given | {criterion: tuple(pair)})
    with pytest.raises(RuleRefused) as refused:
        submit_worksheet(worksheet=worksheet, actor=worksheet.author, at=AT)
    assert refused.value.codes == [f"{criterion}_{'answer' if part == 0 else 'sources'}"]


@pytest.mark.parametrize(
    "missing",
    ["authority", "authority_note", "authority_sources", "finding", "finding_reason"],
)
def test_d8_authority_and_finding_need_their_reasons(missing):
    worksheet = make_worksheet(**{missing: ""})
    with pytest.raises(RuleRefused) as refused:
        submit_worksheet(worksheet=worksheet, actor=worksheet.author, at=AT)
    assert refused.value.codes == [missing]


def test_d8_lower_rungs_must_have_been_considered():
    worksheet = whole(rungs={Rung.PRESSURE: "   "})
    with pytest.raises(RuleRefused) as refused:
        submit_worksheet(worksheet=worksheet, actor=worksheet.author, at=AT)
    assert refused.value.codes == ["rung_0"]


def test_d8_one_person_cannot_approve_twice():
    worksheet, one = make_worksheet(status="review"), make_user()
    approve_worksheet(worksheet=worksheet, actor=one, at=AT)
    with pytest.raises(RuleRefused) as refused:
        approve_worksheet(worksheet=worksheet, actor=one, at=AT)
    assert refused.value.codes == ["own_work"]
    assert ForceWorksheet.objects.get().status == "review"


def test_d5_nobody_who_wrote_in_a_worksheet_approves_or_returns_it():
    worksheet = make_worksheet(status="review")
    writer = make_user()
    worksheet.writers.add(writer)
    for person in (worksheet.author, writer):
        with pytest.raises(RuleRefused):
            approve_worksheet(worksheet=worksheet, actor=person, at=AT)
        with pytest.raises(RuleRefused):
            return_worksheet(worksheet=worksheet, actor=person, reason="No", at=AT)


def test_d8_a_returned_worksheet_loses_the_approval_that_it_had():
    worksheet = make_worksheet(status="review", approvers=(make_user(),))
    return_worksheet(worksheet=worksheet, actor=make_user(), reason="Which talks?", at=AT)
    worksheet.refresh_from_db()
    assert (worksheet.status, worksheet.returned_reason) == ("returned", "Which talks?")
    assert not worksheet.approvals.exists()


def test_d8_no_column_anywhere_holds_a_total():
    numbers = (models.IntegerField, models.FloatField, models.DecimalField)
    found = {
        (model.__name__, field.name)
        for model in (ForceWorksheet, CriterionAnswer, RungConsidered)
        for field in model._meta.get_fields()
        if isinstance(field, numbers) and not field.primary_key
    }
    assert found == {("ForceWorksheet", "number"), ("RungConsidered", "rung")}


def test_d8_a_worksheet_that_finds_against_force_lets_nobody_ask_for_it():
    worksheet = make_worksheet(status="approved", finding=Finding.NOT_CALLED_FOR)
    assert force_worksheet_for(worksheet.situation) == worksheet
    assert "not called for" in str(why_not_force(worksheet.situation))


def test_d8_a_withdrawn_worksheet_carries_nothing_and_stays_readable():
    worksheet = make_worksheet(status="approved")
    withdraw_worksheet(worksheet=worksheet, actor=make_user(), reason="The talks resumed.", at=AT)
    assert force_worksheet_for(worksheet.situation) is None
    assert worksheet in ForceWorksheet.objects.public()


def test_d8_a_later_worksheet_replaces_the_one_before():
    before = make_worksheet(status="approved")
    after = whole(situation=before.situation)
    submit_worksheet(worksheet=after, actor=after.author, at=AT)
    for _each in range(2):
        after = approve_worksheet(worksheet=after, actor=make_user(), at=AT)
    before.refresh_from_db()
    assert (before.status, after.number) == ("withdrawn", 2)
    assert before.withdrawn_reason
    assert force_worksheet_for(before.situation) == after


def test_d8_force_is_thought_about_only_for_what_is_registered():
    for status in ("not_registered", "proposed"):
        with pytest.raises(RuleRefused):
            begin_worksheet(situation=make_situation(status=status), actor=make_user(), at=AT)


def test_d8_a_recommendation_of_rung_7_rests_on_the_worksheet():
    brief = make_brief(published=False, recommendations=False)
    with pytest.raises(RuleRefused) as refused:
        write_recommendations(brief=brief, actor=brief.author, recommendations=[ASK])
    assert refused.value.codes == ["rung"]
    make_worksheet(situation=brief.situation, status="approved")
    write_recommendations(brief=brief, actor=brief.author, recommendations=[ASK])
    assert brief.recommendations.get().rung == Rung.MILITARY_NO_CONSENT


def test_d8_a_brief_that_asks_for_force_is_not_published_once_the_worksheet_is_withdrawn():
    brief = make_brief(published=False)
    worksheet = make_worksheet(situation=brief.situation, status="approved")
    make_recommendation(brief=brief, rung=Rung.MILITARY_NO_CONSENT, is_territorial_state=False)
    submit_brief(brief=brief, actor=brief.author, at=AT)
    withdraw_worksheet(worksheet=worksheet, actor=make_user(), reason="Talks resumed.", at=AT)
    with pytest.raises(RuleRefused) as refused:
        publish_brief(brief=brief, actor=make_user(), at=AT)
    assert refused.value.codes == ["rung"]


def test_d8_a_campaign_that_asks_for_force_rests_on_the_worksheet():
    campaign = make_campaign(status="draft", letters=True)
    campaign.rung = Rung.MILITARY_NO_CONSENT
    campaign.save()
    with pytest.raises(RuleRefused) as refused:
        submit_campaign(campaign=campaign, actor=campaign.author, at=AT)
    assert refused.value.codes == ["rung"]
    make_worksheet(situation=campaign.situation, status="approved")
    assert submit_campaign(campaign=campaign, actor=campaign.author, at=AT).status == "review"


@pytest.mark.parametrize("part", ["answers", "rungs", "approvals"])
def test_d8_postgresql_refuses_an_incomplete_worksheet_to_raw_sql(part):
    worksheet = make_worksheet(status="review", approvers=(make_user(), make_user()))
    getattr(worksheet, part).first().delete()
    if part == "rungs":
        worksheet.rungs.all().delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        ForceWorksheet.objects.filter(pk=worksheet.pk).update(
            status="approved", number=1, approved_at=AT
        )


def test_d8_postgresql_counts_no_approval_of_a_writer():
    worksheet = make_worksheet(status="review", approvers=(make_user(), make_user()))
    worksheet.writers.add(worksheet.approvals.first().approver)
    with pytest.raises(IntegrityError), transaction.atomic():
        ForceWorksheet.objects.filter(pk=worksheet.pk).update(
            status="approved", number=1, approved_at=AT
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE situations_forceworksheet SET finding_reason = 'x'",
        "UPDATE situations_forceworksheet SET status = 'withdrawn', withdrawn_at = now(),"
        " withdrawn_reason = 'x', finding_reason = 'x'",
        "DELETE FROM situations_forceworksheet",
        "TRUNCATE situations_forceworksheet CASCADE",
        "UPDATE situations_criterionanswer SET answer = 'x'",
        "DELETE FROM situations_rungconsidered",
        "DELETE FROM situations_worksheetapproval",
        "INSERT INTO situations_rungconsidered (worksheet_id, rung, considered)"
        " SELECT id, 5, 'x' FROM situations_forceworksheet",
    ],
)
def test_d8_an_approved_worksheet_never_changes_by_any_route(statement):
    make_worksheet(status="approved")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert WorksheetApproval.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_d8_of_two_who_approve_at_once_both_count_and_it_is_public_once():
    worksheet = make_worksheet(status="review")
    people, start = [make_user(), make_user()], threading.Barrier(2)

    def approve(person):
        start.wait()
        try:
            approve_worksheet(worksheet=worksheet, actor=person, at=AT)
        finally:
            connection.close()

    threads = [threading.Thread(target=approve, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    worksheet.refresh_from_db()
    assert (worksheet.status, worksheet.approvals.count()) == ("approved", 2)
    assert Event.objects.filter(verb="worksheet.approved").count() == 1
