"""The feed of briefs, and what all public outlets of a brief have in common."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest

from tests.factories.briefs import make_brief
from tests.factories.situations import AT, make_situation

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def feed(client) -> ElementTree.Element:
    response = client.get("/briefs/feed.atom")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own answer


def test_each_brief_is_an_entry_with_its_whole_text(client):
    brief = make_brief(title="A & <b>", body="The **towns** need it.")
    (entry,) = feed(client).findall("a:entry", ATOM)
    assert entry.find("a:title", ATOM).text == "A & <b>"
    assert entry.find("a:link", ATOM).get("href").endswith(brief.get_absolute_url())
    content = entry.find("a:content", ATOM)
    assert content.get("type") == "html"
    assert "The <strong>towns</strong> need it." in content.text
    assert "Government of the valley" in content.text


def test_the_newest_comes_first_and_an_entry_is_known_by_the_number_of_its_brief(client):
    first = make_brief(at=AT)
    second = make_brief(at=AT + timedelta(days=1))
    numbers = [entry.find("a:id", ATOM).text for entry in feed(client).findall("a:entry", ATOM)]
    assert [number.rpartition("#")[2] for number in numbers] == [second.reference, first.reference]


def test_an_empty_feed_has_a_date_that_does_not_move(client):
    assert feed(client).find("a:updated", ATOM).text.startswith("2007-08-13")


def test_the_feed_asks_no_more_for_more_briefs(client, django_assert_max_num_queries):
    situation = make_situation()
    for _number in range(6):
        make_brief(situation=situation)
    with django_assert_max_num_queries(8):
        feed(client)


@pytest.mark.parametrize("script", ["<script>alert(1)</script>", "[x](javascript:alert(1))"])
def test_script_in_a_brief_reaches_no_feed_reader(client, script):
    make_brief(body=script)
    (entry,) = feed(client).findall("a:entry", ATOM)
    assert "<script" not in entry.find("a:content", ATOM).text
    assert "href=" not in entry.find("a:content", ATOM).text


def test_every_public_outlet_gives_everybody_the_same_bytes_and_no_cookie(
    client, browser, organisation, editor
):
    brief = make_brief(situation=make_situation(organisation=organisation), author=editor)
    member = browser(editor)
    for address in (
        brief.get_absolute_url(),
        brief.permalink,
        f"{brief.permalink}pdf/",
        f"{brief.permalink}cite/ris/",
        "/briefs/",
        "/briefs/?q=towns",
        "/briefs/feed.atom",
        "/sitemap.xml",
    ):
        answer, same = client.get(address), member.get(address)
        assert answer.content == same.content, address
        assert not answer.cookies, address
        assert "Cookie" not in answer.headers.get("Vary", ""), address


def test_words_are_looked_for_in_title_text_and_name_of_the_situation(client):
    brief = make_brief(
        situation=make_situation(name="Верхняя долина"), title="مدن النهر", body="Wells 水井"
    )
    for wanted in ("долина", "مدن", "水井", "wells", brief.reference):
        assert brief.title in client.get("/briefs/", {"q": wanted}).content.decode(), wanted
    assert client.get("/briefs/", {"q": "\x00"}).status_code == 200
    for wanted in ("nothing at all", "%", "' OR 1=1 --"):
        page = client.get("/briefs/", {"q": wanted})
        assert page.status_code == 200
        assert brief.title not in page.content.decode(), wanted
