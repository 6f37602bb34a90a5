"""The public side of the warning desk: no account, no cookie, nothing of whoever sends."""

import logging
import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from psycopg import sql

from accounts.models import Organisation
from situations.models import EarlyWarning
from tests.factories.situations import make_territory
from tests.factories.warnings import AT, PIN, make_officer, make_warning, put_on_duty

pytestmark = pytest.mark.django_db

SAID = {
    "place": "The ford below Tal Amer",
    "feared": "Men with lists said that they will be back.",
    "urgency": "days",
}
NEW, CHECK, SEND = "/warnings/new/", "/warnings/new/check/", "/warnings/new/send/"
ANSWERS, READ, ADD = "/warnings/answers/", "/warnings/answers/read/", "/warnings/answers/add/"
PAGES = ["/warnings/", NEW, ANSWERS]


@pytest.fixture
def officer(organisation) -> object:
    return put_on_duty(organisation, make_officer(organisation))[0]


def nonce_in(answer) -> str:
    found = re.search(r'name="nonce" value="([^"]+)"', answer.content.decode())
    assert found
    return found.group(1)


def hand_in(client, **more):
    nonce = nonce_in(client.post(CHECK, SAID | more))
    return client.post(SEND, SAID | more | {"nonce": nonce})


def numbers_in(answer) -> tuple[str, str]:
    receipt, pin = re.findall(r'<dd dir="ltr">([\d ]+)</dd>', answer.content.decode())
    return receipt, pin


def token_in(answer) -> str:
    found = re.search(r'name="token"[^>]* value="([^"]+)"', answer.content.decode())
    assert found
    return found.group(1)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_the_same_bytes_for_everybody_and_leaves_no_cookie(address, officer, browser):
    anonymous, member = Client().get(address), browser(officer).get(address)
    assert anonymous.content == member.content
    assert not anonymous.cookies
    assert "public" in anonymous["Cache-Control"]
    assert "csrfmiddlewaretoken" not in anonymous.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_the_database_a_bounded_number_of_times(address, django_assert_max_num_queries):
    for _number in range(12):
        make_warning(organisation=None)
    with django_assert_max_num_queries(4):
        Client().get(address)


def test_a_warning_comes_in_without_a_name_and_gets_its_two_numbers(officer, organisation, client):
    make_territory(code="SD")
    shown = client.post(CHECK, SAID | {"territory": "sudan"})
    assert EarlyWarning.objects.count() == 0
    assert "Read it once more" in shown.content.decode()
    assert "Men with lists" in shown.content.decode()

    answer = client.post(SEND, SAID | {"territory": "sudan", "nonce": nonce_in(shown)})
    warning = EarlyWarning.objects.get()
    receipt, pin = numbers_in(answer)
    assert receipt == warning.spoken_receipt
    assert re.fullmatch(r"\d{4} \d{4}", pin)
    assert pin.replace(" ", "") not in warning.pin_hash
    assert warning.organisation == organisation
    assert warning.territory.code == "SD"
    assert not answer.cookies
    assert not client.cookies
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"


def test_sent_again_it_is_the_same_warning_and_shows_the_same_numbers(officer, client):
    nonce = nonce_in(client.post(CHECK, SAID))
    first = client.post(SEND, SAID | {"nonce": nonce})
    again = client.post(SEND, SAID | {"nonce": nonce})
    assert numbers_in(first) == numbers_in(again)
    assert EarlyWarning.objects.count() == 1


def test_what_was_not_read_once_more_is_not_sent(officer, client):
    answer = client.post(SEND, SAID | {"nonce": "short"})
    assert "Nothing has been sent yet" in answer.content.decode()
    assert EarlyWarning.objects.count() == 0


def test_changing_it_keeps_all_that_was_typed(officer, client):
    answer = client.post(CHECK, SAID | {"change": "1", "sender": "River Watch"})
    page = answer.content.decode()
    assert "Men with lists" in page
    assert "River Watch" in page
    assert re.search(r'value="days"[^>]*checked', page)
    assert EarlyWarning.objects.count() == 0


@pytest.mark.parametrize("missing", ["place", "feared"])
def test_place_and_fear_are_needed_and_said_beside_their_field(missing, officer, client):
    answer = client.post(CHECK, SAID | {missing: " \u200b "})
    assert f'href="#id_{missing}"' in answer.content.decode()
    assert "Read it once more</h1>" not in answer.content.decode()


def test_marks_that_turn_the_direction_of_a_text_are_taken_out(officer, client):
    hand_in(client, place="Tal \u202eremA\u202c", feared="They come\u2066 back.\u0000")
    warning = EarlyWarning.objects.get()
    assert warning.place == "Tal remA"
    assert warning.feared == "They come back."


@pytest.mark.parametrize(
    "words",
    [
        "يخشى الناس أن يُطردوا قبل الحصاد.",
        "人们担心在收获之前被赶走。",
        "လူတွေ ကြောက်နေကြတယ်။",
        "Люди боятся, что их выгонят.",
    ],
)
def test_a_warning_in_any_language_is_kept_as_it_was_written(words, officer, client):
    hand_in(client, feared=words)
    assert EarlyWarning.objects.get().feared == words


def test_script_in_a_warning_is_words_and_nothing_else(officer, client):
    shown = client.post(CHECK, SAID | {"feared": "<script>alert(1)</script>"})
    assert "<script>alert" not in shown.content.decode()


def test_a_field_that_only_programs_fill_in_is_said_aloud(officer, client):
    answer = client.post(CHECK, SAID | {"website": "https://spam.test/"})
    assert "only programs fill it in" in answer.content.decode()
    assert EarlyWarning.objects.count() == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"territory": "atlantis"},
        {"organisation": "nobody"},
        {"urgency": "yesterday"},
        {"contact": "not an address"},
        {"feared": "x" * 5001},
        {"place": "x" * 201},
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(wrong, officer, client):
    (name,) = wrong
    page = client.post(CHECK, SAID | wrong).content.decode()
    assert 'id="errors"' in page
    assert f'href="#id_{name}' in page


def test_an_organisation_without_a_rota_cannot_be_chosen(organisation, client):
    other = Organisation.objects.create(
        slug="no-rota", name="No Rota", country="KE", status="vetted", applied_at=AT
    )
    assert "no-rota" not in client.get(NEW).content.decode()
    page = client.post(CHECK, SAID | {"organisation": other.slug}).content.decode()
    assert 'href="#id_organisation"' in page


def test_nothing_is_kept_or_logged_of_who_sent_it(officer, client, caplog):
    """A canary in every place where a server could note somebody."""
    caplog.set_level(logging.DEBUG)
    known = {
        "REMOTE_ADDR": "203.0.113.77",
        "HTTP_X_FORWARDED_FOR": "203.0.113.77",
        "HTTP_USER_AGENT": "canary-browser",
        "HTTP_REFERER": "https://canary.test/",
        "HTTP_ACCEPT_LANGUAGE": "xx-canary",
    }
    nonce = nonce_in(client.post(CHECK, SAID, **known))
    answer = client.post(SEND, SAID | {"nonce": nonce}, **known)
    receipt, pin = numbers_in(answer)
    client.post(READ, {"receipt": receipt, "pin": pin}, **known)
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in tables:
            everything = sql.SQL("SELECT coalesce(string_agg(t::text, ''), '') FROM {} AS t")
            cursor.execute(everything.format(sql.Identifier(table)))
            (rows,) = cursor.fetchone()
            for text in ("203.0.113", "canary", nonce):
                assert text not in rows, table
    for text in ("203.0.113", "canary", "Men with lists", receipt, pin):
        assert text not in caplog.text


@pytest.mark.parametrize("address", [CHECK, SEND, READ, ADD, "/warnings/answers/quiet/"])
def test_a_form_sent_from_another_site_is_refused(address):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address, SAID, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert strict.post(address, SAID).status_code in (200, 303)


def test_the_language_of_the_page_stays_from_form_to_receipt(officer, client):
    shown = client.post(f"{CHECK}?lang=ar", SAID)
    page = shown.content.decode()
    assert 'dir="rtl"' in page
    assert f'action="{SEND}?lang=ar"' in page
    client.post(f"{SEND}?lang=ar", SAID | {"nonce": nonce_in(shown)})
    assert EarlyWarning.objects.get().language == "ar"


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh-hans"])
def test_whoever_warns_reads_no_sentence_in_another_language(language, officer, client):
    tail = f"?lang={language}"
    said = {"place": "Tal Amer", "feared": "…"}
    warning = make_warning(pin=PIN, status="declined", reason="…", **said)
    nonce = nonce_in(client.post(CHECK + tail, said))
    pages = [client.get(address + tail) for address in PAGES]
    pages.append(client.post(CHECK + tail, {}))
    pages.append(client.post(CHECK + tail, said))
    pages.append(client.post(SEND + tail, said | {"nonce": nonce}))
    pages.append(client.post(READ + tail, {"receipt": warning.receipt, "pin": PIN}))
    for page in pages:
        main = page.content.decode().partition("<main")[2].partition("</main>")[0]
        words = re.sub(r"<[^>]*>", " ", main)
        assert not re.search(r"\b(the|you|your|warning|read|and)\b", words, re.IGNORECASE), words


def test_every_public_address_of_the_desk_has_a_name():
    assert reverse("situations:warnings") == "/warnings/"
