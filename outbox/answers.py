"""What a mail system's "no" means: one word of Failure for an SMTP reply or a status of RFC 3463.

The word says what the refusal is about, not whether it is final: that is the first digit of the
reply or status, 4 for now and 5 for good. Three rules hold where mail systems contradict
themselves:

- What is said against us outweighs what is said of the mailbox. Whole domains answer "user unknown"
  to a sender that a blocklist names, and relays put 5.1.1 on every 550; a person must not be taken
  for gone because of our reputation.
- Words outweigh a status that says nothing (5.0.0, 5.1.0, 5.5.0), a reply's own status outweighs
  the one that a relay has put on the report.
- A mailbox is gone only when that is said for good. A 550 without words is a refusal, no more.
"""

import re

from . import wordings
from .models.failure import Failure

# RFC 3463, 3.2 and RFC 7505: bad mailbox, bad system (the domain), bad syntax, moved without an
# address to follow, null MX; and 5.2.1: disabled. 5.4.4 is Postfix for a domain that does not
# exist, 5.4.310 Microsoft's, 5.4.1 the latter's for an address outside the directory.
_GONE = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1", "5.4.4", "5.4.310"}
_GONE_IF_SAID = {"5.4.1"}
_FULL = {"5.2.2", "4.2.2"}
_SENDER_BAD = {"5.1.7", "5.1.8", "4.1.7", "4.1.8"}  # the address that we send from
_FOR_THIS_MAIL = {"5.2.3", "5.3.4"}  # too large, for the mailbox or for the system

_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")
_REPLY = re.compile(r"(?<![\d.])([45]\d\d)(?=[ \-#])")
_QUOTED = re.compile(r"https?://\S+|[^\s<>,;:()\"']*@[^\s<>,;()\"']*")
_NOT_IN_DIRECTORY = re.compile(r"recipient address rejected: access denied", re.IGNORECASE)

_POLICY = wordings.any_of(wordings.POLICY)
_RATE = wordings.any_of(wordings.RATE)
_BUSY = wordings.any_of(wordings.BUSY_MAILBOX)
_GREYLISTED = wordings.any_of(wordings.GREYLISTED)
_FULL_WORDS = wordings.any_of(wordings.FULL)
_TOO_LARGE = wordings.any_of(wordings.TOO_LARGE)
_GONE_WORDS = wordings.any_of(wordings.GONE)
_LISTED = re.compile(r"spamhaus|spamcop|barracuda|sorbs|uceprotect|blocklist|blacklist", re.I)

LONGEST = 2000  # characters of a reply that are looked at


def classify(*, code: int | None = None, status: str = "", words: str = "") -> Failure:
    """Return what a refusal is about: by reply code, enhanced status, words, or some of them.

    Without a code and a status that say otherwise, the refusal counts as one for good.
    """
    words = " ".join(words[:LONGEST].split())
    said = [one for one in (status_in(words), status_in(status)) if one]
    plain = _QUOTED.sub(" ", words)
    if found := _about_us(said, plain, words):
        return found
    if _FULL & set(said) or _is_full(code, plain):
        return Failure.MAILBOX_FULL
    if _BUSY.search(plain) or _is_for_now(code, said):
        return Failure.TEMPORARY
    if _TOO_LARGE.search(plain) or _FOR_THIS_MAIL & set(said):
        return Failure.REFUSED
    return Failure.MAILBOX_GONE if _is_gone(said, plain) else Failure.REFUSED


def status_in(words: str) -> str:
    """Return the first enhanced status in a reply that tells something, such as "5.1.1", or "".

    One that says nothing (x.0.0) is returned if there is no other. Success (2.x.x) is none.
    """
    found = [".".join(one) for one in _STATUS.findall(words[:LONGEST]) if one[0] != "2"]
    return next((one for one in found if not one.endswith(".0.0")), found[0] if found else "")


def reply_in(words: str) -> int | None:
    """Return the SMTP reply code that a text quotes, such as 550."""
    found = _REPLY.search(words[:LONGEST])
    return int(found[1]) if found else None


def _about_us(said: list[str], plain: str, words: str) -> Failure | None:
    """Policy and rate; and greylisting, which likes to call itself policy (4.7.x)."""
    for_now = bool(said) and all(one.startswith("4") for one in said)
    if for_now and _GREYLISTED.search(plain) and not _LISTED.search(words):
        return None if _FULL & set(said) else Failure.TEMPORARY
    if _BUSY.search(plain):
        return None
    by_status = any(one.split(".")[1] == "7" or one in _SENDER_BAD for one in said)
    by_words = _POLICY.search(plain) or _LISTED.search(words) or _RATE.search(plain)
    return Failure.POLICY if by_status or by_words else None


def _is_full(code: int | None, plain: str) -> bool:
    """By its words; or a bare 552, which RFC 5321, 4.2.3 gives to exceeded storage."""
    if _TOO_LARGE.search(plain) and not re.search(r"quota|storage", plain, re.IGNORECASE):
        return False
    return bool(_FULL_WORDS.search(plain)) or (code == 552 and not plain.strip())


def _is_for_now(code: int | None, said: list[str]) -> bool:
    return code // 100 == 4 if code else bool(said) and said[0].startswith("4")


def _is_gone(said: list[str], plain: str) -> bool:
    if _GONE & set(said) or (_GONE_IF_SAID & set(said) and _NOT_IN_DIRECTORY.search(plain)):
        return True
    return bool(_GONE_WORDS.search(plain))
