"""What a past case consists of."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from situations.models.choices import Step

SPEECH_DAY = date(2007, 8, 13)
SPEECH = "G. Evans, Melbourne, 13 August 2007"
DAY_IS_OURS = "The day of this judgement is ours; the speech names none."
OUR_READING = "Which of the four crimes it was is our reading; the speech does not say."


def source(paragraphs: str) -> str:
    return f"Historical, from a 2007 speech: {SPEECH}, {paragraphs}"


def speech(paragraphs: str) -> dict[str, Any]:
    """The speech as a work that is cited, with both places and days on which it was given."""
    return {
        "author": "Gareth Evans",
        "title": (
            "The Responsibility to Protect: Creating and Implementing a New International Norm"
        ),
        "occasions": [
            {"place": "Melbourne", "day": "2007-08-13"},
            {"place": "Sydney", "day": "2007-08-28"},
        ],
        "locator": paragraphs,
    }


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
    def citations(self) -> tuple[dict[str, Any], ...]:
        """The works that the case rests on: the speech, if it comes from it."""
        return (speech(self.paragraphs),) if self.paragraphs else ()

    @property
    def sources(self) -> str:
        """Where it comes from: the speech, unless it says otherwise."""
        return self.told_by or source(self.paragraphs)
