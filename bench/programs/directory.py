"""Take in a Popolo file as staff do; and beside it, read the same JSON and insert its rows."""

import io
import json
import time
from typing import Any

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bench.programs.stage import peak_megabytes, serve
from officials.services import import_officials

SOURCE = "https://www.example.org/assembly"
_ASK = "SELECT nextval(pg_get_serial_sequence(%s, 'id'))"
_ROWS = {
    "officials_person": (
        "INSERT INTO officials_person (id, slug, name, family_name, given_name, honorific_prefix,"
        " gender, wikidata) VALUES (%s, %s, %s, '', '', '', 'female', %s)"
    ),
    "officials_post": (
        "INSERT INTO officials_post (id, slug, label, role, institution_id, accredited_to_country,"
        " language, answer_days, workdays, holidays, source_url)"
        " VALUES (%s, %s, %s, 'legislator', %s, '', 'en', 20, '{1,2,3,4,5}', '{}', %s)"
    ),
    "officials_tenure": (
        "INSERT INTO officials_tenure (post_id, person_id, start_date, start_precision,"
        " end_precision, acting, end_reason, source_url)"
        " VALUES (%s, %s, %s, 'day', 'day', false, '', %s)"
    ),
}


def take_in(members: int) -> dict[str, Any]:
    """Import a file of so many members, look at it again, and count what that asked."""
    content = document(members)
    began = time.perf_counter()
    first = _import(content)
    seconds, megabytes = time.perf_counter() - began, peak_megabytes()
    with CaptureQueriesContext(connection) as asked:
        second = _import(content)
    return {
        "bytes": len(content),
        "seconds": seconds,
        "megabytes": megabytes,
        "queries": len(asked),
        "new": first["new"],
        "unchanged": second["unchanged"],
    }


def bare(members: int) -> dict[str, float]:
    """Read the file and insert a row after another: nothing compared, nothing told."""
    content = document(members)
    began = time.perf_counter()
    read = json.loads(content)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO officials_institution (slug, name, classification, country, website,"
            " source_url) VALUES ('bare', 'Bare assembly', 'parliament', '', '', %s) RETURNING id",
            [SOURCE],
        )
        [institution] = cursor.fetchone()
        for person in read["persons"]:
            _insert(cursor, person, institution)
    return {"seconds": time.perf_counter() - began, "megabytes": peak_megabytes()}


def document(members: int) -> bytes:
    """Return a file of one assembly. Of four hundred members it is a fifth of a megabyte."""
    people = [_person(number) for number in range(members)]
    sits = {"organization_id": "assembly", "role": "member", "legislative_period_id": "term"}
    file = {
        "meta": {"sources": [SOURCE]},
        "organizations": [
            {"id": "assembly", "name": "Assembly of the valley", "classification": "legislature"}
        ],
        "areas": [{"id": f"area/{number}", "name": f"District {number}"} for number in range(50)],
        "events": [{"id": "term", "start_date": "2021-02-01", "end_date": "2026-01-31"}],
        "persons": people,
        "memberships": [
            {**sits, "person_id": person["id"], "area_id": f"area/{number % 50}"}
            for number, person in enumerate(people)
        ],
    }
    return json.dumps(file, indent=2, ensure_ascii=False).encode()


def _person(number: int) -> dict[str, Any]:
    return {
        "id": f"7a4b7901-cdea-48d6-856b-{number:012}",
        "name": f"Ada Member of the district number {number}",
        "gender": "female",
        "identifiers": [{"scheme": "wikidata", "identifier": f"Q{number + 900_000_000}"}],
        "sources": [{"url": SOURCE}],
    }


def _import(content: bytes) -> dict[str, int]:
    report = import_officials(file=io.BytesIO(content), actor=None, apply=True)
    return report.counts


def _insert(cursor: Any, person: dict[str, Any], institution: int) -> None:
    keys = {}
    for table in ("officials_person", "officials_post"):
        cursor.execute(_ASK, [table])
        [keys[table]] = cursor.fetchone()
    who, where = keys["officials_person"], keys["officials_post"]
    wikidata = person["identifiers"][0]["identifier"]
    label = f"Member · {person['name']}"
    cursor.execute(_ROWS["officials_person"], [who, f"bare-{who}", person["name"], wikidata])
    cursor.execute(_ROWS["officials_post"], [where, f"bare-{where}", label, institution, SOURCE])
    cursor.execute(_ROWS["officials_tenure"], [where, who, "2021-02-01", SOURCE])


if __name__ == "__main__":
    serve(take_in=take_in, bare=bare)
