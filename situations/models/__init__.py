from .assessment import ASSESSMENT_MOVES, Assessment, AssessmentStatus
from .brief import BRIEF_MOVES, Brief, BriefStatus, Recommendation
from .detail import ActorRole, Area, Figure, PopulationAtRisk, Trigger
from .measure import Measure
from .risk import RiskFactor, RiskIndicator, RiskRating
from .situation import SITUATION_MOVES, STALE_AFTER, Situation, SituationStatus
from .territory import Region, Territory

__all__ = [
    "ASSESSMENT_MOVES",
    "BRIEF_MOVES",
    "SITUATION_MOVES",
    "STALE_AFTER",
    "ActorRole",
    "Area",
    "Assessment",
    "AssessmentStatus",
    "Brief",
    "BriefStatus",
    "Figure",
    "Measure",
    "PopulationAtRisk",
    "Recommendation",
    "Region",
    "RiskFactor",
    "RiskIndicator",
    "RiskRating",
    "Situation",
    "SituationStatus",
    "Territory",
    "Trigger",
]
