"""What the measured programs have in common: ready, a deed at a word, facts in a line."""

import json
import resource
import sys
from collections.abc import Callable, Mapping

Deed = Callable[..., Mapping[str, object]]


def serve(**deeds: Deed) -> None:
    """Say that all is ready; then do what each line of the input asks for, until it ends."""
    print("ready", flush=True)
    for line in sys.stdin:
        name, *words = line.split()
        facts = deeds[name](*(int(word) for word in words))
        print(json.dumps(facts), flush=True)


def peak_megabytes() -> float:
    """The most memory that this process has had in use so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
