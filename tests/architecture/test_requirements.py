"""What is installed, what is pinned with hashes and what pyproject.toml names are one thing."""

import re
import tomllib
from dataclasses import dataclass
from importlib.metadata import distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .sources import ROOT

RUNTIME = ROOT / "requirements.txt"
DEVELOPMENT = ROOT / "r2p_site" / "stack" / "requirements-dev.txt"
# What makes environments may lie in one without being asked for.
TOOLS = {"pip", "setuptools", "wheel"}


@dataclass(frozen=True)
class Pin:
    requirement: Requirement
    hashes: frozenset[str]

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        return str(self.requirement.specifier).removeprefix("==")

    @property
    def is_for_here(self) -> bool:
        return self.requirement.marker is None or self.requirement.marker.evaluate()


def pins(path) -> dict[str, Pin]:
    found = {}
    for entry in path.read_text().replace("\\\n", " ").splitlines():
        requirement, *hashes = re.split(r"\s+--hash=sha256:", entry.strip())
        pin = Pin(Requirement(requirement), frozenset(hashes))
        found[pin.name] = pin
    return found


def named(*, development: bool) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lines = list(project["project"]["dependencies"])
    if development:
        lines += project["dependency-groups"]["dev"]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(("path", "development"), [(RUNTIME, False), (DEVELOPMENT, True)])
def test_every_dependency_is_named_in_one_version_and_pinned_to_it(path, development):
    pinned = pins(path)
    for requirement in named(development=development):
        pin = pinned[canonicalize_name(requirement.name)]
        assert str(requirement.specifier) == f"=={pin.version}", requirement


@pytest.mark.parametrize("path", [RUNTIME, DEVELOPMENT])
def test_every_pin_is_one_version_with_hashes(path):
    for pin in pins(path).values():
        assert re.fullmatch(r"==[^,*=<>~!]+", str(pin.requirement.specifier)), pin.name
        assert pin.hashes, pin.name
        assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in pin.hashes), pin.name


@pytest.mark.parametrize("path", [RUNTIME, DEVELOPMENT])
def test_no_pin_names_a_place_to_fetch_it_from(path):
    assert not re.search(r"https?:|file:|--(index|extra|find|trusted)|@ ", path.read_text())


def test_development_uses_the_very_files_that_production_does():
    development = pins(DEVELOPMENT)
    for name, pin in pins(RUNTIME).items():
        assert development[name] == pin


@pytest.mark.parametrize(("path", "development"), [(RUNTIME, False), (DEVELOPMENT, True)])
def test_nothing_is_pinned_that_no_dependency_asks_for(path, development):
    """Walk from what pyproject.toml names through what each package itself names."""
    needed = _closure(named(development=development))
    pinned = {name for name, pin in pins(path).items() if pin.is_for_here}

    assert pinned == needed


def test_what_is_installed_is_what_is_pinned():
    installed = {canonicalize_name(found.name): found.version for found in distributions()}
    pinned = {name: pin.version for name, pin in pins(DEVELOPMENT).items() if pin.is_for_here}
    tools = TOOLS - set(pinned)

    assert {name: version for name, version in installed.items() if name not in tools} == pinned


def _closure(requirements: list[Requirement]) -> set[str]:
    packages = {canonicalize_name(found.name): found for found in distributions()}
    needed: set[str] = set()
    seen: set[tuple[str, str]] = set()
    waiting = [
        (requirement, extra) for requirement in requirements for extra in _extras(requirement)
    ]
    while waiting:
        requirement, extra = waiting.pop()
        name = canonicalize_name(requirement.name)
        needed.add(name)
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for line in packages[name].requires or []:
            asked = Requirement(line)
            if asked.marker is None or asked.marker.evaluate({"extra": extra}):
                waiting += [(asked, more) for more in _extras(asked)]
    return needed


def _extras(requirement: Requirement) -> list[str]:
    return ["", *requirement.extras]
