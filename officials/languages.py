"""The languages in which offices are written to, and how a letter opens and ends in each.

The defaults serve until a form of address is recorded for the post. They name the holder or the
office and fit any gender.
"""

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """The six languages of the United Nations, and Portuguese, which the African Union uses."""

    ENGLISH = "en", _("English")
    FRENCH = "fr", _("French")
    SPANISH = "es", _("Spanish")
    ARABIC = "ar", _("Arabic")
    RUSSIAN = "ru", _("Russian")
    CHINESE = "zh", _("Chinese")
    PORTUGUESE = "pt", _("Portuguese")


class Wording(NamedTuple):
    """How a letter opens and how it ends; {name} is the holder, or the office without one."""

    salutation: str
    closing: str


DEFAULT_WORDING = {
    Language.ENGLISH: Wording("Dear {name},", "Yours sincerely,"),
    Language.FRENCH: Wording(
        "À l’attention de {name},",
        "Veuillez agréer l’expression de ma haute considération.",
    ),
    Language.SPANISH: Wording("A la atención de {name}:", "Le saluda atentamente,"),
    Language.ARABIC: Wording("حضرة {name}،", "وتفضلوا بقبول فائق الاحترام والتقدير،"),
    Language.RUSSIAN: Wording("Здравствуйте, {name}!", "С уважением,"),
    Language.CHINESE: Wording("尊敬的{name}：", "此致敬礼"),
    Language.PORTUGUESE: Wording("À atenção de {name},", "Com os melhores cumprimentos,"),
}

RIGHT_TO_LEFT = frozenset({Language.ARABIC})


def short_code(language: str) -> str:
    """Return the language without its region or script: "zh-hans" is "zh"."""
    return language.replace("_", "-").split("-")[0].lower()


def direction(language: str) -> str:
    """Return "rtl" or "ltr", for the `dir` of what is written in the language."""
    return "rtl" if short_code(language) in RIGHT_TO_LEFT else "ltr"


def default_wording(language: str) -> Wording:
    """Return the wording of the language, and the English one where there is none."""
    code = short_code(language)
    known = Language(code) if code in Language.values else Language.ENGLISH
    return DEFAULT_WORDING[known]
