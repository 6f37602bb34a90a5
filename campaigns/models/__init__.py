from .alarm import ALARM_MOVES, Alarm, AlarmEnd, AlarmKind, AlarmStatus
from .campaign import Addressee, Campaign
from .choices import CAMPAIGN_MOVES, LAUNCHED, CampaignStatus
from .letter import (
    LETTER_MOVES,
    Hold,
    Letter,
    LetterAction,
    LetterState,
)
from .petition import (
    SIGNATURE_MOVES,
    Display,
    Petition,
    Signature,
    SignatureState,
)
from .report import REPORT_DUE
from .review import Approval, SafetyReview, approvals_needed
from .showing import Axis, GoalReached, PublishedTally, ShownSigner
from .standing import Lapse, LapseKind, Standing
from .sweep import (
    DEED_STATES,
    SWEEP_MOVES,
    PublicReason,
    Sweep,
    SweepDeed,
    SweepStatus,
    Swept,
    SweptStep,
)
from .tally import Tally, TallyChange, TallyReason
from .text import TEXT_MOVES, CampaignText, TextStatus
from .words import TEXT_FIELDS, OwnText, Words

__all__ = [
    "ALARM_MOVES",
    "DEED_STATES",
    "SWEEP_MOVES",
    "Alarm",
    "AlarmEnd",
    "AlarmKind",
    "AlarmStatus",
    "Lapse",
    "LapseKind",
    "PublicReason",
    "Standing",
    "Sweep",
    "SweepDeed",
    "SweepStatus",
    "Swept",
    "SweptStep",
    "Addressee",
    "Axis",
    "Approval",
    "CAMPAIGN_MOVES",
    "Campaign",
    "CampaignStatus",
    "CampaignText",
    "Display",
    "GoalReached",
    "Hold",
    "LAUNCHED",
    "LETTER_MOVES",
    "Letter",
    "LetterAction",
    "LetterState",
    "OwnText",
    "Petition",
    "PublishedTally",
    "ShownSigner",
    "REPORT_DUE",
    "SIGNATURE_MOVES",
    "SafetyReview",
    "Signature",
    "SignatureState",
    "TEXT_FIELDS",
    "TEXT_MOVES",
    "Tally",
    "TextStatus",
    "Words",
    "approvals_needed",
    "TallyChange",
    "TallyReason",
]
