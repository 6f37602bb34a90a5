"""The link to one's own page, sent once more: to the confirmed address, and to nobody else."""

from datetime import timedelta

import pytest

from alerts.models import LinkRequest
from alerts.services import ask_for_link, forget_subscriber, send_links
from core.sealed import SealClosed
from outbox.models import Message
from tests.factories.alerts import make_subscriber, make_subscription

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(now):
    person = make_subscriber(email="ada@example.org", language="fr")
    make_subscription(subscriber=person)
    return person


def links_in(mails):
    return [mail for mail in mails if "/alerts/manage/" in mail.body]


def test_the_link_goes_to_the_address_and_opens_the_page(client, person, workers_run):
    ask_for_link(address="ada@example.org")
    (mail,) = workers_run()
    assert mail.to == ["ada@example.org"]
    assert mail.subject == "Votre lien vers tout ce que vous suivez"
    (link,) = [line for line in mail.body.splitlines() if "/alerts/manage/" in line]
    assert client.get(link.removeprefix("http://testserver")).status_code == 200


def test_another_spelling_brings_it_to_the_spelling_that_was_confirmed(person, workers_run):
    ask_for_link(address="ADA@Example.org")
    (mail,) = workers_run()
    assert mail.to == ["ada@example.org"]


def test_nobody_else_gets_a_mail(now, workers_run):
    make_subscriber(email="pending@example.org", confirmed=False)
    for who in ("nobody", "pending"):
        ask_for_link(address=f"{who}@example.org")
    assert not workers_run()
    assert not LinkRequest.objects.exists()


def test_a_request_is_answered_once_and_not_kept(person):
    ask_for_link(address="ada@example.org")
    assert send_links() == 1
    assert send_links() == 0
    assert not LinkRequest.objects.exists()
    assert Message.objects.count() == 1


def test_at_most_three_such_mails_go_to_one_address_in_24_hours(person, now):
    for _each in range(5):
        ask_for_link(address="ada@example.org", at=now)
    assert send_links(at=now) == 3
    ask_for_link(address="ada@example.org")
    assert send_links(at=now + timedelta(hours=24, seconds=1)) == 1


def test_who_was_forgotten_in_between_gets_none(person):
    ask_for_link(address="ada@example.org")
    forget_subscriber(subscriber=person)
    assert send_links() == 0


def test_without_the_private_key_no_request_is_judged(person, settings):
    ask_for_link(address="ada@example.org")
    settings.SEALING_PRIVATE_KEY = ""
    with pytest.raises(SealClosed):
        send_links()
    assert LinkRequest.objects.count() == 1
