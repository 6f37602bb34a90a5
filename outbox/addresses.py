"""One recipient, one address, in a form that every mail system takes."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from core.email_address import ascii_domain
from core.rules import RuleRefused
from core.sealed import email_key

# Lawful in an address only when quoted. Nobody's mailbox needs them, and each is a way to turn one
# recipient into two or to end a header early.
_NEVER = frozenset('"\\,;:<>()[] \t\r\n\0')
# What almost every address looks like, and every check below lets through.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_USUAL = re.compile(
    rf"(?=.{{1,254}}\Z)(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[A-Za-z]{{2,63}}"
)
LONGEST_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1
LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets


class AddressRefused(RuleRefused):
    """Not one address that mail can go to. The code is "email", as forms name the field."""

    def __init__(self) -> None:
        super().__init__(
            _("Enter one email address, such as name@example.org."),
            code="email",
        )


def mailable(address: str) -> str:
    """Return the address to give to the relay: checked, its domain in ASCII.

    Raises AddressRefused unless it is exactly one address without quotes, comma, space or line
    break, with an ASCII local part.
    """
    address = address.strip(" ")
    if _USUAL.fullmatch(address):
        return address
    return _checked(address)


def _checked(address: str) -> str:
    local, _at, domain = address.rpartition("@")
    ascii_form = f"{local}@{ascii_domain(domain)}"
    if (
        _NEVER & set(address)
        or "=?" in address  # reads as an encoded word in a header (RFC 2047)
        or not ascii_form.isascii()
        or len(local) > LONGEST_LOCAL_PART
        or len(ascii_form) > LONGEST_ADDRESS
    ):
        raise AddressRefused
    try:
        validate_email(ascii_form)
    except ValidationError as error:
        raise AddressRefused from error
    return ascii_form


def recipient_key(address: str) -> bytes:
    """Return the blind index by which the outbox knows a mailbox, and no other app does."""
    return email_key(address, scope="outbox")
