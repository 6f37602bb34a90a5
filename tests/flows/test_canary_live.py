"""A person on the running site, erased: nothing of them is in any of its places.

Web server, worker, broker and relay are processes of their own (habitat). What the site wrote while
it ran is searched: tables and what is sealed in them, lists of deliveries, cache and broker, files,
and the logs of all, PostgreSQL's too. Mails that were taken are in other people's mailboxes.
"""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import redis
from django.db import IntegrityError, connection, transaction

from campaigns.models import Campaign, DeliveryStatus, Letter, Signature, SignOn, Voice
from core.sealed import seal_json
from outbox.services import enqueue
from tests.factories.accounts import make_user
from tests.factories.campaigns import make_campaign, make_signature
from tests.factories.deliveries import make_made
from tests.flows import finder
from tests.flows.habitat import BROKER, Habitat, inhabited
from tests.flows.person import ADDRESS, NAME, WORDS, Person

pytestmark = pytest.mark.django_db(transaction=True)

SHOWN = ("table campaigns_shownsigner", "table campaigns_voice")
OPENED = (
    "campaigns_signature.sealed",
    "campaigns_letter.sealed",
    "campaigns_signon.contact_sealed",
    "outbox_message.envelope_sealed",
    "outbox_incoming.raw_sealed",
)


@pytest.fixture
def habitat(settings, tmp_path) -> Iterator[Habitat]:
    settings.EVIDENCE_DIR = tmp_path / "evidence"
    settings.DELIVERY_DIR = tmp_path / "evidence" / "deliveries"
    settings.ERASURES_DIR = tmp_path / "erasures"
    with inhabited(tmp_path) as found:
        settings.BASE_URL = found.address
        yield found


@pytest.fixture
def wanted() -> set[bytes]:
    return finder.needles(*WORDS)


def everywhere(directory: Path) -> Iterator[tuple[str, bytes]]:
    yield from finder.tables()
    yield from finder.boxes()
    yield from finder.delivered()
    yield from finder.cached(BROKER)
    yield from finder.files(directory)
    yield from finder.database_log()


def lives(habitat: Habitat, campaign: Campaign) -> Person:
    person = Person(habitat, campaign)
    person.signs_while_the_relay_says_no()
    person.is_counted_and_shown()
    person.comes_to_the_own_page()
    person.says_why(make_user())
    person.writes_a_letter_of_which_nobody_knows_whether_it_left()
    person.follows()
    person.acts_for_an_organisation()
    person.is_told_of_news()
    return person


def refused_by_the_database() -> None:
    """A statement with the person in it that PostgreSQL refuses, and would quote in its log."""
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        # psycopg binds in the client, so the person stands in the statement itself.
        cursor.execute(
            "INSERT INTO campaigns_shownsigner (petition_id, signature_id, display, name, country)"
            " VALUES (0, 0, 'hidden', %s, 'KE')",
            [NAME],
        )


def test_an_erased_person_is_nowhere_on_the_running_site(habitat, tmp_path, wanted):
    campaign = make_campaign(letters=True, slug="keep-the-plovers")
    other = make_signature(petition=campaign.petition, name_handed_over=True)
    person = lives(habitat, campaign)
    done, waits = person.is_handed_over()
    person.meets_errors()
    person.is_refused_for_good_and_bounces()
    refused_by_the_database()

    before = finder.places_with(wanted, everywhere(tmp_path))
    assert {*SHOWN, *OPENED, f"list of {done}", f"list of {waits}"} <= set(before)
    logs = {place for place in before if "log" in place}
    assert logs == set()

    person.erases_everything()
    # Whatever the worker does afterwards brings nothing back.
    person.wake("campaigns.tasks.make_deliveries", "campaigns.tasks.sign_voices")
    assert habitat.wake("campaigns.tasks.show_petitions", everywhere=True)
    for stream in ("transactional", "bulk", "letter"):
        person.send(stream)

    assert finder.places_with(wanted, everywhere(tmp_path)) == {}
    assert list(Signature.objects.all()) == [other]
    assert not Voice.objects.exists()
    assert not Letter.objects.filter(sealed__isnull=False).exists()
    assert not SignOn.objects.filter(contact_sealed__isnull=False).exists()
    for delivery in (done, waits):
        delivery.refresh_from_db()
    assert (done.status, done.sealed_key) == (DeliveryStatus.HANDED_OVER, None)
    assert (waits.status, waits.signatures) == (DeliveryStatus.READY, 1)
    each_planted_trace_is_found(tmp_path, campaign, wanted)


def each_planted_trace_is_found(directory: Path, campaign: Campaign, wanted: set[bytes]) -> None:
    """The search can fail: what is put into each kind of place is found there."""
    for plant, place in planting(directory, campaign):
        before = finder.places_with(wanted, everywhere(directory))
        plant()
        found = set(finder.places_with(wanted, everywhere(directory))) - set(before)
        assert any(each.startswith(place) for each in found), (place, found)


def planting(directory: Path, campaign: Campaign) -> Iterator[tuple[Callable[[], object], str]]:
    petition = campaign.petition
    yield lambda: Campaign.objects.filter(pk=campaign.pk).update(notice=NAME), "table campaigns_ca"
    sealed = seal_json({"name": NAME})
    yield lambda: petition.signatures.update(sealed=sealed), "campaigns_signature.sealed"
    mail = {"template": "campaigns/email/own_page", "values": {"own_page": "https://x.test/"}}
    yield lambda: enqueue(to=ADDRESS, dedup_key="planted", **mail), "outbox_message.envelope"
    yield lambda: make_made(petition=petition), "list of "
    for name in ("web", "worker"):
        yield partial(_said_in_a_log, directory / "log" / f"{name}.log"), f"file {name}.log"
    hidden = b"\0\1" + NAME.encode("utf-16-le")
    for name in ("evidence/original.bin", "erasures/2026-05-04.jsonl", "media/card.png"):
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        yield partial(path.write_bytes, hidden), f"file {path.name}"
    address = urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{BROKER}").geturl()
    broker = redis.Redis.from_url(address)
    yield lambda: broker.set("cache:1:page", NAME), f"cache {BROKER} cache"
    yield lambda: broker.lpush("queue:late", f'{{"body": "{ADDRESS}"}}'), f"cache {BROKER} queue"
    if os.environ.get("STACK_DIRECTORY"):
        yield lambda: _said_by_postgres(NAME), "log of PostgreSQL"


def _said_in_a_log(path: Path) -> None:
    with path.open("a") as log:
        log.write(f"A bad thing came to {ADDRESS}\n")


def _said_by_postgres(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE LOG '{words}'; END $$")
