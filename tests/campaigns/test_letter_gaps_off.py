"""Reminders, files of offices, small numbers, seats: each defence on and off.

With it the attack fails, without it the same attack succeeds.
"""

import io

import pytest
from django.test import Client

from campaigns import few_letters
from campaigns.models import LetterAction
from campaigns.services import remind_writers, reminding_writers, reply_files
from campaigns.services.reply_files import ask_for_file, prepare_files
from campaigns.views import desk_letters, desk_replies, desk_reply_files
from core.permissions import Allowed
from officials.importing.said import Said
from officials.models import ChangeProposal
from officials.services import import_officials
from outbox.models import Message, State
from tests.campaigns.test_corrections import SAID
from tests.campaigns.test_few_letters import put
from tests.campaigns.test_reminding_writers import DAY, NOON, write
from tests.campaigns.test_reply_files import reply_with_files
from tests.factories.accounts import log_in, make_member
from tests.factories.answers import make_reply
from tests.factories.campaigns import make_campaign, make_letter_action
from tests.factories.officials import make_post
from tests.officials.test_seats import SITS, document

pytestmark = pytest.mark.django_db
ON_AND_OFF = pytest.mark.parametrize("is_on", [True, False], ids=["on", "off"])


def anybody(*_who):
    return Allowed()


def browser(organisation, role):
    client = Client()
    log_in(client, make_member(organisation=organisation, role=role, second_factor=True))
    return client


@ON_AND_OFF
def test_whom_a_mail_did_not_reach(monkeypatch, is_on):
    if not is_on:
        monkeypatch.setattr(reminding_writers, "UNWELCOME", ())
    message = write(make_letter_action())
    Message.objects.filter(pk=message.pk).update(state=State.BOUNCED)
    assert remind_writers(at=NOON + 2 * DAY) == (0 if is_on else 1)


@ON_AND_OFF
def test_the_small_number_out_of_a_total(monkeypatch, client, is_on):
    if not is_on:
        monkeypatch.setattr(few_letters, "is_few", lambda number: False)
    posts = [make_post(email=f"{name}@state.example.org", holder="M. D.") for name in "ab"]
    put(make_campaign(letters=True, slug="send-them", addressees=posts), 11, 3)
    page = client.get("/campaigns/send-them/").content.decode()
    data = client.get("/campaigns/send-them/answers.json").json()
    told = ">14<" in page or 3 in [row["letters"] for row in data["offices"]]
    assert told is not is_on


@ON_AND_OFF
def test_a_file_of_a_private_reply(monkeypatch, is_on):
    if not is_on:
        monkeypatch.setattr(desk_reply_files, "can_fetch_files", anybody)
    reply = reply_with_files()
    viewer = browser(reply.campaign.organisation, "viewer")
    answer = viewer.post(f"/desk/replies/{reply.pk}/files/0/")
    assert answer.status_code == (403 if is_on else 200)


@ON_AND_OFF
def test_a_file_that_would_run_in_the_browser(monkeypatch, is_on):
    """The site's own policy would let a page of ours load our scripts: a file gets a stricter."""
    if not is_on:
        monkeypatch.setattr(desk_reply_files, "SHUT", "default-src *")
    reply = reply_with_files()
    person = make_member(
        organisation=reply.campaign.organisation, role="editor", second_factor=True
    )
    key = ask_for_file(reply=reply, number=0, actor=person)
    prepare_files()
    client = Client()
    log_in(client, person)
    answer = client.post(f"/desk/replies/{reply.pk}/files/0/fetch/", {"key": key})
    assert ("sandbox" in answer.headers["Content-Security-Policy"]) is is_on


@ON_AND_OFF
def test_a_name_that_leads_elsewhere(monkeypatch, is_on):
    if not is_on:
        monkeypatch.setattr(reply_files, "_UNSAFE", Nothing())
    reply = reply_with_files()
    reply.files[0]["name"] = "../../etc/passwd"
    assert ("/" in reply_files.name_of(reply, 0)) is not is_on


class Nothing:
    """What takes nothing out."""

    def sub(self, _by, text):
        return text


@ON_AND_OFF
def test_a_correction_that_nobody_accepted(monkeypatch, is_on):
    if not is_on:
        monkeypatch.setattr(desk_replies, "can_pass_on_reply", anybody)
    reply = make_reply()
    editor = browser(reply.campaign.organisation, "editor")
    editor.post(f"/desk/replies/{reply.pk}/pass-on/", SAID)
    assert ChangeProposal.objects.exists() is not is_on


@ON_AND_OFF
def test_names_added_by_anybody(monkeypatch, is_on):
    if not is_on:
        monkeypatch.setattr(desk_letters, "can_add_names", anybody)
    live = make_campaign(letters=True)
    viewer = browser(live.organisation, "viewer")
    viewer.post(f"/desk/campaigns/{live.pk}/letters/names/", {"names": "Juma Wekesa"})
    assert bool(LetterAction.objects.get().do_not_name) is not is_on


@ON_AND_OFF
def test_a_file_of_seats_that_contradicts_itself(monkeypatch, is_on):
    if not is_on:
        monkeypatch.setattr(Said, "check", lambda *_said: None)
    content = document(SITS, SITS | {"end_date": "2027"})
    for _time in range(2):
        report = import_officials(file=io.BytesIO(content), actor=None, apply=True)
    assert bool(report.counts["changed"]) is not is_on
