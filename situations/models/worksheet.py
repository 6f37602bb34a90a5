"""Force worksheets: what must be thought through before anybody may ask for force. (D8)"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import ApprovalBase, Organisation
from accounts.permissions import APPROVERS

from .assessment import Assessment
from .choices import Consent, Rung
from .situation import Situation

APPROVALS_NEEDED = 2


class WorksheetStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("waiting for two approvals")
    RETURNED = "returned", _("returned to its author")
    APPROVED = "approved", _("approved by two people")
    WITHDRAWN = "withdrawn", _("withdrawn")


WORKSHEET_MOVES = {
    WorksheetStatus.DRAFT: {WorksheetStatus.REVIEW},
    WorksheetStatus.REVIEW: {WorksheetStatus.APPROVED, WorksheetStatus.RETURNED},
    WorksheetStatus.RETURNED: {WorksheetStatus.DRAFT},
    WorksheetStatus.APPROVED: {WorksheetStatus.WITHDRAWN},
    WorksheetStatus.WITHDRAWN: set(),
}
WRITABLE = (WorksheetStatus.DRAFT, WorksheetStatus.RETURNED)
PUBLIC = (WorksheetStatus.APPROVED, WorksheetStatus.WITHDRAWN)


class Authority(models.TextChoices):
    """Where the Security Council stands: the question of law, apart from all others. (para 30)"""

    AUTHORISED = "authorised", _("authorised by the Security Council")
    SOUGHT = "sought", _("sought from the Security Council, not given yet")
    BLOCKED = "blocked", _("blocked by a threatened veto")
    NOT_SOUGHT = "not_sought", _("not sought from the Security Council")


class Criterion(models.TextChoices):
    """The five questions of legitimacy, in their order. (para 57)"""

    SERIOUSNESS = "seriousness", _("Seriousness of the harm")
    PURPOSE = "purpose", _("Primary purpose")
    LAST_RESORT = "last_resort", _("Last resort")
    PROPORTIONALITY = "proportionality", _("Proportionality")
    BALANCE = "balance", _("Balance of consequences")


class Finding(models.TextChoices):
    """What the writers conclude, with their reasons: weighed by people, computed by nothing."""

    NOT_CALLED_FOR = "not_called_for", _("force without consent is not called for")
    LAST_RESORT = "may_be_asked", _("force without consent may be asked for, as the last resort")


class ForceWorksheetQuerySet(models.QuerySet["ForceWorksheet"]):
    def approved(self) -> "ForceWorksheetQuerySet":
        """Those in force now; a situation has one at most."""
        return self.filter(status=WorksheetStatus.APPROVED)

    def public(self) -> "ForceWorksheetQuerySet":
        """Approved once: they stay readable, also when they were withdrawn."""
        return self.filter(status__in=PUBLIC)

    def open(self) -> "ForceWorksheetQuerySet":
        """Not approved yet. A situation has one at most."""
        return self.exclude(status__in=PUBLIC)

    def on_desk_of(self, user: Any) -> "ForceWorksheetQuerySet":
        """Those of the situations that a member works on; staff look at everything."""
        return self.filter(situation__in=Situation.objects.on_desk_of(user))

    def approvable_by(self, user: Any) -> "ForceWorksheetQuerySet":
        """Waiting ones that `user` can approve: no hand in them, not approved already. (D5)"""
        own = Organisation.objects.vetted().filter(
            memberships__user=user, memberships__role__in=APPROVERS
        )
        waiting = self.filter(status=WorksheetStatus.REVIEW, situation__organisation__in=own)
        mine = Q(author=user) | Q(writers=user) | Q(approvals__approver=user)
        return waiting.exclude(pk__in=self.filter(mine).values("pk"))

    def newest_first(self) -> "ForceWorksheetQuerySet":
        return self.order_by(models.F("number").desc(nulls_first=True), "-id")

    def whole(self) -> "ForceWorksheetQuerySet":
        """With everything that its page shows."""
        return self.select_related(
            "situation__organisation", "situation__current_assessment", "assessment", "author"
        ).prefetch_related("answers", "rungs", "approvals__approver", "situation__territories")


class ForceWorksheet(models.Model):
    """Legality first, then five reasoned answers, and what was considered short of force.

    Approved by two people who had no hand in it, it is public and never changes; it can be
    withdrawn. The answers are read, never added up: there is no column for a verdict of numbers.
    (D8; Evans 2007, paras 30, 54-57)
    """

    situation = models.ForeignKey(
        Situation,
        verbose_name=_("situation"),
        on_delete=models.PROTECT,
        related_name="force_worksheets",
    )
    assessment = models.ForeignKey(
        Assessment,
        verbose_name=_("assessment it rests on"),
        on_delete=models.PROTECT,
        related_name="force_worksheets",
    )
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True, editable=False)
    as_of = models.DateField(_("as of"))
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=WorksheetStatus.choices,
        default=WorksheetStatus.DRAFT,
        editable=False,
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("everybody who wrote in it"),
        related_name="+",
        blank=True,
    )
    # The question of law.
    authority = models.CharField(
        _("authority"), max_length=12, choices=Authority.choices, blank=True
    )
    authority_note = models.TextField(_("what the Council did"), blank=True)
    authority_sources = models.TextField(_("sources on authority"), blank=True)
    consent = models.CharField(
        _("consent"), max_length=12, choices=Consent.choices, default=Consent.UNKNOWN
    )
    # The conclusion.
    finding = models.CharField(_("finding"), max_length=16, choices=Finding.choices, blank=True)
    finding_reason = models.TextField(_("why"), blank=True)
    # The course of its making.
    created_at = models.DateTimeField(_("begun"))
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True, editable=False)
    returned_reason = models.TextField(_("why it was returned"), blank=True, editable=False)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_reason = models.TextField(_("why it was withdrawn"), blank=True, editable=False)

    objects = ForceWorksheetQuerySet.as_manager()

    class Meta:
        ordering = ("-number", "-id")
        verbose_name = _("force worksheet")
        verbose_name_plural = _("force worksheets")
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=WorksheetStatus.values)
                & Q(authority__in=["", *Authority.values])
                & Q(consent__in=Consent.values)
                & Q(finding__in=["", *Finding.values]),
                name="situations_worksheet_choices",
            ),
            models.UniqueConstraint(
                fields=("situation",),
                condition=~Q(status__in=PUBLIC),
                name="situations_worksheet_one_open",
            ),
            models.UniqueConstraint(
                fields=("situation",),
                condition=Q(status=WorksheetStatus.APPROVED),
                name="situations_worksheet_one_approved",
            ),
            models.UniqueConstraint(
                fields=("situation", "number"), name="situations_worksheet_number_unique"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=PUBLIC)
                | Q(
                    number__isnull=False,
                    approved_at__isnull=False,
                    authority__in=Authority.values,
                    finding__in=Finding.values,
                )
                & ~Q(authority_note="")
                & ~Q(authority_sources="")
                & ~Q(finding_reason=""),
                name="situations_worksheet_d8_whole",
            ),
            models.CheckConstraint(
                condition=~Q(status=WorksheetStatus.WITHDRAWN)
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
                name="situations_worksheet_withdrawn_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.situation} · {self.as_of.isoformat()}"

    def get_absolute_url(self) -> str:
        if self.is_public and self.situation.slug:
            return reverse("situations:worksheet_detail", args=[self.situation.slug, self.number])
        return reverse("situations:desk_worksheet", args=[self.pk])

    @property
    def is_public(self) -> bool:
        return self.status in PUBLIC

    @property
    def is_writable(self) -> bool:
        return self.status in WRITABLE

    @property
    def is_approved(self) -> bool:
        return self.status == WorksheetStatus.APPROVED

    @property
    def allows_asking(self) -> bool:
        """Return whether two people approved the finding that force may be asked for."""
        return self.is_approved and self.finding == Finding.LAST_RESORT

    @property
    def questions(self) -> list[tuple[Criterion, str, str]]:
        """The five questions in their order, each as (criterion, answer, sources)."""
        given = {answer.criterion: answer for answer in self.answers.all()}
        return [
            (each, given[each].answer, given[each].sources) if each in given else (each, "", "")
            for each in Criterion
        ]

    @property
    def whole_text(self) -> str:
        """All that was written, to be read for its wording. (D14)"""
        answers = [answer for _criterion, answer, _sources in self.questions]
        rungs = [row.considered for row in self.rungs.all()]
        return "\n".join([self.authority_note, *answers, *rungs, self.finding_reason])


class CriterionAnswer(models.Model):
    """One of the five answers: reasons in words, and where they come from. Never a number."""

    worksheet = models.ForeignKey(
        ForceWorksheet,
        verbose_name=_("worksheet"),
        on_delete=models.CASCADE,
        related_name="answers",
    )
    criterion = models.CharField(_("criterion"), max_length=16, choices=Criterion.choices)
    answer = models.TextField(_("answer"))
    sources = models.TextField(_("sources"))

    class Meta:
        ordering = ("id",)
        verbose_name = _("answer to a criterion")
        verbose_name_plural = _("answers to criteria")
        constraints = (
            models.UniqueConstraint(
                fields=("worksheet", "criterion"), name="situations_criterion_once"
            ),
            models.CheckConstraint(
                condition=Q(criterion__in=Criterion.values), name="situations_criterion_choices"
            ),
        )

    def __str__(self) -> str:
        return str(self.get_criterion_display())


class RungConsidered(models.Model):
    """What was tried or thought of on a rung below force without consent, and what came of it."""

    worksheet = models.ForeignKey(
        ForceWorksheet, verbose_name=_("worksheet"), on_delete=models.CASCADE, related_name="rungs"
    )
    rung = models.PositiveSmallIntegerField(_("rung"), choices=Rung.choices)
    considered = models.TextField(_("what was considered"))

    class Meta:
        ordering = ("rung",)
        verbose_name = _("rung considered")
        verbose_name_plural = _("rungs considered")
        constraints = (
            models.UniqueConstraint(fields=("worksheet", "rung"), name="situations_rung_once"),
            models.CheckConstraint(
                condition=Q(rung__lt=Rung.MILITARY_NO_CONSENT) & ~Q(considered=""),
                name="situations_rung_is_lower",
            ),
        )

    def __str__(self) -> str:
        return str(self.get_rung_display())


class WorksheetApproval(ApprovalBase):
    """One of the two people who looked at a worksheet that others wrote. (D5, D8)"""

    worksheet = models.ForeignKey(
        ForceWorksheet,
        verbose_name=_("worksheet"),
        on_delete=models.CASCADE,
        related_name="approvals",
    )

    class Meta:
        ordering = ("at", "id")
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = (
            models.UniqueConstraint(
                fields=("worksheet", "approver"), name="situations_approval_once"
            ),
        )
