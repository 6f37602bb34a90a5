"""The audit trail: written once, never changed, by nobody."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import User
from audit.models import Event
from audit.services import record, record_each
from tests.factories.accounts import make_user

CHANGES = [
    "UPDATE audit_event SET public = true",
    "DELETE FROM audit_event",
    "TRUNCATE audit_event CASCADE",
    "INSERT INTO audit_event (id, verb, object_type, object_id, public, details, at)"
    " SELECT id, verb, object_type, object_id, public, details, at FROM audit_event"
    " ON CONFLICT (id) DO UPDATE SET verb = 'x.y'",
]


@pytest.fixture
def event(db):
    user = User.objects.create_user("staff@example.org")
    event = record(verb="demo.loaded", target=user, actor=user, details={"rows": 3})
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return event


@pytest.mark.parametrize("change", CHANGES)
def test_raw_sql_cannot_change_what_happened(event, change):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)
    assert Event.objects.get().verb == "demo.loaded"


@pytest.mark.parametrize("change", CHANGES[:3])
def test_it_is_the_trigger_that_refuses(event, change):
    """With the defence switched off the same statements go through."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(change)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_an_event_tells_who_did_what_to_what(event):
    assert event.actor.email == "staff@example.org"
    assert (event.object_type, event.object_id) == ("accounts.user", str(event.actor.pk))
    assert str(event.sentence) == "The demonstration data was loaded."
    assert list(Event.objects.about(event.actor)) == [event]
    assert not Event.objects.public().exists()


@pytest.mark.django_db
def test_a_verb_that_is_not_in_the_vocabulary_is_refused():
    user = User.objects.create_user("staff@example.org")
    with pytest.raises(ValueError, match=r"audit/verbs\.py"):
        record(verb="something.odd", target=user)


@pytest.mark.django_db
def test_what_is_rolled_back_was_not_done():
    user = User.objects.create_user("staff@example.org")
    with transaction.atomic():
        record(verb="demo.loaded", target=user)
        transaction.set_rollback(True)
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_one_deed_to_many_objects_leaves_a_line_for_each(django_assert_num_queries):
    people = [make_user() for _number in range(3)]

    with django_assert_num_queries(1):
        written = record_each(verb="user.corrected", targets=people, details={"together": 3})

    assert written == 3
    assert {event.object_id for event in Event.objects.all()} == {str(one.pk) for one in people}
    assert Event.objects.first().details == {"together": 3}


@pytest.mark.django_db
def test_a_verb_that_is_not_listed_is_refused_for_many_too():
    with pytest.raises(ValueError, match=r"user\.praised"):
        record_each(verb="user.praised", targets=[make_user()])
