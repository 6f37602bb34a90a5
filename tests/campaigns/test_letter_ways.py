"""The public letter page: advice, languages, three ways to send, and what goes over the wire."""

import io
import uuid
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils.html import escape
from pypdf import PdfReader

from campaigns.letter_wording import fact_lines, translation_of, wording_for
from campaigns.models import Letter, LetterAction, RuleKind, TargetRule
from campaigns.politeness import hashed_names
from campaigns.services import dispatch_letters
from core.sealed import unseal_json
from officials.models import PostRole
from outbox.composing import compose
from outbox.models import Message, Stream
from tests.factories.campaigns import (
    make_campaign,
    make_letter,
    make_letter_action,
    make_text,
)
from tests.factories.letters import make_case_facts, make_variant
from tests.factories.officials import make_contact, make_form_of_address, make_post

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
POINTS_TO_SIGN_IN = 50
WORDS = "My grandmother came from your valley. Please send them."


@pytest.fixture
def post(db):
    post = make_post(email="m@state.example.org", holder="Marie Dupont", language="fr")
    make_form_of_address(post=post, language="fr", salutation="Madame la Ministre,")
    return post


@pytest.fixture
def campaign(post):
    return make_campaign(letters=True, addressees=[post])


def typed(office, **more):
    values = {"post": office.pk, "own_words": WORDS, "name": "Ada Writer"}
    return {**values, "email": "ada@example.org", "country": "KE", **more}


def send(client, campaign, office, **more):
    return client.post(f"/campaigns/{campaign.slug}/letter/", typed(office, **more))


def page_of(client, campaign, post, **more):
    return send(client, campaign, post, **more).content.decode()


def offer(campaign, **ways):
    LetterAction.objects.filter(campaign=campaign).update(**ways)


def test_the_letter_is_in_the_language_of_the_office_beside_a_translation(client, campaign, post):
    make_variant(letter_action=campaign.letter_action)
    page = page_of(client, campaign, post)
    assert "Madame la Ministre," in page
    assert escape("Nous vous demandons d'envoyer douze observateurs") in page
    assert "translated" in page
    assert "We ask you to send twelve unarmed observers" in page


def test_variants_are_chosen_by_weight_and_the_same_for_the_same_letter(campaign, post):
    action = campaign.letter_action
    light = make_variant(letter_action=action)
    heavy = make_variant(letter_action=action, name="b", weight=9)
    seeds = [uuid.UUID(int=number) for number in range(100)]
    found = [wording_for(letter_action=action, post=post, seed=seed).variant for seed in seeds]
    assert found.count(heavy) == 90
    assert found.count(light) == 10
    again = [wording_for(letter_action=action, post=post, seed=seed).variant for seed in seeds]
    assert again == found
    wording = wording_for(letter_action=action, post=post, seed=seeds[-1])
    assert translation_of(letter_action=action, wording=wording, language="en") is None


def test_what_was_seen_is_what_leaves(client, campaign, post):
    make_variant(letter_action=campaign.letter_action)
    make_variant(letter_action=campaign.letter_action, name="b", subject="Un autre objet")
    public_id = uuid.uuid4()
    page = page_of(client, campaign, post, public_id=public_id)
    send(client, campaign, post, public_id=public_id, deed="send")
    letter = Letter.objects.get()
    assert escape(letter.variant.subject) in page
    Letter.objects.update(state="confirmed", confirmed_at=NOON, originality=100)
    dispatch_letters(at=NOON)
    mail = unseal_json(Message.objects.get(stream=Stream.LETTER).envelope_sealed)
    assert mail["subject"].startswith(letter.variant.subject)


def test_facts_stand_on_the_page_and_in_the_letter_with_source_and_day(client, campaign, post):
    facts = make_case_facts(letter_action=campaign.letter_action)
    page = client.get(f"/campaigns/{campaign.slug}/letter/").content.decode()
    assert "Armed men burnt the granary" in page
    assert "https://monitor.example.org/granary" in page
    assert "Armed men burnt the granary of the lower town. (Valley Monitor, " in page_of(
        client, campaign, post
    )
    send(client, campaign, post, deed="send")
    assert Letter.objects.get().facts == facts


def test_a_campaign_whose_facts_are_too_old_takes_no_letters(client, campaign, post):
    make_case_facts(letter_action=campaign.letter_action, expires_on=NOON.date(), at=NOON)
    page = client.get(f"/campaigns/{campaign.slug}/letter/").content.decode()
    assert "takes no letters at the moment" in page


def test_advice_stands_beside_the_words_once_and_stops_nobody(client, campaign, post):
    action = campaign.letter_action
    action.do_not_name = hashed_names(["Amani Okélo"], action_pk=action.pk)
    action.save()
    words = "I think of AMANI OKELO and her register!!"
    page = page_of(client, campaign, post, own_words=words)
    assert "asks not to name" in page
    assert "shouting" in page
    assert "Read your letter once more" not in page
    mark = page.split('name="advised" value="')[1].split('"')[0]
    page = page_of(client, campaign, post, own_words=words, advised=mark)
    assert "Read your letter once more" in page
    page = page_of(client, campaign, post, own_words=f"{words} More.", advised=mark)
    assert "asks not to name" in page


def test_the_list_of_names_cannot_be_read_back(campaign):
    action = campaign.letter_action
    kept = hashed_names(["Amani Okelo"], action_pk=action.pk)
    assert len(kept[0]) == 32
    assert kept != hashed_names(["Amani Okelo"], action_pk=action.pk + 1)


def test_the_own_mail_program_gets_the_letter_without_a_word_of_ours(client, campaign, post):
    offer(campaign, offers_own_mail=True)
    page = page_of(client, campaign, post)
    link = page.split('href="mailto:')[1].split('"')[0].replace("&amp;", "&")
    body = parse_qs(urlsplit(f"mailto:{link}").query)["body"][0]
    assert link.startswith("m@state.example.org?")
    assert WORDS in body
    assert "reference" not in body
    assert not Letter.objects.exists()


def test_a_letter_that_is_too_long_for_a_link_is_copied(client, campaign, post):
    offer(campaign, offers_own_mail=True)
    page = page_of(client, campaign, post, own_words="Please help them now. " * 80)
    link = page.split('href="mailto:')[1].split('"')[0]
    assert "body=" not in link
    assert "own-text" in page


def test_addresses_of_offices_are_shown_only_where_the_campaign_offers_that(client, campaign, post):
    assert "m@state.example.org" not in page_of(client, campaign, post)


def test_it_can_be_printed_and_nothing_of_it_is_kept(client, campaign, post):
    make_contact(post=post, kind="postal", value="Ministry of Foreign Affairs\n1 River Street")
    answer = send(client, campaign, post, deed="print")
    assert answer["Content-Type"] == "application/pdf"
    (page,) = PdfReader(io.BytesIO(answer.content)).pages
    lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
    assert lines[:2] == ["Marie Dupont", post.label]
    assert lines.index("1 River Street") < lines.index("Madame la Ministre,")
    assert lines[-2:] == ["Ada Writer", "Kenya"]
    assert not Letter.objects.exists()
    offer(campaign, offers_paper=False)
    assert "text/html" in send(client, campaign, post, deed="print")["Content-Type"]


def test_between_the_end_of_a_printed_letter_and_the_name_there_is_room_to_sign(
    client, campaign, post
):
    answer = send(client, campaign, post, deed="print")
    heights = {}

    def note(text, matrix, _place, _font, _size):
        heights.update({text.strip(): matrix[5]} if text.strip() else {})

    PdfReader(io.BytesIO(answer.content)).pages[0].extract_text(visitor_text=note)
    closing = next(height for text, height in heights.items() if text.startswith("Veuillez"))
    assert closing - heights["Ada Writer"] > POINTS_TO_SIGN_IN


def test_the_form_asks_in_the_language_of_its_reader_where_there_are_words_in_it(client, campaign):
    make_text(campaign=campaign, version=1, language="fr")
    page = client.get(f"/campaigns/{campaign.slug}/letter/", {"lang": "fr"}).content.decode()
    assert escape(campaign.text_in("fr").ask) in page
    assert escape(campaign.ask) not in page


def test_beside_the_form_stands_what_every_letter_says_in_the_language_of_its_reader(
    client, campaign
):
    variant = make_variant(letter_action=campaign.letter_action)
    url = f"/campaigns/{campaign.slug}/letter/"
    assert escape(campaign.letter_action.statement) in client.get(url).content.decode()
    assert escape(variant.statement) in client.get(url, {"lang": "fr"}).content.decode()


def test_facts_in_an_arabic_letter_are_kept_together(campaign):
    facts = make_case_facts(letter_action=campaign.letter_action)
    assert "\u2068Valley Monitor\u2069" in fact_lines(facts, "ar")
    assert "\u2068" not in fact_lines(facts, "fr")


def test_at_risk_no_name_is_asked_or_kept_or_sent(client, post):
    campaign = make_campaign(letters=True, addressees=[post], at_risk=True)
    form = client.get(f"/campaigns/{campaign.slug}/letter/").content.decode()
    assert 'name="name"' not in form
    send(client, campaign, post, name="Ada Writer", deed="send")
    assert unseal_json(Letter.objects.get().sealed)["name"] == ""
    Letter.objects.update(state="confirmed", confirmed_at=NOON, originality=100)
    dispatch_letters(at=NOON)
    message = Message.objects.get(stream=Stream.LETTER)
    mail = unseal_json(message.envelope_sealed)
    assert "Ada Writer" not in str(mail)
    assert mail["from_name"] == campaign.organisation.name


def test_d15_people_are_led_to_the_officials_of_their_own_country(client):
    own, foreign = (
        make_post(
            email=f"minister@{code}.example.org".lower(),
            holder=f"Minister {name}",
            country=code,
            role=PostRole.FOREIGN_MINISTER,
        )
        for code, name in (("KE", "Wanjiru"), ("FR", "Dupont"))
    )
    campaign = make_campaign(letters=True, addressees=[make_post(email="un@example.org")])
    TargetRule.objects.create(
        letter_action=campaign.letter_action, kind=RuleKind.OWN_MINISTER, place=1
    )
    url = f"/campaigns/{campaign.slug}/letter/"
    page = client.get(url, {"country": "KE"}).content.decode()
    assert "Minister Wanjiru" in page
    assert "Minister Dupont" not in page
    answer = client.post(url, typed(foreign, deed="send"))
    assert not Letter.objects.exists()
    assert "error" in answer.content.decode()
    client.post(url, typed(own, deed="send"))
    assert Letter.objects.get().post == own


def test_a_letter_over_the_wire_bears_no_mark_of_a_machine_or_a_list(post):
    campaign = make_campaign(petition=False, addressees=[post])
    letter = make_letter(letter_action=make_letter_action(campaign=campaign), at=NOON)
    dispatch_letters(at=NOON)
    message = Message.objects.get(stream=Stream.LETTER)
    envelope = unseal_json(message.envelope_sealed)
    wire = compose(message=message, envelope=envelope, content=None).message().as_bytes()
    head = wire.partition(b"\n\n")[0].decode()
    names = {line.partition(":")[0].lower() for line in head.splitlines() if line[:1].strip()}
    assert not names & {"auto-submitted", "precedence", "x-auto-response-suppress", "feedback-id"}
    assert not any(name.startswith("list-") for name in names)
    parsed = compose(message=message, envelope=envelope, content=None).message()
    assert parsed["Message-ID"] == message.message_id
    assert letter.token in parsed["Reply-To"]
    assert f"via {campaign.organisation.name}" in str(parsed["From"])
    assert "letters@" in str(parsed["From"])
    assert letter.reference in parsed["Subject"]


LONG = "x" * 1_000_000
BAD = {
    "header in the name": {"name": "Ada\r\nBcc: all@example.org"},
    "header in the address": {"email": "ada@example.org\r\nBcc: all@example.org"},
    "header in the country": {"country": "KE\r\nBcc: all@example.org"},
    "header in the number": {"public_id": "x\r\nBcc: all@example.org"},
    "encoded header": {"name": "=?utf-8?q?Ada=0D=0ABcc:=20all@example.org?="},
    "a megabyte": {"own_words": LONG},
    "a megabyte of a name": {"name": LONG},
    "nul": {"own_words": "Please\x00 help"},
    "nul in the name": {"name": "Ada\x00"},
    "bidi": {"own_words": "Please \u202eplease\u202c help", "name": "Ada\u202eretirW"},
    "no office": {"post": ""},
    "another office": {"post": "999999"},
    "no number for an office": {"post": "x' OR 1=1"},
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_bad_input_is_refused_or_harmless(client, campaign, post, bad):
    answer = send(client, campaign, post, deed="send", **bad)
    assert answer.status_code in (200, 303, 400, 413)
    for letter in Letter.objects.all():
        kept = unseal_json(letter.sealed)
        assert not any(sign in str(kept.values()) for sign in ("\u202e", "\x00"))
        assert "\n" not in kept["name"] + kept["email"]
        Letter.objects.update(state="confirmed", confirmed_at=NOON, originality=100)
        dispatch_letters(at=NOON)
        message = Message.objects.get(stream=Stream.LETTER)
        envelope = unseal_json(message.envelope_sealed)
        mail = compose(message=message, envelope=envelope, content=None).message()
        assert mail["Bcc"] is None
        assert mail["To"] == "m@state.example.org"


def test_the_same_form_sent_twice_is_one_letter(client, campaign, post):
    public_id = uuid.uuid4()
    for _time in range(2):
        send(client, campaign, post, public_id=public_id, deed="send")
    assert Letter.objects.count() == 1
    assert Message.objects.count() == 1
