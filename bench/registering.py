"""The register and its search: what is not shown costs nothing, however much of it there is."""

from collections.abc import Iterator

from bench.ground import Ground
from bench.report import Row

FEW, FEW_INCIDENTS = 50, 500
MANY, MANY_INCIDENTS = 5_000, 300_000
READS = 30
GOAL = 1.5  # times as long, at most; the quickest of the reads
DEEDS = {"read_list": "register, first page with its map", "search": "register, search"}

# Without the checks of each row, which are not what is measured.
_INCIDENTS = """
SET session_replication_role = replica;
INSERT INTO situations_incident (
    title, account, acts, violence, is_aggregate, started_on, ended_on, date_precision, province,
    district, place, place_precision, dataset, external_id, digest, reported_at, status, finding,
    reported_by_id, situation_id
)
SELECT 'Attack on the road', '', ARRAY['killing'], 'one_sided', false, day, day, 'day', '', '', '',
    'province', '', '', '', now(), 'reported', '', (SELECT min(id) FROM accounts_user),
    first + n % {situations}
FROM (SELECT min(id) AS first FROM situations_situation WHERE slug LIKE 'bench-%') AS start,
    LATERAL (SELECT n, date '2026-01-01' + (n % 300)::int AS day
        FROM generate_series(1, {incidents}) AS n) AS event;
SET session_replication_role = origin
"""


def rows(ground: Ground) -> Iterator[Row]:
    few = _read(ground, FEW, FEW_INCIDENTS)
    many = _read(ground, MANY, MANY_INCIDENTS - FEW_INCIDENTS)
    for deed, name in DEEDS.items():
        yield Row(
            name=f"{name}: {MANY:,} situations and {MANY_INCIDENTS:,} incidents, beside"
            f" {FEW} and {FEW_INCIDENTS}",
            value=many[deed],
            unit="ms",
            floor=few[deed],
            goal=GOAL,
            less_is_better=True,
        )


def _read(ground: Ground, situations: int, incidents: int) -> dict[str, float]:
    with ground.programs("registry") as [registry]:
        registry.begin("situations", situations)
        registry.found()
        ground.ask(_INCIDENTS.format(situations=situations, incidents=incidents))
        ground.settle()
        found = {}
        for deed in DEEDS:
            registry.begin(deed, READS)
            found[deed] = registry.found()["milliseconds"]
        return found
