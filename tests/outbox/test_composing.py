"""The mail as it comes over the wire: headers of each stream, bodies, and nothing slipped in."""

from typing import Any

import pytest
from django.conf import settings as site
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.rules import RuleRefused
from outbox.addresses import mailable
from outbox.delivery import pump
from outbox.return_path import return_path, unsubscribe_address
from tests.factories.outbox import make_letter, make_message

from .conftest import NOTICE, Received, Relay

pytestmark = pytest.mark.django_db

ALWAYS = {
    "Content-Language",
    "Content-Type",
    "Date",
    "From",
    "MIME-Version",
    "Message-ID",
    "Subject",
    "To",
}
BY_MACHINE = {"Auto-Submitted", "Feedback-ID"}
BY_LIST = {
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Precedence",
    "X-Auto-Response-Suppress",
}
LONG_LINK = "https://site.test/end/" + "a1B2" * 60 + "?x=1&y=2"


def send(relay: Relay, stream: str) -> Received:
    pump(stream=stream)
    (received,) = relay.received
    return received


def test_transactional_mail_says_that_a_machine_sent_it(relay: Relay) -> None:
    message = make_message(template=NOTICE, to="ana@example.org", language="fr")

    received = send(relay, "transactional")

    assert set(received.mail.keys()) == ALWAYS | BY_MACHINE
    assert received.sender == return_path(message)
    assert received.mail["Feedback-ID"] == "tried-notice:fr:transactional:mailtest"
    assert received.mail["From"] == site.DEFAULT_FROM_EMAIL
    assert received.mail["To"] == "ana@example.org"
    assert received.mail["Message-ID"] == message.message_id
    assert received.mail["Auto-Submitted"] == "auto-generated"
    assert received.mail["Content-Language"] == "fr"


def test_bulk_mail_can_be_ended_by_one_click(relay: Relay) -> None:
    message = make_message(template=NOTICE, stream="bulk", values={"one_click_url": LONG_LINK})

    received = send(relay, "bulk")

    assert set(received.mail.keys()) == ALWAYS | BY_MACHINE | BY_LIST
    # On the wire in one piece: a folded or encoded link is one that no mail program can follow.
    ends = f"<{LONG_LINK}>, <mailto:{unsubscribe_address(message)}>"
    assert f"\r\nList-Unsubscribe: {ends}\r\n".encode() in received.wire
    assert received.mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert received.mail["List-Id"] == f"{site.SITE_NAME} <bulk.mail.test>"
    assert received.mail["Precedence"] == "bulk"
    assert received.mail["X-Auto-Response-Suppress"] == "OOF, AutoReply"


def test_a_letter_bears_its_writers_name_and_no_mark_of_a_machine(relay: Relay) -> None:
    letter = make_letter(from_name='Łucja "Lu" Nowak, MP', reply_to="lucja@example.org")

    received = send(relay, "letter")

    assert set(received.mail.keys()) == ALWAYS | {"Reply-To"}
    (sender,) = received.mail["From"].addresses
    assert sender.display_name == f'Łucja "Lu" Nowak, MP via {site.SITE_NAME}'
    assert sender.addr_spec == "letters@mail.test"
    assert received.sender == return_path(letter)
    assert received.mail["Reply-To"] == "lucja@example.org"
    assert received.mail["Subject"] == "Protect the people of Avaria"
    assert received.body("plain").splitlines()[2] == "I write to ask for your help."
    assert "<p>I write to ask for your help.</p>" in received.body("html")


def test_a_letter_without_an_address_to_answer_to_has_no_reply_to(relay: Relay) -> None:
    make_letter(reply_to=None)

    assert "Reply-To" not in send(relay, "letter").mail


def test_a_letter_in_arabic_runs_from_right_to_left(relay: Relay) -> None:
    make_letter(language="ar", body="صاحب السعادة")

    received = send(relay, "letter")

    assert received.mail["Content-Language"] == "ar"
    assert 'dir="rtl"' in received.body("html")
    assert "صاحب السعادة" in received.body("plain")


def test_both_bodies_hold_this_persons_values(relay: Relay) -> None:
    make_message(
        template=NOTICE,
        context={"title": "Avaria"},
        values={"name": "Zoë", "link": "https://site.test/c/1/?a=1&b=2"},
    )

    received = send(relay, "transactional")

    assert received.mail.get_content_type() == "multipart/alternative"
    assert received.mail["Subject"] == "News of Avaria"
    assert "Dear Zoë," in received.body("plain")
    assert "https://site.test/c/1/?a=1&b=2" in received.body("plain")
    assert 'href="https://site.test/c/1/?a=1&amp;b=2"' in received.body("html")
    for kind in ("plain", "html"):
        assert "[[" not in received.body(kind)


def test_a_value_is_never_markup(relay: Relay) -> None:
    make_message(template=NOTICE, values={"name": '<img src=x onerror="a()">', "link": '"><b>'})

    html = send(relay, "transactional").body("html")

    assert "<img" not in html
    assert "<b>" not in html
    assert "&lt;img src=x onerror=&quot;a()&quot;&gt;" in html


def test_the_context_is_escaped_in_html_and_not_in_text(relay: Relay) -> None:
    make_message(template=NOTICE, context={"title": "Peace & <Bread>"})

    received = send(relay, "transactional")

    assert received.mail["Subject"] == "News of Peace & <Bread>"
    assert "Peace & <Bread>" in received.body("plain")
    assert "Peace &amp; &lt;Bread&gt;" in received.body("html")


def test_styles_stand_in_the_elements_and_nothing_is_fetched(relay: Relay) -> None:
    make_message(template=NOTICE)

    html = send(relay, "transactional").body("html")

    assert (
        'class="button" href="https://site.test/' in html or 'style="display: inline-block' in html
    )
    for means in ("<img", "<script", "<link", "url("):
        assert means not in html


def test_a_text_that_looks_like_a_placeholder_draws_no_value_into_itself(relay: Relay) -> None:
    forged = "[[link.0123456789abcdef]] and [[link]]"
    make_message(template=NOTICE, context={"title": forged}, values={"name": forged})

    received = send(relay, "transactional")

    assert f"There is news of {forged}" in received.body("plain")
    assert f"Dear {forged}" in received.body("plain")


def test_lines_that_begin_with_a_dot_arrive_as_they_are(relay: Relay) -> None:
    make_letter(body="One\n.\n..two\n.three")

    assert send(relay, "letter").body("plain").splitlines() == ["One", ".", "..two", ".three"]


def test_the_date_is_the_one_of_its_writing_however_often_it_is_tried(relay: Relay) -> None:
    message = make_message(template=NOTICE)

    dated = send(relay, "transactional").mail["Date"].datetime

    assert dated == message.created_at.replace(microsecond=0)


MEAN = st.text(
    st.sampled_from("aZ é@.,;:<>\"'()[]=?\\%\r\n\t\0\x0b\x0c\x1c\x85\u2028\u202e😀")
    | st.characters(codec="utf-8"),
    max_size=40,
) | st.sampled_from(
    [
        "x\r\nBcc: evil@example.org",
        "x\nTo: evil@example.org",
        "=?utf-8?q?=0D=0ABcc:_evil@example.org?=",
        "x\r\n\r\n<html>",
        "x\r\n.\r\nMAIL FROM:<evil@example.org>",
        "x\u2028Bcc: evil@example.org",
        "=0D=0ABcc: evil@example.org",
        "=??Q?=0D",
    ]
)
ADDRESSES = MEAN | MEAN.map(lambda text: f"{text}@example.org") | st.emails()
FUZZ = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def assert_only_what_was_meant(relay: Relay, to: str, headers: set[str]) -> None:
    (received,) = relay.received
    relay.received.clear()
    assert received.recipients == [mailable(to)]
    assert sorted(received.mail.keys()) == sorted(headers)
    assert "evil" not in received.mail["To"]


@FUZZ
@given(to=ADDRESSES, name=MEAN, link=MEAN)
def test_no_value_adds_a_recipient_or_a_header(relay: Relay, to: str, name: str, link: str) -> None:
    values = {"name": name, "link": link, "one_click_url": f"https://site.test/{link}"}
    try:
        make_message(template="tried/named", to=to, stream="bulk", values=values)
    except (RuleRefused, ValueError):
        return
    pump(stream="bulk")
    assert_only_what_was_meant(relay, to, ALWAYS | BY_MACHINE | BY_LIST)


@FUZZ
@given(to=ADDRESSES, subject=MEAN, from_name=MEAN, reply_to=ADDRESSES, body=MEAN)
def test_no_word_of_a_letter_adds_a_recipient_or_a_header(relay: Relay, **words: Any) -> None:
    try:
        make_letter(**words)
    except RuleRefused:
        return
    pump(stream="letter")
    headers = ALWAYS | ({"Reply-To"} if words["reply_to"] else set())
    assert_only_what_was_meant(relay, words["to"], headers)
