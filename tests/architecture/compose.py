"""Reading docker-compose.yml as compose does, as far as our file goes."""

import re
import shlex
from typing import Any

import yaml

from .sources import ROOT

FILE = ROOT / "docker-compose.yml"
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?::(?P<kind>[-?])(?P<default>[^}]*))?\}")


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load(FILE.read_text())["services"]
    return found


def variables() -> set[str]:
    return {match["name"] for match in VARIABLE.finditer(FILE.read_text())}


def required_variables() -> set[str]:
    matches = VARIABLE.finditer(FILE.read_text())
    return {match["name"] for match in matches if match["kind"] == "?"}


def environment_of(service: str, given: dict[str, str]) -> dict[str, str]:
    """What the service's process would see. Raises KeyError for a variable that must be set."""
    template = services()[service].get("environment", {})
    return {name: _fill(str(value), given) for name, value in template.items()}


def command_of(service: str) -> list[str]:
    return shlex.split(services()[service]["command"])


def healthcheck_of(service: str) -> list[str]:
    kind, *words = services()[service]["healthcheck"]["test"]
    if kind == "CMD-SHELL":
        return ["sh", "-c", words[0].replace("$$", "$")]
    return list(words)


def _fill(text: str, given: dict[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        if match["kind"] == "?":
            return given[match["name"]]
        return given.get(match["name"], "") or match["default"] or ""

    return VARIABLE.sub(value, text)
