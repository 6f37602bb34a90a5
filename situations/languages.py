"""Languages that a brief can be written in or translated to: the site's own, and those of readers.

The pages around it come in the site's languages only; the brief itself may be in any of these.
"""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

Words = Any


class Language(NamedTuple):
    """A language: its code (BCP 47), its name in the page's language, and its name for itself."""

    code: str
    name: Words
    local_name: str
    right_to_left: bool = False


LANGUAGES = (
    Language("en", _("English"), "English"),
    Language("fr", _("French"), "français"),
    Language("es", _("Spanish"), "español"),
    Language("ar", _("Arabic"), "العربيّة", right_to_left=True),
    Language("ru", _("Russian"), "русский"),
    Language("zh-hans", _("Chinese"), "简体中文"),
    Language("am", _("Amharic"), "አማርኛ"),
    Language("fa", _("Persian"), "فارسی", right_to_left=True),
    Language("hi", _("Hindi"), "हिन्दी"),
    Language("my", _("Burmese"), "မြန်မာဘာသာ"),
    Language("pt", _("Portuguese"), "português"),
    Language("sw", _("Swahili"), "Kiswahili"),
)
BRIEF_LANGUAGES = [(language.code, language.name) for language in LANGUAGES]

_BY_CODE = {language.code: language for language in LANGUAGES}


def local_name(code: str) -> str:
    """Return what a language calls itself, so that its readers find it."""
    return _BY_CODE[code].local_name if code in _BY_CODE else code


def is_right_to_left(code: str) -> bool:
    """Return whether the language is written from right to left."""
    return code in _BY_CODE and _BY_CODE[code].right_to_left
