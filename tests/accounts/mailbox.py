"""Read the mails that a test caused, as the person who gets them."""

import re
from email.message import EmailMessage

from django.core import mail

from outbox.tasks import pump


def mails_to(address: str) -> list[EmailMessage]:
    """Send what is queued, and return what arrived at `address`."""
    pump(stream="transactional")
    return [each for each in mail.outbox if each.to == [address]]


def last_mail_to(address: str) -> EmailMessage:
    return mails_to(address)[-1]


def links(message: EmailMessage) -> list[str]:
    """Every address in the text of a mail."""
    return re.findall(r"https?://[^\s<>\"]+", message.body)


def path_in(message: EmailMessage, *, part: str) -> str:
    """The path of the first link that has `part` in it."""
    url = next(each for each in links(message) if part in each)
    return "/" + url.split("/", 3)[3]
