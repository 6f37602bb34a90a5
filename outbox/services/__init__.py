"""The deeds of the outbox. Everything that leaves by mail goes in through `enqueue`."""

from outbox.addresses import AddressRefused
from outbox.retention import forget, purge

from .operating import cancel, lift, retry, send_again, settle, suppress
from .queueing import enqueue, enqueue_letter

__all__ = [
    "AddressRefused",
    "cancel",
    "enqueue",
    "enqueue_letter",
    "forget",
    "lift",
    "purge",
    "retry",
    "send_again",
    "settle",
    "suppress",
]
