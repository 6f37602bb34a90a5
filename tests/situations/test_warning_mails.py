"""The mails of the warning desk: whole, true, and silent about what was handed in."""

import json

import pytest
from django.conf import settings

from outbox.rendering import Ask, fill, fill_html, render

DEEDS = ("received", "added", "handed_over", "overdue_officer", "overdue_head", "overdue_staff")
VALUES = {"link": "https://example.org/desk/warnings/", "organisation": "Early Voices & Friends"}


def mail(name: str, context: dict, values: dict[str, str]) -> tuple[str, str, str]:
    made = render(
        Ask(
            template=f"situations/email/{name}",
            language="en",
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


def test_the_mail_to_a_sender_does_not_say_what_it_is_about():
    values = {"link": "https://example.org/warnings/answers/"}
    subject, text, html = mail("warning_answer", {}, values)
    for part in (subject, text.replace(values["link"], ""), html.replace(values["link"], "")):
        for word in ("arning", "atrocit", "receipt", "PIN", "desk"):
            assert word not in part, word
    assert values["link"] in text
