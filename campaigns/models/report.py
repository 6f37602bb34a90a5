"""What a closed campaign owes to those who supported it. (D16; Evans 2007, paras 37, 66)"""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

REPORT_DUE = timedelta(days=30)


class Reporting(models.Model):
    """The report to supporters: written by one person, published by another."""

    report = models.TextField(
        _("report to supporters"),
        blank=True,
        help_text=_("What was reached, what was not, and what follows. Markdown."),
    )
    report_author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("report written by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    report_due_on = models.DateField(_("report due on"), null=True, blank=True, editable=False)
    report_reminded_on = models.DateField(
        _("last reminded of the report on"), null=True, blank=True, editable=False
    )
    report_published_at = models.DateTimeField(
        _("report published"), null=True, blank=True, editable=False
    )

    class Meta:
        abstract = True

    @property
    def owes_report(self) -> bool:
        """Whether it was closed and has not told its supporters what came of it."""
        return self.report_due_on is not None and self.report_published_at is None

    def report_is_overdue(self, on: date | None = None) -> bool:
        """Return whether the report was due before the day."""
        day = on or timezone.localdate()
        due = self.report_due_on
        return self.owes_report and due is not None and due < day
