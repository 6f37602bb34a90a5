from .content import Content
from .failure import Failure
from .incoming import INCOMING_MOVES, Incoming, IncomingPiece, IncomingSource, IncomingState
from .lease import Lease
from .message import AT_LEAST_ONCE, AT_MOST_ONCE, FINAL, REPORTED, TAKEN, Message, State, Stream
from .restraint import Domain, Pause
from .suppression import Suppression, SuppressionReason, SuppressionScope
from .trace import Trace, TraceKind

__all__ = [
    "AT_LEAST_ONCE",
    "AT_MOST_ONCE",
    "FINAL",
    "INCOMING_MOVES",
    "REPORTED",
    "TAKEN",
    "Content",
    "Domain",
    "Failure",
    "Incoming",
    "IncomingPiece",
    "IncomingSource",
    "IncomingState",
    "Lease",
    "Message",
    "Pause",
    "State",
    "Stream",
    "Suppression",
    "SuppressionReason",
    "SuppressionScope",
    "Trace",
    "TraceKind",
]
