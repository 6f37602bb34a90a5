"""The public register: filled with situations, and read as a visitor reads it."""

import time
from datetime import date

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Organisation
from bench.programs.stage import serve
from situations.models import Assessment, Situation, Territory
from situations.models.choices import Crime, StateResponse, TimeTest

# So many bear the word that is searched for, however many there are.
MARKED = 40
# The map shows places, not situations: there are as many of them with few as with many.
PLACES = 40
TIMES = (TimeTest.OCCURRING, TimeTest.IMMINENT, TimeTest.CAPABLE)

_REGISTER = """
UPDATE situations_situation AS situation
SET status = 'registered', current_assessment_id = assessment.id,
    slug = 'bench-' || situation.id, reference = 'B-' || situation.id
FROM situations_assessment AS assessment
WHERE assessment.situation_id = situation.id AND situation.status = 'proposed'
"""


@transaction.atomic
def situations(number: int) -> dict[str, int]:
    """Fill the register up to this many."""
    at, organisation = timezone.now(), Organisation.objects.earliest("pk")
    author, decider = organisation.memberships.order_by("pk")[:2]
    there = Situation.objects.filter(slug__startswith="bench-").count()
    made = Situation.objects.bulk_create(
        Situation(
            name=f"{'Delta' if each < MARKED else 'Valley'} {each}",
            organisation=organisation,
            proposed_at=at,
            updated_at=at,
        )
        for each in range(there, number)
    )
    Assessment.objects.bulk_create(
        _assessment(each, author.user_id, decider.user_id) for each in made
    )
    places = list(Territory.objects.order_by("pk").values_list("pk", flat=True)[:PLACES])
    through = Situation.territories.through
    through.objects.bulk_create(
        through(situation_id=each.pk, territory_id=places[each.pk % len(places)]) for each in made
    )
    with connection.cursor() as cursor:
        cursor.execute(_REGISTER)
    return {"situations": len(made)}


def read_list(times: int) -> dict[str, float]:
    """Read the first page of the register, with its map."""
    return _read("/situations/?decision=", times)


def search(times: int) -> dict[str, float]:
    """Search the register for a word that as many situations bear, however many there are."""
    return _read("/situations/?text=delta", times)


def _read(address: str, times: int) -> dict[str, float]:
    client, took = Client(SERVER_NAME="127.0.0.1"), []
    for each in range(times + 3):
        began = time.perf_counter()
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}.")
        if each >= 3:  # what is done once only is done by now
            took.append(time.perf_counter() - began)
    # The quickest: whatever else the machine does can only add to it.
    return {"milliseconds": min(took) * 1000, "bytes": len(answer.content)}


def _assessment(situation: Situation, author: int, decider: int) -> Assessment:
    at = situation.proposed_at
    return Assessment(
        situation=situation,
        as_of=date(2026, 1, 1),
        version=1,
        status="decided",
        author_id=author,
        decided_by_id=decider,
        decided_at=at,
        created_at=at,
        submitted_at=at,
        crimes=[Crime.WAR_CRIMES],
        time_test=TIMES[situation.pk % len(TIMES)],
        grave=True,
        gravity="Whole villages would be emptied within weeks.",
        people_at_risk="Families of the valley whose parents came from the other bank. " * 3,
        public_reason="Lists are made, wells are closed, and nobody stops it. " * 8,
        state_response=StateResponse.UNABLE,
        outcome="registered",
    )


if __name__ == "__main__":
    serve(situations=situations, read_list=read_list, search=search)
