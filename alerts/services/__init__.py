from .ending import end_at_address, end_subscriptions
from .forgetting import forget, forget_subscriber, forget_unconfirmed
from .subscribing import ask_to_subscribe, confirm_subscription, send_confirmations
from .telling import fan_out

__all__ = [
    "ask_to_subscribe",
    "confirm_subscription",
    "end_at_address",
    "end_subscriptions",
    "fan_out",
    "forget",
    "forget_subscriber",
    "forget_unconfirmed",
    "send_confirmations",
]
