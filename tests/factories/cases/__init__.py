"""Past cases, taken through the services: for tests, and for the demo.

Everything here is historical, from a speech of 2007: Gareth Evans, "The Responsibility to Protect:
Creating and Implementing a New International Norm", Melbourne, 13 August 2007. What is said of each
case stands there, in the paragraph named, and is told in our own words; which of the four crimes it
amounts to is our reading where the speech does not say.
"""

from .burundi import BURUNDI
from .cambodia import CAMBODIA
from .case import Case, CaseBrief, source
from .darfur import DARFUR
from .east_timor import EAST_TIMOR
from .exclusions import EXCLUSIONS
from .iraq import IRAQ_2003, IRAQ_2007
from .kosovo import KOSOVO
from .nineties import RWANDA, SOMALIA, SREBRENICA
from .running import (
    assess_case,
    hand_in_case_brief,
    propose_case,
    publish_case_brief,
    run_case,
)

# In the order of the speech's history; then what it says is no such situation at all.
CASES = (
    CAMBODIA,
    SOMALIA,
    RWANDA,
    SREBRENICA,
    KOSOVO,
    EAST_TIMOR,
    IRAQ_2003,
    BURUNDI,
    IRAQ_2007,
    DARFUR,
    *EXCLUSIONS,
)

__all__ = [
    "BURUNDI",
    "CAMBODIA",
    "CASES",
    "DARFUR",
    "EAST_TIMOR",
    "EXCLUSIONS",
    "IRAQ_2003",
    "IRAQ_2007",
    "KOSOVO",
    "RWANDA",
    "SOMALIA",
    "SREBRENICA",
    "Case",
    "CaseBrief",
    "assess_case",
    "hand_in_case_brief",
    "propose_case",
    "publish_case_brief",
    "run_case",
    "source",
]
