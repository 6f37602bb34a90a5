"""Words of supporters: asked for after confirmation, read by a person, gone with their signer."""

from datetime import UTC, datetime, timedelta

import pytest

from audit.models import Event
from campaigns.models import Campaign, Display, ShownSigner, Signature, Voice
from campaigns.models.switch import Switch, SwitchKind
from campaigns.services.own import Mailbox, correct_signature
from campaigns.services.retention import erase_names_of
from campaigns.services.signing import Signing, confirmation_link
from campaigns.services.voices import (
    forget_refused_voices,
    forget_words,
    sign_voices,
    unsign_voice,
)
from tests.factories.accounts import log_in, make_member
from tests.factories.campaigns import make_campaign, make_signature
from tests.factories.voices import WORDS, make_voice

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def signature(petition) -> Signature:
    return make_signature(petition=petition, email="ada@example.org", name="Ada Lovelace")


def mailed_link(signature: Signature, address: str) -> str:
    """The path of the link that the mail to an address brought."""
    typed = Signing(name="Ada Lovelace", email=address, country="KE")
    return confirmation_link(signature.petition, typed).removeprefix("http://testserver")


def words_link(signature: Signature, address: str) -> str:
    return mailed_link(signature, address).replace("/confirm/", "/my-words/")


@pytest.fixture
def link(signature) -> str:
    """The page of the signer's words, by the link that the mail brought."""
    return words_link(signature, "ada@example.org")


@pytest.fixture
def desk(client, campaign):
    """Someone who may decide, at the campaign's pages of words."""
    approver = make_member(organisation=campaign.organisation, role="approver", second_factor=True)
    log_in(client, approver)
    return f"/desk/campaigns/{campaign.pk}/words/"


def page_of(client, campaign: Campaign) -> str:
    return client.get(f"{campaign.get_absolute_url()}voices/").content.decode()


def decide(client, desk: str, deed: str, *read: str, **more: str):
    return client.post(f"{desk}decide/", {"deed": deed, "read": read, "sure": "1", **more})


def test_the_page_after_confirming_asks_for_a_few_words(client, petition):
    pending = make_signature(petition=petition, state="pending", email="ada@example.org")
    page = client.post(mailed_link(pending, "ada@example.org")).content.decode()
    assert "Say in a few words why you signed" in page
    assert "/campaigns/my-words/" in page


def test_words_wait_until_a_person_has_read_them(client, campaign, link, desk):
    answer = client.post(link, {"text": WORDS, "display": "country"})
    assert (answer.status_code, answer["Location"]) == (303, link)
    assert "A person reads your words" in client.get(link).content.decode()
    assert WORDS not in page_of(client, campaign)
    voice = Voice.objects.get()
    preview = client.post(f"{desk}decide/", {"deed": "publish", "read": f"{voice.pk}:1"})
    assert WORDS in preview.content.decode()
    assert WORDS not in page_of(client, campaign)
    decide(client, desk, "publish", f"{voice.pk}:1")
    assert WORDS in page_of(client, campaign)
    assert "Kenya" in page_of(client, campaign)
    event = Event.objects.get(verb="voices.published")
    assert event.details == {"number": 1}


@pytest.mark.parametrize(
    "text",
    [
        "See https://example.org/x",
        "See www.example.org",
        "Mine: shop.example.com",
        "Mine: bit.ly/abc",
        "Mine: example.store/abc",
        "Write to ada@example.org",
        "HTTPS://EXAMPLE.ORG",
    ],
)
def test_words_with_an_address_are_refused_with_the_reason(client, link, text):
    page = client.post(link, {"text": text, "display": "country"}).content.decode()
    assert "Leave out addresses of pages and mailboxes." in page
    assert not Voice.objects.exists()


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x00", "\x07", "\x1b", "\x85"])
def test_words_with_signs_that_mislead_are_refused_with_the_reason(client, link, sign):
    page = client.post(link, {"text": f"I saw{sign} it", "display": "country"}).content.decode()
    assert "Type them here instead of pasting them." in page
    assert not Voice.objects.exists()


@pytest.mark.parametrize(
    "text", ["It ended.Then they came.", "می‌خواهم صلح باشد", "Peace 🕊 now", "a\r\nb"]
)
def test_ordinary_words_of_any_script_are_taken(client, link, text):
    client.post(link, {"text": text, "display": "country"})
    assert Voice.objects.get().text == text.replace("\r\n", "\n")


def test_more_than_500_signs_are_refused(client, link):
    page = client.post(link, {"text": "a" * 501, "display": "country"}).content.decode()
    assert "500" in page
    assert not Voice.objects.exists()
    client.post(link, {"text": "a" * 500, "display": "country"})
    assert Voice.objects.exists()


def test_markup_in_words_is_shown_as_it_was_typed(client, campaign, signature):
    make_voice(signature=signature, state="published", text="<b>now</b>")
    Signature.objects.update(display="country")
    assert "&lt;b&gt;now&lt;/b&gt;" in page_of(client, campaign)


def test_one_signature_has_one_text_and_writing_anew_waits_anew(client, campaign, link, desk):
    client.post(link, {"text": WORDS, "display": "country"})
    decide(client, desk, "publish", f"{Voice.objects.get().pk}:1")
    client.post(link, {"text": "Something else entirely.", "display": "country"})
    voice = Voice.objects.get()
    assert (voice.state, voice.revision, voice.decided_by) == ("waiting", 2, None)
    page = page_of(client, campaign)
    assert WORDS not in page
    assert "Something else" not in page


def test_what_changed_since_it_was_read_is_not_published(client, campaign, link, desk):
    client.post(link, {"text": WORDS, "display": "country"})
    read = f"{Voice.objects.get().pk}:1"
    client.post(link, {"text": "An insult.", "display": "country"})
    answer = decide(client, desk, "publish", read)
    assert Voice.objects.get().state == "waiting"
    assert "it changed since you read it" in client.get(answer["Location"]).content.decode()


def test_a_refusal_needs_its_reason_and_the_signer_reads_it(client, campaign, link, desk):
    client.post(link, {"text": WORDS, "display": "country"})
    read = f"{Voice.objects.get().pk}:1"
    decide(client, desk, "refuse", read)
    assert Voice.objects.get().state == "waiting"
    decide(client, desk, "refuse", read, refusal="hate")
    assert Voice.objects.get().state == "refused"
    assert "hatred or a threat" in client.get(link).content.decode()
    assert WORDS not in page_of(client, campaign)


def test_many_are_decided_at_once_and_those_of_other_campaigns_are_not(client, campaign, desk):
    voices = [make_voice(petition=campaign.petition) for _ in range(3)]
    other = make_voice(petition=make_campaign().petition)
    decide(client, desk, "publish", *[f"{each.pk}:1" for each in (*voices, other)])
    assert Voice.objects.filter(state="published").count() == 3
    other.refresh_from_db()
    assert other.state == "waiting"


def test_who_may_not_decide_reads_and_changes_nothing(client, campaign):
    voice = make_voice(petition=campaign.petition)
    log_in(client, make_member(organisation=campaign.organisation, role="editor"))
    url = f"/desk/campaigns/{campaign.pk}/words/"
    assert WORDS in client.get(url).content.decode()
    assert decide(client, url, "publish", f"{voice.pk}:1").status_code == 403
    without = make_member(organisation=campaign.organisation, role="approver")
    log_in(client, without)
    assert decide(client, url, "publish", f"{voice.pk}:1").status_code == 403
    voice.refresh_from_db()
    assert voice.state == "waiting"


def test_who_hides_is_gone_at_the_next_request(client, campaign, signature):
    make_voice(signature=signature, state="published")
    Signature.objects.update(display="country")
    assert WORDS in page_of(client, campaign)
    Signature.objects.update(display="hidden")
    assert WORDS not in page_of(client, campaign)
    assert client.get(f"{campaign.get_absolute_url()}voices/")["Cache-Control"] == "no-store"


def test_who_withdraws_takes_the_words_along(client, campaign, signature):
    make_voice(signature=signature, state="published")
    signature.delete()
    assert not Voice.objects.exists()


def test_words_can_be_forgotten_while_the_signature_stays(signature):
    make_voice(signature=signature, state="published")
    mine = Signature.objects.filter(pk=signature.pk)
    assert forget_words(signatures=mine) == 1
    assert forget_words(signatures=mine) == 0
    assert Signature.objects.exists()


def test_the_signer_takes_them_back(client, link):
    client.post(link, {"text": WORDS, "display": "country"})
    client.get(link)
    assert Voice.objects.exists()
    client.post(link, {"deed": "take_back"})
    assert not Voice.objects.exists()


def test_a_correction_of_the_name_takes_the_old_one_from_under_the_words(signature, petition):
    Signature.objects.update(display="full")
    make_voice(signature=signature, state="published", signed="Ada Lovelace", signed_as="full")
    mailbox = Mailbox("ada@example.org")
    correct_signature(mailbox=mailbox, signature=signature, name="Ada Byron", region="")
    assert Voice.objects.get().signed == ""
    sign_voices()
    assert Voice.objects.get().signed == "Ada Byron"


def test_retention_erases_words_with_the_names(signature, petition):
    make_voice(signature=signature, state="published", signed="Ada Lovelace", signed_as="full")
    erase_names_of(petition=petition, at=DAY)
    assert Signature.objects.exists()
    assert not Voice.objects.exists()


def test_staff_can_switch_words_off_with_the_lists(client, campaign, signature):
    make_voice(signature=signature, state="published")
    Signature.objects.update(display="country")
    Switch.objects.create(kind=SwitchKind.LISTS, switched_at=DAY)
    assert WORDS not in client.get(campaign.get_absolute_url()).content.decode()
    assert client.get(f"{campaign.get_absolute_url()}voices/").status_code == 404


def test_a_swept_or_unconfirmed_signature_shows_no_words(client, campaign):
    for state in ("pending", "held"):
        signature = make_signature(petition=campaign.petition, state=state, display="country")
        make_voice(signature=signature, state="published")
    assert WORDS not in page_of(client, campaign)


def test_a_held_signer_gets_the_same_answers(client, petition):
    """Nothing here tells that a signature is held."""
    answers = []
    for state in ("confirmed", "held"):
        address = f"{state}@example.org"
        link = words_link(make_signature(petition=petition, state=state, email=address), address)
        posted = client.post(link, {"text": WORDS, "display": "country"})
        page = client.get(link).content.decode().replace(link, "LINK")
        answers.append((posted.status_code, page))
    assert answers[0] == answers[1]


def test_in_at_risk_mode_none_are_asked_for_and_none_are_shown(client, campaign, link, signature):
    make_voice(signature=signature, state="published")
    Signature.objects.update(display="country")
    Campaign.objects.update(at_risk=True)
    assert client.get(f"{campaign.get_absolute_url()}voices/").status_code == 404
    assert WORDS not in client.get(campaign.get_absolute_url()).content.decode()
    Voice.objects.all().delete()
    page = client.post(link, {"text": WORDS, "display": "country"}).content.decode()
    assert "This petition shows no words" in page
    assert not Voice.objects.exists()


def test_a_name_stands_under_words_as_chosen_and_only_after_a_worker_wrote_it(
    client, campaign, link, signature
):
    client.post(link, {"text": WORDS, "display": "initial"})
    Voice.objects.update(state="published", decided_at=DAY, decided_by=make_member())
    assert "Ada" not in page_of(client, campaign)
    assert sign_voices() == 1
    assert "Ada L." in page_of(client, campaign)
    assert "Lovelace" not in page_of(client, campaign)
    Signature.objects.update(display="full")
    assert "Ada" not in page_of(client, campaign)
    assert sign_voices() == 1
    assert "Ada Lovelace" in page_of(client, campaign)
    unsign_voice(signature=signature)
    assert "Ada" not in page_of(client, campaign)
    Signature.objects.update(display="country")
    assert sign_voices() == 0


def test_choosing_a_display_takes_the_signer_off_the_list_until_it_is_written_anew(
    client, link, signature
):
    Signature.objects.update(display="full")
    ShownSigner.objects.create(
        signature=signature, petition=signature.petition, display="full", name="Ada Lovelace"
    )
    client.post(link, {"text": WORDS, "display": "country"})
    assert Signature.objects.get().display == Display.COUNTRY
    assert not ShownSigner.objects.exists()


def test_words_cannot_be_signed_by_nothing(client, link):
    client.post(link, {"text": WORDS, "display": "hidden"})
    assert not Voice.objects.exists()


def test_a_link_of_another_kind_opens_nothing(client, signature):
    assert client.get("/campaigns/my-words/no-token/").status_code == 404
    assert client.post("/campaigns/my-words/no-token/", {"text": WORDS}).status_code == 404


def test_refused_words_are_erased_after_30_days(signature):
    make_voice(signature=signature, state="refused", at=DAY)
    assert forget_refused_voices(at=DAY + timedelta(days=30)) == 0
    assert forget_refused_voices(at=DAY + timedelta(days=31)) == 1


def test_the_campaigns_page_shows_the_newest_and_leads_to_the_others(client, campaign):
    for number in range(8):
        make_voice(petition=campaign.petition, state="published", text=f"Voice no. {number}!")
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert "Voice no. 7!" in page
    assert "Voice no. 0!" not in page
    assert "Read what others wrote" in page
