"""Measure how much of each confirmed letter is its author's own. A worker does, who may unseal."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from campaigns.models import Letter, LetterAction
from campaigns.originality import originality, shingles
from core.locks import lock
from core.sealed import unseal_json

BATCH = 500
LOCK = "letters.measuring"

_MEASURED = """
UPDATE campaigns_letter AS letter SET originality = found.share
FROM unnest(%s::bigint[], %s::int[]) AS found (id, share)
WHERE letter.id = found.id AND letter.state = 'confirmed'
"""
# Fifty thousand numbers at a time: as one text they are bound a hundred times quicker than singly.
_KNOWN = """
SELECT known.shingle FROM unnest(%s::bigint[]) AS asked (shingle)
JOIN campaigns_lettershingle known USING (shingle) WHERE known.letter_action_id = %s
"""
_COUNTED = """
INSERT INTO campaigns_lettershingle AS known (letter_action_id, shingle, letters)
SELECT %s, * FROM unnest(%s::bigint[], %s::int[])
ON CONFLICT (letter_action_id, shingle) DO UPDATE SET letters = known.letters + excluded.letters
"""


@dataclass(frozen=True)
class _Read:
    pk: int
    action: int
    marks: set[int]


def measure_letters() -> int:
    """Measure what was confirmed. Returns how many letters that were.

    A letter is compared with those measured before it in its action, and with what the organisation
    itself wrote. Kept are keyed hashes of four words in a row, and how many letters hold each.
    """
    measured = Letter.objects.unmeasured().filter(has_own_words=False).update(originality=0)
    while done := _measure_some():
        measured += done
    return measured


@transaction.atomic
def _measure_some() -> int:
    if not lock(LOCK, wait=False):  # in their order, so that of two copies one came first
        return 0
    rows = Letter.objects.unmeasured().filter(sealed__isnull=False).order_by("pk")
    found = rows.values_list("pk", "letter_action_id", "sealed")[:BATCH]
    read = [
        _Read(pk, action, shingles(unseal_json(box or b"")["own_words"], scope=str(action)))
        for pk, action, box in found
    ]
    if not read:
        return 0
    known = _known(read)
    shares, counts = [], dict[int, Counter[int]]()
    for each in read:
        there = known[each.action]
        shares.append(originality(each.marks, there))
        there |= each.marks
        counts.setdefault(each.action, Counter()).update(each.marks)
    _write([each.pk for each in read], shares, counts)
    return len(read)


def _known(read: Iterable[_Read]) -> dict[int, set[int]]:
    """Return for each action what stood before in its letters, or in the organisation's words."""
    asked: dict[int, set[int]] = {}
    for each in read:
        asked.setdefault(each.action, set()).update(each.marks)
    actions = LetterAction.objects.filter(pk__in=asked).prefetch_related("variants")
    known = {action.pk: _own_words_of(action) for action in actions}
    with connection.cursor() as cursor:
        for pk, marks in asked.items():
            cursor.execute(_KNOWN, [_array(marks), pk])
            known[pk].update(mark for (mark,) in cursor)
    return known


def _own_words_of(action: LetterAction) -> set[int]:
    texts = [action.opening, action.prompts, action.statement]
    texts += [variant.statement for variant in action.variants.all()]
    return {mark for text in texts for mark in shingles(text, scope=str(action.pk))}


def _write(pks: list[int], shares: list[int], counts: dict[int, Counter[int]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_MEASURED, [_array(pks), _array(shares)])
        for action, number_of in sorted(counts.items()):
            marks = sorted(number_of)
            numbers = _array(number_of[mark] for mark in marks)
            cursor.execute(_COUNTED, [action, _array(marks), numbers])


def _array(numbers: Iterable[int]) -> str:
    return f"{{{','.join(map(str, numbers))}}}"
