"""Which spellings reach one mailbox, and which may reach another person's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.email_address import normalise_email

ONE_MAILBOX = {
    "gmail": [
        "ada.signer@gmail.com", "Ada.Signer@GMAIL.com", "adasigner+1@gmail.com",
        "a.d.a.signer+x+y@googlemail.com", " adasigner@gmail.com ", "adasigner@gmail.com.",
        "ＡdaＳigner@gmail.com", '"ada.signer"@gmail.com',
    ],
    "proton": ["ada-s@proton.me", "ada.s@protonmail.com", "ADA_S@pm.me", "adas+tag@protonmail.ch"],
    "yandex": ["ada-s@yandex.ru", "ada.s@ya.ru", "Ada-S+x@yandex.com", "ada.s@yandex.kz"],
    "yahoo": ["ada@yahoo.com", "ada-shop@yahoo.com", "ADA@Yahoo.com"],
    "icloud": ["ada@icloud.com", "ada@me.com", "ada+x@mac.com"],
    "fastmail": ["ada@fastmail.com", "petitions@ada.fastmail.com", "ada+x@fastmail.com"],
    "anywhere": ["ada@example.org", "ADA+petition@EXAMPLE.ORG", "ada@example.org."],
    "another script": ["ada@bücher.example", "ada@xn--bcher-kva.example", "ADA@BÜCHER.example"],
    "no width": ["dé@example.org", "de\u0301@example.org", "d\u200dé@example.org"],
}  # fmt: skip
TWO_PEOPLE = [
    ("ada.signer@example.org", "adasigner@example.org"),
    ("ada@hotmail.com", "ada@outlook.com"),
    ("ada@gmx.de", "ada@gmx.net"),
    ("ada@yahoo.com", "ada@ymail.com"),
    ("ada-lovelace@example.org", "ada@example.org"),
    ("ada.s@yandex.ru", "adas@yandex.ru"),
    ("ada@one.example.org", "ada@two.example.org"),
    ("+1@example.org", "+2@example.org"),
]


@pytest.mark.parametrize("spellings", ONE_MAILBOX.values(), ids=ONE_MAILBOX)
def test_spellings_of_one_mailbox_are_one(spellings):
    assert len({normalise_email(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), TWO_PEOPLE)
def test_what_can_be_two_people_stays_two(one, other):
    assert normalise_email(one) != normalise_email(other)


@given(st.text(min_size=1, max_size=40), st.sampled_from(["gmail.com", "yandex.ru", "example.org"]))
def test_what_was_folded_is_folded_to_itself_and_keeps_a_local_part(local, domain):
    once = normalise_email(f"{local}@{domain}")
    assert once.count("@") >= 1
    if local.strip() and local.isascii() and local.isalnum():
        assert normalise_email(once) == once
        assert once.split("@")[0]
