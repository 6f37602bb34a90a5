"""D9: a warning never vanishes. Receipt, owner, clock, reasoned end; silence goes up. (para 59)"""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from audit.models import Event
from core.rules import RuleRefused
from core.states import MoveRefused
from situations import services
from situations.models import EarlyWarning, Escalation, Side, Situation, WarningStatus
from situations.response_times import figures
from situations.services.escalation import escalate_overdue
from tests.factories.accounts import make_member, make_user
from tests.factories.situations import make_situation, make_territory
from tests.factories.warnings import AT, make_officer, make_warning, put_on_duty
from tests.situations.warning_steps import hand_in, in_triage, subjects, told

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def head(organisation):
    return make_member(organisation=organisation, role="owner", second_factor=True)


@pytest.fixture
def officers(organisation, head):
    return put_on_duty(organisation, make_officer(organisation), make_officer(organisation))


def test_d9_a_warning_gets_a_receipt_an_owner_and_a_clock(organisation, officers):
    receipt = hand_in(organisation=organisation)
    warning = EarlyWarning.objects.get()
    assert receipt.warning == warning
    assert len(warning.receipt) == 12
    assert warning.owner == officers[0]
    assert warning.due_at == warning.acknowledge_by == AT + 24 * HOUR
    assert subjects(officers[0]) == ["A warning has come in"]
    assert not told(officers[1])
    assert Event.objects.get(verb="warning.received").actor is None


def test_d9_nothing_of_a_warning_stands_in_its_mail(organisation, officers):
    hand_in(organisation=organisation)
    content = told(officers[0]).get().content
    for words in ("Tal Amer", "lists", EarlyWarning.objects.get().receipt):
        assert words not in f"{content.subject} {content.text} {content.html}"


def test_d9_the_same_form_twice_is_one_warning_with_one_pin(organisation, officers):
    first = hand_in(nonce="one form, sent twice", organisation=organisation)
    again = hand_in(nonce="one form, sent twice", organisation=organisation, feared="Changed.")
    assert first.warning == again.warning
    assert first.pin == again.pin
    assert EarlyWarning.objects.count() == 1
    assert told(officers[0]).count() == 1


def test_d9_without_a_choice_it_goes_to_a_desk_of_the_region_that_has_the_least_to_do():
    kenya, busy, far = (
        make_member(role="owner").memberships.get().organisation for _each in range(3)
    )
    for organisation, country in ((kenya, "KE"), (busy, "UG"), (far, "FR")):
        organisation.country = country
        organisation.save()
        put_on_duty(organisation, make_officer(organisation))
    make_warning(organisation=busy)
    receipt = hand_in(territory=make_territory(code="SD"))
    assert receipt.warning.organisation == kenya
    assert receipt.warning.is_for_anyone


def test_d9_when_nobody_is_on_duty_anywhere_staff_are_told():
    staff = make_user(staff=True)
    warning = hand_in().warning
    assert warning.organisation is None
    assert warning.due_at is not None
    assert subjects(staff) == ["A warning has come in"]


def test_d9_acknowledging_starts_the_next_clock_and_names_the_owner(organisation, officers):
    warning = hand_in(organisation=organisation).warning
    services.acknowledge_warning(warning=warning, actor=officers[1], at=AT + HOUR)
    warning.refresh_from_db()
    assert warning.owner == officers[1]
    assert warning.acknowledged_at == AT + HOUR
    assert warning.due_at == AT + 73 * HOUR


def test_d9_row_19_an_unacknowledged_warning_is_escalated_told_and_counted(
    organisation, officers, head
):
    """Rwanda 1994: the force commander warned, and the warning vanished. (paras 10, 59)"""
    for _other in range(4):
        make_warning(organisation=organisation, owner=officers[0])
    warning = hand_in(organisation=organisation).warning
    on_time, late = AT + 24 * HOUR, AT + 24 * HOUR + timedelta(seconds=1)
    assert escalate_overdue(at=on_time) == 0
    assert figures(at=on_time).overdue is None

    assert escalate_overdue(at=late) == 5
    warning.refresh_from_db()
    assert (warning.reached, warning.owner) == ("officer", officers[1])
    assert subjects(officers[1]) == ["A warning is overdue"]
    assert figures(at=late).overdue == 5
    assert EarlyWarning.objects.count() == 5


def test_d9_silence_goes_up_step_by_step_and_each_step_is_told(organisation, officers, head):
    staff = make_user(staff=True)
    warning = hand_in(organisation=organisation).warning
    at = AT + 25 * HOUR
    reached = []
    for _step in range(5):
        escalate_overdue(at=at)
        escalate_overdue(at=at + HOUR)  # not before the next has had their time
        warning.refresh_from_db()
        reached.append((warning.reached, warning.owner))
        at += 12 * HOUR
    assert reached == [
        ("officer", officers[1]),
        ("head", head),
        ("staff", head),
        ("staff", head),
        ("staff", head),
    ]
    assert subjects(head) == ["A warning is overdue"]
    assert subjects(staff) == ["A warning is overdue"]
    assert Escalation.objects.filter(warning=warning).count() == 3
    assert Event.objects.filter(verb="warning.escalated").count() == 3
    assert warning.due_at == AT + 24 * HOUR  # it stays overdue until somebody acts


def test_d9_somebody_who_acts_stops_the_escalation(organisation, officers, head):
    warning = hand_in(organisation=organisation).warning
    escalate_overdue(at=AT + 25 * HOUR)
    warning.refresh_from_db()
    services.acknowledge_warning(warning=warning, actor=officers[1], at=AT + 26 * HOUR)
    assert escalate_overdue(at=AT + 40 * HOUR) == 0
    assert escalate_overdue(at=AT + 99 * HOUR) == 1  # the triage clock ran out as well


def test_d9_row_20_closing_without_a_reason_fails(organisation, officers):
    """Row 20, second half: three warnings of one area stay until each has its reason."""
    officer = officers[0]
    warning = in_triage(organisation, officer, territory=make_territory())
    situation = make_situation(organisation=organisation)
    for reason in ("", "  \n"):
        for end, more in (
            (services.decline_warning, {"code": "known"}),
            (services.link_warning, {"situation": situation}),
            (services.open_situation, {"name": "Tal Amer"}),
            (services.ask_sender, {}),
            (services.close_warning, {}),
        ):
            with pytest.raises(RuleRefused) as refused:
                end(warning=warning, actor=officer, reason=reason, **more)
            assert refused.value.codes == ["reason"]
    warning.refresh_from_db()
    assert warning.status == WarningStatus.IN_TRIAGE
    assert Situation.objects.count() == 1


def test_d9_row_20_three_warnings_of_one_area_are_found_together(organisation):
    """Rwanda 1994, historical: warnings came and nobody put them together. (paras 10, 59)"""
    rwanda = make_territory(code="RW")
    day = timedelta(days=1)
    first = make_warning(organisation=organisation, territory=rwanda, place="Upper town")
    second = make_warning(organisation=organisation, territory=rwanda, at=AT + 30 * day)
    by_name = make_warning(organisation=organisation, place="upper TOWN", at=AT + day)
    make_warning(organisation=organisation, territory=rwanda, at=AT + 91 * day)
    make_warning(organisation=organisation, territory=make_territory(code="KE"))
    near = EarlyWarning.objects.near(first)
    assert set(near) == {second, by_name}
    areas = EarlyWarning.objects.repeated_areas(at=AT + 31 * day)
    assert list(areas) == []
    make_warning(organisation=organisation, territory=rwanda, at=AT + 2 * day)
    areas = EarlyWarning.objects.repeated_areas(at=AT + 31 * day)
    assert [(area["territory"], area["number"]) for area in areas] == [(rwanda.pk, 3)]


def test_d9_a_warning_opens_a_situation_that_nobody_else_sees(organisation, officers):
    warning = in_triage(organisation, officers[0], territory=make_territory(code="SD"))
    services.open_situation(
        warning=warning, actor=officers[0], name="Tal Amer", reason="It fits three others.", at=AT
    )
    warning.refresh_from_db()
    situation = warning.situation
    assert warning.status == WarningStatus.OPENED_SITUATION
    assert situation.status == "proposed"
    assert [each.code for each in situation.territories.all()] == ["SD"]
    assert situation.organisation == organisation
    assert (warning.due_at, warning.ended_at) == (None, AT)


def test_d9_a_situation_needs_a_place_and_an_organisation(organisation, officers):
    nowhere = in_triage(organisation, officers[0])
    nobodys = in_triage(None, None, territory=make_territory())
    for warning, code in ((nowhere, "territory"), (nobodys, "organisation")):
        with pytest.raises(RuleRefused) as refused:
            services.open_situation(
                warning=warning, actor=officers[0], name="Tal Amer", reason="It fits."
            )
        assert refused.value.codes == [code]


def test_d9_every_end_is_told_to_whoever_sent_it(organisation, officers):
    warning = in_triage(organisation, officers[0])
    services.decline_warning(
        warning=warning, actor=officers[0], code="not_so", reason="We rang both headmasters."
    )
    assert warning.messages.for_sender().get().text == "We rang both headmasters."


def test_d9_what_ended_begins_anew_when_its_sender_adds_to_it(organisation, officers):
    for status in ("linked", "opened_situation", "declined", "closed"):
        warning = make_warning(organisation=organisation, owner=officers[0], status=status)
        services.add_to_warning(warning=warning, text="It began.", nonce=str(uuid4()), at=AT)
        warning.refresh_from_db()
        assert warning.status == WarningStatus.RECEIVED
        assert warning.due_at == AT + 24 * HOUR
        assert warning.reason == ""
    assert subjects(officers[0]) == ["Something was added to a warning"] * 4


def test_d9_the_desk_can_begin_anew_with_a_reason(organisation, officers):
    warning = make_warning(organisation=organisation, owner=officers[0], status="closed")
    with pytest.raises(RuleRefused):
        services.reopen_warning(warning=warning, actor=officers[0], reason=" ")
    services.reopen_warning(warning=warning, actor=officers[0], reason="New reports.", at=AT)
    warning.refresh_from_db()
    assert warning.status == WarningStatus.RECEIVED
    assert warning.messages.get().side == Side.NOTE


def test_d9_a_question_has_a_clock_too_and_an_answer_takes_it_back(organisation, officers):
    warning = in_triage(organisation, officers[0])
    services.ask_sender(warning=warning, actor=officers[0], reason="Which bank?", at=AT)
    warning.refresh_from_db()
    assert warning.due_at == AT + timedelta(days=14)
    services.add_to_warning(warning=warning, text="The far one.", nonce="n" * 20, at=AT + HOUR)
    warning.refresh_from_db()
    assert warning.status == WarningStatus.IN_TRIAGE
    assert warning.due_at == AT + 73 * HOUR


def test_d9_a_question_that_nobody_answers_is_escalated_like_any_silence(organisation, officers):
    warning = in_triage(organisation, officers[0])
    services.ask_sender(warning=warning, actor=officers[0], reason="Which bank?", at=AT)
    assert escalate_overdue(at=AT + timedelta(days=14, hours=1)) == 1


def test_an_answer_to_a_new_warning_acknowledges_it(organisation, officers):
    warning = hand_in(organisation=organisation).warning
    services.answer_warning(warning=warning, actor=officers[0], text="We read it.", at=AT + HOUR)
    warning.refresh_from_db()
    assert warning.status == WarningStatus.ACKNOWLEDGED


def test_a_message_sent_twice_stands_once(organisation, officers):
    warning = make_warning(organisation=organisation, owner=officers[0])
    for _time in range(2):
        services.add_to_warning(warning=warning, text="It began.", nonce="the same form again")
    assert warning.messages.count() == 1
    assert told(officers[0]).count() == 1


def test_a_step_cannot_be_skipped(organisation, officers):
    warning = make_warning(organisation=organisation, owner=officers[0])
    with pytest.raises(MoveRefused):
        services.decline_warning(
            warning=warning, actor=officers[0], code="known", reason="It is known."
        )


def test_the_clocks_are_those_of_the_settings(organisation, officers, settings):
    settings.WARNING_ACKNOWLEDGE_HOURS = 2
    warning = hand_in(organisation=organisation, at=datetime(2026, 1, 1, tzinfo=UTC)).warning
    assert warning.due_at == datetime(2026, 1, 1, 2, tzinfo=UTC)
