"""Why staff did it: kept for good, so it must not name anybody."""

from django.utils.translation import gettext as _

from core.rules import RuleRefused


def given_reason(words: str, *, ask: str) -> str:
    """Return the reason, tidied. Raises RuleRefused, saying `ask`, if it is empty; or for an "@".

    It goes into the audit trail, from which nothing can be erased.
    """
    reason = " ".join(words.split())[:200]
    if not reason:
        raise RuleRefused(ask, code="reason")
    if "@" in reason:
        raise RuleRefused(_("Leave the address out: this reason is kept for good."), code="reason")
    return reason
