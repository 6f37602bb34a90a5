"""Deliveries at the desk and in public, by the front door."""

import csv
import io
import re
from datetime import timedelta
from zipfile import ZipFile

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from audit.models import Event
from campaigns.models import Delivery, DeliveryStatus
from campaigns.services import delivering
from campaigns.services.deliveries import hand_over
from core.boxes import new_key
from core.text import aggregate_figures
from officials.models import Post
from situations.models import Territory
from tests.factories.accounts import log_in, make_member, make_organisation
from tests.factories.campaigns import make_campaign, make_signature
from tests.factories.deliveries import make_delivery, make_made
from tests.factories.officials import make_post
from tests.factories.situations import make_situation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def delivery_directory(settings, tmp_path):
    settings.DELIVERY_DIR = tmp_path / "deliveries"


@pytest.fixture
def organisation(db):
    return make_organisation()


@pytest.fixture
def campaign(organisation):
    situation = make_situation(organisation=organisation)
    return make_campaign(organisation=organisation, situation=situation)


@pytest.fixture
def editor(organisation):
    return browser(make_member(organisation=organisation, role="editor"))


@pytest.fixture
def approver(organisation):
    return browser(make_member(organisation=organisation, role="approver", second_factor=True))


@pytest.fixture
def signed(campaign):
    for place in range(12):
        make_signature(petition=campaign.petition, name=f"Ada Number{place}", name_handed_over=True)
    return campaign.petition


def browser(user):
    client = Client()
    log_in(client, user)
    client.user = user
    return client


def wanted(campaign, **more):
    post = campaign.offices[0].pk
    values = {"post": post, "redaction": "full", "language": "en", "reason": "An appointment."}
    return values | more


def begun(editor, campaign, **more):
    url = f"/desk/campaigns/{campaign.pk}/deliveries/new/"
    response = editor.post(url, wanted(campaign, **more))
    assert response.status_code == 302, response.content.decode()
    return response["Location"]


def worker():
    delivering.wrap_codes()
    delivering.advance_deliveries()


def test_a_delivery_goes_from_a_draft_to_its_public_proof(editor, approver, campaign, signed):
    url = begun(editor, campaign)
    delivery = Delivery.objects.get()
    editor.post(f"{url}submit/")
    approver.post(f"{url}approve/", {"reason": "The office is a friend of the valley."})
    worker()
    page = approver.post(f"{url}code/").content.decode()
    code = re.search(r'<p class="copy" dir="ltr">(\S+)</p>', page).group(1)
    assert "ready in some seconds" in page
    worker()
    response = approver.post(f"{url}fetch/", {"code": code})
    with ZipFile(io.BytesIO(b"".join(response.streaming_content))) as archive:
        text = archive.read("signatures.csv").decode("utf-8-sig")
    names = [row[1] for row in csv.reader(io.StringIO(text, newline=""))]
    # A name that holds a digit stands as text. (delivering.lines)
    assert names[1:] == [f"'Ada Number{place}" for place in range(12)]
    proof = f"/campaigns/{campaign.slug}/deliveries/{delivery.number}/"
    assert editor.get(proof).status_code == 404
    today = timezone.localdate().isoformat()
    handed = {"on": today, "handed_over_by": "Our director", "manner": "in_person", "note": ""}
    assert editor.post(f"{url}hand-over/", handed).status_code == 302
    delivery.refresh_from_db()
    public = Client().get(proof)
    for words in (delivery.head, "Our director", "12 confirmed signatures", "in person"):
        assert words in public.content.decode()
    assert "Ada" not in public.content.decode()
    assert not public.cookies
    editor.post(f"{url}acknowledge/", {"on": today, "words": "Received under 4711/26."})
    assert "4711/26" in Client().get(proof).content.decode()


def test_who_asked_for_it_does_not_approve_it(organisation, campaign, signed):
    owner = browser(make_member(organisation=organisation, role="owner", second_factor=True))
    url = begun(owner, campaign)
    owner.post(f"{url}submit/")
    assert owner.get(f"{url}approve/").status_code == 403
    assert owner.post(f"{url}approve/", {"reason": "Me."}).status_code == 403
    assert Delivery.objects.get().status == DeliveryStatus.REQUESTED


def test_an_approver_without_a_second_factor_neither_approves_nor_fetches(
    organisation, campaign, signed
):
    bare = browser(make_member(organisation=organisation, role="approver"))
    delivery = make_delivery(petition=campaign.petition, status="requested")
    assert bare.post(f"/desk/deliveries/{delivery.pk}/approve/", {"reason": "x"}).status_code == 403
    made = make_made(petition=campaign.petition)
    for deed in ("code", "fetch"):
        assert bare.post(f"/desk/deliveries/{made.pk}/{deed}/").status_code == 403


def test_an_approval_needs_a_reason_which_is_kept(approver, campaign, signed):
    delivery = make_delivery(petition=campaign.petition, status="requested")
    url = f"/desk/deliveries/{delivery.pk}/approve/"
    assert "This field is required" in approver.post(url, {"reason": " "}).content.decode()
    approver.post(url, {"reason": "They can act."})
    delivery.refresh_from_db()
    assert (delivery.approval_reason, delivery.approver) == ("They can act.", approver.user)


def test_a_code_is_for_one_person_and_one_day_and_a_wrong_one_opens_nothing(
    organisation, approver, campaign, signed
):
    delivery = make_made(petition=signed)
    url = f"/desk/deliveries/{delivery.pk}/"
    page = approver.post(f"{url}code/").content.decode()
    code = re.search(r'<p class="copy" dir="ltr">(\S+)</p>', page).group(1)
    assert "Try again in some seconds" in refused(approver, url, code)
    worker()
    assert "This is not the code" in refused(approver, url, new_key())
    assert "This is not the code" in refused(approver, url, "nothing")
    second = browser(make_member(organisation=organisation, role="owner", second_factor=True))
    assert "This code is over" in refused(second, url, code)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        again = Client()
        log_in(again, approver.user)
        assert "This code is over" in refused(again, url, code)


def refused(client, url, code):
    response = client.post(f"{url}fetch/", {"code": code})
    assert not response.streaming
    return response.content.decode()


def test_neither_database_nor_disk_nor_web_opens_a_list(approver, campaign, signed, settings):
    delivery = make_made(petition=signed)
    page = approver.post(f"/desk/deliveries/{delivery.pk}/code/").content.decode()
    code = re.search(r'<p class="copy" dir="ltr">(\S+)</p>', page).group(1)
    row = delivery.codes.get()
    assert code.encode() not in bytes(row.sealed_code)
    worker()
    row.refresh_from_db()
    assert row.sealed_code is None
    settings.SEALING_PRIVATE_KEY = ""  # as in the web process
    response = approver.post(f"/desk/deliveries/{delivery.pk}/fetch/", {"code": code})
    assert response.streaming
    assert b"".join(response.streaming_content)


def test_an_export_is_on_record_with_how_many_and_never_with_a_name(approver, campaign, signed):
    delivery = make_made(petition=signed)
    page = approver.post(f"/desk/deliveries/{delivery.pk}/code/").content.decode()
    code = re.search(r'<p class="copy" dir="ltr">(\S+)</p>', page).group(1)
    worker()
    approver.post(f"/desk/deliveries/{delivery.pk}/fetch/", {"code": code})
    event = Event.objects.get(verb="delivery.exported")
    assert event.actor == approver.user
    said = {"number": 1, "redaction": "full", "signatures": 12, "dangers": 0}
    assert event.details == said
    assert "Ada" not in str(list(Event.objects.values_list("details", flat=True)))


def test_in_at_risk_mode_only_numbers_are_offered(editor, campaign, signed):
    campaign.at_risk = True
    campaign.save(update_fields=["at_risk"])
    url = f"/desk/campaigns/{campaign.pk}/deliveries/new/"
    page = editor.get(url).content.decode()
    assert 'value="counts"' in page
    assert 'value="full"' not in page
    assert editor.post(url, wanted(campaign)).status_code == 200
    assert not Delivery.objects.exists()
    begun(editor, campaign, redaction="counts")


@pytest.fixture
def feared(campaign):
    """The campaign asks the State in which the situation is."""
    territory = campaign.situation.territories.first() or Territory.objects.get(code="KE")
    campaign.situation.territories.add(territory)
    post = make_post(email="minister@state.example.org", country=territory.code)
    campaign.addressee_set.all().delete()
    campaign.addressee_set.create(post=post)
    assert Post.objects.get(pk=post.pk).institution.country == territory.code
    return territory


def test_a_list_for_the_territorial_state_carries_a_warning_that_must_be_read(
    editor, approver, campaign, signed, feared
):
    url = begun(editor, campaign)
    assert "Think of those who signed" in editor.get(url).content.decode()
    editor.post(f"{url}submit/")
    page = approver.post(f"{url}approve/", {"reason": "It is wanted."})
    assert page.status_code == 200
    assert "The office belongs to" in page.content.decode()
    assert Delivery.objects.get().status == DeliveryStatus.REQUESTED
    approver.post(f"{url}approve/", {"reason": "It is wanted.", "aware": "on"})
    assert Delivery.objects.get().status == DeliveryStatus.APPROVED
    assert Event.objects.get(verb="delivery.approved").details["dangers"] == 1


def test_nobody_has_signed_so_there_is_nothing_to_hand_over(editor, campaign):
    url = begun(editor, campaign)
    page = editor.post(f"{url}submit/")
    assert "Nobody has signed yet" in page.content.decode()


def test_a_returned_one_can_be_changed_and_handed_in_again(editor, approver, campaign, signed):
    url = begun(editor, campaign)
    editor.post(f"{url}submit/")
    assert editor.get(f"{url}edit/").status_code == 403
    approver.post(f"{url}return/", {"reason": "Numbers will do."})
    assert "Numbers will do." in editor.get(url).content.decode()
    editor.post(f"{url}edit/", wanted(campaign, redaction="counts"))
    editor.post(f"{url}submit/")
    delivery = Delivery.objects.get()
    assert (delivery.redaction, delivery.status) == ("counts", DeliveryStatus.REQUESTED)


def test_the_desk_shows_how_far_it_is(editor, campaign, signed, monkeypatch):
    monkeypatch.setattr(delivering, "ROWS", 5)
    delivery = make_delivery(
        petition=signed, status="approved", redaction="full", last_signature=10**9
    )
    for _step in range(3):
        delivering.advance_delivery(number=delivery.pk)
    page = editor.get(f"/desk/deliveries/{delivery.pk}/").content.decode()
    assert "10 of 12 signatures listed" in page


def test_a_delivery_is_not_handed_over_tomorrow_or_before_it_was_made(editor, campaign, signed):
    delivery = make_made(petition=signed)
    url = f"/desk/deliveries/{delivery.pk}/hand-over/"
    handed = {"handed_over_by": "Our director", "manner": "post"}
    for days, words in ((2, "still to come"), (-2, "before the list was made")):
        day = (timezone.localdate() + timedelta(days=days)).isoformat()
        assert words in editor.post(url, handed | {"on": day}).content.decode()


def test_the_approver_finds_it_at_the_desk(approver, campaign, signed):
    make_delivery(petition=signed, status="requested")
    assert "Deliveries to approve" in approver.get("/desk/").content.decode()


def test_news_of_it_are_drafted_for_those_who_wanted_to_know(editor, campaign, signed):
    delivery = make_made(petition=signed)
    url = f"/desk/deliveries/{delivery.pk}/tell/"
    assert editor.post(url).status_code == 403
    hand_over(
        delivery=delivery,
        actor=editor.user,
        on=timezone.localdate(),
        handed_over_by="Our director",
        manner="in_person",
    )
    assert editor.post(url).status_code == 302
    (text,) = campaign.updates.get().texts.all()
    proof = f"/campaigns/{campaign.slug}/deliveries/1/"
    assert proof in text.body
    assert aggregate_figures(text.title + text.lead) == []
