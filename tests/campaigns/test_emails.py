"""Every mail of campaigns: whole, in both parts, and with its link."""

import pytest

from outbox.models import Content, Message
from outbox.rendering import fill, fill_html
from outbox.services import enqueue

pytestmark = pytest.mark.django_db

CONTEXT = {
    "title": "Send observers & stay",
    "ask": "Send twelve observers.",
    "organisation": "Early Voices",
    "office": "Foreign Minister",
    "institution": "Ministry",
    "url": "http://testserver/campaigns/observers/",
    "why": "facts_changed",
    "changed": "The granary was rebuilt.",
    "number": 412,
    "kind": "astray",
    "about": "left_without_mail",
}
VALUES = {
    "reference": "L-AAAA-BBBB",
    "link": "http://testserver/campaigns/confirm/token/",
    "subject": "Observers (L-AAAA-BBBB)",
    "text": "Dear <Minister>,\n\nplease.",
}
MAILS = {
    "confirm_signature": ["Send observers & stay", "Early Voices", VALUES["link"]],
    "remind_signature": ["Send observers & stay", "Early Voices", VALUES["link"]],
    "already_signed": ["Send observers & stay", VALUES["link"], CONTEXT["url"]],
    "confirm_letter": ["Foreign Minister", VALUES["link"]],
    "remind_letter": ["Foreign Minister", "Early Voices", VALUES["link"]],
    "letter_sent": ["Foreign Minister", "Dear <Minister>,", CONTEXT["url"]],
    "letter_returned": ["Foreign Minister", "Dear <Minister>,"],
    "letter_held": ["Foreign Minister", "The granary was rebuilt.", VALUES["link"]],
    "letter_digested": ["Foreign Minister", "412", "L-AAAA-BBBB", CONTEXT["url"]],
    "letters_alarm": ["412", "left_without_mail", VALUES["link"]],
    "replies_waiting": ["412", "Early Voices", VALUES["link"]],
}
IN_WORDS = {
    "en": {
        "confirm_signature": "7 days",
        "remind_signature": "We remind you once",
        "confirm_letter": "write again",
        "remind_letter": "We remind you once",
        "letter_returned": "could not be delivered",
        "letter_held": "take it back",
        "letter_digested": "went as one mail",
        "letters_alarm": "nightly proof",
        "replies_waiting": "its clock runs on",
    },
    "ar": {
        "confirm_signature": "عريضة",
        "remind_signature": "نذكّرك مرة واحدة",
        "confirm_letter": "اكتب من جديد",
        "remind_letter": "نذكّرك مرة واحدة",
        "letter_returned": "تعذّر تسليم رسالتك",
        "letter_held": "تغيّرت الوقائع",
        "letter_digested": "البلدان التي كتبوا منها",
        "letters_alarm": "الفحص الليلي",
        "replies_waiting": "مع أنها أجابت",
    },
}


@pytest.mark.parametrize("name", MAILS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_mail_says_what_it_must_in_text_and_in_html(name, language):
    enqueue(
        template=f"campaigns/email/{name}",
        to="ada@example.org",
        context=CONTEXT,
        values=VALUES,
        dedup_key=f"{name}:{language}",
        language=language,
    )
    content = Content.objects.get(pk=Message.objects.get().content_id)
    text, html = fill(content.text, VALUES), fill_html(content.html, VALUES)
    assert content.subject
    for words in (*MAILS[name], IN_WORDS[language].get(name, "")):
        assert words in text
        assert words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in html
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in html
    assert "<script" not in html
    assert "<img" not in html
