"""The Atom feed of what became public."""

from xml.etree import ElementTree

import pytest

from situations.models import SituationStatus
from tests.factories.accounts import make_user
from tests.factories.alerts import make_news
from tests.factories.situations import make_brief, make_situation

pytestmark = pytest.mark.django_db

FEED = "/alerts/feed.atom"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(client, address=FEED):
    answer = client.get(address)
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content).findall("a:entry", ATOM)  # noqa: S314 - our own


def titles(client):
    return [entry.find("a:title", ATOM).text for entry in entries(client)]


def test_the_newest_comes_first(client, now):
    first, second = make_brief(title="One"), make_brief(title="Two")
    make_news(target=first, at=now)
    make_news(target=second, at=now)
    assert titles(client) == ["New brief: Two", "New brief: One"]


def test_d4_a_no_is_in_the_feed_like_a_yes(client, now):
    situation = make_situation(status=SituationStatus.NOT_REGISTERED, name="Upper Valley")
    make_news(verb="situation.not_registered", target=situation, previous="", at=now)
    assert titles(client) == ["Assessed, and not registered as R2P: Upper Valley"]


def test_d12_what_is_not_public_is_not_in_the_feed(client, now):
    make_news(target=make_brief(published=False), at=now)
    assert entries(client) == []


def test_each_entry_leads_to_its_page_and_keeps_its_name(client, now):
    brief = make_brief(title="A & <b>")
    event = make_news(target=brief, at=now)
    (entry,) = entries(client)
    link = entry.find("a:link", ATOM).attrib["href"]
    assert link == f"http://testserver{brief.get_absolute_url()}"
    assert entry.find("a:id", ATOM).text.endswith(f"#{event.pk}")
    assert entry.find("a:title", ATOM).text == "New brief: A & <b>"


def test_the_feed_is_the_same_bytes_for_everybody(client, now):
    make_news(at=now)
    anonymous = client.get(FEED)
    client.force_login(make_user(staff=True))
    assert client.get(FEED).content == anonymous.content
    assert "Set-Cookie" not in anonymous.headers
    assert "public" in anonymous.headers["Cache-Control"]


def test_the_feed_takes_the_language_of_its_address(client, now):
    make_news(at=now)
    answer = client.get(f"{FEED}?lang=fr")
    assert b'xml:lang="fr"' in answer.content
    (entry,) = entries(client, f"{FEED}?lang=fr")
    assert entry.find("a:link", ATOM).attrib["href"].endswith("?lang=fr")
