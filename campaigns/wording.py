"""What a text of a campaign still wants before anybody may read it, in whichever language it is.

The same rules for the original, for each translation and for each later change of either: a person
who reads Arabic meets the story first as everybody else does. (D10, D11; Evans 2007, para 19)
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from core.rules import Text
from core.text import aggregate_figures

if TYPE_CHECKING:
    from .models import CampaignText

Finding = tuple[str, Text]

# The stop of an abbreviation ("U.N.", "Mr.", "H.E.") ends no sentence.
_NEXT_SENTENCE = re.compile(
    r"(?<!\b\w)(?<!\b[^\W\d_a-z]\w)(?<!\bMrs)[.!?]+[\"”’)]*\s+[^\W\d_a-z]|[。！？؟]\s*\S"
)
# What people read before the form, on the share card and first in the mails. Facts stand below.
OPENING = ("title", "ask", "story_title", "story", "share_text", "petition_text")
_WANTED: dict[str, Text] = {
    "title": _("There is no title yet."),
    "ask": _("Say what is asked, in one sentence."),
    "story_title": _("Give the story a title."),
    "story": _("Tell the story of one person or one community."),
    "petition_text": _("There is no text to sign yet."),
    "facts": _("The facts are not translated yet."),
    "share_text": _("The text for sharing is not translated yet."),
}


def text_blockers(text: "CampaignText") -> list[Finding]:
    """Return what must be put right before the text is public, each beside its field."""
    return [*_about_gaps(text), *about_ask(text.ask), *_about_figures(text), *_about_age(text)]


def about_ask(ask: str) -> Iterator[Finding]:
    """One thing is asked, in one sentence. (D10)"""
    if ask.strip() and _NEXT_SENTENCE.search(ask.strip()):
        yield "ask", _("Ask one thing, in one sentence. More than one is asked here.")


def about_figures(field: str, words: str) -> Iterator[Finding]:
    """No aggregate figure before the form: it dulls what the story moves. (D11; para 19)"""
    found = aggregate_figures(words)
    if found:
        yield (
            field,
            _("Move these figures to the facts, which stand below the form: %(found)s.")
            % {"found": ", ".join(found)},
        )


def _about_gaps(text: "CampaignText") -> Iterator[Finding]:
    wanted = {"title", "ask", "story_title", "story", *text.wanting}
    if text.campaign.has_petition:
        wanted.add("petition_text")
    for field, message in _WANTED.items():
        if field in wanted and not getattr(text, field).strip():
            yield field, message


def _about_figures(text: "CampaignText") -> Iterator[Finding]:
    for field in OPENING:
        yield from about_figures(field, getattr(text, field))


def _about_age(text: "CampaignText") -> Iterator[Finding]:
    if text.is_stale:
        yield (
            "language",
            _("The original was changed after this was translated. Look at it again and save it."),
        )
