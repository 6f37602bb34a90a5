"""Whose hand is in a piece of work: nobody decides on their own. (D5)"""

from typing import Any

from situations.models import Assessment, Brief, ForceWorksheet, OutcomeReview

Work = Assessment | Brief | ForceWorksheet | OutcomeReview


def has_written(user: Any, work: Work) -> bool:
    """Return whether `user` is the author, or ever saved a change in it."""
    return work.author_id == user.pk or work.writers.filter(pk=user.pk).exists()
