from .alarm import ALARM_MOVES, Alarm, AlarmEnd, AlarmKind, AlarmStatus
from .answer import ANSWER_MOVES, Answer, AnswerChannel, AnswerKind, AnswerStatus
from .arrival import Arrival, ArrivalCount, SpentProof
from .campaign import Addressee, Campaign
from .case_facts import CaseFact, CaseFacts
from .choices import CAMPAIGN_MOVES, LAUNCHED, CampaignStatus
from .clock import (
    CLOCK_MOVES,
    STEP_MOVES,
    AnswerClock,
    ClockState,
    NextStep,
    StepKind,
    StepStatus,
)
from .communication import (
    COMMUNICATION_MOVES,
    Communication,
    CommunicationKind,
    CommunicationState,
)
from .delivery import Delivery, DeliveryCode, DeliveryFile, DeliveryLine
from .delivery_states import DELIVERY_MOVES, DeliveryStatus, Manner, Redaction
from .letter import Letter
from .letter_action import LetterAction, LetterShingle, LetterVariant
from .letter_digest import ONWARD_MOVES, HandOver, LetterDigest, OfficeBlock, Onward
from .letter_queries import UNCHANGED_BELOW
from .letter_states import LETTER_MOVES, Hold, LetterState
from .office_word import OfficeWord, OfficeWordKind
from .outcome import AskOutcome, AskResult
from .own import DataCopy, OwnPageRequest
from .paper import PAPER_MOVES, Paper, PaperStatus
from .petition import (
    Petition,
    Signature,
)
from .reply import REPLY_MOVES, MatchedBy, Reply, ReplyKind, ReplyState
from .reply_file import ReplyFile
from .report import REPORT_DUE
from .review import Approval, SafetyReview, approvals_needed
from .showing import Axis, GoalReached, PublishedTally, ShownSigner
from .sign_on import SIGN_ON_MOVES, SignOn, SignOnState
from .signature_states import SIGNATURE_MOVES, Display, SignatureHold, SignatureState
from .stance import (
    Position,
    Stance,
)
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
from .switch import Switch, SwitchKind
from .tally import Tally, TallyChange, TallyReason
from .targeting import (
    OF_WRITERS_COUNTRY,
    RuleKind,
    Strategy,
    Targeting,
    TargetRule,
    TargetTally,
)
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
    "CaseFact",
    "CaseFacts",
    "HandOver",
    "LetterDigest",
    "LetterShingle",
    "LetterVariant",
    "OfficeBlock",
    "ONWARD_MOVES",
    "Onward",
    "UNCHANGED_BELOW",
    "ANSWER_MOVES",
    "Answer",
    "AnswerChannel",
    "AnswerClock",
    "AnswerKind",
    "AnswerStatus",
    "AskOutcome",
    "AskResult",
    "CLOCK_MOVES",
    "COMMUNICATION_MOVES",
    "ClockState",
    "Communication",
    "CommunicationKind",
    "CommunicationState",
    "MatchedBy",
    "NextStep",
    "OfficeWord",
    "OfficeWordKind",
    "REPLY_MOVES",
    "Reply",
    "ReplyFile",
    "ReplyKind",
    "ReplyState",
    "STEP_MOVES",
    "StepKind",
    "StepStatus",
    "DataCopy",
    "OwnPageRequest",
    "Redaction",
    "Manner",
    "DeliveryStatus",
    "DeliveryLine",
    "DeliveryFile",
    "DeliveryCode",
    "Delivery",
    "DELIVERY_MOVES",
    "Addressee",
    "Arrival",
    "ArrivalCount",
    "SignatureHold",
    "SpentProof",
    "Switch",
    "SwitchKind",
    "ALARM_MOVES",
    "CAMPAIGN_MOVES",
    "DEED_STATES",
    "LAUNCHED",
    "LETTER_MOVES",
    "OF_WRITERS_COUNTRY",
    "PAPER_MOVES",
    "REPORT_DUE",
    "SIGNATURE_MOVES",
    "SIGN_ON_MOVES",
    "SWEEP_MOVES",
    "TEXT_FIELDS",
    "TEXT_MOVES",
    "UPDATE_MOVES",
    "VOICE_MOVES",
    "Alarm",
    "AlarmEnd",
    "AlarmKind",
    "AlarmStatus",
    "Approval",
    "Axis",
    "Campaign",
    "CampaignStatus",
    "CampaignText",
    "Display",
    "GoalReached",
    "Hold",
    "Lapse",
    "LapseKind",
    "Letter",
    "LetterAction",
    "LetterState",
    "OwnText",
    "Paper",
    "PaperStatus",
    "Petition",
    "Position",
    "PublicReason",
    "PublishedTally",
    "RuleKind",
    "SafetyReview",
    "ShownSigner",
    "SignOn",
    "SignOnState",
    "Signature",
    "SignatureState",
    "Stance",
    "Standing",
    "Strategy",
    "Sweep",
    "SweepDeed",
    "SweepStatus",
    "Swept",
    "SweptStep",
    "Tally",
    "TallyChange",
    "TallyReason",
    "TargetRule",
    "TargetTally",
    "Targeting",
    "TextStatus",
    "Update",
    "UpdateKind",
    "UpdateMail",
    "UpdateStatus",
    "UpdateText",
    "Voice",
    "VoiceRefusal",
    "VoiceState",
    "Words",
    "approvals_needed",
]
