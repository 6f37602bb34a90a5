"""Sealing a text for whoever holds a link, and for nobody else."""

import pytest

from core.sealed import SealClosed, open_from_link, seal_for_link


def test_the_key_in_the_link_opens_the_text_without_the_private_key(settings):
    settings.SEALING_PRIVATE_KEY = ""
    box, key = seal_for_link("Dear Minister, مرحبا")
    assert b"Minister" not in box
    assert open_from_link(box, key) == "Dear Minister, مرحبا"


def test_two_boxes_of_one_text_have_unlike_keys():
    assert seal_for_link("text")[1] != seal_for_link("text")[1]


@pytest.mark.parametrize("key", ["", "x", "not base64 !", "é" * 43, "A" * 43])
def test_another_key_opens_nothing(key):
    box, _key = seal_for_link("text")
    with pytest.raises(SealClosed):
        open_from_link(box, key)


def test_a_changed_box_opens_no_more():
    box, key = seal_for_link("text")
    with pytest.raises(SealClosed):
        open_from_link(box[:-1] + bytes([box[-1] ^ 1]), key)
