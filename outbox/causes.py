"""Why a message was queued, in words: read from how its deduplication key begins.

Like the vocabulary of the audit trail, this page knows words of the floors above and nothing else
of them.
"""

from django.utils.translation import gettext_lazy as _

from core.rules import Text

CAUSES: dict[str, Text] = {
    "account": _("Somebody used the login pages: a confirmation, a new password, a notice."),
    "alerts:confirm": _("Somebody asked to be told of what is new, and is asked to confirm it."),
    "alerts:link": _("Somebody asked for the link to what they follow."),
    "dig": _("A subscriber's digest was due."),
    "evt": _("Something happened that a subscriber follows."),
    "evts": _("Several things happened that a subscriber follows."),
    "invitation": _("A person was invited to an organisation."),
    "judge:letter": _("Somebody wrote a letter, and is asked to confirm it."),
    "judge:sign_on": _("An organisation signed a petition, and is asked to confirm it."),
    "judge:signature": _("Somebody signed a petition, and is asked to confirm it."),
    "letter": _("A letter to an official was due."),
    "letter-digest": _("Letters to an official that say the same were due as one."),
    "letter_digested": _("A letter went out together with others, and its author is told."),
    "letter_held": _("A letter waits, and its author is asked about it."),
    "letter_returned": _("A letter came back, and its author is told."),
    "letter_sent": _("A letter went out, and its author is told."),
    "letters_alarm": _("Something is wrong with letters, and staff are told."),
    "organisation": _("Something was decided about an organisation, and its owners are told."),
    "sign_on": _("Something was decided about an organisation that signs, and it is told."),
    "trap:letter": _("A letter was sent off by what looks like a program: held back."),
    "trap:sign_on": _("An organisation was typed in by what looks like a program: held back."),
    "trap:signature": _("A petition was signed by what looks like a program: held back."),
    "update": _("News of a petition were published, and a signer agreed to be told."),
    "update:test": _("A member tried out how news of a petition look."),
}


def cause_of(dedup_key: str) -> Text:
    """Return what caused the message; nothing for a key that is not known here."""
    first, _colon, rest = dedup_key.partition(":")
    second = rest.partition(":")[0]
    return CAUSES.get(f"{first}:{second}") or CAUSES.get(first) or ""
