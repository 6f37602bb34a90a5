"""The deeds of the outbox. Everything that leaves by mail goes in through `enqueue`."""

from outbox.addresses import AddressRefused
from outbox.retention import drop_texts, forget, purge

from .domains import set_workers, try_again_now
from .envelopes import own_values
from .inserting import Queued
from .joining import JOINED, joining, wording
from .operating import cancel, lift, retry, send_again, settle, suppress
from .pausing import pause, resume
from .queueing import Recipient, enqueue, enqueue_letter, enqueue_many
from .reading import read_incoming
from .receiving import let_go, mark_filed, raw_of, read_again, receive_event, receive_mail
from .sweeping import Deed, Preview, carry_out, deeds_for, preview
from .waiting import cancel_messages, release_messages, waiting_messages
from .withdrawing import erase, withdraw

__all__ = [
    "JOINED",
    "AddressRefused",
    "Deed",
    "Preview",
    "Queued",
    "Recipient",
    "cancel",
    "cancel_messages",
    "carry_out",
    "deeds_for",
    "drop_texts",
    "enqueue",
    "enqueue_letter",
    "enqueue_many",
    "erase",
    "forget",
    "joining",
    "let_go",
    "lift",
    "mark_filed",
    "own_values",
    "pause",
    "preview",
    "purge",
    "raw_of",
    "release_messages",
    "read_again",
    "read_incoming",
    "receive_event",
    "receive_mail",
    "resume",
    "retry",
    "send_again",
    "set_workers",
    "settle",
    "suppress",
    "try_again_now",
    "waiting_messages",
    "withdraw",
    "wording",
]
