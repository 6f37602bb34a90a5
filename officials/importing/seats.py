"""Memberships of institutions in organisations, from a file into the directory.

As with offices: what the file leaves out erases nothing, what it does not mention is listed and
stays, a row that cannot be taken is refused with its line, and a second import changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from core.countries import is_country
from core.text import clean_line
from officials.dates import PartialDate
from officials.models import Institution, InstitutionMembership

from .batch import give_slugs
from .entry import FORMULA_SIGNS, RowRefused
from .report import Change, ImportReport, Outcome, RowReport
from .said import Said, key_of
from .source import Seat

Pair = tuple[int, int]


class Seats:
    """One run through the seats of a file, within the caller's transaction."""

    def __init__(self, *, seats: Iterable[Seat], report: ImportReport):
        self._seats = list(seats)
        self._report = report
        self._said = Said()
        self._institutions: dict[str, list[Institution]] = defaultdict(list)
        self._known: dict[Pair, list[InstitutionMembership]] = defaultdict(list)
        self._mentioned: set[int] = set()
        self._organizations: set[int] = set()
        self._fresh: list[Institution] = []

    def take(self) -> None:
        """Take every seat that can be taken, and list those that the file leaves out."""
        if not self._seats:
            return
        self._load()
        for seat in self._seats:
            self._fresh.clear()
            try:
                with transaction.atomic():
                    row = self._take(seat)
            except RowRefused as refused:
                self._refuse(seat.line, str(refused))
            except DatabaseError:
                self._refuse(seat.line, _("The directory refuses this row as it is."))
            else:
                self._report.take(row)
        for one in (one for rows in self._known.values() for one in rows):
            if one.organization_id in self._organizations and one.pk not in self._mentioned:
                self._report.miss(f"{one.member} · {one.organization} · {one.period}")

    def _refuse(self, line: int, reason: str) -> None:
        """Say why a row was not taken, and forget the institutions that went with it."""
        for made in self._fresh:
            self._institutions[made.name.lower()].remove(made)
        self._report.refuse(line, reason)

    def _load(self) -> None:
        names = {
            clean_line(side.get("institution", "")).lower()
            for seat in self._seats
            for side in (seat.member, seat.organization)
        }
        for row in Institution.objects.alias(lower=Lower("name")).filter(lower__in=names):
            self._institutions[row.name.lower()].append(row)
        pks = [row.pk for rows in self._institutions.values() for row in rows]
        stored = InstitutionMembership.objects.filter(organization__in=pks)
        for one in stored.select_related("member", "organization"):
            self._known[one.member_id, one.organization_id].append(one)

    def _take(self, seat: Seat) -> RowReport:
        """Put one seat into the directory. Raises RowRefused."""
        if seat.broken:
            raise RowRefused(seat.broken)
        if not seat.source_url:
            raise RowRefused(_("%(column)s is empty.") % {"column": "source_url"})
        start, end = _date("start_date", seat.start), _date("end_date", seat.end)
        member = self._institution(seat.member, seat.source_url)
        organization = self._institution(seat.organization, seat.source_url)
        one = self._stored(member, organization, start)
        is_new = one.pk is None
        changes = self._write(one, _values(seat, start, end), seat.line)
        self._organizations.add(organization.pk)
        self._mentioned.add(one.pk)
        if is_new:
            self._known[member.pk, organization.pk].append(one)
        outcome = Outcome.CHANGED if changes else Outcome.UNCHANGED
        title = f"{member} · {organization}"
        return RowReport(seat.line, title, Outcome.NEW if is_new else outcome, tuple(changes))

    def _stored(
        self, member: Institution, organization: Institution, start: PartialDate | None
    ) -> InstitutionMembership:
        """Return the seat that is meant: one that starts, or may start, on the same day; or new."""
        terms = self._known[member.pk, organization.pk]
        same = [one for one in terms if one.start == start]
        close = [one for one in terms if not (one.start and start) or one.start.may_be(start)]
        fresh = InstitutionMembership(member=member, organization=organization)
        return next(iter(same or close), fresh)

    def _write(
        self, one: InstitutionMembership, values: Mapping[str, Any], line: int
    ) -> list[Change]:
        """Store what differs. Raises RowRefused for what a row above, or a rule, contradicts."""
        before = {name: getattr(one, name) for name in values}
        changes = []
        for name, new in values.items():
            if one.pk:
                self._said.check(key_of(one), name, new)
            if one.pk is None or before[name] != new:
                changes.append(Change(name, _shown(before[name] if one.pk else ""), _shown(new)))
                setattr(one, name, new)
        try:
            if changes:
                _store(one)
        except RowRefused:
            for name, old in before.items():
                setattr(one, name, old)
            raise
        self._said.note(key_of(one), values, line)
        return changes

    def _institution(self, cells: Mapping[str, str], source_url: str) -> Institution:
        """Return the institution of a name, made if there is none. Raises RowRefused."""
        name, country = clean_line(cells.get("institution", "")), cells.get("country", "")
        if country and not is_country(country):
            raise RowRefused(_("“%s” is no country code of two letters.") % country)
        if name.startswith(FORMULA_SIGNS):
            raise RowRefused(
                _("%(column)s starts with “%(sign)s”, as a formula does.")
                % {"column": "name", "sign": name[0]}
            )
        named = self._institutions[name.lower()]
        exact = [row for row in named if row.country == country]
        if not exact and not country and len(named) > 1:
            raise RowRefused(
                _("Several countries have an institution called “%s”: give the country.") % name
            )
        if found := exact or ([] if country else named):
            return found[0]
        return self._made(name, country, cells.get("classification", ""), source_url)

    def _made(self, name: str, country: str, kind: str, source_url: str) -> Institution:
        if not kind:
            raise RowRefused(_("classification is needed for a new institution."))
        fresh = Institution(name=name, country=country, classification=kind, source_url=source_url)
        try:
            fresh.clean_fields(exclude=("slug",))
        except ValidationError as error:
            raise RowRefused(" ".join(error.messages)) from None
        give_slugs(Institution, [fresh])
        fresh.save()
        self._institutions[name.lower()].append(fresh)
        self._fresh.append(fresh)
        return fresh


def _values(seat: Seat, start: PartialDate | None, end: PartialDate | None) -> dict[str, Any]:
    """What the row says: an empty cell erases nothing."""
    said = {
        "start": start,
        "end": end,
        "permanent": seat.permanent,
        "source_url": seat.source_url,
    }
    return {name: value for name, value in said.items() if value is not None}


def _date(column: str, text: str) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except ValueError as error:
        raise RowRefused(f"{column}: {error}") from None


def _store(one: InstitutionMembership) -> None:
    """Store a seat that keeps the rules of the directory. Raises RowRefused."""
    if one.start_date and one.end_date and one.end_date < one.start_date:
        raise RowRefused(_("A membership cannot end before it starts."))
    if one.member_id == one.organization_id:
        raise RowRefused(_("An institution is no member of itself."))
    try:
        one.clean_fields(exclude=("member", "organization"))
        one.clean()
    except ValidationError as error:
        raise RowRefused(" ".join(error.messages)) from None
    one.save()


def _shown(value: Any) -> str:
    if value is True:
        return _("yes")
    return "" if value in (None, False) else str(value)
