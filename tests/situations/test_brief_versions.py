"""A published version never changes: what is put right, translated or retracted stands beside."""

from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from audit.models import Event
from core.rules import RuleRefused
from situations.models import Brief, Retraction
from situations.services import (
    publish_brief,
    retract_brief,
    revise_brief,
    submit_brief,
    translate_brief,
    write_brief,
    write_occasions,
    write_recommendations,
)
from tests.factories.accounts import make_user
from tests.factories.briefs import make_brief, make_recommendation
from tests.factories.situations import (
    AT,
    make_assessment,
    make_figure,
    make_situation,
)

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=2)


def text(response) -> str:
    return response.content.decode()


def finish(draft: Brief, *, at: datetime = LATER) -> Brief:
    """Hand in a draft and have somebody else publish it."""
    submit_brief(brief=draft, actor=draft.author, at=at)
    return publish_brief(brief=draft, actor=make_user(), at=at)


def revised(
    brief: Brief, *, change: str = "minor", note: str = "A date was wrong.", **words
) -> Brief:
    draft = revise_brief(brief=brief, actor=make_user(), change=change, change_note=note, at=LATER)
    write_brief(brief=draft, actor=draft.author, at=LATER, **words)
    return finish(draft)


def translated(brief: Brief, language: str = "fr", **words) -> Brief:
    draft = translate_brief(brief=brief, actor=make_user(), language=language, at=LATER)
    write_brief(brief=draft, actor=draft.author, at=LATER, **(words or {"title": "Les villes"}))
    return finish(draft)


@pytest.fixture
def brief():
    return make_brief(title="The towns", body="As first written.")


def test_a_correction_keeps_number_and_address_and_both_versions_can_be_read(client, brief):
    second = revised(brief, body="As put right.")
    assert (second.reference, second.slug, second.version) == (brief.reference, brief.slug, 2)
    now = text(client.get(f"/briefs/{brief.slug}/"))
    assert "As put right." in now
    assert "A date was wrong." in now
    old = text(client.get(f"/briefs/{brief.slug}/v1/"))
    assert "As first written." in old
    assert "A newer version stands" in old
    assert "A newer version stands" not in now


def test_lists_show_a_brief_once_in_its_newest_version(client, brief):
    revised(brief, title="The towns, again")
    translated(Brief.objects.get(version=2))
    page = text(client.get("/briefs/"))
    assert page.count("The towns, again") == 1
    assert "Les villes" not in page
    assert list(Brief.objects.published().values_list("title", flat=True)) == ["The towns, again"]


def test_the_public_version_stands_until_the_next_is_approved(client, brief):
    draft = revise_brief(brief=brief, actor=make_user(), change="minor", at=LATER)
    write_brief(brief=draft, actor=draft.author, body="Not looked at yet.", at=LATER)
    assert "As first written." in text(client.get(f"/briefs/{brief.slug}/"))
    assert client.get(f"/briefs/{brief.slug}/v2/").status_code == 404


@pytest.mark.parametrize("missing", [{"change_note": ""}, {"change": ""}])
def test_a_new_version_says_what_it_changes(brief, missing):
    draft = revise_brief(
        brief=brief, actor=make_user(), change="minor", change_note="Because.", at=LATER
    )
    write_brief(brief=draft, actor=draft.author, at=LATER, **missing)
    with pytest.raises(RuleRefused) as refused:
        submit_brief(brief=draft, actor=draft.author, at=LATER)
    assert refused.value.codes == ["change_note"]


def test_a_correction_that_recommends_something_else_is_a_revision(brief):
    draft = revise_brief(
        brief=brief, actor=make_user(), change="minor", change_note="Because.", at=LATER
    )
    row = {"addressee": "Council", "is_territorial_state": True, "text": "Act", "rung": 2}
    write_recommendations(brief=draft, actor=draft.author, recommendations=[row], at=LATER)
    with pytest.raises(RuleRefused) as refused:
        submit_brief(brief=draft, actor=draft.author, at=LATER)
    assert refused.value.codes == ["change"]
    write_brief(brief=draft, actor=draft.author, change="major", at=LATER)
    assert finish(draft).version == 2


def test_a_revision_rests_on_the_current_assessment_and_a_correction_does_not():
    situation = make_situation()
    first = make_brief(situation=situation)
    newer = make_assessment(situation=situation, status="decided", as_of=date(2026, 5, 3))
    situation.current_assessment = newer
    situation.save()
    corrected = revised(first)
    assert corrected.assessment == first.assessment
    assert revised(corrected, change="major").assessment == newer


def decided_with_a_figure(situation, *, best: int, as_of: date):
    assessment = make_assessment(situation=situation, as_of=as_of)
    make_figure(assessment=assessment, best=best)
    assessment.status, assessment.version = "decided", 1
    assessment.decided_at, assessment.decided_by = AT, make_user()
    assessment.save()
    return assessment


def test_figures_stay_as_they_were_and_readers_are_told_of_newer_ones(client):
    situation = make_situation()
    then = decided_with_a_figure(situation, best=3000, as_of=date(2026, 5, 2))
    situation.current_assessment = then
    situation.save()
    brief = make_brief(situation=situation, assessment=then)
    assert "newer ones" not in text(client.get(brief.get_absolute_url()))
    situation.current_assessment = decided_with_a_figure(
        situation, best=9000, as_of=date(2026, 5, 3)
    )
    situation.save()
    page = text(client.get(brief.get_absolute_url()))
    assert "3,000" in page
    assert "9,000" not in page
    assert "The register holds newer ones" in page


def test_only_one_next_version_can_be_begun(brief):
    revise_brief(brief=brief, actor=make_user(), change="minor", at=LATER)
    with pytest.raises(RuleRefused):
        revise_brief(brief=brief, actor=make_user(), change="minor", at=LATER)


@pytest.mark.parametrize("status", ["draft", "review", "scheduled"])
def test_what_is_not_published_has_no_next_version(status):
    for deed in (
        lambda brief: revise_brief(brief=brief, actor=make_user(), change="minor"),
        lambda brief: translate_brief(brief=brief, actor=make_user(), language="fr"),
        lambda brief: retract_brief(brief=brief, actor=make_user(), reason="x"),
    ):
        with pytest.raises(RuleRefused):
            deed(make_brief(status=status))


def test_each_change_is_announced_by_its_own_word(brief):
    corrected = revised(brief)
    major = revised(corrected, change="major")
    french = translated(major)
    retract_brief(brief=major, actor=make_user(), reason="Wrong.", at=LATER)
    told = {event.object_id: event.verb for event in Event.objects.public().order_by("-pk")}
    assert told[str(corrected.pk)] == "brief.corrected"
    assert told[str(french.pk)] == "brief.translated"
    verbs = Event.objects.public().about(major).values_list("verb", flat=True)
    assert set(verbs) == {"brief.revised", "brief.retracted"}


def test_a_translation_stands_at_an_address_of_its_own_and_names_its_original(client, brief):
    translated(brief, "ar", title="المدن", body="نص")
    page = text(client.get(f"/briefs/{brief.slug}/ar/"))
    assert 'lang="ar" dir="rtl"' in page
    assert "the text that counts" in page
    assert f"/briefs/{brief.slug}/ar/" in text(client.get(f"/briefs/{brief.slug}/"))
    assert client.get(f"/briefs/{brief.slug}/fr/").status_code == 404
    assert client.get(f"/briefs/{brief.slug}/ar-v1/").status_code == 200


def test_a_translation_shows_that_the_original_has_moved_on(client, brief):
    translated(brief)
    assert "out of date" not in text(client.get(f"/briefs/{brief.slug}/fr/"))
    second = revised(brief)
    stale = text(client.get(f"/briefs/{brief.slug}/fr/"))
    assert "This translation is out of date" in stale
    assert "made from version 1. The original has reached version 2" in stale
    again = translated(second)
    assert (again.version, again.title) == (2, "Les villes")
    assert "out of date" not in text(client.get(f"/briefs/{brief.slug}/fr/"))
    assert "out of date" in text(client.get(f"/briefs/{brief.slug}/fr-v1/"))


def test_one_translation_into_a_language_at_a_time(brief):
    translate_brief(brief=brief, actor=make_user(), language="fr", at=LATER)
    for language in ("fr", "en"):
        with pytest.raises(RuleRefused) as refused:
            translate_brief(brief=brief, actor=make_user(), language=language, at=LATER)
        assert refused.value.codes == ["language"]


def test_a_translation_recommends_what_the_original_does(brief):
    draft = translate_brief(brief=brief, actor=make_user(), language="fr", at=LATER)
    make_recommendation(brief=draft, addressee="Conseil")
    with pytest.raises(RuleRefused) as refused:
        submit_brief(brief=draft, actor=draft.author, at=LATER)
    assert refused.value.codes == ["recommendations"]


def test_d5_who_translated_does_not_approve_the_translation(brief):
    draft = translate_brief(brief=brief, actor=make_user(), language="fr", at=LATER)
    submit_brief(brief=draft, actor=draft.author, at=LATER)
    with pytest.raises(RuleRefused):
        publish_brief(brief=draft, actor=draft.author, at=LATER)


def test_a_retracted_brief_leaves_its_number_its_title_and_the_reason(client, brief):
    french = translated(brief)
    second = revised(brief, body="As put right.")
    retract_brief(brief=second, actor=make_user(), reason="A source was invented.", at=LATER)
    for address in ("", "v1/", "v2/", "v1/pdf/", "fr/", "fr-v1/", "v1/cite/ris/"):
        response = client.get(f"/briefs/{brief.slug}/{address}")
        assert response.status_code in (404, 410), address
        assert "As put right." not in text(response)
        assert "As first written." not in text(response)
    gone = client.get(f"/briefs/{brief.slug}/")
    assert gone.status_code == 410
    assert "A source was invented." in text(gone)
    assert brief.reference in text(gone)
    assert french.title not in text(client.get("/briefs/"))
    feed = text(client.get("/briefs/feed.atom"))
    assert "Retracted: The towns" in feed
    assert "A source was invented." in feed


def test_a_retraction_needs_a_reason_and_happens_once(brief):
    with pytest.raises(RuleRefused) as refused:
        retract_brief(brief=brief, actor=make_user(), reason="  ")
    assert refused.value.codes == ["reason"]
    retract_brief(brief=brief, actor=make_user(), reason="Wrong.")
    with pytest.raises(RuleRefused):
        retract_brief(brief=brief, actor=make_user(), reason="Wrong again.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Retraction.objects.update(reason="Right after all.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Retraction.objects.all().delete()


def test_what_was_begun_before_a_retraction_cannot_go_out_after_it(brief):
    draft = revise_brief(
        brief=brief, actor=make_user(), change="minor", change_note="Because.", at=LATER
    )
    submit_brief(brief=draft, actor=draft.author, at=LATER)
    retract_brief(brief=brief, actor=make_user(), reason="Wrong.", at=LATER)
    with pytest.raises(RuleRefused):
        publish_brief(brief=draft, actor=make_user(), at=LATER)


def test_occasions_are_copied_and_fixed_with_the_version():
    brief = make_brief(published=False)
    days = [
        {"day": date(2007, 8, 28), "place": "Sydney"},
        {"day": date(2007, 8, 13), "place": "Melbourne"},
    ]
    write_occasions(brief=brief, actor=brief.author, occasions=days, at=AT)
    finish(brief)
    assert [each.place for each in brief.occasions.all()] == ["Melbourne", "Sydney"]
    with pytest.raises(DatabaseError), transaction.atomic():
        brief.occasions.update(place="Elsewhere")
    draft = revise_brief(brief=brief, actor=make_user(), change="minor", at=LATER)
    assert draft.occasions.count() == 2


@pytest.mark.parametrize("number", [1, 4])
def test_a_page_asks_no_more_for_more_versions(client, django_assert_max_num_queries, number):
    brief = make_brief()
    for _each in range(number):
        brief = revised(brief)
    translated(brief)
    with django_assert_max_num_queries(22):
        assert client.get(f"/briefs/{brief.slug}/").status_code == 200


@pytest.mark.parametrize("edition", ["v0", "v99999", "xx-v1", "v1x", "en-v1", "fr-v1", "v2"])
def test_an_edition_that_is_none_is_not_found(client, brief, edition):
    assert client.get(f"/briefs/{brief.slug}/{edition}/").status_code == 404


def test_the_desk_begins_a_version_and_a_translation(browser, organisation, editor, approver):
    brief = make_brief(situation=make_situation(organisation=organisation))
    desk = browser(editor)
    page = text(desk.get(f"/desk/briefs/{brief.pk}/"))
    assert "Correct or revise" in page
    desk.post(f"/desk/briefs/{brief.pk}/revise/", {"change": "minor", "change_note": "A slip."})
    draft = Brief.objects.get(revises=brief)
    assert "What was changed, and why?" in text(desk.get(f"/desk/briefs/{draft.pk}/edit/"))
    desk.post(f"/desk/briefs/{brief.pk}/translate/", {"language": "my"})
    assert Brief.objects.get(translates=brief).language == "my"
    refused = desk.post(f"/desk/briefs/{brief.pk}/translate/", {"language": "my"})
    assert "there already" in text(refused)


def test_the_desk_retracts_with_a_reason(client, browser, organisation, approver):
    brief = make_brief(situation=make_situation(organisation=organisation))
    desk = browser(approver)
    assert desk.post(f"/desk/briefs/{brief.pk}/retract/", {"reason": ""}).status_code == 200
    assert not Retraction.objects.exists()
    desk.post(f"/desk/briefs/{brief.pk}/retract/", {"reason": "A source was invented."})
    assert client.get(brief.get_absolute_url()).status_code == 410
    assert "Retracted" in text(desk.get(f"/desk/briefs/{brief.pk}/"))


def test_a_day_of_presentation_that_cannot_be_is_refused(browser, organisation, editor):
    brief = make_brief(published=False, organisation=organisation, author=editor)
    sizes = {"occasions-TOTAL_FORMS": 1, "occasions-INITIAL_FORMS": 0}
    address = f"/desk/briefs/{brief.pk}/occasions/"
    wrong = sizes | {"occasions-0-day": "2007-02-31", "occasions-0-place": "Melbourne"}
    assert "not a day" in text(browser(editor).post(address, wrong))
    browser(editor).post(address, wrong | {"occasions-0-day": "2007-08-13"})
    assert brief.occasions.get().day == date(2007, 8, 13)
