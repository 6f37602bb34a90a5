"""How many letters, said in public so that no number below ten can be told.

A letter of one is a letter of somebody. A total beside the numbers of single offices would give the
small ones away to whoever subtracts, so the total hides what the offices hide.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from .small_numbers import FEWEST


def is_few(number: int) -> bool:
    """Whether some left, but too few to be counted in public."""
    return 0 < number < FEWEST


def letters_said(number: int) -> str:
    """Return the number of letters to one office in words that hide a handful; "" for none."""
    if is_few(number):
        return _("fewer than 10")
    return str(number) if number else ""


def letters_in_data(number: int) -> int | str | None:
    """Return the same for programs: null for none, "<10" for a handful."""
    return f"<{FEWEST}" if is_few(number) else number or None


def total_said(numbers: Iterable[int]) -> str:
    """Return how many went to several offices together, from which no hidden number follows.

    Exact where no office hides its own. Else it is more than what the others have together; and
    where none has ten, no more is said than whether all together have.
    """
    known = list(numbers)
    shown = sum(number for number in known if not is_few(number))
    if shown == sum(known):
        return str(shown)
    if shown:
        return _("more than %(number)s") % {"number": shown}
    return _("fewer than 10") if sum(known) < FEWEST else _("10 or more")
