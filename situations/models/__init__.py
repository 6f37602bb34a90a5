from .assessment import ASSESSMENT_MOVES, Assessment, AssessmentStatus
from .brief import BRIEF_MOVES, Brief, BriefStatus, Recommendation
from .detail import ActorRole, Area, Figure, PopulationAtRisk, Trigger
from .import_run import IMPORT_MOVES, ImportLine, ImportRun, ImportStatus, LineOutcome
from .incident import INCIDENT_MOVES, Incident, IncidentStatus
from .incident_detail import IncidentActor, IncidentFigure
from .item import CustodyEvent, Item, Original
from .measure import Measure
from .published import PublishedIncident
from .risk import RiskFactor, RiskIndicator, RiskRating
from .situation import SITUATION_MOVES, STALE_AFTER, Situation, SituationStatus
from .source import Source
from .territory import Region, Territory
from .testimony import CONSENT_MOVES, Consent, ConsentStatus, Testimony

__all__ = [
    "ASSESSMENT_MOVES",
    "BRIEF_MOVES",
    "CONSENT_MOVES",
    "IMPORT_MOVES",
    "INCIDENT_MOVES",
    "SITUATION_MOVES",
    "STALE_AFTER",
    "ActorRole",
    "Area",
    "Assessment",
    "AssessmentStatus",
    "Brief",
    "BriefStatus",
    "Consent",
    "ConsentStatus",
    "CustodyEvent",
    "Figure",
    "ImportLine",
    "ImportRun",
    "ImportStatus",
    "Incident",
    "IncidentActor",
    "IncidentFigure",
    "IncidentStatus",
    "Item",
    "LineOutcome",
    "Measure",
    "Original",
    "PopulationAtRisk",
    "PublishedIncident",
    "Recommendation",
    "Region",
    "RiskFactor",
    "RiskIndicator",
    "RiskRating",
    "Situation",
    "SituationStatus",
    "Source",
    "Territory",
    "Testimony",
    "Trigger",
]
