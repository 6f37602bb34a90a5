"""Versions and languages of briefs in addresses."""

from django.urls import register_converter

from situations.editions import CODES, PATTERN, Edition


class EditionConverter:
    """“v2” in an address, or “fr-v2” for a translation."""

    regex = PATTERN

    def to_python(self, value: str) -> Edition:
        return Edition.read(value)

    def to_url(self, value: str) -> str:
        return str(value)


class BriefLanguageConverter:
    """A language of briefs: “fr”, “zh-hans”."""

    regex = CODES

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(EditionConverter, "edition")
register_converter(BriefLanguageConverter, "brief_language")
