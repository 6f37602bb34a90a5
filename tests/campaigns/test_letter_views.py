"""Writing a letter in the browser: form, preview, link, button."""

import re
import uuid

import pytest

from campaigns.models import Letter, LetterState
from core.sealed import unseal_json
from outbox.models import Message
from tests.campaigns.conftest import link_in
from tests.factories.campaigns import make_campaign
from tests.factories.officials import make_form_of_address, make_post

pytestmark = pytest.mark.django_db

WORDS = "My grandmother came from your valley.\n\nPlease send them."


@pytest.fixture
def url(campaign):
    return f"/campaigns/{campaign.slug}/letter/"


@pytest.fixture
def filled_in(campaign):
    return {
        "post": campaign.offices[0].pk,
        "own_words": WORDS,
        "name": "Ada Writer",
        "email": "ada@example.org",
        "country": "KE",
    }


def hidden(page):
    """What the preview would send on."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return dict(found)


def test_the_whole_way_from_the_form_to_the_confirmed_letter(client, campaign, url, filled_in):
    assert "Your own words" in client.get(url).content.decode()
    preview = client.post(url, filled_in).content.decode()
    assert not Letter.objects.exists()
    typed = hidden(preview)
    uuid.UUID(typed["public_id"])
    response = client.post(url, {**typed, "own_words": WORDS, "deed": "send"})
    assert response.status_code == 303
    assert response["Location"] == f"{url}check-your-email/"
    link = link_in(Message.objects.get())
    page = client.get(link).content.decode()
    assert "My grandmother came from your valley." in page
    assert Letter.objects.get().state == LetterState.PENDING
    assert "on its way" in client.post(link).content.decode()
    assert Letter.objects.get().state == LetterState.CONFIRMED
    assert "on its way" in client.get(link).content.decode()
    letter = Letter.objects.get()
    assert letter.reference in preview
    assert unseal_json(letter.sealed)["own_words"] == WORDS


def test_the_preview_is_the_letter_in_the_form_of_the_office(client, filled_in):
    post = make_post(email="m@state.example.org", holder="Marie Dupont", language="fr")
    make_form_of_address(post=post, language="fr", salutation="Madame la Ministre,")
    campaign = make_campaign(letters=True, addressees=[post])
    page = client.post(
        f"/campaigns/{campaign.slug}/letter/", {**filled_in, "post": post.pk}
    ).content.decode()
    for text in ("Marie Dupont", "Madame la Ministre,", "My grandmother", "Ada Writer", "Kenya"):
        assert text in page


def test_one_can_go_back_from_the_preview_without_losing_a_word(client, url, filled_in):
    typed = hidden(client.post(url, filled_in).content.decode())
    page = client.post(url, {**typed, "own_words": WORDS, "deed": "edit"}).content.decode()
    assert "My grandmother came from your valley." in page
    assert 'value="Ada Writer"' in page
    assert "There is a problem" not in page
    assert not Letter.objects.exists()


def test_what_was_changed_between_preview_and_sending_is_checked_again(client, url, filled_in):
    response = client.post(url, {**filled_in, "email": "nobody", "deed": "send"})
    assert "Enter one email address" in response.content.decode()
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("own_words", "x" * 2001, "at most 2000 characters"),
        ("own_words", "https://a.test and https://b.test", "one link at most"),
        ("name", "Ada https://a.test", "without the address of a page"),
        ("post", "999999", "choose one of them"),
        ("post", "x", "choose one of them"),
        ("country", "", "Choose a country or area"),
    ],
)
def test_a_bad_value_is_answered_beside_its_field(client, url, filled_in, field, value, message):
    page = client.post(url, {**filled_in, field: value}).content.decode()
    assert message in page
    assert 'value="ada@example.org"' in page


def test_an_office_that_the_campaign_does_not_ask_cannot_be_written_to(client, url, filled_in):
    stranger = make_post(email="stranger@state.example.org")
    page = client.post(url, {**filled_in, "post": stranger.pk, "deed": "send"}).content.decode()
    assert "choose one of them" in page
    assert not Letter.objects.exists()


def test_own_words_are_asked_for_and_not_required(client, url, filled_in):
    page = client.post(url, {**filled_in, "own_words": ""}).content.decode()
    assert "Read your letter once more" in page


def test_markup_in_a_letter_is_shown_as_text(client, url, filled_in):
    page = client.post(url, {**filled_in, "own_words": "<b>Hear</b> {{ us }}"}).content.decode()
    assert "&lt;b&gt;Hear&lt;/b&gt; {{ us }}" in page


def test_new_repeated_and_trapped_letters_get_the_same_answer(client, url, filled_in, time_machine):
    time_machine.move_to("2026-05-04T12:00Z", tick=False)
    same = {"deed": "send", "public_id": str(uuid.uuid4())}
    cases = [
        {**filled_in, **same},
        {**filled_in, **same},
        {**filled_in, "deed": "send"},
        {**filled_in, "deed": "send", "website": "https://spam.test"},
        {**filled_in, "deed": "send", "public_id": "no uuid"},
    ]
    answers = []
    for case in cases[:4]:
        response = client.post(url, case)
        answers.append((response.status_code, response.content, sorted(response.items())))
    assert all(answer == answers[0] for answer in answers)
    assert client.post(url, cases[4]).status_code == 200


def test_getting_the_link_of_a_letter_sends_nothing(client, url, filled_in):
    client.post(url, {**filled_in, "deed": "send"})
    link = link_in(Message.objects.get())
    for answer in (client.get(link), client.head(link), client.get(link)):
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
    assert Letter.objects.get().state == LetterState.PENDING


def test_a_second_letter_to_the_same_office_is_told_apart_after_confirmation(
    client, url, filled_in
):
    links = []
    for _time in range(2):
        client.post(url, {**filled_in, "deed": "send"})
        links.append(link_in(Message.objects.latest("id")))
    client.post(links[0])
    assert "written to this office already" in client.post(links[1]).content.decode()
    assert Letter.objects.filter(state=LetterState.CONFIRMED).count() == 1


def test_a_made_up_link_is_refused_with_advice(client, db):
    response = client.get("/campaigns/confirm-letter/made-up/")
    assert response.status_code == 404
    assert "This link is not whole" in response.content.decode()


def test_the_language_of_the_page_is_kept_to_the_end(client, url, filled_in):
    response = client.post(f"{url}?lang=fr", {**filled_in, "deed": "send"})
    assert response["Location"].endswith("?lang=fr")
    assert Letter.objects.get().language == "fr"
    assert link_in(Message.objects.get()).endswith("?lang=fr")
