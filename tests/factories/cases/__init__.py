"""Past cases, taken through the services: for tests, and for the demo.

Everything here is historical, from a speech of 2007: Gareth Evans, "The Responsibility to Protect:
Creating and Implementing a New International Norm", Melbourne, 13 August 2007. What is said of each
case stands there, in the paragraph named, and is told in our own words; which of the four crimes it
amounts to is our reading where the speech does not say.
"""

from .burundi import BURUNDI
from .case import Case, CaseBrief, source
from .darfur import DARFUR
from .iraq import IRAQ_2003, IRAQ_2007
from .kosovo import KOSOVO
from .running import (
    assess_case,
    hand_in_case_brief,
    propose_case,
    publish_case_brief,
    run_case,
)

CASES = (DARFUR, BURUNDI, IRAQ_2007, KOSOVO, IRAQ_2003)

__all__ = [
    "BURUNDI",
    "CASES",
    "DARFUR",
    "IRAQ_2003",
    "IRAQ_2007",
    "KOSOVO",
    "Case",
    "CaseBrief",
    "assess_case",
    "hand_in_case_brief",
    "propose_case",
    "publish_case_brief",
    "run_case",
    "source",
]
