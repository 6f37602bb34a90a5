"""Nothing of a brief is to be read anywhere before its hour, nor announced."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction

from audit.models import Event
from core.rules import RuleRefused
from situations.models import Brief, Embargo
from situations.services import (
    announce_released,
    call_back_brief,
    lift_embargo,
    publish_brief,
    publish_due,
    retract_brief,
    schedule_brief,
    translate_brief,
)
from situations.tasks import publish_briefs
from tests.factories.accounts import make_member, make_user
from tests.factories.alerts import make_news
from tests.factories.briefs import make_brief
from tests.factories.campaigns import make_campaign
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
TITLE = "Held until the bell rings"


@pytest.fixture
def situation():
    return make_situation(name="Upper Valley", slug="upper-valley")


@pytest.fixture
def held(situation):
    """A brief under an embargo of one hour, published as the services do it."""
    brief = make_brief(situation=situation, status="review", title=TITLE, at=NOW - HOUR)
    return publish_brief(brief=brief, actor=make_user(), embargo_until=NOW + HOUR, at=NOW)


def outlets(brief: Brief) -> list[str]:
    """Every address at which a brief, or a word of it, is to be read by anybody."""
    own = f"/briefs/{brief.slug}/"
    organisation = brief.organisation.slug
    return [
        own,
        brief.permalink,
        f"{brief.permalink}pdf/",
        f"{brief.permalink}cite/bibtex/",
        f"{brief.permalink}cite/csl-json/",
        "/briefs/",
        "/briefs/?q=bell",
        "/briefs/feed.atom",
        "/",
        "/sitemap.xml",
        f"/situations/{brief.situation.slug}/",
        f"/organisations/{organisation}/",
        "/alerts/feed.atom",
        "/alerts/feed/situation/upper-valley.atom",
        f"/alerts/feed/organisation/{organisation}.atom",
        f"/campaigns/{make_campaign(situation=brief.situation, status='live').slug}/",
    ]


def seen(client, brief: Brief) -> dict[str, bool]:
    """At which addresses the brief is to be seen now."""
    found = {}
    for address in outlets(brief):
        response = client.get(address)
        text = response.content.decode("utf-8", "replace")
        is_own = address.startswith(f"/briefs/{brief.slug}/")
        found[address] = response.status_code == 200 and (
            is_own or TITLE in text or brief.slug in text
        )
        if is_own:
            assert response.status_code in (200, 404), address
    return found


def test_an_embargo_holds_on_every_outlet_until_its_very_second(client, held):
    make_news(target=held, at=NOW)  # as if somebody had announced it too early
    with time_machine.travel(NOW + HOUR - timedelta(seconds=1), tick=False):
        assert not any(seen(client, held).values()), seen(client, held)
    with time_machine.travel(NOW + HOUR, tick=False):
        assert all(seen(client, held).values()), seen(client, held)


def test_an_embargoed_address_answers_like_one_that_never_was(client, held):
    with time_machine.travel(NOW, tick=False):
        answers = [client.get(f"/briefs/{slug}/") for slug in (held.slug, "nothing-here")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert TITLE not in answers[0].content.decode()


def test_it_is_announced_when_it_ends_and_once(held):
    assert not Event.objects.public().about(held).exists()
    assert announce_released(at=NOW + HOUR - timedelta(seconds=1)) == 0
    assert announce_released(at=NOW + HOUR) == 1
    assert announce_released(at=NOW + 2 * HOUR) == 0
    assert Event.objects.public().about(held).get().verb == "brief.published"


def test_people_are_shown_the_day_on_which_it_came_out(client, situation):
    brief = make_brief(situation=situation, status="review", at=NOW, as_of=date(2026, 10, 30))
    publish_brief(brief=brief, actor=make_user(), embargo_until=NOW + 72 * HOUR, at=NOW)
    with time_machine.travel(NOW + 73 * HOUR, tick=False):
        page = client.get(f"/briefs/{brief.slug}/").content.decode()
    assert "6 November 2026" in page
    assert "3 November 2026" not in page


def test_the_order_of_a_list_follows_the_release_and_not_the_approval(situation):
    held = make_brief(situation=situation, at=NOW, embargo_until=NOW + 3 * HOUR)
    later = make_brief(situation=situation, at=NOW + HOUR)
    at = NOW + 4 * HOUR
    assert list(Brief.objects.published(at=at).newest_first()) == [held, later]


def test_an_embargo_of_the_past_is_refused(situation):
    brief = make_brief(situation=situation, status="review", at=NOW)
    with pytest.raises(RuleRefused) as refused:
        publish_brief(brief=brief, actor=make_user(), embargo_until=NOW, at=NOW)
    assert refused.value.codes == ["moment"]


def test_lifting_it_early_takes_a_second_approver_and_is_recorded(client, held):
    with pytest.raises(RuleRefused):
        lift_embargo(brief=held, actor=held.approver, at=NOW)
    second = make_user()
    lift_embargo(brief=held, actor=second, at=NOW)
    with time_machine.travel(NOW, tick=False):
        assert client.get(f"/briefs/{held.slug}/").status_code == 200
    lifted = Event.objects.get(verb="brief.embargo_lifted")
    assert lifted.actor == second
    assert Event.objects.public().about(held).get().verb == "brief.published"
    with pytest.raises(RuleRefused):
        lift_embargo(brief=held, actor=make_user(), at=NOW)


def test_the_desk_offers_lifting_to_a_second_approver_alone(browser, organisation, approver):
    brief = make_brief(
        situation=make_situation(organisation=organisation),
        approver=approver,
        embargo_until=datetime(2999, 1, 1, tzinfo=UTC),
    )
    address = f"/desk/briefs/{brief.pk}/lift/"
    assert browser(approver).get(address).status_code == 403
    second = make_member(organisation=organisation, role="approver", second_factor=True)
    client = browser(second)
    assert client.get(address).status_code == 200
    assert Embargo.objects.get().lifted_at is None, "looking lifts nothing"
    client.post(address)
    assert Embargo.objects.get().lifted_by == second


@pytest.mark.parametrize(
    "change",
    [{"until": NOW}, {"lifted_at": None, "lifted_by": None}],
)
def test_postgresql_moves_no_embargo(held, change):
    lift_embargo(brief=held, actor=make_user(), at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        Embargo.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Embargo.objects.all().delete()


def test_postgresql_lets_nobody_lift_what_they_approved(held):
    with pytest.raises(DatabaseError), transaction.atomic():
        Embargo.objects.update(lifted_at=NOW, lifted_by=held.approver)


def test_a_translation_is_held_as_long_as_its_original(client, held):
    draft = translate_brief(brief=held, actor=make_user(), language="fr", at=NOW)
    draft.status = "review"
    draft.save()
    french = publish_brief(brief=draft, actor=make_user(), at=NOW)
    assert french.held_until == held.held_until
    with time_machine.travel(NOW, tick=False):
        assert client.get(f"/briefs/{held.slug}/fr/").status_code == 404
    lift_embargo(brief=french, actor=make_user(), at=NOW)
    with time_machine.travel(NOW, tick=False):
        assert client.get(f"/briefs/{held.slug}/fr/").status_code == 200
        assert client.get(f"/briefs/{held.slug}/").status_code == 200


def test_what_was_never_out_leaves_no_tombstone(client, held):
    retract_brief(brief=held, actor=make_user(), reason="The source took it back.", at=NOW)
    assert not Event.objects.public().about(held).exists()
    with time_machine.travel(NOW + 2 * HOUR, tick=False):
        assert client.get(f"/briefs/{held.slug}/").status_code == 404
        assert TITLE not in client.get("/briefs/feed.atom").content.decode()


def test_the_pdf_of_the_desk_bears_the_embargo(browser, organisation, editor):
    brief = make_brief(
        situation=make_situation(organisation=organisation),
        embargo_until=datetime(2999, 1, 1, tzinfo=UTC),
    )
    client = browser(editor)
    assert client.get(f"/desk/briefs/{brief.pk}/pdf/").content.startswith(b"%PDF")
    assert "Under an embargo" in client.get(f"/desk/briefs/{brief.pk}/").content.decode()


def test_a_scheduled_brief_is_published_at_its_hour_and_not_before(client, situation):
    brief = make_brief(situation=situation, status="review", title=TITLE, at=NOW)
    approver = make_user()
    schedule_brief(brief=brief, actor=approver, publish_at=NOW + HOUR, at=NOW)
    assert publish_due(at=NOW + HOUR - timedelta(seconds=1)) == 0
    assert TITLE not in client.get("/briefs/").content.decode()
    with time_machine.travel(NOW + HOUR, tick=False):
        publish_briefs()
        publish_briefs()
    brief.refresh_from_db()
    assert (brief.status, brief.published_at, brief.approver) == ("published", NOW + HOUR, approver)
    assert Event.objects.public().about(brief).count() == 1


def test_a_scheduled_brief_can_be_called_back_and_then_changed(situation):
    brief = make_brief(situation=situation, status="review", at=NOW)
    schedule_brief(brief=brief, actor=make_user(), publish_at=NOW + HOUR, at=NOW)
    with pytest.raises(RuleRefused):
        call_back_brief(brief=brief, reason=" ", at=NOW)
    call_back_brief(brief=brief, reason="A figure has to be checked.", at=NOW)
    assert publish_due(at=NOW + 2 * HOUR) == 0
    brief.refresh_from_db()
    assert (brief.status, brief.approver) == ("returned", None)


def test_what_may_not_be_published_any_more_goes_back_with_the_reason(situation):
    brief = make_brief(situation=situation, status="review", recommendations=False, at=NOW)
    Brief.objects.filter(pk=brief.pk).update(
        status="scheduled", approver=make_user(), publish_at=NOW
    )
    assert publish_due(at=NOW + HOUR) == 1
    brief.refresh_from_db()
    assert brief.status == "returned"
    assert "Recommend something" in brief.returned_reason


@pytest.mark.parametrize("change", [{"body": "x"}, {"title": "x"}, {"assessment": None}])
def test_postgresql_changes_nothing_in_what_waits_for_its_hour(situation, change):
    brief = make_brief(situation=situation, status="scheduled", at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        Brief.objects.filter(pk=brief.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        brief.recommendations.update(text="x")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"when": "embargo"}, "moment"),
        ({"when": "later", "moment": "2001-01-01T09:00"}, "moment"),
        ({"when": "later", "moment": "2026-02-31T09:00"}, "moment"),
        ({"when": "never"}, "when"),
    ],
)
def test_a_moment_that_cannot_be_is_refused_beside_its_field(
    browser, organisation, editor, approver, values, field
):
    brief = make_brief(status="review", organisation=organisation, author=editor)
    response = browser(approver).post(f"/desk/briefs/{brief.pk}/publish/", values)
    assert field in response.context["form"].errors
    brief.refresh_from_db()
    assert brief.status == "review"


@pytest.mark.parametrize(("when", "status"), [("embargo", "published"), ("later", "scheduled")])
def test_the_approver_chooses_the_hour(browser, organisation, editor, approver, when, status):
    brief = make_brief(status="review", organisation=organisation, author=editor)
    values = {"when": when, "moment": "2999-01-01T09:00"}
    browser(approver).post(f"/desk/briefs/{brief.pk}/publish/", values)
    brief.refresh_from_db()
    assert brief.status == status
    assert not Brief.objects.published().filter(pk=brief.pk).exists()
