"""Mails of updates and to organisations: whole, in both parts, translated, and with their links."""

import pytest
from django.conf import settings

from outbox.models import Content, Message
from outbox.rendering import fill, fill_html
from outbox.services import enqueue

pytestmark = pytest.mark.django_db

CONTEXT = {
    "title": "Send observers & stay",
    "campaign": "Observers <now>",
    "lead": "Amani opened the market.",
    "ask": "Send twelve observers.",
    "organisation": "Early Voices",
    "link": "http://testserver/campaigns/observers/news/1/",
    "url": "http://testserver/campaigns/observers/",
}
VALUES = {
    "link": "http://testserver/campaigns/confirm-organisation/token/",
    "unsubscribe_url": "http://testserver/campaigns/stop-updates/token/",
    "own_page": "http://testserver/mine/token/",
    "one_click_url": "http://testserver/campaigns/stop-updates/token/",
    "organisation": "River <Watch>",
    "reason": "We could not find it.",
}
FOOT = [VALUES["unsubscribe_url"], VALUES["own_page"]]
MAILS = {
    "update": [
        CONTEXT["title"],
        CONTEXT["lead"],
        CONTEXT["link"],
        VALUES["unsubscribe_url"],
        VALUES["own_page"],
    ],
    "report": [CONTEXT["campaign"], CONTEXT["link"], VALUES["unsubscribe_url"], VALUES["own_page"]],
    "confirm_sign_on": [CONTEXT["title"], CONTEXT["ask"], VALUES["link"]],
    "sign_on_accepted": [CONTEXT["title"], VALUES["organisation"], CONTEXT["url"]],
    "sign_on_refused": [CONTEXT["title"], VALUES["organisation"], VALUES["reason"]],
}


def lines(name: str, language: str) -> tuple[list[str], str]:
    """The subject and text of a mail, line by line, and its HTML."""
    enqueue(
        template=f"campaigns/email/{name}",
        to="ada@example.org",
        context=CONTEXT,
        values=VALUES,
        dedup_key=f"{name}:{language}",
        language=language,
    )
    key = f"{name}:{language}"
    content = Content.objects.get(pk=Message.objects.get(dedup_key=key).content_id)
    text = f"{content.subject}\n{fill(content.text, VALUES)}"
    return [line.strip() for line in text.splitlines()], fill_html(content.html, VALUES)


@pytest.mark.parametrize("name", MAILS)
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_mail_says_what_it_must_in_every_language_in_text_and_in_html(name, language):
    said, html = lines(name, language)
    for words in MAILS[name]:
        assert words in "\n".join(said)
        assert words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in html
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in html
    assert "<script" not in html
    assert "<img" not in html
    if language != "en":
        english, _html = lines(name, "en")
        own = {"", "--", settings.SITE_NAME, settings.BASE_URL, *CONTEXT.values(), *VALUES.values()}
        assert not set(english) & set(said) - own
