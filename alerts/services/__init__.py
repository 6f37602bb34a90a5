"""The deeds of alerts."""

from .changing import change_subscription, change_times
from .digesting import send_digests
from .ending import end_at_address, end_subscriptions
from .following import follow_reports
from .forgetting import forget, forget_subscriber, forget_unconfirmed
from .joining import follow_more
from .reminding import ask_for_link, send_links
from .subscribing import ask_to_subscribe, confirm_subscription, send_confirmations
from .telling import fan_out
from .watching import unheard_events

__all__ = [
    "ask_for_link",
    "ask_to_subscribe",
    "change_subscription",
    "change_times",
    "confirm_subscription",
    "end_at_address",
    "end_subscriptions",
    "fan_out",
    "follow_more",
    "follow_reports",
    "forget",
    "forget_subscriber",
    "forget_unconfirmed",
    "send_confirmations",
    "send_digests",
    "send_links",
    "unheard_events",
]
