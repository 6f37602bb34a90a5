"""The Atom feed of what became public."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from situations.models import SituationStatus
from tests.factories.accounts import make_organisation, make_user
from tests.factories.alerts import make_news
from tests.factories.briefs import make_brief
from tests.factories.campaigns import make_campaign
from tests.factories.situations import make_situation

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


# Of one topic


def feed_of(kind, subject):
    return reverse("alerts:topic_feed", args=[kind, getattr(subject, "slug", subject)])


@pytest.fixture
def valley(now):
    """News of two situations, of which one is looked at."""
    make_news(target=make_brief(title="Elsewhere"), at=now)
    situation = make_situation(name="Upper Valley")
    make_news(target=make_brief(title="The bridge", situation=situation), at=now)
    campaign = make_campaign(situation=situation, title="Open the bridge")
    make_news(verb="petition.launched", target=campaign.petition, at=now)
    return situation


def titles_of(client, kind, subject):
    found = entries(client, feed_of(kind, subject))
    return [entry.find("a:title", ATOM).text for entry in found]


def test_the_feed_of_a_situation_holds_its_briefs_and_campaigns_and_nothing_else(client, valley):
    expected = ["New petition: Open the bridge", "New brief: The bridge"]
    assert titles_of(client, "situation", valley) == expected


def test_territory_region_and_its_whole_hold_the_same(client, valley):
    territory = valley.territories.get()
    expected = titles_of(client, "situation", valley)
    assert set(expected) <= set(titles_of(client, "territory", territory))
    assert set(expected) <= set(titles_of(client, "region", territory.region))


def test_the_feed_of_an_organisation_holds_what_is_its_own(client, valley):
    assert "New brief: The bridge" in titles_of(client, "organisation", valley.organisation)
    assert "New brief: Elsewhere" not in titles_of(client, "organisation", valley.organisation)


def test_the_feed_of_a_campaign_holds_its_own_news_only(client, valley):
    (campaign,) = valley.campaigns.all()
    assert titles_of(client, "campaign", campaign) == ["New petition: Open the bridge"]


@pytest.mark.parametrize(
    "address",
    ["situation/nowhere", "planet/mars", "region/999", "organisation/not-vetted", "everything/x"],
)
def test_there_is_no_feed_of_what_is_not_public(client, address):
    make_organisation(slug="not-vetted", vetted=False)
    assert client.get(f"/alerts/feed/{address}.atom").status_code == 404


def test_a_situation_that_is_only_proposed_has_no_feed(client):
    hidden = make_situation(status=SituationStatus.PROPOSED, slug="hidden")
    assert client.get(feed_of("situation", hidden)).status_code == 404


def test_an_entry_is_known_by_one_name_in_every_feed_and_language(client, valley):
    def names(address):
        return {entry.find("a:id", ATOM).text for entry in entries(client, address)}

    own = names(feed_of("situation", valley))
    assert len(own) == 2
    assert own == names(f"{feed_of('situation', valley)}?lang=ar")
    assert own < names(FEED)


@pytest.mark.parametrize("language", ["", "?lang=ar"])
def test_a_feed_is_a_valid_atom_document(client, valley, language):
    own = f"{feed_of('situation', valley)}{language}"
    root = ElementTree.fromstring(client.get(own).content)  # noqa: S314 - our own
    for name in ("id", "title", "updated", "author"):
        assert len(root.findall(f"a:{name}", ATOM)) == 1, name
    (link,) = [each for each in root.findall("a:link", ATOM) if each.attrib["rel"] == "self"]
    assert link.attrib["href"] == f"http://testserver{own}"
    for entry in root.findall("a:entry", ATOM):
        for name in ("id", "title", "updated", "summary", "author"):
            assert len(entry.findall(f"a:{name}", ATOM)) == 1, name
        assert entry.find("a:link", ATOM).attrib["rel"] == "alternate"


# To ask again


def test_a_reader_that_has_the_feed_already_is_told_so_in_few_bytes(client, valley):
    first = client.get(FEED)
    for header in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        again = client.get(FEED, headers=header)
        assert (again.status_code, again.content) == (304, b"")


def test_after_new_news_the_reader_gets_the_feed(client, now, valley):
    first = client.get(FEED)
    make_news(target=make_brief(title="Later"), at=now + timedelta(hours=1))
    again = client.get(FEED, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert b"Later" in again.content


def test_d12_what_is_not_told_any_more_is_gone_at_the_next_request(client, valley):
    valley.campaigns.update(story="Amani keeps the register of the market.")
    first = client.get(FEED)
    assert "Amani keeps" in first.text
    valley.campaigns.update(story="A woman keeps the register of the market.")
    again = client.get(FEED, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert "Amani keeps" not in again.text


def test_an_empty_feed_does_not_look_new_every_time(client):
    first = client.get(FEED)
    again = client.get(FEED, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("page", ["situation", "organisation", "campaign", "register", "narrowed"])
def test_each_page_names_its_feed(client, valley, page):
    (campaign,) = valley.campaigns.all()
    territory = valley.territories.get()
    address, feed = {
        "situation": (valley.get_absolute_url(), feed_of("situation", valley)),
        "organisation": (
            valley.organisation.get_absolute_url(),
            feed_of("organisation", valley.organisation),
        ),
        "campaign": (campaign.get_absolute_url(), feed_of("campaign", campaign)),
        "register": ("/situations/", FEED),
        "narrowed": (f"/situations/?territory={territory.slug}", feed_of("territory", territory)),
    }[page]
    assert f'type="application/atom+xml" href="{feed}"' in client.get(address).content.decode()
