"""Posts of several kinds in turn, over one connection: can answers or times tell them apart?"""

import json
import re
import secrets
import sys
import time
from collections.abc import Callable

from bench.programs.visitor import COUNTRY, NAME, Line, address_of, post

THE_TIME = re.compile(rb"\r\n(?:date|expires): [^\r]*", re.IGNORECASE)


def kinds(path: str, mark: str) -> dict[str, Callable[[int], bytes]]:
    """Return how each kind of post is made. All but the first are known to the site already."""

    def form(address: str, trap: str = "") -> bytes:
        fields = {"name": NAME, "email": address, "country": COUNTRY, "display": "hidden"}
        return post(path, **fields, website=trap)

    return {
        "new": lambda number: form(address_of(f"{mark}n", number)),
        "repeated": lambda _number: form(address_of(f"{mark}r", 0)),
        "confirmed": lambda _number: form(address_of("confirmed", 0)),
        "trapped": lambda number: form(address_of(f"{mark}t", number), "x"),
        "held": lambda _number: form(address_of("held", 0)),
    }


def ask_all(port: int, path: str, number: int) -> dict[str, object]:
    line, made = Line(port), kinds(path, secrets.token_hex(3))
    seconds: dict[str, list[float]] = {name: [] for name in made}
    answers = set()
    names = list(made)
    for each in range(number + 20):
        for turn in range(len(names)):  # each kind in each place of the round as often
            name = names[(turn + each) % len(names)]
            request = made[name](each)
            began = time.perf_counter()
            status, body = line.ask(request)
            took = time.perf_counter() - began
            answers.add((status, THE_TIME.sub(b"", line.head), body))
            if each >= 20:  # the first ones warm up
                seconds[name].append(took)
    return {"seconds": seconds, "answers": len(answers)}


def main() -> None:
    print("ready", flush=True)
    for text in sys.stdin:
        port, path, number = text.split()
        print(json.dumps(ask_all(int(port), path, int(number))), flush=True)


if __name__ == "__main__":
    main()
