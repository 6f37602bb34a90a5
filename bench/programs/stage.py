"""What the measured programs have in common: ready, go, facts."""

import json
import resource
import sys


def wait_for_go() -> None:
    print("ready", flush=True)
    sys.stdin.readline()


def tell(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


def peak_megabytes() -> float:
    """The most memory that this process has had in use so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
