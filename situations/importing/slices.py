"""A few hundred rows taken together: compared with what is stored, then stored at once.

An incident is found again by its number in the data set. What nobody here has touched follows the
file; what people have checked, changed or merged stays as they left it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from situations.models import (
    ImportLine,
    ImportRun,
    Incident,
    IncidentActor,
    IncidentFigure,
    Item,
    LineOutcome,
    Territory,
)
from situations.models.choices import FigureKind, Qualifier
from situations.models.evidence_choices import Dataset

from .event import Event, RowRefused
from .formats import FORMATS, Format
from .reading import Head, Record

COPIED = [
    "title",
    "account",
    "acts",
    "violence",
    "is_aggregate",
    "started_on",
    "ended_on",
    "date_precision",
    "province",
    "district",
    "place",
    "latitude",
    "longitude",
    "place_precision",
]


@dataclass
class Slice:
    """What becomes of some records. Nothing is written before `store`."""

    run: ImportRun
    at: datetime
    territories: dict[str, int]
    lines: list[ImportLine] = field(default_factory=list)
    new: dict[str, tuple[Incident, Event]] = field(default_factory=dict)
    changed: dict[str, tuple[Incident, Event]] = field(default_factory=dict)

    @property
    def format(self) -> Format:
        return FORMATS[Dataset(self.run.dataset)]

    def plan(self, records: Iterable[Record], head: Head) -> None:
        """Say of each record what it is, in the order of the file."""
        read = [(record, self._read(record, head)) for record in records]
        numbers = [said.external_id for _record, said in read if isinstance(said, Event)]
        stored = Incident.objects.filter(
            situation=self.run.situation_id, dataset=self.run.dataset, external_id__in=numbers
        )
        known = {row.external_id: row for row in stored}
        earlier = self.run.lines.filter(external_id__in=numbers)
        told = set(earlier.values_list("external_id", flat=True))
        for record, said in read:
            if isinstance(said, str):
                self._tell(record, "", LineOutcome.REFUSED, said)
            else:
                outcome = self._judge(said, known)
                if said.external_id in told:
                    outcome = LineOutcome.REPEATED
                told.add(said.external_id)
                self._tell(record, said.external_id, outcome, " ".join(said.remarks))

    def store(self) -> None:
        """Write new and changed incidents with what hangs on them, in few statements."""
        Incident.objects.bulk_create(incident for incident, _event in self.new.values())
        changed = [incident for incident, _event in self.changed.values()]
        columns = [*COPIED, "territory_id", "digest", "import_run_id"]
        names = [name.removesuffix("_id") for name in columns]
        Incident.objects.bulk_update(changed, names)
        IncidentFigure.objects.filter(incident__in=changed).delete()
        IncidentActor.objects.filter(incident__in=changed).delete()
        pairs = [*self.new.values(), *self.changed.values()]
        IncidentFigure.objects.bulk_create(
            self._figure(incident, event) for incident, event in pairs if event.killed
        )
        IncidentActor.objects.bulk_create(
            IncidentActor(incident=incident, **actor)
            for incident, event in pairs
            for actor in event.actors
        )
        Item.objects.bulk_create(self._item(*pair) for pair in self.new.values())
        for incident, event in self.changed.values():
            own = Item.objects.filter(incident=incident, source=self.run.source_id)
            own.filter(what=self._entry(event)).update(reference=event.provenance)

    def _read(self, record: Record, head: Head) -> Event | str:
        if record.broken:
            return record.broken
        cells = dict(zip(head.names, record.cells, strict=True))
        try:
            return self.format.event(cells, today=self.at.date())
        except RowRefused as refused:
            return str(refused)

    def _judge(self, event: Event, known: dict[str, Incident]) -> LineOutcome:
        incident = known.get(event.external_id)
        if incident is None:
            known[event.external_id] = fresh = self._fresh(event)
            self.new[event.external_id] = (fresh, event)
            return LineOutcome.NEW
        if incident.is_worked_on:
            return LineOutcome.KEPT
        if incident.digest == event.digest:
            return LineOutcome.UNCHANGED
        self._copy(incident, event)
        pile = self.new if event.external_id in self.new else self.changed
        pile[event.external_id] = (incident, event)
        return LineOutcome.CHANGED

    def _fresh(self, event: Event) -> Incident:
        incident = Incident(
            situation_id=self.run.situation_id,
            dataset=self.run.dataset,
            external_id=event.external_id,
            reported_by_id=self.run.started_by_id,
            reported_at=self.at,
        )
        self._copy(incident, event)
        return incident

    def _copy(self, incident: Incident, event: Event) -> None:
        for name in COPIED:
            setattr(incident, name, event.columns[name])
        incident.title = incident.title or self._entry(event)
        incident.territory_id = self.territories.get(event.territory)
        if event.territory and incident.territory_id is None:
            event.remarks.append(_("No territory here has the number of the row."))
        incident.digest = event.digest
        incident.import_run_id = self.run.pk

    def _figure(self, incident: Incident, event: Event) -> IncidentFigure:
        low, best, high = event.killed or (0, 0, 0)
        return IncidentFigure(
            incident=incident,
            kind=FigureKind.KILLED,
            qualifier=Qualifier.ABOUT,
            low=low,
            best=best,
            high=high,
            as_of=self.run.started_at.date(),
            source=self.run.get_dataset_display(),
        )

    def _item(self, incident: Incident, event: Event) -> Item:
        return Item(
            incident=incident,
            source_id=self.run.source_id,
            what=self._entry(event),
            reference=event.provenance,
            added_by_id=self.run.started_by_id,
            added_at=self.at,
        )

    def _entry(self, event: Event) -> str:
        return f"{self.run.get_dataset_display()}, {event.external_id}"[:160]

    def _tell(self, record: Record, number: str, outcome: LineOutcome, remark: str) -> None:
        self.lines.append(
            ImportLine(
                run=self.run,
                line=record.line,
                external_id=number,
                outcome=outcome,
                remark=remark[:300],
            )
        )


def territories_by(column: str) -> dict[str, int]:
    """Return the numbers of our rows by code or by M49 number, today's before withdrawn ones."""
    rows = Territory.objects.exclude(**{column: ""}).order_by("-valid_to")
    today_last = sorted(rows, key=lambda row: row.valid_to is None)
    return {getattr(row, column): row.pk for row in today_last}
