"""Organisations that sign: confirmed by a button, checked by a person, counted apart, sealed."""

from datetime import UTC, datetime, timedelta

import pytest

from campaigns.models import Campaign, SignOn
from campaigns.services.judging import judge_incoming
from campaigns.services.sign_ons import (
    accept_sign_on,
    confirmation_link,
    forget_contacts,
    forget_old_contacts,
    is_at_own_domain,
    refuse_sign_on,
    tell_contacts,
)
from core.rules import RuleRefused
from core.sealed import unseal, unseal_json
from outbox.models import Content, Message
from tests.factories.accounts import log_in, make_member, make_user
from tests.factories.campaigns import make_campaign
from tests.factories.voices import make_sign_on

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 5, 4, 12, tzinfo=UTC)
FILLED_IN = {
    "name": "River Watch",
    "country": "KE",
    "website": "https://www.riverwatch.example.org/about",
    "email": "office@riverwatch.example.org",
    "authorised": "on",
}


@pytest.fixture
def form(campaign) -> str:
    return f"{campaign.get_absolute_url()}organisations/sign/"


def send(client, form: str, **fields):
    values = {key: value for key, value in (FILLED_IN | fields).items() if value is not None}
    return client.post(form, values)


def path(row: SignOn) -> str:
    return confirmation_link(row).removeprefix("http://testserver")


def page_of(client, campaign: Campaign) -> str:
    return client.get(f"{campaign.get_absolute_url()}organisations/").content.decode()


def test_an_organisation_is_listed_once_its_contact_confirmed_and_a_person_checked_it(
    client, campaign, form
):
    answer = send(client, form)
    assert answer["Location"] == f"{campaign.get_absolute_url()}organisations/check-your-email/"
    row = SignOn.objects.get()
    assert row.own_domain
    link = unseal_json(Message.objects.get().envelope_sealed)["values"]["link"]
    assert "River Watch" in client.get(link).content.decode()
    row.refresh_from_db()
    assert row.state == "pending"
    for _ in range(2):
        assert "A person checks it now" in client.post(link).content.decode()
    assert "River Watch" not in page_of(client, campaign)
    approver = make_member(organisation=campaign.organisation, role="approver", second_factor=True)
    log_in(client, approver)
    desk = f"/desk/campaigns/{campaign.pk}/organisations/"
    page = client.get(desk).content.decode()
    assert "River Watch" in page
    assert "at its own website" in page
    assert "office@" not in page
    client.post(f"{desk}{row.pk}/accept/")
    assert "River Watch" in page_of(client, campaign)
    assert (
        "<strong>1 organisation</strong>"
        in client.get(campaign.get_absolute_url()).content.decode()
    )


def test_it_is_counted_apart_from_people(campaign, petition):
    make_sign_on(campaign=campaign, state="accepted")
    petition.refresh_from_db()
    assert petition.signature_total == 0


def test_the_address_is_sealed_and_stands_nowhere_else(client, form):
    send(client, form)
    row = SignOn.objects.get()
    assert unseal(row.contact_sealed) == FILLED_IN["email"]
    assert "office@" not in str(SignOn.objects.values().get() | {"contact_sealed": None})


def test_who_is_not_authorised_is_told_so(client, form):
    page = send(client, form, authorised=None).content.decode()
    assert "Only somebody who is authorised can sign for it." in page
    assert not SignOn.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "=cmd()"},
        {"name": "https://example.org"},
        {"name": ""},
        {"country": "XX"},
        {"website": "javascript:alert(1)"},
        {"email": "nobody"},
        {"email": "a@example.org,b@example.org"},
        {"name": "a" * 161},
    ],
)
def test_what_is_no_organisation_is_refused_and_leaves_nothing(client, form, fields):
    assert send(client, form, **fields).status_code == 200
    assert not SignOn.objects.exists()
    assert not Message.objects.exists()


def test_a_program_that_fills_in_everything_gets_the_same_answer_and_no_mail(client, form):
    answer = send(client, form, fax="1")
    assert answer.status_code == 303
    assert Message.objects.get().dedup_key.startswith("trap:")
    client.post(path(SignOn.objects.get()))
    assert SignOn.objects.get().state == "pending"
    judge_incoming()
    assert Message.objects.get().state == "cancelled"


def test_three_mails_a_day_go_to_one_mailbox(client, form):
    for number in range(5):
        send(client, form, name=f"River Watch of the {'abcde'[number]} bank")
    judge_incoming()
    states = list(Message.objects.order_by("pk").values_list("state", flat=True))
    assert states.count("cancelled") >= 2


def test_the_form_is_the_same_bytes_for_everybody_and_sets_no_cookie(client, form):
    answer = client.get(form)
    assert answer.cookies == {}
    assert "csrf" not in answer.content.decode()
    assert "max-age=10" in answer["Cache-Control"]


def test_a_closed_petition_takes_no_organisation(client):
    closed = make_campaign(status="closed")
    form = f"{closed.get_absolute_url()}organisations/sign/"
    page = send(client, form).content.decode()
    assert "takes no signatures at the moment" in page
    assert not SignOn.objects.exists()


def test_a_campaign_of_letters_alone_has_no_form(client):
    letters = make_campaign(petition=False, letters=True)
    assert client.get(f"{letters.get_absolute_url()}organisations/sign/").status_code == 404


def test_a_name_is_listed_once(campaign):
    make_sign_on(campaign=campaign, state="accepted", name="River Watch")
    twin = make_sign_on(campaign=campaign, name="RIVER WATCH")
    with pytest.raises(RuleRefused) as refused:
        accept_sign_on(row=twin, actor=make_user())
    assert refused.value.codes == ["name"]
    other = make_sign_on(name="River Watch")
    accept_sign_on(row=other, actor=make_user())


def test_what_nobody_confirmed_is_not_at_the_desk(client, campaign):
    row = make_sign_on(campaign=campaign, state="pending")
    approver = make_member(organisation=campaign.organisation, role="approver", second_factor=True)
    log_in(client, approver)
    desk = f"/desk/campaigns/{campaign.pk}/organisations/"
    assert row.name not in client.get(desk).content.decode()
    assert client.post(f"{desk}{row.pk}/accept/").status_code == 404


def test_the_contact_is_told_of_each_decision_once(campaign):
    row = make_sign_on(campaign=campaign, name="River Watch", email="ada@example.org")
    accept_sign_on(row=row, actor=make_user(), at=DAY)
    assert tell_contacts(at=DAY) == 1
    assert tell_contacts(at=DAY) == 0
    envelope = unseal_json(Message.objects.get().envelope_sealed)
    assert envelope["to"] == "ada@example.org"
    assert envelope["values"]["organisation"] == "River Watch"
    assert "River Watch" not in Content.objects.get().text
    row.refresh_from_db()
    refuse_sign_on(row=row, actor=make_user(), reason="It asked us to.", at=DAY)
    assert tell_contacts(at=DAY) == 1
    newest = Message.objects.latest("pk")
    assert unseal_json(newest.envelope_sealed)["values"]["reason"] == "It asked us to."


def test_a_refusal_says_why(campaign):
    row = make_sign_on(campaign=campaign)
    with pytest.raises(RuleRefused) as refused:
        refuse_sign_on(row=row, actor=make_user(), reason=" ")
    assert refused.value.codes == ["reason"]


def test_contacts_are_forgotten_in_time_and_on_request(campaign):
    make_sign_on(campaign=campaign, state="pending", at=DAY)
    make_sign_on(campaign=campaign, state="refused", at=DAY)
    listed = make_sign_on(campaign=campaign, state="accepted", at=DAY, email="ada@example.org")
    waiting = make_sign_on(email="ada@example.org")
    assert forget_old_contacts(at=DAY + timedelta(days=31)) == 2
    assert forget_contacts(address="ADA@example.org") == 2
    listed.refresh_from_db()
    assert (listed.state, listed.contact_sealed, listed.contact_key) == ("accepted", None, None)
    assert not SignOn.objects.filter(pk=waiting.pk).exists()


@pytest.mark.parametrize(
    ("address", "website", "own"),
    [
        ("a@riverwatch.example.org", "https://riverwatch.example.org", True),
        ("a@example.org", "https://www.example.org/x", True),
        ("a@example.org", "https://campaign.example.org", True),
        ("a@example.com", "https://example.org", False),
        ("a@evil-example.org", "https://example.org", False),
        ("a@example.org", "", False),
    ],
)
def test_an_address_at_its_own_website_is_known(address, website, own):
    assert is_at_own_domain(address, website) is own
