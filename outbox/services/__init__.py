"""The deeds of the outbox. Everything that leaves by mail goes in through `enqueue`."""

from .queueing import enqueue, enqueue_letter

__all__ = ["enqueue", "enqueue_letter"]
