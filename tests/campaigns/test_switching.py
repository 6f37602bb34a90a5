"""What staff switch off; the reminder; and links that confirm what their own reader has typed."""

from datetime import UTC, datetime, timedelta

import pytest

from audit.models import Event
from campaigns.models import Signature, SignatureState, Switch
from campaigns.services import (
    Signing,
    forget_unconfirmed,
    judge_incoming,
    remind_unconfirmed,
    sign_petition,
    switch_off,
    switch_on,
)
from campaigns.switched import lists_are_shown
from core.rules import RuleRefused
from core.sealed import unseal_json
from outbox.models import Message
from tests.campaigns.conftest import link_in
from tests.factories.accounts import make_user
from tests.factories.campaigns import make_petition

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def put(petition, *, at=NOON, **fields):
    values = {"name": "Ada", "email": "ada@example.org", "country": "KE"} | fields
    sign_petition(petition=petition, signing=Signing(**values), at=at)


@pytest.mark.parametrize("everywhere", [True, False])
def test_while_signing_is_paused_people_read_why_and_nothing_is_taken(
    petition, sign, client, everywhere
):
    other = make_petition()
    scope = None if everywhere else petition
    switch = switch_off(
        kind="signing", actor=make_user(), petition=scope, message="We repair a fault."
    )
    answer = sign()
    assert answer.status_code == 409
    assert "We repair a fault." in answer.content.decode()
    page = client.get(petition.campaign.get_absolute_url()).content.decode()
    assert "We repair a fault." in page
    assert 'name="email"' not in page
    elsewhere = client.get(other.campaign.get_absolute_url()).content.decode()
    assert ('name="email"' in elsewhere) is not everywhere
    assert not Signature.objects.exists()
    switch_on(switch=switch, actor=make_user())
    assert sign().status_code == 303
    assert Event.objects.filter(verb__startswith="switch.").count() == 2


def test_who_has_a_link_can_confirm_while_signing_is_paused(petition, sign, client):
    sign()
    switch_off(kind="signing", actor=make_user())
    client.post(link_in(Message.objects.get()))
    assert petition.signatures.get().state == SignatureState.CONFIRMED


def test_a_switch_is_thrown_once(petition):
    switch = switch_off(kind="lists", actor=make_user())
    assert not lists_are_shown()
    with pytest.raises(RuleRefused):
        switch_off(kind="lists", actor=make_user())
    switch_on(switch=switch, actor=make_user())
    with pytest.raises(RuleRefused):
        switch_on(switch=switch, actor=make_user())
    assert lists_are_shown()
    assert not Switch.objects.exists()


def reminders():
    return Message.objects.filter(content__template="campaigns/email/remind_signature")


def test_after_two_days_the_unconfirmed_are_reminded_once(petition):
    put(petition)
    judge_incoming(at=NOON)
    assert remind_unconfirmed(at=NOON + DAY) == 0
    assert remind_unconfirmed(at=NOON + 2 * DAY) == 1
    assert remind_unconfirmed(at=NOON + 3 * DAY) == 0
    assert reminders().count() == 1


def test_the_link_of_a_reminder_confirms_what_was_typed(petition, client):
    put(petition, at=datetime.now(UTC) - 2 * DAY, display="full")
    remind_unconfirmed()
    client.post(link_in(reminders().get()))
    signature = petition.signatures.get()
    assert (signature.state, signature.display) == (SignatureState.CONFIRMED, "full")


@pytest.mark.parametrize("state", [SignatureState.HELD, SignatureState.CONFIRMED])
def test_nobody_else_is_reminded(petition, state):
    put(petition)
    if state == SignatureState.HELD:
        petition.signatures.update(state=state)
    else:
        petition.signatures.update(state=state, confirmed_on=NOON.date(), created_at=None)
    assert remind_unconfirmed(at=NOON + 3 * DAY) == 0


def test_a_reminder_counts_among_the_three_mails_of_a_day(petition):
    put(petition)
    later = NOON + 2 * DAY
    for _number in range(3):
        put(make_petition(), at=later)
    judge_incoming(at=later)
    assert remind_unconfirmed(at=later) == 0
    assert remind_unconfirmed(at=later + DAY + timedelta(hours=1)) >= 1


def test_after_seven_days_the_unconfirmed_are_gone(petition):
    put(petition)
    assert forget_unconfirmed(at=NOON + 7 * DAY + timedelta(seconds=1)) == 1


def test_each_link_confirms_what_its_own_reader_typed(petition, sign, client):
    sign(name="A Prankster", display="full", country="FR")
    sign(name="Ada Signer", display="hidden", country="KE", wants_updates="on")
    hers = link_in(Message.objects.latest("pk"))
    assert "Ada Signer" in client.get(hers).content.decode()
    client.post(hers)
    signature = petition.signatures.get()
    assert unseal_json(signature.sealed)["name"] == "Ada Signer"
    assert (signature.display, signature.country) == ("hidden", "KE")
    assert signature.wants_updates


def test_whose_own_mail_did_not_come_can_correct_what_another_typed(petition, sign, client):
    sign(name="A Prankster", display="full", country="FR", wants_updates="on")
    link = link_in(Message.objects.get())
    fields = {"corrected": "1", "name": "Ada Signer", "country": "KE", "display": "hidden"}
    bad = client.post(link, fields | {"name": ""})
    assert 'id="sign_name_error"' in bad.content.decode()
    assert petition.signatures.get().state == SignatureState.PENDING
    client.post(link, fields)
    signature = petition.signatures.get()
    assert signature.state == SignatureState.CONFIRMED
    assert unseal_json(signature.sealed) == {"name": "Ada Signer", "email": "ada@example.org"}
    assert (signature.display, signature.wants_updates) == ("hidden", False)


def test_once_confirmed_no_other_link_changes_anything(petition, sign, client):
    sign(name="Ada Signer")
    sign(name="A Prankster", country="FR")
    first, second = Message.objects.order_by("pk")
    client.post(link_in(first))
    client.post(link_in(second))
    signature = petition.signatures.get()
    assert unseal_json(signature.sealed)["name"] == "Ada Signer"
    assert signature.country == "KE"


def test_a_held_one_that_was_confirmed_reads_as_any_other(petition, sign, client):
    sign()
    petition.signatures.update(state=SignatureState.HELD)
    link = link_in(Message.objects.get())
    assert "Confirm my signature" in client.get(link).content.decode()
    client.post(link)
    assert "Your signature is confirmed" in client.get(link).content.decode()
    assert petition.signatures.get().state == SignatureState.HELD


def test_the_region_is_asked_for_if_wanted_and_kept_within_the_seal(petition, sign, client):
    assert 'name="region"' not in client.get(petition.campaign.get_absolute_url()).content.decode()
    petition.asks_region = True
    petition.save()
    sign(region="Rift Valley")
    sealed = unseal_json(petition.signatures.get().sealed)
    assert sealed == {"name": "Ada Signer", "email": "ada@example.org", "region": "Rift Valley"}
    assert "Rift" not in str(petition.signatures.values().get())
