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
from .paper import PAPER_MOVES, Paper, PaperStatus
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
from .sign_on import SIGN_ON_MOVES, SignOn, SignOnState
from .text import TEXT_MOVES, CampaignText, TextStatus
from .update import (
    UPDATE_MOVES,
    Update,
    UpdateKind,
    UpdateMail,
    UpdateStatus,
    UpdateText,
)
from .voice import VOICE_MOVES, Voice, VoiceRefusal, VoiceState
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
    "Approval",
    "approvals_needed",
    "Axis",
    "Campaign",
    "CAMPAIGN_MOVES",
    "CampaignStatus",
    "CampaignText",
    "Display",
    "GoalReached",
    "Hold",
    "LAUNCHED",
    "Letter",
    "LETTER_MOVES",
    "LetterAction",
    "LetterState",
    "OwnText",
    "Paper",
    "PAPER_MOVES",
    "PaperStatus",
    "Petition",
    "PublishedTally",
    "REPORT_DUE",
    "SafetyReview",
    "ShownSigner",
    "SIGN_ON_MOVES",
    "Signature",
    "SIGNATURE_MOVES",
    "SignatureState",
    "SignOn",
    "SignOnState",
    "Tally",
    "TallyChange",
    "TallyReason",
    "TEXT_FIELDS",
    "TEXT_MOVES",
    "TextStatus",
    "Update",
    "UPDATE_MOVES",
    "UpdateKind",
    "UpdateMail",
    "UpdateStatus",
    "UpdateText",
    "Voice",
    "VOICE_MOVES",
    "VoiceRefusal",
    "VoiceState",
    "Words",
]
