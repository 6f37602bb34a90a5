"""What to think over in a letter before it goes. It warns beside the field, and refuses nothing.

The advice is that of urgent actions: be brief, polite and factual, ask for one thing. Names that an
organisation asks not to name are kept as keyed hashes: the list itself would be a danger.
"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from core.rules import Text
from core.sealed import blind_index
from core.text import responsibility_words

from .models import LetterAction
from .originality import words_in

MANY_WORDS = 350
LONGEST_NAME = 5  # words
_SHOUTED = re.compile(r"\b[^\W\d_]{4,}\b")
_LOUD = re.compile(r"!{2,}|\?!|!\?")
_RUDE = frozenset(
    (
        *("idiot", "idiots", "liar", "liars", "murderer", "murderers", "butcher", "scum", "filth"),
        *("bastard", "stupid", "coward", "traitor", "menteur", "assassin", "lache", "ordure"),
        *("asesino", "mentiroso", "cobarde", "escoria", "убийца", "лжец", "подонок"),
        *("قاتل", "كذاب", "مجرم"),
    )
)
_THREATS = re.compile(
    r"\b(?:you (?:will|'ll) (?:pay|regret|die)|we know where you|or else)\b", re.IGNORECASE
)

NAMED: Text = _(
    "This letter names somebody whom the organisation asks not to name, since it could put them in"
    " danger. Better leave the name out."
)


def advice(text: str, *, letter_action: LetterAction) -> list[Text]:
    """Return what its writer should think over, in plain words; the most serious first."""
    if not text.strip():
        return []
    found: list[Text] = []
    if names_somebody(text, letter_action=letter_action):
        found.append(NAMED)
    if _is_rude(text):
        found.append(_("An insult or a threat ends the reading. Say what you ask for instead."))
    if _is_loud(text):
        found.append(_("Capitals and rows of exclamation marks read as shouting."))
    if len(words_in(text)) > MANY_WORDS:
        found.append(_("It is long. A page at most is read to its end."))
    found += [
        _("“%(found)s”: better write “%(better)s”.")
        % {"found": wording.found, "better": wording.better}
        for wording in responsibility_words(text)
    ]
    return found


def names_somebody(text: str, *, letter_action: LetterAction) -> bool:
    """Whether a name of the list stands in the text, whatever its case and accents."""
    listed = set(letter_action.do_not_name)
    if not listed:
        return False
    words = words_in(text)
    runs = (
        " ".join(words[start : start + length])
        for length in range(1, LONGEST_NAME + 1)
        for start in range(len(words) - length + 1)
    )
    return any(_hash(run, letter_action.pk) in listed for run in runs)


def hashed_names(names: Iterable[str], *, action_pk: int) -> list[str]:
    """Return the keyed hashes of names, as the list keeps them: of five words at most."""
    plain = {" ".join(words_in(name)[:LONGEST_NAME]) for name in names}
    return sorted(_hash(name, action_pk) for name in plain if name)


def _hash(name: str, action_pk: int) -> str:
    return blind_index(name, scope=f"do-not-name:{action_pk}")[:16].hex()


def _is_rude(text: str) -> bool:
    return bool(_RUDE & set(words_in(text))) or bool(_THREATS.search(text))


def _is_loud(text: str) -> bool:
    long_words = _SHOUTED.findall(text)
    shouted = [word for word in long_words if word.isupper()]
    return bool(_LOUD.search(text)) or (len(shouted) > 3 and len(shouted) * 3 > len(long_words))
