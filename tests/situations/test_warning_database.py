"""What PostgreSQL itself refuses about warnings, to raw SQL as to the rest. (D9)"""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ProtectedError

from situations.models import EarlyWarning, Escalation, WarningMessage, WarningStatus
from tests.factories.accounts import make_organisation, make_user
from tests.factories.warnings import AT, make_warning

pytestmark = pytest.mark.django_db


@pytest.fixture
def warning():
    return make_warning(organisation=make_organisation())


@pytest.fixture
def message(warning):
    return WarningMessage.objects.create(
        warning=warning, side="sender", text="It began.", sent_at=AT
    )


def refused(statement: str, *parameters: object) -> None:
    vanishes = pytest.raises(DatabaseError, match="A warning never vanishes")
    with vanishes, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_d9_no_statement_deletes_a_warning(warning, message):
    Escalation.objects.create(warning=warning, reached="staff", status="received", at=AT)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or TRUNCATE is refused for these alone
    for table in ("earlywarning", "warningmessage", "escalation"):
        refused(f"DELETE FROM situations_{table}")  # noqa: S608 - names of ours
        refused(f"TRUNCATE situations_{table} CASCADE")
    assert EarlyWarning.objects.count() == 1


def test_d9_nor_does_the_model(warning):
    with pytest.raises(DatabaseError, match="never vanishes"), transaction.atomic():
        warning.delete()
    with pytest.raises(DatabaseError, match="never vanishes"), transaction.atomic():
        EarlyWarning.objects.all().delete()


def test_d9_nor_does_deleting_what_it_belongs_to(warning):
    with pytest.raises(ProtectedError):
        warning.organisation.delete()


@pytest.mark.parametrize(
    "column",
    ["receipt", "place", "when", "urgency", "feared", "people_at_risk", "how_known", "sender"],
)
def test_the_words_of_a_warning_never_change(column, warning):
    refused(f"UPDATE situations_earlywarning SET \"{column}\" = 'later'")  # noqa: S608 - likewise


@pytest.mark.parametrize("column", ["received_at", "acknowledge_by"])
def test_nor_does_the_moment_it_came_or_what_was_promised(column, warning):
    refused(f"UPDATE situations_earlywarning SET {column} = now()")  # noqa: S608 - likewise


def test_what_was_said_never_changes(message):
    refused("UPDATE situations_warningmessage SET text = 'nothing'")


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"status": "lost"}, "situations_warning_status"),
        ({"due_at": None}, "situations_warning_open_has_a_clock"),
        ({"status": WarningStatus.CLOSED, "due_at": None}, "situations_warning_end_has_a_reason"),
        ({"status": WarningStatus.CLOSED, "reason": "Known."}, "situations_warning_open_has"),
        ({"status": WarningStatus.NEEDS_INFORMATION}, "situations_warning_end_has_a_reason"),
        (
            {"status": WarningStatus.LINKED, "due_at": None, "reason": "It fits."},
            "situations_warning_leads_somewhere",
        ),
        (
            {"status": WarningStatus.DECLINED, "due_at": None, "reason": "Known."},
            "situations_warning_declined_why",
        ),
    ],
)
def test_d9_an_open_warning_has_a_clock_and_an_end_has_a_reason(columns, constraint, warning):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        EarlyWarning.objects.filter(pk=warning.pk).update(**columns)


def test_a_message_of_the_desk_names_its_author_and_one_of_a_sender_names_nobody(warning):
    user = make_user()
    for side, author in (("desk", None), ("note", None), ("sender", user)):
        with pytest.raises(IntegrityError, match="warningmessage_side"), transaction.atomic():
            WarningMessage.objects.create(
                warning=warning, side=side, author=author, text="x", sent_at=AT
            )


def test_there_is_no_column_for_whoever_sent_it():
    columns = {field.name for field in EarlyWarning._meta.get_fields()}
    assert not columns & {"ip", "address", "user_agent", "session", "phone", "name", "reporter"}
