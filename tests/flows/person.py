"""One person on a running site: signs, writes, follows, speaks, and meets trouble."""

import re
from email.message import EmailMessage

from django.db import connection
from django.utils import timezone

from accounts.models import User
from campaigns.models import (
    Campaign,
    DataCopy,
    Delivery,
    Letter,
    Signature,
    SignOn,
    UpdateStatus,
    Voice,
)
from campaigns.services import deliveries
from outbox.addresses import recipient_key
from outbox.models import Domain, Incoming, Message, State
from outbox.services import receive_mail
from tests.factories.accounts import make_user
from tests.factories.voices import make_update
from tests.flows.habitat import Habitat
from tests.outbox.incoming import sample

NAME = "Peregrine Thistlewhite"
ADDRESS = "peregrine.thistlewhite@plover.example.org"
WORDS = ("Peregrine", "Thistlewhite", NAME, ADDRESS, "peregrine.thistlewhite")
REASON = "The minister receives us on Monday."


class Person:
    def __init__(self, habitat: Habitat, campaign: Campaign) -> None:
        self.site = habitat
        self.campaign = campaign
        self.page = f"/campaigns/{campaign.slug}/"
        self.own = ""

    def wake(self, *tasks: str) -> None:
        for task in tasks:
            assert self.site.wake(task), task

    def send(self, stream: str = "transactional") -> None:
        """Let what was put off be due now, and let the worker send it."""
        Message.objects.filter(state=State.QUEUED).update(available_at=timezone.now())
        Domain.objects.update(resting_until=None)
        assert self.site.wake("outbox.tasks.pump", stream=stream)

    def mails(self) -> list[EmailMessage]:
        return [one.mail for one in self.site.relay.received if ADDRESS in one.recipients]

    def link(self, word: str) -> str:
        """Return the path of the newest link of a kind that reached the mailbox."""
        found = []
        for mail in self.mails():
            text = mail.get_body(("plain",)).get_content()
            found += re.findall(rf"{self.site.address}(/[^\s]*{word}[^\s]*)", text)
        assert found, (word, [mail["Subject"] for mail in self.mails()])
        return found[-1]

    def signs_while_the_relay_says_no(self) -> None:
        """The relay says "later" and names the person, then drops the line after the text."""
        relay = self.site.relay
        relay.to_address = [f"451 4.3.0 The mailbox of {NAME} <{ADDRESS}> is busy"]
        typed = {"name": NAME, "email": ADDRESS, "country": "KE", "display": "full"}
        agreed = {"wants_updates": "on", "name_handed_over": "on"}
        for name in (NAME, NAME.upper()):
            answer = self.site.post(f"{self.page}sign/", **typed | agreed | {"name": name})
            assert answer.status == 303, answer.text
        self.wake("campaigns.tasks.judge_signatures")
        self.send()
        relay.to_text = [None]
        self.send()
        self.send()
        assert len(self.mails()) > 1, "once dropped, once taken"
        assert "confirmed" in self.site.post(self.link("campaigns/confirm/")).text

    def is_counted_and_shown(self) -> None:
        self.wake("campaigns.tasks.count_signatures")
        assert self.site.wake("campaigns.tasks.show_petitions", everywhere=True)
        assert NAME in self.site.get(self.page).text

    def says_why(self, reader: User) -> None:
        token = self.link("campaigns/confirm/").split("/")[3]
        said = {"text": f"I, {NAME}, walk there every day.", "display": "full"}
        answer = self.site.post(f"/campaigns/my-words/{token}/", **said)
        assert answer.status in (200, 303), answer.text
        decided = {"decided_by": reader, "decided_at": timezone.now()}
        assert Voice.objects.update(state="published", **decided) == 1
        self.wake("campaigns.tasks.sign_voices")

    def writes_a_letter_of_which_nobody_knows_whether_it_left(self) -> None:
        office = str(self.campaign.offices[0].pk)
        typed = {"post": office, "name": NAME, "email": ADDRESS, "country": "KE"}
        words = {"own_words": f"I am {NAME}, and I ask you."}
        preview = self.site.post(f"{self.page}letter/", **typed, **words).text
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', preview))
        answer = self.site.post(f"{self.page}letter/", **hidden | words | {"deed": "send"})
        assert answer.status == 303, answer.text
        self.wake("campaigns.tasks.judge_signatures")
        self.send()
        assert "on its way" in self.site.post(self.link("confirm-letter/")).text
        self.site.relay.to_text = [None]
        self.wake("campaigns.tasks.dispatch_letters")
        self.send("letter")
        self.wake("campaigns.tasks.follow_letters")
        assert Message.objects.filter(state=State.UNCERTAIN).count() == 1
        assert Letter.objects.get().sealed

    def follows(self) -> None:
        self.site.post(
            "/alerts/ask/", email=ADDRESS, topic="everything", kinds="briefs", cadence="daily",
            language="en", hour="7", weekday="0", time_zone="UTC",
        )  # fmt: skip
        self.wake("alerts.tasks.send_confirmations")
        self.send()

    def acts_for_an_organisation(self) -> None:
        typed = {"name": "Plover Friends", "country": "KE", "authorised": "on", "email": ADDRESS}
        assert self.site.post(f"{self.page}organisations/sign/", **typed).status == 303
        assert SignOn.objects.get().contact_sealed
        self.wake("campaigns.tasks.judge_signatures")
        self.send()

    def is_told_of_news(self) -> None:
        make_update(campaign=self.campaign, status=UpdateStatus.PUBLISHED)
        Signature.objects.update(confirmed_on="2026-01-01")
        before = len(self.mails())
        self.wake("campaigns.tasks.tell_signers")
        self.send("bulk")
        assert len(self.mails()) == before + 1

    def comes_to_the_own_page(self) -> None:
        self.site.post("/mine/", email=ADDRESS)
        self.wake("campaigns.tasks.send_own_pages")
        self.send()
        self.own = self.link("mine/")
        petition = self.campaign.petition.pk
        corrected = self.site.post(f"{self.own}petition/{petition}/name/", name=f"{NAME} Junior")
        assert corrected.status == 303, corrected.text
        assert self.site.wake("campaigns.tasks.show_petitions", everywhere=True)
        assert self.site.post(f"{self.own}copy/").status == 303
        self.wake("r2p_site.tasks.make_copies")
        self.send()
        data = self.site.get(self.link("mine/data/"))
        assert data.status == 200
        assert DataCopy.objects.get().box

    def is_handed_over(self) -> tuple[Delivery, Delivery]:
        """Two lists are made: one is handed over, and one waits."""
        made = [self._list() for _time in range(2)]
        self.wake("campaigns.tasks.make_deliveries")
        for delivery in made:
            delivery.refresh_from_db()
            deliveries.ask_for_files(delivery=delivery, actor=delivery.approver)
        self.wake("campaigns.tasks.make_deliveries")
        done, waits = made
        how = {"handed_over_by": "Our director", "manner": "in_person"}
        today = timezone.now().date()
        deliveries.hand_over(delivery=done, actor=done.author, on=today, **how)
        return done, waits

    def _list(self) -> Delivery:
        delivery = deliveries.draft_delivery(
            petition=self.campaign.petition,
            post=self.campaign.offices[0],
            actor=make_user(),
            redaction="full",
            reason=REASON,
        )
        deliveries.request_delivery(delivery=delivery, actor=delivery.author)
        deliveries.approve_delivery(delivery=delivery, actor=make_user(), reason="It is fitting.")
        return delivery

    def meets_errors(self) -> None:
        """Pages that break in the middle, a worker that fails, a row that PostgreSQL refuses."""
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE campaigns_signature RENAME TO campaigns_elsewhere")
            try:
                typed = {"name": NAME, "email": ADDRESS, "country": "KE", "display": "full"}
                assert self.site.post(f"{self.page}sign/", **typed).status == 500
                assert self.site.get(self.own).status == 500
                assert not self.site.wake("campaigns.tasks.show_petitions", everywhere=True)
            finally:
                cursor.execute("ALTER TABLE campaigns_elsewhere RENAME TO campaigns_signature")
        assert self.site.get(f"/campaigns/{ADDRESS}/").status == 404
        assert self.site.get(f"{self.own[:-9]}/").status == 404

    def is_refused_for_good_and_bounces(self) -> None:
        """A 550 that names the person; then a bounce of what was taken before, to its VERP."""
        self.site.relay.to_address = [f"550 5.2.1 {NAME} <{ADDRESS}> has left"]
        self.site.post("/alerts/my-link/", email=ADDRESS)
        self.wake("alerts.tasks.send_confirmations")
        self.send()
        mine = Message.objects.addressed_to(recipient_key(ADDRESS)).filter(state=State.SENT)
        taken = mine.first()
        assert taken is not None
        notice = sample("postfix", taken, recipient=ADDRESS)
        receive_mail(notice.replace(b"This is the mail system", f"Dear {NAME}, this".encode()))
        self.wake("outbox.tasks.read_incoming", "campaigns.tasks.watch_hours")
        assert Incoming.objects.get().message == taken

    def erases_everything(self) -> None:
        assert self.site.post(f"{self.own}erase/").status == 303
