"""Which network a request came from: read from trusted proxies alone, and never written anywhere.

One household or one telephone has an IPv4 address or an IPv6 /64 of its own; who rents a server
gets a /48, and could come from another /64 each time. (RFC 6177)
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Any

Address = IPv4Address | IPv6Address

# Networks inside a house, and the machine itself. (RFC 1918, 4193, 6890)
_OURS = tuple(
    ip_network(prefix)
    for prefix in (
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16",
        "fc00::/7", "::1/128", "fe80::/10",
    )
)  # fmt: skip
# IPv4 through a translator: the last 32 bits are the address that counts. (RFC 6052)
_TRANSLATED = IPv6Network("64:ff9b::/96")


def client_address(meta: Mapping[str, Any], *, proxies: int) -> Address | None:
    """Return the address that a request came from, as far as `proxies` of ours vouch for it.

    Each proxy adds the address it was called from at the end of X-Forwarded-For. What stands before
    those, anybody can have written. Returns None for what is no address, as that of a socket file.
    """
    forwarded = [part for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    vouched_for = proxies and len(forwarded) >= proxies
    said = forwarded[-proxies] if vouched_for else meta.get("REMOTE_ADDR", "")
    try:
        address = ip_address(said.strip().partition("%")[0])
    except ValueError:
        return None
    return _as_it_counts(address)


def network_of(address: Address) -> str:
    """Return the network that stands for one place: the address in IPv4, its /64 in IPv6."""
    return str(address) if address.version == 4 else _prefix(address, 64)


def block_of(address: Address) -> str:
    """Return the block that one customer of a provider holds: the /48 in IPv6, nothing in IPv4."""
    return "" if address.version == 4 else _prefix(address, 48)


def is_ours(address: Address) -> bool:
    """Whether the address is no visitor's: a proxy's own, or that of the Tor service beside it."""
    return any(address in network for network in _OURS if network.version == address.version)


@dataclass(frozen=True)
class Networks:
    """A set of networks, in which an address is found by one look for each length of prefix."""

    prefixes: Mapping[tuple[int, int], frozenset[int]] = field(default_factory=dict)

    def __contains__(self, address: Address) -> bool:
        number, bits = int(address), address.max_prefixlen
        return any(
            version == address.version and number >> (bits - length) in found
            for (version, length), found in self.prefixes.items()
        )


@lru_cache(maxsize=4)
def networks_in(path: str) -> Networks:
    """Return the networks that a file lists, one address or prefix in a line; # begins a remark.

    Read once by each process. Raises ValueError for a line that is neither, OSError without a file.
    """
    if not path:
        return Networks()
    found: dict[tuple[int, int], set[int]] = {}
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        said = line.partition("#")[0].strip()
        if said:
            network = ip_network(said, strict=False)
            start = int(network.network_address) >> (network.max_prefixlen - network.prefixlen)
            found.setdefault((network.version, network.prefixlen), set()).add(start)
    return Networks({prefix: frozenset(starts) for prefix, starts in found.items()})


def _as_it_counts(address: Address) -> Address:
    if address.version == 6:
        if address.ipv4_mapped:
            return address.ipv4_mapped
        if address in _TRANSLATED:
            return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _prefix(address: Address, length: int) -> str:
    return str(ip_network((int(address), length), strict=False))
