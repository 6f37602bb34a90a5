"""Sealed personal data: the web process writes it and cannot read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sealed import SealClosed, email_key, seal, seal_json, unseal, unseal_json

PERSON = {"name": "Amina Keïta", "email": "amina@example.org"}


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",))))
def test_what_was_sealed_can_be_opened_with_the_private_key(text):
    assert unseal(seal(text)) == text


@pytest.mark.parametrize("holder", [True, False], ids=["by a worker", "by the web process"])
def test_whoever_sealed_it_only_the_private_key_opens_it(settings, holder):
    private_key = settings.SEALING_PRIVATE_KEY
    settings.SEALING_PRIVATE_KEY = private_key if holder else ""
    sealed = seal_json(PERSON)
    settings.SEALING_PRIVATE_KEY = ""
    with pytest.raises(SealClosed, match="private key"):
        unseal_json(sealed)
    settings.SEALING_PRIVATE_KEY = private_key
    assert unseal_json(sealed) == PERSON


def test_a_private_key_that_is_not_the_pair_seals_nothing(settings):
    settings.SEALING_PRIVATE_KEY = "33" * 32
    with pytest.raises(SealClosed, match="pair"):
        seal("what nobody could open")


def test_two_seals_of_one_text_differ_so_that_equal_people_cannot_be_seen():
    assert seal("amina@example.org") != seal("amina@example.org")


def test_without_the_private_key_nothing_opens(settings):
    sealed = seal_json(PERSON)
    settings.SEALING_PRIVATE_KEY = ""
    with pytest.raises(SealClosed, match="private key"):
        unseal_json(sealed)


def test_a_changed_byte_or_a_foreign_key_opens_nothing(settings):
    private_key = settings.SEALING_PRIVATE_KEY
    for key in (private_key, ""):
        settings.SEALING_PRIVATE_KEY = key
        sealed = bytearray(seal_json(PERSON))
        sealed[-1] ^= 1
        settings.SEALING_PRIVATE_KEY = private_key
        with pytest.raises(SealClosed):
            unseal(bytes(sealed))
    settings.SEALING_PRIVATE_KEY = "33" * 32
    with pytest.raises(SealClosed):
        unseal_json(seal_json(PERSON))


@pytest.mark.parametrize(
    "spelling",
    [
        "Amina.Keita@gmail.com",
        "a.m.i.n.a.keita@gmail.com",
        "aminakeita+petition@gmail.com",
        "AMINAKEITA@GOOGLEMAIL.COM",
        "  aminakeita@gmail.com ",
        "ａｍｉｎａｋｅｉｔａ@gmail.com",
        "aminakeita@gmail.com.",
    ],
)
def test_spellings_that_reach_one_mailbox_give_one_key(spelling):
    assert email_key(spelling) == email_key("aminakeita@gmail.com")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("amina.keita@example.org", "aminakeita@example.org"),
        ("amina-keita@example.org", "amina@example.org"),
        ("amina@example.org", "amina@example.net"),
        ("amina@example.org", "amine@example.org"),
    ],
)
def test_two_people_never_share_a_key(one, other):
    assert email_key(one) != email_key(other)


def test_a_domain_has_one_spelling_in_ascii_and_in_its_own_script():
    assert email_key("post@bücher.example") == email_key("post@xn--bcher-kva.example")


def test_one_person_has_unlike_keys_in_two_petitions_and_under_two_site_keys(settings):
    before = email_key("amina@example.org", scope="petition:1")
    assert before != email_key("amina@example.org", scope="petition:2")
    settings.BLIND_INDEX_KEY = "44" * 32
    assert before != email_key("amina@example.org", scope="petition:1")
