"""Receipt numbers and PINs: read aloud, typed in any script, and never to be guessed back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from situations import receipts
from situations.areas import place_key

ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")


def test_a_receipt_is_twelve_digits_that_check_each_other():
    numbers = {receipts.new_receipt() for _time in range(200)}
    assert len(numbers) == 200
    assert all(number.isdecimal() and len(number) == 12 for number in numbers)
    assert all(receipts.is_receipt(number) for number in numbers)


def test_it_is_read_aloud_in_groups_of_four():
    assert receipts.grouped("482109375562") == "4821 0937 5562"


@given(place=st.integers(0, 11), other=st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(place, other):
    number = receipts.new_receipt()
    wrong = str((int(number[place]) + other) % 10)
    assert not receipts.is_receipt(number[:place] + wrong + number[place + 1 :])


@given(place=st.integers(0, 10))
def test_two_digits_that_changed_places_are_always_noticed(place):
    number = receipts.new_receipt()
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert swapped == number or not receipts.is_receipt(swapped)


@pytest.mark.parametrize(
    "typed",
    ["4821 0937 5562", "4821-0937-5562", " 482109375562 ", "4821.0937.5562"],
)
def test_spaces_and_dashes_do_not_matter(typed):
    assert receipts.read_digits(typed) == "482109375562"


@pytest.mark.parametrize("digits", [ARABIC, DEVANAGARI], ids=["Arabic", "Devanagari"])
def test_digits_of_any_script_are_read(digits):
    assert receipts.read_digits("4821 0937 5562".translate(digits)) == "482109375562"


@pytest.mark.parametrize("typed", ["", "4821", "4" * 13, "not a number", "²³⁴⁵"])
def test_what_is_no_receipt_is_none(typed):
    assert not receipts.is_receipt(receipts.read_digits(typed))


def test_the_same_form_gives_the_same_pin_and_another_form_another():
    first = receipts.pin_for("one form")
    assert first == receipts.pin_for("one form")
    assert len(first) == 8
    assert first != receipts.pin_for("another form")


def test_a_pin_is_kept_as_argon2id_and_no_hash_matches_nobody():
    hashed = receipts.hash_pin("40719926")
    assert hashed.startswith("$argon2id$")
    assert "40719926" not in hashed
    assert receipts.pin_matches("40719926", hashed)
    assert not receipts.pin_matches("40719927", hashed)
    assert not receipts.pin_matches("40719926", None)
    assert not receipts.pin_matches("40719926", "damaged")


def test_a_hash_is_of_no_use_without_the_key_of_the_installation(settings):
    hashed = receipts.hash_pin("40719926")
    settings.BLIND_INDEX_KEY = "33" * 32
    assert not receipts.pin_matches("40719926", hashed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tal Amer, the ford", "tal  amer: The Ford"),
        ("São Jorge", "Sao  jorge"),
        ("Straße 4", "strasse 4"),
        ("تل عامر، المخاضة", "تل عامر المخاضة"),
    ],
)
def test_one_place_has_one_spelling(one, other):
    assert place_key(one) == place_key(other) != ""


def test_a_place_in_signs_alone_has_none():
    assert place_key("… — ?!") == ""
