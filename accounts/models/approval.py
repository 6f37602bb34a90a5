"""Whoever approves what others wrote. (D5)"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ApprovalBase(models.Model):
    """One person who approved, and when. Without a table: each app says what was approved.

    Who approves once does not count twice: each table is unique in what it approves and `approver`.
    """

    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("approved"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.approver)
