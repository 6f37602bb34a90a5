"""Updates to signers who agreed: told once, whatever is killed, and no more once they end it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.test import Client

from audit.models import Event
from campaigns.models import Signature, Update, UpdateMail, UpdateStatus, UpdateText
from campaigns.services import telling
from campaigns.services.forgetting import forget
from campaigns.services.own import Mailbox
from campaigns.services.own import stop_updates as end_all
from campaigns.services.telling import forget_mails, stop_updates, tell_signers
from campaigns.services.updates import withdraw_update
from campaigns.update_mail import stop_link
from core.sealed import SealClosed, unseal_json
from outbox.composing import compose
from outbox.models import Content, Message
from tests.factories.accounts import make_user
from tests.factories.campaigns import make_campaign, make_signature
from tests.factories.voices import LEAD, make_update

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 5, 4, 12, tzinfo=UTC)
BEFORE = DAY - timedelta(days=1)


@pytest.fixture
def update(campaign) -> Update:
    return make_update(campaign=campaign, status=UpdateStatus.PUBLISHED, at=DAY)


def agreed(petition, number: int, **more) -> list[Signature]:
    more = {"wants_updates": True, "at": BEFORE, **more}
    return [make_signature(petition=petition, **more) for _ in range(number)]


def addresses() -> list[str]:
    return sorted(unseal_json(mail.envelope_sealed)["to"] for mail in Message.objects.all())


def test_who_agreed_is_told_and_nobody_else_is(petition, update):
    agreed(petition, 1, email="yes@example.org")
    agreed(petition, 1, email="no@example.org", wants_updates=False)
    agreed(petition, 1, email="pending@example.org", state="pending")
    agreed(petition, 1, email="held@example.org", state="held")
    agreed(make_campaign().petition, 1, email="elsewhere@example.org")
    assert tell_signers(at=DAY) == 1
    assert addresses() == ["yes@example.org"]
    update.refresh_from_db()
    assert (update.told, update.told_at) == (1, DAY)
    assert Event.objects.get(verb="update.told").details == {"mails": 1}


def test_who_signed_after_it_was_published_is_not_told(petition, update):
    agreed(petition, 1, at=DAY + timedelta(days=1))
    assert tell_signers(at=DAY + timedelta(days=2)) == 0


def test_a_draft_and_what_waits_for_a_second_person_are_told_to_nobody(petition, campaign):
    agreed(petition, 2)
    make_update(campaign=campaign)
    make_update(campaign=campaign, status=UpdateStatus.REVIEW)
    assert tell_signers(at=DAY) == 0


def test_a_killed_run_goes_on_where_it_stopped_and_nobody_is_told_twice(
    petition, update, monkeypatch
):
    people = agreed(petition, 7)
    assert telling._tell_batch(update.pk, at=DAY, batch=3) == 3
    real = telling.enqueue_many

    def dies(**arguments):
        real(**arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(telling, "enqueue_many", dies)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        telling._tell_batch(update.pk, at=DAY, batch=3)
    monkeypatch.undo()
    assert Message.objects.count() == 3
    assert tell_signers(at=DAY, batch=3) == 4
    assert tell_signers(at=DAY, batch=3) == 0
    assert UpdateMail.objects.count() == len(people)
    assert len(addresses()) == len(set(addresses())) == 7


def test_the_ledger_keeps_anybody_from_being_told_again(petition, update):
    agreed(petition, 3)
    tell_signers(at=DAY)
    Update.objects.update(reached=0, told_at=None)
    assert tell_signers(at=DAY) == 0
    assert Message.objects.count() == 3


def test_each_is_told_in_the_language_of_the_signature(petition, campaign, update):
    UpdateText.objects.create(update=update, language="ar", title="وصلوا", lead="فتحت السوق.")
    agreed(petition, 1, language="ar")
    agreed(petition, 1, language="fr")
    tell_signers(at=DAY)
    arabic = Content.objects.get(language="ar")
    assert "فتحت السوق." in arabic.text
    assert 'dir="rtl"' in arabic.html
    french = Content.objects.get(language="fr")
    assert LEAD in french.text
    assert "The first observers have arrived" in french.subject


def test_d11_what_stands_below_the_lead_is_not_in_the_mail(petition, campaign):
    make_update(
        campaign=campaign, status=UpdateStatus.PUBLISHED, at=DAY, body="More than 20,000 fled."
    )
    agreed(petition, 1)
    tell_signers(at=DAY)
    assert "20,000" not in Content.objects.get().text + Content.objects.get().html


def test_a_mail_goes_in_the_bulk_stream_and_ends_at_one_click(petition, update):
    agreed(petition, 1, email="ada@example.org")
    tell_signers(at=DAY)
    mail = Message.objects.select_related("content").get()
    assert mail.stream == "bulk"
    envelope = unseal_json(mail.envelope_sealed)
    made = compose(message=mail, envelope=envelope, content=mail.content)
    assert made.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = envelope["values"]["one_click_url"]
    assert f"<{url}>" in made.extra_headers["List-Unsubscribe"]
    assert not any(word in url for word in ("example", "@", "%40"))
    assert url in made.body


def stop_path(signature: Signature) -> str:
    return stop_link(signature=signature.pk, language="en").removeprefix("http://testserver")


def test_one_click_ends_it_without_a_cookie_and_twice_is_once(petition, update):
    (signature,) = agreed(petition, 1)
    tell_signers(at=DAY)
    client = Client(enforce_csrf_checks=True)
    url = stop_path(signature)
    for method in (client.get, client.head):
        assert method(url).status_code == 200
    signature.refresh_from_db()
    assert signature.wants_updates
    assert Message.objects.get().state == "queued"
    for _ in range(2):
        answer = client.post(url, {"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.cookies) == (200, {})
    signature.refresh_from_db()
    assert not signature.wants_updates
    assert Message.objects.get().state == "cancelled"
    event = Event.objects.get(verb="updates.ended")
    assert (event.object_id, event.details) == (str(petition.pk), {"reason": "one_click"})


def test_a_post_that_says_nothing_changes_nothing(client, petition):
    (signature,) = agreed(petition, 1)
    client.post(stop_path(signature), {})
    signature.refresh_from_db()
    assert signature.wants_updates
    page = client.post(stop_path(signature), {"end": "1"}).content.decode()
    assert "These emails have stopped" in page


def test_it_ends_the_news_of_one_petition_only(client, petition):
    (signature,) = agreed(petition, 1, email="ada@example.org")
    (other,) = agreed(make_campaign().petition, 1, email="ada@example.org")
    client.post(stop_path(signature), {"List-Unsubscribe": "One-Click"})
    other.refresh_from_db()
    assert other.wants_updates


def test_the_link_works_after_the_signature_is_gone_and_a_forged_one_never(client, petition):
    (signature,) = agreed(petition, 1)
    url = stop_path(signature)
    signature.delete()
    answer = client.post(url, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, "have stopped" in answer.content.decode()) == (200, True)
    assert client.post("/campaigns/stop-updates/1/", {"end": "1"}).status_code == 404


def test_who_ended_it_between_two_batches_is_not_told(petition, update):
    people = agreed(petition, 4)
    telling._tell_batch(update.pk, at=DAY, batch=2)
    stop_updates(signature=people[3].pk, reason="button")
    tell_signers(at=DAY)
    assert Message.objects.count() == 3


def test_whoever_deletes_a_signature_can_empty_its_mails_first(petition, update):
    (signature,) = agreed(petition, 1)
    tell_signers(at=DAY)
    mine = Signature.objects.filter(pk=signature.pk)
    assert forget_mails(signatures=mine) == 1
    mail = Message.objects.get()
    assert (mail.state, mail.envelope_sealed) == ("cancelled", None)


def test_who_withdraws_or_is_forgotten_leaves_no_mail_behind(petition, update):
    agreed(petition, 1, email="ada@example.org")
    tell_signers(at=DAY)
    forget(address="ada@example.org")
    mail = Message.objects.get()
    assert (mail.state, mail.envelope_sealed) == ("cancelled", None)


def test_the_signers_own_page_ends_mails_that_wait(petition, update):
    agreed(petition, 1, email="ada@example.org")
    tell_signers(at=DAY)
    assert end_all(mailbox=Mailbox("ada@example.org")) == 1
    assert Message.objects.get().state == "cancelled"


def test_taking_it_back_stops_the_run_and_the_mails_that_wait(petition, update):
    agreed(petition, 4)
    telling._tell_batch(update.pk, at=DAY, batch=2)
    withdraw_update(update=update, actor=make_user(), reason="A mistake.")
    assert tell_signers(at=DAY) == 0
    assert [mail.state for mail in Message.objects.all()] == ["cancelled", "cancelled"]


def test_an_address_that_cannot_be_opened_stops_nobody_else(petition, update, caplog):
    agreed(petition, 2, email=None)
    Signature.objects.filter(pk=Signature.objects.earliest("pk").pk).update(sealed=b"damaged")
    assert tell_signers(at=DAY) == 1
    assert "cannot be used" in caplog.text


def test_the_web_process_cannot_tell_anybody(petition, update, settings):
    agreed(petition, 1)
    settings.SEALING_PRIVATE_KEY = ""
    with pytest.raises(SealClosed):
        tell_signers(at=DAY)


def test_d16_a_report_is_told_with_the_campaigns_title_and_no_words_of_its_own(client):
    closed = make_campaign(status="closed", report="More than 20,000 were helped.")
    make_update(
        campaign=closed, status=UpdateStatus.PUBLISHED, kind="report", at=DAY
    ).texts.all().delete()
    agreed(closed.petition, 1)
    assert tell_signers(at=DAY) == 1
    text = Content.objects.get().text
    assert closed.title in text
    assert "20,000" not in text
