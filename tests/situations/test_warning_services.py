"""The warning desk beyond D9: addresses, trust, floods, people who leave, the rota."""

from datetime import timedelta

import pytest

from core.rules import RuleRefused
from core.sealed import unseal
from outbox.models import Message
from situations import services
from situations.models import EarlyWarning
from situations.services.escalation import escalate_overdue
from tests.factories.accounts import make_member, make_user
from tests.factories.warnings import AT, make_officer, make_warning, put_on_duty
from tests.situations.warning_steps import hand_in, subjects, told

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def head(organisation):
    return make_member(organisation=organisation, role="owner", second_factor=True)


@pytest.fixture
def officers(organisation, head):
    return put_on_duty(organisation, make_officer(organisation), make_officer(organisation))


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
