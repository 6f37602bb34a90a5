"""The words by which a situation is found, in whatever script they are written.

PostgreSQL keeps them in step by itself (see the migration that made them): the name weighs most,
then the places in six languages, then who is at risk, then the reasons. Words are compared without
case, accents and vowel marks, and what stands in Chinese characters character by character, since
no spaces part its words.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


class WantedWords(SearchQuery):
    """What somebody typed: every word must begin one of the situation's."""

    SEARCH_TYPES = {"plain": "situations_wanted"}


def wanted_words(text: str) -> WantedWords:
    """Return the question to ask the words of a situation."""
    return WantedWords(models.Value(text))


class SearchWords(models.Model):
    """The words of one situation. Written by PostgreSQL, read by the register."""

    situation = models.OneToOneField(
        "situations.Situation",
        verbose_name=_("situation"),
        on_delete=models.CASCADE,
        related_name="words",
        primary_key=True,
    )
    name = models.TextField(_("name and reference"))
    places = models.TextField(_("places"))
    people = models.TextField(_("people at risk"))
    reasons = models.TextField(_("reasons"))
    search = models.GeneratedField(
        expression=models.Func("name", "places", "people", "reasons", function="situations_vector"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("words of a situation")
        verbose_name_plural = _("words of situations")
        indexes = (GinIndex(fields=["search"], name="situations_words_search"),)

    def __str__(self) -> str:
        return self.name
