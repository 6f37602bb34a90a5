"""What the directory holds of the offices that a batch of rows speaks of.

Asked once per batch, so that a row that changes nothing costs nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

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
        self._by_wikidata: dict[str, Person] = {}
        self._by_name: dict[tuple[str, int], Person] = {}
        for row in self._stored(entries):
            self.keep(row)
        self._load_people(entries)

    def keep(self, row: Model) -> None:
        """Put a stored object where the next row finds it, in the place of its older self."""
        if isinstance(row, Institution):
            _put(self._institutions[row.name.lower()], row)
        elif isinstance(row, Post):
            self._posts[row.institution_id, row.label.lower()] = row
        elif isinstance(row, Person):
            self._replace(row)
        elif isinstance(row, Tenure):
            _put(self._tenures[row.post_id], row)
            self._know(row.person, row.post.institution_id)
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
            return known
        namesake = self._by_name.get((said["name"].lower(), institution.pk))
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

    def _stored(self, entries: Sequence[Entry]) -> Iterable[Model]:
        """Yield what is stored. Each question builds on the answers kept before it."""
        names = {
            name.lower()
            for entry in entries
            for name in (entry.institution["name"], entry.part_of, entry.accredited_to)
        }
        labels = {entry.post["label"].lower() for entry in entries}
        yield from (
            Institution.objects.alias(lower=Lower("name"))
            .filter(lower__in=names)
            .select_related("parent")
        )
        institutions = [row.pk for rows in self._institutions.values() for row in rows]
        yield from (
            Post.objects.alias(lower=Lower("label"))
            .filter(institution__in=institutions, lower__in=labels)
            .select_related("institution", "accredited_to_institution")
        )
        posts = [post.pk for post in self._posts.values()]
        yield from Tenure.objects.filter(post__in=posts).select_related("person", "post")
        yield from Contact.objects.filter(post__in=posts)
        yield from FormOfAddress.objects.filter(post__in=posts)

    def _load_people(self, entries: Sequence[Entry]) -> None:
        """People of these names, wherever in the institution they serve, and of these numbers."""
        people = [entry.person for entry in entries if entry.person]
        named = {said["name"].lower() for said in people}
        numbers = {said["wikidata"] for said in people if "wikidata" in said}
        rows = Person.objects.alias(lower=Lower("name")).filter(
            Q(lower__in=named) | Q(wikidata__in=numbers)
        )
        for person in rows.prefetch_related("tenures__post"):
            self._know(person, None)
            for tenure in person.tenures.all():
                self._know(person, tenure.post.institution_id)

    def _know(self, person: Person, institution_id: int | None) -> None:
        if person.wikidata:
            self._by_wikidata[person.wikidata] = person
        if institution_id:
            self._by_name[person.name.lower(), institution_id] = person

    def _replace(self, person: Person) -> None:
        for key, older in list(self._by_name.items()):
            if older.pk == person.pk:
                self._by_name[key] = person
        self._know(person, None)


def _put[M: Model](rows: list[M], row: M) -> None:
    rows[:] = [*(other for other in rows if other.pk != row.pk), row]
