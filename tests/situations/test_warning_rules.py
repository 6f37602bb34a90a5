"""D9: a warning never vanishes. Receipt, owner, clock, reasoned end; silence goes up. (para 59)"""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from audit.models import Event
from core.rules import RuleRefused
from core.sealed import unseal
from core.states import MoveRefused
from outbox.models import Message
from situations import services
from situations.models import EarlyWarning, Escalation, Side, Situation, WarningStatus
from situations.response_times import figures
from situations.services.escalation import escalate_overdue
from tests.factories.accounts import make_member, make_user
from tests.factories.situations import make_situation, make_territory
from tests.factories.warnings import AT, make_officer, make_warning, put_on_duty

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def head(organisation):
    return make_member(organisation=organisation, role="owner", second_factor=True)


@pytest.fixture
def officers(organisation, head):
    return put_on_duty(organisation, make_officer(organisation), make_officer(organisation))


def hand_in(**more):
    said = {"place": "The ford below Tal Amer", "feared": "They will come back with the lists."}
    return services.hand_in_warning(**({"nonce": str(uuid4()), "at": AT} | said | more))


def in_triage(organisation, officer, **more):
    warning = make_warning(
        organisation=organisation, owner=officer, status=WarningStatus.IN_TRIAGE, **more
    )
    return EarlyWarning.objects.get(pk=warning.pk)


def told(user):
    return Message.objects.filter(dedup_key__endswith=f":{user.pk}").order_by("pk")


def subjects(user):
    return [message.content.subject for message in told(user)]


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
    sudan = make_territory(code="SD")
    day = timedelta(days=1)
    first = make_warning(organisation=organisation, territory=sudan, place="Upper town")
    second = make_warning(organisation=organisation, territory=sudan, at=AT + 30 * day)
    by_name = make_warning(organisation=organisation, place="upper TOWN", at=AT + day)
    make_warning(organisation=organisation, territory=sudan, at=AT + 91 * day)
    make_warning(organisation=organisation, territory=make_territory(code="KE"))
    near = EarlyWarning.objects.near(first)
    assert set(near) == {second, by_name}
    areas = EarlyWarning.objects.repeated_areas(at=AT + 31 * day)
    assert list(areas) == []
    make_warning(organisation=organisation, territory=sudan, at=AT + 2 * day)
    areas = EarlyWarning.objects.repeated_areas(at=AT + 31 * day)
    assert [(area["territory"], area["number"]) for area in areas] == [(sudan.pk, 3)]


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


def test_the_address_for_answers_is_sealed_and_used_by_a_worker_alone(organisation, officers):
    warning = hand_in(organisation=organisation, contact="Ana@sender.example.org").warning
    assert b"sender.example" not in bytes(warning.contact_sealed)
    assert unseal(warning.contact_sealed) == "Ana@sender.example.org"
    services.answer_warning(warning=warning, actor=officers[0], text="We read it.")
    assert Message.objects.filter(dedup_key__startswith="warning:answer").count() == 0
    assert services.tell_senders() == 1
    content = Message.objects.get(dedup_key__startswith="warning:answer").content
    assert content.subject == "There is an answer for you"
    assert "We read it" not in content.text
    assert "arning" not in content.subject + content.text.split("http")[0]
    assert services.tell_senders() == 0


def test_an_address_that_no_mail_can_go_to_is_dropped(organisation, officers):
    warning = make_warning(organisation=organisation, contact="no address at all")
    services.answer_warning(warning=warning, actor=officers[0], text="We read it.")
    assert services.tell_senders() == 0
    warning.refresh_from_db()
    assert warning.contact_sealed is None


def test_the_address_is_forgotten_when_it_is_asked_for_and_when_it_is_of_no_more_use(organisation):
    mine = make_warning(organisation=organisation, contact="ana@sender.example.org")
    ended = make_warning(
        organisation=organisation, contact="ben@sender.example.org", status="closed"
    )
    assert services.forget_warnings(address="ANA@sender.example.org") == 1
    mine.refresh_from_db()
    assert (mine.contact_sealed, mine.contact_key) == (None, None)
    assert services.forget_contacts(at=AT + timedelta(days=90)) == 0
    assert services.forget_contacts(at=AT + timedelta(days=91)) == 1
    ended.refresh_from_db()
    assert ended.contact_sealed is None
    assert EarlyWarning.objects.count() == 2


def test_whom_a_sender_chose_no_other_reads(organisation, officers, stranger):
    other = stranger.memberships.get().organisation
    put_on_duty(other, make_officer(other))
    chosen = make_warning(organisation=organisation, owner=officers[0], is_for_anyone=False)
    with pytest.raises(RuleRefused) as refused:
        services.hand_over_warning(
            warning=chosen, actor=officers[0], organisation=other, reason="Not our region."
        )
    assert refused.value.codes == ["chosen"]
    anyones = make_warning(organisation=organisation, owner=officers[0])
    services.hand_over_warning(
        warning=anyones, actor=officers[0], organisation=other, reason="Not our region.", at=AT
    )
    anyones.refresh_from_db()
    assert anyones.organisation == other
    assert anyones.due_at == AT + 24 * HOUR
    assert subjects(anyones.owner) == ["A warning was handed over to you"]


def test_a_flood_of_warnings_does_not_bury_whoever_is_on_duty(organisation, officers):
    for _number in range(30):
        hand_in(organisation=organisation)
    assert EarlyWarning.objects.count() == 30
    assert told(officers[0]).count() == 7
    assert escalate_overdue(at=AT + 25 * HOUR) == 30
    assert told(officers[1]).count() == 1


def test_what_an_officer_leaves_behind_goes_to_the_next(organisation, officers, head):
    warning = make_warning(organisation=organisation, owner=officers[0])
    assert services.give_to_somebody() == 0
    officers[0].memberships.all().delete()
    assert services.give_to_somebody(at=AT) == 1
    warning.refresh_from_db()
    assert warning.owner == officers[1]
    assert warning.due_at == AT + 24 * HOUR


def test_a_warning_of_a_suspended_organisation_goes_to_staff(organisation, officers, head):
    staff = make_user(staff=True)
    make_warning(organisation=organisation, owner=officers[0])
    organisation.status = "suspended"
    organisation.save()
    escalate_overdue(at=AT + 25 * HOUR)
    assert subjects(staff) == ["A warning is overdue"]
    assert not told(officers[1])


def test_the_rota_holds_whom_it_can_rely_on_and_each_once(organisation, head):
    officer = make_officer(organisation)
    viewer = make_officer(organisation, role="viewer")
    bare = make_member(organisation=organisation, role="editor")
    outsider = make_user(second_factor=True)
    for people, code in (
        ([officer, officer], "twice"),
        ([viewer], "unable"),
        ([bare], "unable"),
        ([outsider], "unable"),
    ):
        with pytest.raises(RuleRefused) as refused:
            services.set_rota(organisation=organisation, actor=head, people=people)
        assert refused.value.codes == [code]
    rota = services.set_rota(organisation=organisation, actor=head, people=[officer, head])
    assert [each.user for each in rota] == [officer, head]
    rota = services.set_rota(organisation=organisation, actor=head, people=[head, officer])
    assert [(each.place, each.user) for each in rota] == [(1, head), (2, officer)]


def test_the_clocks_are_those_of_the_settings(organisation, officers, settings):
    settings.WARNING_ACKNOWLEDGE_HOURS = 2
    warning = hand_in(organisation=organisation, at=datetime(2026, 1, 1, tzinfo=UTC)).warning
    assert warning.due_at == datetime(2026, 1, 1, 2, tzinfo=UTC)
