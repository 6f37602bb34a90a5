"""One person goes through everything, with all that can go wrong; then is erased, and is nowhere.

The canary's name and mailbox stand nowhere else in the world. Mails that were sent are in the
mailboxes of those who got them; all else that the site wrote is searched.
"""

import logging
import logging.config
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as site
from django.db import DatabaseError, connection, transaction
from django.test import Client

from alerts import tasks as alert_tasks
from alerts.models import Subscriber
from campaigns import tasks
from campaigns.models import DataCopy, Letter, ShownSigner, Signature, SignOn, Voice
from campaigns.own_link import own_page_link
from campaigns.services import confirm_letter
from core.quiet import QuietFormatter
from core.sealed import unseal
from outbox.models import Message, Stream
from outbox.tasks import pump
from r2p_site.tasks import make_copies
from tests.campaigns.test_letters import write
from tests.factories.campaigns import make_campaign, make_signature
from tests.factories.outbox import make_incoming
from tests.flows import finder

pytestmark = pytest.mark.django_db

NAME = "Zephyrine Quillfeather"
ADDRESS = "zephyrine.quillfeather@plover.example.org"
# What came back and belongs to no mail names its sender; it goes after 14 days.
UNMATCHED = ("outbox_incoming",)
WORDS = ("Zephyrine", "Quillfeather", NAME, ADDRESS, "zephyrine.quillfeather")


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the site's own logging writes, in the form in which it writes it."""
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    formatter = site.LOGGING["formatters"]["plain"]
    handler.setFormatter(logging.config.DictConfigurator({}).configure_formatter(dict(formatter)))
    loggers = [logging.getLogger(name) for name in ("", "django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield stream
    for logger in loggers:
        logger.removeHandler(handler)


class Canary:
    """The person, in a browser, with a mailbox."""

    def __init__(self) -> None:
        self.browser = Client(raise_request_exception=False)
        self.campaign = make_campaign(letters=True, slug="save-the-plovers")
        self.page = f"/campaigns/{self.campaign.slug}/"

    def links(self, word: str) -> list[str]:
        """The links of the newest mail first, as its reader sees them."""
        found = []
        for message in Message.objects.filter(envelope_sealed__isnull=False).order_by("-pk"):
            whole = unseal(message.envelope_sealed)
            found += re.findall(rf"http://testserver(/[^\s\"]*{word}[^\s\"]*)", whole)
        return found

    def sign(self, **fields: str) -> None:
        typed = {"name": NAME, "email": ADDRESS, "country": "KE", "display": "full"}
        answer = self.browser.post(f"{self.page}sign/", typed | {"wants_updates": "on"} | fields)
        assert answer.status_code in (303, 500), answer.content

    def signs_repeats_and_confirms(self) -> None:
        self.sign()
        self.sign(name=NAME.upper(), email=ADDRESS.upper())
        self.sign(email=ADDRESS.replace("@", "+again@"))
        tasks.judge_signatures()
        page = self.browser.post(self.links("confirm/")[-1])
        assert "confirmed" in page.text
        self.sign()
        tasks.count_signatures()

    def is_shown_by_name(self) -> None:
        tasks.show_petitions(everywhere=True)
        assert NAME in list(ShownSigner.objects.values_list("name", flat=True))

    def says_why(self) -> None:
        [token] = {link.split("/")[3] for link in self.links("campaigns/confirm/")[:1]}
        said = {"text": f"I, {NAME}, walk there every day.", "display": "full"}
        self.browser.post(f"/campaigns/my-words/{token}/", said)
        assert Voice.objects.filter(text__contains=NAME).exists()
        decided = {"decided_by": self.campaign.approver, "decided_at": self.campaign.launched_at}
        Voice.objects.update(state="published", **decided)
        tasks.sign_voices()

    def writes_a_letter(self) -> None:
        action = self.campaign.letter_action
        token = write(action, email=ADDRESS, words=f"I am {NAME} and I ask you.")
        confirm_letter(token=token)
        tasks.dispatch_letters()
        assert Letter.objects.exists()

    def follows_and_loses_the_link(self) -> None:
        self.browser.post(
            "/alerts/ask/",
            {
                "email": ADDRESS,
                "topic": "everything",
                "kinds": ["briefs"],
                "cadence": "daily",
                "language": "en",
                "hour": "7",
                "weekday": "0",
                "time_zone": "UTC",
            },
        )
        self.browser.post("/alerts/my-link/", {"email": ADDRESS})
        alert_tasks.send_confirmations()
        assert Subscriber.objects.exists()

    def acts_for_an_organisation(self) -> None:
        typed = {
            "name": "Plover Friends",
            "country": "KE",
            "email": ADDRESS,
            "authorised": "on",
        }
        answer = self.browser.post(f"{self.page}organisations/sign/", typed)
        assert answer.status_code == 303
        assert SignOn.objects.exists()

    def uses_the_own_page(self) -> str:
        own = own_page_link(address=ADDRESS, language="en").removeprefix("http://testserver")
        self.browser.post("/mine/", {"email": ADDRESS})
        tasks.send_own_pages()
        self.browser.post("/mine/", {"email": ADDRESS})  # waits when the rest is erased
        petition = self.campaign.petition.pk
        self.browser.post(f"{own}petition/{petition}/name/", {"name": f"{NAME} the Second"})
        self.browser.post(f"{own}copy/")
        make_copies()
        assert DataCopy.objects.get().box
        return own

    def meets_errors(self) -> None:
        """A row that the database refuses, a view that breaks, a relay that says no, a bounce."""
        self.browser.get("/mine/not-a-link/")
        _refused_by_the_database()
        _broken(self)
        pump(stream=Stream.TRANSACTIONAL.value)
        make_incoming(raw=f"To: {ADDRESS}\nSubject: failed\n\n{NAME} unknown".encode())


def _refused_by_the_database() -> None:
    """An error whose text quotes the row, caught and logged as a worker does."""
    signature = Signature.objects.filter(state="confirmed").first()
    assert signature is not None
    ShownSigner.objects.all().delete()
    try:
        with transaction.atomic():
            ShownSigner.objects.create(
                signature=signature,
                petition=signature.petition,
                display="hidden",
                name=NAME,
                country="KE",
            )
    except DatabaseError:
        logging.getLogger("celery.app.trace").exception("Task campaigns.tasks.x raised")
    tasks.show_petitions(everywhere=True)


def _broken(canary: Canary) -> None:
    """A view that fails in the middle: its table is away."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE campaigns_signature RENAME TO campaigns_elsewhere")
        with transaction.atomic():
            pass
        try:
            with transaction.atomic():
                canary.sign()
        except DatabaseError:
            logging.getLogger("django.request").exception("Internal Server Error")
        transaction.set_rollback(False)
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE campaigns_elsewhere RENAME TO campaigns_signature")


def everywhere(log: StringIO, settings) -> list[tuple[str, bytes]]:
    """All places in which the site may have left something, and what stands there."""
    return [
        *finder.tables(),
        *finder.cached(),
        *finder.outbox(),
        *finder.files(Path(settings.ERASURES_DIR), Path(settings.EVIDENCE_DIR)),
        *finder.database_log(),
        ("log of the site", log.getvalue().encode()),
    ]


def lives(settings, log) -> str:
    """Go through all of it. Returns the address of the canary's own page."""
    canary = Canary()
    make_signature(petition=canary.campaign.petition, email="somebody.else@example.org")
    canary.signs_repeats_and_confirms()
    canary.is_shown_by_name()
    canary.says_why()
    canary.writes_a_letter()
    canary.follows_and_loses_the_link()
    canary.acts_for_an_organisation()
    own = canary.uses_the_own_page()
    canary.meets_errors()
    return own


@pytest.fixture
def wanted() -> set[bytes]:
    return finder.needles(*WORDS)


def test_an_erased_canary_is_nowhere(settings, log, wanted, mailoutbox):
    own = lives(settings, log)
    before = finder.places_with(wanted, everywhere(log, settings))
    # Allowed till then: what was chosen to be shown, and the envelopes that workers open.
    assert {"table campaigns_shownsigner", "table campaigns_voice"} <= set(before)
    assert [place for place in before if place.startswith("envelope of ")]
    assert mailoutbox
    allowed = ("envelope of ", "table campaigns_shownsigner", "table campaigns_voice")
    assert {place for place in before if not place.startswith(allowed)} == set()

    assert Client().post(f"{own}erase/").status_code == 303

    assert finder.places_with(wanted, everywhere(log, settings)) == {}
    assert Signature.objects.count() == 1
    assert not Subscriber.objects.exists()
    assert not SignOn.objects.filter(contact_sealed__isnull=False).exists()
    assert not DataCopy.objects.exists()


def test_what_is_sealed_of_an_erased_canary_is_gone_too(settings, log, wanted):
    """A sealed box tells nothing to the finder: so every box that is left is opened."""
    own = lives(settings, log)
    assert finder.places_with(wanted, finder.boxes(but=UNMATCHED))
    assert Client().post(f"{own}erase/").status_code == 303
    assert finder.places_with(wanted, finder.boxes(but=UNMATCHED)) == {}


@pytest.mark.parametrize(
    "eraser",
    ["campaigns.services.forget", "outbox.retention.forget", "alerts.services.forget"],
)
def test_the_search_notices_when_one_eraser_is_switched_off(
    settings, log, wanted, monkeypatch, eraser
):
    own = lives(settings, log)
    monkeypatch.setattr(eraser, lambda **_words: 0)
    Client().post(f"{own}erase/")
    left = finder.places_with(wanted, [*everywhere(log, settings), *finder.boxes(but=UNMATCHED)])
    assert left


@pytest.mark.parametrize("disguise", sorted(finder.disguises(NAME)))
def test_the_finder_sees_through_every_disguise(disguise, wanted):
    around = b"xx " + disguise + b" yy"
    assert finder.places_with(wanted, [("here", around)])


def test_the_finder_finds_a_word_in_the_middle_of_what_was_encoded(wanted):
    import_free = (b"a" * number + ADDRESS.encode() + b"zz" for number in range(4))
    encoders = (finder.base64.b64encode, finder.base64.urlsafe_b64encode, bytes.hex)
    for whole in import_free:
        for encode in encoders:
            encoded = encode(whole)
            content = encoded.encode() if isinstance(encoded, str) else encoded
            assert finder.places_with(wanted, [("here", content)])


def test_the_log_leaves_people_out_and_says_what_happened():
    token = f"{'a' * 40}:1xYz12:{'b' * 43}"
    text = QuietFormatter("%(message)s").format(
        logging.makeLogRecord({"msg": f"Not Found: /mine/{token}/ {ADDRESS}\nDETAIL: Key ({NAME})"})
    )
    assert text == "Not Found: /mine/[link]/ [address]\nDETAIL: [left out]"
