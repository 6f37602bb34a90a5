"""Two at once: double clicks, two tabs, links pressed together, and a rush on one petition.

Each round begins at a barrier, so that both are in the database at the same moment.
"""

import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import connections
from django.test import Client

from campaigns.models import Signature, SignatureState
from campaigns.services import (
    Signing,
    confirm_signature,
    count_signatures,
    forget,
    recount_signatures,
    sign_petition,
)
from campaigns.services.signing import confirmation_link
from core.tokens import TokenRefused
from outbox.models import Message
from tests.campaigns.conftest import FILLED_IN
from tests.factories.campaigns import make_petition

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 200


@pytest.fixture
def petition():
    return make_petition()


def at_once(*deeds: Callable[[], object]) -> None:
    """Do each deed in a thread of its own. What one of them raises is raised here."""
    failures: list[BaseException] = []

    def do(deed: Callable[[], object]) -> None:
        try:
            deed()
        except BaseException as error:  # noqa: BLE001 - it is raised again by the test's own thread
            failures.append(error)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=do, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def signed(petition, number: int) -> list[Signing]:
    people = [
        Signing(name="Ada", email=f"person{place}@example.org", country="KE")
        for place in range(number)
    ]
    for one in people:
        sign_petition(petition=petition, signing=one)
    return people


def token(petition, one: Signing) -> str:
    return confirmation_link(petition, one).rstrip("/").rpartition("/")[2]


def in_step(people, barrier: threading.Barrier, deed: Callable[[Signing], object]):
    """The deed for one person after the other, each begun together with the other thread."""

    def work() -> None:
        for one in people:
            barrier.wait(60)
            deed(one)

    return work


def counting(done: threading.Event) -> Callable[[], None]:
    """The counter, running all the while."""

    def work() -> None:
        while not done.is_set():
            count_signatures()

    return work


def total(petition) -> int:
    count_signatures()
    petition.refresh_from_db()
    return int(petition.signature_total)


def test_a_link_that_is_pressed_twice_at_once_counts_once_in_200_rounds(petition):
    people = signed(petition, ROUNDS)
    barrier, done = threading.Barrier(2), threading.Event()

    def press(one: Signing) -> None:
        confirm_signature(token=token(petition, one))

    def last() -> None:
        in_step(people, barrier, press)()
        done.set()

    at_once(in_step(people, barrier, press), last, counting(done))
    assert petition.signatures.filter(state=SignatureState.CONFIRMED).count() == ROUNDS
    assert total(petition) == ROUNDS
    assert recount_signatures() == []


def test_confirming_in_one_tab_and_erasing_in_another_leaves_the_count_exact(petition):
    people = signed(petition, 60)
    barrier, done = threading.Barrier(2), threading.Event()

    def press(one: Signing) -> None:
        with suppress(TokenRefused):  # the other tab was quicker
            confirm_signature(token=token(petition, one))

    def erase(one: Signing) -> None:
        forget(address=one.email)

    def last() -> None:
        in_step(people, barrier, erase)()
        done.set()

    at_once(in_step(people, barrier, press), last, counting(done))
    assert not Signature.objects.exists()
    assert total(petition) == 0
    assert recount_signatures() == []


def test_a_double_click_is_one_signature_and_two_like_answers(petition):
    """Fifty times: the same form sent by two connections at once."""
    url = f"/campaigns/{petition.campaign.slug}/sign/"
    barrier, answers = threading.Barrier(2), Counter()
    people = [f"double{place}@example.org" for place in range(50)]

    def click() -> None:
        client = Client()
        for email in people:
            barrier.wait(60)
            answer = client.post(url, FILLED_IN | {"email": email})
            answers[answer.status_code, answer["Location"]] += 1

    at_once(click, click)
    assert len(answers) == 1
    assert petition.signatures.count() == 50
    assert Message.objects.count() == 100  # of which a worker lets one each go


def test_500_posts_at_once_to_one_petition_are_all_kept(petition):
    url = f"/campaigns/{petition.campaign.slug}/sign/"
    barrier, answers = threading.Barrier(20), Counter()

    def rush(place: int) -> Callable[[], None]:
        def work() -> None:
            client = Client()
            barrier.wait(60)
            for number in range(25):
                email = f"rush{place}.{number}@example.org"
                answers[client.post(url, FILLED_IN | {"email": email}).status_code] += 1

        return work

    at_once(*[rush(place) for place in range(20)])
    assert answers == {303: 500}
    assert petition.signatures.count() == 500
    assert Message.objects.count() == 500
    assert total(petition) == 0, "nobody has confirmed"
