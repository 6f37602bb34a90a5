from .confirmation import Confirmation, ConfirmationState
from .fanout import FanOut, Item, ItemState
from .subscriber import EndedReason, Subscriber, Subscription, SubscriptionState
from .topic import Topic, TopicKind

__all__ = [
    "Confirmation",
    "ConfirmationState",
    "EndedReason",
    "FanOut",
    "Item",
    "ItemState",
    "Subscriber",
    "Subscription",
    "SubscriptionState",
    "Topic",
    "TopicKind",
]
