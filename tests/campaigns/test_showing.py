"""Recent signers, only as they chose to be shown; gone at once when they choose otherwise."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from audit.models import Event
from campaigns.models import Axis, Display, PublishedTally, ShownSigner
from campaigns.services.showing import KEPT, hide_signer, hide_signers, show_signers, words_for
from tests.factories.accounts import log_in, make_user
from tests.factories.campaigns import make_campaign, make_petition, make_signature

AT = datetime(2026, 5, 3, 12, tzinfo=UTC)


pytestmark = pytest.mark.django_db


@pytest.fixture
def petition():
    return make_petition(counted_at=AT)


def shown(petition, **more):
    return make_signature(petition=petition, counted=True, **more)


def page_of(client, petition) -> str:
    return client.get(petition.get_absolute_url()).content.decode()


def name_country(petition, country="KE"):
    PublishedTally.objects.create(
        petition=petition, hour=AT, axis=Axis.COUNTRY, key=country, signatures=10
    )


@pytest.mark.parametrize(
    ("name", "display", "words"),
    [
        ("Amina Karimi", Display.FULL, "Amina Karimi"),
        ("Amina Karimi", Display.INITIAL, "Amina K."),
        ("Jean-Luc de la Tour", Display.INITIAL, "Jean-Luc T."),
        ("أمينة الكاتب", Display.INITIAL, "أمينة ا."),
        ("Amani", Display.INITIAL, "Amani"),
        ("王小明", Display.INITIAL, "王…"),
        ("Amina (mother)", Display.INITIAL, "Amina m."),
        ("Amina 7", Display.INITIAL, "Amina"),
        ("Amina Karimi", Display.COUNTRY, ""),
        ("Amina Karimi", Display.HIDDEN, ""),
    ],
)
def test_a_name_is_worded_as_its_bearer_chose(name, display, words):
    assert words_for(name, display) == words


def test_only_those_who_chose_to_be_shown_are_and_as_they_chose(client, petition):
    name_country(petition)
    for name, display in (
        ("Hidden Person", Display.HIDDEN),
        ("Full Name", Display.FULL),
        ("Initial Only", Display.INITIAL),
        ("Country Alone", Display.COUNTRY),
    ):
        shown(petition, name=name, display=display)
    assert show_signers(at=AT) == 3
    page = page_of(client, petition)
    for words in ("<b>Full Name</b>, Kenya", "<b>Initial O.</b>, Kenya", "Somebody from Kenya"):
        assert words in page
    for words in ("Hidden", "Only</b>", "Alone"):
        assert words not in page


def test_nobody_is_shown_before_confirming_and_being_counted(petition):
    make_signature(petition=petition, state="pending", display=Display.FULL)
    make_signature(petition=petition, state="held", display=Display.FULL)
    make_signature(petition=petition, display=Display.FULL, counted=False)
    assert show_signers(at=AT) == 0


def test_a_country_is_named_only_where_its_number_is_public(client, petition):
    shown(petition, name="Full Name", display=Display.FULL, country="RW")
    shown(petition, display=Display.COUNTRY, country="RW")
    show_signers(at=AT)
    page = page_of(client, petition)
    assert "<b>Full Name</b></li>" in page
    assert "Somebody from" not in page
    name_country(petition, "RW")
    page = page_of(client, petition)
    assert "<b>Full Name</b>, Rwanda" in page
    assert "Somebody from Rwanda" in page


def test_a_signer_who_is_hidden_or_deleted_is_gone_at_the_next_request(client, petition):
    first = shown(petition, name="Ada First", display=Display.FULL)
    second = shown(petition, name="Bo Second", display=Display.FULL)
    show_signers(at=AT)
    hide_signer(first)
    assert "Ada First" not in page_of(client, petition)
    second.delete()
    assert "Bo Second" not in page_of(client, petition)


def test_many_are_hidden_in_one_deed(petition):
    shown(petition, display=Display.FULL)
    shown(petition, display=Display.FULL)
    show_signers(at=AT)
    hide_signers(petition.signatures.all())
    assert not ShownSigner.objects.exists()


def test_who_changes_how_to_be_shown_is_shown_that_way_by_the_next_run(petition):
    signer = shown(petition, name="Amina Karimi", display=Display.FULL)
    show_signers(at=AT)
    type(signer).objects.filter(pk=signer.pk).update(display=Display.INITIAL)
    show_signers(at=AT)
    assert [row.name for row in petition.shown_signers.all()] == ["Amina K."]
    type(signer).objects.filter(pk=signer.pk).update(display=Display.HIDDEN)
    show_signers(at=AT)
    assert not petition.shown_signers.exists()


def test_only_the_newest_are_kept(petition):
    for number in range(KEPT + 2):
        shown(petition, name=f"Signer {number}", display=Display.FULL)
    show_signers(at=AT)
    show_signers(at=AT)
    assert petition.shown_signers.count() == KEPT
    assert not petition.shown_signers.filter(name="Signer 1").exists()


def test_in_at_risk_mode_nobody_is_shown_and_who_was_goes(client):
    campaign = make_campaign()
    petition = campaign.petition
    petition.counted_at = AT
    petition.save()
    shown(petition, name="Full Name", display=Display.FULL)
    show_signers(at=AT)
    campaign.at_risk = True
    campaign.save()
    assert "Full Name" not in page_of(client, petition)
    show_signers(at=AT)
    assert not ShownSigner.objects.exists()


def test_petitions_that_stand_still_are_left_alone_but_for_the_hourly_look(petition):
    shown(petition, display=Display.FULL)
    later = AT + timedelta(hours=1)
    assert show_signers(at=later) == 0
    assert show_signers(at=later, everywhere=True) == 1


def test_a_signature_without_its_name_is_not_shown(petition):
    signer = shown(petition, display=Display.FULL)
    type(signer).objects.filter(pk=signer.pk).update(sealed=None)
    assert show_signers(at=AT) == 0


def test_a_name_of_markup_is_shown_as_it_was_typed(client, petition):
    shown(petition, name="<b>Bold</b> O'Neill", display=Display.FULL)
    show_signers(at=AT)
    assert "&lt;b&gt;Bold&lt;/b&gt; O&#x27;Neill" in page_of(client, petition)


def test_staff_take_a_name_off_the_page_for_good_and_the_signature_counts(client, petition):
    signer = shown(petition, name="Rude Words", display=Display.FULL)
    show_signers(at=AT)
    desk = Client()
    log_in(desk, make_user(staff=True, second_factor=True))
    url = "/admin/campaigns/shownsigner/"
    assert "Rude Words" in desk.get(url).content.decode()
    desk.post(url, {"action": "take_off", "_selected_action": [signer.pk]})
    show_signers(at=AT)
    assert "Rude Words" not in page_of(client, petition)
    signer.refresh_from_db()
    assert (signer.state, signer.display) == ("confirmed", Display.HIDDEN)
    event = Event.objects.get(verb="signer.hidden")
    assert "Rude" not in str(event.details)
