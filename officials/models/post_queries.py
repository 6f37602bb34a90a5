"""Questions about posts: which offices exist, can be reached, and speak for whom."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from core import countries

from .contact import Contact, ContactKind
from .institution import Institution
from .membership import InstitutionMembership
from .tenure import Tenure

if TYPE_CHECKING:
    from .post import Post  # noqa: F401 - named in a string below


class PostQuerySet(models.QuerySet["Post"]):
    def public(self) -> "PostQuerySet":
        """All: the directory is public. Contacts are never part of a public page."""
        return self.all()

    def active(self, *, on: date | None = None) -> "PostQuerySet":
        """Offices that exist on the day."""
        day = on or timezone.localdate()
        return self.filter(
            Q(active_from=None) | Q(active_from__lte=day),
            Q(active_until=None) | Q(active_until__gte=day),
        )

    def addressable(self, *, on: date | None = None) -> "PostQuerySet":
        """Active ones with an email address that may be written to."""
        usable = Contact.objects.usable().filter(post=OuterRef("pk"), kind=ContactKind.EMAIL)
        return self.active(on=on).filter(Exists(usable))

    def in_country(self, code: str) -> "PostQuerySet":
        """Offices of the country: its ministries, parliament, missions and embassies. (D15)"""
        return self.filter(institution__country=code)

    def of_institution(self, institution: Institution) -> "PostQuerySet":
        """Offices of the institution itself."""
        return self.filter(institution=institution)

    def with_role(self, role: str) -> "PostQuerySet":
        """Offices of the kind: every foreign minister."""
        return self.filter(role=role)

    def accredited_in(self, code: str) -> "PostQuerySet":
        """Offices that other States have sent to the country: their embassies. (D15)"""
        return self.filter(accredited_to_country=code).exclude(accredited_to_country="")

    def for_members_of(self, organization: Institution, *, on: date) -> "PostQuerySet":
        """Offices of the institutions that were its members on the day.

        Those of the member itself, of a part of it, and of its country. Of offices that are sent to
        an organisation, the ones sent to this or to what it is part of: a mission in New York
        speaks in the Security Council, a mission in Geneva does not.
        """
        members = InstitutionMembership.objects.in_organization(organization).on(on).order_by()
        countries = members.exclude(member__country="").values("member__country")
        sent = Q(accredited_to_institution=None) | Q(
            accredited_to_institution__in=[organization.pk, organization.parent_id]
        )
        return self.filter(
            Q(institution__in=members.values("member"))
            | Q(institution__parent__in=members.values("member"))
            | Q(institution__country__in=countries),
            sent,
        )

    def chosen(
        self, *, words: str = "", country: str = "", institution: Institution | None = None
    ) -> "PostQuerySet":
        """Narrow by what a reader asked for; what is empty narrows nothing."""
        rows = self.search(words) if words else self
        rows = rows.in_country(country) if country else rows
        return rows.of_institution(institution) if institution else rows

    def countries(self) -> list[tuple[str, str]]:
        """Return (code, name) of the countries that these offices speak for, by name."""
        rows = self.exclude(institution__country="").order_by()
        codes: Any = rows.values_list("institution__country", flat=True).distinct()
        return sorted(((c, countries.country_name(c)) for c in codes), key=lambda pair: pair[1])

    def search(self, words: str) -> "PostQuerySet":
        """Each word stands in the office, its institution, or the name of somebody who held it."""
        rows = self
        for word in words.split()[:8]:
            held = Tenure.objects.filter(post=OuterRef("pk"), person__name__icontains=word)
            rows = rows.filter(
                Q(label__icontains=word) | Q(institution__name__icontains=word) | Exists(held)
            )
        return rows

    def with_holders(self) -> "PostQuerySet":
        """With institution and terms of office, so that `holder_on` asks nothing more."""
        return self.select_related("institution").prefetch_related("tenures")

    def with_address(self) -> "PostQuerySet":
        """With all that `salutation` and `contact_for` need besides, and where it belongs."""
        rows = self.select_related("institution__parent", "accredited_to_institution")
        return rows.prefetch_related("tenures", "forms_of_address", "contacts")

    def unreachable(self, *, on: date | None = None) -> "PostQuerySet":
        """Active ones that nobody can write to by email: work for whoever keeps the directory."""
        return self.active(on=on).exclude(pk__in=self.model.objects.addressable(on=on))

    def stale(self, *, on: date | None = None) -> "PostQuerySet":
        """Active ones with a contact that nobody verified within a year."""
        old = Contact.objects.stale(on=on).filter(post=OuterRef("pk"))
        return self.active(on=on).filter(Exists(old))
