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
    Tally,
)
from .showing import Axis, GoalReached, PublishedTally, ShownSigner

__all__ = [
    "CAMPAIGN_MOVES",
    "LAUNCHED",
    "LETTER_MOVES",
    "SIGNATURE_MOVES",
    "Addressee",
    "Axis",
    "Campaign",
    "CampaignStatus",
    "Display",
    "GoalReached",
    "Hold",
    "Letter",
    "LetterAction",
    "LetterState",
    "Petition",
    "PublishedTally",
    "ShownSigner",
    "Signature",
    "SignatureState",
    "Tally",
]
