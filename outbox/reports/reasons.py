"""Where in the words of a mail system the reason stands."""

import re

from outbox.answers import reply_in, status_in

# Below such a line stands the mail that is returned, in its writer's words and not the system's.
_COPY_BELOW = re.compile(
    r"^[ \t>*-]{0,20}(?:-{2,} ?(?:original|below this line|this is a copy|returned|the header|"
    r"unsent|forwarded|start of|исходн|原邮件|原始邮件)|original message (?:headers?|follows)|"
    r"(?:message|mail) header(?:s)? (?:follow|is|are)|a copy of the (?:original )?message|"
    r"(?:the )?(?:text|headers?) of (?:your|the) (?:message|mail)|received: from|return-path:)",
    re.IGNORECASE | re.MULTILINE,
)
_AFTER = 6  # lines below an address in which its reason stands; it may also stand right above


def own_words(text: str) -> str:
    """What the system says itself, without the copy of our mail below it."""
    below = _COPY_BELOW.search(text)
    return text[: below.start()] if below and below.start() > 0 else text


def reason_in(text: str, recipients: tuple[str, ...]) -> str:
    """The lines that say why: those with a reply or a status, and those around the address."""
    lines = [line.strip() for line in text.splitlines()]
    chosen: dict[int, None] = {}
    for number, line in enumerate(lines):
        if any(address.lower() in line.lower() for address in recipients):
            chosen |= dict.fromkeys(range(max(number - 1, 0), number + 1 + _AFTER))
        elif status_in(line) or (reply_in(f"{line} ") and not line.endswith("@")):
            chosen[number] = None
    picked = [lines[number] for number in sorted(chosen) if number < len(lines)]
    return " ".join(" ".join(picked or lines).split())[:1000]
