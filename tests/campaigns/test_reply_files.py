"""Files that offices attach: kept sealed, fetched at the desk as bytes, and never shown."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from audit.models import Event
from campaigns.models import Reply, ReplyFile
from campaigns.services import reply_files
from campaigns.services.replies import file_replies
from campaigns.services.reply_files import ask_for_file, name_of, prepare_files, take_file
from core.rules import RuleRefused
from core.sealed import SealClosed
from outbox.models import Incoming
from outbox.relay import relay_address
from outbox.services import drop_texts, read_incoming, receive_mail
from tests.factories.accounts import log_in, make_member, make_user
from tests.factories.answers import mail_of_office, make_sent_letter

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
HTML = b"<script>alert(1)</script>\x00\xff the paper"
PARTS = (
    b"--frontier\r\nContent-Type: text/plain\r\n\r\nSee the paper.\r\n"
    b"--frontier\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n"
    b'Content-Disposition: attachment; filename="NAME"\r\n\r\nBODY\r\n'
    b"--frontier\r\nContent-Type: application/pdf\r\n"
    b'Content-Disposition: attachment; filename="second.pdf"\r\n\r\nplain bytes\r\n'
    b"--frontier--\r\n"
)


def reply_with_files(name="paper.html"):
    letter = make_sent_letter(at=NOON)
    head = mail_of_office(
        to=relay_address(letter.token),
        text="",
        Content_Type='multipart/mixed; boundary="frontier"',
    )
    body = PARTS.replace(b"BODY", b64encode(HTML)).replace(b"NAME", name.encode())
    receive_mail(head + body, at=NOON)
    read_incoming(at=NOON)
    file_replies(at=NOON)
    return Reply.objects.select_related("incoming", "campaign__organisation").get()


@pytest.fixture
def reply(db):
    return reply_with_files()


def browser(person):
    client = Client()
    log_in(client, person)
    return client


@pytest.fixture
def editor(reply):
    organisation = reply.campaign.organisation
    return make_member(organisation=organisation, role="editor", second_factor=True)


def key_in(page):
    return page.content.decode().split('name="key" value="')[1].split('"')[0]


def test_a_file_is_asked_for_got_ready_and_saved_never_shown(reply, editor):
    desk = browser(editor)
    page = f"/desk/replies/{reply.pk}/"
    assert "paper.html" in desk.get(page).content.decode()
    asked = desk.post(f"{page}files/0/")
    assert "no-store" in asked.headers["Cache-Control"]
    key = key_in(asked)
    early = desk.post(f"{page}files/0/fetch/", {"key": key})
    assert "still getting it ready" in early.content.decode()
    assert key_in(early) == key
    assert prepare_files() == 1
    fetched = desk.post(f"{page}files/0/fetch/", {"key": key})
    assert fetched.content == HTML
    assert fetched.headers["Content-Type"] == "application/octet-stream"
    said = f'attachment; filename="{reply}-1-paper.html"'
    assert fetched.headers["Content-Disposition"] == said
    assert fetched.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in fetched.headers["Content-Security-Policy"]
    assert "default-src 'none'" in fetched.headers["Content-Security-Policy"]
    assert "no-store" in fetched.headers["Cache-Control"]
    verbs = Event.objects.filter(verb__startswith="reply.file_").order_by("pk")
    assert list(verbs.values_list("verb", "actor", "details__number")) == [
        ("reply.file_asked", editor.pk, 1),
        ("reply.file_fetched", editor.pk, 1),
    ]


def test_a_file_is_fetched_once(reply, editor):
    key = ask_for_file(reply=reply, number=0, actor=editor)
    prepare_files()
    take_file(reply=reply, number=0, actor=editor, key=key)
    with pytest.raises(RuleRefused):
        take_file(reply=reply, number=0, actor=editor, key=key)
    assert not ReplyFile.objects.exists()


def test_each_file_by_its_number(reply, editor):
    key = ask_for_file(reply=reply, number=1, actor=editor)
    prepare_files()
    found = take_file(reply=reply, number=1, actor=editor, key=key)
    assert (found.name, found.content.strip()) == (f"{reply}-2-second.pdf", b"plain bytes")
    with pytest.raises(RuleRefused):
        ask_for_file(reply=reply, number=2, actor=editor)


def test_the_web_process_cannot_open_a_file_and_the_database_alone_cannot_either(
    reply, editor, settings
):
    key = ask_for_file(reply=reply, number=0, actor=editor)
    prepare_files()
    row = ReplyFile.objects.get()
    assert row.sealed_key is None
    assert b"the paper" not in bytes(row.box)
    assert key.encode() not in bytes(row.box)
    settings.SEALING_PRIVATE_KEY = ""
    with pytest.raises(SealClosed):
        prepare_files()
    assert take_file(reply=reply, number=0, actor=editor, key=key).content == HTML


def test_another_person_and_another_key_open_nothing(reply, editor):
    key = ask_for_file(reply=reply, number=0, actor=editor)
    prepare_files()
    organisation = reply.campaign.organisation
    other = make_member(organisation=organisation, role="editor", second_factor=True)
    with pytest.raises(RuleRefused):
        take_file(reply=reply, number=0, actor=other, key=key)
    for wrong in ("", "x", "A" * 43):
        with pytest.raises(RuleRefused):
            take_file(reply=reply, number=0, actor=editor, key=wrong)


def test_after_an_hour_it_is_gone(reply, editor):
    key = ask_for_file(reply=reply, number=0, actor=editor, at=NOON)
    prepare_files(at=NOON)
    late = NOON + timedelta(hours=1, seconds=1)
    with pytest.raises(RuleRefused):
        take_file(reply=reply, number=0, actor=editor, key=key, at=late)
    prepare_files(at=late)
    assert not ReplyFile.objects.exists()


def test_when_the_mail_is_gone_so_are_its_files(reply, editor):
    ask_for_file(reply=reply, number=0, actor=editor)
    drop_texts(Incoming.objects.filter(pk=reply.incoming_id))
    assert prepare_files() == 0
    assert not ReplyFile.objects.exists()
    desk = browser(editor)
    assert desk.post(f"/desk/replies/{reply.pk}/files/0/").status_code == 403
    assert "Get file 1 ready" not in desk.get(f"/desk/replies/{reply.pk}/").content.decode()


@pytest.mark.parametrize(
    ("role", "factor", "status"),
    [("viewer", True, 403), ("editor", False, 403), ("approver", True, 200), ("owner", True, 200)],
    ids=["viewer", "editor-without-factor", "approver", "owner"],
)
def test_who_may_read_a_reply_may_fetch_its_files(reply, role, factor, status):
    organisation = reply.campaign.organisation
    person = make_member(organisation=organisation, role=role, second_factor=factor)
    asked = browser(person).post(f"/desk/replies/{reply.pk}/files/0/")
    assert asked.status_code == status


def test_members_of_others_and_staff_do_not_fetch_a_matched_one(reply):
    outsider = browser(make_member(role="owner", second_factor=True))
    assert outsider.post(f"/desk/replies/{reply.pk}/files/0/").status_code == 404
    staff = browser(make_user(staff=True, second_factor=True))
    assert staff.post(f"/desk/replies/{reply.pk}/files/0/").status_code == 403


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("../../etc/passwd", "etc_passwd"),
        ("a\u202egpj.exe", "agpj.exe"),
        ('x";\r\nSet-Cookie: a=b', "x_ Set-Cookie_ a_b"),
        ("CON", "CON"),
        ("...", "file"),
        ("réponse تقرير.pdf", "réponse تقرير.pdf"),
        ("n" * 300 + ".pdf", "n" * 76 + ".pdf"),
    ],
    ids=["path", "direction", "header", "device", "dots", "letters", "long"],
)
def test_a_name_misleads_nobody(reply, said, kept):
    reply.files[0]["name"] = said
    assert name_of(reply, 0) == f"{reply}-1-{kept}"


def test_no_public_page_leads_to_a_file(reply, client):
    for path in ("answers/", "answers.json", "answers.csv"):
        page = client.get(f"/campaigns/{reply.campaign.slug}/{path}").content.decode()
        assert "paper.html" not in page
    assert client.post(f"/desk/replies/{reply.pk}/files/0/").status_code == 302
    assert reply_files.prepare_files() == 0
