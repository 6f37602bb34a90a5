"""Forms of address: how an office is written to, per language."""

from typing import NamedTuple

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from officials.languages import Language, direction


class Salutation(NamedTuple):
    """What stands on the envelope, how the letter opens, how it ends."""

    envelope_name: str
    salutation: str
    closing: str


class FormOfAddress(models.Model):
    """How a post is addressed in one language. What is left empty falls back to the plain form.

    {name}, {formal_name}, {family_name} and {office} stand for the holder of the day on which the
    letter leaves, and for the office while it is vacant.
    """

    post = models.ForeignKey(
        "officials.Post",
        verbose_name=_("post"),
        on_delete=models.CASCADE,
        related_name="forms_of_address",
    )
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    office = models.CharField(
        _("title of the office"), max_length=200, blank=True, help_text=_("In this language.")
    )
    envelope_name = models.CharField(
        _("on the envelope"),
        max_length=240,
        blank=True,
        help_text=_("{formal_name}, {name}, {family_name} and {office} may stand in it."),
    )
    salutation = models.CharField(_("salutation"), max_length=240, blank=True)
    closing = models.CharField(_("closing"), max_length=240, blank=True)

    class Meta:
        ordering = ("language",)
        verbose_name = _("form of address")
        verbose_name_plural = _("forms of address")
        constraints = (
            models.UniqueConstraint(
                fields=("post", "language"),
                name="officials_form_of_address_once",
                violation_error_message=_("This office has a form of address in this language."),
            ),
            models.CheckConstraint(
                condition=~Q(office="", envelope_name="", salutation="", closing=""),
                name="officials_form_of_address_says_something",
                violation_error_message=_("Fill in at least one of the four."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_language_display()} · {self.salutation or self.office}"

    @property
    def direction(self) -> str:
        return direction(self.language)
