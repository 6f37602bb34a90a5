"""The ground on which the faults happen: one stack, its tables, and clean ground for each fault."""

import time
from collections.abc import Callable, Collection

from r2p_site.stack.keys import keys_in
from r2p_site.stack.processes import Stack
from r2p_site.stack.site import Addresses, Site
from tests.faults.senders import Senders
from tests.faults.services import Postgres, Relay, Valkey

# Short, so that what a killed worker held is due again while somebody watches.
LEASE_SECONDS = 5

# What a fault leaves behind. CASCADE takes what refers to it along.
TABLES = (
    "outbox_message",
    "outbox_incoming",
    "outbox_suppression",
    "outbox_domain",
    "outbox_pause",
    "alerts_subscriber",
)


class Ground:
    def __init__(self, stack: Stack, *, without: str = ""):
        self.stack = stack
        self.without = without
        keys = keys_in(stack.directory)
        self.postgres = Postgres(stack, keys["POSTGRES_PASSWORD"])
        self.valkey = Valkey(stack, keys["VALKEY_PASSWORD"])
        services = {"DATABASE_URL": self.postgres.url, "REDIS_URL": self.valkey.url}
        self.site = Site(stack, addresses=Addresses.free(), keys=keys, services=services)
        self.site.prepare()
        self.senders = Senders(stack, self.site, lease=LEASE_SECONDS, without=without)
        self.relay = Relay(stack, "sink")
        self._relays = [self.relay]
        self.environment = self.site.worker_environment() | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings"
        }

    def other_relay(self, name: str, *orders: str) -> Relay:
        """Start a sink that behaves otherwise, for this fault."""
        relay = Relay(self.stack, name, *orders)
        self._relays.append(relay)
        return relay

    def clean(self, *, keep: Collection[str] = ()) -> None:
        """End the senders, set every service going, and forget what was sent.

        A worker and a scheduler that nothing was done to may be kept for the next fault: to start
        them takes longer than most faults do.
        """
        self.senders.end_all(but=keep)
        for relay in self._relays[1:]:
            relay.end(self.stack)
        del self._relays[1:]
        self.postgres.start()
        self.valkey.start()
        self.valkey.flush()
        self.postgres.ask(f"TRUNCATE {', '.join(TABLES)} CASCADE")
        self.relay.forget()

    def wait(self, condition: Callable[[], object], *, seconds: float) -> bool:
        """Wait for the condition. False if the time is over before it holds."""
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                return False
            self.stack.pause(seconds=0.1)
        return True

    def wait_until_sent(self, *, seconds: float = 60) -> bool:
        """Wait until nothing is queued or being sent. Who waited in vain finds it as lost."""
        return self.wait(lambda: not self.unsent(), seconds=seconds)

    def unsent(self) -> int:
        question = "SELECT count(*) FROM outbox_message WHERE state IN ('queued', 'sending')"
        return int(self.postgres.ask_one(question))

    def sent(self) -> int:
        question = "SELECT count(*) FROM outbox_message WHERE state = 'sent'"
        return int(self.postgres.ask_one(question))
