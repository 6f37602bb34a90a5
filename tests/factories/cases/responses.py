"""What the address says of force, of what came of it, and of why: for the cases that it tells.

Historical, from the speech of 2007, in our own words, with its paragraphs.
"""

from typing import Any

from accounts.models import User
from situations.models import ForceWorksheet, OutcomeReview, Situation
from situations.models.choices import Consent, Rung
from situations.models.outcome import Obstacle, Result
from situations.models.worksheet import Authority, Criterion, Finding
from situations.services import (
    approve_worksheet,
    begin_worksheet,
    decide_review,
    draft_review,
    submit_review,
    submit_worksheet,
    write_worksheet,
)

from .case import SPEECH_DAY, source

DARFUR_FORCE: dict[str, Any] = {
    "as_of": SPEECH_DAY,
    "authority": Authority.NOT_SOUGHT,
    "authority_note": "The speech tells of nobody who asked the Council to authorise coercive"
    " force. It names resolution 1706 of 31 August 2006, in which the Council took up the"
    " responsibility to protect for Darfur, and limited forces sent with consent.",
    "authority_sources": source("paras 39, 63"),
    "consent": Consent.WITHHELD,
    "answers": {
        Criterion.SERIOUSNESS: (
            "More than 200,000 people are dead and 2.5 million displaced. Large-scale killing,"
            " village burning and rape go on, with suffering for millions.",
            source("para 12"),
        ),
        Criterion.PURPOSE: (
            "Those who weigh it ask how the people of Darfur can be protected from a government"
            " that cannot or will not protect them.",
            source("para 56"),
        ),
        Criterion.LAST_RESORT: (
            "Other forms are open: sustained diplomatic, economic and legal pressure, to change"
            " what the government gains and loses by going on.",
            source("para 56"),
        ),
        Criterion.PROPORTIONALITY: (
            "Limited forces are there with the government’s consent. How large a coercive force"
            " would have to be is not said.",
            source("para 63"),
        ),
        Criterion.BALANCE: (
            "Force against the government’s will would wreck the huge relief effort in the west"
            " and the very fragile peace between north and south.",
            source("para 56"),
        ),
    },
    "rungs": {
        Rung.PRESSURE: "Sustained diplomatic pressure on the government (para 56).",
        Rung.LEGAL: "Sustained legal pressure (para 56).",
        Rung.ECONOMIC: "Sustained economic pressure (para 56).",
        Rung.MILITARY_CONSENT: "Limited forces with the government’s consent (para 63).",
    },
    "finding": Finding.NOT_CALLED_FOR,
    "finding_reason": "It would do more harm than good. The responsibility goes on and has to take"
    " other forms: pressure of every kind that can be kept up (para 56).",
}

BURUNDI_OUTCOME: dict[str, Any] = {
    "as_of": SPEECH_DAY,
    "result": Result.PREVENTED,
    "is_arguable": True,
    "account": "Burundi could have gone the way of its neighbour and has not. Arguably it is only"
    " the intense engagement of many that kept it from that.",
    "contributions": "Nelson Mandela mediated. South Africa kept troops there. The International"
    " Crisis Group analysed and argued. The Peacebuilding Commission made Burundi its first case.",
    "lessons": "Nobody called it a situation of this kind. Naming it as one would win support, for"
    " it shows what prevention can do.",
    "sources": source("para 51"),
}

RWANDA_OUTCOME: dict[str, Any] = {
    "as_of": SPEECH_DAY,
    "result": Result.OCCURRED,
    "account": "The genocide came about. The warnings of General Dallaire had met with"
    " indifference.",
    "obstacles": [Obstacle.MILITARY],
    "obstacles_note": "Through the 1990s protection was thought of as force without consent, not"
    " as a range of lesser measures (para 18).",
    "lessons": "Early warning needs somebody who must answer, at the United Nations and elsewhere.",
    "sources": source("paras 10, 18, 59"),
}

CAMBODIA_OUTCOME: dict[str, Any] = {
    "as_of": SPEECH_DAY,
    "result": Result.HALTED,
    "account": "Vietnam’s invasion stopped the Khmer Rouge, and was attacked by everybody rather"
    " than welcomed. That it had this effect says nothing of its motive or its lawfulness.",
    "obstacles": [Obstacle.CONTROL],
    "obstacles_note": "Even atrocities on this scale were held to be nobody else’s business.",
    "sources": source("paras 9, 15"),
}

KOSOVO_OUTCOME: dict[str, Any] = {
    "as_of": SPEECH_DAY,
    "result": Result.HALTED,
    "is_arguable": True,
    "account": "A coalition took action in the end. The way in which it did raised anxious"
    " questions about the whole system of international security.",
    "obstacles_note": "A veto was threatened in the Security Council.",
    "sources": source("para 11"),
}

EAST_TIMOR_OUTCOME: dict[str, Any] = {
    "as_of": SPEECH_DAY,
    "result": Result.HALTED,
    "is_arguable": True,
    "account": "Civilians were protected by soldiers, and the government in question had consented."
    " The speech says no more of what became of it.",
    "sources": source("para 63"),
}

SOMALIA_OUTCOME: dict[str, Any] = {
    "as_of": SPEECH_DAY,
    "result": Result.CONTINUED,
    "is_arguable": True,
    "account": "The reaction through the United Nations ended in a debacle. The speech does not say"
    " what became of the people.",
    "sources": source("para 10"),
}

SREBRENICA_OUTCOME: dict[str, Any] = {
    "as_of": SPEECH_DAY,
    "result": Result.OCCURRED,
    "account": "Those who should have acted did not, only a year after Rwanda.",
    "sources": source("para 10"),
}


def write_case_worksheet(
    words: dict[str, Any], *, situation: Situation, author: User, approvers: tuple[User, User]
) -> ForceWorksheet:
    """Take a worksheet from its first line to its second approval."""
    worksheet = begin_worksheet(situation=situation, actor=author)
    write_worksheet(worksheet=worksheet, actor=author, **words)
    submit_worksheet(worksheet=worksheet, actor=author)
    for approver in approvers:
        worksheet = approve_worksheet(worksheet=worksheet, actor=approver)
    return worksheet


def review_case(
    words: dict[str, Any], *, situation: Situation, author: User, decider: User
) -> OutcomeReview:
    """Take an outcome review from its first line to the decision of a second person."""
    review = draft_review(situation=situation, actor=author, **words)
    submit_review(review=review, actor=author)
    return decide_review(review=review, actor=decider)
