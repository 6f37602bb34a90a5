"""What an office sent, answered and did, by the word that a row of the table of roles gives."""

from typing import Any

from accounts.models import User
from campaigns.models import Campaign
from tests.factories.answers import (
    make_answer,
    make_clock,
    make_communication,
    make_outcome,
    make_reply,
    make_step,
)


def answered(campaign: Campaign, author: User | None) -> dict[str, Any]:
    """Return the arguments of the addresses of answers."""
    common = {"campaign": campaign}
    clock = make_clock(**common)
    rows = {
        "reply": make_reply(**common),
        "reply-unmatched": make_reply(state="unmatched"),
        "answer": make_answer(author=author, **common),
        "outcome-of-ask": make_outcome(checked=False, noted_by=author, **common),
        "step": make_step(clock=clock, status="chosen"),
        "clock": clock,
        "mail": make_communication(author=author, **common),
    }
    own: dict[str, Any] = {word: {"pk": row.pk} for word, row in rows.items()}
    return own | {
        "reply-file": own["reply"] | {"number": 0},
        "reply-refuse": own["reply"] | {"name": "refuse"},
        "answer-submit": own["answer"] | {"name": "submit"},
        "step-choose": own["step"] | {"name": "choose"},
        "mail-send": own["mail"] | {"name": "send"},
    }
