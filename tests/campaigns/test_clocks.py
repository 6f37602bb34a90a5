"""The clock of an office: started by proof, stopped by an accepted answer alone. (D9, D10)"""

from datetime import UTC, date, datetime, timedelta

import pytest

from audit.models import Event
from campaigns.models import (
    AnswerClock,
    ClockState,
    CommunicationState,
    LetterState,
    NextStep,
    StepKind,
)
from campaigns.services.answers import Said, accept_answer, withdraw_answer
from campaigns.services.clocks import run_clocks
from campaigns.services.communications import (
    draft_reminder,
    follow_communications,
    send_communication,
)
from campaigns.services.outcomes import (
    Found,
    check_outcome,
    choose_step,
    drop_step,
    finish_step_taken,
    note_outcome,
)
from campaigns.services.replies import file_replies
from campaigns.tasks import run_clocks as clock_task
from core.rules import RuleRefused
from core.sealed import unseal_json
from officials.models import ContactStatus
from outbox.models import Message, State
from outbox.relay import relay_address
from outbox.services import read_incoming, receive_mail
from tests.factories.accounts import make_user
from tests.factories.answers import mail_of_office, make_clock, make_sent_letter
from tests.factories.campaigns import make_campaign
from tests.factories.deliveries import make_delivery
from tests.factories.officials import make_post

pytestmark = pytest.mark.django_db

# A Monday; 20 working days later is Monday, 1 June.
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
PROVEN = NOON + timedelta(hours=49)
LATE = NOON + timedelta(days=40)


@pytest.fixture
def post(db):
    return make_post(email="minister@state.example.org", holder="Marie Dupont")


@pytest.fixture
def campaign(post):
    return make_campaign(letters=True, addressees=[post])


@pytest.fixture
def letter(campaign):
    return make_sent_letter(campaign=campaign, at=NOON)


def clock():
    return AnswerClock.objects.get()


def answer(campaign, post, *, kind="substantive", at=PROVEN, **more):
    said = Said(kind=kind, answered_on=at.date(), text="We have sent twelve observers.", **more)
    return accept_answer(campaign=campaign, post=post, said=said, actor=make_user(), at=at)


def test_a_letter_that_did_not_come_back_in_48_hours_starts_the_clock(letter):
    run_clocks(at=NOON + timedelta(hours=47))
    assert not AnswerClock.objects.exists()
    assert run_clocks(at=PROVEN) == {"began": 1, "voided": 0, "overdue": 0}
    assert run_clocks(at=PROVEN)["began"] == 0
    assert (clock().state, clock().started_at) == (ClockState.RUNNING, NOON)
    assert clock().due_at == datetime(2026, 6, 2, 0, 0, tzinfo=UTC)


def test_a_proof_of_delivery_starts_it_at_once(letter):
    Message.objects.filter(pk=letter.message_id).update(state=State.DELIVERED)
    assert run_clocks(at=NOON + timedelta(minutes=1))["began"] == 1


def test_the_offices_own_days_count(letter, post):
    post.answer_days, post.holidays = 5, [date(2026, 5, 6)]
    post.save()
    run_clocks(at=PROVEN)
    assert clock().due_at == datetime(2026, 5, 13, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize("status", ["unverified", "failing"])
def test_failure_statistics_wrong_because_the_address_is_wrong(letter, post, status):
    """An address that nobody verified proves nothing: no clock, and no silence."""
    post.contacts.update(status=status, verified_on=None)
    assert run_clocks(at=LATE)["began"] == 0


def test_a_letter_that_bounced_starts_nothing(letter):
    Message.objects.filter(pk=letter.message_id).update(state=State.BOUNCED)
    assert run_clocks(at=LATE)["began"] == 0


def test_what_came_back_after_all_voids_the_clock_and_a_new_proof_starts_it_anew(letter, campaign):
    run_clocks(at=PROVEN)
    type(letter).objects.filter(pk=letter.pk).update(state=LetterState.FAILED)
    assert run_clocks(at=LATE)["voided"] == 1
    later = LATE + timedelta(days=1)
    make_sent_letter(campaign=campaign, at=later)
    assert run_clocks(at=later + timedelta(days=3))["began"] == 1
    assert (clock().state, clock().started_at) == (ClockState.RUNNING, later)


def test_signatures_that_were_handed_over_start_it_too(campaign):
    make_delivery(petition=campaign.petition, status="handed_over", at=NOON)
    assert run_clocks(at=NOON)["began"] == 1


def test_signatures_that_were_only_mailed_start_nothing(campaign):
    make_delivery(petition=campaign.petition, status="handed_over", at=NOON, manner="email")
    assert run_clocks(at=LATE)["began"] == 0


def test_failure_auto_reply_counted_as_answer(letter):
    """Neither a holiday notice nor a bounce nor an unread reply stops the clock."""
    run_clocks(at=PROVEN)
    address = relay_address(letter.token)
    for raw in (
        mail_of_office(to=address, Auto_Submitted="auto-replied", subject="Away"),
        mail_of_office(to=address, sender="mailer-daemon@x.example.org", subject="Undelivered"),
        mail_of_office(to=address, text="The minister will do it."),
    ):
        receive_mail(raw, at=PROVEN)
    read_incoming(at=PROVEN)
    assert file_replies(at=PROVEN) == 3
    run_clocks(at=LATE)
    assert clock().state == ClockState.RUNNING
    assert clock().is_overdue(LATE)


def test_an_accepted_answer_stops_it(letter, campaign, post):
    run_clocks(at=PROVEN)
    given = answer(campaign, post, at=PROVEN + timedelta(days=3))
    assert (clock().state, clock().answer) == (ClockState.STOPPED, given)
    assert run_clocks(at=LATE)["overdue"] == 0


def test_an_answer_before_any_proof_is_an_answer_all_the_same(letter, campaign, post):
    answer(campaign, post, at=NOON + timedelta(hours=2))
    assert clock().state == ClockState.STOPPED
    assert run_clocks(at=LATE) == {"began": 0, "voided": 0, "overdue": 0}


def test_failure_holding_reply_gives_more_time_once_and_stops_nothing(letter, campaign, post):
    run_clocks(at=PROVEN)
    first_due = clock().due_at
    answer(campaign, post, kind="holding", at=NOON + timedelta(days=14))
    longer = clock().due_at
    assert (clock().state, longer > first_due) == (ClockState.RUNNING, True)
    answer(campaign, post, kind="holding", at=NOON + timedelta(days=30))
    assert clock().due_at == longer


def test_an_answer_taken_back_lets_the_clock_go_on(letter, campaign, post):
    run_clocks(at=PROVEN)
    given = answer(campaign, post)
    withdraw_answer(answer=given, actor=make_user(), reason="Forged.", at=PROVEN)
    assert (clock().state, clock().answer) == (ClockState.RUNNING, None)
    assert run_clocks(at=LATE)["overdue"] == 1


def test_another_answer_that_stands_stops_it_again(letter, campaign, post):
    run_clocks(at=PROVEN)
    first, second = answer(campaign, post), answer(campaign, post, kind="refusal")
    withdraw_answer(answer=first, actor=make_user(), reason="Forged.", at=PROVEN)
    assert (clock().state, clock().answer) == (ClockState.STOPPED, second)


def test_failure_leaves_office_after_sending_the_clock_stays_with_the_office(letter, post):
    run_clocks(at=PROVEN)
    post.tenures.update(end_date=date(2026, 5, 10))
    run_clocks(at=LATE)
    assert clock().is_overdue(LATE)
    letter.refresh_from_db()
    assert letter.tenure.person.name == "Marie Dupont"


def test_d9_silence_escalates_with_steps_for_people_to_choose(letter, post):
    run_clocks(at=PROVEN)
    assert run_clocks(at=LATE)["overdue"] == 1
    assert run_clocks(at=LATE)["overdue"] == 0
    assert [step.kind for step in NextStep.objects.order_by("pk")] == list(StepKind.values)
    assert Event.objects.filter(verb="clock.overdue").count() == 1


def test_the_next_office_is_the_one_above_or_beside(letter, post):
    other = make_post(label="Deputy Minister", institution=post.institution)
    run_clocks(at=PROVEN)
    run_clocks(at=LATE)
    assert NextStep.objects.get(kind=StepKind.NEXT_POST).to_post == other


def test_a_step_is_chosen_done_and_recorded():
    silent = make_clock(at=NOON)
    run_clocks(at=NOON + timedelta(days=29))
    AnswerClock.objects.update(state=ClockState.RUNNING)
    step = NextStep.objects.create(clock=silent, kind=StepKind.PRESS, proposed_at=NOON)
    actor = make_user()
    choose_step(step=step, actor=actor)
    with pytest.raises(RuleRefused):
        finish_step_taken(step=step, actor=actor, note=" ", on=NOON.date())
    finish_step_taken(step=step, actor=actor, note="The Valley Post wrote.", on=NOON.date())
    assert step.status == "done"
    with pytest.raises(RuleRefused):
        drop_step(step=step, actor=actor)


def test_a_reminder_goes_to_the_office_once_by_two_people(letter, campaign):
    run_clocks(at=PROVEN)
    author = make_user()
    with pytest.raises(RuleRefused):
        draft_reminder(clock=clock(), text="We wrote.", actor=author, at=PROVEN)
    own = draft_reminder(clock=clock(), text="We wrote in May.", actor=author, at=LATE)
    with pytest.raises(RuleRefused) as refused:
        send_communication(communication=own, actor=author, at=LATE)
    assert refused.value.codes == ["own_work"]
    send_communication(communication=own, actor=make_user(), at=LATE)
    envelope = unseal_json(own.message.envelope_sealed)
    assert envelope["to"] == "minister@state.example.org"
    assert envelope["reply_to"] == relay_address(own.token)
    assert "We wrote in May." in envelope["body"]
    assert envelope["in_reply_to"] == letter.message.message_id
    Message.objects.filter(pk=own.message_id).update(state=State.UNCERTAIN)
    assert follow_communications(at=LATE) == 1
    own.refresh_from_db()
    assert own.state == CommunicationState.UNCERTAIN


def test_silence_is_noted_only_where_it_is_proven(letter, campaign, post):
    found = Found(result="silent", on=NOON.date(), evidence="No answer in six weeks.")
    with pytest.raises(RuleRefused) as refused:
        note_outcome(campaign=campaign, post=post, found=found, actor=make_user(), at=LATE)
    assert refused.value.codes == ["result"]
    run_clocks(at=PROVEN)
    assert note_outcome(campaign=campaign, post=post, found=found, actor=make_user(), at=LATE).pk


def test_d5_who_checks_an_outcome_is_never_who_noted_it(campaign, post):
    noter = make_user()
    found = Found(result="acted", on=NOON.date(), evidence="Twelve observers arrived.")
    outcome = note_outcome(campaign=campaign, post=post, found=found, actor=noter, at=LATE)
    with pytest.raises(RuleRefused):
        check_outcome(outcome=outcome, actor=noter, at=LATE)
    check_outcome(outcome=outcome, actor=make_user(), at=LATE)
    assert Event.objects.get(verb="outcome_of_ask.checked").public


@pytest.mark.parametrize(
    ("field", "values"),
    [
        pytest.param("evidence", {"evidence": " "}, id="no evidence"),
        pytest.param("on", {"on": date(2027, 1, 1)}, id="a day to come"),
    ],
)
def test_an_outcome_needs_evidence_and_a_day(campaign, post, field, values):
    found = Found(**{"result": "acted", "on": NOON.date(), "evidence": "Seen.", **values})
    with pytest.raises(RuleRefused) as refused:
        note_outcome(campaign=campaign, post=post, found=found, actor=make_user(), at=LATE)
    assert refused.value.codes == [field]


def test_an_office_that_was_not_asked_has_no_outcome_and_no_answer(campaign):
    other = make_post()
    found = Found(result="acted", on=NOON.date(), evidence="Seen.")
    with pytest.raises(RuleRefused):
        note_outcome(campaign=campaign, post=other, found=found, actor=make_user(), at=LATE)
    with pytest.raises(RuleRefused):
        answer(campaign, other)


def test_the_task_runs(letter):
    clock_task()
    assert ContactStatus.VERIFIED == "verified"
