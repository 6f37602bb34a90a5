"""People at the site while parts of it are down."""

import http.client
import time
import urllib.error

from tests.faults.ground import Ground
from tests.faults.reckoning import Result, reckon
from tests.faults.visitor import Visitor

PEOPLE = 60
PATIENCE = 3.0  # seconds that nobody should wait longer than, on a machine that is busy besides
PASSWORD = "Correct-horse-battery-7"


def broker_down(ground: Ground) -> Result:
    """The broker is dead while people sign up: no error, and the pump sends without it."""
    ground.senders.web()
    visitor = Visitor(ground.site.addresses.site)
    form = visitor.form("/alerts/", action="/alerts/ask/")
    ground.valkey.kill()
    slowest, strange = 0.0, set()
    for number in range(PEOPLE):
        began = time.monotonic()
        answer = visitor.send(form, email=f"person{number}@{number % 20}.example.org")
        slowest = max(slowest, time.monotonic() - began)
        if answer.status != 200 or "/alerts/check-your-email/" not in answer.url:
            strange.add(f"{answer.status} {answer.url}")
    ground.senders.manage("work", "--once", relay=ground.relay)
    ground.senders.pump_once("--stream", "transactional", relay=ground.relay)
    ids = queued(ground)
    result = reckon(ground, ids, kills=1)
    result.lost += PEOPLE - len(ids)
    result.expect(not strange, f"answered: {', '.join(sorted(strange))}")
    result.expect(slowest < PATIENCE, f"somebody waited for {slowest:.1f} s")
    return result


def commit(ground: Ground) -> Result:
    """kill -9 of the web process between COMMIT and wake-up: the schedule finds the mail."""
    ground.senders.web(application="tests.faults.mortal:application")
    visitor = Visitor(ground.site.addresses.site)
    form = visitor.form("/accounts/signup/", action="/accounts/signup/")
    answered = ""
    try:
        person = {"name": "Ana", "email": "ana@1.example.org"}
        answered = visitor.send(form, **person, password1=PASSWORD, password2=PASSWORD).url
    except (http.client.HTTPException, urllib.error.URLError, ConnectionError):
        pass  # it was killed before it could answer
    ids = queued(ground)
    nobody_told = not ground.valkey.waiting()
    ground.senders.end_all()
    ground.senders.worker("worker", relay=ground.relay, concurrency=1)
    ground.senders.scheduler()
    ground.senders.wait_for_worker("worker")
    ground.wait_until_sent(seconds=30)
    result = reckon(ground, ids, kills=1)
    result.expect(not answered, f"it lived, and answered {answered}")
    result.expect(len(ids) == 1, f"{len(ids)} mails were committed")
    result.expect(nobody_told, "a worker had been told")
    return result


def queued(ground: Ground) -> list[str]:
    """The Message-IDs of all that is in the outbox."""
    return [one for (one,) in ground.postgres.ask("SELECT message_id FROM outbox_message")]


FAULTS = {"broker_down": broker_down, "commit": commit}
