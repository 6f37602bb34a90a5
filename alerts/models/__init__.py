from .choices import Cadence, EventKind
from .confirmation import Confirmation, ConfirmationState
from .fanout import Dropped, FanOut, Item, ItemState
from .link_request import LinkRequest
from .subscriber import EndedReason, Subscriber, Subscription, SubscriptionState
from .topic import Topic, TopicKind

__all__ = [
    "Cadence",
    "Confirmation",
    "ConfirmationState",
    "Dropped",
    "EndedReason",
    "EventKind",
    "FanOut",
    "Item",
    "ItemState",
    "LinkRequest",
    "Subscriber",
    "Subscription",
    "SubscriptionState",
    "Topic",
    "TopicKind",
]
