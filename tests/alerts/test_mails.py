"""The mails of alerts as they read: in each direction of writing, untracked, with ways out."""

import re

import pytest

from tests.factories.mails import SAMPLES, VALUES, sample_mail

ISOLATED = re.compile("\u2068[^\u2068\u2069]*\u2069")


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_language_and_direction_are_said_twice_for_programs_that_cut_the_head_off(
    name, language, direction
):
    html = sample_mail(name, language).html
    assert f'<html lang="{language}" dir="{direction}"' in html
    (sheet,) = re.findall(r'<div class="sheet"[^>]*>', html)
    assert f'lang="{language}"' in sheet
    assert f'dir="{direction}"' in sheet


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_fetched_and_nobody_is_tracked(name):
    html = sample_mail(name, "en").html
    assert not re.search(r"<(img|script|link|iframe|object)\b|url\(|@import", html)
    for address in re.findall(r'href="([^"]*)"', html):
        assert address.startswith("https://example.org")
        assert "?" not in address


@pytest.mark.parametrize("name", SAMPLES)
def test_the_look_stands_in_the_elements_and_follows_the_readers_theme(name):
    html = sample_mail(name, "en").html
    assert re.search(r"<body[^>]*style=", html)
    assert "@media (prefers-color-scheme: dark)" in html
    assert '<meta name="color-scheme" content="light dark">' in html


@pytest.mark.parametrize("name", ["alert", "digest"])
def test_news_says_why_it_came_how_to_change_it_and_how_to_stop_it(name):
    mail = sample_mail(name, "en")
    why = f"Why you get this: you follow {VALUES['because']}."
    for part in (mail.text, mail.html):
        assert why in part
        assert VALUES["manage_url"] in part
        assert VALUES["unsubscribe_url"] in part
    assert f"Stop these emails:\n{VALUES['unsubscribe_url']}" in mail.text
    assert f"how often:\n{VALUES['manage_url']}" in mail.text


def test_the_text_of_a_digest_is_written_and_not_stripped_html():
    text = sample_mail("digest", "en").text
    assert "== Upper Valley ==\n\nThe level has changed: Upper Valley\n" in text
    assert "Read the brief:\nhttps://example.org/briefs/upper-valley-bridge/\n" in text
    assert "And 4 more pieces of news:\nhttps://example.org/situations/" in text
    assert not re.search(r"<\w|&\w+;|\n\n\n", text)


@pytest.mark.parametrize(("language", "sentence"), [
    ("en", "And 4 more pieces of news"),
    ("ar", "و4 أخبار أخرى"),
    ("ru", "И ещё 4 новости"),
    ("zh-hans", "另有 4 条消息"),
])  # fmt: skip
def test_how_many_more_is_said_as_the_language_counts(language, sentence):
    assert sentence in sample_mail("digest", language).text


def test_names_keep_their_direction_in_an_arabic_sentence():
    mail = sample_mail("alert", "ar")
    assert ISOLATED.search(mail.text).group() == f"\u2068{VALUES['because']}\u2069"
    assert f'<span dir="auto">{VALUES["because"]}</span>' in mail.html


def test_no_invisible_marks_stand_in_a_mail_that_runs_left_to_right():
    for name in SAMPLES:
        assert not re.search("[\u2066-\u2069\u200e\u200f]", sample_mail(name, "en").text)


def test_the_mail_to_confirm_says_what_was_chosen():
    text = sample_mail("confirm_subscription", "en").text
    assert "What: Upper Valley\n" in text
    assert "Kinds of news: new briefs; decisions, and changes of level; petitions" in text
    assert "How often: once a day\n" in text
