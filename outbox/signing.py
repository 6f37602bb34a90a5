"""DKIM (RFC 6376), for sites whose relay does not sign."""

from functools import cache

import dkim
from django.conf import settings

# What a reader's program shows or acts upon; both headers of RFC 8058 must be among it. A header
# that is named and not there cannot be added on the way.
SIGNED = (
    *("from", "to", "reply-to", "subject", "date", "message-id", "mime-version", "content-type"),
    *("content-language", "list-id", "list-unsubscribe", "list-unsubscribe-post"),
    *("auto-submitted", "feedback-id"),
)


def sign(mail: bytes) -> bytes:
    """Return the mail with a signature on top; as it is where no key is set."""
    if not settings.DKIM_PRIVATE_KEY:
        return mail
    present = {line.partition(b":")[0].lower() for line in _head(mail)}
    signature: bytes = dkim.sign(
        message=mail,
        selector=settings.DKIM_SELECTOR.encode(),
        domain=settings.MAIL_DOMAIN.encode(),
        privkey=_key(settings.DKIM_PRIVATE_KEY),
        canonicalize=(b"relaxed", b"relaxed"),
        signature_algorithm=_algorithm(settings.DKIM_PRIVATE_KEY),
        include_headers=[name.encode() for name in SIGNED if name.encode() in present] + [b"from"],
    )
    return signature + mail


def _head(mail: bytes) -> list[bytes]:
    return mail.partition(b"\r\n\r\n")[0].split(b"\r\n")


@cache
def _key(text: str) -> bytes:
    """An environment variable holds one line: what stands for its line breaks becomes them."""
    return text.replace("\\n", "\n").encode()


def _algorithm(text: str) -> bytes:
    return b"rsa-sha256" if "BEGIN" in text else b"ed25519-sha256"
