"""May somebody ask for force without consent? Never without a worksheet. (D8)

The answer comes from people who reasoned, not from a sum: two others approved their five answers
and their finding. (Evans 2007, paras 30, 54-57)
"""

from django.utils.translation import gettext_lazy as _

from core.rules import Text

from .models import ForceWorksheet, Situation
from .models.choices import Rung
from .models.worksheet import Criterion, Finding

LOWER_RUNGS = tuple(rung for rung in Rung if rung < Rung.MILITARY_NO_CONSENT)

NO_WORKSHEET = _(
    "Nothing may ask for military action without consent unless a force worksheet on this situation"
    " is complete and two people approved it (paras 30, 57). Choose a lower rung, or write the"
    " worksheet first."
)
NOT_CALLED_FOR = _(
    "The force worksheet on this situation finds that force without consent is not called for."
    " Choose a lower rung: pressure of other kinds protects as well (para 56)."
)

# The five questions, as the form asks them and the page repeats them. (para 57)
QUESTIONS: dict[Criterion, Text] = {
    Criterion.SERIOUSNESS: _(
        "Which harm is threatened, to whom, and is it grave and certain enough to make one think of"
        " force at all?"
    ),
    Criterion.PURPOSE: _(
        "Is the primary purpose to stop or avert that harm, whatever other motives there may be?"
    ),
    Criterion.LAST_RESORT: _(
        "Which peaceful alternatives are reasonably available, and why would they not be enough?"
    ),
    Criterion.PROPORTIONALITY: _(
        "Are scale, length and strength of what is proposed the least that is needed?"
    ),
    Criterion.BALANCE: _(
        "Would it do more good than harm on the whole, also to relief, to peace elsewhere, and to"
        " those who are to be protected?"
    ),
}


def force_worksheet_for(situation: Situation) -> ForceWorksheet | None:
    """Return the worksheet that two people approved and nobody withdrew; None without one.

    Only for a situation that stands in the register: its monitoring ended, so did the question.
    """
    if not situation.is_registered:
        return None
    return situation.force_worksheets.approved().first()


def why_not_force(situation: Situation) -> Text:
    """Return why rung 7 cannot be asked for about this situation; empty if it can."""
    worksheet = force_worksheet_for(situation)
    if worksheet is None:
        return NO_WORKSHEET
    return NOT_CALLED_FOR if worksheet.finding == Finding.NOT_CALLED_FOR else ""
