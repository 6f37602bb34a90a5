"""Who a mail is from, and what our own mail system found of that. (RFC 8601)

The sender's address is what the sender says. What proves it is written on top by the mail system
that took the mail in, under its own name; a header of that kind from anybody else proves nothing.
"""

import re
from dataclasses import dataclass

from django.conf import settings

from .mail import Mail

_RESULT = re.compile(r"(?:^|;)\s*(spf|dkim|dmarc)\s*=\s*([a-z]+)([^;]*)", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]*\)")
_DOMAIN_OF = {
    "dkim": re.compile(r"header\.(?:d|i)\s*=\s*(?:[^@\s;]*@)?([\w.-]+)", re.IGNORECASE),
    "spf": re.compile(r"smtp\.mailfrom\s*=\s*(?:[^@\s;]*@)?([\w.-]+)", re.IGNORECASE),
    "dmarc": re.compile(r"header\.from\s*=\s*(?:[^@\s;]*@)?([\w.-]+)", re.IGNORECASE),
}


@dataclass(frozen=True)
class Sender:
    """The address in From, and each check with its result and the domain it was made for."""

    address: str
    checks: tuple[tuple[str, str, str], ...] = ()

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]

    @property
    def in_words(self) -> str:
        """What was found, for people who look: "spf=pass dkim=pass dmarc=fail"."""
        return " ".join(f"{name}={result}" for name, result, _domain in self.checks)

    @property
    def proven(self) -> frozenset[str]:
        """The domains that a check has passed for, as far as they stand behind the address.

        SPF and DKIM count in alignment with From alone, as for DMARC (RFC 7489, 3.1), and SPF not
        at all by itself where DMARC was looked at and failed.
        """
        results = {name: result for name, result, _domain in self.checks}
        if results.get("dmarc") in ("fail", "permerror"):
            return frozenset()
        passed = {domain for _name, result, domain in self.checks if result == "pass"}
        return frozenset(domain for domain in passed if _is_behind(domain, self.domain))


def sender_of(mail: Mail) -> Sender:
    """Return who a mail says it is from, with the results of our own mail system alone."""
    address = next(iter(mail.addresses("From")), "")[:254].lower().replace("\0", "")
    return Sender(address=address, checks=tuple(_checks(mail)))


def _checks(mail: Mail) -> list[tuple[str, str, str]]:
    """Only the topmost header counts: what stands below may have come with the mail. (5)"""
    ours = settings.MAIL_AUTHSERV_ID.lower()
    said = _COMMENT.sub(" ", mail.header("Authentication-Results"))
    name, _semicolon, results = said.partition(";")
    if not ours or name.lower().split()[:1] != [ours]:
        return []
    checks = []
    for check, result, rest in _RESULT.findall(results):
        domain = _DOMAIN_OF[check.lower()].search(rest)
        checks.append((check.lower(), result.lower(), domain[1].lower() if domain else ""))
    return checks[:10]


def _is_behind(domain: str, of: str) -> bool:
    return bool(domain) and (of == domain or of.endswith(f".{domain}"))
