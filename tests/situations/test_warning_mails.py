"""The mails of the warning desk: whole, true, and silent about what was handed in."""

import json
import re

import pytest
from django.conf import settings

from outbox.rendering import Ask, fill, fill_html, render

DEEDS = ("received", "added", "handed_over", "overdue_officer", "overdue_head", "overdue_staff")
VALUES = {"link": "https://example.org/desk/warnings/", "organisation": "Early Voices & Friends"}


def mail(
    name: str, context: dict, values: dict[str, str], language: str = "en"
) -> tuple[str, str, str]:
    made = render(
        Ask(
            template=f"situations/email/{name}",
            language=language,
            stream="transactional",
            names=tuple(sorted(values)),
            context=json.dumps(context),
            site_name=settings.SITE_NAME,
            base_url="https://example.org",
        )
    )
    return fill(made.subject, values), fill(made.text, values), fill_html(made.html, values)


@pytest.mark.parametrize("deed", DEEDS)
def test_a_mail_to_the_desk_says_what_waits_and_where(deed):
    subject, text, html = mail("warning_desk", {"deed": deed, "hours": 24}, VALUES)
    assert "warning" in subject
    assert "\n" not in subject.strip()
    assert text.count(VALUES["link"]) == 1
    assert VALUES["link"] in html
    if deed != "added":
        assert "Early Voices & Friends" in text
        assert "Early Voices &amp; Friends" in html


def test_each_mail_to_the_desk_says_something_of_its_own():
    texts = {mail("warning_desk", {"deed": deed, "hours": 24}, VALUES)[1] for deed in DEEDS}
    assert len(texts) == len(DEEDS)


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh-hans"])
def test_a_mail_holds_no_sentence_in_another_language(language):
    mails = [mail("warning_answer", {}, {"link": VALUES["link"]}, language)]
    mails += [mail("warning_desk", {"deed": deed, "hours": 24}, VALUES, language) for deed in DEEDS]
    for subject, text, _html in mails:
        own = text.replace(VALUES["organisation"], "").replace(VALUES["link"], "")
        assert not re.search(r"\b(the|you|warning|this)\b", f"{subject} {own}", re.IGNORECASE)


def test_the_mail_to_a_sender_does_not_say_what_it_is_about():
    values = {"link": "https://example.org/warnings/answers/"}
    subject, text, html = mail("warning_answer", {}, values)
    for part in (subject, text.replace(values["link"], ""), html.replace(values["link"], "")):
        for word in ("arning", "atrocit", "receipt", "PIN", "desk"):
            assert word not in part, word
    assert values["link"] in text
