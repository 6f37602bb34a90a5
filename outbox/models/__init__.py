from .content import Content
from .message import AT_LEAST_ONCE, AT_MOST_ONCE, FINAL, Message, State, Stream
from .suppression import Suppression

__all__ = [
    "AT_LEAST_ONCE",
    "AT_MOST_ONCE",
    "FINAL",
    "Content",
    "Message",
    "State",
    "Stream",
    "Suppression",
]
