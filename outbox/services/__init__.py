"""The deeds of the outbox. Everything that leaves by mail goes in through `enqueue`."""

from outbox.addresses import AddressRefused
from outbox.retention import forget, purge

from .operating import cancel, lift, retry, send_again, settle, suppress
from .queueing import Recipient, enqueue, enqueue_letter, enqueue_many
from .waiting import cancel_messages, release_messages, waiting_messages
from .withdrawing import erase, withdraw

__all__ = [
    "AddressRefused",
    "Recipient",
    "cancel",
    "cancel_messages",
    "enqueue",
    "enqueue_letter",
    "enqueue_many",
    "erase",
    "forget",
    "lift",
    "purge",
    "release_messages",
    "retry",
    "send_again",
    "settle",
    "suppress",
    "waiting_messages",
    "withdraw",
]
