"""A Chromium for the browser tests: the one that is there, or one that is fetched once."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from .processes import StackError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OWN = Path("var") / "browsers"
ADVICE = (
    "No Chromium was found and none could be fetched. Install one (on Debian:\n"
    "apt-get install chromium) or set CHROMIUM to the path of one."
)


def browser() -> str:
    """Return the path of a Chromium that starts. Raises StackError when none is to be had."""
    asked = os.environ.get("CHROMIUM")
    if asked:
        if not _starts(asked):
            raise StackError(f"CHROMIUM is set to {asked}, which does not start.")
        return asked
    for fetch in (_nothing, _install_package, _download):
        fetch()
        for candidate in _candidates():
            if _starts(candidate):
                return candidate
    raise StackError(ADVICE)


def _candidates() -> list[str]:
    installed = [path for name in NAMES if (path := shutil.which(name))]
    home = Path.home() / ".cache" / "ms-playwright"
    downloaded = [path for place in (OWN, home) for path in place.glob("chromium*/chrome-linux*/*")]
    names = {"chrome", "headless_shell", "chrome-headless-shell"}
    return installed + [str(path.resolve()) for path in sorted(downloaded) if path.name in names]


def _starts(path: str) -> bool:
    try:
        found = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return found.returncode == 0


def _nothing() -> None:
    """Look first at what is there."""


def _install_package() -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Installing Chromium for the browser tests (apt-get install chromium) …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
    for command in (["apt-get", "update", "--quiet=2"], [*install, "--quiet=2"]):
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)


def _download() -> None:
    print("Fetching Chromium for the browser tests …", flush=True)
    environment = os.environ | {"PLAYWRIGHT_BROWSERS_PATH": str(OWN.resolve())}
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    subprocess.run(command, env=environment, capture_output=True, timeout=600, check=False)
