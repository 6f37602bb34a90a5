"""The catalogues of messages: whole, true to their sources, and complete where promised."""

import ast
import re
from functools import cache
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import to_locale

from tests.architecture.sources import ROOT, tree
from tests.factories.mails import SAMPLES, VALUES, sample_mail

LOCALES = ROOT / "templates" / "locale"
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
# Forms of the plural, as the Unicode CLDR has them for whole numbers.
FORMS = {"ar": 6, "fr": 2, "es": 2, "ru": 3, "zh-hans": 1}
PLACE = re.compile(r"%\([a-z_]+\)[sd]")


def folder(language: str) -> Path:
    return LOCALES / to_locale(language) / "LC_MESSAGES"


def read(language: str) -> polib.POFile:
    return polib.pofile(str(folder(language) / "django.po"))


def forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def pairs(catalogue: list[polib.POEntry]) -> dict[tuple[str, str], list[str]]:
    return {(entry.msgctxt or "", entry.msgid): forms(entry) for entry in catalogue}


def test_every_language_of_the_site_has_a_catalogue_and_no_other_is_there():
    assert {path.name for path in LOCALES.iterdir()} == {to_locale(code) for code in LANGUAGES}
    assert set(FORMS) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_site_reads_is_what_translators_wrote(language):
    compiled = polib.mofile(str(folder(language) / "django.mo"))
    assert pairs(compiled) == pairs(read(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_empty_doubtful_or_left_over(language):
    catalogue = read(language)
    assert not catalogue.untranslated_entries()
    assert not catalogue.fuzzy_entries()
    assert not catalogue.obsolete_entries()


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_source(language):
    """One form of a plural may say its number in words; it may not ask for what is not there."""
    for entry in read(language):
        asked = set(PLACE.findall(entry.msgid + entry.msgid_plural))
        for form in forms(entry):
            found = set(PLACE.findall(form))
            assert found <= asked, entry.msgid
            assert entry.msgid_plural or found == asked, entry.msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_plural_has_as_many_forms_as_the_language(language):
    catalogue = read(language)
    assert f"nplurals={FORMS[language]};" in catalogue.metadata["Plural-Forms"]
    for entry in catalogue:
        if entry.msgid_plural:
            assert len(forms(entry)) == FORMS[language], entry.msgid


def test_all_languages_say_the_same_things():
    said = {language: set(pairs(read(language))) for language in LANGUAGES}
    for language in LANGUAGES:
        assert said[language] == said["ar"], language


def test_every_sentence_still_stands_where_the_catalogue_says():
    """What nobody says any more is not kept: translators would polish it for nothing."""
    for entry in read("ar"):
        assert entry.occurrences, entry.msgid
        for path, _line in entry.occurrences:
            assert says(ROOT / path, entry.msgid), f"{path}: {entry.msgid}"


def says(path: Path, sentence: str) -> bool:
    """Whether a module or a template holds a sentence of the catalogue, however it is broken."""
    if path.suffix == ".py":
        return sentence in strings(path)
    shown = PLACE.sub(lambda place: f"{{{{ {place.group()[2:-2]} }}}}", sentence)
    return " ".join(shown.split()) in " ".join(path.read_text(encoding="utf-8").split())


@cache
def strings(path: Path) -> frozenset[str]:
    constants = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Constant))
    return frozenset(node.value for node in constants if isinstance(node.value, str))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_mail_of_alerts_has_no_untranslated_sentence(name, language):
    """Names, links and quoted words apart, no line of the English mail is left in the other."""
    context = SAMPLES[name]()
    own = {settings.SITE_NAME, "--", *VALUES.values(), *_words(context)}
    english = set(_lines(name, "en")) - own
    other = set(_lines(name, language))
    assert english
    assert not english & other


def _lines(name: str, language: str) -> list[str]:
    mail = sample_mail(name, language)
    lines = [line.strip("= ") for line in (mail.subject, *mail.text.splitlines())]
    return [line for line in lines if line and not line.startswith("http")]


def _words(value: object) -> list[str]:
    """What a context quotes: names, titles and stories, which nobody translates."""
    if isinstance(value, dict):
        return [
            word
            for key, inner in value.items()
            for word in ([inner] if key in QUOTED else _words(inner))
        ]
    return [word for inner in value for word in _words(inner)] if isinstance(value, list) else []


QUOTED = {"title", "lead_title", "lead", "organisation"}
