"""What kinds of news one can choose, and how often to be told."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    BRIEFS = "briefs", _("new briefs")
    LEVELS = "levels", _("decisions, and changes of level")
    CAMPAIGNS = "campaigns", _("petitions and letter campaigns")
    ANSWERS = "answers", _("answers of officials")


class Cadence(models.TextChoices):
    """How often; the strongest first."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")


def every_kind() -> list[str]:
    """Whoever does not choose is told of all."""
    return [kind.value for kind in EventKind]


def strongest(cadences: set[str]) -> Cadence:
    """Return the most frequent of these. Raises ValueError if there is none."""
    for cadence in Cadence:
        if cadence in cadences:
            return cadence
    raise ValueError("There is no cadence to choose from.")
