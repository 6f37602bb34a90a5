"""Sources and items: graded apart, F6 unless somebody judged, a 1 by two sources only."""

import pytest
from django.db import DatabaseError, connection, transaction

from core.rules import RuleRefused
from situations.models import Item
from situations.models.evidence_choices import Credibility
from situations.services.items import (
    add_item,
    add_source,
    grade_item,
    set_item_aside,
    write_source,
)
from tests.factories.accounts import make_organisation, make_user
from tests.factories.evidence import AT, make_incident, make_item, make_published, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def incident():
    return make_incident()


@pytest.fixture
def two(incident):
    """Two items of two sources that speak for themselves."""
    return make_item(incident=incident), make_item(incident=incident)


def test_what_nobody_graded_is_f6(incident):
    source = add_source(
        organisation=incident.situation.organisation, actor=make_user(), name="A", kind="media"
    )
    item = add_item(incident=incident, source=source, actor=make_user(), what="Post", at=AT)
    assert item.grade == "F6"
    assert "cannot be judged" in item.grade_words


def test_the_two_signs_are_judged_apart(incident):
    source = make_source(situation=incident.situation, reliability="E")
    item = make_item(incident=incident, source=source)
    assert grade_item(item=item, actor=make_user(), credibility=2, at=AT).grade == "E2"
    source.refresh_from_db()
    assert source.reliability == "E"


def test_a_one_takes_two_sources_that_do_not_rest_on_one_another(incident, two):
    lone = make_item(incident=make_incident())
    with pytest.raises(RuleRefused):
        grade_item(item=lone, actor=make_user(), credibility=Credibility.CONFIRMED, at=AT)
    agency, paper = (item.source for item in two)
    write_source(source=paper, actor=make_user(), takes_from=agency, at=AT)
    with pytest.raises(RuleRefused):
        grade_item(item=two[0], actor=make_user(), credibility=1, at=AT)
    write_source(source=paper, actor=make_user(), takes_from=None, at=AT)
    assert grade_item(item=two[0], actor=make_user(), credibility=1, at=AT).grade == "B1"


def test_a_one_without_them_is_refused_to_raw_sql(incident):
    item = make_item(incident=incident)
    make_item(incident=incident, source=item.source)
    with pytest.raises(DatabaseError), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(credibility=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        make_item(incident=make_incident(), credibility=1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE situations_item SET set_aside_at = now() WHERE id = %s",
        "DELETE FROM situations_item WHERE id = %s",
        "UPDATE situations_source SET takes_from_id = %s WHERE id = %s",
    ],
)
def test_what_confirmed_another_cannot_be_taken_away_behind_its_back(incident, two, statement):
    one, other = two
    grade_item(item=one, actor=make_user(), credibility=1, at=AT)
    arguments = [one.source_id, other.source_id] if "takes_from" in statement else [other.pk]
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, arguments)


def test_setting_aside_grades_down_what_it_alone_confirmed(incident, two):
    one, other = two
    grade_item(item=one, actor=make_user(), credibility=1, at=AT)
    set_item_aside(item=other, actor=make_user(), reason="A forgery.", at=AT)
    one.refresh_from_db()
    assert one.credibility == Credibility.PROBABLE
    assert list(incident.items.kept()) == [one]
    assert [event.deed for event in other.custody.all()][-1] == "set_aside"


def test_setting_aside_needs_a_reason(two):
    with pytest.raises(RuleRefused):
        set_item_aside(item=two[0], actor=make_user(), reason=" ", at=AT)


def test_a_source_that_would_leave_a_one_alone_is_refused(incident, two):
    one, other = two
    grade_item(item=one, actor=make_user(), credibility=1, at=AT)
    with pytest.raises(RuleRefused) as refused:
        write_source(source=other.source, actor=make_user(), takes_from=one.source, at=AT)
    assert refused.value.codes == ["takes_from"]


def test_sources_rest_on_first_sources_of_their_own_organisation(incident):
    organisation = incident.situation.organisation
    root = make_source(organisation=organisation)
    taker = make_source(organisation=organisation, takes_from=root)
    strange = make_source(organisation=make_organisation())
    for takes_from in (taker, strange):
        with pytest.raises(RuleRefused):
            add_source(
                organisation=organisation,
                actor=make_user(),
                name="B",
                kind="media",
                takes_from=takes_from,
            )
    with pytest.raises(RuleRefused):
        write_source(
            source=root, actor=make_user(), takes_from=make_source(organisation=organisation)
        )


def test_a_witness_is_never_named_as_a_source():
    with pytest.raises(DatabaseError), transaction.atomic():
        make_source(kind="witness", is_public=True)


def test_an_item_of_another_organisations_source_is_refused(incident):
    with pytest.raises(RuleRefused):
        add_item(incident=incident, source=make_source(), actor=make_user(), what="X", at=AT)


def test_a_new_grade_shows_in_public_at_once(incident):
    item = make_item(incident=incident)
    published = make_published(incident=incident)
    assert published.grade == "B6"
    grade_item(item=item, actor=make_user(), credibility=2, at=AT)
    write_source(source=item.source, actor=make_user(), reliability="C", at=AT)
    published.refresh_from_db()
    assert published.grade == "C2"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE situations_custodyevent SET note = 'x'",
        "DELETE FROM situations_custodyevent",
        "TRUNCATE situations_custodyevent",
    ],
)
def test_the_custody_log_is_only_added_to(incident, statement):
    item = add_item(
        incident=incident,
        source=make_source(situation=incident.situation),
        actor=make_user(),
        what="Post",
        at=AT,
    )
    assert item.custody.count() == 1
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
