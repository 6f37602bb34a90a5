"""What letters may say has happened: versions with sources and dates, and a last day.

Modelled on the urgent actions of human rights organisations, whose letters are pinned to a dated
document, and whose "further information" replaces the one before.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .letter_action import LetterAction
from .text import TextStatus


class CaseFactsQuerySet(models.QuerySet["CaseFacts"]):
    def public(self) -> "CaseFactsQuerySet":
        return self.filter(status=TextStatus.PUBLIC)

    def being_written(self) -> "CaseFactsQuerySet":
        """Not public yet: one of an action at most."""
        return self.exclude(status=TextStatus.PUBLIC)

    def newest_first(self) -> "CaseFactsQuerySet":
        return self.order_by(F("version").desc(nulls_first=True))

    def approvable_by(self, user: Any) -> "CaseFactsQuerySet":
        """Waiting ones that `user` had no hand in writing. (D5)"""
        return self.filter(status=TextStatus.REVIEW).exclude(writers=user)


class CaseFacts(models.Model):
    """One version of the facts of a letter action. Once public it never changes.

    PostgreSQL refuses it: letters were confirmed on it. A new version holds the letters that wait.
    """

    letter_action = models.ForeignKey(
        LetterAction,
        verbose_name=_("letter action"),
        on_delete=models.CASCADE,
        related_name="case_facts",
    )
    version = models.PositiveSmallIntegerField(_("version"), null=True, blank=True, editable=False)
    status = models.CharField(
        _("status"),
        max_length=6,
        choices=TextStatus.choices,
        default=TextStatus.DRAFT,
        editable=False,
    )
    expires_on = models.DateField(
        _("good until"),
        help_text=_("The last day on which a letter leaves with these facts."),
    )
    reason = models.CharField(
        _("what has changed"),
        max_length=500,
        blank=True,
        help_text=_("Told to those whose letters wait. They confirm anew, or take them back."),
    )
    return_reason = models.TextField(_("why it was returned"), blank=True, editable=False)
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("writers"), related_name="+", blank=True
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    begun_at = models.DateTimeField(_("begun"))
    public_at = models.DateTimeField(_("public since"), null=True, blank=True)

    objects = CaseFactsQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name = _("case facts")
        verbose_name_plural = _("case facts")
        constraints = (
            models.UniqueConstraint(
                fields=("letter_action", "version"), name="campaigns_case_facts_version"
            ),
            models.UniqueConstraint(
                fields=("letter_action",),
                condition=~Q(status="public"),
                name="campaigns_case_facts_one_written",
            ),
            models.CheckConstraint(
                condition=Q(
                    status="public",
                    version__isnull=False,
                    public_at__isnull=False,
                    approver__isnull=False,
                )
                | Q(status__in=("draft", "review"), version=None, public_at=None, approver=None),
                name="campaigns_case_facts_public_is_whole",
            ),
        )

    def __str__(self) -> str:
        number = self.version or "…"
        return f"{self.letter_action} · {number}"

    def is_good(self, on: date) -> bool:
        """Whether letters may leave with them on the day."""
        return on <= self.expires_on


class CaseFact(models.Model):
    """One fact: what, who says so, as of when."""

    case_facts = models.ForeignKey(
        CaseFacts, verbose_name=_("case facts"), on_delete=models.CASCADE, related_name="rows"
    )
    place = models.PositiveSmallIntegerField(_("place"))
    text = models.CharField(_("fact"), max_length=500)
    source = models.CharField(_("source"), max_length=160)
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)
    as_of = models.DateField(_("as of"))

    class Meta:
        ordering = ("place", "pk")
        verbose_name = _("case fact")
        verbose_name_plural = _("case facts, one by one")
        constraints = (
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(source=""), name="campaigns_case_fact_has_a_source"
            ),
        )

    def __str__(self) -> str:
        return self.text
