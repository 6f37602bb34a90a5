"""A mail filled into a frame is the mail that Django's classes would have made."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.sealed import unseal_json
from outbox.composing import HeaderRefused, compose
from outbox.frames import Frame
from outbox.line import POLICY
from outbox.models import Content, Message
from outbox.rendering import ValueMissing, placeholder
from tests.factories.outbox import make_message

from .conftest import NOTICE

LANGUAGES = {
    "en": "The people of Avaria",
    "fr": "Les gens d’Avarie, menacés",
    "ar": "أهل أفاريا في خطر",
    "zh-hans": "阿瓦利亚人民处于危险之中",
}
MOMENT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=200)


def parsed(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


def both(message: Message) -> tuple[EmailMessage, EmailMessage]:
    """The mail as the frame makes it, and as Django's classes do."""
    envelope = unseal_json(message.envelope_sealed or b"")
    assert message.content is not None
    classic = compose(message=message, envelope=envelope, content=message.content)
    return (
        parsed(Frame(message.content, stream=message.stream).fill(message, envelope)),
        parsed(classic.message(policy=POLICY).as_bytes()),
    )


def lines(mail: EmailMessage, kind: str) -> list[str]:
    body = mail.get_body((kind,))
    assert body is not None
    return body.get_content().rstrip("\r\n").splitlines()


@pytest.mark.django_db
@pytest.mark.parametrize("stream", ["transactional", "bulk"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_frame_makes_the_same_mail_as_django(language: str, stream: str) -> None:
    message = make_message(
        template=NOTICE,
        stream=stream,
        language=language,
        context={"title": LANGUAGES[language]},
        values={"name": "Zoë <b>&amp;", "link": "https://site.test/?a=1&b=2"},
    )

    ours, django = both(message)

    own = {"Content-Type"}  # whose boundary is random
    assert {k: v for k, v in ours.items() if k not in own} == {
        k: v for k, v in django.items() if k not in own
    }
    for kind in ("plain", "html"):
        assert lines(ours, kind) == lines(django, kind)
    assert not ours.defects


@pytest.mark.django_db
def test_what_goes_over_the_wire_is_seven_bits_in_lines_that_every_relay_takes() -> None:
    for title in (*LANGUAGES.values(), "x" * 5000):
        message = make_message(template=NOTICE, context={"title": title})
        assert message.content is not None
        raw = Frame(message.content, stream=message.stream).fill(
            message, unseal_json(message.envelope_sealed or b"")
        )

        assert raw.isascii()
        head, _blank, body = raw.partition(b"\r\n\r\n")
        assert max(len(line) for line in head.split(b"\r\n")) <= 998
        assert max(len(line) for line in body.split(b"\r\n")) <= 78
        assert b"\n" not in raw.replace(b"\r\n", b"")
        assert b"\r" not in raw.replace(b"\r\n", b"")


def content(**texts: str) -> Content:
    return Content(**{"template": "t", "language": "en", "subject": "S", **texts})


def message_of(stream: str = "transactional") -> Message:
    return Message(
        public_id="0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
        message_id="<x@mail.test>",
        stream=stream,
        created_at=MOMENT,
    )


@settings(deadline=None)
@given(name=WORDS)
def test_any_value_arrives_as_it_was_in_text_and_escaped_in_html(name: str) -> None:
    mark = placeholder("name")
    frame = Frame(content(text=f"Dear {mark},\n.\n", html=f"<p>Dear {mark}</p>"), stream="bulk")

    mail = parsed(frame.fill(message_of(), {"to": "ana@example.org", "values": {"name": name}}))

    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    expected = "\n".join(name.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    assert plain.get_content().replace("\r\n", "\n") == f"Dear {expected},\n.\n"
    assert "<" not in html.get_content().replace("<p>", "").replace("</p>", "")


@settings(deadline=None)
@given(name=WORDS)
def test_no_value_in_a_subject_becomes_a_second_header(name: str) -> None:
    frame = Frame(
        content(subject=f"For {placeholder('name')}", text="t", html="h"), stream="transactional"
    )
    envelope = {"to": "ana@example.org", "values": {"name": name}}
    try:
        mail = parsed(frame.fill(message_of(), envelope))
    except HeaderRefused:
        assert len(f"For {name}x".splitlines()) > 1
    else:
        assert sorted(mail.keys()) == sorted(set(mail.keys()))
        assert mail["To"] == "ana@example.org"
        assert "Bcc" not in mail


def test_a_value_that_is_missing_is_not_sent_as_nothing() -> None:
    frame = Frame(content(text=placeholder("link"), html=""), stream="transactional")

    with pytest.raises(ValueMissing, match="link"):
        frame.fill(message_of(), {"to": "ana@example.org", "values": {}})
