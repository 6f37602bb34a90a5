"""The offices and memberships that come with the application. Loading them again changes nothing.

The lists hold public facts with their sources and no address of anybody, but for the invented ones
of `posts.csv`, which end in a reserved domain. Offices of `states.csv` wait on the work list of
offices without an address until staff have found and verified one.
"""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from audit.services import record
from officials.dates import PartialDate
from officials.importing.batch import give_slugs
from officials.importing.report import ImportReport
from officials.models import Classification, Institution, InstitutionMembership

from .importing import import_officials

DATA = Path(__file__).parent.parent / "data"
MEMBER_STATES = "https://www.un.org/en/about-us/member-states"
COLUMNS = (
    "post_label",
    "role",
    "institution",
    "classification",
    "country",
    "accredited_to",
    "language",
    "website",
    "source_url",
)


@transaction.atomic
def load_shipped(*, actor: Any = None, at: datetime | None = None) -> ImportReport:
    """Import the offices, missions and ministries, and who is a member of what.

    Returns the report of the offices; those of each State are counted with them.
    """
    with (DATA / "posts.csv").open("rb") as file:
        report = import_officials(file=file, actor=actor, apply=True, at=at)
    states = import_officials(file=offices_of_states(), actor=actor, apply=True, at=at)
    for name, number in states.counts.items():
        report.counts[name] += number
    load_members(actor=actor, at=at)
    return report


@transaction.atomic
def load_members(*, actor: Any = None, at: datetime | None = None) -> int:
    """Add the memberships of States in organisations that are not there. Returns how many.

    A membership without an end gets the one that the list knows by now; nothing else is changed,
    and nothing is deleted.
    """
    rows = _read("members.csv")
    organizations = _organizations({row["organization"] for row in rows})
    states = _states({row["member"] for row in rows})
    known = {
        (one.member_id, one.organization_id, one.start_date): one
        for one in InstitutionMembership.objects.filter(organization__in=organizations.values())
    }
    new = []
    for row in rows:
        one = _membership(row, states[row["member"]], organizations[row["organization"]])
        there = known.get((one.member_id, one.organization_id, one.start_date))
        if there is None:
            new.append(one)
        elif one.end and not there.end:
            there.end = one.end
            there.save(update_fields=["end_date", "end_precision"])
    InstitutionMembership.objects.bulk_create(new)
    if new:
        council = next(iter(organizations.values()))
        details = {"memberships": len(new)}
        record(verb="officials.corrected", target=council, actor=actor, details=details, at=at)
    return len(new)


def offices_of_states() -> io.BytesIO:
    """Return, as a CSV file, the minister and the mission in New York of each member State."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(_offices())
    return io.BytesIO(text.getvalue().encode())


def _offices() -> Iterator[dict[str, str]]:
    """Yield the rows; a minister who stands in `posts.csv` by a title of his own is left out."""
    named = {row["country"] for row in _read("posts.csv") if row["role"] == "foreign_minister"}
    for state in _read("states.csv"):
        name, country = state["name"], state["country"]
        yield {
            "post_label": f"Permanent Representative of {name} to the United Nations",
            "role": "permanent_representative",
            "institution": f"Permanent Mission of {name} to the United Nations",
            "classification": Classification.MISSION,
            "country": country,
            "accredited_to": "United Nations",
            "source_url": MEMBER_STATES,
        }
        if country not in named:
            yield {
                "post_label": f"Minister for Foreign Affairs of {name}",
                "role": "foreign_minister",
                "institution": f"Foreign Ministry of {name}",
                "classification": Classification.MINISTRY,
                "country": country,
                "language": state["language"],
                "source_url": MEMBER_STATES,
            }


def _membership(
    row: dict[str, str], member: Institution, organization: Institution
) -> InstitutionMembership:
    one = InstitutionMembership(
        member=member,
        organization=organization,
        permanent=row["permanent"] == "yes",
        source_url=row["source_url"],
    )
    one.start = PartialDate.parse(row["start"]) if row["start"] else None
    one.end = PartialDate.parse(row["end"]) if row["end"] else None
    return one


def _organizations(names: set[str]) -> dict[str, Institution]:
    """Return the organisations by name, those that are missing made."""
    found = {one.name: one for one in Institution.objects.filter(name__in=names, country="")}
    missing = [
        Institution(name=name, classification=Classification.INTERGOVERNMENTAL)
        for name in sorted(names - found.keys())
    ]
    return found | {one.name: one for one in _made(missing)}


def _states(codes: set[str]) -> dict[str, Institution]:
    """Return the States by country, those that are missing made."""
    states = Institution.objects.filter(classification=Classification.STATE, country__in=codes)
    found = {one.country: one for one in states}
    names = {row["country"]: row["name"] for row in _read("states.csv")}
    missing = [
        Institution(
            name=_capital(names.get(code) or "State of Palestine"),
            classification=Classification.STATE,
            country=code,
            source_url=MEMBER_STATES,
        )
        for code in sorted(codes - found.keys())
    ]
    return found | {one.country: one for one in _made(missing)}


def _made(rows: list[Institution]) -> list[Institution]:
    give_slugs(Institution, rows)
    return Institution.objects.bulk_create(rows)


def _capital(name: str) -> str:
    """Return the name as it stands alone: “the Gambia” is “Gambia”."""
    return name.removeprefix("the ")


def _read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
