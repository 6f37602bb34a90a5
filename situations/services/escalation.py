"""Silence goes up: the next duty officer, then the head, then staff. (D9; para 59)"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation, User
from audit.services import record
from situations.models import EarlyWarning, Escalation, Reached

from .duty import heads_of, officers_of, staff
from .warning_mail import tell_desk

BATCH = 200


@dataclass
class Ladder:
    """Who stands on which step, looked up once for each organisation."""

    officers: dict[int, list[User]] = field(default_factory=dict)
    heads: dict[int, list[User]] = field(default_factory=dict)

    def next_step(self, warning: EarlyWarning) -> tuple[Reached, Sequence[User]]:
        """Return whom an overdue warning goes to next."""
        organisation = warning.organisation
        if organisation and organisation.is_vetted:
            if warning.reached in (Reached.NOBODY, Reached.OFFICER):
                after = self._officers_after(warning, organisation)
                if after:
                    return Reached.OFFICER, after[:1]
            if warning.reached != Reached.HEAD:
                heads = self._of(organisation)[1]
                if heads:
                    return Reached.HEAD, heads
        return Reached.STAFF, staff()

    def first(self, organisation: Organisation) -> User | None:
        """Return who takes what nobody looks after any more."""
        officers, heads = self._of(organisation)
        return next(iter([*officers, *heads]), None)

    def _officers_after(self, warning: EarlyWarning, organisation: Organisation) -> list[User]:
        officers = self._of(organisation)[0]
        if warning.owner in officers:
            return officers[officers.index(warning.owner) + 1 :]
        return officers if warning.reached == Reached.NOBODY else []

    def _of(self, organisation: Organisation) -> tuple[list[User], list[User]]:
        pk = organisation.pk
        if pk not in self.officers:
            self.officers[pk] = officers_of(organisation)
            self.heads[pk] = heads_of(organisation)
        return self.officers[pk], self.heads[pk]


@transaction.atomic
def escalate_overdue(*, at: datetime | None = None) -> int:
    """Take each overdue warning one step up, and tell whoever stands there. Returns how many.

    What is taken up belongs to whoever it reached, until the next step is due. Two of these at
    once each take what the other has not. However many there are, each person gets one mail.
    """
    at = at or timezone.now()
    rows = EarlyWarning.objects.to_escalate(at=at).select_related("organisation", "owner")
    locked = list(rows.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    ladder = Ladder()
    told: dict[tuple[User, Reached], list[EarlyWarning]] = {}
    for warning in locked:
        reached, people = ladder.next_step(warning)
        _take_up(warning, reached, people, at)
        for person in people:
            told.setdefault((person, reached), []).append(warning)
    for (person, reached), warnings in told.items():
        _tell(person, reached, warnings, at)
    return len(locked)


@transaction.atomic
def give_to_somebody(*, at: datetime | None = None) -> int:
    """Give open warnings whose owner has left to whoever is on duty first. Returns how many."""
    at = at or timezone.now()
    rows = EarlyWarning.objects.without_owner().select_related("organisation")
    ladder = Ladder()
    given = 0
    for warning in rows.select_for_update(skip_locked=True, of=("self",))[:BATCH]:
        person = ladder.first(warning.organisation) if warning.organisation else None
        if person is None:
            continue
        EarlyWarning.objects.filter(pk=warning.pk).update(owner=person)
        tell_desk(
            [person],
            deed="handed_over",
            organisation=warning.organisation,
            link=warning.get_absolute_url(),
            key=f"given:{warning.pk}:{at.timestamp()}",
        )
        given += 1
    return given


def _take_up(warning: EarlyWarning, reached: Reached, people: Sequence[User], at: datetime) -> None:
    owner = warning.owner if reached == Reached.STAFF or not people else people[0]
    EarlyWarning.objects.filter(pk=warning.pk).update(owner=owner, reached=reached, escalated_at=at)
    told: Sequence[User | None] = people or [None]
    Escalation.objects.bulk_create(
        Escalation(warning=warning, reached=reached, status=warning.status, person=person, at=at)
        for person in told
    )
    details = {"reached": reached.value, "status": warning.status}
    record(verb="warning.escalated", target=warning, details=details, at=at)


def _tell(person: User, reached: Reached, warnings: list[EarlyWarning], at: datetime) -> None:
    alone = len(warnings) == 1
    page = reverse("situations:desk_warnings")
    tell_desk(
        [person],
        deed=f"overdue_{reached.value}",
        organisation=warnings[0].organisation,
        link=warnings[0].get_absolute_url() if alone else f"{page}?show=overdue",
        key=f"overdue:{warnings[0].pk}:{reached.value}:{at.timestamp()}",
    )
