"""Forgetting a person: all apps at once, by an address that stands in no command."""

import io
from collections.abc import Callable

import pytest
from django.core.management import CommandError, call_command

from alerts.models import Subscriber
from outbox.models import Message
from tests.factories.alerts import make_subscriber
from tests.factories.outbox import make_message

pytestmark = pytest.mark.django_db

NOTICE = "alerts/email/your_link"
Typed = Callable[[str], None]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    return lambda words: monkeypatch.setattr("sys.stdin", io.StringIO(words))


@pytest.fixture
def ada() -> None:
    make_subscriber(email="ada@example.org")
    make_subscriber(email="eva@example.org")
    make_message(template=NOTICE, to="ada@example.org", values={"manage_url": "https://x.test/"})


def test_every_app_forgets_the_person_and_nobody_else(ada: None, typed: Typed, capsys) -> None:
    typed("Ada@Example.org\nforget\n")

    call_command("forget_person")

    assert [row.pk for row in Subscriber.objects.all()] == [Subscriber.objects.get().pk]
    assert Message.objects.get().envelope_sealed is None
    said = capsys.readouterr().out
    for app in ("alerts", "campaigns", "warnings", "invitations", "mail"):
        assert f"{app}: " in said
    assert "ada" not in said.lower()


@pytest.mark.parametrize("words", ["ada@example.org\nno\n", "ada@example.org\n", "\n", "a b\n"])
def test_without_the_word_or_without_an_address_nothing_changes(
    ada: None, typed: Typed, words: str
) -> None:
    typed(words)

    with pytest.raises(CommandError):
        call_command("forget_person")

    assert Subscriber.objects.count() == 2
    assert Message.objects.get().envelope_sealed is not None
