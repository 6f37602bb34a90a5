"""Rules of briefs. (DESIGN section 2: D5, D8, D11-D14; domain.md section 7)"""

import hashlib
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from core.rules import RuleRefused
from core.text import aggregate_figures
from situations.models import BriefFile
from situations.models.evidence_choices import Use
from situations.proofreading import Words, reading_minutes, remarks, wordings
from situations.services import publish_brief, submit_brief, write_brief, write_recommendations
from situations.services.brief_files import file_of, make_files
from situations.services.testimonies import withdraw_consent
from tests.factories.accounts import make_user
from tests.factories.briefs import make_brief, make_recommendation
from tests.factories.cases import DARFUR, publish_case_brief
from tests.factories.evidence import make_testimony
from tests.factories.situations import (
    AT,
    make_situation,
)

pytestmark = pytest.mark.django_db

WITNESS = "We left the bread in the oven."


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def darfur(run, editor, approver):
    return publish_case_brief(DARFUR, situation=run(DARFUR), author=editor, approver=approver)


def test_d11_a_brief_puts_its_figures_first(client, darfur):
    page = text(client.get(darfur.get_absolute_url()))
    main = page[page.index("<article") :]
    assert main.index('id="figures"') < main.index("What happens") < main.index("Government of S")
    assert aggregate_figures("more than 200,000")


def test_d11_every_figure_of_a_brief_has_range_source_and_day(client, darfur):
    page = text(client.get(darfur.get_absolute_url()))
    figures = page[page.index('id="figures"') : page.index('id="people"')]
    entries = re.findall(r"<li>\s*<b>(.*?)</b>(.*?)</li>", figures, re.DOTALL)
    assert [amount for amount, _rest in entries] == ["more than 200,000", "about 2,500,000"]
    for _amount, rest in entries:
        assert "no range given" in rest
        assert "as of 13 August 2007" in rest
        assert "Historical, from a 2007 speech" in rest
        assert "2003–2007" in rest


def test_d13_a_brief_without_the_territorial_state_first_needs_a_reason(client):
    brief = make_brief(published=False, recommendations=False)
    make_recommendation(brief=brief, is_territorial_state=False, addressee="Council")
    with pytest.raises(RuleRefused) as refused:
        submit_brief(brief=brief, actor=brief.author, at=AT)
    assert refused.value.codes == ["state_first_reason"]
    write_brief(brief=brief, actor=brief.author, at=AT, state_first_reason="Nobody governs there.")
    submit_brief(brief=brief, actor=brief.author, at=AT)
    publish_brief(brief=brief, actor=make_user(), at=AT)
    assert "Nobody governs there." in text(client.get(brief.get_absolute_url()))


def test_d13_recommendations_stand_by_addressee_the_state_first(client):
    brief = make_brief(published=False, recommendations=False)
    rows = [
        {"addressee": "State", "is_territorial_state": True, "text": "One", "rung": 0},
        {"addressee": "State", "is_territorial_state": True, "text": "Two", "rung": 5},
        {"addressee": "Council", "is_territorial_state": False, "text": "Three", "rung": 2},
    ]
    write_recommendations(brief=brief, actor=brief.author, recommendations=rows, at=AT)
    submit_brief(brief=brief, actor=brief.author, at=AT)
    publish_brief(brief=brief, actor=make_user(), at=AT)
    page = text(client.get(brief.get_absolute_url()))
    assert page.count("<h3>State</h3>") == 1
    assert page.index("One") < page.index("Two") < page.index("<h3>Council</h3>")
    assert "Rung 5" in page


def test_d5_who_wrote_in_a_brief_never_approves_it_at_once_later_or_held():
    brief = make_brief(published=False)
    helper = make_user()
    write_brief(brief=brief, actor=helper, at=AT, title="Anew")
    submit_brief(brief=brief, actor=brief.author, at=AT)
    for person in (brief.author, helper):
        with pytest.raises(RuleRefused):
            publish_brief(brief=brief, actor=person, embargo_until=AT + timedelta(days=1), at=AT)


@pytest.mark.parametrize(
    "phrase", ["right to intervene", "humanitarian intervention", "regime change"]
)
def test_d14_words_of_intervention_are_warned_of_and_nothing_is_blocked(browser, phrase):
    brief = make_brief(published=False, body=f"We claim a {phrase}.")
    assert [each.found for each in wordings(Words.of(brief))] == [phrase]
    submit_brief(brief=brief, actor=brief.author, at=AT)
    assert publish_brief(brief=brief, actor=make_user(), at=AT).is_published


def quoting(**more):
    situation = make_situation()
    testimony = make_testimony(situation=situation, **more)
    body = f"## Before\n\n[[testimony:{testimony.public_id}]]\n\nAfter."
    return testimony, make_brief(situation=situation, body=body)


def outlets(brief) -> list[str]:
    return [brief.get_absolute_url(), brief.permalink, "/briefs/feed.atom"]


def test_d12_a_testimony_is_gone_from_page_feed_and_pdf_at_the_next_request(client):
    testimony, brief = quoting()
    for address in outlets(brief):
        response = client.get(address)
        assert WITNESS in text(response), address
        assert response.headers["Cache-Control"] == "no-store", "no copy may outlive a consent"
    before = client.get(f"{brief.permalink}pdf/")
    assert before.headers["Cache-Control"] == "no-store"
    withdraw_consent(testimony=testimony, actor=make_user())
    for address in outlets(brief):
        page = text(client.get(address))
        assert WITNESS not in page, address
        assert "A testimony stood here. It was withdrawn." in page
        assert "[[testimony" not in page
    after = client.get(f"{brief.permalink}pdf/")
    assert after.content != before.content
    assert BriefFile.objects.get().sha256 == hashlib.sha256(after.content).hexdigest()
    assert bytes(BriefFile.objects.get().content) == after.content, "the old file is kept nowhere"


def test_d12_the_hash_on_the_page_is_never_that_of_a_file_with_withdrawn_words(client):
    testimony, brief = quoting()
    old = file_of(brief=brief).sha256
    assert old in text(client.get(brief.permalink))
    withdraw_consent(testimony=testimony, actor=make_user())
    assert old not in text(client.get(brief.permalink))
    make_files()
    assert BriefFile.objects.get().sha256 in text(client.get(brief.permalink))


def test_d12_a_testimony_for_another_use_is_quoted_in_no_brief(client):
    _testimony, brief = quoting(uses=(Use.REGISTER, Use.CAMPAIGN, Use.BRIEF_PRIVATE))
    for address in outlets(brief):
        assert WITNESS not in text(client.get(address))


def test_d12_a_marker_of_nobody_is_never_printed(client):
    brief = make_brief(body="Before [[testimony:0000000000000000]] and [[testimony:nonsense]].")
    assert "[[testimony" not in text(client.get(brief.permalink))


def test_d12_a_testimony_holds_no_markup():
    """What a witness said is set as words: neither markdown nor HTML of theirs is read."""
    _testimony, brief = quoting(excerpt="<script>alert(1)</script> #panic() **x**")
    assert file_of(brief=brief).content


def test_a_page_without_testimony_may_be_kept_by_a_cache(client):
    assert "max-age=60" in client.get(make_brief().permalink).headers["Cache-Control"]


def test_the_same_version_gives_the_same_pdf_and_its_hash_stands_on_the_page(client):
    brief = make_brief()
    with time_machine.travel(datetime(2026, 6, 1, tzinfo=UTC)):
        first = client.get(f"{brief.permalink}pdf/")
    BriefFile.objects.all().delete()
    with time_machine.travel(datetime(2030, 6, 1, tzinfo=UTC)):
        again = client.get(f"{brief.permalink}pdf/")
    assert first.content == again.content
    digest = hashlib.sha256(first.content).hexdigest()
    assert digest in text(client.get(brief.permalink))
    assert first.headers["ETag"] == f'"{digest}"'


def test_the_warning_list_names_what_a_colleague_would():
    brief = make_brief(
        published=False,
        standfirst="word " * 61,
        body="About 12,500 people fled.\n\nIn 2007 there were [4,100 dead](https://example.org).",
        sources="",
    )
    found = " ".join(str(each) for each in remarks(brief, Words.of(brief)))
    assert "61 words" in found
    assert "No source is named" in found
    assert "what could not be checked" in found
    assert "A number without a source beside it: “About 12,500 people fled" in found
    assert "12,500 stands in the text and not among the figures" in found
    assert "4,100 stands" in found
    assert "2007" not in found


def test_a_long_text_is_remarked_on_with_its_reading_time():
    brief = make_brief(published=False, body="word " * 3_000)
    assert reading_minutes(brief.body) == 13
    assert "13 minutes" in " ".join(str(each) for each in remarks(brief, Words.of(brief)))
    assert reading_minutes("保护" * 450) == 2
    assert reading_minutes("") == 1
