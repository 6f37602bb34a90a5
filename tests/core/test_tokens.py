"""Signed links: one deed each, until they grow old."""

from datetime import timedelta

import pytest
import time_machine

from core.tokens import TokenRefused, read, sign


def test_a_link_gives_back_what_was_signed():
    assert read("petition.confirm", sign("petition.confirm", [7, "x"])) == [7, "x"]


def test_a_link_for_one_deed_opens_no_other():
    with pytest.raises(TokenRefused):
        read("alerts.end", sign("alerts.confirm", 7))


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "é", "\x00", "." * 5000])
def test_a_foreign_link_is_refused(token):
    with pytest.raises(TokenRefused) as refused:
        read("alerts.end", token)
    assert not refused.value.expired


def test_a_link_grows_old_after_a_week_and_says_so():
    with time_machine.travel("2026-03-01T12:00:00Z", tick=False):
        token = sign("alerts.confirm", 7)
    with time_machine.travel("2026-03-08T11:59:00Z", tick=False):
        assert read("alerts.confirm", token) == 7
    with time_machine.travel("2026-03-08T12:01:00Z", tick=False):
        with pytest.raises(TokenRefused) as refused:
            read("alerts.confirm", token)
        assert refused.value.expired
        assert read("alerts.confirm", token, max_age=None) == 7
        assert read("alerts.confirm", token, max_age=timedelta(days=30)) == 7


def test_another_secret_key_opens_nothing(settings):
    token = sign("alerts.end", 7)
    settings.SECRET_KEY = "another-" + "1" * 50
    with pytest.raises(TokenRefused):
        read("alerts.end", token)
