"""Come back to a warning with receipt number and PIN: no account, no cookie, no address noted."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.rules import RuleRefused
from core.sealed import blind_index
from core.tokens import TokenRefused, read, sign
from situations.models import EarlyWarning, PinAttempt
from situations.receipts import is_receipt, pin_matches, read_digits

TRIES = 10
WINDOW = timedelta(hours=1)

PURPOSE = "warning.answers"
OPEN_FOR = timedelta(hours=1)


def open_warning(*, receipt: str, pin: str, at: datetime | None = None) -> EarlyWarning | None:
    """Return the warning that receipt number and PIN belong to; None if they belong to none.

    A number that exists and one that does not cost the same work and get the same answer. Ten tries
    an hour at one number, counted by the number alone: whoever asks is not noted. Raises
    RuleRefused with code "receipt" for digits that are no receipt number, "too_many" past the ten.
    """
    at = at or timezone.now()
    digits = read_digits(receipt)
    if not is_receipt(digits):
        raise RuleRefused(
            _("This is not a receipt number of ours. Check the twelve digits: one may be wrong."),
            code="receipt",
        )
    key = blind_index(digits, scope="warning.tries")
    tries = PinAttempt.objects.count_try(key=key, at=at, window_began=at - WINDOW)
    if tries > TRIES:
        raise RuleRefused(
            _("This number was tried too often. Wait an hour, then try again."), code="too_many"
        )
    warning = EarlyWarning.objects.receipt(digits).for_desk().first()
    if not pin_matches(read_digits(pin), warning.pin_hash if warning else None):
        return None
    PinAttempt.objects.forget_tries(key)
    return warning


def answers_token(warning: EarlyWarning) -> str:
    """Return what the page of answers carries so that the PIN need not be typed at each step."""
    return sign(PURPOSE, warning.pk)


def warning_behind(token: str) -> EarlyWarning:
    """Return the warning that a page of answers is about. Raises TokenRefused after an hour."""
    warning = (
        EarlyWarning.objects.for_desk().filter(pk=read(PURPOSE, token, max_age=OPEN_FOR)).first()
    )
    if warning is None:
        raise TokenRefused
    return warning
