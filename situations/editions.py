"""The name of one version of a brief in an address: “v2”, or “fr-v2” for a translation."""

from typing import NamedTuple

from .languages import LANGUAGES

CODES = "|".join(language.code for language in LANGUAGES)
PATTERN = f"(?:(?:{CODES})-)?v[1-9][0-9]{{0,3}}"


class Edition(NamedTuple):
    """A version: of the original (without a language), or of the translation into a language."""

    language: str
    version: int

    @classmethod
    def read(cls, word: str) -> "Edition":
        """Return what a word that follows the pattern names."""
        language, _v, version = word.rpartition("v")
        return cls(language.rstrip("-"), int(version))
