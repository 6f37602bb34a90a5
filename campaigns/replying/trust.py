"""Whether a mail comes from the office: by the directory, and by what our mail system found."""

from functools import cache
from pathlib import Path

from core.email_address import normalise_email
from officials.models import Contact, ContactKind, Post
from outbox.reports.sender import Sender

_BIG = Path(__file__).parent.parent / "data" / "big_mail_domains.txt"


def is_from_office(sender: Sender, post: Post | None) -> bool:
    """Return whether the sender is the office's, and proven to be.

    Proven is a check by our own mail system that passed for the domain in From. The office's is an
    address at the domain of an address that the directory knows, retired ones too; at a provider
    where anybody gets a mailbox, that very address.
    """
    if post is None or not sender.proven:
        return False
    known = Contact.objects.filter(post=post, kind=ContactKind.EMAIL)
    addresses = {normalise_email(value) for value in known.values_list("value", flat=True)}
    if normalise_email(sender.address) in addresses:
        return True
    if sender.domain in big_domains():
        return False
    return sender.domain in {address.rpartition("@")[2] for address in addresses}


@cache
def big_domains() -> frozenset[str]:
    """Return the domains at which anybody gets a mailbox."""
    lines = _BIG.read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
