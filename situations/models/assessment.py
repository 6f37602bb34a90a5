"""Assessments: a judgement on one day, kept as it was made."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.permissions import APPROVERS

from .choices import (
    LEVEL_OF,
    REGISTERING_TIMES,
    RUNG_OF,
    Crime,
    Exclusion,
    Level,
    Outcome,
    Outlook,
    ProofStandard,
    StateResponse,
    Step,
    Suggestion,
    TimeTest,
    Trend,
)
from .situation import Situation


class AssessmentStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    SECOND_REVIEW = "second_review", _("in second review")
    RETURNED = "returned", _("returned to its author")
    DECIDED = "decided", _("decided")


ASSESSMENT_MOVES = {
    AssessmentStatus.DRAFT: {AssessmentStatus.SECOND_REVIEW},
    AssessmentStatus.SECOND_REVIEW: {AssessmentStatus.DECIDED, AssessmentStatus.RETURNED},
    AssessmentStatus.RETURNED: {AssessmentStatus.DRAFT},
    AssessmentStatus.DECIDED: set(),
}
WRITABLE = (AssessmentStatus.DRAFT, AssessmentStatus.RETURNED)


def choice_array(choices: type[models.TextChoices], label: Any, **more: Any) -> ArrayField:
    """Return a column that holds any number of the choices."""
    item = models.CharField(max_length=30, choices=choices.choices)
    return ArrayField(item, verbose_name=label, default=list, blank=True, **more)


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def decided(self) -> "AssessmentQuerySet":
        """Decided ones: these are public and never change. (D3)"""
        return self.filter(status=AssessmentStatus.DECIDED)

    def waiting(self) -> "AssessmentQuerySet":
        """Handed in for a second review."""
        return self.filter(status=AssessmentStatus.SECOND_REVIEW)

    def open(self) -> "AssessmentQuerySet":
        """Not decided yet. A situation has one at most."""
        return self.exclude(status=AssessmentStatus.DECIDED)

    def visible_to(self, user: Any) -> "AssessmentQuerySet":
        """Decided ones for everybody, all for staff, a member's own organisations' besides."""
        if user.is_authenticated and user.is_staff:
            return self
        if not user.is_authenticated:
            return self.decided()
        own = Organisation.objects.of(user)
        return self.filter(Q(status=AssessmentStatus.DECIDED) | Q(situation__organisation__in=own))

    def decidable_by(self, user: Any) -> "AssessmentQuerySet":
        """Waiting ones whose organisation `user` decides for, without a hand in them. (D5)"""
        own = Organisation.objects.vetted().filter(
            memberships__user=user, memberships__role__in=APPROVERS
        )
        waiting = self.waiting().filter(situation__organisation__in=own)
        return waiting.exclude(author=user).exclude(writers=user)

    def numbered(self, *, as_of: date, version: int) -> "AssessmentQuerySet":
        """The one decided version of that date."""
        return self.decided().filter(as_of=as_of, version=version)

    def before(self, assessment: "Assessment") -> "AssessmentQuerySet":
        """Decided ones of the same situation that stand before `assessment` in its history."""
        same_day = Q(as_of=assessment.as_of, version__lt=assessment.version or 0)
        earlier = Q(as_of__lt=assessment.as_of) | same_day
        return self.decided().filter(earlier, situation=assessment.situation_id)

    def on_desk_of(self, user: Any) -> "AssessmentQuerySet":
        """What a member works on; staff look at everything."""
        if user.is_authenticated and user.is_staff:
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(situation__organisation__in=Organisation.objects.of(user))

    def written_by(self, user: Any) -> "AssessmentQuerySet":
        """Drafts and returned ones that `user` began."""
        return self.filter(author=user, status__in=WRITABLE)

    def newest_first(self) -> "AssessmentQuerySet":
        return self.order_by("-as_of", "-version", "-id")

    def whole(self) -> "AssessmentQuerySet":
        """With everything that its page shows."""
        return self.select_related(
            "situation__organisation", "author", "decided_by"
        ).prefetch_related(
            "figures",
            "actors",
            "populations",
            "areas",
            "triggers",
            "ratings__factor",
            "citations",
            "situation__territories",
        )


class Assessment(models.Model):
    """What a situation is judged to be, as of a date: the three tests, the reasons, the outcome.

    Never changes once decided: PostgreSQL refuses it, to raw SQL too (see the migrations). New
    evidence makes a new version. There is no score of any kind. (D1-D5; Evans 2007, paras 34-35,
    50-54)
    """

    situation = models.ForeignKey(
        Situation,
        verbose_name=_("situation"),
        on_delete=models.PROTECT,
        related_name="assessments",
    )
    as_of = models.DateField(_("as of"))
    version = models.PositiveSmallIntegerField(
        _("version"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Counted for each date, when decided."),
    )
    status = models.CharField(
        _("status"),
        max_length=14,
        choices=AssessmentStatus.choices,
        default=AssessmentStatus.DRAFT,
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

    # Test one: the subject.
    crimes = choice_array(Crime, _("crimes"))
    contested_labels = models.TextField(_("labels that are contested"), blank=True)
    # Test two: the time.
    time_test = models.CharField(
        _("time test"), max_length=30, choices=TimeTest.choices, blank=True
    )
    # Test three: the gravity.
    grave = models.BooleanField(_("shocks the conscience"), null=True, blank=True)
    gravity = models.TextField(_("why it is grave"), blank=True)
    scale = models.TextField(_("scale"), blank=True)

    # The people, the State and the course of things.
    people_at_risk = models.TextField(_("people at risk"), blank=True)
    feared = models.TextField(_("what is feared"), blank=True)
    state_response = models.CharField(
        _("the State’s response"), max_length=14, choices=StateResponse.choices, blank=True
    )
    state_response_note = models.TextField(_("how the State responds"), blank=True)
    trend = models.CharField(_("trend"), max_length=14, choices=Trend.choices, blank=True)
    outlook = choice_array(Outlook, _("outlook"))
    standard_of_proof = models.CharField(
        _("standard of proof"),
        max_length=30,
        choices=ProofStandard.choices,
        default=ProofStandard.REASONABLE_GROUNDS,
    )

    # The conclusion.
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices, blank=True)
    level = models.GeneratedField(
        expression=models.Case(
            *(
                models.When(outcome=Outcome.REGISTERED, time_test=test, then=models.Value(level))
                for test, level in LEVEL_OF.items()
            ),
            default=models.Value(""),
            output_field=models.CharField(max_length=16),
        ),
        output_field=models.CharField(max_length=16),
        choices=Level.choices,
        db_persist=True,
        verbose_name=_("level"),
    )
    exclusions = choice_array(Exclusion, _("why it is not R2P"))
    public_reason = models.TextField(_("public reason"), blank=True)
    referral = models.TextField(_("where to turn instead"), blank=True)
    suggested_measures = choice_array(Suggestion, _("suggested measures"))
    sources = models.TextField(_("sources"), blank=True)

    # The course of its making.
    steps_done = choice_array(Step, _("steps of the screening that are answered"))
    created_at = models.DateTimeField(_("begun"))
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True, editable=False)
    returned_reason = models.TextField(_("why it was returned"), blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ("-as_of", "-version", "-id")
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=AssessmentStatus.values),
                name="situations_assessment_status",
            ),
            models.CheckConstraint(
                condition=Q(crimes__contained_by=Crime.values)
                & Q(exclusions__contained_by=Exclusion.values)
                & Q(outlook__contained_by=Outlook.values)
                & Q(suggested_measures__contained_by=Suggestion.values)
                & Q(time_test__in=["", *TimeTest.values])
                & Q(outcome__in=["", *Outcome.values])
                & Q(state_response__in=["", *StateResponse.values])
                & Q(trend__in=["", *Trend.values])
                & Q(standard_of_proof__in=ProofStandard.values),
                name="situations_assessment_choices",
            ),
            models.UniqueConstraint(
                fields=("situation", "as_of", "version"),
                name="situations_assessment_version_unique",
            ),
            models.UniqueConstraint(
                fields=("situation",),
                condition=~Q(status=AssessmentStatus.DECIDED),
                name="situations_assessment_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(status=AssessmentStatus.DECIDED, outcome=Outcome.REGISTERED)
                | Q(
                    crimes__len__gt=0,
                    time_test__in=REGISTERING_TIMES,
                    grave__isnull=False,
                    grave=True,
                    exclusions__len=0,
                )
                & ~Q(gravity="")
                & ~Q(people_at_risk=""),
                name="situations_assessment_d1_registered",
            ),
            models.CheckConstraint(
                condition=~Q(status=AssessmentStatus.DECIDED, outcome=Outcome.NOT_REGISTERED)
                | Q(exclusions__len__gt=0) & ~Q(referral=""),
                name="situations_assessment_d4_not_registered",
            ),
            models.CheckConstraint(
                condition=~Q(status=AssessmentStatus.DECIDED)
                | Q(
                    version__isnull=False,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    outcome__in=Outcome.values,
                    time_test__in=TimeTest.values,
                    state_response__in=StateResponse.values,
                    as_of__lte=TruncDate("decided_at"),
                )
                & ~Q(public_reason=""),
                name="situations_assessment_decided_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("author")),
                name="situations_assessment_d5_decider_is_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.situation} · {self.as_of.isoformat()}"

    def get_absolute_url(self) -> str:
        if self.is_decided and self.situation.slug:
            return reverse(
                "situations:assessment_detail",
                args=[self.situation.slug, self.as_of.isoformat(), self.version],
            )
        return reverse("situations:desk_assessment", args=[self.pk])

    @property
    def is_decided(self) -> bool:
        return self.status == AssessmentStatus.DECIDED

    @property
    def is_writable(self) -> bool:
        return self.status in WRITABLE

    @property
    def is_registering(self) -> bool:
        return self.outcome == Outcome.REGISTERED

    @property
    def crime_labels(self) -> list[str]:
        return [str(Crime(crime).label) for crime in self.crimes]

    @property
    def exclusion_labels(self) -> list[str]:
        return [str(Exclusion(code).label) for code in self.exclusions]

    @property
    def outlook_labels(self) -> list[str]:
        return [str(Outlook(code).label) for code in self.outlook]

    @property
    def suggestions(self) -> list[tuple[int, str, str]]:
        """Suggested measures as (rung, name of the rung, measure), up the rungs. (D7)"""
        rungs = [(RUNG_OF[Suggestion(code)], Suggestion(code)) for code in self.suggested_measures]
        ordered = sorted(rungs, key=lambda pair: (pair[0], Suggestion.values.index(pair[1])))
        return [(rung.value, str(rung.label), str(code.label)) for rung, code in ordered]
