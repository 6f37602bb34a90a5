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

__all__ = [
    "CAMPAIGN_MOVES",
    "LAUNCHED",
    "LETTER_MOVES",
    "SIGNATURE_MOVES",
    "Addressee",
    "Campaign",
    "CampaignStatus",
    "Display",
    "Hold",
    "Letter",
    "LetterAction",
    "LetterState",
    "Petition",
    "Signature",
    "SignatureState",
    "Tally",
]
