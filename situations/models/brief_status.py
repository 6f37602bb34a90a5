"""The course of a brief, from its first line to publication, and the kinds of later change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BriefStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    RETURNED = "returned", _("returned to its author")
    SCHEDULED = "scheduled", _("approved, waits for its hour")
    PUBLISHED = "published", _("published")


BRIEF_MOVES = {
    BriefStatus.DRAFT: {BriefStatus.REVIEW},
    BriefStatus.REVIEW: {BriefStatus.PUBLISHED, BriefStatus.SCHEDULED, BriefStatus.RETURNED},
    BriefStatus.RETURNED: {BriefStatus.DRAFT},
    BriefStatus.SCHEDULED: {BriefStatus.PUBLISHED, BriefStatus.RETURNED},
    BriefStatus.PUBLISHED: set(),
}


UNFINISHED = (BriefStatus.DRAFT, BriefStatus.REVIEW, BriefStatus.RETURNED)


class Change(models.TextChoices):
    """What a new version changes, in the word that readers are given."""

    MINOR = "minor", _("correction")
    MAJOR = "major", _("revision")
