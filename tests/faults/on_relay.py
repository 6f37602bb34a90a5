"""A relay that drops the connection after the dot, and one that says no."""

from tests.faults.filling import queue, queue_letters
from tests.faults.ground import Ground
from tests.faults.reckoning import Result, reckon

FOR_NOW = ("rcpt-421-4.7.0-a", "rcpt-450-4.2.0-b", "rcpt-451-4.3.0-c")
GONE = "rcpt-550-5.1.1-d"
FULL = "text-552-5.2.2-e"
POLICY = "rcpt-550-5.7.1-f"
EACH = 20


def dropped(ground: Ground) -> Result:
    """Connections dropped after the dot: alerts go again under their Message-ID."""
    relay = ground.other_relay("dropping", "--drop-after-dot", "0.05")
    ids = queue(1000, quietly=True)
    for _round in range(6):
        ground.senders.pump_once("--stream", "bulk", relay=relay)
        if not ground.unsent():
            break
        let_time_pass(ground)
    drops = relay.dropped().total()
    result = reckon(ground, ids, kills=drops, may_double=drops, relay=relay)
    result.expect(drops > 10, "too few drops to tell")
    return result


def letters_dropped(ground: Ground) -> Result:
    """Connections dropped after the dot: letters go once, and are shown as uncertain."""
    relay = ground.other_relay("dropping", "--drop-after-dot", "0.1")
    ids = queue_letters(200, quietly=True)
    for _round in range(2):
        ground.senders.pump_once("--stream", "letter", relay=relay)
        let_time_pass(ground)
    drops = relay.dropped()
    question = "SELECT message_id FROM outbox_message WHERE state = 'uncertain'"
    uncertain = {one for (one,) in ground.postgres.ask(question)}
    result = reckon(ground, ids, kills=drops.total(), relay=relay, may_be_uncertain=len(drops))
    result.expect(len(drops) > 5, "too few drops to tell")
    result.expect(uncertain == set(drops), "those shown as uncertain are not those dropped")
    return result


def answers(ground: Ground) -> Result:
    """Refusals of all kinds: each comes to its own end, and only who is gone is suppressed."""
    kinds = (*FOR_NOW, GONE, FULL, POLICY)
    refused = {kind: queue(EACH, local=f"{kind}-", quietly=True) for kind in kinds}
    ids = queue(EACH, quietly=True)
    ground.senders.pump_once("--stream", "bulk", relay=ground.relay)
    result = reckon(ground, ids)
    result.messages += sum(map(len, refused.values()))
    for kind in FOR_NOW:
        result.expect(ends(ground, refused[kind]) == [("queued", "", 1, EACH)], f"{kind}: tried")
    for kind, failure in ((GONE, "mailbox_gone"), (FULL, "mailbox_full"), (POLICY, "policy")):
        result.expect(
            ends(ground, refused[kind]) == [("failed", failure, 1, EACH)],
            f"{kind}: {ends(ground, refused[kind])}",
        )
    suppressed = ground.postgres.ask(
        "SELECT DISTINCT failure FROM outbox_message m"
        " JOIN outbox_suppression s ON s.recipient_key = m.recipient_key"
    )
    result.expect(suppressed == [("mailbox_gone",)], f"suppressed: {suppressed}")
    return result


def ends(ground: Ground, ids: list[str]) -> list[tuple[object, ...]]:
    """State, failure and attempts of these messages, and how many are alike."""
    return ground.postgres.ask(
        "SELECT state, CASE state WHEN 'queued' THEN '' ELSE failure END, attempts, count(*)"
        " FROM outbox_message WHERE message_id = ANY(%s) GROUP BY 1, 2, 3",
        ids,
    )


def let_time_pass(ground: Ground) -> None:
    """What waits for its next attempt has waited; what was being sent has lost its lease."""
    ground.postgres.ask(
        "UPDATE outbox_message SET available_at = now() - interval '1 second'"
        " WHERE state IN ('queued', 'sending')"
    )


FAULTS = {"dropped": dropped, "letters_dropped": letters_dropped, "answers": answers}
