"""One petition in many languages, one count; what was signed never changes, changes are shown."""

from datetime import UTC, datetime

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from audit.models import Event
from campaigns.models import CampaignStatus, CampaignText, Petition, TextStatus
from campaigns.services import (
    add_language,
    approve_text,
    begin_change,
    drop_change,
    launch_campaign,
    remove_language,
    return_text,
    submit_text,
    withdraw_story,
    write_campaign,
    write_text,
)
from core.rules import RuleRefused
from tests.factories.accounts import log_in, make_member, make_organisation, make_user
from tests.factories.campaigns import FRENCH, make_campaign, make_text
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db

AT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
DESK = "/desk/campaigns/"


@pytest.fixture
def draft(db):
    return make_campaign(live=False)


@pytest.fixture
def live(db):
    return make_campaign()


def blocked(campaign):
    found = campaign.blockers(AT.date())
    return [str(message) for field, message in found if field == "languages"]


def changed(campaign, *, language="en", approver=None, **words):
    """A change of the public text, through a second person."""
    writer = make_user()
    text = begin_change(campaign=campaign, actor=writer, language=language)
    write_text(text=text, actor=writer, reason="A word was wrong.", **words)
    submit_text(text=text, actor=writer)
    return approve_text(text=text, actor=approver or make_user(), at=AT)


def test_a_campaign_speaks_the_readers_language_or_else_its_own(live):
    make_text(campaign=live, language="fr", version=1)
    assert live.text_in("fr").title == FRENCH["title"]
    assert live.text_in("ar").title == live.title
    assert live.text_in(None).petition_text == live.petition.text


def test_title_and_ask_in_the_own_language_cost_no_query(django_assert_num_queries, live):
    petition = Petition.objects.for_signing().get(campaign=live)
    with django_assert_num_queries(0):
        text = petition.campaign.text_in("en")
        assert text.title
        assert text.ask
        assert petition.campaign.text_in("fr").title


def test_what_is_being_translated_is_seen_by_nobody_but_the_desk(client, live):
    make_text(campaign=live, language="fr")
    assert live.text_in("fr").title == live.title
    assert live.text_in("fr", drafts=True).title == FRENCH["title"]
    page = client.get(f"{live.get_absolute_url()}?lang=fr").content.decode()
    assert FRENCH["title"] not in page


def test_a_launch_makes_every_language_version_1_of_one_petition(client):
    campaign = make_campaign(status=CampaignStatus.APPROVED, title="Stay in the valley")
    make_text(campaign=campaign, language="fr")
    launch_campaign(campaign=campaign, actor=campaign.author, at=AT)
    rows = campaign.texts.order_by("language").values_list("language", "version", "status")
    assert list(rows) == [("en", 1, "public"), ("fr", 1, "public")]
    campaign.refresh_from_db()
    assert campaign.languages == ["fr"]
    page = client.get(f"{campaign.get_absolute_url()}?lang=fr").content.decode()
    assert FRENCH["title"] in page
    assert Petition.objects.count() == 1


def test_a_draft_takes_languages_in_and_out(draft):
    text = add_language(campaign=draft, actor=draft.author, language="ar")
    assert add_language(campaign=draft, actor=draft.author, language="ar") == text
    with pytest.raises(RuleRefused):
        add_language(campaign=draft, actor=draft.author, language="en")
    remove_language(campaign=draft, actor=draft.author, language="ar")
    assert not draft.texts.exists()


def test_a_translator_is_a_writer_and_cannot_approve_the_campaign(draft):
    translator = make_user()
    text = add_language(campaign=draft, actor=translator, language="fr")
    write_text(text=text, actor=translator, **FRENCH)
    assert translator in draft.writers.all()


def test_a_language_that_was_begun_must_be_whole(draft):
    make_text(campaign=draft, language="fr", story="")
    (message,) = blocked(draft)
    assert message == "French: Tell the story of one person or one community."


def test_a_translation_is_stale_when_the_original_changes_and_not_after_a_new_look(draft):
    text = make_text(campaign=draft, language="fr")
    assert not text.is_stale
    write_campaign(campaign=draft, actor=draft.author, ask="Send ten observers now.")
    text = CampaignText.objects.get()
    assert text.is_stale
    assert "was changed after" in blocked(draft)[0]
    write_text(text=text, actor=draft.author, ask="Envoyez dix observateurs.")
    assert not CampaignText.objects.get().is_stale
    assert blocked(draft) == []


@pytest.mark.parametrize(
    ("language", "field", "words", "figure"),
    [
        ("fr", "title", "Des milliers de familles", "milliers"),
        ("fr", "story", "Cent mille personnes ont fui.", "mille"),
        ("ar", "story", "فرّ ثلاثة آلاف شخص معها.", "آلاف"),
        ("ar", "share_text", "٩٠٪ من السكان", "٩٠٪"),
        ("ar", "petition_text", "قتل أكثر من ٢٠٠٬٠٠٠ شخص", "٢٠٠٬٠٠٠"),
        ("zh-hans", "title", "数千名儿童", "数千"),
        ("zh-hans", "story", "百分之九十的人离开了。", "百分之九十"),
        ("ru", "story_title", "Пять тысяч семей", "тысяч"),
        ("ru", "ask", "Защитите 12 000 человек.", "12 000"),
        ("es", "story", "Dos millones de personas.", "millones"),
    ],
)
def test_d11_no_figure_before_the_form_in_any_language(draft, language, field, words, figure):
    make_text(campaign=draft, language=language, **(FRENCH | {field: words}))
    (message,) = blocked(draft)
    assert figure in message


def test_d11_a_later_change_is_asked_as_the_first_text_was(live):
    writer = make_user()
    text = begin_change(campaign=live, actor=writer, language="en")
    write_text(text=text, actor=writer, story="They were 20,000.", reason="News.")
    with pytest.raises(RuleRefused) as refused:
        submit_text(text=text, actor=writer)
    assert refused.value.codes == ["story"]


def test_a_change_is_a_new_version_and_signatures_before_stay_under_theirs(live):
    before = live.petition.text
    changed(live, petition_text="We ask you to send observers and to say when.")
    live.refresh_from_db()
    assert live.petition.text == "We ask you to send observers and to say when."
    assert live.petition.text_version == 2
    assert live.text_signed(language="en", version=1).petition_text == before
    assert live.text_signed(language="en", version=2).petition_text == live.petition.text


def test_one_number_says_what_was_signed_in_each_language(live):
    make_text(campaign=live, language="fr", version=1)
    changed(live, title="Send observers today")
    live.refresh_from_db()
    changed(live, language="fr", title="Des observateurs aujourd'hui")
    signed = [live.text_signed(language="fr", version=number).title for number in (1, 2, 3)]
    assert signed == [FRENCH["title"], FRENCH["title"], "Des observateurs aujourd'hui"]
    assert live.text_signed(language="ar", version=2).title == "Send observers today"
    live.refresh_from_db()
    assert live.petition.text_version == 3


def test_a_signature_is_kept_with_the_version_of_its_day(client, live):
    changed(live, title="Send observers today")
    fields = {"name": "Ada", "email": "ada@example.org", "country": "KE", "display": "hidden"}
    client.post(f"/campaigns/{live.slug}/sign/", fields)
    assert live.petition.signatures.get().text_version == 2


def test_d5_nobody_approves_the_own_change_of_a_text(live):
    writer = make_user()
    text = begin_change(campaign=live, actor=writer, language="en")
    write_text(text=text, actor=writer, title="Send observers", reason="Shorter.")
    submit_text(text=text, actor=writer)
    with pytest.raises(RuleRefused) as refused:
        approve_text(text=text, actor=writer)
    assert refused.value.codes == ["own_work"]
    assert live.text_in("en").title == live.title


def test_a_change_needs_a_reason_and_changes_something(live):
    writer = make_user()
    text = begin_change(campaign=live, actor=writer, language="en")
    with pytest.raises(RuleRefused) as refused:
        submit_text(text=text, actor=writer)
    assert refused.value.codes == ["reason", "same"]


def test_what_was_handed_in_stays_until_it_is_returned(live):
    writer = make_user()
    text = begin_change(campaign=live, actor=writer, language="en")
    write_text(text=text, actor=writer, title="Send observers", reason="Shorter.")
    submit_text(text=text, actor=writer)
    with pytest.raises(RuleRefused):
        write_text(text=text, actor=writer, title="Other")
    with pytest.raises(RuleRefused):
        return_text(text=text, actor=make_user(), reason="")
    return_text(text=text, actor=make_user(), reason="Too short.")
    write_text(text=text, actor=writer, title="Send observers soon")
    drop_change(text=text, actor=writer)
    assert not live.texts.being_written().exists()


def test_only_what_is_live_or_paused_is_changed():
    closed = make_campaign(status=CampaignStatus.CLOSED)
    with pytest.raises(RuleRefused):
        begin_change(campaign=closed, actor=make_user(), language="en")


def test_postgresql_refuses_to_change_what_was_signed(live):
    for statement in (
        "UPDATE campaigns_campaigntext SET petition_text = 'Other'",
        "DELETE FROM campaigns_campaigntext",
    ):
        with (
            pytest.raises((InternalError, ProgrammingError)),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    assert live.texts.get().status == TextStatus.PUBLIC


def test_a_change_is_shown_in_public_with_its_reason_word_by_word(client, live):
    changed(live, petition_text="We ask you to send monitors now.")
    page = client.get(f"{live.get_absolute_url()}changes/").content.decode()
    assert "A word was wrong." in page
    assert "<ins>monitors now.</ins>" in page
    assert "<del>" in page
    assert "see what and why" in client.get(live.get_absolute_url()).content.decode()
    assert Event.objects.get(verb="campaign.text_changed").public


def test_d12_a_story_that_was_taken_back_is_not_repeated_in_the_changes(client, live):
    changed(live, story="A neighbour keeps the register now.", story_title="The neighbour")
    page = client.get(f"{live.get_absolute_url()}changes/").content.decode()
    assert "Told anew" in page
    assert "Amani" not in page
    old = client.get(f"{live.get_absolute_url()}text/en-v1/").content.decode()
    assert "Amani" not in old


def test_d12_a_story_taken_back_is_gone_in_every_language_at_once(client, live):
    make_text(campaign=live, language="fr", version=1)
    url = live.get_absolute_url()
    assert "Amani" in client.get(f"{url}?lang=fr").content.decode()
    writer = make_user()
    withdraw_story(campaign=live, actor=writer)
    for tail in ("", "?lang=fr", "?lang=ar"):
        page = client.get(f"{url}{tail}").content.decode()
        assert "Amani" not in page
    begun = begin_change(campaign=live, actor=writer, language="fr")
    assert (begun.story, begun.title) == ("", FRENCH["title"])
    assert live.texts.public().filter(language="fr").get().story


def test_d12_a_new_story_goes_the_way_of_every_change(client, live):
    withdraw_story(campaign=live, actor=make_user())
    writer = make_user()
    text = begin_change(campaign=live, actor=writer, language="en")
    with pytest.raises(RuleRefused) as refused:
        submit_text(text=text, actor=writer)
    assert {"story", "story_title"} <= set(refused.value.codes)
    words = {"story_title": "Sefu", "story": "Sefu rings the bell.", "reason": "Another story."}
    write_text(text=text, actor=writer, **words)
    submit_text(text=text, actor=writer)
    approve_text(text=text, actor=make_user())
    assert "Sefu rings the bell." in client.get(live.get_absolute_url()).content.decode()


def test_each_version_that_was_signed_has_an_address(client, live):
    before = live.petition.text
    changed(live, petition_text="We ask you to send monitors now.")
    url = f"{live.get_absolute_url()}text/"
    page = client.get(f"{url}en-v1/").content.decode()
    assert before in page
    assert "This was changed later" in page
    assert "monitors" in client.get(f"{url}en-v2/").content.decode()
    assert client.get(f"{url}en-v0/").status_code == 404


def test_a_stale_translation_says_so_in_public(client, live):
    make_text(campaign=live, language="fr", version=1)
    url = f"{live.get_absolute_url()}?lang=fr"
    words = "Read the original"
    changed(live, title="Send observers today")
    campaign = type(live).objects.get()
    assert campaign.text_in("fr").is_stale
    page = client.get(url).content.decode()
    assert FRENCH["title"] in page
    assert words in page or "?lang=en" in page


def test_the_desk_translates_previews_and_hands_on(client):
    organisation = make_organisation()
    situation = make_situation(organisation=organisation)
    draft = make_campaign(live=False, organisation=organisation, situation=situation)
    log_in(client, make_member(organisation=organisation, role="editor"))
    url = f"{DESK}{draft.pk}/"
    answer = client.post(f"{url}languages/", {"language": "fr", "deed": "add"})
    assert answer["Location"] == f"{url}text/fr/write/"
    page = client.get(f"{url}text/fr/write/").content.decode()
    assert draft.ask in page
    client.post(f"{url}text/fr/write/", FRENCH | {"title": "Des milliers"})
    assert "milliers" in client.get(f"{url}text/fr/write/").content.decode()
    assert "1 thing missing" in client.get(f"{url}languages/").content.decode()
    client.post(f"{url}text/fr/write/", FRENCH)
    assert FRENCH["title"] in client.get(f"{url}preview/?lang=fr").content.decode()
    client.post(f"{url}languages/", {"language": "fr", "deed": "remove"})
    assert not draft.texts.exists()


def test_the_desk_changes_what_is_public_through_a_second_person(client):
    organisation = make_organisation()
    live = make_campaign(organisation=organisation)
    log_in(client, make_member(organisation=organisation, role="editor"))
    url = f"{DESK}{live.pk}/"
    client.post(f"{url}languages/", {"language": "en", "deed": "add"})
    words = {**{f: getattr(live, f) for f in ("title", "ask", "story_title", "story", "facts")}}
    words |= {"petition_text": "We ask you to stay.", "share_text": live.share_text}
    page = client.post(f"{url}text/en/write/", words).content.decode()
    assert "Say why it is changed" in page
    client.post(f"{url}text/en/write/", words | {"reason": "Clearer."})
    client.post(f"{url}text/en/", {"deed": "submit"})
    assert client.post(f"{url}text/en/", {"deed": "approve"}).status_code == 403
    log_in(client, make_member(organisation=organisation, role="approver", second_factor=True))
    assert "Changed texts to look at" in client.get("/desk/").content.decode()
    assert "Clearer." in client.get(f"{url}text/en/").content.decode()
    client.post(f"{url}text/en/", {"deed": "approve"})
    live.refresh_from_db()
    assert live.petition.text == "We ask you to stay."
