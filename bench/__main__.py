"""Measure, print a table, and write var/bench/results.json.

    make bench                  everything
    make bench ONLY=fan-out     what has this in its name

On PostgreSQL and Valkey of its own, with fsync on, and traffic to this machine only.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterable

from bench import (
    claiming,
    directing,
    dispatching,
    exporting,
    fanning,
    importing,
    loading,
    registering,
    sending,
    signing,
    telling,
)
from bench.ground import Ground
from bench.report import Row, write
from r2p_site.stack.processes import StackError, Stopped

PARTS: dict[str, Callable[[Ground], Iterable[Row]]] = {
    "outbox": sending.rows,
    "claim": claiming.rows,
    "dispatch": dispatching.rows,
    "fan-out": fanning.rows,
    "sign": signing.rows,
    "sign-oracle": telling.rows,
    "load": loading.rows,
    "register": registering.rows,
    "import": importing.rows,
    "popolo": directing.rows,
    "export": exporting.rows,
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", default=os.environ.get("ONLY", ""), help="part of a name")
    only = parser.parse_args().only
    chosen = [name for name in PARTS if only in name]
    if not chosen:
        print(f"No benchmark has {only!r} in its name: {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    rows: list[Row] = []
    try:
        with Ground.prepared() as ground:
            for name in chosen:
                print(f"{name} …", file=sys.stderr, flush=True)
                ground.clean()
                rows += PARTS[name](ground)
    except Stopped as stopped:
        return 128 + stopped.number
    except StackError as error:
        print(error, file=sys.stderr)
        return 1
    write(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
