"""What a visitor may write, what is answered beside the field, and what is kept."""

import re

import pytest

from campaigns.models import Signature
from core.sealed import unseal_json
from outbox.models import Message
from tests.campaigns.conftest import FILLED_IN

pytestmark = pytest.mark.django_db

# Strings that have broken programs: markup, templates, scripts of shells and databases, marks
# without width, right-to-left text, stacked accents, letters beyond the first plane.
NAUGHTY = [
    "Ada <script>alert(1)</script>",
    "Robert'); DROP TABLE signatures;--",
    "{{ 7*7 }} {% debug %}",
    "${jndi:ldap} Ada",
    "Zoë Ångström-Ðuro",
    "محمد الأمين",
    "李小龍",
    "Nguyễn Thị Ánh",
    "Z̸̡͇a̶l̴g̵o̶",
    "𝕬𝖉𝖆",
    "👩🏽 Ada",
    "Ada\u2028Signer",
    "O’Neill",
    "null",
    "undefined",
    "True",
]


@pytest.mark.parametrize("name", NAUGHTY)
def test_a_naughty_name_is_kept_as_text_or_refused_beside_its_field(sign, name):
    response = sign(name=name)
    if response.status_code == 303:
        assert unseal_json(Signature.objects.get().sealed)["name"]
    else:
        assert response.status_code == 200
        assert 'id="sign_name_error"' in response.content.decode()
    assert b"<script>alert(1)" not in response.content


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Ada\x00Signer", "AdaSigner"),
        ("Ada\u202eSigner", "AdaSigner"),
        ("  Ada \t Signer\r\nBcc: x ", "Ada Signer Bcc: x"),
        ("Ada\u200bSigner\ufeff", "AdaSigner"),
    ],
)
def test_marks_that_mislead_are_taken_out_of_a_name(sign, name, kept):
    sign(name=name)
    assert unseal_json(Signature.objects.get().sealed)["name"] == kept


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "", "Write a name."),
        ("name", "   ", "Write a name."),
        ("name", "\u200b\u202e", "Write a name."),
        ("name", "x" * 101, "at most 100 characters"),
        ("name", "Visit https://spam.test", "without the address of a page"),
        ("name", "www.spam.test", "without the address of a page"),
        ("name", "ada@example.org", "without the address of a page"),
        ("name", "=1+1", "without the address of a page"),
        ("name", "@SUM(A1)", "without the address of a page"),
        ("name", "12345", "with letters"),
        ("email", "", "Write an email address."),
        ("email", "nobody", "Enter one email address"),
        ("email", "a@example.org, b@example.org", "Enter one email address"),
        ("email", "a@example.org\nBcc: b@example.org", "Enter one email address"),
        ("email", "a@@example.org", "Enter one email address"),
        ("email", "a@" + "x" * 300 + ".org", "at most 254 characters"),
        ("country", "", "Choose a country or area."),
        ("country", "ZZ", "not one of the available choices"),
        ("country", "CSHH", "not one of the available choices"),
        ("display", "everything", "not one of the available choices"),
    ],
)
def test_a_bad_value_is_answered_beside_its_field_and_what_was_typed_is_kept(
    sign, field, value, message
):
    other = "name" if field != "name" else "email"
    response = sign(**{field: value})
    page = response.content.decode()
    assert response.status_code == 200
    assert f'id="sign_{field}_error"' in page
    assert message in page
    assert f'value="{FILLED_IN[other]}"' in page
    assert not Signature.objects.exists()
    assert not Message.objects.exists()
    assert "no-store" in response["Cache-Control"]


def test_a_post_without_fields_is_answered_beside_each(client, campaign):
    page = client.post(f"/campaigns/{campaign.slug}/sign/").content.decode()
    assert "There is a problem" in page
    for field in ("name", "email", "country"):
        assert f'id="sign_{field}_error"' in page


def test_a_name_of_a_megabyte_is_refused_and_nothing_is_kept(sign):
    assert sign(name="x" * 900_000).status_code == 200
    response = sign(name="x" * 1_100_000)
    assert response.status_code == 400
    assert not Signature.objects.exists()


def test_a_broken_charset_and_a_foreign_content_type_do_no_harm(client, campaign):
    url = f"/campaigns/{campaign.slug}/sign/"
    for body, kind in (
        (b"name=%ff%fe&email=%c3%28", "application/x-www-form-urlencoded"),
        (b'{"name": "Ada"}', "application/json"),
        (b"--x\r\n", "multipart/form-data; boundary=x"),
    ):
        assert client.post(url, body, content_type=kind).status_code in {200, 400}
    assert not Signature.objects.exists()


@pytest.mark.parametrize("slug", ["nothing-here", "x" * 200])
def test_an_unknown_campaign_is_not_found(client, db, slug):
    assert client.post(f"/campaigns/{slug}/sign/", FILLED_IN).status_code == 404


def test_signing_takes_no_get(client, campaign):
    assert client.get(f"/campaigns/{campaign.slug}/sign/").status_code == 405


def test_consents_are_off_and_nothing_is_shown_unless_chosen(client, campaign):
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert re.findall(r'name="(\w+)"[^>]* checked', page) == ["display"]
    assert re.findall(r'value="(\w+)"[^>]* checked', page) == ["hidden"]


def test_the_field_for_programs_is_out_of_reach_of_people(client, campaign):
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert 'class="mb-3 trap"' in page or "trap" in page
    assert 'tabindex="-1"' in page


def test_countries_are_offered_in_the_language_of_the_page(client, campaign):
    page = client.get(f"{campaign.get_absolute_url()}?lang=fr").content.decode()
    assert "Afrique du Sud" in page
    page = client.get(campaign.get_absolute_url()).content.decode()
    assert "South Africa" in page
