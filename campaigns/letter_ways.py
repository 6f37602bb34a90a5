"""A letter that its writer sends without us: by the own mail program, or on paper."""

from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote

from django.utils.formats import date_format
from django.utils.translation import override

from core.pdf import make
from officials.languages import direction
from officials.models import Post

from .letter_text import LetterText
from .letter_wording import site_language

LAYOUT = Path(__file__).resolve().parent / "papers" / "letter.typ"
# Some programs cut off what is longer. (Internet Explorer's 2,083 signs lived on in many.)
LINK_AT_MOST = 1900


def mail_link(*, post: Post, text: LetterText) -> str:
    """Return a mailto link (RFC 6068) with the letter, or without its body if that is too long.

    Empty if the office has no address that may be written to.
    """
    contact = post.contact_for("email")
    if contact is None:
        return ""
    head = f"mailto:{quote(contact.value, safe='@')}?subject={quote(text.subject, safe='')}"
    body = quote(text.body.replace("\n", "\r\n"), safe="")
    whole = f"{head}&body={body}"
    return whole if len(whole) <= LINK_AT_MOST else head


def paper(*, post: Post, text: LetterText, language: str, on: date, at: datetime) -> bytes:
    """Return the letter as a PDF to print, sign and post. Raises PdfRefused.

    Its first lines are the address, and there is room for a hand between its end and the name: the
    text is one that speaks neither of us nor of a reference (compose_letter).
    """
    postal = post.contact_for("postal")
    address = postal.value.splitlines() if postal else []
    head, *parts, end = [part.strip() for part in text.body.split("\n\n") if part.strip()]
    closing, _line, signature = end.partition("\n")
    with override(site_language(language)):
        day = date_format(on, "DATE_FORMAT")
    data = {
        "language": language.partition("-")[0],
        "direction": direction(language),
        "subject": text.subject,
        "address": "\n".join(dict.fromkeys([*head.splitlines(), *address])),
        "day": day,
        "paragraphs": parts,
        "closing": closing,
        "signature": signature,
    }
    return make(LAYOUT, data=data, made_at=at)
