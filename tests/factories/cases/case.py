"""What a past case consists of."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from situations.models.choices import Step

SPEECH_DAY = date(2007, 8, 13)
SPEECH = "Historical, from a 2007 speech: G. Evans, Melbourne, 13 August 2007"


def source(paragraphs: str) -> str:
    return f"{SPEECH}, {paragraphs}"


@dataclass(frozen=True, kw_only=True)
class CaseBrief:
    """A brief on a case."""

    title: str
    standfirst: str
    body: str
    recommendations: tuple[dict[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One case: what to propose, how to answer the screening, what was done, and a brief."""

    name: str
    area: str = ""
    territories: tuple[str, ...]
    as_of: date
    paragraphs: str
    answers: dict[str, Any]
    populations: tuple[dict[str, Any], ...] = ()
    areas: tuple[dict[str, Any], ...] = ()
    triggers: tuple[dict[str, Any], ...] = ()
    ratings: tuple[dict[str, Any], ...] = ()
    figures: tuple[dict[str, Any], ...] = ()
    actors: tuple[dict[str, Any], ...] = ()
    measures: tuple[dict[str, Any], ...] = ()
    brief: CaseBrief | None = None
    steps: tuple[Step, ...] = field(default=tuple(Step))
    told_by: str = ""

    @property
    def sources(self) -> str:
        """Where it comes from: the speech, unless it says otherwise."""
        return self.told_by or source(self.paragraphs)
