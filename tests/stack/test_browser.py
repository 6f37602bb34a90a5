"""The browser of the browser tests is one that starts."""

import pytest

from r2p_site.stack.browser import browser
from r2p_site.stack.processes import StackError


def test_a_browser_that_was_asked_for_is_taken(tmp_path, monkeypatch):
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\necho Chromium 156\n")
    program.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(program))

    assert browser() == str(program)


def test_one_that_does_not_start_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))

    with pytest.raises(StackError, match="which does not start"):
        browser()
