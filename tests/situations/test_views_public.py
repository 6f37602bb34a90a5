"""The public pages: the same for everybody, narrow, whole and safe."""

from html.parser import HTMLParser

import pytest
from django.contrib.sessions.backends.base import SessionBase

from tests.factories.accounts import make_member
from tests.factories.briefs import make_brief
from tests.factories.cases import DARFUR
from tests.factories.situations import (
    make_assessment,
    make_situation,
    make_territory,
)

pytestmark = pytest.mark.django_db


class Tags(HTMLParser):
    """Every tag of a page with its attributes, as a browser would see them."""

    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def addresses():
    brief = make_brief()
    situation = brief.situation
    return [
        "/situations/",
        situation.get_absolute_url(),
        situation.current_assessment.get_absolute_url(),
        "/briefs/",
        brief.get_absolute_url(),
    ]


def test_public_pages_are_the_same_bytes_for_everybody(addresses, client, browser):
    member = browser(make_member(role="owner", second_factor=True))
    for address in addresses:
        anonymous, known = client.get(address), member.get(address)
        assert anonymous.status_code == 200, address
        assert anonymous.content == known.content
        assert not anonymous.cookies
        assert not known.cookies
        assert "public" in anonymous["Cache-Control"]
        assert "Cookie" not in anonymous.get("Vary", "")


def test_public_pages_never_open_the_session(addresses, browser, monkeypatch):
    member = browser(make_member())

    def opened(self):
        raise AssertionError

    monkeypatch.setattr(SessionBase, "_get_session", opened)
    for address in addresses:
        assert member.get(address).status_code == 200


def test_the_register_costs_no_more_for_more_rows(client, django_assert_max_num_queries):
    for _number in range(12):
        make_situation()
    with django_assert_max_num_queries(12):
        client.get("/situations/")


def test_a_situation_page_asks_a_bounded_number_of_questions(
    run, client, django_assert_max_num_queries
):
    address = run(DARFUR).get_absolute_url()
    with django_assert_max_num_queries(30):
        client.get(address)


def test_the_list_of_briefs_costs_no_more_for_more_rows(client, django_assert_max_num_queries):
    for _number in range(5):
        make_brief()
    with django_assert_max_num_queries(5):
        client.get("/briefs/")


def test_the_register_shows_yes_and_no_and_nothing_undecided(client):
    yes = make_situation(name="Yes valley")
    no = make_situation(name="No valley", status="not_registered")
    make_situation(name="Hidden valley", status="proposed")
    page = text(client.get("/situations/"))
    assert yes.name in page
    assert no.name in page
    assert "Hidden valley" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("decision=registered", {"Alpha", "Beta"}),
        ("decision=not_registered", {"Gamma"}),
        ("level=current_crisis", {"Alpha"}),
        ("region=002", {"Alpha", "Gamma"}),
        ("territory=kosovo", {"Beta"}),
        ("text=alph", {"Alpha"}),
        ("text=soudan", {"Alpha", "Gamma"}),
        ("text=upper+valley", {"Alpha", "Beta", "Gamma"}),
        ("level=imminent_risk", set()),
        ("decision=registered&region=002", {"Alpha"}),
        ("decision=nonsense&level=%00&region=999&territory=nowhere", {"Alpha", "Beta", "Gamma"}),
    ],
)
def test_the_register_can_be_narrowed(client, query, found):
    sudan, kosovo = make_territory(code="SD"), make_territory(code="XK")
    make_situation(name="Alpha", level="current_crisis", territories=[sudan])
    make_situation(name="Beta", territories=[kosovo])
    make_situation(name="Gamma", status="not_registered", territories=[sudan, kosovo][:1])
    page = text(client.get(f"/situations/?{query}"))
    assert {name for name in ("Alpha", "Beta", "Gamma") if f">{name}</a>" in page} == found
    if not found:
        assert "Nothing fits" in page


def test_the_gravest_stand_first(client):
    make_situation(name="Alpha", status="not_registered")
    make_situation(name="Beta", level="serious_concern")
    make_situation(name="Gamma", level="current_crisis")
    page = text(client.get("/situations/?decision="))
    places = [page.index(f">{name}</a>") for name in ("Gamma", "Beta", "Alpha")]
    assert places == sorted(places)


def test_empty_lists_say_what_comes(client):
    assert "Nothing has been decided yet" in text(client.get("/situations/"))
    assert "No brief has been published yet" in text(client.get("/briefs/"))


def test_a_long_register_has_pages(client):
    for _number in range(31):
        make_situation()
    assert "Page 1 of 2" in text(client.get("/situations/"))
    assert client.get("/situations/?page=2").status_code == 200
    assert client.get("/situations/?page=nonsense").status_code == 200


def test_hidden_and_unknown_things_are_not_found(client):
    proposed = make_situation(status="proposed")
    draft = make_brief(published=False)
    decided = make_situation()
    for address in (
        "/situations/nowhere/",
        "/briefs/nothing/",
        f"/situations/{decided.slug}/2007-02-31/1/",
        f"/situations/{decided.slug}/{decided.current_assessment.as_of}/2/",
        f"/situations/{decided.slug}/2007-08-13/1/",
        f"/situations/{decided.slug}/0000-00-00/1/",
    ):
        assert client.get(address).status_code == 404, address
    assert proposed.slug is None
    assert draft.slug is None


def test_a_draft_of_a_decided_situation_is_not_in_its_history(client):
    situation = make_situation()
    make_assessment(situation=situation, public_reason="Not for the public yet")
    page = text(client.get(situation.get_absolute_url()))
    assert "Not for the public yet" not in page
    assert page.count("Version ") == 1


def test_nothing_is_done_by_a_wrong_method(client):
    situation = make_situation()
    assert client.post(situation.get_absolute_url()).status_code == 405


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        '<a href="https://a.example.org" onclick="alert(1)">x</a>',
        "<iframe src=https://a.example.org></iframe>",
        "![x](https://a.example.org/track.gif)",
        "<svg/onload=alert(1)>",
        "<style>body{display:none}</style>",
        "`<script>`",
    ],
)
def test_markdown_of_a_brief_makes_no_script(client, attack):
    brief = make_brief(body=attack, standfirst=attack, sources=attack, title=attack)
    seen = Tags()
    page = text(client.get(brief.get_absolute_url()))
    seen.feed(page[page.index("<main") : page.index("</main>")])
    assert not {"script", "img", "iframe", "style", "object"} & {tag for tag, _attrs in seen.tags}
    attributes = [pair for _tag, attrs in seen.tags for pair in attrs]
    assert not [name for name, _value in attributes if name.startswith("on")]
    links = [value for name, value in attributes if name in ("href", "action", "src")]
    assert not [link for link in links if link.startswith(("javascript:", "data:"))]


def test_a_brief_in_another_language_says_so(client):
    brief = make_brief(language="fr")
    assert '<article class="stack" lang="fr" dir="ltr">' in text(
        client.get(brief.get_absolute_url())
    )


def test_figures_of_a_brief_stand_before_its_text(run, client, editor, approver):
    from_case = run(DARFUR)
    brief = make_brief(situation=from_case, assessment=from_case.current_assessment)
    page = text(client.get(brief.get_absolute_url()))
    assert page.index("more than 200,000") < page.index("will not stay so")
    assert "BRF-2026-" in page


def test_the_permanent_page_tells_an_old_version_from_the_current_one(client):
    situation = make_situation()
    old = make_assessment(
        situation=situation,
        status="decided",
        as_of=situation.current_assessment.as_of.replace(day=1),
    )
    assert "Another assessment is current" in text(client.get(old.get_absolute_url()))
    current = text(client.get(situation.current_assessment.get_absolute_url()))
    assert "This is the current assessment" in current


def test_links_keep_the_language(client):
    make_situation(name="Alpha")
    page = client.get("/situations/?lang=ar")
    assert '<html lang="ar" dir="rtl">' in text(page)
    assert 'name="lang" value="ar"' in text(page)
