"""A mail provider that reports everything three times, in any order; and somebody who forges."""

import hashlib
import hmac
import json
import random
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.faults.filling import queue, read_reports
from tests.faults.ground import Ground
from tests.faults.reckoning import Result, reckon

KEY = "key-of-the-suite"
EACH = 20
GONE = {"delivery-status": {"code": 550, "message": "5.1.1 No such mailbox"}}
PERMANENT = {"event": "failed", "severity": "permanent", "reason": "bounce", **GONE}


def webhook(ground: Ground) -> Result:
    """Reports of a provider three times, out of order and forged: each has one effect."""
    ground.senders.web(
        environment={"MAIL_PROVIDERS": "mailgun", "MAIL_WEBHOOK_KEYS": f"mailgun={KEY}"}
    )
    ids = queue(3 * EACH, quietly=True)
    ground.senders.pump_once("--stream", "bulk", relay=ground.relay)
    result = reckon(ground, ids)
    fine, gone, complained = (ids[start::3] for start in range(3))
    reports = [report(one, event="delivered") for one in ids]
    reports += [report(one, **PERMANENT) for one in gone]
    reports += [report(one, event="complained") for one in complained]
    thrice = reports * 3
    random.shuffle(thrice)
    url = f"{ground.site.addresses.site}/webhooks/mail/mailgun/"
    taken = call(url, thrice)
    forged = call(url, [report(one, key="forged", **PERMANENT) for one in fine])
    read_reports(times=2)
    result.expect(set(taken) == {200}, f"answered {set(taken)} to signed reports")
    result.expect(set(forged) == {400}, f"answered {set(forged)} to forged ones")
    kept = ground.postgres.ask_one("SELECT count(*) FROM outbox_incoming")
    result.expect(kept == len(reports), f"{kept} kept of {len(reports)}")
    lines = ground.postgres.ask_one("SELECT count(*) FROM outbox_trace")
    result.expect(lines == len(reports), f"{lines} lines of history for {len(reports)} reports")
    result.doubled += max(0, kept - len(reports))
    for state, those in (("delivered", fine), ("bounced", gone), ("complained", complained)):
        found = ground.postgres.ask(
            "SELECT DISTINCT state FROM outbox_message WHERE message_id = ANY(%s)", those
        )
        result.expect(found == [(state,)], f"{state}: {found}")
    suppressed = dict(
        ground.postgres.ask("SELECT reason, count(*) FROM outbox_suppression GROUP BY reason")
    )
    wanted = {"mailbox_gone": EACH, "complaint": EACH}
    result.expect(suppressed == wanted, f"suppressed: {suppressed}")
    return result


def report(message_id: str, *, key: str = KEY, **event: Any) -> bytes:
    """One call as Mailgun makes it, signed with `key`."""
    moment, token = str(int(time.time())), secrets.token_hex(25)
    proof = hmac.new(key.encode(), (moment + token).encode(), hashlib.sha256).hexdigest()
    return json.dumps(
        {
            "signature": {"timestamp": moment, "token": token, "signature": proof},
            "event-data": {
                "id": secrets.token_hex(8),
                "timestamp": float(moment),
                "message": {"headers": {"message-id": message_id.strip("<>")}},
                **event,
            },
        }
    ).encode()


def call(url: str, bodies: Sequence[bytes]) -> list[int]:
    """Make the calls, four at a time, and return the statuses."""

    def one(body: bytes) -> int:
        kind = {"Content-Type": "application/json"}
        request = urllib.request.Request(url, body, kind)  # noqa: S310 - our own site
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    with ThreadPoolExecutor(4) as callers:
        return list(callers.map(one, bodies))


FAULTS = {"webhook": webhook}
