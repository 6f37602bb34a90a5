"""A claim costs the same whatever lies behind it: with no sent row, and with a million."""

from collections.abc import Iterator

from bench.ground import Ground
from bench.report import Row

QUEUED = 10_000
SENT = 1_000_000
GOAL = 1.5  # times as long, at most

_SENT = f"""
INSERT INTO outbox_message (
    public_id, message_id, stream, priority, dedup_key, content_id, envelope_sealed, recipient_key,
    domain, state, available_at, attempts, max_attempts, asks, failure, status_code, last_error,
    created_at, sent_at
)
SELECT
    uuidv7(), '<' || n || '.bulk@mail.test>', 'bulk', 5, 'sent:' || n, (
        SELECT min(id) FROM outbox_content
    ), NULL, sha256(n::text::bytea), n % 200 || '.example.org', 'sent',
    now() - n * interval '1 second', 1, 6, false, '', '', '', now() - n * interval '1 second',
    now() - n * interval '1 second'
FROM generate_series(1, {SENT}) AS n
"""  # noqa: S608 - a number of ours


def rows(ground: Ground) -> Iterator[Row]:
    empty = _claim(ground)
    ground.ask(_SENT)
    behind = _claim(ground)
    yield Row(
        name=f"claim of 100, {SENT:,} sent rows behind",
        value=behind,
        unit="ms",
        floor=empty,
        goal=GOAL,
        less_is_better=True,
    )


def _claim(ground: Ground) -> float:
    ground.ask("DELETE FROM outbox_message WHERE state = 'queued'")
    ground.run("filler", "fill", QUEUED)
    ground.settle()
    milliseconds: float = ground.run("claimer", "claim_all", QUEUED)["milliseconds"]
    return milliseconds
