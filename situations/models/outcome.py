"""Outcome reviews: what became of a situation, and what stood in the way. (paras 14-19, 51)"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.permissions import APPROVERS

from .assessment import choice_array
from .situation import Situation


class ReviewStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("waiting for a second person")
    DECIDED = "decided", _("decided")


REVIEW_MOVES = {
    ReviewStatus.DRAFT: {ReviewStatus.REVIEW},
    ReviewStatus.REVIEW: {ReviewStatus.DECIDED, ReviewStatus.DRAFT},
    ReviewStatus.DECIDED: set(),
}


class Result(models.TextChoices):
    """What happened to what was feared."""

    PREVENTED = "prevented", _("prevented")
    HALTED = "halted", _("halted")
    CONTINUED = "continued", _("went on")
    OCCURRED = "occurred", _("came about")


class Obstacle(models.TextChoices):
    """Why the world was silent before: five answers, to be counted. (paras 14-19)"""

    CONTROL = "sovereignty_as_control", _("sovereignty understood as control")
    NEW_STATES = "new_states_shield", _("non-intervention as the shield of young States")
    SUSPICION = "suspicion_of_motives", _("suspicion of the motives of powerful States")
    MILITARY = "military_terms_only", _("thinking in military terms alone")
    DULLED = "dulled_by_numbers", _("feeling dulled by large numbers")


class OutcomeReviewQuerySet(models.QuerySet["OutcomeReview"]):
    def decided(self) -> "OutcomeReviewQuerySet":
        """Decided ones: these are public and never change."""
        return self.filter(status=ReviewStatus.DECIDED)

    def open(self) -> "OutcomeReviewQuerySet":
        """Not decided yet. A situation has one at most."""
        return self.exclude(status=ReviewStatus.DECIDED)

    def on_desk_of(self, user: Any) -> "OutcomeReviewQuerySet":
        """Those of the situations that a member works on; staff look at everything."""
        return self.filter(situation__in=Situation.objects.on_desk_of(user))

    def decidable_by(self, user: Any) -> "OutcomeReviewQuerySet":
        """Waiting ones whose organisation `user` decides for, without a hand in them. (D5)"""
        own = Organisation.objects.vetted().filter(
            memberships__user=user, memberships__role__in=APPROVERS
        )
        waiting = self.filter(status=ReviewStatus.REVIEW, situation__organisation__in=own)
        return waiting.exclude(author=user).exclude(writers=user)

    def newest_first(self) -> "OutcomeReviewQuerySet":
        return self.order_by("-as_of", "-id")

    def current(self) -> "OutcomeReviewQuerySet":
        """The latest decided one of each situation that the public sees."""
        return self.filter(current_of__isnull=False)

    def whole(self) -> "OutcomeReviewQuerySet":
        return self.select_related("situation__organisation", "author", "decided_by")

    def obstacle_counts(self) -> list[tuple[Obstacle, int]]:
        """Each obstacle with the number of current reviews that name it, also when none does."""
        counted = dict(
            self.current()
            .annotate(obstacle=models.Func("obstacles", function="unnest"))
            .values_list("obstacle")
            .annotate(number=models.Count("pk"))
        )
        return [(each, counted.get(each.value, 0)) for each in Obstacle]

    def result_counts(self) -> list[tuple[Result, int]]:
        """Each result with the number of current reviews that found it."""
        counted = dict(
            self.current().order_by().values_list("result").annotate(number=models.Count("pk"))
        )
        return [(each, counted.get(each.value, 0)) for each in Result]


class OutcomeReview(models.Model):
    """What became of what was feared, what contributed, what stood in the way, what to learn.

    Never changes once a second person decided it. (Evans 2007, paras 14-19, 51)
    """

    situation = models.ForeignKey(
        Situation,
        verbose_name=_("situation"),
        on_delete=models.PROTECT,
        related_name="outcome_reviews",
    )
    as_of = models.DateField(_("as of"))
    result = models.CharField(_("result"), max_length=10, choices=Result.choices)
    is_arguable = models.BooleanField(
        _("this can be argued about"),
        default=False,
        help_text=_("What did not happen can seldom be proved to have been prevented."),
    )
    account = models.TextField(_("what became of it"))
    contributions = models.TextField(_("what contributed, and who"), blank=True)
    obstacles = choice_array(Obstacle, _("what stood in the way"))
    obstacles_note = models.TextField(_("how it stood in the way"), blank=True)
    lessons = models.TextField(_("what to learn"), blank=True)
    sources = models.TextField(_("sources"))
    status = models.CharField(
        _("status"),
        max_length=8,
        choices=ReviewStatus.choices,
        default=ReviewStatus.DRAFT,
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
    created_at = models.DateTimeField(_("begun"))
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

    objects = OutcomeReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-as_of", "-id")
        verbose_name = _("outcome review")
        verbose_name_plural = _("outcome reviews")
        constraints = (
            models.CheckConstraint(
                condition=Q(status__in=ReviewStatus.values)
                & Q(result__in=Result.values)
                & Q(obstacles__contained_by=Obstacle.values),
                name="situations_outcome_choices",
            ),
            models.UniqueConstraint(
                fields=("situation",),
                condition=~Q(status=ReviewStatus.DECIDED),
                name="situations_outcome_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReviewStatus.DECIDED)
                | Q(decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(account="")
                & ~Q(sources=""),
                name="situations_outcome_decided_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("author")),
                name="situations_outcome_d5_decider_is_another",
            ),
        )

    def __str__(self) -> str:
        return f"{self.situation} · {self.get_result_display()}"

    @property
    def is_decided(self) -> bool:
        return self.status == ReviewStatus.DECIDED

    @property
    def is_writable(self) -> bool:
        return self.status == ReviewStatus.DRAFT

    @property
    def result_label(self) -> str:
        """The result, with its doubt where there is one: “prevented (arguably)”."""
        if self.is_arguable:
            return str(_("%(result)s (arguably)") % {"result": self.get_result_display()})
        return str(self.get_result_display())

    @property
    def whole_text(self) -> str:
        """All that was written, to be read for its wording. (D14)"""
        return "\n".join((self.account, self.contributions, self.obstacles_note, self.lessons))

    @property
    def obstacle_labels(self) -> list[str]:
        return [str(Obstacle(code).label) for code in self.obstacles]
