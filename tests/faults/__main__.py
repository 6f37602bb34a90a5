"""Try the faults: `make faults`, `make faults ONLY=children`, `make faults WITHOUT=lease`."""

import argparse
import importlib
import os
import sys
from pathlib import Path

import django

from r2p_site.celery import app
from r2p_site.stack.processes import Stack, StackError, Stopped
from tests.faults.ground import Ground
from tests.faults.lanes import NAMES, run_lanes
from tests.faults.worker import DEFENCES

DIRECTORY = Path("var") / "faults"


def main() -> int:
    arguments = _arguments()
    try:
        if arguments.lane or arguments.only:
            return _run_here(arguments)
        return run_lanes(DIRECTORY.resolve(), without=arguments.without)
    except Stopped as stopped:
        return 128 + stopped.number
    except StackError as error:
        print(error, file=sys.stderr)  # noqa: T201 - a runner tells its person
        return 1


def _run_here(arguments: argparse.Namespace) -> int:
    with Stack(DIRECTORY.resolve() / arguments.lane) as stack:
        stack.empty()
        ground = Ground(stack, without=arguments.without)
        os.environ.update(ground.environment)
        django.setup()
        app.conf.broker_url = ground.valkey.url  # read when the package was, before it was there
        # Not before: settings and models read where the services are when they are imported.
        suite = importlib.import_module("tests.faults.suite")
        status: int = (
            suite.run_lane(ground, arguments.lane)
            if arguments.lane
            else suite.run_some(ground, arguments.only)
        )
        return status


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("only", nargs="*", metavar="NAME", help="these faults, not all")
    parser.add_argument("--lane", default="", choices=("", *NAMES), help="those of one lane")
    parser.add_argument(
        "--without",
        default="",
        choices=("", *DEFENCES),
        metavar="DEFENCE",
        help=f"with one defence off, to see that a fault notices: {', '.join(DEFENCES)}",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
