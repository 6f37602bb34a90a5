"""Where a sign-up comes from, as hashes under a key that lives for one day.

The hashes let a worker see that many came from one place, without anybody knowing the place. The
day's key is random, made by whichever process needs it first, kept in the cache alone and ended at
midnight (UTC); it works only together with the site's own key, which the cache does not know.

Flushing the cache ends the key early. The next sign-up makes another, under which the same place
looks like a new one: the limits begin anew that once, and nothing else is lost. Without a cache
sign-ups are taken and not told apart by place: a voice is worth more than a limit.
"""

import hmac
import logging
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache as shared
from django.utils import timezone
from redis.exceptions import RedisError

from core.email_address import normalise_email
from core.networks import block_of, client_address, is_ours, network_of, networks_in

ASKED_AGAIN_AFTER = 60.0  # seconds in which a process goes on with the key it has
HASH_SIZE = 16
_BIG_DOMAINS = Path(__file__).parent / "data" / "big_mail_domains.txt"
# Second labels under which others register, as in example.co.uk and example.com.br.
_COMMON = frozenset({"ac", "co", "com", "edu", "go", "gob", "gov", "mil", "ne", "net", "or", "org"})

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Network, block and domain of one post, as hashes of a day; None where there is no limit."""

    network_key: bytes | None = None
    block_key: bytes | None = None
    domain_key: bytes | None = None
    shared: bool = False


NOWHERE = Origin()


def origin_of(meta: Mapping[str, Any], *, email: str, at: datetime | None = None) -> Origin:
    """Return where a request came from. The address itself goes no further than this.

    Many people share one network where a Tor exit, a school or a carrier's translator stands
    (SHARED_NETWORKS), and where the address is one of ours, as that of the Tor service.
    """
    key = day_key(at or timezone.now())
    if key is None:
        return NOWHERE
    domain = mail_site(email)
    domain_key = None if domain in big_mail_domains() else _hash(key, "domain", domain)
    address = client_address(meta, proxies=settings.TRUSTED_PROXIES)
    if address is None:
        return Origin(domain_key=domain_key)
    many = is_ours(address) or address in networks_in(settings.SHARED_NETWORKS)
    block = block_of(address)
    return Origin(
        network_key=_hash(key, "network", network_of(address)),
        block_key=_hash(key, "block", block) if block and not many else None,
        domain_key=domain_key,
        shared=many,
    )


def day_key(at: datetime) -> bytes | None:
    """Return the key of the day, making it if nobody has; None if the cache cannot be reached."""
    day = at.astimezone(UTC).date()
    held = _held.get(day)
    now = time.monotonic()
    if held is None or now - held[1] > ASKED_AGAIN_AFTER:
        held = (_fetched(day, at) or (held[0] if held else None), now)
        _held.clear()
        _held[day] = held
    return held[0]


def forget_day_key() -> None:
    """Let this process ask the cache again at once."""
    _held.clear()


@cache
def big_mail_domains() -> frozenset[str]:
    """Domains under which a large part of mankind has its mailboxes: no limit by domain there."""
    lines = _BIG_DOMAINS.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@lru_cache(maxsize=1024)
def _site_of(domain: str) -> str:
    labels = domain.split(".")
    deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _COMMON
    return ".".join(labels[-3:] if deep else labels[-2:])


def mail_site(email: str) -> str:
    """Return the domain that somebody registered: names below it cost their owner nothing."""
    return _site_of(normalise_email(email).rpartition("@")[2])


_held: dict[date, tuple[bytes | None, float]] = {}


def _fetched(day: date, at: datetime) -> bytes | None:
    """Ask the cache for the day's half, or put one there: of several at once, the first stands."""
    midnight = datetime.combine(day + timedelta(days=1), clock.min, UTC)
    seconds = max(1, int((midnight - at).total_seconds()))
    name = f"origins:{day.isoformat()}"
    try:
        half = shared.get(name)
        if half is None:
            shared.add(name, secrets.token_hex(32), timeout=seconds)
            half = shared.get(name)
    except (RedisError, OSError):
        logger.warning("Without the cache, sign-ups are not told apart by where they come from.")
        return None
    if half is None:
        return None
    return hmac.digest(
        bytes.fromhex(settings.BLIND_INDEX_KEY), f"origins:{half}".encode(), "sha256"
    )


def _hash(key: bytes, kind: str, text: str) -> bytes:
    return hmac.digest(key, f"{kind}\x00{text}".encode(), "sha256")[:HASH_SIZE]
