"""Who is on duty: the rota of an organisation, its head, staff behind them. (D9)"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organisation, User
from accounts.models.membership import MembershipQuerySet
from audit.services import record
from core.rules import RuleRefused
from situations.models import ON_DUTY, DutyOfficer, Territory
from situations.models.warning_states import ENDED


@transaction.atomic
def set_rota(
    *,
    organisation: Organisation,
    actor: User,
    people: Sequence[User],
    at: datetime | None = None,
) -> list[DutyOfficer]:
    """Put these people on duty, in this order. An empty rota takes no warnings.

    Raises RuleRefused for somebody who stands there twice, is no member that can answer, or has no
    second factor: what is read there can put people in danger. (D9; para 59)
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if len({person.pk for person in people}) < len(people):
        raise RuleRefused(_("Nobody can stand on the rota twice."), code="twice")
    able = set(able_members(organisation).values_list("user", flat=True))
    for person in people:
        if person.pk not in able:
            raise RuleRefused(
                _("%(person)s needs a role that can answer, and a second factor.")
                % {"person": person},
                code="unable",
            )
    DutyOfficer.objects.in_organisation(organisation).delete()
    rota = DutyOfficer.objects.bulk_create(
        DutyOfficer(organisation=organisation, user=person, place=place)
        for place, person in enumerate(people, start=1)
    )
    record(
        verb="rota.set",
        target=organisation,
        actor=actor,
        details={"people": [person.pk for person in people]},
        at=at,
    )
    return rota


def able_members(organisation: Organisation) -> MembershipQuerySet:
    """Return the places of those who can be on duty: a role that acts, and a second factor."""
    places = Membership.objects.in_organisation(organisation).active().proved()
    return places.filter(role__in=ON_DUTY)


def officers_of(organisation: Organisation) -> list[User]:
    """Return who is on duty now, in the order of the rota."""
    rota = DutyOfficer.objects.in_organisation(organisation).able()
    return [officer.user for officer in rota]


def heads_of(organisation: Organisation) -> list[User]:
    """Return the owners of an organisation, who answer for it."""
    places = Membership.objects.in_organisation(organisation).owners()
    return [place.user for place in places]


def staff() -> list[User]:
    """Return staff of the platform, behind all organisations."""
    return list(User.objects.filter(is_staff=True, is_active=True))


def organisation_on_duty(territory: Territory | None) -> Organisation | None:
    """Return who takes a warning that names no organisation; None if nobody is on duty anywhere.

    One of the same region of the world if there is one; of these, the one with the fewest open
    warnings.
    """
    open_ones = Count("early_warnings", filter=~Q(early_warnings__status__in=ENDED))
    ready = DutyOfficer.objects.organisations().annotate(load=open_ones)
    region = territory.region if territory else ""
    return min(
        ready,
        key=lambda each: (each.region != region, each.load, each.name),
        default=None,
    )
