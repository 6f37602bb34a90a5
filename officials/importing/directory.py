"""What the directory holds of the offices that a batch of rows speaks of.

Asked once per batch, so that a row costs no question of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from officials.dates import PartialDate
from officials.models import Contact, FormOfAddress, Institution, Person, Post, Tenure

from .entry import Entry, RowRefused


class Directory:
    """Stored institutions, posts, people, terms and contacts, by what a row calls them."""

    def __init__(self, entries: Sequence[Entry]):
        self._institutions: dict[str, list[Institution]] = defaultdict(list)
        self._posts: dict[tuple[int, str], Post] = {}
        self._tenures: dict[int, list[Tenure]] = defaultdict(list)
        self._contacts: dict[int, list[Contact]] = defaultdict(list)
        self._forms: dict[tuple[int, str], FormOfAddress] = {}
        self._people: dict[int, Person] = {}
        self._by_wikidata: dict[str, int] = {}
        self._by_name: dict[tuple[str, int], int] = {}
        self._numbers: dict[type[Model], list[int]] = defaultdict(list)
        self._at_once = len(entries)
        for row in self._stored(entries):
            self.keep(row)
        self._load_people(entries)

    def keep(self, row: Model) -> None:
        """Put an object where the next row finds it, in the place of its older self."""
        if isinstance(row, Institution):
            _put(self._institutions[row.name.lower()], row)
        elif isinstance(row, Post):
            self._posts[row.institution_id, row.label.lower()] = row
        elif isinstance(row, Person):
            self._people[row.pk] = row
            if row.wikidata:
                self._by_wikidata[row.wikidata] = row.pk
        elif isinstance(row, Tenure):
            _put(self._tenures[row.post_id], row)
            person = self._people.setdefault(row.person_id, row.person)
            self._by_name[person.name.lower(), row.post.institution_id] = person.pk
        elif isinstance(row, Contact):
            _put(self._contacts[row.post_id], row)
        elif isinstance(row, FormOfAddress):
            self._forms[row.post_id, row.language] = row

    def institution(self, name: str, country: str = "") -> Institution | None:
        """Return the institution of this name in the country, None if there is none.

        Without a country: the one of several States, or the only one. Raises RowRefused when
        several countries have one of this name.
        """
        named = self._institutions.get(name.lower(), [])
        exact = [row for row in named if row.country == country]
        if exact or country:
            return exact[0] if exact else None
        if len(named) > 1:
            raise RowRefused(
                _("Several countries have an institution called “%s”: give the country.") % name
            )
        return named[0] if named else None

    def post(self, institution: Institution, label: str) -> Post | None:
        return self._posts.get((institution.pk, label.lower()))

    def person(self, said: dict[str, Any], institution: Institution) -> Person | None:
        """Return the person whom a row means.

        The same Wikidata identifier is the same person; without one, the same name in the same
        institution is. Two people of one name are likelier than it seems, so no more is guessed.
        """
        wikidata = said.get("wikidata", "")
        if known := self._by_wikidata.get(wikidata):
            return self._people[known]
        namesake = self._people.get(self._by_name.get((said["name"].lower(), institution.pk), 0))
        if namesake and wikidata and namesake.wikidata:
            return None
        return namesake

    def tenure(self, post: Post, person: Person, start: PartialDate | None) -> Tenure | None:
        """Return the term that a row means: one that starts, or may start, on the same day."""
        terms = [t for t in self._tenures.get(post.pk, []) if t.person_id == person.pk]
        same = [t for t in terms if t.start == start]
        close = [t for t in terms if not (t.start and start) or t.start.may_be(start)]
        return next(iter(same or close), None)

    def contacts(self, post: Post) -> list[Contact]:
        return self._contacts.get(post.pk, [])

    def form(self, post: Post, language: str) -> FormOfAddress | None:
        return self._forms.get((post.pk, language))

    def next_pk(self, model: type[Model]) -> int:
        """Return a primary key for an object that is stored with the batch, and named before."""
        if not self._numbers[model]:
            self._numbers[model] = reserve_pks(model, self._at_once)
        return self._numbers[model].pop()

    def _stored(self, entries: Sequence[Entry]) -> Iterable[Model]:
        """Yield what is stored. Each question builds on the answers kept before it."""
        names = {
            name
            for entry in entries
            for name in (entry.institution["name"], entry.part_of, entry.accredited_to)
        }
        labels = {entry.post["label"] for entry in entries}
        yield from (
            Institution.objects.alias(lower=Lower("name"))
            .filter(_called("name", names))
            .select_related("parent")
        )
        institutions = [row.pk for rows in self._institutions.values() for row in rows]
        yield from (
            Post.objects.alias(lower=Lower("label"))
            .filter(_called("label", labels), institution__in=institutions)
            .select_related("institution", "accredited_to_institution")
        )
        posts = [post.pk for post in self._posts.values()]
        yield from Tenure.objects.filter(post__in=posts).select_related("person", "post")
        yield from Contact.objects.filter(post__in=posts)
        yield from FormOfAddress.objects.filter(post__in=posts)

    def _load_people(self, entries: Sequence[Entry]) -> None:
        """People of these names, wherever in the institution they serve, and of these numbers."""
        people = [entry.person for entry in entries if entry.person]
        named = {said["name"] for said in people}
        numbers = {said["wikidata"] for said in people if "wikidata" in said}
        rows = Person.objects.alias(lower=Lower("name")).filter(
            _called("name", named) | Q(wikidata__in=numbers)
        )
        for person in rows.prefetch_related("tenures__post"):
            self.keep(person)
            for tenure in person.tenures.all():
                self._by_name[person.name.lower(), tenure.post.institution_id] = person.pk


def _called(field: str, names: set[str]) -> Q:
    """Names as they are written, and in any capitals; of some letters (İ) PostgreSQL and Python
    know different small ones, so that the second alone would miss what is spelt alike.
    """
    return Q(**{f"{field}__in": names}) | Q(lower__in={name.lower() for name in names})


def _put[M: Model](rows: list[M], row: M) -> None:
    rows[:] = [*(other for other in rows if other.pk != row.pk), row]


def reserve_pks(model: type[Model], many: int) -> list[int]:
    """Draw primary keys from the table's own sequence, so that nobody else gets them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, many],
        )
        return [number for (number,) in cursor.fetchall()]
