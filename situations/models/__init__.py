from .assessment import ASSESSMENT_MOVES, Assessment, AssessmentStatus
from .brief import LONGEST_BODY, Brief
from .brief_status import BRIEF_MOVES, BriefStatus, Change
from .citation import Citation
from .commitment import Instrument, InstrumentBody, StateCommitment
from .correspondence import Escalation, PinAttempt, Side, WarningMessage
from .detail import ActorRole, Area, Figure, PopulationAtRisk, Trigger
from .duty import ON_DUTY, DutyOfficer
from .embargo import Embargo, Retraction
from .import_run import IMPORT_MOVES, ImportLine, ImportRun, ImportStatus, LineOutcome
from .incident import INCIDENT_MOVES, Incident, IncidentStatus
from .incident_detail import IncidentActor, IncidentFigure
from .item import CustodyEvent, Item, Original
from .kept import BriefFile, KeptText
from .measure import Measure, SanctionsCheck
from .outcome import REVIEW_MOVES, OutcomeReview, ReviewStatus
from .published import PublishedIncident
from .recommendation import Occasion, Recommendation
from .risk import RiskFactor, RiskIndicator, RiskRating
from .search import SearchWords
from .situation import SITUATION_MOVES, STALE_AFTER, Situation, SituationStatus, Standing
from .source import Source
from .territory import Region, Territory
from .testimony import CONSENT_MOVES, Consent, ConsentStatus, Testimony
from .warning import REPEATED, EarlyWarning
from .warning_states import WARNING_MOVES, DeclineCode, Reached, Urgency, WarningStatus
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
    "BriefFile",
    "BriefStatus",
    "CONSENT_MOVES",
    "Change",
    "Citation",
    "Consent",
    "ConsentStatus",
    "CriterionAnswer",
    "CustodyEvent",
    "DeclineCode",
    "DutyOfficer",
    "EarlyWarning",
    "Embargo",
    "Escalation",
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
    "KeptText",
    "LONGEST_BODY",
    "LineOutcome",
    "Measure",
    "ON_DUTY",
    "Occasion",
    "Original",
    "OutcomeReview",
    "PinAttempt",
    "PopulationAtRisk",
    "PublishedIncident",
    "REPEATED",
    "REVIEW_MOVES",
    "Reached",
    "Recommendation",
    "Region",
    "Retraction",
    "ReviewStatus",
    "RiskFactor",
    "RiskIndicator",
    "RiskRating",
    "RungConsidered",
    "SITUATION_MOVES",
    "STALE_AFTER",
    "SanctionsCheck",
    "SearchWords",
    "Side",
    "Situation",
    "SituationStatus",
    "Source",
    "Standing",
    "StateCommitment",
    "Territory",
    "Testimony",
    "Trigger",
    "Urgency",
    "WARNING_MOVES",
    "WORKSHEET_MOVES",
    "WarningMessage",
    "WarningStatus",
    "WorksheetApproval",
    "WorksheetStatus",
]
