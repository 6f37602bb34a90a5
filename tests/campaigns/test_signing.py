"""The signing path: one row, one mail, one answer, whatever became of it."""

import string
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing as django_signing
from django.db import connection, connections, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from campaigns.models import CampaignStatus, Display, Signature, SignatureState
from campaigns.services import Signing, confirm_signature, sign_petition
from campaigns.services.signing import confirmation_link
from core.rules import RuleRefused
from core.sealed import SealClosed, unseal_json
from core.tokens import TokenRefused
from outbox.models import Content, Message
from outbox.rendering import fill
from tests.campaigns.conftest import FILLED_IN, link_in
from tests.factories.campaigns import make_campaign, make_petition, make_signature

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)

SPELLINGS = [
    "ada.signer@gmail.com", "Ada.Signer@gmail.com", "adasigner@gmail.com", "a.d.a.signer@gmail.com",
    "adasigner+1@gmail.com", "ADASIGNER@GMAIL.COM", "adasigner@googlemail.com",
    "ada.signer+petition@googlemail.com", "AdaSigner+x+y@gmail.com", "adasigner@Gmail.Com",
    "adasigne.r@gmail.com", "a.dasigner@gmail.com", "adasigner+2@gmail.com",
    "adasigner+3@googlemail.com", "Ada.Signer+4@GoogleMail.com", "aDaSiGnEr@gmail.com",
    "ada.signer+5@gmail.com", "a.d.a.s.i.g.n.e.r@gmail.com", "adasigner+6@gmail.com",
    "ADA.SIGNER@googlemail.com",
]  # fmt: skip


def a_signing(**fields):
    return Signing(**({"name": "Ada", "email": "ada@example.org", "country": "KE"} | fields))


def answer_of(response):
    """Everything that the visitor could compare."""
    return response.status_code, response.content, sorted(response.items()), dict(response.cookies)


def test_signing_writes_one_sealed_row_and_queues_one_mail(sign, petition):
    response = sign(display=Display.COUNTRY, wants_updates="on")
    assert response.status_code == 303
    assert response["Location"] == f"/campaigns/{petition.campaign.slug}/check-your-email/"
    signature = petition.signatures.get()
    assert unseal_json(signature.sealed) == {"name": "Ada Signer", "email": "ada@example.org"}
    assert b"ada signer" not in bytes(signature.sealed).lower()
    assert b"ada@example" not in bytes(signature.sealed).lower() + bytes(signature.email_key)
    assert signature.state == SignatureState.PENDING
    assert (signature.display, signature.country, signature.language) == ("country", "KE", "en")
    assert (signature.wants_updates, signature.name_handed_over) == (True, False)
    assert Message.objects.get().content.template == "campaigns/email/confirm_signature"


def test_new_repeated_confirmed_trapped_and_blocked_get_the_same_answer(
    sign, petition, time_machine
):
    time_machine.move_to("2026-05-04T12:00Z", tick=False)
    make_signature(petition=petition, email="confirmed@example.org")
    held = {"state": SignatureState.HELD}
    make_signature(petition=petition, email="held@example.org", **held)
    answers = [
        answer_of(response)
        for response in (
            sign(email="new@example.org"),
            sign(email="new@example.org"),
            sign(email="confirmed@example.org"),
            sign(email="held@example.org"),
            sign(email="robot@example.org", website="https://spam.test"),
            *(sign(email="new@example.org") for _time in range(4)),
        )
    ]
    assert all(answer == answers[0] for answer in answers)


def test_every_case_costs_the_same_queries(sign, petition, django_assert_num_queries):
    make_signature(petition=petition, email="confirmed@example.org")
    sign(email="first@example.org")
    sign(email="confirmed@example.org")
    cases = [
        {"email": "new@example.org"},
        {"email": "new@example.org"},
        {"email": "confirmed@example.org"},
        {"email": "robot@example.org", "website": "https://spam.test"},
    ]
    for case in cases:
        with django_assert_num_queries(
            4
        ):  # petition; two wordings; signature with arrival and mail
            sign(**case)


def test_the_petition_row_is_neither_changed_nor_counted_by_a_request(
    sign, petition, django_assert_num_queries
):
    sign()
    with django_assert_num_queries(4) as queries:
        sign(email="other@example.org")
    said = [query["sql"].lower() for query in queries]
    assert not [sql for sql in said if "count(" in sql or sql.startswith("update")]


def test_a_second_signature_of_a_mailbox_changes_nothing(sign, petition):
    sign(name="Ada Signer")
    sign(name="Somebody Else", email="ADA+again@example.org")
    assert unseal_json(petition.signatures.get().sealed)["name"] == "Ada Signer"


def test_who_has_confirmed_is_told_so_by_mail_and_by_nothing_else(sign, petition):
    make_signature(petition=petition, email="ada@example.org")
    sign()
    assert Message.objects.get().content.template == "campaigns/email/already_signed"
    assert petition.signatures.get().state == SignatureState.CONFIRMED


def test_a_program_cannot_take_the_place_of_the_person_whose_address_it_types(sign, petition):
    sign(website="https://spam.test")
    sign()
    assert sorted(petition.signatures.values_list("trapped", flat=True)) == [False, True]


def test_the_web_process_cannot_read_who_signed(sign, petition, settings):
    sign()
    settings.SEALING_PRIVATE_KEY = ""
    with pytest.raises(SealClosed):
        unseal_json(petition.signatures.get().sealed)
    with pytest.raises(SealClosed):
        unseal_json(Message.objects.get().envelope_sealed)


def test_signing_needs_no_private_key(sign, petition, settings):
    settings.SEALING_PRIVATE_KEY = ""
    assert sign().status_code == 303
    assert petition.signatures.count() == 1


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(alphabet=string.ascii_letters + "éü中ж '", min_size=4, max_size=60))
def test_the_mail_holds_nothing_that_the_visitor_typed(petition, name):
    name = f"Zq{name.strip() or 'xy'}Zq"
    with transaction.atomic():
        sign_petition(petition=petition, signing=a_signing(name=name, email="quiet@example.org"))
        message = Message.objects.latest("id")
        envelope = unseal_json(message.envelope_sealed)
        content = Content.objects.get(pk=message.content_id)
        whole = " ".join(
            fill(part, envelope["values"]) for part in (content.subject, content.text, content.html)
        )
        transaction.set_rollback(True)
    assert name not in whole
    assert "quiet@example.org" not in whole
    assert "quiet" not in whole


def test_the_link_cannot_be_read_from_the_database(sign):
    sign()
    message = Message.objects.get()
    token = link_in(message).split("/")[3]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT outbox_message::text || outbox_content::text FROM outbox_message"
            " JOIN outbox_content ON outbox_content.id = content_id"
        )
        stored = cursor.fetchone()[0]
    assert token not in stored


def test_getting_the_link_changes_nothing(sign, client, petition):
    sign()
    link = link_in(Message.objects.get())
    before = petition.signatures.values().get()
    prefetch = {"HTTP_SEC_PURPOSE": "prefetch", "HTTP_PURPOSE": "prefetch"}
    pages = [
        client.get(link),
        client.head(link),
        client.get(link, **prefetch),
        client.options(link),
    ]
    assert [page.status_code for page in pages] == [200, 200, 200, 405]
    assert petition.signatures.values().get() == before
    page = pages[0].content.decode()
    assert petition.campaign.title in page
    assert '<button type="submit" class="btn btn-primary">' in page
    assert "<script" not in page
    assert "no-store" in pages[0]["Cache-Control"]
    assert pages[0]["Referrer-Policy"] == "no-referrer"


def test_the_button_confirms_and_once_or_ten_times_it_answers_the_same(
    sign, client, petition, time_machine
):
    time_machine.move_to("2026-05-04T12:00Z", tick=False)
    sign()
    link = link_in(Message.objects.get())
    answers = [answer_of(client.post(link)) for _time in range(3)]
    assert all(answer == answers[0] for answer in answers)
    signature = petition.signatures.get()
    assert signature.state == SignatureState.CONFIRMED
    assert "Your signature is confirmed" in answers[0][1].decode()
    assert "Your signature is confirmed" in client.get(link).content.decode()


def test_after_confirmation_the_day_is_kept_and_the_second_is_not(petition):
    signed = datetime(2026, 5, 4, 13, 47, 31, tzinfo=UTC)
    sign_petition(petition=petition, signing=a_signing(), at=signed)
    token = confirmation_link(petition, a_signing()).split("/")[-2]
    confirm_signature(token=token, at=signed + timedelta(minutes=5))
    signature = petition.signatures.get()
    assert signature.created_at is None
    assert signature.confirmed_on == signed.date()
    assert signature.uncounted_hour == datetime(2026, 5, 4, 13, tzinfo=UTC)


def test_a_held_signature_stays_held_and_its_holder_is_not_told(client, petition):
    signature = make_signature(petition=petition, state=SignatureState.HELD, email="h@example.org")
    link = confirmation_link(petition, a_signing(email="h@example.org"))
    page = client.post(link.removeprefix("http://testserver"))
    signature.refresh_from_db()
    assert signature.state == SignatureState.HELD
    assert "Your signature is confirmed" in page.content.decode()


def test_a_link_works_for_seven_days(petition, time_machine):
    time_machine.move_to("2026-05-04T12:00Z", tick=False)
    sign_petition(petition=petition, signing=a_signing())
    token = link_in(Message.objects.get()).split("/")[3]
    time_machine.shift(WEEK + timedelta(seconds=2))
    with pytest.raises(TokenRefused) as refused:
        confirm_signature(token=token)
    assert refused.value.expired


@pytest.mark.parametrize("token", ["x", "a:b:c", "WzEsIngiXQ:1tXyZ:abc", "x" * 300])
def test_a_made_up_link_is_refused_with_advice(client, db, token):
    response = client.get(f"/campaigns/confirm/{token}/")
    assert response.status_code == 404
    assert "This link is not whole" in response.content.decode()


def test_a_link_of_another_purpose_or_another_petition_confirms_nothing(client, sign, petition):
    sign()
    other = make_petition()
    wrong = confirmation_link(other, a_signing()).removeprefix("http://testserver")
    assert client.post(wrong).status_code == 410
    value = django_signing.loads(
        link_in(Message.objects.get()).split("/")[3], salt="r2p.link.signature.confirm"
    )
    forged = django_signing.dumps(value, salt="r2p.link.letter.confirm")
    assert client.post(f"/campaigns/confirm/{forged}/").status_code == 404
    assert petition.signatures.get().state == SignatureState.PENDING


def test_a_forgotten_signature_makes_its_link_out_of_date(client, sign, petition):
    sign()
    link = link_in(Message.objects.get())
    petition.signatures.all().delete()
    response = client.post(link)
    assert response.status_code == 410
    assert "out of date" in response.content.decode()


def test_one_person_has_unlike_keys_in_two_petitions(petition):
    assert petition.key_for("ada@example.org") != make_petition().key_for("ada@example.org")


@pytest.mark.parametrize("status", [CampaignStatus.PAUSED, CampaignStatus.CLOSED])
def test_a_paused_or_closed_petition_takes_nothing(client, status):
    campaign = make_campaign(status=status, notice="Wait.")
    response = client.post(f"/campaigns/{campaign.slug}/sign/", FILLED_IN)
    assert response.status_code == 409
    assert "takes no signatures" in response.content.decode()
    assert not Signature.objects.exists()
    assert not Message.objects.exists()


def test_a_petition_takes_signatures_on_its_days_only(petition):
    petition.campaign.opens = datetime(2026, 5, 4).date()  # noqa: DTZ001 - a day
    petition.campaign.closes = datetime(2026, 5, 6).date()  # noqa: DTZ001 - a day
    for day, taken in ((3, False), (4, True), (6, True), (7, False)):
        at = datetime(2026, 5, day, 12, tzinfo=UTC)
        one = a_signing(email=f"day{day}@example.org")
        if taken:
            sign_petition(petition=petition, signing=one, at=at)
        else:
            with pytest.raises(RuleRefused):
                sign_petition(petition=petition, signing=one, at=at)


def test_a_post_from_another_site_is_refused(client, campaign):
    url = f"/campaigns/{campaign.slug}/sign/"
    for path in (url, f"/campaigns/{campaign.slug}/letter/"):
        response = client.post(path, FILLED_IN, HTTP_SEC_FETCH_SITE="cross-site")
        assert response.status_code == 403
    assert not Signature.objects.exists()


def test_signing_asks_for_no_csrf_cookie_even_of_a_strict_browser(campaign):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/campaigns/{campaign.slug}/sign/", FILLED_IN).status_code == 303


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_in_twenty_spellings_are_one_signature():
    petition = make_petition()
    barrier = threading.Barrier(50)

    def one(number):
        barrier.wait()
        try:
            for _attempt in range(30):
                try:
                    spelling = SPELLINGS[number % len(SPELLINGS)]
                    sign_petition(petition=petition, signing=a_signing(email=spelling))
                    break
                except Exception as error:
                    if "timeout" not in str(error).lower():
                        raise
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert petition.signatures.count() == 1
    assert Message.objects.count() == 50
