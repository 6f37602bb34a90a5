"""Moves between states: lawful ones happen once, unlawful ones never."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Organisation, OrganisationStatus
from accounts.models.organisation import ORGANISATION_MOVES
from core.states import MoveRefused, may_move, move


def make_applicant(slug: str = "one") -> Organisation:
    return Organisation.objects.create(
        slug=slug,
        name=slug,
        country="BI",
        mission="Protection of people at risk.",
        contact_email=f"{slug}@example.org",
        applied_at=timezone.now(),
    )


@pytest.mark.django_db
def test_a_lawful_move_changes_the_row_and_the_columns_that_go_with_it():
    organisation = make_applicant()
    now = timezone.now()
    move(organisation, to=OrganisationStatus.VETTED, moves=ORGANISATION_MOVES, decided_at=now)
    assert organisation.decided_at == now
    organisation.refresh_from_db()
    assert (organisation.status, organisation.decided_at) == (OrganisationStatus.VETTED, now)


@pytest.mark.django_db
def test_an_unlawful_move_is_refused_in_words_and_changes_nothing():
    organisation = make_applicant()
    assert not may_move(
        instance=organisation, to=OrganisationStatus.SUSPENDED, moves=ORGANISATION_MOVES
    )
    with pytest.raises(MoveRefused, match="applied.*suspended") as refused:
        move(organisation, to=OrganisationStatus.SUSPENDED, moves=ORGANISATION_MOVES)
    assert refused.value.codes == ["unlawful_move"]
    organisation.refresh_from_db()
    assert organisation.status == OrganisationStatus.APPLIED


@pytest.mark.django_db
def test_whoever_comes_second_is_told_that_somebody_else_was_first():
    organisation = make_applicant()
    same = Organisation.objects.get(pk=organisation.pk)
    move(organisation, to=OrganisationStatus.VETTED, moves=ORGANISATION_MOVES)
    with pytest.raises(MoveRefused) as refused:
        move(same, to=OrganisationStatus.REFUSED, moves=ORGANISATION_MOVES)
    assert refused.value.codes == ["moved_meanwhile"]


@pytest.mark.django_db(transaction=True)
def test_of_eight_people_who_act_at_once_exactly_one_wins():
    organisation = make_applicant()
    start = threading.Barrier(8, timeout=20)
    outcomes: list[str] = []

    def act() -> None:
        mine = Organisation.objects.get(pk=organisation.pk)
        start.wait()
        try:
            move(mine, to=OrganisationStatus.VETTED, moves=ORGANISATION_MOVES)
            outcomes.append("won")
        except MoveRefused as refused:
            outcomes.extend(refused.codes)
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["moved_meanwhile"] * 7 + ["won"]
