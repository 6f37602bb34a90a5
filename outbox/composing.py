"""From a row and its opened envelope to the mail: who it is from, its headers, its two bodies."""

import re
from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.utils import format_datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language_bidi, override
from django.utils.translation import gettext as _

from .models import Content, Message, Stream
from .rendering import fill, fill_html, is_one_line
from .return_path import unsubscribe_address

_NOT_A_WORD = re.compile(r"[^A-Za-z0-9]+")


class HeaderRefused(ValueError):  # noqa: N818 - read as a sentence
    """A value for a header holds a line break, by which one header could become two."""


def compose(
    *, message: Message, envelope: Mapping[str, Any], content: Content | None
) -> EmailMultiAlternatives:
    """Return the mail of `message`. Raises ValueMissing or HeaderRefused if it cannot be made."""
    if content is None:
        return _letter(message, envelope)
    values = envelope["values"]
    mail = EmailMultiAlternatives(
        subject=as_typed(fill(content.subject, values)),
        body=fill(content.text, values),
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[envelope["to"]],
        headers={
            name: one_line(value)
            for name, value in headers_of(message=message, content=content, values=values).items()
        },
    )
    mail.attach_alternative(fill_html(content.html, values), "text/html")
    return mail


def headers_of(*, message: Message, content: Content, values: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a mail that a machine sends, but for From, To and Subject: ASCII."""
    return own_headers(message, values) | shared_headers(content, stream=message.stream)


def own_headers(message: Message, values: Mapping[str, str]) -> dict[str, str]:
    """The headers in which the mails of one content differ."""
    headers = _identity(message)
    if message.stream == Stream.BULK:
        by_mail = unsubscribe_address(message)
        headers["List-Unsubscribe"] = f"<{values['one_click_url']}>, <mailto:{by_mail}>"
    return headers


def shared_headers(content: Content, *, stream: str) -> dict[str, str]:
    """The headers that the mails of one content have in common."""
    headers = {
        "Content-Language": content.language,
        "Auto-Submitted": "auto-generated",  # RFC 3834
        "Feedback-ID": _feedback_id(content.template, content.language, stream),
    }
    return headers | (_list_headers() if stream == Stream.BULK else {})


def one_line(text: str) -> str:
    """Return the text as it is. Raises HeaderRefused if it holds a line break."""
    if not is_one_line(text):
        message = "A header holds a line break."
        raise HeaderRefused(message)
    return text


def as_typed(text: str) -> str:
    """Return one line of words for a header, in which nothing reads as an encoded word.

    Python decodes encoded words (RFC 2047) in what it is given, and so would let somebody type a
    line break as `=?utf-8?q?=0D=0A?=`. Nobody's name or subject needs the two signs together.
    """
    return one_line(text).replace("=?", "= ?")


def _identity(message: Message) -> dict[str, str]:
    """The same at every attempt: if a mail arrives twice, its reader's program can see it."""
    return {"Message-ID": message.message_id, "Date": _date(message.created_at)}


@lru_cache(maxsize=256)  # what was queued together bears the same
def _date(at: datetime) -> str:
    return format_datetime(at)


def _feedback_id(template: str, language: str, stream: str) -> str:
    """Which kind of mail it was, for the statistics that mailbox providers give to senders.

    Four fields, the last of them the sender's, of 5 to 15 characters; nothing in it differs from
    person to person.
    """
    sender = _NOT_A_WORD.sub("", settings.MAIL_DOMAIN)[:15].ljust(5, "0")
    return f"{_NOT_A_WORD.sub('-', template)}:{language}:{stream}:{sender}"


def _list_headers() -> dict[str, str]:
    """By which a mail program ends the mail at one click (RFC 8058) and robots do not answer."""
    return {
        "List-Id": f"{_list_name()}<bulk.{settings.MAIL_DOMAIN}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Precedence": "bulk",
        "X-Auto-Response-Suppress": "OOF, AutoReply",
    }


def _list_name() -> str:
    """The list's name in words (RFC 2919), where it needs no encoding."""
    name = str(settings.SITE_NAME)
    return f"{name} " if name.isascii() else ""


def _letter(message: Message, envelope: Mapping[str, Any]) -> EmailMultiAlternatives:
    """A person wrote it, so it bears no mark of a machine or a list.

    From our own address all the same: a mail that claims the writer's domain would be refused there
    as forged (DMARC). Answers go to `reply_to`.
    """
    language = envelope["language"]
    with override(language):
        name = _("%(name)s via %(site)s") % {
            "name": as_typed(envelope["from_name"]),
            "site": as_typed(envelope.get("via") or settings.SITE_NAME),
        }
        html = render_to_string(
            "outbox/letter.html",
            {
                "subject": one_line(envelope["subject"]),
                "body": envelope["body"],
                "language": language,
                "dir": "rtl" if get_language_bidi() else "ltr",
            },
        )
    mail = EmailMultiAlternatives(
        subject=as_typed(envelope["subject"]),
        body=envelope["body"],
        from_email=str(Address(display_name=name, addr_spec=f"letters@{settings.MAIL_DOMAIN}")),
        to=[envelope["to"]],
        reply_to=[envelope["reply_to"]] if envelope["reply_to"] else None,
        headers={**_identity(message), **_thread(envelope), "Content-Language": language},
    )
    mail.attach_alternative(html, "text/html")
    return mail


def _thread(envelope: Mapping[str, Any]) -> dict[str, str]:
    """By which a mail program puts a mail under the one before it. (RFC 5322, 3.6.4)"""
    before = one_line(envelope.get("in_reply_to") or "")
    return {"In-Reply-To": before, "References": before} if before else {}
