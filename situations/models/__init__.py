from .assessment import ASSESSMENT_MOVES, Assessment, AssessmentStatus
from .brief import BRIEF_MOVES, Brief, BriefStatus, Recommendation
from .detail import ActorRole, Figure
from .measure import Measure
from .situation import SITUATION_MOVES, STALE_AFTER, Situation, SituationStatus
from .territory import Region, Territory

__all__ = [
    "ASSESSMENT_MOVES",
    "BRIEF_MOVES",
    "SITUATION_MOVES",
    "STALE_AFTER",
    "ActorRole",
    "Assessment",
    "AssessmentStatus",
    "Brief",
    "BriefStatus",
    "Figure",
    "Measure",
    "Recommendation",
    "Region",
    "Situation",
    "SituationStatus",
    "Territory",
]
