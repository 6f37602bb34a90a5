"""Ninety days after a campaign closed nobody can tell who signed; the numbers stay."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, connection, transaction

from audit.models import Erasure, Event
from campaigns.models import (
    CampaignStatus,
    Letter,
    LetterState,
    Petition,
    ShownSigner,
    Signature,
    SignatureState,
    Tally,
)
from campaigns.services import count_signatures, recount_signatures, retention, sign_petition
from campaigns.services.asking import known_spelling
from campaigns.services.retention import erase_names, names_held
from campaigns.tasks import erase_names as erase_task
from core.rules import RuleRefused
from tests.campaigns.test_signing import a_signing
from tests.factories.campaigns import (
    make_campaign,
    make_letter,
    make_letter_action,
    make_petition,
    make_signature,
)

pytestmark = pytest.mark.django_db

CLOSED = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
DUE = CLOSED + timedelta(days=90)


@pytest.fixture
def closed(db: None) -> Petition:
    campaign = make_campaign(status=CampaignStatus.CLOSED, at=CLOSED)
    return campaign.petition


def test_names_stay_for_ninety_days_and_not_a_second_longer(closed):
    make_signature(petition=closed, at=CLOSED)
    assert erase_names(at=DUE - timedelta(seconds=1)) == 0
    assert names_held(closed)
    assert erase_names(at=DUE) == 1
    assert not names_held(closed)


def test_an_open_petition_keeps_its_names_however_old(petition):
    make_signature(petition=petition, at=CLOSED - timedelta(days=900))
    erase_names(at=DUE + timedelta(days=900))
    assert names_held(petition)


def test_counts_countries_languages_and_the_history_stay(closed):
    for country, language in (("KE", "en"), ("KE", "en"), ("FR", "fr")):
        make_signature(petition=closed, at=CLOSED, country=country, language=language)
    count_signatures()
    before = list(Tally.objects.values_list("hour", "country", "language", "signatures"))
    erase_names(at=DUE)
    closed.refresh_from_db()
    assert closed.signature_total == 3
    assert list(Tally.objects.values_list("hour", "country", "language", "signatures")) == before
    rows = Signature.objects.filter(petition=closed)
    assert sorted(rows.values_list("country", flat=True)) == ["FR", "KE", "KE"]
    assert set(rows.values_list("sealed", "email_key", "display")) == {(None, None, "hidden")}
    assert recount_signatures() == []


def test_the_key_is_destroyed_so_that_no_old_index_finds_anybody(closed):
    key = bytes(closed.index_key)
    make_signature(petition=closed, email="ada@example.org")
    erase_names(at=DUE)
    closed.refresh_from_db()
    assert (closed.index_key, closed.names_gone_at) == (None, DUE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(p::text, ' ') FROM campaigns_petition p")
        assert key.hex() not in cursor.fetchone()[0]
    assert known_spelling("ada@example.org") == ""
    assert [event.verb for event in Event.objects.about(closed)] == ["petition.names_erased"]


def test_a_signature_on_a_petition_without_a_key_is_refused_as_closed(petition):
    Petition.objects.filter(pk=petition.pk).update(index_key=None, names_gone_at=DUE)
    petition.refresh_from_db()
    with pytest.raises(RuleRefused) as refused:
        sign_petition(petition=petition, signing=a_signing())
    assert refused.value.codes == ["closed"]
    assert not Signature.objects.exists()


def test_a_key_goes_with_its_date_and_no_other_way(petition):
    with pytest.raises(IntegrityError), transaction.atomic():
        Petition.objects.filter(pk=petition.pk).update(index_key=None)


def test_each_petition_has_a_key_of_its_own(petition):
    other = make_petition()
    assert bytes(petition.index_key) != bytes(other.index_key)
    assert len(bytes(petition.index_key)) == 32


def test_what_was_never_confirmed_goes_altogether_and_nobody_is_shown_any_more(closed):
    make_signature(petition=closed, state=SignatureState.HELD, at=CLOSED)
    shown = make_signature(petition=closed, display="full", at=CLOSED)
    ShownSigner.objects.create(
        signature=shown, petition=closed, display="full", name="Ada Signer", country="KE"
    )
    erase_names(at=DUE)
    assert list(Signature.objects.all()) == [shown]
    assert not ShownSigner.objects.exists()


class Killed(BaseException):
    pass


def test_killed_midway_the_next_run_goes_on_and_a_third_finds_nothing(closed, monkeypatch):
    for _number in range(7):
        make_signature(petition=closed, at=CLOSED)
    whole, calls = retention._erase_some, []

    def mortal(*args):
        if len(calls) == 2:
            raise Killed
        calls.append(args)
        return whole(*args)

    monkeypatch.setattr(retention, "_erase_some", mortal)
    with pytest.raises(Killed):
        erase_names(at=DUE, batch=2)
    assert Signature.objects.named().count() == 3
    closed.refresh_from_db()
    assert closed.index_key is not None  # the key goes last: till then each can still be found
    monkeypatch.undo()
    assert erase_names(at=DUE, batch=2) == 3
    assert erase_names(at=DUE, batch=2) == 0
    assert Signature.objects.count() == 7
    assert Erasure.objects.filter(kind="petition", scope=closed.pk).count() == 1


def test_letters_of_a_closed_campaign_lose_their_authors_unless_their_end_is_open():
    campaign = make_campaign(status=CampaignStatus.CLOSED, petition=False, at=CLOSED)
    action = make_letter_action(campaign=campaign)
    gone = make_letter(letter_action=action, at=CLOSED)
    young = make_letter(at=CLOSED)
    assert erase_names(at=DUE) == 1
    gone.refresh_from_db()
    young.refresh_from_db()
    assert (gone.sealed, gone.author_key) == (None, None)
    assert young.sealed is not None
    assert Letter.objects.filter(state=LetterState.CONFIRMED).count() == 2


def test_the_task_erases_at_the_present_time(closed):
    make_signature(petition=closed, at=CLOSED)
    campaign = closed.campaign
    campaign.closed_at = CLOSED - timedelta(days=3650)
    campaign.save(update_fields=["closed_at"])
    erase_task()
    with pytest.raises(ObjectDoesNotExist):
        Signature.objects.named().get()
