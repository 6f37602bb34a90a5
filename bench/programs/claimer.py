"""Claim everything that is due, a hundred at a time, and tell the median of a claim."""

import time
from statistics import median

from bench.programs.stage import serve
from outbox import leases
from outbox.models import Stream


def claim_all() -> dict[str, float]:
    leases.claim(stream=Stream.LETTER, limit=1)  # connect
    took = []
    while True:
        began = time.perf_counter()
        if not leases.claim(stream=Stream.BULK, limit=100):
            break
        took.append(time.perf_counter() - began)
    return {"milliseconds": median(took) * 1000, "claims": len(took)}


if __name__ == "__main__":
    serve(claim_all=claim_all)
