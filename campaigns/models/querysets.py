"""Questions about campaigns."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import Organisation
from situations.models import Situation

from .choices import LAUNCHED, CampaignStatus


class WaitingQuerySet(models.QuerySet[Any]):
    """What waits: for whom, or for which day."""

    def approvable_by(self, user: Any) -> Self:
        """Those in review that `user` had no hand in writing. (D5)"""
        waiting = self.filter(status=CampaignStatus.REVIEW)
        return waiting.exclude(author=user).exclude(writers=user)

    def found_safe(self) -> Self:
        """Those whose safety a second person reviewed, as their words stand now."""
        return self.filter(safety_reviews__isnull=False, safety_reviews__void_at=None)

    def safety_reviewable_by(self, user: Any) -> Self:
        """Those in review whose safety nobody has reviewed yet, and that `user` did not write."""
        reviewed = self.found_safe().values("pk")
        return self.approvable_by(user).exclude(pk__in=reviewed)

    def approvable_now_by(self, user: Any) -> Self:
        """Those reviewed for safety that `user` neither wrote nor approved already."""
        safe = self.found_safe().values("pk")
        return self.approvable_by(user).filter(pk__in=safe).exclude(approvals__approver=user)

    def to_open(self, *, on: date) -> Self:
        """Approved ones that somebody wants launched on their first day, which has come."""
        return self.ready().filter(scheduled_by__isnull=False, opens__lte=on)

    def to_close(self, *, on: date) -> Self:
        """Those past their last day that are not closed."""
        open_ones = (CampaignStatus.LIVE, CampaignStatus.PAUSED)
        return self.filter(status__in=open_ones, closes__lt=on)

    def owing_report(self) -> Self:
        """Closed ones that have not told their supporters what came of them. (D16)"""
        owing = self.filter(report_due_on__isnull=False, report_published_at=None)
        return owing.order_by("report_due_on", "pk")

    def report_overdue(self, *, on: date) -> Self:
        return self.owing_report().filter(report_due_on__lt=on)

    def ready(self) -> Self:
        """Approved and not yet launched."""
        return self.filter(status=CampaignStatus.APPROVED)

    def unfinished(self) -> Self:
        """Still being written."""
        return self.filter(status=CampaignStatus.DRAFT)


class CampaignQuerySet(WaitingQuerySet):
    def public(self) -> "CampaignQuerySet":
        """Campaigns that were launched: live ones, paused ones, closed ones."""
        return self.filter(status__in=LAUNCHED)

    def live(self, *, on: date | None = None) -> "CampaignQuerySet":
        """Campaigns that take signatures and letters on the day."""
        day = on or timezone.localdate()
        return self.filter(
            Q(opens=None) | Q(opens__lte=day),
            Q(closes=None) | Q(closes__gte=day),
            status=CampaignStatus.LIVE,
        )

    def with_letters(self) -> "CampaignQuerySet":
        """Public campaigns that invite people to write letters."""
        return self.public().filter(letter_action__isnull=False)

    def ended(self, *, on: date | None = None) -> "CampaignQuerySet":
        """Campaigns that were launched and take nothing any more, for now or for good."""
        return self.public().exclude(pk__in=self.live(on=on).values("pk"))

    def about(self, situation: Situation) -> "CampaignQuerySet":
        return self.filter(situation=situation)

    def by(self, organisation: Organisation) -> "CampaignQuerySet":
        return self.filter(organisation=organisation)

    def of(self, user: Any) -> "CampaignQuerySet":
        """Campaigns of the organisations that `user` belongs to."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=Organisation.objects.of(user))

    def visible_to(self, user: Any) -> "CampaignQuerySet":
        """Launched ones for everybody, all for staff, a member's own organisations' besides."""
        if user.is_authenticated and user.is_staff:
            return self
        if not user.is_authenticated:
            return self.public()
        own = Organisation.objects.of(user)
        return self.filter(Q(status__in=LAUNCHED) | Q(organisation__in=own))

    def on_desk_of(self, user: Any) -> "CampaignQuerySet":
        """What a person finds at the desk: the own organisations' campaigns; all for staff."""
        return self if user.is_authenticated and user.is_staff else self.of(user)

    def in_organisation(self, organisation: Organisation | None) -> "CampaignQuerySet":
        """Those of the organisation that the desk speaks for; of all for staff without one."""
        return self if organisation is None else self.by(organisation)

    def narrowed(self, *, state: str = "", text: str = "") -> "CampaignQuerySet":
        """Narrow the public list by what was asked: open or ended, and words."""
        found = self
        if state == "open":
            found = found.live()
        elif state == "ended":
            found = found.ended()
        for word in text.split()[:8]:
            found = found.filter(
                Q(title__icontains=word)
                | Q(ask__icontains=word)
                | Q(situation__name__icontains=word)
                | Q(organisation__name__icontains=word)
            )
        return found

    def with_status(self, status: str) -> "CampaignQuerySet":
        """Those in one state; all of them for a word that is none."""
        return self.filter(status=status) if status in CampaignStatus.values else self

    def newest_first(self) -> "CampaignQuerySet":
        return self.order_by(F("launched_at").desc(nulls_first=True), "-pk")

    def open_first(self) -> "CampaignQuerySet":
        """Those that people can still help, and then the others; the newest first in each."""
        ended = models.Case(models.When(status=CampaignStatus.LIVE, then=0), default=1)
        return self.alias(ended=ended).order_by("ended", "-launched_at", "-pk")

    def for_pages(self) -> "CampaignQuerySet":
        """With what every list and card shows, so that a page asks once."""
        return self.select_related(
            "organisation",
            "situation",
            "situation__current_assessment",
            "petition",
            "letter_action",
        )
