"""Many at once, in real threads: each lock of letters, on and off."""

import threading
from collections import Counter
from datetime import UTC, datetime
from functools import partial

import pytest
from django.db import connections, transaction
from django.db.models import Manager

from campaigns.models import Letter, RuleKind, Strategy, Targeting
from campaigns.services import dispatch_letters, dispatching, measuring
from campaigns.services.targeting import pick_targets
from outbox.models import Message, Stream
from tests.factories.campaigns import make_campaign, make_letter, make_letter_action
from tests.factories.officials import make_post
from tests.factories.targets import make_rule

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
OWN = "My grandmother sold millet at the lower market and told me of the river in the dry years."
ON_AND_OFF = pytest.mark.parametrize("is_on", [True, False], ids=["on", "off"])
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
ROUNDS = 16


def meanwhile(deed):
    """Start the deed in a connection of its own. Returns when it has ended, or waits for ours."""

    def run():
        try:
            deed()
        finally:
            connections["default"].close()

    thread = threading.Thread(target=run)
    thread.start()
    while thread.is_alive():
        with connections["default"].cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                break
    return thread


def _add(found, pick):
    found.extend(pick())


@ON_AND_OFF
def test_two_writers_at_once_get_two_offices(monkeypatch, is_on):
    """Without the lock the second sees the counts of before, and is sent where the first was."""
    action = make_letter_action(campaign=make_campaign(petition=False))
    Targeting.objects.create(letter_action=action, strategy=Strategy.LEAST, most=1)
    for name in "ab":
        office = make_post(email=f"{name}@many.example.org")
        make_rule(letter_action=action, kind=RuleKind.POST, post=office, place=ord(name))
    if not is_on:
        monkeypatch.setattr(Manager, "select_for_update", lambda rows, **_words: rows.all())
    pick = partial(pick_targets, letter_action=action, country="KE", at=NOON)
    pick()
    pick()
    different = []
    for _round in range(ROUNDS):
        second = []
        with transaction.atomic():
            first = pick()
            thread = meanwhile(partial(_add, second, pick))
        thread.join()
        different.append(first != second)
    assert all(different) is is_on


@ON_AND_OFF
def test_two_who_measure_at_once_count_each_letter_once(monkeypatch, is_on):
    make_letter(own_words=OWN, originality=None, at=NOON)
    if not is_on:
        monkeypatch.setattr(measuring, "lock", lambda _name, **_words: True)
    with transaction.atomic():
        measuring.measure_letters()
        thread = meanwhile(measuring.measure_letters)
    thread.join()
    known = Letter._meta.apps.get_model("campaigns", "LetterShingle")
    counts = Counter(known.objects.values_list("letters", flat=True))
    assert (set(counts) == {1}) is is_on


@ON_AND_OFF
def test_two_dispatchers_at_once_keep_to_one_cap(monkeypatch, is_on):
    """Each by itself would let one letter go, to one mailbox in the same moment."""
    posts = [make_post(email=f"{name}@state.example.org", holder="Awa Sow") for name in "ab"]
    for post in posts:
        post.contacts.update(mailbox_group="ministry")
        made = make_letter_action(campaign=make_campaign(petition=False, addressees=[post]))
        make_letter(letter_action=made, at=NOON)
    if not is_on:
        monkeypatch.setattr(dispatching, "lock", lambda _name, **_words: True)
    first, second = (one.pk for one in posts)
    every = dispatching._posts
    mine = threading.local()
    monkeypatch.setattr(
        dispatching, "_posts", lambda rows: [p for p in every(rows) if p.pk == mine.office]
    )

    def dispatch(office):
        mine.office = office
        dispatch_letters(at=NOON)

    with transaction.atomic():
        dispatch(first)
        thread = meanwhile(lambda: dispatch(second))
    thread.join()
    assert Message.objects.filter(stream=Stream.LETTER).count() == (1 if is_on else 2)
