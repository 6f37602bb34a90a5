from .assessment import ASSESSMENT_MOVES, Assessment, AssessmentStatus
from .brief import BRIEF_MOVES, Brief, BriefStatus, Recommendation
from .commitment import Instrument, InstrumentBody, StateCommitment
from .detail import ActorRole, Area, Figure, PopulationAtRisk, Trigger
from .import_run import IMPORT_MOVES, ImportLine, ImportRun, ImportStatus, LineOutcome
from .incident import INCIDENT_MOVES, Incident, IncidentStatus
from .incident_detail import IncidentActor, IncidentFigure
from .item import CustodyEvent, Item, Original
from .measure import Measure, SanctionsCheck
from .outcome import REVIEW_MOVES, OutcomeReview, ReviewStatus
from .published import PublishedIncident
from .risk import RiskFactor, RiskIndicator, RiskRating
from .search import SearchWords
from .situation import SITUATION_MOVES, STALE_AFTER, Situation, SituationStatus, Standing
from .source import Source
from .territory import Region, Territory
from .testimony import CONSENT_MOVES, Consent, ConsentStatus, Testimony
from .worksheet import (
    WORKSHEET_MOVES,
    CriterionAnswer,
    ForceWorksheet,
    RungConsidered,
    WorksheetApproval,
    WorksheetStatus,
)

__all__ = [
    "ASSESSMENT_MOVES",
    "ActorRole",
    "Area",
    "Assessment",
    "AssessmentStatus",
    "BRIEF_MOVES",
    "Brief",
    "BriefStatus",
    "CONSENT_MOVES",
    "Consent",
    "ConsentStatus",
    "CriterionAnswer",
    "CustodyEvent",
    "Figure",
    "ForceWorksheet",
    "IMPORT_MOVES",
    "INCIDENT_MOVES",
    "ImportLine",
    "ImportRun",
    "ImportStatus",
    "Incident",
    "IncidentActor",
    "IncidentFigure",
    "IncidentStatus",
    "Instrument",
    "InstrumentBody",
    "Item",
    "LineOutcome",
    "Measure",
    "Original",
    "OutcomeReview",
    "PopulationAtRisk",
    "PublishedIncident",
    "REVIEW_MOVES",
    "Recommendation",
    "Region",
    "ReviewStatus",
    "RiskFactor",
    "RiskIndicator",
    "RiskRating",
    "RungConsidered",
    "SITUATION_MOVES",
    "STALE_AFTER",
    "SanctionsCheck",
    "SearchWords",
    "Situation",
    "SituationStatus",
    "Source",
    "Standing",
    "StateCommitment",
    "Territory",
    "Testimony",
    "Trigger",
    "WORKSHEET_MOVES",
    "WorksheetApproval",
    "WorksheetStatus",
]
