"""What is asked of briefs: above all, which of them people may read now."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Cast, Greatest, Least
from django.utils import timezone

from accounts.models import Organisation
from accounts.permissions import APPROVERS
from audit.models import Event

from .brief_status import BriefStatus
from .embargo import Retraction

if TYPE_CHECKING:
    from .brief import Brief


class BriefQuerySet(models.QuerySet["Brief"]):
    def out(self, *, at: datetime | None = None) -> "BriefQuerySet":
        """Published ones whose embargo, if any, has ended by now: whoever asks may read them.

        Asked anew at each reading, so that no outlet can be ahead of the hour. Older versions are
        among them, and retracted ones.
        """
        at = at or timezone.now()
        free = Q(embargo=None) | Q(embargo__until__lte=at) | Q(embargo__lifted_at__lte=at)
        return self.filter(free, status=BriefStatus.PUBLISHED)

    def standing(self, *, at: datetime | None = None) -> "BriefQuerySet":
        """Those that are out and were not retracted; older versions are among them."""
        retracted = Retraction.objects.filter(reference=OuterRef("reference"))
        return self.out(at=at).exclude(Exists(retracted))

    def newest_versions(self, *, at: datetime | None = None) -> "BriefQuerySet":
        """Of those standing, the newest version in each language."""
        newer = self.model.objects.filter(
            reference=OuterRef("reference"),
            language=OuterRef("language"),
            version__gt=OuterRef("version"),
        ).out(at=at)
        return self.standing(at=at).exclude(Exists(newer))

    def published(self, *, at: datetime | None = None) -> "BriefQuerySet":
        """What lists, feeds, mails and other pages show: each brief once, as it stands now.

        The newest version in the language in which it was first written, past its embargo and not
        retracted.
        """
        return self.newest_versions(at=at).filter(translates=None)

    def retracted(self, retraction: Retraction) -> "BriefQuerySet":
        """The original that was taken back, newest version first, if people could read it then.

        What was never out leaves no tombstone.
        """
        out = self.out(at=retraction.retracted_at)
        return out.filter(reference=retraction.reference, translates=None).order_by("-version")

    def of_brief(self, brief: "Brief") -> "BriefQuerySet":
        """All versions of the same brief, in every language."""
        return self.filter(reference=brief.reference) if brief.reference else self.none()

    def at_address(self, *, slug: str, language: str = "", version: int = 0) -> "BriefQuerySet":
        """Those at an address: without a language the original, with a version that one alone."""
        of_language = Q(translates=None)
        if language:
            of_language = Q(language=language, translates__isnull=False)
        found = self.filter(of_language, slug=slug)
        return found.filter(version=version) if version else found

    def translation_of(self, brief: "Brief", *, language: str) -> "Brief | None":
        """The newest translation of a brief into a language, finished or not."""
        into = self.filter(translates__reference=brief.reference, language=language)
        return into.order_by("-pk").first()

    def unannounced(self, *, at: datetime) -> "BriefQuerySet":
        """Those that came out from under an embargo, and nobody was told yet."""
        told = Event.objects.public().filter(
            object_type=self.model._meta.label_lower,
            object_id=Cast(OuterRef("pk"), models.CharField()),
        )
        return self.standing(at=at).filter(embargo__isnull=False).exclude(Exists(told))

    def to_look_at_for_files(self) -> "BriefQuerySet":
        """Those whose PDF was not made yet, or quotes what can be withdrawn."""
        return self.filter(Q(file=None) | Q(body__contains="[[testimony:"))

    def due(self, *, at: datetime) -> "BriefQuerySet":
        """Approved ones whose hour has come."""
        return self.filter(status=BriefStatus.SCHEDULED, publish_at__lte=at)

    def approvable_by(self, user: Any) -> "BriefQuerySet":
        """Handed in for review, where `user` decides and had no hand in them. (D5)"""
        own = Organisation.objects.vetted().filter(
            memberships__user=user, memberships__role__in=APPROVERS
        )
        waiting = self.filter(status=BriefStatus.REVIEW, organisation__in=own)
        return waiting.exclude(author=user).exclude(writers=user)

    def on_desk_of(self, user: Any) -> "BriefQuerySet":
        """What a member works on; staff look at everything."""
        if user.is_authenticated and user.is_staff:
            return self
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=Organisation.objects.of(user))

    def written_by(self, user: Any) -> "BriefQuerySet":
        """Drafts and returned ones that `user` began."""
        return self.filter(author=user, status__in=(BriefStatus.DRAFT, BriefStatus.RETURNED))

    def newest_first(self) -> "BriefQuerySet":
        """By the moment at which people could first read them."""
        ended = Least("embargo__until", "embargo__lifted_at")
        return self.order_by(Greatest("published_at", ended).desc(), "-id")

    def in_organisation(self, organisation: Organisation | None) -> "BriefQuerySet":
        """Those of one organisation; all of them for None, which only staff without one are."""
        return self.filter(organisation=organisation) if organisation else self

    def mentioning(self, text: str) -> "BriefQuerySet":
        """Those in which all the words stand: in title, standfirst, text or name of situation."""
        found = self
        for word in text.split()[:8]:
            found = found.filter(
                Q(title__icontains=word)
                | Q(standfirst__icontains=word)
                | Q(body__icontains=word)
                | Q(situation__name__icontains=word)
                | Q(reference__iexact=word)
            )
        return found

    def for_desk(self, *, status: str = "") -> "BriefQuerySet":
        """For the desk's list, work under way first; of one status only, if it is a status."""
        found = self.filter(status=status) if status in BriefStatus.values else self
        return found.select_related("situation", "embargo").order_by(
            F("published_at").desc(nulls_first=True), "-id"
        )

    def whole(self) -> "BriefQuerySet":
        """With everything that its page shows."""
        return (
            self.for_pages()
            .select_related("author", "approver", "revises", "translates")
            .prefetch_related("recommendations", "occasions", "assessment__figures")
        )

    def for_pages(self) -> "BriefQuerySet":
        """With what every list and card shows."""
        return self.select_related(
            "organisation", "situation", "assessment", "embargo"
        ).prefetch_related("situation__territories")
