"""Visitors: many requests over few connections, as fast as they are answered or at a given rate.

What is sent is made beforehand. Requests bring the header of a proxy with an address for each, as
they would from as many homes.
"""

import json
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from secrets import randbelow
from statistics import quantiles
from urllib.parse import urlencode

CONNECTIONS = 8
NAME, COUNTRY = "Ada Example", "KE"
END_OF_HEAD = b"\r\n\r\n"


@dataclass
class Heard:
    """What became of the requests of all connections."""

    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    errors: int = 0

    def facts(self, began: float, ended: float) -> dict[str, object]:
        spread = quantiles(self.seconds, n=100) if len(self.seconds) > 1 else [0.0] * 99
        return {
            "began": began,
            "ended": ended,
            "statuses": dict(self.statuses),
            "errors": self.errors,
            "median": spread[49],
            "p95": spread[94],
            "p99": spread[98],
            "slowest": max(self.seconds, default=0.0),
        }


class Line:
    """One connection that is kept, and opened anew if the server ends it."""

    def __init__(self, port: int):
        self.head = b""  # of the last answer
        self._port = port
        self._socket: socket.socket | None = None

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a request and read its answer whole. Returns status and body. Raises OSError."""
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=30)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            self._socket.sendall(request)
            return self._answer(self._socket)
        except (OSError, ValueError):
            self._socket.close()
            self._socket = None
            raise

    def _answer(self, line: socket.socket) -> tuple[int, bytes]:
        data = b""
        while END_OF_HEAD not in data:
            data += self._more(line)
        head, _end, body = data.partition(END_OF_HEAD)
        lower = head.lower()
        at = lower.find(b"content-length:")
        length = int(lower[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        parts, have = [body], len(body)
        while have < length:
            part = self._more(line)
            parts.append(part)
            have += len(part)
        self.head = head
        return int(head[9:12]), b"".join(parts)

    @staticmethod
    def _more(line: socket.socket) -> bytes:
        part = line.recv(262_144)
        if not part:
            raise ConnectionResetError("The server hung up.")
        return part


def get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def post(path: str, **fields: str) -> bytes:
    body = urlencode(fields)
    # A network for each, none of them anybody's (RFC 2544 and RFC 6598 set these aside).
    home = f"100.{64 + randbelow(64)}.{randbelow(256)}.{1 + randbelow(254)}"
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {home}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: same-origin\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def address_of(mark: str, number: int) -> str:
    """One of very many people, at one of as many mail systems as there are."""
    return f"p{mark}x{number}@d{number % 9973}.test"


def signature(path: str, mark: str, number: int) -> bytes:
    """The form as a person fills it in."""
    address = address_of(mark, number)
    return post(path, name=NAME, email=address, country=COUNTRY, display="hidden", website="")


def hammer(port: int, requests: Iterator[bytes]) -> Heard:
    """Send all of them over some connections, each as soon as the one before is answered."""
    heard, guard = Heard(), threading.Lock()

    def go_on() -> None:
        line = Line(port)
        while True:
            with guard:
                request = next(requests, None)
            if request is None:
                return
            note(heard, line, request, since=time.monotonic())

    run_all([go_on] * CONNECTIONS)
    return heard


def pace(port: int, requests: Iterator[bytes], *, rate: float) -> Heard:
    """Send them at a steady rate. Waiting for a free connection counts as time to answer."""
    heard, guard, began = Heard(), threading.Lock(), time.monotonic()
    numbered = enumerate(requests)

    def go_on() -> None:
        line = Line(port)
        while True:
            with guard:
                number, request = next(numbered, (0, None))
            if request is None:
                return
            due = began + number / rate
            time.sleep(max(0.0, due - time.monotonic()))
            note(heard, line, request, since=due)

    run_all([go_on] * CONNECTIONS)
    return heard


def note(heard: Heard, line: Line, request: bytes, *, since: float) -> None:
    try:
        status, _body = line.ask(request)
    except (OSError, ValueError):
        heard.errors += 1
        return
    heard.statuses[status] += 1
    heard.seconds.append(time.monotonic() - since)


def run_all(deeds: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main() -> None:
    """Read a deed a line: what, port, path, how many, rate (0: as fast as may be), mark."""
    print("ready", flush=True)
    for line in sys.stdin:
        what, port, path, number, rate, mark = line.split()
        numbers = range(int(number))
        made: list[bytes]
        if what == "fetch":
            status, body = Line(int(port)).ask(get(path))
            print(json.dumps({"status": status, "body": body.decode()}), flush=True)
            continue
        if what == "pages":
            made = [get(path)] * int(number)
        elif what in ("looks", "links"):
            ask = get if what == "looks" else post
            made = [ask(link.strip()) for link in open(path)]  # noqa: SIM115 - read at once
        else:
            made = [signature(path, mark, each) for each in numbers]
        began = time.time()
        heard = (
            pace(int(port), iter(made), rate=float(rate))
            if float(rate)
            else hammer(int(port), iter(made))
        )
        print(json.dumps(heard.facts(began, time.time())), flush=True)


if __name__ == "__main__":
    main()
