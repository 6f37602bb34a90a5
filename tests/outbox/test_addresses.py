"""What counts as an address that mail can go to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outbox import addresses
from outbox.addresses import AddressRefused, mailable

SIGNS = st.text("aZ09.@-+_'!#?=%é\"\\,;:<>() \t\n\0", max_size=30)


def judged(address: str, judge) -> str | None:
    try:
        return judge(address)
    except AddressRefused:
        return None


@given(st.emails() | SIGNS | SIGNS.map(lambda text: f"{text}@example.org"))
def test_the_quick_look_lets_nothing_through_that_the_slow_one_refuses(address: str) -> None:
    if addresses._USUAL.fullmatch(address):
        assert judged(address, addresses._checked) == address


@pytest.mark.parametrize(
    "address",
    [
        "a@b",
        "@example.org",
        "ana@",
        ".ana@example.org",
        "ana..b@example.org",
        "ana@-example.org",
        "ana@example.org.",
        "ana@example.org\n",
        "ana@example.o1",
        "ana b@example.org",
        '"ana"@example.org',
        "x" * 65 + "@example.org",
        "ana@" + "x." * 130 + "org",
        "=?utf-8?q?a?=@example.org",
    ],
)
def test_the_quick_look_leaves_what_is_unusual_to_the_slow_one(address: str) -> None:
    assert not addresses._USUAL.fullmatch(address)


@pytest.mark.parametrize(
    ("typed", "ascii_form"),
    [
        (" Ana@Example.org ", "Ana@Example.org"),
        ("o'neil+alerts@example.org", "o'neil+alerts@example.org"),
        ("post@bücher.example", "post@xn--bcher-kva.example"),
    ],
)
def test_an_address_goes_to_the_relay_as_it_was_typed(typed: str, ascii_form: str) -> None:
    assert mailable(typed) == ascii_form
