"""A Popolo file (popoloproject.com) as rows: first its posts, then its memberships of people.

Memberships of organizations in organizations are seats, which are read apart.

Taken are offices, who held them and when, and contacts of offices. Not taken are what says more of
a person than the office needs (party, national or ethnic identity, birth, pictures) and personal
addresses: a contact belongs to the office and stays with it.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from core.rules import RuleRefused
from officials.models import Classification, Gender, PostRole

from .sheet import MAX_BYTES, MAX_ROWS
from .source import Record, Seat

Thing = Mapping[str, Any]

KINDS = {
    "legislature": Classification.PARLIAMENT,
    "chamber": Classification.PARLIAMENT,
    "upper house": Classification.PARLIAMENT,
    "lower house": Classification.PARLIAMENT,
    "international_organization": Classification.INTERGOVERNMENTAL,
    "executive": Classification.MINISTRY,
    "department": Classification.MINISTRY,
}
# Whom somebody sits for is nobody's office.
NOT_OFFICES = frozenset({"party", "faction", "political party"})
CONTACTS = {"email": "email", "voice": "phone", "phone": "phone", "address": "postal_address"}
# Noticed in the file, and left there.
LEFT_OUT = (
    "national_identity",
    "on_behalf_of_id",
    "birth_date",
    "death_date",
    "image",
    "email",
    "contact_details",
)
LISTS = ("persons", "organizations", "posts", "memberships", "areas", "events")


class Unreadable(Exception):  # noqa: N818 - read as a sentence where it is caught
    """A record cannot be read; the message says why, for the person who has the file."""


class PopoloSource:
    """A Popolo file. `country` is that of its institutions, which the format does not say."""

    encoding = "UTF-8"
    delimiter = ""

    def __init__(self, content: bytes, *, country: str = ""):
        document = read_document(content)
        self._country = country
        self._lists = {name: _list(document, name) for name in LISTS}
        self._by_id = {name: _index(rows) for name, rows in self._lists.items()}
        self._twice = {name: _twice(rows) for name, rows in self._lists.items()}
        self._source = _first_url(_mapping(document, "meta"))
        self._met: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
        self.ignored = _left_out(self._lists)

    def records(self) -> Iterator[Record]:
        """Yield posts and memberships. Raises RuleRefused for a file that has too many."""
        things = [*self._lists["posts"], *self._lists["memberships"]]
        posts = len(self._lists["posts"])
        if len(things) > MAX_ROWS:
            raise RuleRefused(
                _("The file has more than %(most)s rows. Split it.") % {"most": MAX_ROWS},
                code="file",
            )
        for line, thing in enumerate(things, 1):
            if line > posts and _member_id(thing):
                continue
            read = self._of_post if line <= posts else self._of_membership
            try:
                cells, note = read(thing)
            except Unreadable as reason:
                yield Record(line, broken=str(reason))
            else:
                yield Record(line, {name: cell for name, cell in cells.items() if cell}, note=note)

    def seats(self) -> Iterator[Seat]:
        """Yield the memberships whose member is an organization, with the lines of `records`."""
        for line, thing in enumerate(self._lists["memberships"], len(self._lists["posts"]) + 1):
            if _member_id(thing):
                try:
                    yield self._of_member(line, thing)
                except Unreadable as reason:
                    yield Seat(line, broken=str(reason))

    def _of_member(self, line: int, membership: Thing) -> Seat:
        member = self._find("organizations", _member_id(membership))
        organization = self._find("organizations", _text(membership, "organization_id"))
        role = _text(membership, "role").lower()
        return Seat(
            line,
            member=self._institution(member),
            organization=self._institution(organization),
            permanent="permanent" in role.split() if role else None,
            source_url=self._source_of(membership, organization, member),
            start=_text(membership, "start_date"),
            end=_text(membership, "end_date"),
        )

    def _of_post(self, post: Thing) -> tuple[dict[str, str], str]:
        organization = self._find("organizations", _text(post, "organization_id"))
        cells = self._office(post, organization) | _contacts(post)
        return cells | {"source_url": self._source_of(post, organization)}, ""

    def _of_membership(self, membership: Thing) -> tuple[dict[str, str], str]:
        if not _text(membership, "person_id"):
            raise Unreadable(_("It is no person's membership: only those of people are taken."))
        person = self._find("persons", _text(membership, "person_id"))
        post, organization = self._where(membership)
        cells = self._office(post, organization) if post else {}
        cells = cells or self._seat(membership, person, organization)
        dates = self._dates(membership)
        note = self._same_name(person, organization, dates)
        about = _person(person) | _contacts(membership) | dates
        source = self._source_of(membership, person, organization)
        return cells | about | {"source_url": source}, note

    def _where(self, membership: Thing) -> tuple[Thing, Thing]:
        """Return the post, empty where there is none, and the organization."""
        post: Thing = {}
        if post_id := _text(membership, "post_id"):
            post = self._find("posts", post_id)
        where = _text(membership, "organization_id") or _text(post, "organization_id")
        organization = self._find("organizations", where)
        if _text(organization, "classification").lower() in NOT_OFFICES:
            raise Unreadable(_("Parties are not taken: “%s” is one.") % _name(organization))
        return post, organization

    def _office(self, post: Thing, organization: Thing) -> dict[str, str]:
        label = _text(post, "label") or _text(post, "role")
        if not label:
            raise Unreadable(_("A post has neither label nor role."))
        role = _text(post, "role").lower().replace(" ", "_")
        return self._institution(organization) | {
            "post_label": label,
            "role": role if role in PostRole.values else "",
            "active_from": _text(post, "start_date"),
            "active_until": _text(post, "end_date"),
        }

    def _seat(self, membership: Thing, person: Thing, organization: Thing) -> dict[str, str]:
        """Name a seat by its area and whoever sits in it: a file without posts has no other name.

        An area may send several people, so the area alone would not tell their seats apart.
        """
        role = (_text(membership, "role") or "member").capitalize()
        area = ""
        if area_id := _text(membership, "area_id"):
            area = _name(self._find("areas", area_id))
        label = " · ".join(part for part in (role, area, _name(person)) if part)
        cells = self._institution(organization)
        sits = cells["classification"] == Classification.PARLIAMENT
        return cells | {"post_label": label, "role": PostRole.LEGISLATOR if sits else ""}

    def _institution(self, organization: Thing) -> dict[str, str]:
        self._refuse_cycle(organization)
        kind = _text(organization, "classification").lower()
        known = KINDS.get(kind) or (kind if kind in Classification.values else "")
        of_several = known == Classification.INTERGOVERNMENTAL
        own = _text(organization, "country").upper()
        return {
            "institution": _name(organization),
            "classification": known,
            "country": own or ("" if of_several else self._country),
        }

    def _refuse_cycle(self, organization: Thing) -> None:
        """Raise Unreadable for an organization that stands, by its parents, within itself."""
        seen, here = [_text(organization, "id")], organization
        while parent_id := _text(here, "parent_id"):
            if parent_id in seen:
                way = " → ".join([*seen, parent_id])
                raise Unreadable(_("The organization stands within itself: %s.") % way)
            seen.append(parent_id)
            here = self._find("organizations", parent_id)

    def _dates(self, membership: Thing) -> dict[str, str]:
        """Return the dates of the membership, or else of the legislative period it belongs to."""
        period: Thing = {}
        if period_id := _text(membership, "legislative_period_id"):
            period = self._find("events", period_id)
        return {
            name: _text(membership, name) or _text(period, name)
            for name in ("start_date", "end_date")
        }

    def _same_name(self, person: Thing, organization: Thing, dates: dict[str, str]) -> str:
        """Notice two people of one name, whom the directory tells apart by Wikidata alone.

        At different times they are taken for one, and that is said. Raises Unreadable where both
        served at once.
        """
        if _wikidata(person):
            return ""
        start, end = dates["start_date"] or "0", dates["end_date"] or "9999"
        met = self._met[_name(person).lower(), _text(organization, "id")]
        others = [term for term in met if term[0] != _text(person, "id")]
        if any(start < until and since < end for _id, since, until in others):
            raise Unreadable(
                _("Two people are called “%s” at the same time: give their Wikidata identifiers.")
                % _name(person)
            )
        met.append((_text(person, "id"), start, end))
        if others:
            return _("“%s” stands in the file twice: taken for one person.") % _name(person)
        return ""

    def _find(self, kind: str, key: str) -> Thing:
        """Return what an id names. Raises Unreadable if the file has none, or several."""
        if not key:
            raise Unreadable(_("It names none of the %s.") % kind)
        if key in self._twice[kind]:
            raise Unreadable(_("The id “%(id)s” stands in %(kind)s twice.") % _named(key, kind))
        found = self._by_id[kind].get(key)
        if found is None:
            raise Unreadable(_("The id “%(id)s” is missing from %(kind)s.") % _named(key, kind))
        return found

    def _source_of(self, *things: Thing) -> str:
        return next((url for thing in things if (url := _first_url(thing))), self._source)


def looks_like_popolo(content: bytes) -> bool:
    """Tell whether the bytes begin as a JSON object does, and no CSV file would."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def read_document(content: bytes) -> Thing:
    """Return the JSON object of a file. Raises RuleRefused with the code "file" if it is none."""
    if len(content) > MAX_BYTES:
        raise RuleRefused(_("The file is larger than 5 MB. Split it."), code="file")
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        raise RuleRefused(_("The file is not JSON, or is cut off."), code="file") from None
    if not isinstance(document, dict) or not document.get("memberships"):
        raise RuleRefused(_("The file is no Popolo: it has no memberships."), code="file")
    return document


def _list(document: Thing, name: str) -> Sequence[Thing]:
    """Return the objects of a list. Raises RuleRefused if it holds anything else."""
    rows = [] if document.get(name) is None else document[name]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RuleRefused(_("“%s” of the file is no list of objects.") % name, code="file")
    return rows


def _mapping(thing: Thing, name: str) -> Thing:
    value = thing.get(name)
    return value if isinstance(value, dict) else {}


def _index(rows: Sequence[Thing]) -> dict[str, Thing]:
    return {_text(row, "id"): row for row in rows}


def _twice(rows: Sequence[Thing]) -> frozenset[str]:
    counted = Counter(_text(row, "id") for row in rows)
    return frozenset(key for key, times in counted.items() if key and times > 1)


def _left_out(lists: Mapping[str, Sequence[Thing]]) -> list[str]:
    said = {name for kind in ("persons", "memberships") for row in lists[kind] for name in row}
    return [name for name in LEFT_OUT if name in said]


def _text(thing: Thing, name: str) -> str:
    """Return a value that is text or a number, and nothing for one that is neither."""
    value = thing.get(name)
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value).strip()


def _member_id(membership: Thing) -> str:
    """Return the id of the organization that is the member; "" where a person is."""
    if _text(membership, "person_id"):
        return ""
    return _text(membership, "member_id") or _text(_mapping(membership, "member"), "id")


def _name(thing: Thing) -> str:
    name = _text(thing, "name")
    if not name:
        raise Unreadable(_("“%s” has no name.") % _text(thing, "id"))
    return name


def _named(key: str, kind: str) -> dict[str, str]:
    return {"id": key, "kind": kind}


def _objects(thing: Thing, name: str) -> list[Thing]:
    rows = thing.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _person(person: Thing) -> dict[str, str]:
    gender = _text(person, "gender").lower()
    return {
        "person_name": _name(person),
        "family_name": _text(person, "family_name"),
        "given_name": _text(person, "given_name"),
        "honorific_prefix": _text(person, "honorific_prefix"),
        "gender": gender if gender in Gender.values else "",
        "wikidata_person": _wikidata(person),
    }


def _wikidata(person: Thing) -> str:
    found = (
        _text(row, "identifier")
        for row in _objects(person, "identifiers")
        if _text(row, "scheme") == "wikidata"
    )
    return next(found, "")


def _contacts(thing: Thing) -> dict[str, str]:
    """Return the contacts of an office. The file does not say when anybody checked them."""
    cells: dict[str, str] = {}
    for row in _objects(thing, "contact_details"):
        if column := CONTACTS.get(_text(row, "type")):
            cells.setdefault(column, _text(row, "value"))
    return cells


def _first_url(thing: Thing) -> str:
    """Return the first address among the sources, which are objects, or in `meta` plain text."""
    sources = thing.get("sources")
    for source in sources if isinstance(sources, list) else []:
        url = source if isinstance(source, str) else _text(source, "url")
        if url.startswith(("https://", "http://")):
            return url
    return ""
